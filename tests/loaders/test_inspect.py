"""The verdict on any table: what it is called, where its header stands, and each thing that may mislead."""

from __future__ import annotations

import argparse
import csv
import io
import json
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from loaders.inspect import inspect_file, inspect_main, inspect_safely
from loaders.reading.guard import Reader

BAD_INPUTS = Path(__file__).resolve().parents[3] / "shared" / "bad_inputs"


def of_text(text: str) -> dict:
    return inspect_file(text.encode(), "a.csv")


def of_rows(*rows: list, merges: tuple = ()) -> dict:
    packed = io.BytesIO()
    book = xlsxwriter.Workbook(packed, {"in_memory": True})
    sheet = book.add_worksheet("Data")
    for place in merges:
        sheet.merge_range(*place, "")
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            if cell != "":
                sheet.write(at, column, cell)
    book.close()
    return inspect_file(packed.getvalue(), "a.xlsx")


def told(answer: dict) -> list[tuple]:
    return [(p["code"], p["row"], p["column"]) for table in answer["tables"] for p in table["problems"]]


def test_a_clean_table_loads():
    answer = of_text("id,name,when\n001,Zoë,03/09/2018\n002,NA,04/09/2018\n003,None,05/09/2018\n")
    assert (answer["verdict"], answer["dataset"]) == ("load", None)
    assert answer["tables"] == [
        {"sheet": "", "header_row": 1, "columns": ["id", "name", "when"], "rows": 3, "not_data": 1, "problems": []}
    ]


def test_a_header_hundreds_of_rows_down_is_found():
    notes = [["A note about the table that follows"]] * 400
    answer = of_rows(*notes, [], ["District", "Requests", "Met"], ["Thanet", 4, 2], ["Dover", 5, 1])
    assert answer["verdict"] == "load"
    assert (answer["tables"][0]["header_row"], answer["tables"][0]["rows"]) == (402, 2)
    assert answer["tables"][0]["not_data"] == 402


def test_every_line_is_a_row_or_not_data():
    text = "Title,,\n,,\nname,a,b\nx,1,2\n,,\nname,a,b\ny,3,4\nTotal,4,6\nSource: returns,,\n"
    answer = of_text(text)
    table = answer["tables"][0]
    assert (table["header_row"], table["rows"], table["not_data"]) == (3, 2, 7)
    assert told(answer) == [("total", 8, None)]


@pytest.mark.parametrize(
    "label", ["Total", "GRAND TOTAL", "Sub-total", "Subtotal 9:", "Thanet Total", "Total requests"]
)
def test_totals_are_left_out_and_told(label):
    answer = of_rows(["District", "Requests", "Met"], ["Thanet", 4, 2], ["Dover", 5, 1], [label, 9, 3])
    assert answer["tables"][0]["rows"] == 2
    assert told(answer) == [("total", 4, None)]


def test_a_course_that_begins_with_total_is_a_row():
    answer = of_rows(
        ["Course", "School", "Seats"], ["Total communication", "Oak School", 3], ["Makaton", "Elm School", 4]
    )
    assert (answer["verdict"], answer["tables"][0]["rows"]) == ("load", 2)


def test_bands_over_names_that_are_whole_by_themselves_do_not_warn():
    rows = (
        ["Pupil", "", "", "Request", "", ""],
        ["Name", "UPN", "Sex", "Date", "Need", "Outcome"],
        ["x", "y", "F", 1, 2, 3],
    )
    answer = of_rows(*rows, ["z", "v", "M", 1, 2, 3], merges=((0, 0, 0, 2), (0, 3, 0, 5)))
    assert answer["verdict"] == "load"
    assert answer["tables"][0]["columns"] == ["Name", "UPN", "Sex", "Date", "Need", "Outcome"]


def test_a_header_that_needs_its_bands_is_flattened_and_told():
    rows = ["", "2018/19", "", "2019/20", ""], ["District", "n", "%", "n", "%"], ["Thanet", 4, 50, 5, 60]
    answer = of_rows(*rows, ["Dover", 6, 70, 5, 60], merges=((0, 1, 0, 2), (0, 3, 0, 4)))
    assert answer["tables"][0]["columns"] == ["District", "2018/19 / n", "2018/19 / %", "2019/20 / n", "2019/20 / %"]
    assert told(answer) == [("multi_row_header", 2, None)]


def test_a_table_without_a_header_keeps_its_first_row():
    table = of_text("10,hello,20\n20,world,30\n30,test,30\n")["tables"][0]
    assert (table["header_row"], table["rows"], table["columns"]) == (None, 3, ["Column A", "Column B", "Column C"])


def test_blank_and_doubled_headers_are_told_apart():
    answer = of_text("id,,id,age\n1,x,2,3\n4,y,5,6\n")
    assert answer["tables"][0]["columns"] == ["id", "Column B", "id (2)", "age"]
    assert told(answer) == [("blank_header", 1, "Column B"), ("duplicate_header", 1, "id (2)")]


def test_ragged_lines_are_all_named():
    answer = of_text("a,b,c\n1,2\n1,2,3\n1,2,3,4\n1,2,3,\n")
    assert told(answer) == [("ragged", 2, None), ("ragged", 4, None)]


def test_unsaved_formulas_and_file_problems_are_told_by_cell():
    packed = io.BytesIO()
    book = xlsxwriter.Workbook(packed)
    sheet = book.add_worksheet("Data")
    sheet.write_column(0, 0, ["a", 1, 2])
    sheet.write_column(0, 1, ["b", 1])
    sheet.write_formula(2, 1, "=A2+1")
    book.close()
    assert told(inspect_file(packed.getvalue(), "a.xlsx")) == [("unsaved_formula", 3, "b")]
    assert told(inspect_file(b"a|b\nx\x00y|2\n", "a.csv")) == [("nul", 2, None)]


def test_many_problems_of_one_kind_are_counted_after_the_first():
    answer = of_text("a,b\n" + "1,2\n" * 30 + "1\n" * 100)
    assert len(told(answer)) == 26
    assert answer["tables"][0]["problems"][-1]["message"] == "75 more of the same kind."


def test_a_workbook_with_nothing_in_it_is_refused():
    assert of_rows()["verdict"] == "refuse"


def test_the_message_says_when_loading_would_refuse():
    answer = inspect_file(b"a,b\n1,2\n", "a.csv", lambda grid: (None, "Loading would refuse it."))
    assert (answer["verdict"], answer["dataset"]) == ("load", None)
    assert answer["message"].endswith("Loading would refuse it.")
    assert inspect_file(b"a,b\n1,2\n", "a.csv", lambda grid: ("context", ""))["dataset"] == "context"


@pytest.mark.parametrize("name", ["nothing.csv", "."])
def test_a_path_that_cannot_be_opened_is_refused(tmp_path, name):
    assert inspect_file(tmp_path / name, name)["verdict"] == "refuse"


def test_the_command_prints_json_and_its_status(tmp_path, capsys):
    path = tmp_path / "a.csv"
    path.write_text("a,b\n1,2\n")
    assert inspect_main(argparse.Namespace(file=path, json=True), None) == 0
    assert json.loads(capsys.readouterr().out)["verdict"] == "load"
    path.write_bytes(b"")
    assert inspect_main(argparse.Namespace(file=path, json=False), None) == 1
    assert "empty" in capsys.readouterr().out


cells = st.one_of(st.integers(0, 999).map(str), st.sampled_from(["Thanet", "NA", "00123", "a, b", 'say "x"', "l1\nl2"]))


@given(
    titles=st.lists(st.sampled_from(["Return of the year", "", "Figures are provisional"]), max_size=30),
    rows=st.lists(st.lists(cells, min_size=4, max_size=4), min_size=1, max_size=20),
    blanks=st.integers(0, 3),
    notes=st.lists(st.sampled_from(["Source: returns", "Note: provisional"]), max_size=3),
)
def test_a_table_in_any_layout_is_found_whole(titles, rows, blanks, notes):
    lines = [[title, "", "", ""] for title in titles] + [["Name", "Setting", "Visits", "Hours"], *rows]
    lines += [["", "", "", ""]] * blanks + [[note, "", "", ""] for note in notes]
    written = io.StringIO(newline="")
    csv.writer(written).writerows(lines)
    table = of_text(written.getvalue())["tables"][0]
    assert table["columns"] == ["Name", "Setting", "Visits", "Hours"]
    assert (table["rows"], table["not_data"]) == (len(rows), len(lines) - len(rows))


def _manifest() -> list[dict]:
    if not (BAD_INPUTS / "manifest.csv").exists():
        return []
    with open(BAD_INPUTS / "manifest.csv", newline="", encoding="utf-8") as handle:
        return list(csv.DictReader(handle))


@pytest.fixture(scope="module")
def reader():
    with Reader(seconds=20) as one:
        yield one


def test_files_of_the_readers_own_suites_get_their_verdict(reader):
    wrong = []
    for row in _manifest():
        answer = inspect_safely(BAD_INPUTS / row["file"], Path(row["file"]).name, None, reader)
        allowed = set(row["expected_verdict"].split("-or-"))
        allowed |= {"warn"} if row["expected_verdict"] == "load-or-refuse" else set()
        explained = answer["verdict"] == "load" or len(answer["message"]) > 15
        if answer["verdict"] not in allowed or not explained:
            wrong.append((row["file"], answer["verdict"], row["expected_verdict"]))
    assert wrong == []


def test_a_header_of_another_table_among_the_rows_is_told():
    rows = [["District", "Absent", "Pupils"], ["Dover", 1, 2], ["Swale", 1, 2], ["District", "Pupils", "Excluded"]]
    answer = of_rows(*rows, ["Dover", 1, 2], ["Swale", 1, 2])
    assert (answer["verdict"], ("second_header", 4, None) in told(answer)) == ("warn", True)
