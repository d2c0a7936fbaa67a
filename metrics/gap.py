"""The equity gap: highest minus lowest district of an indicator, beside what chance alone would give."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from metrics.count import Question
from metrics.definition import Definition
from metrics.statistics import Refused, chance_gap, chance_variance, effective_size, gap, spread_beyond_chance

KENT = "Kent"
SUMS = ("clusters", "sum_x", "sum_n", "sum_xx", "sum_xn", "sum_nn")
TESTED = {"wilson": "proportion", "wilson clustered": "proportion", "poisson": "rate", "standardised": "rate"}


@dataclass(frozen=True)
class Equity:
    """How unequal one indicator is in one year; `reason` says why where it cannot be told.

    difference, ratio: highest minus, and over, lowest, with limits. chance: the mean and 95th percentile of the
    gap that
    equal districts of these bases would show. tau: standard deviation between districts beyond chance, with its limits.
    """

    highest: str | None = None
    lowest: str | None = None
    difference: float = np.nan
    lower: float = np.nan
    upper: float = np.nan
    ratio: float = np.nan
    ratio_lower: float = np.nan
    ratio_upper: float = np.nan
    chance_mean: float = np.nan
    chance_95: float = np.nan
    p_value: float = np.nan
    tau: float = np.nan
    tau_lower: float = np.nan
    tau_upper: float = np.nan
    districts: int = 0
    reason: str | None = None


def equity_of(rows: pd.DataFrame, interval: str, multiplier: float) -> Equity:
    """The gap of one indicator in one year from its districts' rows (numerator, denominator, value, lower, upper,
    area).
    """
    held = rows[(rows["area"] != KENT) & rows["value"].notna()]
    try:
        found = gap(held["value"], held["lower"], held["upper"])
    except Refused as refusal:
        return Equity(districts=len(held), reason=str(refusal))
    names = held["area"].tolist()
    plain = Equity(
        names[found.highest], names[found.lowest], found.difference, found.lower, found.upper, found.ratio,
        found.ratio_lower, found.ratio_upper, districts=len(held),
    )  # fmt: skip
    return _beside_chance(plain, held, interval, multiplier)


def _beside_chance(plain: Equity, held: pd.DataFrame, interval: str, multiplier: float) -> Equity:
    kind = TESTED.get(interval)
    if kind is None:
        return Equity(
            **(plain.__dict__ | {"reason": "What chance alone would give is not known for this kind of figure."})
        )
    scale = 100 if kind == "proportion" else multiplier
    x, n = held["numerator"].to_numpy(dtype=float), held["denominator"].to_numpy(dtype=float)
    size = (
        effective_size(*(held[name].to_numpy(dtype=float) for name in SUMS)) if interval == "wilson clustered" else None
    )
    try:
        chance = chance_gap(x, n, kind, scale, size=size, simulations=2_000)
        spread = spread_beyond_chance(x / n, chance_variance(x, n, kind, size))
    except Refused as refusal:
        return Equity(**(plain.__dict__ | {"reason": str(refusal)}))
    beyond = {"chance_mean": chance.mean, "chance_95": chance.percentile_95, "p_value": chance.p_value, "tau":
    spread.tau * scale, "tau_lower": spread.lower * scale, "tau_upper": spread.upper * scale}  # fmt: skip
    return Equity(**(plain.__dict__ | beyond))


def gap_rows(frame: pd.DataFrame, its: list[Definition], question: Question) -> pd.DataFrame:
    """The frame with a Kent row a year for every gap indicator, made from the rows of what it is a gap of."""
    made = []
    for it in its:
        part = frame[frame["indicator"] == it.of]
        previous = np.nan
        for year, rows in part.groupby("year"):
            made.append(_row(it, year, rows, question, previous))
            previous = made[-1]["value"]
    if not made:
        return frame
    longer = frame.reindex(range(len(frame) + len(made)))
    for name in made[0]:
        longer.loc[len(frame) :, name] = [row[name] for row in made]
    return longer


def _row(it: Definition, year: str, rows: pd.DataFrame, question: Question, previous: float) -> dict:
    if question.place != "district" or question.dimensions:
        found = Equity(reason="A gap is between districts: ask for it by district, without a further split.")
    elif rows["uneven"].any():
        found = Equity(reason="The LIFT activity returns hold different terms, so districts are not compared.")
    else:
        found = equity_of(rows, rows["interval"].iloc[0], rows["multiplier"].iloc[0])
    kent = rows[rows["area"] == KENT].iloc[0]
    known = not np.isnan(found.difference)
    return {
        "indicator": it.id, "year": year, "area": KENT, "value": found.difference, "lower": found.lower,
        "upper": found.upper, "method": "difference of two intervals" if known else "none", "previous": previous,
        "note": kent["note"], "districts": kent["districts"], "unit": it.unit, "polarity": it.polarity,
        "symbol": None if known else "x", "reason": None if known else found.reason, "interval": it.interval,
        "multiplier": it.multiplier,
    }  # fmt: skip
