"""A fast pass over the XML of a worksheet: how far its cells reach, its error cells, its unsaved formulas.

calamine gives '' for an error cell and for a formula without a saved value, and holds the whole rectangle
up to the last cell; both have to be known apart. Bytes are searched, not parsed: this costs a fifth of
calamine's own reading, and runs beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from . import limits
from .grid import Place, Unreadable, column_index
from .marks import Marks
from .package import declares_entities

_ERROR = re.compile(rb"""\st=["']e["']""")
_UNSAVED = (
    re.compile(rb"</(?:\w+:)?f>\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"),
    re.compile(rb"<f [^>]*/>\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>"),
)
_RESULT = re.compile(rb"</f>\s*<v>([^<]*)</v>")
_REFERENCE = re.compile(rb"""\sr=["']([A-Z]{1,3})(\d{1,7})["']""")
_ROW = re.compile(rb"""<(?:\w+:)?row\b[^>]*?\sr=["'](\d{1,7})["']""")
_CELL = re.compile(rb"<(?:\w+:)?c[\s>]")
_VALUE = re.compile(rb"<(?:\w+:)?v>([^<]*)<")
_FILLED = re.compile(rb"<(?:\w+:)?c\b([^>]*)(?<!/)>\s*<(?:\w+:)?(?:f|is|v)\b")
_DIMENSION = re.compile(rb"""<(?:\w+:)?dimension\b[^>]*?\bref=["'](?:[A-Z]+\d+:)?([A-Z]{1,3})(\d{1,7})["']""")
_LONGEST_ROW = 64 << 20
_HEAD = 65_536


def scan(pieces: Iterable[bytes], reach: bool = True) -> Marks:
    """Marks of a worksheet given as pieces of its XML; Unreadable when it declares entities or never ends a row.

    reach=False leaves out how far the cells reach, for a sheet that says so itself.
    """
    marks, formulas, single = Marks(), False, False
    for text in _whole_rows(pieces):
        if reach:
            _reach(text, marks)
        # A search for bytes as they are is tens of times faster than any pattern, and mostly finds nothing.
        single = single or b"r='" in text[:_HEAD]
        if b't="e"' in text or (single and b"t='e'" in text):
            for hit in _ERROR.finditer(text):
                _mark_error(text, hit.start(), marks)
        formulas = formulas or b"f>" in text
        if formulas:
            _take_formulas(text, marks)
    return marks


def _take_formulas(text: bytes, marks: Marks) -> None:
    for pattern in _UNSAVED:
        for hit in pattern.finditer(text):
            _mark_unsaved(text, hit.start(), marks)
    for hit in _RESULT.finditer(text):
        marks.computed += 1
        if hit.group(1) == b"0" and len(marks.computed_zero) < limits.MARKS and (place := _place(text, hit.start())):
            marks.computed_zero.add(place)


def filled(pieces: Iterable[bytes]) -> Marks:
    """Slower and exact: how far the cells that hold something reach, formatted blanks left out."""
    marks = Marks()
    for text in _whole_rows(pieces):
        for hit in _FILLED.finditer(text):
            if reference := _REFERENCE.search(hit.group(1)):
                marks.reach(int(reference.group(2)), column_index(reference.group(1)) + 1)
    return marks


def stated_cells(head: bytes) -> int | None:
    """Cells in the rectangle that the sheet's first bytes say it covers; None when they say nothing."""
    if not (found := _DIMENSION.search(head, 0, _HEAD)):
        return None
    return int(found.group(2)) * (column_index(found.group(1)) + 1)


def _whole_rows(pieces: Iterable[bytes]) -> Iterator[bytes]:
    rest, first = b"", True
    for piece in pieces:
        if first and declares_entities(piece[:_HEAD]):
            raise Unreadable(
                "The file declares XML entities, which no spreadsheet program writes: save it again as .xlsx."
            )
        first, text = False, rest + piece
        cut = max(_last_row(text), 0)
        cut = text.rfind(b"<", 0, cut + 1) if cut else 0
        if not cut and len(text) > _LONGEST_ROW:
            raise Unreadable("A row of this sheet never ends: open the file in Excel, save it again and send that.")
        if cut:
            yield text[:cut]
        rest = text[cut:]
    yield rest


def _last_row(text: bytes) -> int:
    place = text.rfind(b"<row")
    return place if place >= 0 else text.rfind(b":row ")


def _reach(text: bytes, marks: Marks) -> None:
    """The last row that is named, and the widest of the last cells in each row."""
    last = _last_row(text)
    found = _ROW.search(text, max(text.rfind(b"<", 0, last + 1), 0)) if last >= 0 else None
    widest, begin, at = marks.columns, 0, text.find(b"</row>")
    while at >= 0:
        cell = text.rfind(b"<c ", begin, at)
        if cell >= 0 and (reference := _REFERENCE.search(text, cell, cell + 60)):
            widest = max(widest, column_index(reference.group(1)) + 1)
        begin, at = at, text.find(b"</row>", at + 6)
    marks.reach(int(found.group(1)) if found else 0, widest)


def _cell_start(text: bytes, at: int) -> int:
    start = at + 1
    while (start := text.rfind(b"<", 0, start)) >= 0:
        if _CELL.match(text, start):
            return start
    return -1


def _place(text: bytes, at: int) -> Place | None:
    start = _cell_start(text, at)
    reference = _REFERENCE.search(text, start, text.find(b">", start)) if start >= 0 else None
    return (int(reference.group(2)) - 1, column_index(reference.group(1))) if reference else None


def _mark_error(text: bytes, at: int, marks: Marks) -> None:
    start = _cell_start(text, at)
    if start < 0 or text.find(b">", start) < at:
        return
    end = _CELL.search(text, start + 2)
    value = _VALUE.search(text, start, end.start() if end else len(text))
    marks.error(_place(text, start), value.group(1).decode("utf-8", "backslashreplace") if value else "#ERROR")


def _mark_unsaved(text: bytes, at: int, marks: Marks) -> None:
    start = _cell_start(text, at)
    head = text[start : text.find(b">", start)] if start >= 0 else b""
    # A formula whose result is an empty text is stored as t="str" with an empty value: that one is saved.
    if head and b't="str"' not in head and b't="e"' not in head:
        marks.unsaved_at(_place(text, start))
