"""Counting a table by district and year as a person has said: what was asked, and what came of every row."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from loaders.explore import table_for
from loaders.explore_checks import check_totals, more_notes
from loaders.explore_figures import asks_about_points
from loaders.explore_places import is_lone
from loaders.explore_rows import Rows
from loaders.explore_sheets import not_joined
from loaders.explore_table import Table
from loaders.refusal import NotLoadable
from loaders.words import text_of


@dataclass(frozen=True)
class Plan:
    """What a person said of a table; columns count from 0.

    numerator None: rows are counted. lone: a single year "starts" or "ends" the academic year. points: "thousands" or
    "decimal" for 23.824. blanks: a row without a district is "above" (the last one named) or "out". names: (spelling,
    district or "") for what was not recognised. only: (column, value), all of which the rows to keep have. parts: the
    numerator is part of the denominator. whole: figures are whole numbers. share: "percent" or "fraction" where the
    numerator's column holds shares of the denominator. sheet: which sheet, or which together. layout: whether the table
    is laid out anew, as its years stand across.
    """

    sheet: int
    district: int
    how: str = "name"
    year: int | None = None
    chosen_year: str | None = None
    lone: str | None = None
    numerator: int | None = None
    denominator: int | None = None
    points: str | None = None
    blanks: str | None = None
    names: tuple[tuple[str, str], ...] = ()
    only: tuple[tuple[int, str], ...] = ()
    parts: bool = True
    whole: bool = True
    share: str | None = None
    layout: bool = False


@dataclass
class Tally:
    """Counts by district and year. rows = counted + totals + elsewhere + not_kept + faulty.

    cells: district, year, numerator, denominator, symbol, low, high, base_low, base_high (the ends of what is unknown,
    None where they are not known) and reason. left: what the rows elsewhere are (LEFT_OUT) -> how many. read: rows of
    the file, which differ from rows where the table was laid out anew. faults: where, value, message. notes: sentences.
    """

    cells: list[dict]
    rows: int = 0
    counted: int = 0
    totals: int = 0
    left: dict[str, int] = field(default_factory=dict)
    not_kept: int = 0
    faulty: int = 0
    faults: list[dict] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    read: int = 0

    @property
    def elsewhere(self) -> int:
        """Rows that are of no district of Kent."""
        return sum(self.left.values())


def column_mark(data: bytes, plan: Plan, column: int | None) -> str:
    """What names one column of one file, as it is counted: alike in two tables only where the counts are the same."""
    told = (plan.sheet, plan.layout, plan.district, plan.how, plan.year, column, plan.only, plan.share)
    return f"column {hashlib.sha256(data + repr(told).encode()).hexdigest()[:16]}"


def tally(source, name: str, plan: Plan, settings: dict[str, str | None]) -> Tally:
    """Count a file's table by a plan. Raises Unreadable, and NotLoadable with what only a person can answer."""
    from loaders.reading import read_grid

    return count(table_for(read_grid(source, name), name, plan.sheet, plan.layout), plan, settings)


def count(table: Table, plan: Plan, settings: dict[str, str | None]) -> Tally:
    """Count a table. A district and year with one cell at fault is unknown as a whole, never a sum without it."""
    _ask(table, plan)
    rows = Rows(table, plan, settings)
    for at in range(len(table.rows)):
        rows.take(at)
    found = Tally(rows.cells(), len(table.rows), rows.counted, rows.totals, dict(rows.left), rows.not_kept, rows.faulty)
    found.read = table.read
    assert found.rows == found.counted + found.totals + found.elsewhere + found.not_kept + found.faulty, found
    found.faults = rows.faults
    found.notes = [*not_joined(table), *check_totals(table, plan, rows), *more_notes(rows)]
    if not found.cells:
        raise NotLoadable("Not one row could be counted for a district of Kent: check which columns were chosen.")
    return found


def _ask(table: Table, plan: Plan) -> None:
    """Raise NotLoadable for what would be a guess."""
    if plan.share is not None and (plan.numerator is None or plan.denominator is None):
        raise NotLoadable("A percentage needs a column with it, and a column with what it is a percentage of.")
    for column in (plan.numerator if plan.share is None else None, plan.denominator):
        if column is not None and not plan.points and (doubt := asks_about_points(table.column(column))):
            at = next(at for at, row in enumerate(table.rows) if text_of(row[column]) == doubt)
            raise NotLoadable(
                f"{table.where(at, column)} says “{doubt}”: say whether it is {doubt.replace('.', ',')} or a "
                "number with decimals."
            )
    if plan.year is not None and not plan.lone and any(map(is_lone, table.column(plan.year))):
        at = next(at for at, row in enumerate(table.rows) if is_lone(row[plan.year]))
        raise NotLoadable(
            f"{table.where(at, plan.year)} says “{text_of(table.rows[at][plan.year])}”: say whether the academic year "
            "starts or ends in it."
        )
    if plan.year is None and not plan.chosen_year:
        raise NotLoadable("Say which academic year the table is for.")
