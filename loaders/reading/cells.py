"""Cells through python-calamine, with its failures put into sentences."""

from __future__ import annotations

import contextlib
import gc
import io
from collections.abc import Callable, Iterator

from .grid import Problem, Sheet, Unreadable
from .kind import PASSWORD
from .marks import Marks

_DAMAGED = "The workbook is damaged, or not as Excel writes it: open it in Excel, save it as .xlsx and send that."


def read_cells(handle: io.BufferedIOBase, marks: Callable[[str, int], Marks]) -> tuple[list[Sheet], list[Problem]]:
    """All worksheets with their cells from A1 on, and a notice for each sheet of another sort."""
    import python_calamine

    sheets, others = [], []
    with _sentences(python_calamine.PasswordError), _no_collection():
        book = python_calamine.CalamineWorkbook.from_filelike(handle)
        for place, about in enumerate(book.sheets_metadata):
            if about.typ == python_calamine.SheetTypeEnum.WorkSheet:
                hidden = about.visible != python_calamine.SheetVisibleEnum.Visible
                sheets.append(_sheet(book.get_sheet_by_index(place), about.name, hidden, lambda n=place: marks(about.name, n)))
            else:
                message = f"Sheet “{about.name}” holds a chart or a macro and no cells; it is left out."
                others.append(Problem("other_sheet", about.name, None, None, None, message))
    return sheets, others


def _sheet(read, name: str, hidden: bool, marks: Callable[[], Marks]) -> Sheet:
    rows = read.to_python(skip_empty_area=False)
    merged = [(tuple(first), tuple(last)) for first, last in read.merged_cell_ranges or ()]
    found = marks()
    return Sheet(name, rows, 1, None, hidden, merged, found.errors, found.unsaved)


@contextlib.contextmanager
def _no_collection() -> Iterator[None]:
    """Millions of new cells are no garbage: looking through them again and again costs a third of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


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
