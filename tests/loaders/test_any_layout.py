"""A small table written in any legal layout is read back whole."""

from __future__ import annotations

import datetime as dt
import itertools

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loaders.words import column_spellings, value_spellings
from tests.loaders.returns import as_csv, as_xlsx, checked
from warehouse import reference

COLUMNS = ("request_ref", "papers_received", "meeting_date", "setting", "phase", "upn", "sen_status", "need", "outcome",
           "support_started", "closed", "visits", "delivery")  # fmt: skip
DATES = ("papers_received", "meeting_date", "support_started", "closed")
STYLES = {
    "real": lambda day: day,
    "slash": lambda day: day.strftime("%d/%m/%Y"),
    "dot": lambda day: f"{day.day}.{day.month}.{day:%y}",
    "word": lambda day: f"{day.day} {day:%b %Y}",
    "iso": lambda day: day.isoformat(),
    "serial": lambda day: (day - dt.date(1899, 12, 30)).days,
}
LISTS = {"phase": "phase", "sen_status": "sen_status", "need": "need", "delivery": "delivery"}
SPELLINGS = {
    column: [
        row["spelling"]
        for row in reference.rows("columns.csv")
        if (row["dataset"], row["column"]) == ("lift_activity", column)
    ]
    for column in COLUMNS
}
OUTCOMES = {
    code: [row["spelling"] for row in reference.rows("values.csv") if (row["list"], row["code"]) == ("outcome", code)]
    for code in dict.fromkeys(value_spellings("outcome").values())
}
DAY = st.dates(dt.date(2018, 9, 1), dt.date(2019, 8, 31))


def chosen(draw, name: str) -> tuple[str, str]:
    """A code of a list of values and one of its spellings."""
    row = draw(st.sampled_from([row for row in reference.rows("values.csv") if row["list"] == name]))
    return row["code"], row["spelling"]


@st.composite
def requests(draw) -> tuple[list[dict], list[dict]]:
    """Requests as they should be stored, and the cells as they are written."""
    meant, written = [], []
    for number in range(draw(st.integers(1, 6))):
        met = draw(DAY)
        codes = draw(st.lists(st.sampled_from(sorted(OUTCOMES)), max_size=3, unique=True))
        row = {
            "request_ref": f"105-18-{number:05d}",
            "meeting_date": met,
            "setting": draw(st.sampled_from(["Oak Academy", "St Mary’s CE"])),
        }
        row |= {name: draw(st.one_of(st.none(), DAY)) for name in DATES if name != "meeting_date"}
        row |= {"visits": draw(st.one_of(st.none(), st.integers(0, 40)))}
        pairs = {name: chosen(draw, values) for name, values in LISTS.items()}
        meant.append(row | {name: code for name, (code, _) in pairs.items()} | {"outcome": codes})
        cells = row | {name: text for name, (_, text) in pairs.items()} | {"upn": "P207000016049"}
        written.append(cells | {"outcome": codes})
    return meant, written


@st.composite
def layouts(draw) -> dict:
    """How the table is laid out."""
    order = draw(st.permutations(COLUMNS))
    return {
        "order": order,
        "labels": {name: draw(st.sampled_from(SPELLINGS[name])) for name in COLUMNS},
        "shout": draw(st.booleans()),
        "ticks": draw(st.booleans()),
        "joint": draw(st.sampled_from([" / ", "; ", ", ", "/"])),
        "style": draw(st.sampled_from(sorted(STYLES))),
        "titles": draw(
            st.lists(st.sampled_from([["Thanet LIFT activity"], [], ["Exported 04/09/2021 09:12"]]), max_size=4)
        ),
        "band": draw(st.booleans()),
        "below": draw(
            st.lists(st.sampled_from([[], ["Total requests", 3], ["Notes: provisional until signed off."]]), max_size=3)
        ),
        "kind": draw(st.sampled_from(["sheets", "one sheet", "utf-8", "utf-8-sig", "utf-16", "cp1252"])),
        "delimiter": draw(st.sampled_from([",", ";", "\t"])),
        "merge": draw(st.booleans()),
    }


def lines_of(layout: dict, written: list[dict]) -> list[list]:
    """The lines of one sheet."""
    names = [name for name in layout["order"] if not (layout["ticks"] and name == "outcome")]
    labels = [layout["labels"][name] for name in names]
    header = [label.upper() if layout["shout"] else f" {label} " for label in labels]
    rows = [[cell(layout, name, row) for name in names] for row in written]
    if layout["ticks"]:
        header += [spellings[0] for spellings in OUTCOMES.values()]
        for line, row in zip(rows, written, strict=True):
            line += ["x" if code in row["outcome"] else "" for code in OUTCOMES]
    band = [["About the request", *[""] * (len(header) // 2 - 1), "About the support"]] if layout["band"] else []
    return [*layout["titles"], *band, header, *rows, *layout["below"]]


def cell(layout: dict, name: str, row: dict) -> object:
    """One cell as it is written."""
    value = row[name]
    if name == "outcome":
        return layout["joint"].join(OUTCOMES[code][0] for code in value)
    if isinstance(value, dt.date):
        style = "slash" if layout["style"] == "real" and "sheet" not in layout["kind"] else layout["style"]
        return STYLES[style](value)
    return "" if value is None else value


def file_of(layout: dict, written: list[dict]) -> tuple[bytes, str]:
    """The bytes of the file and its name."""
    if "sheet" not in layout["kind"]:
        content = as_csv(lines_of(layout, written), layout["kind"], layout["delimiter"])
        return content, "LIFT activity Thanet 2018-19.csv"
    half = len(written) // 2 if layout["kind"] == "sheets" else 0
    parts = {"T1": written[:half], "T2": written[half:]} if half else {"Data": written}
    sheets = {"Guidance": [["How to complete"]], **{name: lines_of(layout, rows) for name, rows in parts.items()}}
    merge = [run for name, rows in parts.items() for run in runs(layout, name, rows)] if layout["merge"] else []
    return as_xlsx(sheets, merge), "LIFT activity Thanet 2018-19.xlsx"


def runs(layout: dict, sheet: str, rows: list[dict]) -> list[tuple]:
    """Where the same setting stands in rows below each other: the cells that a person would merge."""
    names = [name for name in layout["order"] if not (layout["ticks"] and name == "outcome")]
    column, top, found = names.index("setting"), len(layout["titles"]) + layout["band"] + 1, []
    for _, group in itertools.groupby(range(len(rows)), key=lambda i: rows[i]["setting"]):
        places = list(group)
        if len(places) > 1:
            found.append((sheet, top + places[0], column, top + places[-1], column))
    return found


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(requests(), layouts())
def test_a_table_in_any_legal_layout_is_read_back_whole(made, layout):
    meant, written = made
    found = checked(*file_of(layout, written))
    assert (found.rows, found.accepted, found.set_aside) == (len(meant), len(meant), {})
    assert found.lines == found.rows + found.not_data
    got = {row["request_ref"]: row for row in found.table.to_pylist()}
    for row in meant:
        have = got[row["request_ref"]]
        assert {name: have[name] for name in ("phase", "sen_status", "delivery", "need", *DATES)} == {
            name: row[name] for name in ("phase", "sen_status", "delivery", "need", *DATES)
        }
        assert set((have["outcomes"] or "").split(";")) - {""} == set(row["outcome"])
        assert (have["setting_name"], have["visits"], have["district"]) == (row["setting"], row["visits"], "Thanet")
    assert not [
        code for code in found.warnings if code not in ("outcome_unknown", "start_before_meeting", "legacy_code")
    ]


def test_no_spelling_of_one_column_is_also_an_outcome():
    """A tick column and a column of its own could not be told apart."""
    assert not set(column_spellings("lift_activity")) & set(value_spellings("outcome"))
