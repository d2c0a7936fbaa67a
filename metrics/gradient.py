"""Gradients: support agreed for disadvantaged pupils against others, and districts in order of their deprivation."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from metrics.coverage import uneven_in
from metrics.results import results
from metrics.statistics import (
    Refused,
    compare_proportions,
    deprivation_gradient,
    gini,
    gini_ceiling,
    lorenz,
    theil,
)
from metrics.strength import CHANCE, CLEAR, LIKELY

KENT = "Kent"


@dataclass(frozen=True)
class Deprivation:
    """The slope over districts ordered by deprivation (IMD 2019), from most to least deprived; `reason` where
    refused. strength: one test, clear where the 99.8% interval leaves out nought, likely where the 95% one does.
    """

    sii: float = np.nan
    lower: float = np.nan
    upper: float = np.nan
    rii: float = np.nan
    note: str | None = None
    reason: str | None = None
    strength: str = CHANCE


@dataclass(frozen=True)
class Inequality:
    """Gini and Theil of an indicator weighted by its base, the most that the Gini could be, and the Lorenz curve."""

    gini: float = np.nan
    ceiling: float = np.nan
    theil: float = np.nan
    curve: pd.DataFrame | None = None
    reason: str | None = None


def by_disadvantage(
    warehouse, year: str, indicator: str = "allocated_share", *, filters: dict | None = None, audience: str = "internal"
) -> pd.DataFrame:
    """An indicator for disadvantaged pupils and for others, in each district and Kent.

    Columns: area, disadvantaged and others (values), their numerators and bases and limits, difference, p_value,
    reason.
    """
    frame = results(
        warehouse,
        [indicator],
        years=[year],
        by=("district", "disadvantaged"),
        filters=filters,
        audience=audience,
        verdicts=False,
    )
    if frame.empty or "disadvantaged" not in frame:
        return pd.DataFrame(columns=["area", "disadvantaged", "others", "difference", "p_value", "reason"])
    sides = {True: "disadvantaged", False: "others"}
    made = []
    for area, rows in frame.groupby("area", sort=False):
        cells = {sides[row.disadvantaged]: row for row in rows.itertuples() if row.disadvantaged in sides}
        made.append({"area": area, **_sides(cells)})
    return pd.DataFrame(made)


def _sides(cells: dict) -> dict:
    if set(cells) != {"disadvantaged", "others"}:
        return {"disadvantaged": np.nan, "others": np.nan, "difference": np.nan, "p_value": np.nan,
                "reason": "The returns do not say who is disadvantaged."}  # fmt: skip
    one, other = cells["disadvantaged"], cells["others"]
    hidden = next((cell.reason for cell in (one, other) if cell.symbol == "c"), None)
    p, _ = compare_proportions([one.numerator], [one.denominator], [other.numerator], [other.denominator])
    found = {"difference": one.value - other.value, "p_value": float(p[0]), "reason": hidden}
    for name, cell in cells.items():
        found |= {name: cell.value, f"{name}_lower": cell.lower, f"{name}_upper": cell.upper,
                  f"{name}_numerator": cell.numerator, f"{name}_base": cell.denominator}  # fmt: skip
    return found


def along_deprivation(warehouse, rows: pd.DataFrame) -> Deprivation:
    """The slope index of one indicator in one year over its districts, the most deprived first."""
    scores = warehouse.cursor().execute("select district, imd_2019_score from district").fetchall()
    return slope_over(rows, dict(scores))


def slope_over(rows: pd.DataFrame, scores: dict[str, float]) -> Deprivation:
    """The slope of rows over districts with these scores, with its intervals and its strength."""
    if why := uneven_in(rows):
        return Deprivation(reason=why)
    held = rows[(rows["area"] != KENT) & rows["value"].notna()]
    deprived, base = held["area"].map(scores).to_numpy(dtype=float), held["denominator"].to_numpy(dtype=float)
    ends = {side: held[side].to_numpy(dtype=float) for side in ("lower", "upper")}
    value = held["value"].to_numpy(dtype=float)
    try:
        slope, wide = (
            deprivation_gradient(deprived, base, value, **ends, repetitions=10_000, confidence=confidence)
            for confidence in (0.95, 0.998)
        )
    except Refused as refusal:
        return Deprivation(reason=str(refusal))
    beyond = [one.sii_lower > 0 or one.sii_upper < 0 for one in (slope, wide)]
    sure = CLEAR if beyond[1] else LIKELY if beyond[0] else CHANCE
    return Deprivation(slope.sii, slope.sii_lower, slope.sii_upper, slope.rii, slope.note, strength=sure)


def inequality(rows: pd.DataFrame) -> Inequality:
    """Gini, Theil and Lorenz curve of one indicator's districts in one year, weighted by the base (need)."""
    held = rows[(rows["area"] != KENT) & rows["value"].notna() & (rows["denominator"] > 0)].sort_values("value")
    value, base = held["value"].to_numpy(dtype=float), held["denominator"].to_numpy(dtype=float)
    try:
        population, share = lorenz(value, base)
        curve = pd.DataFrame({"population": population, "share": share, "area": ["", *held["area"]]})
        return Inequality(gini(value, base), gini_ceiling(base), theil(value, weights=base).theil, curve)
    except Refused as refusal:
        return Inequality(reason=str(refusal))
