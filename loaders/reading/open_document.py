"""A pass over the content of an .ods workbook: its extent, its error cells, its epoch and its password."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from . import limits
from .grid import Unreadable
from .marks import Marks
from .package import Package, declares_entities

_START = re.compile(rb"<table:table(-row)?(?=[\s/>])([^>]*?)(/?)>")
_CELL = re.compile(rb"<table:(?:covered-)?table-cell(?=[\s/>])([^>]*?)(/?)>")
_REPEAT = re.compile(rb'number-(?:rows|columns)-repeated="(\d+)"')
_SPANNED = re.compile(rb'number-(rows|columns)-spanned="(\d{1,7})"')
_NAME = re.compile(rb'table:name="([^"]*)"')
_NULL_DATE = re.compile(rb'<table:null-date[^>]*date-value="(\d{4})')
_ERROR = re.compile(rb"<text:p[^>]*>\s*(#[A-Z/0!?]+|Err:\d+)\s*<")
_END = b"</table:table-row>"
_OPENINGS = (b"table-cell ", b"table-cell/>", b"<table:table-cell>", b"<table:covered-table-cell>")
_MOST = 1 << 40
_LONGEST_ROW = 64 << 20


@dataclass(slots=True)
class Workbook:
    """Names and marks of the sheets, in the order of the file."""

    epoch_1904: bool = False
    external: bool = False
    macros: bool = False
    names: list[str] = field(default_factory=list)
    sheets: list[Marks] = field(default_factory=list)


def describe(package: Package) -> Workbook:
    """Read content.xml; Unreadable when the package says that it is encrypted."""
    names = package.names
    if "META-INF/manifest.xml" in names and b"encryption-data" in package.read("META-INF/manifest.xml"):
        raise Unreadable("This file has a password: open it, remove the password, save it and send it again.")
    book = Workbook(macros=any(name.startswith("Basic/") for name in names))
    _walk(package.pieces("content.xml"), book)
    return book


def _walk(pieces: Iterable[bytes], book: Workbook) -> None:
    text, row = b"", 0
    for piece in pieces:
        if not book.sheets and declares_entities(piece[:65_536]):
            raise Unreadable("The file declares XML entities, which no spreadsheet program writes: save it again.")
        text += piece
        if (found := _NULL_DATE.search(text)) and found.group(1) == b"1904":
            book.epoch_1904 = True
        book.external |= b"table:filter-name=" in text or b"'file:" in text
        used, row = _take_rows(text, row, book)
        text = text[used:]
        if len(text) > _LONGEST_ROW:
            raise Unreadable("A row of this sheet never ends: open the file, save it again and send that.")


def _take_rows(text: bytes, row: int, book: Workbook) -> tuple[int, int]:
    """Take the whole rows of a piece; gives back how far it came and the next row's number."""
    at = 0
    while start := _START.search(text, at):
        is_row, attributes, empty = start.groups()
        if not is_row:
            found = _NAME.search(attributes)
            book.names.append(html.unescape(found.group(1).decode("utf-8", "backslashreplace")) if found else "")
            book.sheets.append(Marks())
            at, row = start.end(), 0
            continue
        end = start.end() if empty else text.find(_END, start.end())
        if end < 0:
            return start.start(), row
        repeat = _repeated(attributes)
        if not empty and book.sheets:
            _take_row(text[start.end() : end], row, repeat, book.sheets[-1])
        at, row = end, min(row + repeat, _MOST)
    # A tag that the piece cuts through belongs to the next one.
    cut = text.rfind(b"<")
    return max(at, cut if cut > text.rfind(b">") else len(text)), row


def _take_row(cells: bytes, row: int, repeat: int, marks: Marks) -> None:
    if b"<text:p" not in cells and b"value" not in cells:
        return
    errors = b"#" in cells or b"Err:" in cells or b'"error"' in cells
    if not errors and b"columns-repeated" not in cells and b"-spanned" not in cells:
        marks.reach(min(row + repeat, _MOST), sum(cells.count(tag) for tag in _OPENINGS))
        return
    column = 0
    for cell in _CELL.finditer(cells):
        attributes, empty = cell.groups()
        width = _repeated(attributes)
        if not empty and (b"value" in attributes or cells.startswith(b"<text:p", cell.end())):
            marks.reach(min(row + repeat, _MOST), min(column + width, _MOST))
            _mark_merge(attributes, (row, column), marks)
            if errors and (b"formula" in attributes or b'value-type="error"' in attributes):
                _mark_error(cells, cell, (row, column), marks)
        column = min(column + width, _MOST)


def _mark_merge(attributes: bytes, place: tuple[int, int], marks: Marks) -> None:
    spans = {which: int(count) for which, count in _SPANNED.findall(attributes)}
    down, right = spans.get(b"rows", 1), spans.get(b"columns", 1)
    if (down > 1 or right > 1) and len(marks.merged) < limits.MARKS:
        marks.merged.append((place, (place[0] + down - 1, place[1] + right - 1)))


def _mark_error(cells: bytes, cell: re.Match, place: tuple[int, int], marks: Marks) -> None:
    end = cells.find(b"</table:table-cell>", cell.end())
    found = _ERROR.search(cells, cell.end(), end if end > 0 else len(cells))
    if found or b'value-type="error"' in cell.group(1):
        marks.error(place, found.group(1).decode() if found else "#ERROR")


def _repeated(attributes: bytes) -> int:
    found = _REPEAT.search(attributes)
    return min(int(found.group(1)[:12]), _MOST) if found else 1
