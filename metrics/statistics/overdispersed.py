"""Overdispersion: whether districts vary more than chance would have them, and limits widened for it."""

from dataclasses import dataclass

import numpy as np
from scipy import stats

from .intervals import critical_value, floats, ratio
from .refusal import Refused

INDICATIVE = "indicative: twelve points are few to estimate it from"
LEAST_AREAS = 3
TOO_FAR = 50.0  # on the logarithm: so wide a limit says nothing


@dataclass(frozen=True)
class Overdispersion:
    """phi, tau2, the target, each area's z, the z kept after trimming, n kept, and the method; z are NaN for nulls."""

    phi: float
    tau2: float
    target: float
    z: np.ndarray
    trimmed: np.ndarray
    n: int
    method: str = "SHMI"


@dataclass(frozen=True)
class DispersionTest:
    """Chi-squared, degrees of freedom, p, and whether it is significant at 5%."""

    statistic: float
    df: int
    p_value: float
    significant: bool


def overdispersion(numerator, denominator, data_type="SR", method="SHMI", trim_by=0.1, rounded=True) -> Overdispersion:
    """Overdispersion of standardised ratios (SR), proportions (PR) or ratios of counts (RC).

    method: for SR, "SHMI" (logarithm, truncated at trim_by) or "CQC" (square root, winsorised); PR and RC are
    winsorised. rounded: SHMI's expected counts to two places, as the reference does. Raises Refused for fewer than
    three areas, zero or negative counts that the transformation cannot take. Source: references 18, 19.
    """
    x, n = floats(numerator, denominator)
    n = np.round(n, 2) if (data_type, method, rounded) == ("SR", "SHMI", True) else n
    _check(x, n, data_type, method)
    target = 1.0 if data_type == "SR" else float(np.nansum(x[~np.isnan(n)]) / np.nansum(n[~np.isnan(x)]))
    y, error, centre = _transformed(x, n, data_type, method, target)
    z = ratio(y - centre, error)
    kept = _truncated(z, trim_by) if (data_type, method) == ("SR", "SHMI") else _winsorised(z, trim_by)
    used = ~np.isnan(kept)
    phi = float((kept[used] ** 2).sum() / used.sum())
    return Overdispersion(phi, _tau2(phi, error[used]), target, z, kept, int(used.sum()), method)


def overdispersed_limits(denominator, tau2, data_type="SR", method="SHMI", target=1.0, multiplier=1.0) -> dict:
    """Limits at each denominator widened by tau2: l95, u95, l998, u998. Source: references 18, 19.

    For SR they lie around 1; proportions stay within 0 and the multiplier, angles past either end being held there.
    """
    (n,) = floats(denominator)
    n = np.where(n > 0, n, np.nan)
    base = 1 / n if (data_type, method) == ("SR", "SHMI") else 1 / (4 * n)
    limits = {}
    for name, confidence in (("95", 0.95), ("998", 0.998)):
        half = critical_value(confidence) * np.sqrt(base + tau2)
        for side, sign in (("l", -1), ("u", 1)):
            limits[side + name] = multiplier * _back(sign * half, data_type, method, target)
    return limits


def unadjusted_limits(expected, target: float = 1.0, multiplier: float = 1.0) -> dict:
    """Exact Poisson limits of a standardised ratio at expected counts: l95, u95, l998, u998. Reference 18."""
    (expected,) = floats(expected)
    expected = np.where(expected > 0, expected, np.nan)
    limits = {}
    for name, tail in (("95", 0.025), ("998", 0.001)):
        limits["l" + name] = multiplier * target * stats.chi2.ppf(tail, 2 * expected) / 2 / expected
        limits["u" + name] = multiplier * target * stats.chi2.isf(tail, 2 * (expected + 1)) / 2 / expected
    return limits


def aggregate(numerator, denominator, group) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Sums by group, in order of the group's name: names, numerators, denominators, ratios (NaN on a zero base)."""
    names, place = np.unique(np.asarray(group), return_inverse=True)
    x, n = (np.bincount(place, weights=part) for part in floats(numerator, denominator))
    return names, x, n, ratio(x, n)


def overdispersion_test(x, n, statistic: str = "proportion") -> DispersionTest:
    """Pearson's test that areas share one proportion or one rate (n: bases, or expected counts). Reference 20.

    Null areas and negative counts are left out; raises Refused for fewer than three, or where nothing or everything
    happened.
    """
    x, n = floats(x, n)
    known = (x >= 0) & np.isfinite(n) & (n > 0)
    if known.sum() < LEAST_AREAS:
        raise Refused(f"Overdispersion needs at least {LEAST_AREAS} areas; there are {int(known.sum())}.")
    x, n = x[known], n[known]
    average = x.sum() / n.sum()
    variance = n * average * (1 - average if statistic == "proportion" else 1)
    if not (variance > 0).all():
        raise Refused("Every area has the same value, none or all, so no spread can be tested.")
    chi2, df = float(((x - n * average) ** 2 / variance).sum()), int(known.sum()) - 1
    p = float(stats.chi2.sf(chi2, df))
    return DispersionTest(chi2, df, p, p < 0.05)


def _check(x, n, data_type, method):
    known = ~np.isnan(x) & ~np.isnan(n)
    if known.sum() < LEAST_AREAS:
        raise Refused(f"Overdispersion needs at least {LEAST_AREAS} areas; there are {int(known.sum())}.")
    if (x[known] < 0).any() or (n[known] <= 0).any():
        raise Refused("Overdispersion needs counts of zero or more on bases above zero.")
    if (data_type, method) == ("SR", "SHMI") and (x[known] == 0).any():
        raise Refused("An area with none observed has no logarithm; the square root method can take it.")
    if data_type == "PR" and (x[known] > n[known]).any():
        raise Refused("A numerator is above its denominator.")
    if data_type == "RC" and not x[known].sum() > 0:
        raise Refused("No area has any count.")


def _transformed(x, n, data_type, method, target):
    """Values, standard errors and the target on the scale where their variance is stable."""
    share, n = ratio(x, n), np.where(n > 0, n, np.nan)
    if data_type == "PR":
        return np.arcsin(np.sqrt(share)), 1 / (2 * np.sqrt(n)), np.arcsin(np.sqrt(target))
    if data_type == "RC":
        error = np.sqrt(x / (x + 0.5) ** 2 + n / (n + 0.5) ** 2)
        return np.log((x + 0.5) / (n + 0.5)), error, np.log(target)
    if method == "SHMI":
        return np.log(np.where(share > 0, share, np.nan)), 1 / np.sqrt(n), 0.0
    return np.sqrt(share), 1 / (2 * np.sqrt(n)), 1.0


def _truncated(z, trim_by) -> np.ndarray:
    """z with those in the lowest and highest of 1/trim_by groups by rank left out."""
    groups, known = 1 / trim_by, ~np.isnan(z)
    rank = np.full(z.shape, np.nan)
    rank[known] = stats.rankdata(z[known])
    place = np.floor(rank * groups / (known.sum() + 1))
    return np.where((place > 0) & (place < groups - 1), z, np.nan)


def _winsorised(z, trim_by) -> np.ndarray:
    """z held at its quantiles trim_by and 1 - trim_by."""
    return np.clip(z, *np.nanquantile(z, [trim_by, 1 - trim_by]))


def _tau2(phi, error) -> float:
    """Variance between areas by the method of moments; 0 where they vary no more than chance."""
    n, weight = error.size, 1 / error**2
    spare = weight.sum() - (weight**2).sum() / weight.sum()
    return max(0.0, float((n * phi - (n - 1)) / spare)) if n > 1 and n * phi >= n - 1 else 0.0


def _back(shift, data_type, method, target):
    """A distance from the target on the stable scale, back on the original one."""
    if data_type == "PR":
        return np.sin(np.clip(np.arcsin(np.sqrt(target)) + shift, 0, np.pi / 2)) ** 2
    shift = np.where(np.abs(shift) < TOO_FAR, shift, np.nan)
    if data_type == "RC":
        return np.exp(np.log(target) + shift)
    return np.exp(shift) if method == "SHMI" else np.maximum(1 + shift, 0)
