"""The tables of all sheets put together, column by column, with the cells that hold an error instead of a value."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.datasets.base import Broken, Dataset, Rows
from loaders.header import Table
from loaders.headings import placed
from loaders.identity import Hasher
from loaders.refusal import NotLoadable
from loaders.rows import Lines
from loaders.words import normalise, text_of, value_spellings
from warehouse import reference

ERRORS = {"#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#GETTING_DATA"}
_TICKS = {"✓", "✔", "☑", "√", "☒"}
AT_A_TIME = 1000  # rows
_NO_TICKS = {"✗", "✘", "☐"}


def gather(grid, tables: list[Table], lines: list[Lines], hasher: Hasher) -> Rows:
    """All rows of the file, column by column; the lines' own rows are let go of, for they are many."""
    dataset = tables[0].dataset
    ticked = {dataset.ticks} if any(table.ticks for table in tables) else set()
    names = sorted({name for table in tables for name in table.columns} | ticked)
    rows = Rows(dataset, {name: [] for name in names}, [], [], [], [], {}, hasher, epoch_1904=grid.epoch_1904)
    for table, found in zip(tables, lines, strict=True):
        start, count = len(rows.row_numbers), len(found.rows)
        rows.sheets += [table.sheet.name] * count
        rows.row_numbers += found.row_numbers
        for many, place, own in placed(table, found.places, grid.name):
            rows.places += [place] * many
            rows.own_years += [own] * many
        columns = _columns_of(found.rows) if count else dict.fromkeys(_used(table), ())
        found.rows.clear()
        del table.sheet.rows[table.header + 1 :]
        _add_columns(rows, table, columns, count)
        _add_broken(rows, table, found, start)
        for i in found.ragged:
            message = "The row has more cells than the header has columns: its values may be shifted."
            rows.aside[start + i] = ("ragged", "", "", message, "")
    return rows


def _columns_of(rows: list[list]) -> dict[int, list]:
    """Column -> its cells. Some rows at a time, so that they are still at hand for the next column: twice as fast."""
    columns: list[list] = [[] for _ in rows[0]]
    for start in range(0, len(rows), AT_A_TIME):
        for column, cells in zip(columns, zip(*rows[start : start + AT_A_TIME], strict=True), strict=True):
            column += cells
    return dict(enumerate(columns))


def _used(table: Table) -> set[int]:
    return {*table.columns.values(), *table.ticks, *(index for places in table.twice.values() for index in places)}


def _add_columns(rows: Rows, table: Table, columns: dict[int, list], count: int) -> None:
    dataset = rows.dataset
    for name, cells in rows.cells.items():
        index = table.columns.get(name)
        if index is not None:
            rows.labels.setdefault(name, table.labels[index])
            values = _one_of(rows, table, columns, name) if name in table.twice else columns[index]
            # Equal cells become one object: less to hold, and quicker to look up.
            seen = rows.distinct.setdefault(name, {"": ""})
            cells += map(seen.setdefault, values, values)
            for error in ERRORS:
                if seen.pop(error, None):
                    _mark_written_error(rows, name, error, len(cells) - count)
        elif name == dataset.ticks and table.ticks:
            cells += _ticked(rows, table, columns, count)
        else:
            cells += [""] * count


def _one_of(rows: Rows, table: Table, columns: dict[int, list], name: str) -> list:
    """Two columns that are read as the same: what one leaves blank the other may say; the two may not differ."""
    values = columns[table.columns[name]]
    for index in table.twice[name]:
        other = columns[index]
        start = len(rows.cells[name])
        differ = [i for i, (a, b) in enumerate(zip(values, other, strict=True)) if a != "" and b != "" and a != b]
        if differ and any(name in group for group in rows.dataset.required):
            raise NotLoadable(
                f"The columns “{table.labels[table.columns[name]]}” and “{table.labels[index]}” are both read as "
                f"{name.replace('_', ' ')} but differ, first in row {rows.row_numbers[start + differ[0]]}: "
                f"{_twice_advice(rows.dataset)}",
                rows.dataset.name,
            )
        for i in differ:
            message = f"The column “{table.labels[index]}” says otherwise; the first of the two was used."
            rows.late_warnings.append((start + i, "column_twice", name, message))
        values = [b if a == "" else a for a, b in zip(values, other, strict=True)]
    return values


def _twice_advice(dataset: Dataset) -> str:
    if dataset.year == "own":
        return (
            "where they are of different years, write a row for each year, with the year in a column Academic year (or "
            "open the file on Explore, which reads years side by side); else rename or remove the one not meant."
        )
    return "rename or remove the one that is not meant."


def _ticked(rows: Rows, table: Table, columns: dict[int, list], count: int) -> list[str]:
    """The outcomes ticked in each row, joined; a no, a nought or a blank is no tick; anything else is asked about."""
    said: list[list[str]] = [[] for _ in range(count)]
    known, titles = value_spellings("yes_no"), outcome_titles()
    start = len(rows.cells[rows.dataset.ticks])
    for index, code in table.ticks.items():
        memo = {cell: _tick(text_of(cell), known) for cell in set(columns[index])}
        for i, cell in enumerate(columns[index]):
            if memo[cell]:
                said[i].append(titles[code])
            elif memo[cell] is None:
                message = f"The column “{table.labels[index]}” holds neither a tick nor a no: not counted as a tick."
                rows.late_warnings.append((start + i, "tick_not_read", rows.dataset.ticks, message))
                rows.unmatched[table.labels[index], text_of(cell)[:60]] += 1
    return ["/".join(titles) for titles in said]


def _tick(text: str, known: dict[str, str]) -> bool | None:
    if not text or text in _NO_TICKS:
        return False
    if text in _TICKS:
        return True
    code = known.get(normalise(text)) if normalise(text) else "no"
    return None if code is None else code == "yes"


def outcome_titles() -> dict[str, str]:
    """Code of a LIFT outcome -> its title, which is one of its spellings."""
    return {row["code"]: row["title"] for row in reference.rows("lift_outcomes.csv")}


def _add_broken(rows: Rows, table: Table, found: Lines, start: int) -> None:
    """Cells that hold an error, or a formula whose value was never saved: named by cell, and never blank or 0."""
    sheet = table.sheet
    if not sheet.error_cells and not sheet.unsaved_formulas:
        return
    position = {place: start + i for i, place in enumerate(found.places)}
    names = {index: name for name, index in table.columns.items()} | dict.fromkeys(table.ticks, rows.dataset.ticks)
    for (row, column), code, text in broken_cells(sheet):
        if row in position and column in names:
            rows.cells[names[column]][position[row]] = ""
            cell = f"{_letter(column)}{sheet.row_number(row)}"
            rows.broken[names[column], position[row]] = Broken(code, cell, text)


def broken_cells(sheet) -> Iterator[tuple[tuple[int, int], str, str]]:
    """Place, warning code and what stands there, of each cell of a sheet without a true value."""
    for place, error in sheet.error_cells.items():
        yield place, "error_cell", error
    for place in sheet.unsaved_formulas:
        if place not in sheet.error_cells:
            yield place, "formula_not_saved", "formula without a saved value"


def _letter(column: int) -> str:
    from loaders.reading.grid import column_letter

    return column_letter(column)


def _mark_written_error(rows: Rows, name: str, error: str, start: int) -> None:
    """Errors that were saved as text, as they are in a CSV."""
    cells = rows.cells[name]
    for i in range(start, len(cells)):
        if cells[i] == error:
            where = f"Row {rows.row_numbers[i]}, {rows.labels.get(name, name)},"
            rows.broken[name, i] = Broken("error_cell", where, error)
            cells[i] = ""
