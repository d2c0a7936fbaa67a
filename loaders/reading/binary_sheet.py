"""A pass over the records of an .xlsb workbook: its epoch, and the extent and error cells of each sheet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from .biff import ERROR_TEXT
from .grid import Unreadable
from .marks import Marks
from .openxml import relationships
from .package import Package

_ROW, _FIRST_FILLED, _LAST_FILLED, _ERRORS = 0, 2, 11, (3, 11)
_BUNDLE, _PROPERTIES = 156, 153


@dataclass(slots=True)
class Workbook:
    """Marks of each sheet by name."""

    epoch_1904: bool = False
    external: bool = False
    macros: bool = False
    sheets: dict[str, Marks] = field(default_factory=dict)


def describe(package: Package, limit: int = 300 << 20) -> Workbook:
    """Read the workbook part, then each sheet's; Unreadable when there is no workbook part."""
    main = next((name for name in package.names if name.lower().endswith("workbook.bin")), None)
    if main is None:
        raise Unreadable("The workbook is damaged: open it in Excel, save it again and send that.")
    targets = relationships(package, main)
    book = Workbook(macros=any(name.lower().endswith("vbaproject.bin") for name in package.names))
    book.external = any("externallink" in (target + kind).lower() for target, kind in targets.values())
    content = package.read(main)
    for kind, at, length in _records(content):
        if kind == _PROPERTIES and length >= 4:
            book.epoch_1904 = bool(content[at] & 1)
        elif kind == _BUNDLE:
            relation, name = _texts(content[at + 8 : at + length])
            part = targets.get(relation, ("", ""))[0]
            book.sheets[name] = scan(package.read(part, limit)) if part in package.names else Marks()
    return book


def _texts(raw: bytes) -> list[str]:
    found, at = [], 0
    for _ in range(2):
        length = int.from_bytes(raw[at : at + 4], "little") * 2
        found.append(raw[at + 4 : at + 4 + length].decode("utf-16-le", "ignore"))
        at += 4 + length
    return found


def _records(part: bytes) -> Iterator[tuple[int, int, int]]:
    at, end = 0, len(part)
    while at < end:
        kind, at = part[at], at + 1
        if kind & 0x80 and at < end:
            kind, at = (kind & 0x7F) | (part[at] << 7), at + 1
        length = shift = 0
        while at < end and shift < 28:
            byte, at = part[at], at + 1
            length |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80:
                break
        yield kind, at, length
        at += length


def scan(part: bytes) -> Marks:
    """Marks of a worksheet part given whole."""
    marks, row = Marks(), 0
    for kind, at, _ in _records(part):
        if kind == _ROW:
            row = int.from_bytes(part[at : at + 4], "little")
        elif _FIRST_FILLED <= kind <= _LAST_FILLED:
            column = int.from_bytes(part[at : at + 4], "little")
            marks.reach(row + 1, column + 1)
            if kind in _ERRORS:
                code = part[at + 8] if at + 8 < len(part) else -1
                marks.error((row, column), ERROR_TEXT.get(code, "#ERROR"))
    return marks
