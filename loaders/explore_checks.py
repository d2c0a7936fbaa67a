"""What a table's own totals and repeated rows say of the counts made from it."""

from __future__ import annotations

from loaders.explore_figures import read_figure
from loaders.explore_table import Table
from loaders.words import normalise, text_of

UNSAID = (
    "a total, is not set against the rows: the file suppresses some of them, and the difference would tell what is "
    "hidden."
)


def check_totals(table: Table, plan, rows) -> list[str]:
    """Each total over all districts against the sum of the rows above it: agrees, differs, or cannot be checked."""
    said = []
    for at in rows.whole:
        if plan.numerator is None or plan.share is not None:
            continue
        stated = read_figure(table.rows[at][plan.numerator], plan.points).value
        where = table.where(at, plan.numerator)
        if stated is None:
            continue
        if (rows.strange or rows.left) and "kent" not in normalise(text_of(table.rows[at][plan.district])):
            said.append(f"{where}, a total, was not checked: the table has rows that are no district of Kent.")
            continue
        year = rows.year_at(at)
        cells = [cell for (_, held), cell in rows.found.items() if year is None or held == year]
        said.append(f"{where}, {_against(stated, cells)}")
    return list(dict.fromkeys(said))[:20]


def _against(stated: float, cells: list) -> str:
    """A total minus the rows that are known must never be told where the file hides one of them."""
    if any(cell.hidden for cell in cells):
        return UNSAID
    open_ends = [cell for cell in cells if cell.unknown or cell.reason]
    if open_ends:
        verb = "is" if len(open_ends) == 1 else "are"
        return f"a total, cannot be checked: {len(open_ends)} of its figures {verb} not known."
    known = sum(cell.top.low for cell in cells)
    if abs(stated - known) < 1e-6 * max(stated, 1):
        return f"a total of {stated:,.10g}, agrees with the rows."
    return (
        f"a total of {stated:,.10g}, does not agree: the rows add up to {known:,.10g}. Look for a row that is missing "
        "or stands twice."
    )


def more_notes(rows) -> list[str]:
    """Names of no district of Kent, and districts with several rows a year, which are added together."""
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
