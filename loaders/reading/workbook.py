"""Workbooks: what their bytes say first, then calamine's cells."""

from __future__ import annotations

import io
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from . import biff, binary_sheet, cells, limits, open_document, openxml, sheet_xml
from .cfb import CompoundFile
from .grid import Grid, Problem, Sheet, Unreadable
from .marks import Marks
from .package import Package, open_source
from .pieces import LARGE, Whole, read_in_pieces, without_cells

Source = Path | bytes
_MACRO_SHEET = "The workbook holds macro sheets of Excel 4, which are never run: save it as .xlsx and send that."


@dataclass(slots=True)
class _Told:
    """What the bytes told: the epoch, links, macros; marks by a sheet's name and place in the list; large sheets.

    frame: the workbook without its cells, where the largest are read in another way.
    """

    epoch_1904: bool
    external: bool
    macros: bool
    marks: Callable[[str, int], Marks]
    whole: Callable[[str], Whole | None] = lambda name: None
    frame: io.BytesIO | None = None


def read_workbook(source: Source, name: str, kind: str) -> Grid:
    """Read all sheets, hidden ones too; Unreadable with a sentence for whatever cannot or must not be read."""
    with open_source(source) as handle, ThreadPoolExecutor(1) as pool:
        told = {"xls": _xls, "xlsb": _xlsb, "ods": _ods}.get(kind, _xlsx)(handle, pool)
        found = cells.read_cells(source, kind, told.marks, told.whole, told.frame)
    notices = [*_notices(told, found.sheets), *found.notices]
    return Grid(name, kind, found.sheets, None, None, told.epoch_1904, found.problems, notices)


def _xls(handle: io.BufferedIOBase, pool: ThreadPoolExecutor) -> _Told:
    compound = CompoundFile(handle.read())
    return _in_order(biff.describe(compound.stream("workbook" if "workbook" in compound.names else "book")))


def _ods(handle: io.BufferedIOBase, pool: ThreadPoolExecutor) -> _Told:
    package = Package(handle)
    package.refuse_entities()
    return _in_order(open_document.describe(package))


def _xlsb(handle: io.BufferedIOBase, pool: ThreadPoolExecutor) -> _Told:
    package = Package(handle)
    package.refuse_entities()
    book = binary_sheet.describe(package)
    for name, mark in book.sheets.items():
        limits.check_extent(name, mark.rows, mark.columns)
    return _Told(book.epoch_1904, book.external, book.macros, lambda name, place: book.sheets.get(name, Marks()))


def _in_order(book: biff.Workbook | open_document.Workbook) -> _Told:
    for name, mark in zip(book.names, book.sheets, strict=False):
        limits.check_extent(name, mark.rows, mark.columns)
    sheets = book.sheets
    return _Told(
        book.epoch_1904, book.external, book.macros, lambda name, at: sheets[at] if at < len(sheets) else Marks()
    )


def _xlsx(handle: io.BufferedIOBase, pool: ThreadPoolExecutor) -> _Told:
    package = Package(handle)
    package.refuse_entities()
    book = openxml.describe(package)
    if any("/macrosheets/" in part.lower() for part in package.names):
        raise Unreadable(_MACRO_SHEET)
    parts = {name: part for name, part in book.parts.items() if part in package.names}
    early = {name: _bounded(package, name, part) for name, part in parts.items() if not _states_bounds(package, part)}
    large = {name for name, part in parts.items() if package.size(part) >= LARGE}
    frame = without_cells(package) if large else None  # before another thread reads from the package
    # calamine lets go of the interpreter while it opens and parses: large sheets are begun meanwhile, others searched.
    ahead = {name: pool.submit(read_in_pieces, package, parts[name], name) for name in large}
    late = {
        name: pool.submit(_scan, package, part, False)
        for name, part in parts.items()
        if name not in early.keys() | large
    }

    def marks(name: str) -> Marks:
        found: Marks | Future = early.get(name) or late.get(name) or Marks()
        return _with_zeros(found.result() if isinstance(found, Future) else found, book.calculates_on_load)

    def whole(name: str) -> Whole | None:
        found = ahead.pop(name).result() if name in ahead else None
        if found:
            early[name] = found.marks
            return replace(found, marks=marks(name))
        if name in large - set(early):
            late[name] = pool.submit(_scan, package, parts[name], False)
        return None

    return _Told(book.epoch_1904, book.external, book.macros, lambda name, place: marks(name), whole, frame)


def _states_bounds(package: Package, part: str) -> bool:
    stated = sheet_xml.stated_cells(next(package.pieces(part, 65_536), b""))
    return stated is not None and stated <= limits.CELLS


def _scan(package: Package, part: str, reach: bool) -> Marks:
    return sheet_xml.scan(package.pieces(part), reach)


def _bounded(package: Package, name: str, part: str) -> Marks:
    """Marks of a sheet that does not say how large it is, or says that it is too large: looked at first."""
    marks = _scan(package, part, True)
    if marks.rows * marks.columns > limits.CELLS:
        reach = sheet_xml.filled(package.pieces(part))
        limits.check_extent(name, reach.rows, reach.columns)
    return marks


def _with_zeros(marks: Marks, calculates_on_load: bool) -> Marks:
    """Programs that cannot calculate write 0 for every formula and ask Excel to work them out on opening."""
    if calculates_on_load and marks.computed and marks.computed == len(marks.computed_zero):
        marks.unsaved |= marks.computed_zero
    return marks


def _notices(told: _Told, sheets: list[Sheet]) -> list[Problem]:
    notices = []
    for sheet in sheets:
        if sheet.hidden:
            notices.append(_notice("hidden_sheet", sheet.name, f"Sheet “{sheet.name}” is hidden and is left out."))
    if told.macros:
        notices.append(_notice("macros", None, "The workbook holds macros; they were ignored, only values were read."))
    if told.external:
        message = "Some values come from another workbook; those saved in this file were read, and may be out of date."
        notices.append(_notice("external_links", None, message))
    if told.epoch_1904:
        notices.append(_notice("epoch_1904", None, "Dates in this workbook count from 1904; they were read as such."))
    return notices


def _notice(code: str, sheet: str | None, message: str) -> Problem:
    return Problem(code, sheet, None, None, None, message)
