"""Sheets that are parts of one table: a sheet for each district, or for each year, with the same columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from loaders.explore_layouts import distinct
from loaders.explore_table import Table
from loaders.place import districts_in, years_in
from loaders.words import normalise

DISTRICTS, YEARS = -1, -2  # in the place of a sheet's number
LABELS = {DISTRICTS: "District, as sheet or file says", YEARS: "Year, as its sheet says"}
NAMES = {DISTRICTS: "Sheets of a district each", YEARS: "Sheets of a year each"}


def together(tables: list[Table], file: str, of: int) -> Table | None:
    """The tables of sheets that are of a district (or a year) each, below each other; None where there are none.

    A district is the one that the sheet's name, else its title, else (of one sheet alone) the file's name says.
    """
    alone = file if len(tables) == 1 else ""
    about = _district if of == DISTRICTS else _year
    told = [(table, said) for table in tables if (said := about(table, alone))]
    held = _alike(told)
    if not held or (of == YEARS and len({said for _, said in held}) < 2):
        return None
    joined = {id(table) for table, _ in held}
    apart = tuple(table.sheet.name for table, _ in told if id(table) not in joined)
    return replace(_below_each_other(held, LABELS[of]), apart=apart)


def not_joined(table: Table) -> list[str]:
    """The sheets that are not part of a table of several, each in a sentence."""
    return [
        f"Sheet {name} is not among the sheets read together, for its columns have other names: rename them and send "
        "the file again, or read it by itself."
        for name in table.apart
    ]


def _alike(told: list[tuple[Table, str]]) -> list[tuple[Table, str]]:
    """Those whose columns have the names that most of them have."""
    names = Counter(tuple(map(normalise, table.labels)) for table, _ in told)
    return [(table, said) for table, said in told if tuple(map(normalise, table.labels)) == names.most_common(1)[0][0]]


def _below_each_other(held: list[tuple[Table, str]], label: str) -> Table:
    places = [(table, at, said) for table, said in held for at in range(len(table.rows))]
    first = held[0][0]
    each: Callable = lambda name: [getattr(table, name)[at] for table, at, _ in places]  # noqa: E731
    return replace(
        first,
        labels=distinct([label, *first.labels]),
        rows=[[said, *table.rows[at]] for table, at, said in places],
        places=each("places"),
        total=each("total"),
        outside=each("outside"),
        not_data=sum(table.not_data for table, _ in held),
        titles=[title for table, _ in held for title in table.titles],
        read=len(places),
        origin=lambda at, column: (places[at][0], places[at][1], max(column - 1, 0)),
    )


def _district(table: Table, file: str) -> str | None:
    for text in (table.sheet.name, " ".join(table.titles), file):
        if len(named := districts_in(text)) == 1:
            return named.pop()
    return None


def _year(table: Table, file: str) -> str | None:
    for text in (table.sheet.name, " ".join(table.titles)):
        if len(named := years_in(text)) == 1:
            return named[0]
    return None
