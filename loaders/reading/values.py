"""The distinct cells of one column, sorted by what they are: looked at once, however often they occur."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from operator import itemgetter

# Takes the code of a problem, the cell that shows it and a message.
Add = Callable[[str, object, str], None]


@dataclass(slots=True)
class Values:
    """How often each text and date of a column occurs, and numbers and texts of digits alone (`plain`) in all.

    spaces: the texts of white space alone that occur; they count as blank.
    """

    texts: dict[str, int] = field(default_factory=dict)
    plain: int = 0
    numbers: int = 0
    largest: float = 0
    dates: dict[object, int] = field(default_factory=dict)
    filled: int = 0
    spaces: set[str] = field(default_factory=set)

    def add(self, cell: object, count: int) -> None:
        """Take a cell in that occurs so often; a negative count takes it out."""
        kind = type(cell)
        if kind is str:
            if cell.isdecimal():
                self.plain += count
            elif not cell or cell.isspace():
                self.spaces |= {cell} if cell else set()
                return
            else:
                self.texts[cell] = self.texts.get(cell, 0) + count
                if not self.texts[cell]:
                    del self.texts[cell]
        elif kind is float or kind is int:
            self.numbers += count
            self.largest = max(self.largest, abs(cell))
        elif isinstance(cell, dt.date):
            self.dates[cell] = self.dates.get(cell, 0) + count
            if not self.dates[cell]:
                del self.dates[cell]
        self.filled += count


def read_columns(rows: list[list], width: int) -> list[Values]:
    """The values of each column; short rows count as blank at their end."""
    if min(map(len, rows), default=width) < width:
        rows = [row if len(row) >= width else [*row, *[""] * (width - len(row))] for row in rows]
    return [_read_column(rows, column) for column in range(width)]


def _read_column(rows: list[list], column: int) -> Values:
    found = Values()
    # One column's count at a time: those of all together would take as much memory as the cells.
    for cell, count in Counter(map(itemgetter(column), rows)).items():
        found.add(cell, count)
    return found


def leave_out(values: list[Values], row: list) -> None:
    """Take a row out of the columns."""
    for value, cell in zip(values, row, strict=False):
        value.add(cell, -1)
