"""A large sheet is read in pieces, and nobody can tell: the same cells, merges and marks as when it is read whole."""

import datetime as dt
import io
import random
import zipfile

import pytest
import xlsxwriter

from loaders.reading import pieces, read_grid, workbook


def _workbook(rows: int, shared: bool, seed: int = 7) -> bytes:
    """Cells of every sort, gaps of rows and columns, rich text, entities, errors, formulas and merges."""
    chance, made = random.Random(seed), io.BytesIO()
    book = xlsxwriter.Workbook(made, {"constant_memory": not shared})
    sheet, dated, bold = book.add_worksheet("Data"), book.add_format({"num_format": "dd/mm/yyyy"}), book.add_format()
    at = 3
    for number in range(rows):
        at += 1 if chance.random() < 0.98 else chance.randrange(1, 40)
        for column in range(1, 9):
            sort = chance.randrange(9)
            if sort < 3:
                sheet.write_string(
                    at, column, chance.choice(["<b> & \"q\" 'x'", "  gaps  ", "x" * 40, f"ref {number}", "é↑"])
                )
            elif sort == 3:
                sheet.write_number(at, column, chance.choice([1, 2.5, -0.0, 1e21]))
            elif sort == 4:
                sheet.write_datetime(
                    at, column, dt.datetime(2018, 9, 1) + dt.timedelta(days=chance.randrange(900)), dated
                )
            elif sort == 5:
                sheet.write_boolean(at, column, bool(number % 2))
            elif sort == 6:
                sheet.write_formula(at, column, "=1+1", None, chance.choice([2, "#REF!", "text", ""]))
            elif sort == 7:
                sheet.write_rich_string(at, column, "plain ", bold, "and rich")
    sheet.merge_range(at + 5, 1, at + 7, 2, "merged")
    book.add_worksheet("Other").write(0, 0, "small")
    book.close()
    return made.getvalue()


def _rewritten(source: bytes, old: bytes, new: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source)) as read, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as written:
        for name in read.namelist():
            content = read.read(name)
            written.writestr(name, content.replace(old, new) if name == "xl/worksheets/sheet1.xml" else content)
    return made.getvalue()


@pytest.fixture
def both_ways(monkeypatch):
    """Reads a workbook whole and in pieces of some 20 kB; gives both grids, and how many sheets were put together."""
    put_together = []

    def read(source: bytes):
        monkeypatch.setattr(workbook, "LARGE", 10**12)
        whole = read_grid(source, "whole.xlsx")
        monkeypatch.setattr(workbook, "LARGE", 20_000)
        monkeypatch.setattr(pieces, "LARGE", 20_000)
        monkeypatch.setattr(pieces, "SMALLEST", 20_000)
        monkeypatch.setattr(
            pieces.Package, "pieces", lambda own, name, chunk=0, real=pieces.Package.pieces: real(own, name, 5000)
        )
        made = pieces.read_in_pieces
        monkeypatch.setattr(workbook, "read_in_pieces", lambda *a: put_together.append(made(*a)) or put_together[-1])
        return whole, read_grid(source, "whole.xlsx"), put_together

    return read


@pytest.mark.parametrize("shared", [True, False])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_sheet_read_in_pieces_is_the_sheet_read_whole(both_ways, shared, seed):
    whole, cut, put_together = both_ways(_workbook(3000, shared, seed))
    assert put_together[0] is not None
    assert repr(cut.sheets) == repr(whole.sheets)
    assert whole.sheets[0].error_cells
    assert len(whole.sheets[0].merged) == 1
    assert (cut.notices, cut.problems) == (whole.notices, whole.problems)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"<row ", b'<!-- <row r="9"> --><row '),
        (b"<sheetData>", b'<sheetData xml:space="preserve">'),
        (b'<row r="5"', b"<row"),
    ],
    ids=["comments", "another head", "a row without a number"],
)
def test_a_sheet_that_cannot_be_cut_without_a_doubt_is_read_whole(both_ways, old, new):
    whole, cut, _ = both_ways(_rewritten(_workbook(3000, True), old, new))
    assert repr(cut.sheets) == repr(whole.sheets)


def test_a_large_sheet_with_rows_out_of_order_is_read_whole(both_ways):
    source = _workbook(3000, False)
    part = zipfile.ZipFile(io.BytesIO(source)).read("xl/worksheets/sheet1.xml")
    begin, end = part.index(b"<sheetData>") + 11, part.index(b"</sheetData>")
    middle = part.index(b"<row ", (begin + end) // 2)
    turned = _rewritten(source, part[begin:end], part[middle:end] + part[begin:middle])
    whole, cut, put_together = both_ways(turned)
    assert put_together[0] is None
    assert repr(cut.sheets) == repr(whole.sheets)


def test_a_sheet_that_is_damaged_in_the_middle_is_refused_as_when_read_whole(both_ways):
    source = _workbook(3000, False)
    part = zipfile.ZipFile(io.BytesIO(source)).read("xl/worksheets/sheet1.xml")
    at = part.index(b"<c ", len(part) // 2)
    with pytest.raises(workbook.Unreadable, match="damaged"):
        both_ways(_rewritten(source, part[at : at + 40], b"</row></c>" + part[at : at + 30]))
