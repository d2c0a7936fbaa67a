"""Cells that a person put right on the page, set into the grid before anything is read from it."""

from __future__ import annotations

from loaders.answers import Answers
from loaders.dates import day_first_date


def correct(grid, answers: Answers) -> None:
    """Write the corrected texts into the grid's rows.

    A date is typed day first, as every message asks for it, also where the file's own are month first. Raises
    LookupError for a sheet or a row that the file does not have: corrections belong to one file's bytes.
    """
    sheets = {sheet.name: sheet for sheet in grid.sheets}
    places: dict[str, dict[int, int]] = {}
    turned = bool(answers.month_first) or any(before.month_first for before in answers.remembered.values())
    for (name, number, column), text in answers.cells.items():
        if name not in sheets:
            raise LookupError(f"A correction names the sheet {name!r}, which {grid.name} does not have.")
        rows = places.setdefault(name, _rows_by_number(sheets[name]))
        if number not in rows:
            raise LookupError(f"A correction names row {number}, which {grid.name} does not have.")
        day = day_first_date(text) if turned else None
        _write(sheets[name], rows[number], column, day.isoformat() if day else text)


def _rows_by_number(sheet) -> dict[int, int]:
    """Row number as a person sees it -> place in the sheet's rows."""
    return {sheet.row_number(place): place for place in range(len(sheet.rows))}


def _write(sheet, place: int, column: int, text: str) -> None:
    row = list(sheet.rows[place])
    row += [""] * (column + 1 - len(row))
    row[column] = text.strip()
    sheet.rows[place] = row
    sheet.error_cells.pop((place, column), None)
    sheet.unsaved_formulas.discard((place, column))
