"""How unequally something is shared between districts: Gini, Theil, Atkinson, Lorenz, Hoover, concentration.

values are what each district has per unit of need; weights are its need (equal where not given). All raise Refused
for a missing, negative or all-zero value, a weight not above zero, or fewer than two districts.
"""

from dataclasses import dataclass

import numpy as np

from .intervals import numbers
from .refusal import Refused


@dataclass(frozen=True)
class Theil:
    """Theil's T and its parts between and within groups (within is None where no groups were given)."""

    theil: float
    between: float | None = None
    within: float | None = None


def gini(values, weights=None) -> float:
    """Gini coefficient, 0 (equal) to 1; of k equal-weight districts it cannot exceed 1 - 1/k. References 24, 25."""
    x, w = _sound(values, weights)
    order = np.argsort(x, kind="stable")
    x, w = x[order], w[order] / w.sum()
    before = np.cumsum(w) - w
    return max(0.0, float((w * x * (2 * before + w - 1)).sum() / (w * x).sum()))


def gini_ceiling(weights) -> float:
    """The greatest Gini that these districts can have: all of it in the one with least need."""
    w = numbers(weights)
    return float(1 - w.min() / w.sum()) if w.size and (w >= 0).all() and w.sum() > 0 else np.nan


def theil(values, groups=None, weights=None) -> Theil:
    """Theil's T, 0 where equal, and between and within groups (areas of Kent). A value of 0 adds 0. Reference 26."""
    x, w = _sound(values, weights)
    whole = _theil(x, w)
    if groups is None:
        return Theil(whole)
    _, place = np.unique(np.asarray(groups), return_inverse=True)
    if place.size != x.size:
        raise Refused("Each district needs a group.")
    weight = np.bincount(place, weights=w)
    between = _theil(np.bincount(place, weights=w * x) / weight, weight)
    return Theil(whole, between, whole - between)


def atkinson(values, epsilon: float = 0.5, weights=None) -> tuple[float, float]:
    """Atkinson's index at an aversion epsilon, and the equal value that would be as good. Reference 27.

    Raises Refused for a value of zero, and for an epsilon below zero.
    """
    x, w = _sound(values, weights)
    if epsilon < 0 or (x <= 0).any():
        raise Refused("Atkinson's index needs values above zero and an aversion of zero or more.")
    w, mean = w / w.sum(), float(np.average(x, weights=w))
    if epsilon == 1:
        equal = float(np.exp((w * np.log(x)).sum()))
    else:
        scaled = x / mean
        equal = mean * float((w * scaled ** (1 - epsilon)).sum() ** (1 / (1 - epsilon)))
    return max(0.0, 1 - equal / mean), equal


def lorenz(values, weights=None) -> tuple[np.ndarray, np.ndarray]:
    """The Lorenz curve, from least to most served: cumulative shares of need and of what is shared, from 0 to 1."""
    x, w = _sound(values, weights)
    order = np.argsort(x, kind="stable")
    need, held = np.cumsum(w[order]), np.cumsum((w * x)[order])
    return np.concatenate([[0], need / need[-1]]), np.concatenate([[0], held / held[-1]])


def hoover(values, weights=None) -> tuple[float, float]:
    """The share that would have to move for equality (Hoover, Schutz), and the share of need at which it is read.

    The greatest distance between the Lorenz curve and the diagonal, where it is last so great. Source: reference 28.
    """
    need, held = lorenz(values, weights)
    distance = (need - held)[1:]
    at = int(np.nonzero(distance >= distance.max() - 1e-12)[0][-1])
    return max(0.0, float(distance[at])), float(need[1:][at])


hoover_schutz = hoover


def concentration_index(values, order, weights=None) -> float:
    """How far what is shared lies with one end of an order: below 0 with the lowest, above 0 with the highest.

    order: each district's place (a deprivation score); equal ones share a place. Source: reference 29.
    """
    x, w = _sound(values, weights)
    order = numbers(order)
    if order.shape != x.shape or not np.isfinite(order).all():
        raise Refused("Each district needs a place in the order.")
    _, place = np.unique(order, return_inverse=True)
    share = np.bincount(place, weights=w / w.sum())
    rank = (np.cumsum(share) - share / 2)[place]
    mean = np.average(x, weights=w)
    return float(2 * np.average((x - mean) * (rank - 0.5), weights=w) / mean)


def max_minus_min(values) -> float:
    """Highest minus lowest, nulls left out; NaN where there is no value."""
    known = _known(values)
    return float(known.max() - known.min()) if known.size else np.nan


def max_over_min(values) -> float:
    """Highest over lowest, nulls left out; NaN where the lowest is not above zero."""
    known = _known(values)
    return float(known.max() / known.min()) if known.size and known.min() > 0 else np.nan


def _known(values) -> np.ndarray:
    values = numbers(values)
    return values[np.isfinite(values)]


def _theil(x, w) -> float:
    share, mean = w * x / (w * x).sum(), np.average(x, weights=w)
    some = x > 0
    return max(0.0, float((share[some] * np.log(x[some] / mean)).sum()))


def _sound(values, weights) -> tuple[np.ndarray, np.ndarray]:
    x = numbers(values).ravel()
    w = np.ones(x.size) if weights is None else numbers(weights).ravel()
    if w.size != x.size:
        raise Refused("Each district needs a weight.")
    missing = int((~np.isfinite(x) | ~np.isfinite(w)).sum())
    if missing:
        raise Refused(f"{missing} of {x.size} districts have no value or no weight.")
    if x.size < 2:
        raise Refused(
            f"Inequality needs at least two districts; there is {x.size}." if x.size else "No district has a value."
        )
    if (x < 0).any() or (w <= 0).any():
        raise Refused("A value is below zero, or a weight is not above zero.")
    if not (w * x).sum() > 0:
        raise Refused("Every district has a value of zero, so there is nothing to share.")
    return x, w
