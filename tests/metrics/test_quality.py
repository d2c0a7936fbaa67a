"""Data quality: what is in and what is missing, and between which values gaps leave a headline figure."""

from __future__ import annotations

import pytest

from metrics import faults, margins, quality
from warehouse import batches

YEAR = "2018/19"


def terms(request_row, district: str, *held: int) -> list[dict]:
    return [request_row(f"{district}{term}", district=district, term=term) for term in held]


@pytest.fixture
def fill_by_term(warehouse):
    """Store LIFT requests as one batch that covers district, year and term, with so many rows set aside."""
    import pyarrow as pa

    def fill(rows: list[dict], file: str = "tiny.csv", **told) -> int:
        rows = [{"year": YEAR, **row} for row in rows]
        scopes = [f"{row['district']}|{row['year']}|{row['term']}" for row in rows]
        columns = {name: [row.get(name) for row in rows] for name in rows[0]} | {"scope": scopes}
        claims = {
            scope: {"scope": scope} | {name: row[name] for name in ("district", "year", "term")}
            for scope, row in zip(scopes, rows, strict=True)
        }
        counts = {"set_aside": {}, "warnings": {}, "unmatched": []} | told
        aside = sum(counts["set_aside"].values())
        batch = batches.Batch(
            file=file, sha256=file, dataset="lift_activity", who="test", origin="upload", lines=len(rows) + aside,
            rows=len(rows) + aside, accepted=len(rows), not_data=0, claims=list(claims.values()), **counts,
        )  # fmt: skip
        with batches.transaction(warehouse) as cursor:
            return batches.add(cursor, batch, pa.table(columns))

    return fill


def state(complete, dataset: str, district: str, year: str = YEAR) -> tuple[str, str]:
    row = complete[
        (complete["dataset"] == dataset) & (complete["district"] == district) & (complete["year"] == year)
    ].iloc[0]
    return row["state"], row["words"]


def test_a_return_is_in_in_part_or_missing(fill_by_term, request_row, warehouse, fill):
    fill_by_term(terms(request_row, "Thanet", 1, 2, 3) + terms(request_row, "Dover", 1, 2, 3, 4, 5, 6))
    fill("lift_meetings", [{"district": "Dover", "term": 6, "held": True, "meeting_date": None}])
    fill("satisfaction_survey", [{"district": "Dover", "overall": 4}])
    warehouse.cursor().execute("update store.lift_activity set meeting_date = date '2019-06-10' where term = 6")
    complete = quality.completeness(warehouse.counting())
    assert state(complete, "lift_activity", "Dover") == ("in", "● in")
    assert state(complete, "lift_activity", "Thanet") == ("partly", "◐ terms 1 to 3 only")
    assert state(complete, "lift_activity", "Swale") == ("missing", "○ missing")
    assert state(complete, "satisfaction_survey", "Swale") == ("no answer", "– no answer")


def test_a_term_without_a_meeting_held_is_no_gap(fill_by_term, request_row, warehouse, fill):
    fill_by_term(terms(request_row, "Thanet", 1, 3) + terms(request_row, "Dover", 1, 3))
    warehouse.cursor().execute("update store.lift_activity set meeting_date = date '2019-02-01' where term = 3")
    meetings = [
        {"district": d, "term": t, "held": t != 2 or d == "Dover"} for d in ("Dover", "Thanet") for t in (1, 2, 3)
    ]
    fill("lift_meetings", meetings)
    complete = quality.completeness(warehouse.counting())
    assert state(complete, "lift_activity", "Thanet") == ("in", "● in")
    assert state(complete, "lift_activity", "Dover") == ("partly", "◐ without term 2")


def test_terms_that_have_not_begun_by_the_end_of_the_data_are_not_missed(fill_by_term, request_row, warehouse):
    fill_by_term(terms(request_row, "Thanet", 1))
    assert state(quality.completeness(warehouse.counting()), "lift_activity", "Thanet")[0] == "in"


def test_a_context_return_without_a_phase_is_in_part(fill, warehouse):
    fill("context", [{"phase": "Early Years", "pupils": 1.0}, {"phase": "Primary", "pupils": 1.0}])
    complete = quality.completeness(warehouse.counting())
    assert state(complete, "context", "Thanet") == ("partly", "◐ without Secondary")


@pytest.mark.parametrize(
    ("held", "words"), [([2], "term 2"), ([1, 2, 3], "terms 1 to 3"), ([1, 2, 5], "terms 1, 2 and 5")]
)
def test_terms_are_said_shortly(held, words):
    assert quality.terms_said(held) == words


def test_the_answer_names_the_worst_gap_and_what_waits(fill_by_term, request_row, warehouse):
    every = [row["district"] for row in _districts(warehouse)]
    fill_by_term([row for name in every[1:] for row in terms(request_row, name, 1)])
    complete = quality.completeness(warehouse.counting())
    said = quality.answer(complete[complete["dataset"] == "lift_activity"], YEAR, 3)
    assert said == (
        "For 2018/19, 11 of 12 district returns are complete (92%), 1 missing. The worst gap: LIFT activity return "
        "2018/19: missing from Ashford. 3 rows wait to be corrected."
    )


def _districts(warehouse) -> list[dict]:
    rows = warehouse.cursor().execute("select district from district order by district").fetchall()
    return [{"district": name} for (name,) in rows]


def test_faults_are_counted_by_file_and_say_what_waits(fill_by_term, request_row, warehouse):
    told = {"set_aside": {"meeting_date": 2, "duplicate": 5}, "warnings": {"legacy_code": 7}}
    fill_by_term(terms(request_row, "Thanet", 1), **told)
    found = faults.faults(warehouse.cursor(), YEAR)
    assert found[["kind", "code", "rows", "waits"]].to_numpy().tolist() == [
        ["set aside", "meeting_date", 2, True],
        ["set aside", "duplicate", 5, False],
        ["warning", "legacy_code", 7, False],
    ]
    assert set(found["districts"]) == {"Thanet"}
    assert faults.faults(warehouse.cursor(), "2019/20").empty


def test_a_batch_taken_back_has_no_faults(fill_by_term, request_row, warehouse):
    number = fill_by_term(terms(request_row, "Thanet", 1), set_aside={"meeting_date": 2})
    batches.undo(warehouse, number, "test")
    assert faults.faults(warehouse.cursor()).empty


def test_values_not_recognised_are_added_up_over_files(fill_by_term, request_row, warehouse):
    for file, rows in (("one.csv", 2), ("two.csv", 3)):
        unmatched = [{"column": "need", "value": "Odd", "rows": rows}]
        fill_by_term(terms(request_row, "Thanet" if rows == 2 else "Dover", 1), file, unmatched=unmatched)
    found = faults.unrecognised(warehouse.cursor())
    assert found[["column", "value", "rows", "files"]].to_numpy().tolist() == [["need", "Odd", 5, 2]]


def margin(frame, indicator: str, area: str = "Thanet", gap: str = "all"):
    told = frame["gap"] == gap if gap == "all" else frame["gap"].str.contains(gap)
    held = frame[(frame["indicator"] == indicator) & (frame["area"] == area) & told]
    assert len(held) == 1, held
    return held.iloc[0]


def test_rows_set_aside_could_all_or_none_have_started_in_time(fill_by_term, request_row, warehouse):
    """6 of 8 started in time and 2 rows are set aside: from 6 of 10 to 8 of 10."""
    rows = [request_row(f"{i}", district="Thanet", support_started=_later(i >= 6)) for i in range(8)]
    rows.append(request_row("last", district="Thanet", term=6, level=1, meeting_date=_day("2019-06-10")))
    fill_by_term(rows, set_aside={"meeting_date": 2, "duplicate": 9})
    found = margin(margins.margins(warehouse, YEAR), "started_within_30_days")
    assert (found["value"], found["low"], found["high"]) == (75.0, 60.0, 80.0)
    assert found["rows"] == 2


def _later(late: bool):
    return _day("2018-12-20") if late else _day("2018-10-11")


def _day(text: str):
    import datetime as dt

    return dt.date.fromisoformat(text)


def test_a_start_before_the_meeting_and_an_unknown_outcome_join_the_base(fill_by_term, request_row, warehouse):
    rows = [
        request_row("1", district="Thanet"),
        request_row("2", district="Thanet", support_started=_day("2018-09-20")),
        request_row("3", district="Thanet", level=None, outcomes="something else"),
        request_row("4", district="Thanet", level=None, outcomes=None),
        request_row("end", district="Thanet", term=6, level=1, outcomes="advice", meeting_date=_day("2019-06-10")),
    ]
    fill_by_term(rows)
    frame = margins.margins(warehouse, YEAR)
    found = margin(frame, "started_within_30_days")
    assert (found["value"], found["low"], found["high"], found["rows"]) == (100.0, 25.0, 100.0, 3)
    assert margin(frame, "started_within_30_days", gap="before the meeting")["low"] == 50.0


def test_the_middle_wait_moves_between_its_ends(fill_by_term, request_row, warehouse):
    """Waits of 10, 20 and 30 days and one unknown: each end of the order gives 15 and 25."""
    rows = [
        request_row(str(n), district="Thanet", support_started=_day(on))
        for n, on in enumerate(("2018-10-11", "2018-10-21", "2018-10-31"))
    ]
    fill_by_term(rows, set_aside={"setting": 1})
    found = margin(margins.margins(warehouse, YEAR), "median_wait_days")
    assert (found["value"], found["low"], found["high"]) == (20.0, 15.0, 25.0)


def test_a_missing_district_moves_kent_alone(fill_by_term, request_row, warehouse):
    """Ten districts at 100% and one at 0%, one missing: Kent lies between the missing one at 0% and at 100%."""
    names = [row["district"] for row in _districts(warehouse)][:11]
    rows = [request_row(name, district=name, support_started=_later(name == names[0])) for name in names]
    fill_by_term([*rows, request_row("end", district=names[0], term=6, level=1, meeting_date=_day("2019-06-10"))])
    frame = margins.margins(warehouse, YEAR)
    kent = margin(frame, "started_within_30_days", "Kent", "all")
    assert kent["low"] == pytest.approx(100 * 10 / 12)
    assert kent["high"] == pytest.approx(100 * 11 / 12)
    assert "Tunbridge Wells, which is missing" in " ".join(frame.loc[frame["area"] == "Kent", "gap"])
    assert margin(frame, "started_within_30_days", names[1])["low"] == 100.0


def test_an_answer_left_out_could_be_either(fill, warehouse):
    fill("satisfaction_survey", [{"overall": 4}, {"overall": 2}, {"overall": None}])
    found = margin(margins.margins(warehouse, YEAR), "satisfaction_overall")
    assert [round(found[name], 1) for name in ("value", "low", "high")] == [50.0, 33.3, 66.7]


def test_requests_without_a_need_could_all_have_the_commonest(fill_by_term, request_row, warehouse):
    rows = [request_row(str(i), district="Thanet", need="ASD") for i in range(3)]
    rows += [request_row("4", district="Thanet", need=None, area_of_need=None)]
    rows += [request_row("5", district="Thanet", need=None, area_of_need="SEMH")]
    fill_by_term(rows)
    found = margin(margins.margins(warehouse, YEAR), "commonest_need")
    assert (found["value"], found["low"], found["high"]) == (60.0, 60.0, 80.0)


def test_a_warehouse_without_a_return_has_no_margin(warehouse):
    assert margins.margins(warehouse, YEAR).empty
    assert quality.completeness(warehouse.counting()).empty


def test_margins_in_words():
    row = {"value": 75.0, "low": 60.0, "high": 80.0, "unit": "percent"}
    assert margins.said(row) == "75% as it stands, and between 60% and 80% if every gap were closed"
    assert margins.between(row | {"low": 75.2, "high": 75.4}) == "the same"
