"""The workbook with its faults marked: kept as it was, harmless, and loaded again once it is corrected."""

from __future__ import annotations

import io

import openpyxl
import pytest
import xlsxwriter

from loaders import load_return, read_return
from loaders.annotate import PLAIN
from loaders.annotate_kept import as_text
from loaders.answers import Answers
from loaders.header import WHAT_TO_CORRECT
from loaders.marked import mark_faults
from tests.loaders.returns import LIFT, as_csv, as_xlsx, lift

NAME = "LIFT activity Thanet 2018-19.xlsx"
FAULTY = [{"LIFT meeting date": "31/02/2019"}, {}, {"School / setting": ""}, {"UPN": "Z207000016049"}]
DATE, SETTING, UPN = (list(LIFT).index(name) for name in ("LIFT meeting date", "School / setting", "UPN"))


@pytest.fixture
def mark(warehouse, reader):
    """Mark a file's faults; gives what was made and the workbook opened."""

    def mark(data: bytes, name: str = NAME, answers: Answers | None = None):
        made = mark_faults(warehouse, name, data, reader, answers or Answers())
        return made, openpyxl.load_workbook(io.BytesIO(made.content))

    return mark


def _formatted(lines: list[list]) -> bytes:
    """A workbook with a title, bold header, a formula, a second sheet and a comment of the person's own."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Term 1"
    sheet.append(["LIFT activity, Thanet 2018-19"])
    for line in lines:
        sheet.append(line)
    for cell in sheet[2]:
        cell.font = openpyxl.styles.Font(bold=True)
    sheet.column_dimensions["C"].width = 33
    other = book.create_sheet("Notes")
    other["A1"], other["A2"] = "Kept as it is", "=1+1"
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_each_fault_is_marked_in_its_cell_with_its_reason(mark):
    made, book = mark(_formatted(lift(*FAULTY)))
    sheet = book["Term 1"]
    assert (made.rows, made.notes) == (3, ())
    assert "no date" in sheet.cell(3, DATE + 1).comment.text
    assert sheet.cell(3, DATE + 1).fill.start_color.rgb == "FFFFC7CE"
    assert "add it" in sheet.cell(5, SETTING + 1).comment.text
    assert "check letter" in sheet.cell(6, UPN + 1).comment.text
    assert sheet.cell(4, DATE + 1).comment is None


def test_what_to_correct_stands_to_the_right_of_the_table(mark):
    _, book = mark(_formatted(lift(*FAULTY)))
    sheet, column = book["Term 1"], len(LIFT) + 1
    assert [sheet.cell(row, column).value for row in (2, 4)] == [WHAT_TO_CORRECT, None]
    assert sheet.cell(3, column).value.startswith("LIFT meeting date: The LIFT meeting date is missing or is no date")
    assert sheet.cell(6, column).value.startswith("Kept, but look: UPN")


def test_formatting_and_other_sheets_are_kept(mark):
    _, book = mark(_formatted(lift(*FAULTY)))
    assert book.sheetnames == ["Term 1", "Notes"]
    assert (book["Notes"]["A1"].value, book["Notes"]["A2"].value) == ("Kept as it is", "=1+1")
    assert book["Term 1"]["A2"].font.bold
    assert book["Term 1"].column_dimensions["C"].width == 33


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_corrected_and_sent_again_it_loads_without_a_word(kind, mark, warehouse, reader):
    data = _formatted(lift(*FAULTY)) if kind == "xlsx" else as_csv(lift(*FAULTY))
    _, book = mark(data, NAME.replace("xlsx", kind))
    sheet = book.worksheets[0]
    first = 3 if kind == "xlsx" else 2
    sheet.cell(first, DATE + 1).value = "03/12/2018"
    sheet.cell(first + 2, SETTING + 1).value = "Orchard Academy"
    sheet.cell(first + 3, UPN + 1).value = "P207000016049"
    target = io.BytesIO()
    book.save(target)
    reading = read_return(warehouse, NAME, target.getvalue(), reader)
    assert (reading.accepted, reading.rows, reading.faults, reading.unmatched) == (4, 4, [], [])
    assert load_return(warehouse, reading, "tester").accepted == 4


def test_marked_again_the_column_and_the_old_marks_are_not_doubled(mark):
    _, book = mark(_formatted(lift(*FAULTY)))
    book["Term 1"].cell(3, DATE + 1).value = "03/12/2018"
    target = io.BytesIO()
    book.save(target)
    _, again = mark(target.getvalue())
    sheet = again["Term 1"]
    assert [cell.value for cell in sheet[2]].count(WHAT_TO_CORRECT) == 1
    assert sheet.cell(3, DATE + 1).comment is None
    assert sheet.cell(3, len(LIFT) + 1).value is None
    assert sheet.cell(5, len(LIFT) + 1).value


FORMULAS = ['=HYPERLINK("http://evil.example","x")', "+1+1", "-2+3", "@SUM(A1)"]


def test_text_of_a_csv_never_becomes_a_formula(mark):
    made, book = mark(as_csv(lift(*({"School / setting": text} for text in FORMULAS), *FAULTY)), "Thanet 2018-19.csv")
    sheet = book.worksheets[0]
    cells = [sheet.cell(row, SETTING + 1) for row in range(2, 6)]
    assert [cell.value for cell in cells] == FORMULAS
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.quotePrefix for cell in cells)
    assert b"<f>" not in _sheet_xml(made.content)
    assert made.notes[0].startswith("It is a new workbook")


def test_text_of_a_workbook_that_looks_like_a_formula_stays_text(mark):
    made, book = mark(_with_text(FORMULAS))
    assert [book.worksheets[0].cell(row, SETTING + 1).data_type for row in range(2, 6)] == ["s"] * 4
    assert b"<f>" not in _sheet_xml(made.content)


def _with_text(texts: list[str]) -> bytes:
    """A workbook in which text stands that begins like a formula, as an export writes it."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("Data")
        for number, line in enumerate(lift(*({"School / setting": text} for text in texts), {"School / setting": ""})):
            for column, cell in enumerate(line):
                sheet.write_string(number, column, cell)
    return target.getvalue()


def _sheet_xml(content: bytes) -> bytes:
    import zipfile

    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read("xl/worksheets/sheet1.xml")


def test_a_correction_that_looks_like_a_formula_is_text(mark):
    answers = Answers(cells={("Data", 2, SETTING): "=1+1"})
    _, book = mark(as_xlsx(lift(*FAULTY)), answers=answers)
    cell = book["Data"].cell(2, SETTING + 1)
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=1+1", "s", True)
    plain = openpyxl.Workbook().active["A1"]
    as_text(plain, "\x07bell")
    assert plain.value == "bell"


def test_corrections_made_on_the_page_are_in_the_workbook(mark):
    answers = Answers(cells={("Data", 2, DATE): "03/12/2018"})
    made, book = mark(as_xlsx(lift(*FAULTY)), answers=answers)
    assert (made.rows, book["Data"].cell(2, DATE + 1).value) == (2, "03/12/2018")
    assert book["Data"].cell(2, DATE + 1).comment is None


@pytest.mark.parametrize("kind", ["xls", "ods", "txt"])
def test_returns_of_every_kind_can_be_marked_and_read_again(kind, inputs, mark, warehouse, reader):
    files = sorted(inputs.glob(f"LIFT activity*.{kind}")) if inputs else []
    for path in files[:1]:
        before = read_return(warehouse, path.name, path, reader)
        made, _ = mark(path.read_bytes(), path.name)
        again = read_return(warehouse, f"{path.stem}.xlsx", made.content, reader)
        assert (again.rows, again.accepted, again.set_aside) == (before.rows, before.accepted, before.set_aside)
        assert again.unmatched == before.unmatched
        assert [f["row_number"] for f in again.faults] == [f["row_number"] for f in before.faults]
        assert again.checked.table.drop(["sheet"]).equals(before.checked.table.drop(["sheet"]))


def test_macros_are_dropped_with_a_note(mark):
    source = openpyxl.load_workbook(io.BytesIO(as_xlsx(lift(*FAULTY))))
    target = io.BytesIO()
    source.save(target)
    made, book = mark(_with_part(target.getvalue(), "xl/vbaProject.bin", b"\xd0\xcf"), "Thanet 2018-19.xlsm")
    assert made.notes == ("Its macros were left out.",)
    assert book.vba_archive is None
    assert b"vbaProject" not in made.content


def _with_part(content: bytes, name: str, part: bytes) -> bytes:
    import zipfile

    target = io.BytesIO(content)
    with zipfile.ZipFile(target, "a") as package:
        package.writestr(name, part)
    return target.getvalue()


def test_a_hostile_workbook_ends_the_child_and_not_this_process(mark, monkeypatch, warehouse):
    from loaders.load import MAKER
    from loaders.reading.grid import Unreadable
    from loaders.reading.guard import Reader

    with Reader(memory_mb=8, seconds=20, preload=("loaders.apart",)) as small, pytest.raises(Unreadable):
        mark_faults(warehouse, NAME, as_xlsx(lift(*[{}] * 9000)), small)
    assert MAKER == "loaders.apart:read_and_check"


@pytest.mark.parametrize("span", ["A9:XFD1048576", "R2:XFD1048576"])
def test_a_merge_to_the_end_of_the_sheet_stalls_nothing(span, mark):
    """openpyxl makes a cell of each that is merged: seventeen thousand million here."""
    made, book = mark(_with_merge(as_xlsx(lift(*FAULTY)), span))
    assert (made.rows, made.notes) == (3, (PLAIN,))
    assert book.worksheets[0].cell(2, DATE + 1).comment is not None


def _with_merge(content: bytes, span: str) -> bytes:
    import zipfile

    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name in source.namelist():
            part = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                merged = f'</sheetData><mergeCells count="1"><mergeCell ref="{span}"/></mergeCells>'
                part = part.replace(b"</sheetData>", merged.encode())
            package.writestr(name, part)
    return target.getvalue()


def test_what_was_answered_is_used_and_not_written_over_the_persons_own_values(mark):
    lines = lift({"Phase": "Lower school", "School / setting": ""}, {"Phase": "Lower school"})
    answers = Answers(values={("phase", "lower school"): "Primary"}, cells={("", 3, DATE): "04/12/2018"})
    made, book = mark(as_csv(lines), "LIFT activity Thanet 2018-19.csv", answers)
    phase = list(LIFT).index("Phase") + 1
    assert [book.worksheets[0].cell(row, phase).value for row in (2, 3)] == ["Lower school"] * 2
    assert (made.rows, book.worksheets[0].cell(3, DATE + 1).value) == (1, "04/12/2018")
