"""Columns by which a table gives one district and year several rows, and the value in them that stands for all."""

from __future__ import annotations

from collections import defaultdict

from loaders.explore_places import is_total, year_of
from loaders.explore_table import Table
from loaders.words import normalise, text_of

ALL = frozenset({"everyone", "persons", "people", "both", "both sexes", "overall", "any"})


def splits_of(table: Table, district: int, year: int | None, columns: list[int]) -> dict[int, str | None]:
    """Column -> its value that stands for all of it (None: it has none), of those that split a district and year.

    columns: those that hold few values. Rows that are totals or of other areas are left out of it.
    """
    held: dict[tuple, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row, total, outside in zip(table.rows, table.total, table.outside, strict=True):
        if total or outside:
            continue
        key = (text_of(row[district]), None if year is None else year_of(row[year], "starts"))
        for column in columns:
            held[key][column].add(text_of(row[column]))
    found = {}
    for column in columns:
        values = set().union(*(of[column] for of in held.values())) if held else set()
        if any(len(of[column]) > 1 for of in held.values()):
            found[column] = next((value for value in sorted(values) if stands_for_all(value)), None)
    return found


def stands_for_all(value: str) -> bool:
    """True for a value such as Total, All pupils or Everyone, of which the others are parts."""
    words = normalise(value)
    return is_total(value) or words in ALL or words.split()[:1] == ["all"]
