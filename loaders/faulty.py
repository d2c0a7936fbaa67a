"""Faults with the cells that they are in, so that a person can put them right: where, why, and what stands beside."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from loaders.datasets.base import Rows, columns_of
from loaders.header import Table
from loaders.result import told
from loaders.words import text_of

LISTED = 500  # of each kind; more are put right in the workbook
BESIDE = 5
KINDS = ("text", "date", "district", "choice", "need", "outcome", "year_group", "score", "number", "money")


@dataclass(frozen=True)
class Faulty:
    """One fault. column: from 0, None where it is in no one cell. also: other columns that are read as the same.

    value: what stands there, masked, and empty where the column is personal. beside: (label, text) of the row's other
    cells that help to find it; never a personal one.
    """

    kind: str
    code: str
    sheet: str
    row_number: int
    label: str
    value: str
    message: str
    column: int | None = None
    also: tuple[int, ...] = ()
    personal: bool = False
    beside: tuple[tuple[str, str], ...] = ()

    @property
    def place(self) -> tuple[str, int, int | None]:
        """The cell, as a correction names it."""
        return self.sheet, self.row_number, self.column


def faulty_of(rows: Rows, tables: list[Table], listed: int = LISTED) -> list[Faulty]:
    """The rows set aside and the warnings, the first of each kind, in the order of the file."""
    seen: Counter = Counter()
    found = []
    for fault in told(rows):
        seen[fault[0]] += 1
        if seen[fault[0]] <= listed:
            found.append(_faulty(rows, _table_of(rows, tables, fault[1]), fault))
    return found


def _table_of(rows: Rows, tables: list[Table], i: int) -> Table:
    """The table of a row: the last of its sheet whose header stands above it."""
    own = [table for table in tables if table.sheet.name == rows.sheets[i]]
    return next(t for t in reversed(own) if t.sheet.row_number(t.header) < rows.row_numbers[i] or t is own[0])


def _faulty(rows: Rows, table: Table, fault: tuple) -> Faulty:
    kind, i, code, label, value, message, name = fault
    index = table.columns.get(name)
    if index is None:  # ticks spread over columns, a column that is not there, cells that are shifted
        beside = () if code == "ragged" else _beside(rows, i, name)
        return Faulty(kind, code, rows.sheets[i], rows.row_numbers[i], label, value, message, beside=beside)
    return Faulty(
        kind, code, rows.sheets[i], rows.row_numbers[i], table.labels[index], value, message, index,
        tuple(table.twice.get(name, ())), columns_of(rows.dataset.model)[name].personal, _beside(rows, i, name),
    )  # fmt: skip


def _beside(rows: Rows, i: int, fault_in: str) -> tuple[tuple[str, str], ...]:
    """The first filled cells of the row that say which row it is: reference, dates, district, setting and so on."""
    kinds = columns_of(rows.dataset.model)
    names = sorted(kinds, key=lambda name: name != rows.dataset.reference)
    found = []
    for name in names:
        if name != fault_in and name in rows.cells and kinds[name].kind in KINDS and (text := _shown(rows, name, i)):
            found.append((rows.labels.get(name, name), text))
        if len(found) == BESIDE:
            break
    return tuple(found)


def _shown(rows: Rows, name: str, i: int) -> str:
    read = rows.values[name][i] if name in rows.values else None
    if isinstance(read, dt.date):
        return f"{read:%d/%m/%Y}"
    return rows.raw(name, i) if text_of(rows.cells[name][i]) else ""
