"""Workbooks: what calamine does not tell (errors, unsaved formulas, extent, epoch), and what must be refused."""

from __future__ import annotations

import datetime as dt
import io
import struct
import zipfile

import pytest
import xlsxwriter

from loaders.reading import Unreadable, read_grid
from loaders.reading.biff import describe
from loaders.reading.open_document import Workbook as open_document_marks
from loaders.reading.open_document import _walk
from loaders.reading.sheet_xml import scan
from tests.loaders.reading.building import number_cell, open_document, text_cell, workbook

HEAD = f'<row r="1">{text_cell("A1", "Name")}{text_cell("B1", "Count")}</row>'


def written(fill, **options) -> bytes:
    packed = io.BytesIO()
    book = xlsxwriter.Workbook(packed, {"in_memory": True, **options})
    fill(book)
    book.close()
    return packed.getvalue()


def test_cells_are_kept_as_they_are_from_a1_on():
    def fill(book):
        sheet = book.add_worksheet("Log")
        sheet.write_row(2, 1, ["Name", "When", "00123", "NA"])
        sheet.write(3, 1, "None")
        sheet.write_datetime(3, 2, dt.datetime(2019, 3, 4), book.add_format({"num_format": "dd/mm/yyyy"}))

    sheet = read_grid(written(fill), "a.xlsx").sheets[0]
    assert sheet.rows[:2] == [[""] * 5] * 2
    assert sheet.rows[2] == ["", "Name", "When", "00123", "NA"]
    assert sheet.rows[3][1:3] == ["None", dt.date(2019, 3, 4)]


def test_hidden_sheets_merges_and_the_epoch_are_told():
    def fill(book):
        book.add_worksheet("Data").merge_range(1, 0, 3, 0, "x")
        hidden = book.add_worksheet("Lookups")
        hidden.write(0, 0, "y")
        hidden.hide()

    grid = read_grid(written(fill, date_1904=True), "a.xlsx")
    assert [sheet.hidden for sheet in grid.sheets] == [False, True]
    assert grid.sheets[0].merged == [((1, 0), (3, 0))]
    assert grid.epoch_1904
    assert {notice.code for notice in grid.notices} == {"hidden_sheet", "epoch_1904"}


@pytest.mark.parametrize("prefix", ["", "x:"])
def test_error_cells_and_unsaved_formulas_are_placed(tmp_path, prefix):
    row = (
        '<row r="2"><c r="A2" t="e"><v>#REF!</v></c><c r="B2" s="1" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
        '<c r="C2"><f>SUM(A1)</f></c><c r="D2"><f>SUM(A1)</f><v></v></c><c r="E2"><f t="shared" si="0"/></c>'
        '<c r="F2" t="str"><f>""</f><v></v></c><c r="G2"><f>1+1</f><v>2</v></c></row>'
    )
    xml = f"<worksheet><sheetData>{row}</sheetData></worksheet>"
    if prefix:
        xml = xml.replace("</", "</x:").replace("<", "<x:").replace("<x:/x:", "</x:")
    marks = scan([xml.encode()])
    assert marks.errors == {(1, 0): "#REF!", (1, 1): "#DIV/0!"}
    assert {(1, 2), (1, 3)} <= marks.unsaved
    assert not marks.unsaved & {(1, 5), (1, 6)}
    if not prefix:
        assert (1, 4) in marks.unsaved


def test_marks_do_not_depend_on_where_the_pieces_are_cut():
    rows = "".join(
        f'<row r="{r}"><c r="A{r}"><v>{r}</v></c><c r="AB{r}" t="e"><v>#N/A</v></c><c r="AC{r}"><f>A{r}</f></c></row>'
        for r in range(1, 40)
    ).encode()
    whole = scan([rows])
    for size in (7, 64, 501):
        cut = scan([rows[at : at + size] for at in range(0, len(rows), size)])
        assert (cut.errors, cut.unsaved, cut.rows, cut.columns) == (whole.errors, whole.unsaved, 39, 29)


def test_formulas_that_were_never_worked_out_are_not_zero():
    def fill(book):
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["a", "b"])
        sheet.write_number(1, 0, 4)
        sheet.write_formula(1, 1, "=A2*2")

    assert read_grid(written(fill), "a.xlsx").sheets[0].unsaved_formulas == {(1, 1)}


@pytest.mark.parametrize("stated", ["", "A1:XFD1048576"])
def test_two_cells_at_the_corners_are_refused_before_they_are_held(tmp_path, stated):
    rows = [f'<row r="1">{text_cell("A1", "a")}</row><row r="1048576">{text_cell("XFD1048576", "b")}</row>']
    path = workbook(tmp_path / "a.xlsx", rows, stated)
    assert path.stat().st_size < 2000
    with pytest.raises(Unreadable, match="1,048,576 rows and 16,384 columns"):
        read_grid(path, "a.xlsx")


@pytest.mark.parametrize("stated", ["", "A1:C1048576"])
def test_a_million_formatted_rows_are_the_two_that_hold_something(tmp_path, stated):
    data = f'<row r="2">{text_cell("A2", "x")}{number_cell("B2", 1)}</row>'
    blank = (f'<row r="{r}" s="1"><c r="A{r}" s="1"/></row>' for r in range(3, 1_048_577))
    path = workbook(tmp_path / "a.xlsx", [HEAD, data, *blank], stated)
    assert read_grid(path, "a.xlsx").sheets[0].rows == [["Name", "Count"], ["x", 1.0]]


def test_formatted_blanks_far_to_the_right_are_no_extent(tmp_path):
    data = [f'<row r="{r}">{number_cell(f"A{r}", r)}<c r="XFD{r}" s="1"/></row>' for r in range(2, 2000)]
    assert len(read_grid(workbook(tmp_path / "a.xlsx", [HEAD, *data]), "a.xlsx").sheets[0].rows) == 1999


def test_an_open_document_with_billions_of_cells_is_refused():
    row = '<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'
    rows = f'<table:table-row table:number-rows-repeated="999999999">{row}</table:table-row>' * 30
    with pytest.raises(Unreadable, match="too many to hold"):
        read_grid(open_document(rows), "a.ods")


def test_errors_of_an_open_document_are_placed():
    cell = '<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'
    error = cell.replace("<table:table-cell", '<table:table-cell table:formula="of:=1/0"').replace("x<", "#DIV/0!<")
    rows = f'<table:table-row>{cell}<table:table-cell table:number-columns-repeated="2"/>{error}</table:table-row>'
    assert read_grid(open_document(rows), "a.ods").sheets[0].error_cells == {(0, 3): "#DIV/0!"}


def test_an_open_document_is_looked_at_alike_wherever_its_pieces_are_cut():
    text = '<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'
    error = (
        '<table:table-cell table:formula="of:=A1" calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell>'
    )
    blank = '<table:table-cell table:number-columns-repeated="3"/>'
    rows = f'<table:table-row table:number-rows-repeated="2">{text * 2}</table:table-row><table:table-row/>'
    content = (
        f'<table:table table:name="A &amp; B">{rows}<table:table-row>{blank}{error}</table:table-row></table:table>' * 2
    )
    found = []
    for size in (3, 50, 10_000):
        book = open_document_marks()
        _walk((content[at : at + size].encode() for at in range(0, len(content), size)), book)
        found.append([(name, m.rows, m.columns, m.errors) for name, m in zip(book.names, book.sheets, strict=True)])
    assert found == [[("A & B", 4, 4, {(3, 3): "#N/A"})] * 2] * 3


def record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def test_records_of_an_old_workbook_tell_errors_epoch_and_extent():
    sheet_name = b"\x04\x00Data"
    opening, closing = record(0x809, b"\x00" * 16), record(0x0A, b"")
    epoch = record(0x22, b"\x01\x00")
    start = len(opening) + len(epoch) + 4 + 6 + len(sheet_name) + len(closing)
    book = opening + epoch + record(0x85, struct.pack("<IBB", start, 0, 0) + sheet_name) + closing
    error = record(0x205, struct.pack("<HHHBB", 3, 2, 0, 0x17, 1))
    formula = record(0x06, struct.pack("<HHH", 4, 1, 0) + b"\x02\x00\x2a\x00\x00\x00\xff\xff" + b"\x00" * 6)
    found = describe(book + opening + error + formula + closing)
    assert (found.names, found.epoch_1904) == (["Data"], True)
    assert found.sheets[0].errors == {(3, 2): "#REF!", (4, 1): "#N/A"}
    assert (found.sheets[0].rows, found.sheets[0].columns) == (5, 3)


def test_an_old_workbook_with_a_password_says_so():
    with pytest.raises(Unreadable, match="password"):
        describe(record(0x809, b"\x00" * 16) + record(0x2F, b"\x00" * 6))


def repacked(path, change) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return packed.getvalue()


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml"])
def test_xml_entities_are_refused_in_any_part(tmp_path, part):
    def change(name: str, content: bytes) -> bytes:
        return (
            content.replace(b"?>", b'?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///x">]>', 1) if name == part else content
        )

    with pytest.raises(Unreadable, match="entities"):
        read_grid(repacked(workbook(tmp_path / "a.xlsx", [HEAD]), change), "a.xlsx")


def test_a_part_that_is_larger_than_it_says_is_refused(tmp_path):
    path = workbook(tmp_path / "a.xlsx", [HEAD, " " * 100_000])
    data = bytearray(path.read_bytes())
    entry = data.rfind(b"PK\x01\x02", 0, data.rfind(b"xl/worksheets/sheet1.xml"))
    struct.pack_into("<I", data, entry + 24, 500)
    with pytest.raises(Unreadable):
        read_grid(bytes(data), "a.xlsx")


def test_a_part_that_would_unpack_to_hundreds_of_megabytes_is_refused(tmp_path):
    path = workbook(tmp_path / "a.xlsx", [" " * 10_000_000] * 4)
    with pytest.raises(Unreadable, match="unpack"):
        read_grid(path, "a.xlsx")


@pytest.mark.parametrize("name", ["../../etc/passwd", "/xl/a.xml", "C:/a.xml", "XL/WORKBOOK.XML"])
def test_names_that_lead_outside_or_twice_are_refused(tmp_path, name):
    with pytest.raises(Unreadable, match="not what a spreadsheet program writes"):
        read_grid(workbook(tmp_path / "a.xlsx", [HEAD], more={name: "x"}), "a.xlsx")


@pytest.mark.parametrize("share", [0.2, 0.5, 0.97])
def test_half_an_upload_is_told_from_a_whole_one(tmp_path, share):
    data = workbook(tmp_path / "a.xlsx", [HEAD]).read_bytes()
    with pytest.raises(Unreadable, match="only part of it arrived"):
        read_grid(data[: int(len(data) * share)], "a.xlsx")


def test_a_workbook_of_thousands_of_sheets_is_refused_before_they_are_read():
    sheet = '<table:table table:name="Data"/>'
    with pytest.raises(Unreadable, match="has 1,501 sheets, and no more than 1,000 are read"):
        read_grid(open_document("", before=sheet * 1500), "a.ods")
