"""Where a return's table stands in its file: titles, bands, sheets, merged cells, totals, encodings."""

from __future__ import annotations

import datetime as dt

import pytest

from loaders.header import find_table
from loaders.reading.grid import Sheet
from loaders.refusal import NotLoadable
from tests.loaders.reading.building import open_document
from tests.loaders.returns import TRAINING, as_csv, as_xlsx, checked, lift, stored, table

XLSX = "LIFT activity Thanet 2018-19.xlsx"


def refs(content, name: str = XLSX) -> list[str]:
    return stored(content, "request_ref", name=name)


def test_titles_and_blank_lines_stand_above_the_header():
    lines = [["LIFT activity"], [], ["Exported 04/09/2021 09:12"], [], *lift({}, {})]
    found = checked(as_xlsx(lines), XLSX)
    assert (found.rows, found.not_data, found.lines) == (2, 5, 7)
    assert found.sheets[0]["header_row"] == 5


def test_the_header_may_stand_hundreds_of_rows_down():
    assert refs(as_xlsx([*([["note"]] * 700), *lift({})])) == ["R1"]


def test_labels_with_stray_blanks_case_and_punctuation_and_hints():
    lines = lift({})
    lines[0] = [
        {"DOB": "D.O.B. (dd/mm/yyyy)", "UPN": " upn ", "Phase": "PHASE:", "Closed": "closed\n"}.get(c, c + " ")
        for c in lines[0]
    ]
    found = checked(lines)
    assert (found.accepted, found.unmatched) == (1, [])
    assert found.table["age"].to_pylist() == [8]


def test_columns_may_stand_in_any_order():
    lines = [list(reversed(line)) for line in lift({}, {})]
    assert refs(as_csv(lines), "LIFT activity Thanet 2018-19.csv") == ["R1", "R2"]


def test_a_band_over_the_names_is_not_the_header():
    """
    | School | Request      |              |         | Pupil |
    | School | LIFT reference | Meeting date | Phase | ...   |
    """
    lines = lift({})
    band = ["School", "", "Request", "", "Pupil", *[""] * (len(lines[0]) - 5)]
    content = as_xlsx(
        [["Thanet LIFT activity"], band, *lines],
        merge=[("Data", 1, 0, 1, 1), ("Data", 1, 2, 1, 3), ("Data", 1, 4, 1, 9)],
    )
    found = checked(content, XLSX)
    assert (found.rows, found.not_data) == (1, 3)


def test_a_header_of_two_rows_with_labels_merged_downwards():
    """The first label is merged over both rows of the header, the others stand in the second."""
    lines = lift({})
    lines.insert(0, [lines[0][0], *[""] * (len(lines[0]) - 1)])
    lines[1] = ["", *lines[1][1:]]
    lines[0][3] = "About the pupil"
    content = as_xlsx(lines, merge=[("Data", 0, 0, 1, 0), ("Data", 0, 3, 0, 9)])
    found = checked(content, XLSX)
    assert (found.rows, found.not_data, found.table["request_ref"].to_pylist()) == (1, 2, ["R1"])


def test_a_sheet_for_each_term_and_sheets_that_are_not_data():
    first, second = lift({}, {}), [["Term 2"], [], *lift({"Request ref": "R3"})]
    sheets = {
        "Guidance": [["How to complete"]],
        "T1": first,
        "T2": second,
        "Summary": [["Term", "Requests"], [1, 2]],
        "Lookups": lift({}),
    }
    found = checked(as_xlsx(sheets, hide="Lookups"), XLSX)
    assert found.table.select(["sheet", "row_number", "request_ref"]).to_pylist() == [
        {"sheet": "T1", "row_number": 2, "request_ref": "R1"},
        {"sheet": "T1", "row_number": 3, "request_ref": "R2"},
        {"sheet": "T2", "row_number": 4, "request_ref": "R3"},
    ]
    assert found.lines == found.rows + found.not_data == 3 + 4
    assert found.notices[:3] == [
        "Sheet Guidance was left out.",
        "Sheet Summary was left out.",
        "Sheet Lookups was left out.",
    ]


def test_a_header_that_stands_again_between_rows_is_not_data():
    lines = lift({}, {})
    assert checked([lines[0], lines[1], lines[0], lines[2]]).rows == 2


def test_cells_merged_down_a_column_hold_for_every_row_under_them():
    lines = lift({}, {}, {})
    at = lines[0].index("School / setting")
    lines[2][at] = lines[3][at] = ""
    content = as_xlsx(lines, merge=[("Data", 1, at, 3, at)])
    assert stored(content, "setting_name", name=XLSX) == ["Orchard Academy"] * 3


def test_a_blank_that_is_not_merged_stays_blank():
    lines = lift({}, {"School / setting": ""})
    assert checked(as_xlsx(lines), XLSX).set_aside == {"setting": 1}


def test_totals_blank_lines_and_notes_are_counted_as_not_data():
    width = len(lift({})[0])
    below = [
        [""] * width,
        ["Total requests", 2],
        ["", "", "Total", 2],
        ["Notes: figures are provisional."],
        ["NB", "see guidance"],
    ]
    found = checked([*lift({}, {}), *below])
    assert (found.rows, found.not_data, found.lines) == (2, 6, 8)


def test_a_school_called_total_is_a_school():
    found = checked(lift({"School / setting": "Total Learning Academy", "Request ref": "T1"}))
    assert found.accepted == 1


def test_a_row_with_nothing_but_a_reference_is_a_row_with_gaps_and_not_a_note():
    blank = dict.fromkeys(lift({})[0], "")
    found = checked(lift({}, blank | {"Request ref": "105-18-00029"}))
    assert (found.rows, found.set_aside) == (2, {"meeting_date": 1})


@pytest.mark.parametrize(
    ("encoding", "delimiter"),
    [("utf-8", ","), ("utf-8-sig", ";"), ("utf-16", "\t"), ("cp1252", ","), ("utf-16-le", ";"), ("cp1252", "\t")],
)
def test_text_in_any_usual_encoding_and_delimiter(encoding, delimiter):
    lines = lift({"School / setting": "St Zoë’s – £1 School"})
    if encoding == "utf-16-le":
        content = b"\xff\xfe" + as_csv(lines, encoding, delimiter)
    else:
        content = as_csv(lines, encoding, delimiter)
    assert stored(content, "setting_name") == ["St Zoë’s – £1 School"]


def test_a_date_stays_a_date_and_a_number_a_number_in_a_workbook():
    row = {"LIFT meeting date": dt.date(2018, 12, 3), "First contact": dt.datetime(2018, 12, 10, 9, 30), "Visits": 2}
    assert stored(as_xlsx(lift(row)), "meeting_date", "support_started", "visits", name=XLSX) == [
        (dt.date(2018, 12, 3), dt.date(2018, 12, 10), 2.0)
    ]


def test_an_unlikely_sheet_in_the_middle_is_left_out_and_said():
    sheets = {"Data": lift({}), "Rota": [["Name", "Day"], ["a", "b"]]}
    assert "Sheet Rota was left out." in checked(as_xlsx(sheets), XLSX).notices


def test_a_workbook_with_two_kinds_of_return_is_refused():
    with pytest.raises(NotLoadable, match=r"more than one kind of return \(LIFT activity and Training log\)"):
        checked(as_xlsx({"LIFT": lift({}), "Training": table(TRAINING, {})}), XLSX)


def test_a_stray_quote_is_told_with_its_line():
    content = as_csv(lift({}, {})).replace(b"Orchard Academy", b'"Orchard" Academy', 1)
    found = checked(content)
    assert found.warnings == {"quote": 1}
    assert [(f["code"], f["row_number"]) for f in found.faults] == [("quote", 2)]


def test_cells_merged_down_in_an_open_document_hold_for_every_row_under_them():
    """The reader of the cells tells no merges of this kind of workbook."""
    lines = lift({}, {}, {})
    at = lines[0].index("School / setting")

    def cell(row: int, column: int, text: str) -> str:
        if column == at and row in (2, 3):
            return "<table:covered-table-cell/>"
        span = ' table:number-rows-spanned="3" table:number-columns-spanned="1"' if (row, column) == (1, at) else ""
        return f'<table:table-cell{span} office:value-type="string"><text:p>{text}</text:p></table:table-cell>'

    rows = ["".join(cell(r, c, text) for c, text in enumerate(line)) for r, line in enumerate(lines)]
    content = open_document("".join(f"<table:table-row>{row}</table:table-row>" for row in rows))
    assert stored(content, "setting_name", name="LIFT activity Thanet 2018-19.ods") == ["Orchard Academy"] * 3


def test_lines_of_thousands_of_cells_are_no_table():
    figures = [f"{n}" for n in range(4000)]
    sheet = Sheet("", [[f"c{n}" for n in range(4000)], *([str(line), *figures] for line in range(400))])
    assert find_table(sheet) is None
