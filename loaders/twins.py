"""Rows that stand twice in one file, as where a sheet of the whole year repeats those of its terms: told, and kept."""

from __future__ import annotations

from loaders.datasets.base import Rows

CODE = "row_twice"
_ONE_EACH = {"context": ("district", "year", "phase")}
_BY_REFERENCE = "lift_activity"  # which sets aside a reference that stands twice


def warn_of_twins(rows: Rows) -> None:
    """Warn of each row of which an earlier one is the same; of those with one row a district and year, by these."""
    if rows.dataset.name == _BY_REFERENCE:
        return
    names = _ONE_EACH.get(rows.dataset.name)
    columns = (
        [rows.stored[name] for name in names] if names else [*rows.cells.values(), rows.districts(), rows.own_years]
    )
    first: dict[tuple, int] = {}
    for i, key in enumerate(zip(*columns, strict=True)):
        if i in rows.aside:
            continue
        if (before := first.setdefault(key, i)) != i:
            rows.warn(
                i, CODE, "", f"The same as {_place(rows, before)}: remove one of the two if it is one and the same."
            )


def _place(rows: Rows, i: int) -> str:
    sheet = rows.sheet_of(i)
    return f"row {rows.row_numbers[i]}{f' of sheet {sheet}' if sheet else ''}, and both are counted"
