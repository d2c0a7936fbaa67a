"""An explored table is an indicator like any other."""

from __future__ import annotations

import pytest

from metrics import findings, results, titles
from metrics.explored import Said, definition
from metrics.explored_kept import draft_results
from warehouse import explored as store

YEAR = "2018/19"
SHARE = Said("Absent", "share", "Absent", "Enrolled", polarity="low")


def cell(district: str, top: float | None, bottom: float | None = None, symbol: str | None = None, year=YEAR) -> dict:
    return {"district": district, "year": year, "numerator": top, "denominator": bottom, "symbol": symbol}


def explored(warehouse, said: Said, cells: list[dict], audience: str = "internal"):
    return draft_results(warehouse, said, cells, audience)


def row(frame, area: str, year: str = YEAR):
    return frame[(frame["area"] == area) & (frame["year"] == year)].iloc[0]


def test_it_has_the_columns_of_the_results_frame(warehouse, fill, request_row):
    fill("lift_activity", [request_row("1")])
    frame = explored(warehouse, SHARE, [cell("Thanet", 81, 263)])
    assert set(frame.columns) == set(results(warehouse, ["lift_requests"]).columns)


def test_wilson_for_a_share(warehouse):
    """81 of 263: 30.8%, 25.5% to 36.6% (Newcombe and Altman)."""
    thanet = row(explored(warehouse, SHARE, [cell("Thanet", 81, 263)]), "Thanet")
    assert [round(thanet[name], 1) for name in ("value", "lower", "upper")] == [30.8, 25.5, 36.6]
    assert thanet["method"] == "Wilson"


@pytest.mark.parametrize(("count", "method"), [(9, "exact Poisson"), (10, "Byar")])
def test_poisson_then_byar_for_a_rate(warehouse, count, method):
    frame = explored(warehouse, Said("Exclusions", "rate", "n", "d"), [cell("Thanet", count, 1000)])
    assert (row(frame, "Thanet")["value"], row(frame, "Thanet")["method"]) == (count, method)


def test_posts_and_pounds_have_no_interval(warehouse):
    frame = explored(warehouse, Said("Posts", "rate", "n", "d", counts="posts"), [cell("Thanet", 5, 1000)])
    assert (row(frame, "Thanet")["value"], row(frame, "Thanet")["method"]) == (5, "none")


def test_kent_is_rebuilt_from_known_districts_and_says_whom_it_is_without(warehouse):
    frame = explored(warehouse, SHARE, [cell("Thanet", 1, 10), cell("Dover", 90, 90), cell("Swale", None, None, "c")])
    kent = row(frame, "Kent")
    assert (kent["value"], kent["numerator"], kent["denominator"], kent["districts"]) == (91.0, 91, 100, 2)
    assert "Swale" in kent["note"]


def test_a_suppressed_figure_is_unknown_with_its_symbol_and_never_nought(warehouse):
    swale = row(explored(warehouse, SHARE, [cell("Thanet", 1, 10), cell("Swale", None, None, "c")]), "Swale")
    assert swale["symbol"] == "c"
    assert swale["reason"] == "Suppressed in the file."
    assert swale["value"] != swale["value"]


def test_a_district_that_is_not_in_the_file_says_so(warehouse):
    dover = row(explored(warehouse, SHARE, [cell("Thanet", 1, 10)]), "Dover")
    assert (dover["symbol"], dover["reason"]) == ("x", "Dover is not in the file for 2018/19.")


def test_a_district_is_tested_against_the_rest_of_kent(warehouse):
    frame = explored(warehouse, SHARE, [cell("Thanet", 80, 100), *(cell(d, 10, 100) for d in ("Dover", "Swale"))])
    thanet = row(frame, "Thanet")
    assert (thanet["reference"], thanet["comparison"], bool(thanet["finding"])) == (10.0, "worse", True)
    worded = findings.worded(frame, {"explored": definition(SHARE)})
    assert titles.chart_title(worded) == "1 district clearly worse, 2 clearly better"


def test_years_are_compared(warehouse):
    cells = [cell("Thanet", 10, 100), cell("Thanet", 60, 100, year="2019/20")]
    thanet = row(explored(warehouse, SHARE, cells), "Thanet", "2019/20")
    assert (thanet["previous"], thanet["direction"]) == (10.0, "worsening")


def test_our_denominators_come_from_the_context_returns(warehouse, fill):
    fill(
        "context",
        [{"phase": p, "pupils": 500.0, "sen_support": 50.0, "settings": 5.0} for p in ("Primary", "Secondary")],
    )
    said = Said("Exclusions", "rate", "Exclusions", over="sen_support")
    frame = explored(warehouse, said, [cell("Thanet", 20), cell("Dover", 5)])
    assert row(frame, "Thanet")["value"] == 200.0
    assert row(frame, "Dover")["reason"] == "No district context return for Dover, 2018/19."


def test_a_part_greater_than_its_whole_is_no_share(warehouse):
    thanet = row(explored(warehouse, SHARE, [cell("Thanet", 12, 10)]), "Thanet")
    assert thanet["reason"] == "12 is more than its denominator, 10."
    assert thanet["value"] != thanet["value"]


def test_kept_listed_read_and_thrown_away(warehouse):
    assert store.kept(warehouse) == []
    ends = dict.fromkeys(("low", "high", "base_low", "base_high"))
    cells = [cell("Dover", None, None, "c") | ends | {"low": 0, "high": 4}, cell("Thanet", 1, 10) | ends]
    extra = [one | {"reason": "Cell B2 holds “Ann”.", "name": "Ann"} for one in cells]
    number = store.keep(warehouse, SHARE.as_dict(), extra, "absence.csv", "A. Analyst", {"rows": 2, "counted": 2})
    (kept,) = store.kept(warehouse)
    assert (kept["title"], kept["file"], kept["who"]) == ("Absent", "absence.csv", "A. Analyst")
    assert Said(**kept["said"]) == SHARE
    assert kept["rows"] == {"rows": 2, "counted": 2}
    assert store.cells(warehouse, number) == cells
    store.throw_away(warehouse, number)
    assert store.kept(warehouse) == []
    with pytest.raises(store.NoSuchTable):
        store.cells(warehouse, number)


def test_settings_are_known_by_name_and_number_and_not_where_two_districts_share_a_name(fill, request_row, warehouse):
    rows = [
        request_row("1", setting="Thanet: elmstead", urn="900001", dfe_number="886/2001"),
        request_row("2", setting="Thanet: holly"),
        request_row("3", district="Dover", setting="Dover: holly"),
    ]
    fill("lift_activity", [{"urn": None, "dfe_number": None} | one for one in rows])
    known = store.settings(warehouse)
    assert {known[name] for name in ("elmstead", "900001", "8862001", "886 2001")} == {"Thanet"}
    assert known["holly"] is None
