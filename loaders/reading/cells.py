"""Cells through python-calamine, with its failures put into sentences."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO

from . import limits
from .grid import Place, Problem, Sheet, Unreadable
from .kind import PASSWORD
from .marks import Marks
from .package import open_source
from .pieces import Whole

_DAMAGED = "The workbook is damaged, or not as Excel writes it: open it in Excel, save it as .xlsx and send that."


@dataclass(frozen=True, slots=True)
class Cells:
    """Worksheets, a notice for each sheet of another sort, and errors that could not be named cell by cell."""

    sheets: list[Sheet]
    notices: list[Problem]
    problems: list[Problem]


def read_cells(
    source: Path | bytes,
    kind: str,
    marks: Callable[[str, int], Marks],
    whole: Callable[[str], Whole | None] = lambda name: None,
    frame: BinaryIO | None = None,
) -> Cells:
    """Read all worksheets of a file of this kind, with their cells from A1 on.

    marks: by name and place of a sheet. whole: a sheet that is read in another way, None for one that is read here.
    frame: the workbook without its cells, which may be all that has to be opened.
    """
    import python_calamine as calamine

    found = Cells([], [], [])
    with contextlib.ExitStack() as opened:
        opened.enter_context(_sentences(calamine.PasswordError))
        entire = functools.cache(lambda: opened.enter_context(_opened(source, kind)))
        book = opened.enter_context(calamine.CalamineWorkbook.from_filelike(frame)) if frame else entire()
        limits.check_sheets(len(book.sheets_metadata))
        for place, about in enumerate(book.sheets_metadata):
            if about.typ == calamine.SheetTypeEnum.WorkSheet:
                hidden = about.visible != calamine.SheetVisibleEnum.Visible
                if sheet := whole(about.name):
                    _add(found, about.name, sheet.rows, hidden, sheet.merged, sheet.marks)
                else:
                    _take(found, entire().get_sheet_by_index(place), hidden, partial(marks, about.name, place))
            else:
                message = f"Sheet “{about.name}” holds a chart or a macro and no cells; it is left out."
                found.notices.append(Problem("other_sheet", about.name, None, None, None, message))
    return found


def _opened(source: Path | bytes, kind: str):
    """By path the file need not be held in memory, but then calamine goes by the name, which may be wrong."""
    from python_calamine import CalamineWorkbook

    if isinstance(source, Path) and source.suffix.lower() == f".{kind}":
        return CalamineWorkbook.from_path(source)
    with open_source(source) as handle:
        return CalamineWorkbook.from_filelike(handle)


def _take(found: Cells, read, hidden: bool, marks: Callable[[], Marks]) -> None:
    rows = read.to_python(skip_empty_area=False)
    told = marks()
    merged = [(tuple(first), tuple(last)) for first, last in read.merged_cell_ranges or told.merged]
    _add(found, read.name, rows, hidden, merged, told)


def _add(
    found: Cells, name: str, rows: list[list], hidden: bool, merged: list[tuple[Place, Place]], told: Marks
) -> None:
    found.sheets.append(Sheet(name, rows, 1, None, hidden, merged, told.errors, told.unsaved))
    if told.misplaced or limits.MARKS in (len(told.errors), len(told.unsaved)):
        message = f"Sheet “{name}” holds more errors or unsaved formulas than could be named cell by cell."
        found.problems.append(Problem("error_cell", name, None, None, None, message))


@contextlib.contextmanager
def _sentences(password: type[Exception]) -> Iterator[None]:
    """calamine's faults, panics too (they are no Exceptions), as Unreadable."""
    try:
        yield
    except (Unreadable, MemoryError, KeyboardInterrupt, SystemExit):
        raise
    except password as fault:
        raise Unreadable(PASSWORD) from fault
    except BaseException as fault:
        if "python_calamine" not in type(fault).__module__ and type(fault).__name__ != "PanicException":
            raise
        raise Unreadable(_DAMAGED) from fault
