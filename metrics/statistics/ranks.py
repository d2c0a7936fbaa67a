"""Where a district could rank: the interval of its rank by simulation. A rank is never shown without it."""

from dataclasses import dataclass

import numpy as np
from scipy import stats

from .intervals import floats
from .refusal import Refused

SEED = 20123
SIMULATIONS = 10_000


@dataclass(frozen=True)
class Ranks:
    """Rank as measured (ties share the better), its interval, and of how many; NaN for null districts."""

    rank: np.ndarray
    lower: np.ndarray
    upper: np.ndarray
    of: int


def rank_interval(
    x, n, kind="proportion", size=None, highest_first=True, confidence=0.95, simulations=SIMULATIONS, seed=SEED
) -> Ranks:
    """Ranks of districts by share or rate, from draws of what each could be.

    x, n: counts and bases; kind: "proportion" (beta) or "rate" (gamma), each with Jeffreys' prior; size: effective
    sizes of clustered proportions, or bases over dispersion for rates of event sizes. Raises Refused for fewer than
    two districts. Source: references 37, 38.
    """
    x, n = floats(x, n)
    size = np.where(n > 0, n, np.nan) if size is None else floats(size)[0]
    value = np.where((x >= 0) & (n > 0) & (size > 0), x / np.where(n > 0, n, 1), np.nan)
    known, generator = np.isfinite(value), np.random.default_rng(seed)
    share, base = value[known], size[known]
    if kind == "proportion":
        if (share > 1).any():
            raise Refused("A numerator is above its denominator.")
        draws = generator.beta(share * base + 0.5, (1 - share) * base + 0.5, (simulations, share.size))
    else:
        draws = generator.gamma(share * base + 0.5, 1 / base, (simulations, share.size))
    return _ranks(value, known, draws, highest_first, confidence)


def rank_interval_from_bounds(
    value, lower, upper, highest_first=True, confidence=0.95, simulations=SIMULATIONS, seed=SEED
) -> Ranks:
    """Ranks of any measure from its own 95% bounds (a median), each side drawn as half a normal.

    Districts without a value or bounds are left out. Raises Refused for fewer than two. Source: reference 37.
    """
    value, lower, upper = floats(value, lower, upper)
    known = np.isfinite(value) & np.isfinite(lower) & np.isfinite(upper)
    drawn = np.random.default_rng(seed).standard_normal((simulations, int(known.sum())))
    below, above = (value - lower)[known], (upper - value)[known]
    draws = value[known] + drawn * np.where(drawn < 0, below, above) / stats.norm.ppf(0.975)
    return _ranks(np.where(known, value, np.nan), known, draws, highest_first, confidence)


def _ranks(value, known, draws, highest_first, confidence) -> Ranks:
    count = int(known.sum())
    if count < 2:
        raise Refused(f"A rank needs two districts with a value; there are {count}.")
    sign = -1 if highest_first else 1
    places = (sign * draws).argsort(axis=1).argsort(axis=1) + 1
    tail = (1 - confidence) / 2
    ends = np.quantile(places, [tail, 1 - tail], axis=0, method="inverted_cdf")
    rank = stats.rankdata(sign * value[known], method="min")
    columns = np.full((3, value.size), np.nan)
    columns[:, known] = rank, np.minimum(ends[0], rank), np.maximum(ends[1], rank)
    return Ranks(*columns, count)
