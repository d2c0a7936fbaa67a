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
    """How often each text and date of a column occurs, and numbers and texts of digits alone (`plain`) in all."""

    texts: dict[str, int] = field(default_factory=dict)
    plain: int = 0
    numbers: int = 0
    largest: float = 0
    dates: dict[object, int] = field(default_factory=dict)
    filled: int = 0


def sort_values(counts: Counter) -> Values:
    """Sort the distinct cells of a column."""
    found = Values()
    for cell, count in counts.items():
        kind = type(cell)
        if kind is str:
            if cell.isdecimal():
                found.plain += count
            elif not cell or cell.isspace():
                continue
            else:
                found.texts[cell] = count
        elif kind is float or kind is int:
            found.numbers += count
            size = abs(cell)
            if size > found.largest:
                found.largest = size
        elif isinstance(cell, dt.date):
            found.dates[cell] = count
        found.filled += count
    return found


def count_columns(rows: list[list], width: int) -> list[Counter]:
    """How often each cell occurs, by column; short rows count as blank at their end."""
    if min(map(len, rows), default=width) < width:
        rows = [row if len(row) >= width else [*row, *[""] * (width - len(row))] for row in rows]
    return [Counter(map(itemgetter(column), rows)) for column in range(width)]


def uncount(counts: list[Counter], row: list) -> None:
    """Take a row out of the counts."""
    for counter, cell in zip(counts, row, strict=False):
        counter[cell] -= 1
        if not counter[cell]:
            del counter[cell]
