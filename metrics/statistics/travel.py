"""Direction of travel under two rules, always named: the scorecard's and Kent's corporate one."""

from dataclasses import dataclass

import numpy as np
from scipy import stats

from .compare import WORDS, compare_labels
from .intervals import floats, numbers, ratio
from .refusal import Refused

AGAINST_PREVIOUS = "against the previous period (the scorecard's rule)"
CORPORATE = "regression over the whole charted period (Kent's corporate rule)"
LEAST_POINTS = 3
SIGNIFICANCE = 0.05


@dataclass(frozen=True)
class Trend:
    """A direction under the corporate rule: word, slope per period, two-sided p, points used, and the rule's name."""

    direction: str
    slope: float
    p_value: float
    points: int
    rule: str = CORPORATE


def against_previous(p, sign, polarity, value=None, previous=None, target=None) -> np.ndarray:
    """The scorecard's rule: what a 95% test between two periods says of the later one.

    p, sign: a test of this period (first) against the one before (as the rest), from `compare`. Gives improving,
    worsening or no clear change; up or down instead where polarity is none, and for target unless value, previous
    and target are given (then nearer is improving); None where there was no test.
    """
    comparison, _ = compare_labels(p, sign, polarity)
    words = {"better": "improving", "worse": "worsening", "similar": "no clear change", "higher": "up", "lower": "down"}
    direction = np.array([words.get(word) for word in comparison.ravel()], dtype=object).reshape(comparison.shape)
    if target is None or value is None or previous is None:
        return direction
    value, previous, target = floats(value, previous, target)
    nearer = np.sign(np.abs(previous - target) - np.abs(value - target))
    judged = (np.asarray(polarity, dtype=object) == "target") & np.isfinite(nearer) & (nearer != 0)
    changed = (direction == "up") | (direction == "down")
    return np.where(judged & changed, np.where(nearer > 0, "improving", "worsening"), direction)


def corporate_trend(values, polarity: str, target: float | None = None) -> Trend:
    """Kent's corporate rule for one series, oldest first, nulls left out but keeping their place.

    improving, worsening or stable; rising, falling or stable where polarity is none, or target without a target.
    Raises Refused below three points. Source: reference 15.
    """
    (series,) = floats(values)
    points = int(np.isfinite(series).sum())
    if points < LEAST_POINTS:
        raise Refused(f"A trend by regression needs {LEAST_POINTS} points; there are {points}.")
    words, slope, p = corporate_trends(series[None, :], polarity, target)
    return Trend(str(words[0]), float(slope[0]), float(p[0]), points)


def corporate_trends(matrix, polarity, target=None) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Kent's corporate rule for many series at once: words, slopes and p.

    matrix: one series a row, oldest first, equally spaced; polarity, target: one, or one a row. A row with fewer
    than three points gives None and NaN.
    """
    matrix = numbers(matrix)
    polarity = np.broadcast_to(np.asarray(polarity, dtype=object), matrix.shape[:1])
    goal = np.full(matrix.shape[0], np.nan) if target is None else numbers(target) * np.ones(len(matrix))
    judged = (polarity == "target") & np.isfinite(goal)
    series = np.where(judged[:, None], np.abs(matrix - goal[:, None]), matrix)
    slope, p = _slopes(series)
    return _words(slope, p, np.where(judged, "low", polarity)), np.where(judged, _slopes(matrix)[0], slope), p


def _slopes(matrix) -> tuple[np.ndarray, np.ndarray]:
    """Least squares of each row on its position: slope and two-sided p of no slope; NaN below three points."""
    known = np.isfinite(matrix)
    count = known.sum(axis=1).astype(float)
    place = np.where(known, np.arange(matrix.shape[1], dtype=float), 0)
    x = np.where(known, place - ratio(place.sum(axis=1), count)[:, None], 0)
    y = np.where(known, matrix, 0)
    y = np.where(known, y - ratio(y.sum(axis=1), count)[:, None], 0)
    sxx, sxy, syy = (x * x).sum(axis=1), (x * y).sum(axis=1), (y * y).sum(axis=1)
    slope = np.where(count >= LEAST_POINTS, ratio(sxy, sxx), np.nan)
    left = np.maximum(syy - np.nan_to_num(slope) * sxy, 0)
    flat = syy <= 1e-20 * np.maximum((np.where(known, matrix, 0) ** 2).sum(axis=1), 1e-300)
    exact = ~flat & (left <= 1e-12 * syy)
    t = np.sqrt(ratio(slope**2 * sxx * (count - 2), np.where(exact, np.nan, left)))
    p = 2 * stats.t.sf(t, np.maximum(count - 2, 1))
    p = np.where(flat, 1.0, np.where(exact, 0.0, p))
    return np.where(flat, 0.0, slope) + np.where(count >= LEAST_POINTS, 0, np.nan), np.where(np.isnan(slope), np.nan, p)


def _words(slope, p, polarity) -> np.ndarray:
    """The word for each slope by polarity; stable where no slope is shown."""
    named = {"better": "improving", "worse": "worsening", "similar": "stable", "higher": "rising", "lower": "falling"}
    side = np.where(p < SIGNIFICANCE, np.nan_to_num(np.sign(slope)), 0).astype(int) + 1
    words = [
        named[WORDS[kind][at]] if known else None for kind, at, known in zip(polarity, side, ~np.isnan(p), strict=True)
    ]
    return np.array(words, dtype=object)
