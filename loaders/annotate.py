"""The workbook as it was sent, with each fault marked in its cell and a column of what to correct.

Runs in the process that reads files: a hostile workbook may end it, and nothing else. The bytes go back to the
session that sent the file and are kept nowhere.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from loaders.answers import Answers
from loaders.check import check_grid
from loaders.corrections import correct
from loaders.faulty import Faulty
from loaders.header import WHAT_TO_CORRECT
from loaders.marked import Marked
from loaders.reading import read_grid
from loaders.reading.grid import Grid

ALL = 1_000_000
KEPT_KINDS = ("xlsx", "xlsm")
PLAIN = "It is a new workbook with the values of your file: its own formatting and formulas could not be kept."
NO_MACROS = "Its macros were left out."


@dataclass(frozen=True)
class Marks:
    """What is written into one sheet. header: the header's row as shown; column: of the reasons, from 0.

    reasons: row -> sentences; cells: (row, column from 0) -> sentences; corrected: (row, column) -> text.
    """

    header: int
    column: int
    reasons: dict[int, str]
    cells: dict[tuple[int, int], str]
    corrected: dict[tuple[int, int], str]


def annotated(source: bytes | Path, name: str, key: bytes, answers: Answers, plain: bool = False) -> Marked:
    """Read a file again and mark it. plain: do not try to keep the workbook's own formatting.

    Raises Unreadable or NotLoadable, as reading does.
    """
    grid = read_grid(source, name)
    correct(grid, answers)
    # Checking lets go of the rows and writes what was answered into them: it is given lists of its own.
    own = replace(grid, sheets=[replace(sheet, rows=[list(row) for row in sheet.rows]) for sheet in grid.sheets])
    checked = check_grid(own, key, replace(answers, cells={}), listed=ALL)
    marks = _marks(grid, checked, answers)
    rows = sum(len(found.reasons) for found in marks.values())
    if grid.kind in KEPT_KINDS and not plain and (content := _kept(source, marks)):
        return Marked(content, rows, (NO_MACROS,) if grid.kind == "xlsm" else ())
    from loaders.annotate_plain import written

    notes = (PLAIN, NO_MACROS) if grid.kind == "xlsm" else (PLAIN,)
    return Marked(written(grid, marks), rows, notes)


def _kept(source: bytes | Path, marks: dict[str, Marks]) -> bytes | None:
    from loaders.annotate_kept import marked

    return marked(source if isinstance(source, bytes) else Path(source).read_bytes(), marks)


def _marks(grid: Grid, checked, answers: Answers) -> dict[str, Marks]:
    """Sheet -> what to write into it, for every sheet that holds a table of the return."""
    sheets = {sheet.name: sheet for sheet in grid.sheets}
    found = {}
    for told in checked.sheets:
        name, header = told["sheet"], told["header_row"]
        faults = [fault for fault in checked.faulty if fault.sheet == name]
        corrected = _corrected(sheets[name], [place for place in answers.cells if place[0] == name])
        column = _reasons_column(sheets[name], header)
        if name in found:  # tables below each other are marked in one column
            continue
        found[name] = Marks(header, column, _by_row(faults), _by_cell(faults), corrected)
    return found


def _corrected(sheet, places: list[tuple[str, int, int]]) -> dict[tuple[int, int], str]:
    """(row, column) -> what stands there now, of the cells put right on the page."""
    if not places:
        return {}
    rows = {sheet.row_number(at): row for at, row in enumerate(sheet.rows)}
    return {(number, column): rows[number][column] for _, number, column in places}


def _reasons_column(sheet, header: int) -> int:
    """The column called so already, else the first to the right of everything on the sheet."""
    place = next(place for place in range(len(sheet.rows)) if sheet.row_number(place) == header)
    if WHAT_TO_CORRECT in sheet.rows[place]:
        return sheet.rows[place].index(WHAT_TO_CORRECT)
    return max(len(row) for row in sheet.rows)


def _by_row(faults: list[Faulty]) -> dict[int, str]:
    found: dict[int, list[str]] = {}
    for fault in faults:
        kept = "" if fault.kind == "set aside" else "Kept, but look: "
        label = f"{fault.label}: " if fault.label else ""
        found.setdefault(fault.row_number, []).append(f"{kept}{label}{fault.message}")
    return {row: "\n".join(dict.fromkeys(said)) for row, said in found.items()}


def _by_cell(faults: list[Faulty]) -> dict[tuple[int, int], str]:
    found: dict[tuple[int, int], list[str]] = {}
    for fault in faults:
        if fault.column is not None:
            found.setdefault((fault.row_number, fault.column), []).append(fault.message)
    return {place: "\n".join(dict.fromkeys(said)) for place, said in found.items()}
