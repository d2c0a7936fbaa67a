"""A large sheet is read in pieces, and nobody can tell: the same cells, merges and marks as when it is read whole."""

import contextlib
import datetime as dt
import io
import random
import zipfile

import pytest
import xlsxwriter

from loaders.reading import cells, cutter, pieces, read_grid, workbook
from tests.loaders.reading import building


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


def _rewritten(source: bytes, old: bytes | None, new: bytes, part: str = "xl/worksheets/sheet1.xml") -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source)) as read, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as written:
        for name in read.namelist():
            content = read.read(name)
            changed = new if old is None else content.replace(old, new)
            written.writestr(name, changed if name == part else content)
    return made.getvalue()


@pytest.fixture
def in_pieces(monkeypatch):
    """Reads a workbook in pieces of some 20 kB; gives the grid, and which sheets were put together."""
    put_together, made, given = [], pieces.read_in_pieces, pieces.Package.pieces

    def read(source: bytes):
        monkeypatch.setattr(workbook, "LARGE", 20_000)
        monkeypatch.setattr(pieces, "LARGE", 20_000)
        monkeypatch.setattr(pieces, "SMALLEST", 20_000)
        monkeypatch.setattr(pieces.Package, "pieces", lambda own, name, chunk=0: given(own, name, 5000))
        monkeypatch.setattr(workbook, "read_in_pieces", lambda *a: put_together.append(made(*a)) or put_together[-1])
        return read_grid(source, "whole.xlsx"), put_together

    return read


@pytest.fixture
def both_ways(in_pieces):
    """Reads a workbook whole and in pieces; gives both grids, and which sheets were put together."""

    def read(source: bytes):
        return read_grid(source, "whole.xlsx"), *in_pieces(source)

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


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_sheet_with_many_shared_strings_is_halved(both_ways, monkeypatch, seed):
    halves, parse = [], pieces._parse
    monkeypatch.setattr(pieces, "SHARED", 100)
    monkeypatch.setattr(pieces, "_parse", lambda *a: halves.append(parse(*a)) or halves[-1])
    whole, cut, put_together = both_ways(_workbook(3000, True, seed))
    assert put_together[0] is not None
    assert len(halves) == 2
    assert repr(cut.sheets) == repr(whole.sheets)


@pytest.mark.parametrize("limit", ["MOST_SHARED", "LARGEST_HALF"])
def test_what_is_too_large_to_be_held_twice_is_read_whole(both_ways, monkeypatch, limit):
    monkeypatch.setattr(pieces, "SHARED", 100)
    monkeypatch.setattr(pieces, limit, 1000)
    whole, cut, put_together = both_ways(_workbook(3000, True))
    assert put_together[0] is None
    assert repr(cut.sheets) == repr(whole.sheets)


def test_what_follows_an_early_end_is_not_held():
    with contextlib.closing(cutter.Cutter({}, "sheet.xml", 1000)) as cut:
        assert not list(cut.more(b'<worksheet><sheetData><row r="1"></row></sheetData>'))
        with pytest.raises(cutter.NotPlain):
            [list(cut.more(b'<row r="2"></row>' + b" " * 1000)) for _ in range(10)]


def test_pieces_are_read_alike_where_memory_has_no_path(both_ways, monkeypatch):
    monkeypatch.setattr(cutter, "_memory", io.BytesIO)
    whole, cut, put_together = both_ways(_workbook(3000, True))
    assert put_together[0] is not None
    assert repr(cut.sheets) == repr(whole.sheets)


def test_hidden_sheets_and_charts_are_known_without_opening_the_workbook_itself(both_ways, monkeypatch):
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"constant_memory": True}) as book:
        large = book.add_worksheet("Größe & Maß")
        for row in range(3000):
            large.write_row(row, 0, [f"ref {row}", row, "x" * 20])
        book.add_worksheet("Away").hide()
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": ["Größe & Maß", 0, 1, 9, 1]})
        book.add_chartsheet("Chart").set_chart(chart)
    whole, cut, put_together = both_ways(made.getvalue())
    assert put_together[0] is not None
    assert [sheet.hidden for sheet in cut.sheets] == [False, True]
    assert len(cut.notices) == 2
    assert repr((cut.sheets, cut.notices)) == repr((whole.sheets, whole.notices))


def test_the_workbook_itself_is_not_opened_where_its_only_sheet_is_cut(in_pieces, monkeypatch):
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"constant_memory": True}) as book:
        for row in range(3000):
            (book.worksheets() or [book.add_worksheet("Data")])[0].write_row(row, 0, [f"ref {row}", row])
    monkeypatch.setattr(cells, "_opened", None)
    grid, put_together = in_pieces(made.getvalue())
    assert put_together[0] is not None
    assert len(grid.sheets[0].rows) == 3000


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


_SST = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{}</sst>'
_STRINGS = [
    "<t></t>", "<t/>", "<t>plain</t>", '<t xml:space="preserve">  gaps  </t>', "<t> gaps </t>", "<t>&lt;si></t>",
    "<r><t>rich</t></r><r><t>text</t></r>", "<t>東</t><rPh sb='0' eb='1'><t>hi</t></rPh>", "<t>_x000D_12</t>",
    "<t>17</t>", "<t>two\nlines</t>", "<t>a &amp; b&#233;</t>", "<t></t>",
]  # fmt: skip


def _with_strings(rows: list[str], strings: list[str]) -> bytes:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{kind}worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{kind}sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    )
    shared = _SST.format("".join(f"<si>{text}</si>" for text in strings))
    made = io.BytesIO()
    building.workbook(made, rows, more={"xl/sharedStrings.xml": shared})
    return _rewritten(made.getvalue(), None, relations.encode(), "xl/_rels/workbook.xml.rels")


def _numbered(numbers: list[int | str]) -> list[str]:
    cells = (f'<c r="B{row}" t="s"><v>{number}</v></c>' for row, number in enumerate(numbers, 1))
    return [f'<row r="{row}">{cell}<c r="C{row}"><v>7</v></c></row>' for row, cell in enumerate(cells, 1)]


@pytest.mark.parametrize("repeats", [1, 77])
def test_shared_strings_of_every_sort_stand_where_they_stood(both_ways, repeats):
    strings = _STRINGS * repeats
    order = [number * 7 % len(strings) for number in range(max(len(strings), 900))]
    whole, cut, put_together = both_ways(_with_strings(_numbered(order), strings))
    assert put_together[0] is not None
    assert repr(cut.sheets) == repr(whole.sheets)
    assert {"  gaps  ", "richtext", "a & bé", "17", ""} <= {row[1] for row in cut.sheets[0].rows}


@pytest.mark.parametrize("number", [-1, "1.0", "x", "", " 3", "1_0", "007", "٣"])
def test_a_number_of_no_shared_string_is_read_as_when_read_whole(both_ways, number):
    whole, cut, _ = both_ways(_with_strings(_numbered([*range(13)] * 60 + [number]), _STRINGS))
    assert repr(cut.sheets) == repr(whole.sheets)


@pytest.mark.parametrize(("number", "letter"), [(13, b"a"), (0, b"\xe9")])
def test_a_number_beyond_the_shared_strings_and_a_broken_text_are_refused(in_pieces, number, letter):
    source = _with_strings(_numbered([*range(13)] * 60 + [number]), _STRINGS)
    source = _rewritten(source, b"plain", b"pl" + letter + b"in", "xl/sharedStrings.xml")
    for read in (lambda: read_grid(source, "whole.xlsx"), lambda: in_pieces(source)):
        with pytest.raises(workbook.Unreadable, match="damaged"):
            read()


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
