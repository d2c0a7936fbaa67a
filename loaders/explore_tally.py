"""Counting a table by district and year as a person has said: what was asked, and what came of every row."""

from __future__ import annotations

from dataclasses import dataclass, field

from loaders.explore import Table, table_of
from loaders.explore_checks import check_totals, more_notes
from loaders.explore_figures import asks_about_points
from loaders.explore_places import is_lone
from loaders.explore_rows import Rows
from loaders.refusal import NotLoadable
from loaders.words import text_of


@dataclass(frozen=True)
class Plan:
    """What a person said of a table; columns count from 0.

    numerator None: rows are counted. lone: a single year "starts" or "ends" the academic year. points: "thousands" or
    "decimal" for 23.824. blanks: a row without a district is "above" (the last one named) or "out". names: (spelling,
    district or "") for what was not recognised. only: (column, value) of the rows to keep. parts: the numerator is part
    of the denominator. whole: figures are whole numbers.
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
    only: tuple[int, str] | None = None
    parts: bool = True
    whole: bool = True


@dataclass
class Tally:
    """Counts by district and year. rows = counted + totals + elsewhere + not_kept + faulty.

    cells: district, year, numerator, denominator, symbol, reason. faults: where, value, message. notes: sentences.
    """

    cells: list[dict]
    rows: int = 0
    counted: int = 0
    totals: int = 0
    elsewhere: int = 0
    not_kept: int = 0
    faulty: int = 0
    faults: list[dict] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def tally(source, name: str, plan: Plan, settings: dict[str, str | None]) -> Tally:
    """Count a file's table by a plan. Raises Unreadable, and NotLoadable with what only a person can answer."""
    from loaders.reading import read_grid

    table = table_of(read_grid(source, name).sheets[plan.sheet])
    return count(table, plan, settings)


def count(table: Table, plan: Plan, settings: dict[str, str | None]) -> Tally:
    """Count a table. A district and year with one cell at fault is unknown as a whole, never a sum without it."""
    _ask(table, plan)
    rows = Rows(table, plan, settings)
    for at in range(len(table.rows)):
        rows.take(at)
    found = Tally(rows.cells(), len(table.rows), rows.counted, rows.totals, rows.elsewhere, rows.not_kept, rows.faulty)
    assert found.rows == found.counted + found.totals + found.elsewhere + found.not_kept + found.faulty, found
    found.faults = rows.faults
    found.notes = [*check_totals(table, plan, rows), *more_notes(rows)]
    if not found.cells:
        raise NotLoadable("Not one row could be counted for a district of Kent: check which columns were chosen.")
    return found


def _ask(table: Table, plan: Plan) -> None:
    """Raise NotLoadable for what would be a guess."""
    for column in (plan.numerator, plan.denominator):
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
