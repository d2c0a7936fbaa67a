"""What a table's own totals and repeated rows say of the counts made from it."""

from __future__ import annotations

from loaders.explore import Table
from loaders.explore_figures import read_figure
from loaders.words import normalise, text_of


def check_totals(table: Table, plan, rows) -> list[str]:
    """Each total over all districts against the sum of the rows above it: agrees, differs, or cannot be checked."""
    said = []
    for at in rows.whole:
        if plan.numerator is None:
            continue
        stated = read_figure(table.rows[at][plan.numerator], plan.points).value
        where = table.where(at, plan.numerator)
        if stated is None:
            continue
        if rows.strange and "kent" not in normalise(text_of(table.rows[at][plan.district])):
            said.append(f"{where}, a total, was not checked: the table has rows that are no district of Kent.")
            continue
        year = rows.year_at(at)
        cells = [cell for (_, held), cell in rows.found.items() if year is None or held == year]
        known = sum(cell.numerator for cell in cells)
        said.append(f"{where}, a total of {stated:,.10g}, {_agrees(stated, known, cells)}")
    return said[:20]


def _agrees(stated: float, known: float, cells: list) -> str:
    open_ends = [cell for cell in cells if cell.unknown or cell.reason]
    if abs(stated - known) < 1e-6 * max(stated, 1):
        return "agrees with the rows." if not open_ends else "agrees with the rows that are known, though some are not."
    if open_ends and known < stated:
        verb = "is" if len(open_ends) == 1 else "are"
        return f"cannot be checked: {len(open_ends)} of its figures {verb} not known."
    return f"does not agree: the rows add up to {known:,.10g}. Look for a row that is missing or stands twice."


def more_notes(rows) -> list[str]:
    """Rows that are no district of Kent, and districts with several rows a year, which are added together."""
    said = []
    if rows.strange:
        names = ", ".join(f"{name} ({times:,})" for name, times in rows.strange.most_common(8))
        more = f" and {len(rows.strange) - 8:,} more" if len(rows.strange) > 8 else ""
        said.append(f"Left out, for they name no district of Kent: {names}{more}.")
    most = max(rows.found.items(), key=lambda item: item[1].rows, default=None)
    if most and rows.plan.numerator is not None and most[1].rows > 1:
        (district, year), cell = most
        said.append(
            f"{district} has {cell.rows:,} rows for {year}: rows of one district and year are added together. "
            "Where they overlap, as Total, Boys and Girls do, keep only the rows of one value."
        )
    return said
