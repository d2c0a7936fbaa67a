"""A pass over the content of an .ods workbook: its extent, its error cells, its epoch and its password."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from .grid import Unreadable
from .marks import Marks
from .package import Package

_TAG = re.compile(rb"<(/?)table:(table-row|table-cell|covered-table-cell|table)(?=[\s/>])([^>]*?)(/?)>")
_REPEAT = re.compile(rb'number-(?:rows|columns)-repeated="(\d+)"')
_NAME = re.compile(rb'table:name="([^"]*)"')
_ERROR = re.compile(rb"<text:p[^>]*>\s*(#[A-Z/0!?]+|Err:\d+)\s*<")
_MOST = 1 << 40


@dataclass(slots=True)
class Workbook:
    """Names and marks of the sheets, in the order of the file."""

    epoch_1904: bool = False
    external: bool = False
    macros: bool = False
    names: list[str] = field(default_factory=list)
    sheets: list[Marks] = field(default_factory=list)


def describe(package: Package, limit: int = 600 << 20) -> Workbook:
    """Read content.xml; Unreadable when the package says that it is encrypted."""
    names = package.names
    if "META-INF/manifest.xml" in names and b"encryption-data" in package.read("META-INF/manifest.xml"):
        raise Unreadable("This file has a password: open it, remove the password, save it and send it again.")
    content = package.read("content.xml", limit)
    book = Workbook(macros=any(name.startswith("Basic/") for name in names))
    null_date = re.search(rb'<table:null-date[^>]*date-value="(\d{4})', content)
    book.epoch_1904 = bool(null_date and null_date.group(1) == b"1904")
    book.external = b"table:filter-name=" in content or b"'file:" in content
    _walk(content, book)
    return book


def _walk(content: bytes, book: Workbook) -> None:
    marks, row, column, repeat = Marks(), 0, 0, 1
    for tag in _TAG.finditer(content):
        closing, what, attributes, empty = tag.groups()
        if what == b"table":
            if closing:
                book.sheets.append(marks)
            else:
                book.names.append(_sheet_name(attributes))
            marks, row = Marks(), 0
        elif what == b"table-row":
            if closing or empty:
                row = min(row + (repeat if closing else _repeated(attributes)), _MOST)
            else:
                repeat, column = _repeated(attributes), 0
        elif not closing:
            width = _repeated(attributes)
            if not empty and (b"value" in attributes or content.find(b"<text:p", tag.end(), tag.end() + 400) >= 0):
                marks.reach(min(row + repeat, _MOST), column + width)
                _mark_error(content, tag, attributes, (row, column), marks)
            column = min(column + width, _MOST)


def _sheet_name(attributes: bytes) -> str:
    found = _NAME.search(attributes)
    return html.unescape(found.group(1).decode("utf-8", "backslashreplace")) if found else ""


def _mark_error(content: bytes, tag: re.Match, attributes: bytes, place: tuple[int, int], marks: Marks) -> None:
    if b'value-type="error"' in attributes or b"formula" in attributes:
        end = content.find(b"</table:table-cell>", tag.end())
        found = _ERROR.search(content, tag.end(), end if end > 0 else tag.end() + 1_000)
        if found or b'value-type="error"' in attributes:
            marks.error(place, found.group(1).decode() if found else "#ERROR")


def _repeated(attributes: bytes) -> int:
    found = _REPEAT.search(attributes)
    return min(int(found.group(1)[:12]), _MOST) if found else 1
