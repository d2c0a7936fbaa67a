"""Waits that have not ended count: Kaplan-Meier medians, and whether a district's waits differ from the rest's."""

from dataclasses import dataclass

import numpy as np
from scipy import special

from .intervals import critical_value, floats, ratio

ROUNDING = 1e-9  # a curve that falls to a half exactly, by a product of fractions, may come out a hair above it


@dataclass(frozen=True)
class Median:
    """Median wait with its interval, how many waited and how many waits ended; NaN where the curve never gets there."""

    median: float
    lower: float
    upper: float
    waited: int
    ended: int
    reason: str | None = None


def kaplan_meier(times, ended) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Times at which waits ended, the share still waiting after each, and Greenwood's sum. Source: reference 39."""
    times, ended = _sound(times, ended)
    moments = np.unique(times[ended])
    ends = np.searchsorted(np.sort(times[ended]), moments, side="right")
    ends = np.diff(ends, prepend=0).astype(float)
    waiting = times.size - np.searchsorted(np.sort(times), moments, side="left")
    still = np.cumprod(1 - ends / waiting)
    greenwood = np.cumsum(ratio(ends, waiting * (waiting - ends)))
    return moments, still, greenwood


def kaplan_meier_median(times, ended, confidence: float = 0.95) -> Median:
    """Median wait, those not yet ended counted as still waiting.

    times: days so far or in all; ended: whether the wait is over; cases with a null or negative time are left out.
    The interval is where the log-log band of the curve crosses a half. Source: references 39, 40.
    """
    known, over = _sound(times, ended)
    if not known.size:
        return Median(np.nan, np.nan, np.nan, 0, 0, "No case has a wait.")
    moments, still, greenwood = kaplan_meier(times, ended)
    reached = _first(moments, still <= 0.5 + ROUNDING)
    lower, upper = _crossings(moments, still, greenwood, critical_value(confidence))
    reason = None if np.isfinite(reached) else "Fewer than half of the waits have ended, so the median is not known."
    return Median(reached, lower, upper, known.size, int(over.sum()), reason)


def compare_waits(times, ended, groups, names=None) -> tuple[np.ndarray, np.ndarray, list]:
    """Log-rank test of each group's waits against all others': p, sign (1 where it waits longer), names.

    Inputs one a case. NaN where a group or the rest is empty or no wait has ended. Source: reference 41.
    """
    groups = np.asarray(groups, dtype=object)
    fit = _fit_cases(times, ended)
    times, ended, groups = np.asarray(times, dtype=float)[fit], np.asarray(ended, dtype=bool)[fit], groups[fit]
    names = sorted(set(groups)) if names is None else list(names)
    tests = [_log_rank(times, ended, groups == name) for name in names]
    p, sign = np.array(tests, dtype=float).reshape(-1, 2).T
    return p, sign, names


def _log_rank(times, ended, inside) -> tuple[float, float]:
    if not inside.any() or inside.all() or not ended.any():
        return np.nan, np.nan
    moments = np.unique(times[ended])
    waiting, own = (sample.size - np.searchsorted(np.sort(sample), moments) for sample in (times, times[inside]))
    ends, own_ends = (_counts(sample, moments) for sample in (times[ended], times[ended & inside]))
    share = own / waiting
    spare = ratio(waiting - ends, waiting - 1)
    variance = float((ends * share * (1 - share) * np.nan_to_num(spare)).sum())
    excess = float((own_ends - ends * share).sum())
    if variance <= 0:
        return 1.0, 0.0
    return float(special.chdtrc(1, excess**2 / variance)), float(-np.sign(excess))


def _counts(sample, moments) -> np.ndarray:
    ordered = np.sort(sample)
    return np.searchsorted(ordered, moments, side="right") - np.searchsorted(ordered, moments, side="left")


def _crossings(moments, still, greenwood, z) -> tuple[float, float]:
    """The times at which the lower and the upper band of the curve first reach a half; NaN where they do not."""
    inner = (still > 0) & (still < 1)
    logged = np.log(np.where(inner, still, 0.5))
    error = z * np.sqrt(np.nan_to_num(greenwood)) / np.abs(logged)
    low = np.where(inner, np.exp(logged * np.exp(np.minimum(error, 700))), still)
    high = np.where(inner, np.exp(logged * np.exp(-error)), np.where(still == 0, np.nan, still))
    return _first(moments, low <= 0.5), _first(moments, high <= 0.5)


def _first(moments, reached) -> float:
    return float(moments[np.argmax(reached)]) if reached.any() else np.nan


def _fit_cases(times, ended) -> np.ndarray:
    times, over = floats(times, ended)
    return np.isfinite(times) & (times >= 0) & np.isfinite(over)


def _sound(times, ended) -> tuple[np.ndarray, np.ndarray]:
    times, over = floats(times, ended)
    fit = _fit_cases(times, over)
    return times[fit], over[fit] == 1
