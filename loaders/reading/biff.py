"""A pass over the records of an .xls workbook: passwords, epoch, extent, error cells, links."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

from .grid import Unreadable
from .kind import PASSWORD
from .marks import Marks

ERROR_TEXT = {
    0: "#NULL!",
    7: "#DIV/0!",
    15: "#VALUE!",
    23: "#REF!",
    29: "#NAME?",
    36: "#NUM!",
    42: "#N/A",
    43: "#DATA!",
}
_BOF, _EOF, _SHEET, _PASSWORD, _EPOCH, _BOOLERR, _FORMULA, _MULTIPLE = 0x809, 0x0A, 0x85, 0x2F, 0x22, 0x205, 0x06, 0xBD
# Label, number, integer and shared-string cells; blank and formatted cells are not counted.
_FILLED = {0xFD, 0x203, 0x27E, 0x204, 0xD6, 0x06, 0x205, 0xBD}


@dataclass(slots=True)
class Workbook:
    """Names and marks of the sheets, in the order of the file."""

    epoch_1904: bool = False
    external: bool = False
    macros: bool = False
    names: list[str] = field(default_factory=list)
    sheets: list[Marks] = field(default_factory=list)


def describe(stream: bytes) -> Workbook:
    """Read the globals, then each sheet where the globals say it starts."""
    book, starts, at = Workbook(), [], 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        if kind == _PASSWORD:
            raise Unreadable(PASSWORD)
        if kind == _SHEET and length >= 4:
            starts.append(struct.unpack_from("<I", stream, at + 4)[0])
            book.names.append(_name(stream[at + 10 : at + 4 + length]))
        elif kind == _EPOCH and length >= 2:
            book.epoch_1904 = stream[at + 4 : at + 6] == b"\x01\x00"
        elif kind == 0x1AE and length > 4:
            book.external = True
        elif kind in (0xD3, 0x1BA):
            book.macros = True
        elif kind == _EOF:
            break
        at += 4 + length
    book.sheets = [_sheet(stream, start) for start in starts]
    return book


def _name(raw: bytes) -> str:
    return raw[2:].decode("utf-16-le" if raw[1:2] == b"\x01" else "latin-1", "ignore")


def _sheet(stream: bytes, at: int) -> Marks:
    marks, depth, rows, columns = Marks(), 0, 0, 0
    header, end = struct.Struct("<HHHH").unpack_from, len(stream) - 8
    while at <= end:
        kind, length, row, column = header(stream, at)
        if kind in _FILLED:
            if kind == _MULTIPLE and length >= 6:
                column = (
                    struct.unpack_from("<H", stream, at + 2 + length)[0] if at + 4 + length <= len(stream) else column
                )
            rows, columns = row if row > rows else rows, column if column > columns else columns
            if kind == _BOOLERR and length >= 8 and stream[at + 11] == 1:
                marks.error((row, column), ERROR_TEXT.get(stream[at + 10], "#ERROR"))
            elif (
                kind == _FORMULA and length >= 14 and stream[at + 16 : at + 18] == b"\xff\xff" and stream[at + 10] == 2
            ):
                marks.error((row, column), ERROR_TEXT.get(stream[at + 12], "#ERROR"))
            marks.rows = 1
        elif kind == _BOF:
            depth += 1
        elif kind == _EOF:
            depth -= 1
            if depth <= 0:
                break
        at += 4 + length
    if marks.rows:
        marks.reach(rows + 1, columns + 1)
    return marks
