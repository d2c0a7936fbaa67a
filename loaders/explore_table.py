"""One table of a sheet, whatever it is about: its rows, which of them are totals, and where they stand."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from loaders.explore_outside import levels_of
from loaders.reading.grid import Sheet, column_letter
from loaders.reading.header import filled, find_header, trimmed
from loaders.words import district_spellings, normalise, not_data_words, text_of


@dataclass(frozen=True)
class Table:
    """One table of a sheet. rows: its rows, padded; places: where each stands in the sheet; total: which are totals.

    outside: for each row what it is of, where a column of levels says that it is of more than a district. origin: for
    a table that was laid out anew, (row, column) -> (table, row, column) that the cell came from; read: how many rows
    of the file it holds.
    """

    sheet: Sheet
    header_row: int | None
    labels: list[str]
    rows: list[list]
    places: list[int]
    total: list[bool]
    not_data: int
    titles: list[str]
    outside: list[str | None]
    read: int
    origin: Callable[[int, int], tuple] | None = None
    apart: tuple[str, ...] = ()  # sheets that were not joined with the others

    @functools.cached_property
    def columns(self) -> list[Counter]:
        """For each column, how often each cell stands in it, totals and rows of more than a district left out."""
        return [Counter(cells) for cells in zip(*self.kept(), strict=True)] or [Counter() for _ in self.labels]

    def column(self, index: int) -> Counter:
        """The cells of one column."""
        return self.columns[index]

    def kept(self) -> list[list]:
        """The rows that are neither totals nor of more than a district."""
        return [row for row, *out in zip(self.rows, self.total, self.outside, strict=True) if not any(out)]

    def where(self, at: int, column: int) -> str:
        """Where a person finds a cell of rows[at]."""
        if self.origin:
            table, at, column = self.origin(at, column)
            return table.where(at, column)
        row = self.sheet.row_number(self.places[at])
        if self.sheet.lines:
            return f"Line {row}, column “{self.labels[column]}”"
        return f"Cell {column_letter(column)}{row}{f' of sheet {self.sheet.name}' if self.sheet.name else ''}"

    def fault(self, at: int, column: int) -> str | None:
        """What is wrong with a cell as the file holds it: an error of Excel, or a formula without its value."""
        if self.origin:
            table, at, column = self.origin(at, column)
            return table.fault(at, column)
        place = (self.places[at], column)
        if error := self.sheet.error_cells.get(place):
            return f"the error {error}"
        unsaved = place in self.sheet.unsaved_formulas
        return "a formula whose value was not saved: open the file in Excel and save it" if unsaved else None


def table_of(sheet: Sheet) -> Table | None:
    """The table of a sheet with merged cells filled down; None where it is hidden or has no row below a header."""
    width = width_of(sheet)
    if sheet.hidden or not width:
        return None
    header = find_header(sheet, width)
    labels = _apart(header.names)
    rows = _filled(sheet, header.bottom, len(labels))
    marked = {row for row, _ in (*sheet.error_cells, *sheet.unsaved_formulas)}
    places = _rows_of(rows, header, marked)
    if not places:
        return None
    padded = [(list(rows[place]) + [""] * len(labels))[: len(labels)] for place in places]
    above = [" ".join(text_of(c) for c in row if c != "") for row in sheet.rows[: header.bottom]]
    row = sheet.row_number(header.row) if header.bottom else None
    total = [_says_total(row) for row in padded]
    not_data = len(rows) - header.bottom - len(places)
    return Table(sheet, row, labels, padded, places, total, not_data, above, levels_of(padded), len(places))


def _apart(names: list[str]) -> list[str]:
    """The labels, cut where long, a second of one name told apart by a number."""
    times: Counter = Counter()
    labels = []
    for name in (name[:80] for name in names):
        times[name] += 1
        labels.append(f"{name} ({times[name]})" if times[name] > 1 else name)
    return labels


def _rows_of(rows: list[list], header, marked: set[int]) -> list[int]:
    """The lines below the header that are rows: not blank, not the header again, and no note under the table."""
    labels = rows[header.row] if header.bottom else None
    below = range(header.bottom, len(rows))
    held = [at for at in below if (filled(rows[at]) or at in marked) and rows[at] != labels]
    last = max((at for at in held if filled(rows[at]) > 1 or at in marked), default=-1)
    return [at for at in held if at <= last or len(header.names) == 1]


def _says_total(row: list) -> bool:
    """True where the first words of a row are those of a total, and no other cell names a district."""
    first = next((cell for cell in row if type(cell) is str and cell and not cell[0].isdigit() and cell.strip()), "")
    if normalise(first) not in not_data_words("total"):
        return False
    return district_spellings().keys().isdisjoint(normalise(cell) for cell in row if isinstance(cell, str))


def width_of(sheet: Sheet) -> int:
    """How many columns the fullest rows have; in a text file one long line is a fault and not the table's width."""
    reach = [trimmed(row) for row in sheet.rows[:2000]]
    if sheet.lines is None or not reach:
        return max((len(row) for row in sheet.rows[:1]), default=0)
    usual = [width for width in reach if reach.count(width) > 1 and width > 1]
    return max(usual or reach)


def _filled(sheet: Sheet, bottom: int, width: int) -> list[list]:
    """The rows, each cell under a merge holding the value of its first."""
    rows = list(sheet.rows)
    for (top, left), (last, right) in sheet.merged:
        if top < bottom or left >= width or last == top:
            continue
        for place in range(top + 1, min(last + 1, len(rows))):
            rows[place] = [
                rows[top][left] if left <= at <= right and cell == "" else cell for at, cell in enumerate(rows[place])
            ]
    return rows
