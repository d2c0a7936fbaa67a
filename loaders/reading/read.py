"""Any file to a grid of cells."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator
from pathlib import Path

from . import limits
from .grid import Grid, Unreadable
from .kind import compound_kind, is_compound, package_kind, refuse_foreign, refuse_lock
from .text import read_text

_WORKBOOK_NAMES = (".xls", ".xlsx", ".xlsm", ".xlsb", ".ods", ".xlt", ".xltx")
_HEAD = 8192


def read_grid(source: Path | bytes, name: str) -> Grid:
    """Read a file given by path or as bytes; its content decides what it is, name is only for messages.

    Unreadable, with a sentence, for what cannot or must not be read. A hostile file may still end the process:
    on a server go through guard.Reader.
    """
    refuse_lock(name)
    limits.check_size(len(source) if isinstance(source, bytes) else Path(source).stat().st_size)
    head = source[:_HEAD] if isinstance(source, bytes) else _first_bytes(source)
    with _no_collection():
        if is_compound(head):
            return _workbook(source, name, compound_kind(_all(source)))
        if head.startswith(b"PK"):
            return _workbook(source, name, _packed_kind(source))
        refuse_foreign(head)
        grid = read_text(_all(source), name)
    if name.lower().endswith(_WORKBOOK_NAMES):
        _refuse_no_table(grid)
    return grid


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


def _first_bytes(path: Path) -> bytes:
    with open(path, "rb") as handle:
        return handle.read(_HEAD)


def _all(source: Path | bytes) -> bytes:
    return source if isinstance(source, bytes) else Path(source).read_bytes()


def _packed_kind(source: Path | bytes) -> str:
    from .package import Package, open_source

    with open_source(source) as handle:
        return package_kind(Package(handle).names)


def _workbook(source: Path | bytes, name: str, kind: str) -> Grid:
    from .workbook import read_workbook

    return read_workbook(source, name, kind)


def _refuse_no_table(grid: Grid) -> None:
    """A name that says workbook over a line or two of text is most often a failed download."""
    if sum(len(row) > 1 for row in grid.sheets[0].rows) < 2:
        raise Unreadable(
            "This is a line of text and not a spreadsheet, whatever its name says, perhaps a failed download: "
            "open the original and send it again."
        )
