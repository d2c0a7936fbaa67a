"""Ranks: where each district could stand on one indicator. A rank is never given without its interval."""

from __future__ import annotations

import numpy as np
import pandas as pd

from metrics import wording
from metrics.coverage import uneven_in
from metrics.statistics import Ranks, Refused, rank_interval, rank_interval_from_bounds
from metrics.statistics.intervals import critical_value

KENT = "Kent"
BY_BOUNDS = ("order statistic", "kaplan-meier", "byar clustered")
KINDS = {"wilson": "proportion", "wilson clustered": "proportion", "poisson": "rate", "standardised": "rate"}
COLUMNS = ["area", "rank", "rank_lower", "rank_upper", "of", "value", "shown", "sentence"]


def effective_bases(rows: pd.DataFrame, it) -> np.ndarray:
    """The bases that the rows' 95% intervals rest on: the denominators, or for clusters what the Wilson limits imply.

    A Wilson limit L lies z standard errors of itself from the share p, so n = z^2 L(1 - L) / (p - L)^2.
    """
    base = rows["denominator"].to_numpy(dtype=float)
    if it.interval != "wilson clustered":
        return base
    share = rows["value"].to_numpy(dtype=float) / 100
    lower, upper = (rows[name].to_numpy(dtype=float) / 100 for name in ("lower", "upper"))
    limit = np.where(share - lower >= upper - share, lower, upper)
    gap = (share - limit) ** 2
    return np.divide(
        critical_value(0.95) ** 2 * limit * (1 - limit), gap, out=np.full(gap.shape, np.nan), where=gap > 0
    )


def ranking(rows: pd.DataFrame, it) -> pd.DataFrame:
    """One indicator's rows of one year -> area, rank, rank_lower, rank_upper, of, value, shown, sentence; best first.

    First is the best where one side is, else the highest. Raises Refused where the figures have no interval or there
    are fewer than two.
    """
    if why := uneven_in(rows):
        raise Refused(why)
    held = rows[(rows["area"] != KENT) & rows["value"].notna() & rows["lower"].notna() & rows["upper"].notna()]
    found = _ranks(held, it)
    made = pd.DataFrame(
        {"area": held["area"].to_numpy(), "rank": found.rank, "rank_lower": found.lower, "rank_upper": found.upper,
         "of": found.of, "value": held["value"].to_numpy(),
         "shown": [wording.number(value, it.unit) for value in held["value"]]}
    )  # fmt: skip
    made = made[made["rank"].notna()]
    made["sentence"] = [between(row.rank_lower, row.rank_upper, row.of) for row in made.itertuples(index=False)]
    return made.sort_values(["rank", "area"])[COLUMNS].reset_index(drop=True)


def _ranks(held: pd.DataFrame, it) -> Ranks:
    highest_first = it.polarity != "low"
    if it.interval in KINDS:
        x, n = held["numerator"].to_numpy(dtype=float), held["denominator"].to_numpy(dtype=float)
        size = effective_bases(held, it) if it.interval == "wilson clustered" else None
        return rank_interval(x, n, KINDS[it.interval], size, highest_first)
    if it.interval in BY_BOUNDS:
        bounds = (held[name].to_numpy(dtype=float) for name in ("value", "lower", "upper"))
        return rank_interval_from_bounds(*bounds, highest_first)
    raise Refused("These figures have no interval, so a rank would have none either and is not given.")


def between(lower: float, upper: float, of: int) -> str:
    """The interval of a rank in words: "between 3rd and 9th of 12", or "12th of 12 throughout"."""
    low, high = int(lower), int(upper)
    return (
        f"{ordinal(low)} of {of} throughout" if low == high else f"between {ordinal(low)} and {ordinal(high)} of {of}"
    )


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th, 11th."""
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def first_is(it) -> str:
    """What the first place means."""
    return {"low": "the lowest, which is best", "high": "the highest, which is best"}.get(it.polarity, "the highest")


def certain(found: pd.DataFrame) -> tuple[int, int]:
    """How many districts surely lie in the upper half, and how many surely in the lower."""
    half = found["of"].iloc[0] / 2
    return int((found["rank_upper"] <= half).sum()), int((found["rank_lower"] > half).sum())


def title(found: pd.DataFrame) -> str:
    """A finding of ten words or fewer about the ranks."""
    wide = (found["rank_upper"] - found["rank_lower"]).median()
    return f"Most ranks could move by {int(wide)} places" if wide >= 1 else "Ranks are well told apart"


def answer(found: pd.DataFrame) -> str:
    """How much the ranks tell, and where the first and last could stand."""
    upper, lower = certain(found)
    first, last = found.iloc[0], found.iloc[-1]
    return (
        f"{first['area']} ranks {first['sentence']} and {last['area']} {last['sentence']}; {upper} of {first['of']} "
        f"districts surely lie in the first half and {lower} in the second."
    )
