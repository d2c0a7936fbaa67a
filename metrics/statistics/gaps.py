"""Highest against lowest: the gap, what chance alone would give, and the spread between districts beyond chance."""

from dataclasses import dataclass

import numpy as np
from scipy import optimize, special, stats

from .intervals import floats, ratio
from .refusal import Refused

SEED = 20122
SIMULATIONS = 10_000
TOO_FAR = 50.0  # on the logarithm: so wide a ratio has no upper limit that says anything


@dataclass(frozen=True)
class Gap:
    """Positions of the highest and lowest district, difference and ratio with intervals (NaN where none)."""

    highest: int
    lowest: int
    difference: float
    lower: float
    upper: float
    ratio: float
    ratio_lower: float
    ratio_upper: float


@dataclass(frozen=True)
class ChanceGap:
    """The gap that chance alone gives: its mean and 95th percentile, and the share at least as wide as seen."""

    mean: float
    percentile_95: float
    observed: float
    p_value: float


@dataclass(frozen=True)
class Spread:
    """Standard deviation between districts beyond chance, its interval, the test of none, and the share it makes up.

    tau, lower, upper: in the unit of the values; q, df, p_value: Cochran's test; i2: from 0 to 1.
    """

    tau: float
    lower: float
    upper: float
    q: float
    df: int
    p_value: float
    i2: float


def gap(values, lowers, uppers) -> Gap:
    """Highest minus lowest and highest over lowest, with intervals from the two districts' own.

    values, lowers, uppers: one a district, nulls left out. The interval takes the two districts as named
    beforehand, so it is read beside the gap that chance gives. Raises Refused for fewer than two values. Source:
    references 32, 33.
    """
    values, lowers, uppers = floats(values, lowers, uppers)
    if np.isfinite(values).sum() < 2:
        raise Refused(f"A gap needs two districts with a value; there are {int(np.isfinite(values).sum())}.")
    high, low = int(np.nanargmax(values)), int(np.nanargmin(values))
    difference = difference_interval(*(part[at] for at in (high, low) for part in (values, lowers, uppers)))
    relative = ratio_interval(*(part[at] for at in (high, low) for part in (values, lowers, uppers)))
    return Gap(high, low, *(float(part) for part in (*difference, *relative)))


def difference_interval(value, lower, upper, other, other_lower, other_upper) -> tuple[np.ndarray, ...]:
    """value minus other, with the interval their own intervals give: difference, lower, upper.

    From Wilson intervals this is Newcombe's method. Source: references 32, 33.
    """
    a, la, ua, b, lb, ub = floats(value, lower, upper, other, other_lower, other_upper)
    difference = a - b
    return difference, difference - np.hypot(a - la, ub - b), difference + np.hypot(ua - a, b - lb)


def ratio_interval(value, lower, upper, other, other_lower, other_upper) -> tuple[np.ndarray, ...]:
    """value over other, with the interval their own intervals give on the logarithm: ratio, lower, upper.

    NaN where other is not above zero; no upper bound where other's lower bound is zero. Source: reference 33.
    """
    a, la, ua, b, lb, ub = floats(value, lower, upper, other, other_lower, other_upper)
    relative = ratio(a, b)
    down = np.hypot(_log_ratio(a, la), _log_ratio(ub, b))
    up = np.hypot(_log_ratio(ua, a), _log_ratio(b, lb))
    lower = np.where((la <= 0) & ~np.isnan(relative), 0.0, relative * np.exp(-down))
    return relative, lower, relative * np.exp(np.where(up < TOO_FAR, up, np.nan))


def chance_gap(x, n, kind="proportion", multiplier=1.0, simulations=SIMULATIONS, seed=SEED, size=None) -> ChanceGap:
    """The highest minus lowest that districts of these bases would show if all shared one value.

    x, n: counts and bases, null districts left out; kind: "proportion" or "rate"; size: effective sizes of
    clustered proportions, or, for rates of event sizes, bases over their dispersion. In `multiplier`s of a share.
    Raises Refused for fewer than two districts. Seeded simulation.
    """
    x, n = floats(x, n)
    size = n if size is None else floats(size)[0]
    known = (x >= 0) & (n > 0) & (size > 0) & ((x <= n) | (kind != "proportion"))
    if known.sum() < 2:
        raise Refused(f"A gap needs two districts with a value; there are {int(known.sum())}.")
    x, n, size = x[known], n[known], size[known]
    average, generator = x.sum() / n.sum(), np.random.default_rng(seed)
    if kind == "proportion":
        size = np.maximum(np.rint(size), 1).astype(np.int64)
        drawn = generator.binomial(size, average, (simulations, size.size)) / size
    else:
        drawn = generator.poisson(average * size, (simulations, size.size)) / size
    gaps = (drawn.max(axis=1) - drawn.min(axis=1)) * multiplier
    seen = float(np.ptp(x / n)) * multiplier
    p = (1 + int((gaps >= seen * (1 - 1e-12)).sum())) / (1 + simulations)
    return ChanceGap(float(gaps.mean()), float(np.quantile(gaps, 0.95)), seen, p)


def chance_variance(x, n, kind="proportion", size=None) -> np.ndarray:
    """Each district's variance by chance if all shared one value, of a share or of a rate per head; NaN where null."""
    x, n = floats(x, n)
    known = np.isfinite(x) & (n > 0)
    average = ratio(np.where(known, x, 0).sum(), np.where(known, n, 0).sum())
    spread = average * (1 - average) if kind == "proportion" else average
    return np.where(known, ratio(spread, n if size is None else size), np.nan)


def spread_beyond_chance(values, variances, method: str = "Paule-Mandel", confidence: float = 0.95) -> Spread:
    """Random effects: how much districts differ beyond what their chance variances explain.

    method: "Paule-Mandel" or "DerSimonian-Laird"; the interval is by the Q profile. Null districts are left out.
    Raises Refused for fewer than three districts or no variance. Source: references 34, 35, 36.
    """
    y, v = floats(values, variances)
    known = np.isfinite(y) & (v > 0)
    if known.sum() < 3:
        raise Refused(f"The spread needs three districts whose value could have varied; there are {int(known.sum())}.")
    y, v = y[known], v[known]
    df, q = y.size - 1, _cochran(0.0, y, v)
    tail = (1 - confidence) / 2
    tau2 = _dersimonian_laird(q, df, v) if method == "DerSimonian-Laird" else _solve(df, y, v)
    lower, upper = _solve(stats.chi2.isf(tail, df), y, v), _solve(stats.chi2.ppf(tail, df), y, v)
    share = max(0.0, (q - df) / q) if q > 0 else 0.0
    return Spread(*np.sqrt([tau2, lower, upper]).tolist(), q, df, float(special.chdtrc(df, q)), share)


def _log_ratio(above, below) -> np.ndarray:
    """log(above / below); 0 where both are the same, NaN where either is not above zero."""
    part = ratio(above, below)
    return np.where(above == below, 0.0, np.log(np.where(part > 0, part, np.nan)))


def _cochran(tau2: float, y, v) -> float:
    weight = 1 / (v + tau2)
    return float((weight * (y - np.average(y, weights=weight)) ** 2).sum())


def _solve(level: float, y, v) -> float:
    """The variance between districts at which Cochran's statistic falls to a level; 0 if it starts below."""
    if _cochran(0.0, y, v) <= level:
        return 0.0
    top = float(v.max() + np.ptp(y) ** 2)
    while _cochran(top, y, v) > level:
        top *= 4
    return float(optimize.brentq(lambda tau2: _cochran(tau2, y, v) - level, 0.0, top, xtol=1e-14 * top))


def _dersimonian_laird(q, df, v) -> float:
    weight = 1 / v
    return max(0.0, (q - df) / float(weight.sum() - (weight**2).sum() / weight.sum()))
