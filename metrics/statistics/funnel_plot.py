"""A whole funnel: each district against limits around Kent, widened where districts vary more than chance."""

from dataclasses import dataclass

import numpy as np

from . import funnel
from .intervals import floats, numbers, ratio
from .overdispersed import (
    INDICATIVE,
    DispersionTest,
    Overdispersion,
    overdispersed_limits,
    overdispersion,
    overdispersion_test,
)
from .refusal import Refused

SIDES = ("l95", "u95", "l998", "u998")
CURVE_POINTS = 100


@dataclass(frozen=True)
class Funnel:
    """A funnel of one indicator; arrays are one a district, NaN or None where it has no value.

    value, baseline, limits and widened are in `multiplier`s; base is what limits narrow with (effective sizes, or
    expected counts of a ratio). labels are against the limits as drawn, findings against those that `rests_on` names.
    """

    value: np.ndarray
    base: np.ndarray
    baseline: float
    limits: dict[str, np.ndarray]
    labels: np.ndarray
    widened: dict[str, np.ndarray] | None
    findings: np.ndarray
    rests_on: str
    test: DispersionTest | None
    dispersion: Overdispersion | None
    note: str


def assess_funnel(x, n, statistic="proportion", multiplier=1.0, size=None) -> Funnel:
    """A funnel around total over total, with overdispersion tested, and limits widened where it is significant.

    x: counts; n: bases (expected counts for "ratio", whose baseline is 1); statistic: "proportion", "rate" or
    "ratio"; size: effective sizes of clustered counts. Null districts stay null. Raises Refused for fewer than two
    districts; a count above its base is null too for "proportion". Source: references 17, 18, 19, 20.
    """
    x, n, size = _sound(x, n, size, n if statistic == "proportion" else np.inf)
    average = 1.0 if statistic == "ratio" else float(np.nansum(x) / np.nansum(n))
    value = ratio(x, n)
    limits = limits_at(size, average, statistic, multiplier)
    labels = _against(value * multiplier, limits)
    test, dispersion, why = _dispersion(value * size, size, average, statistic)
    widened, findings = None, labels
    if test is not None and test.significant and dispersion is not None:
        widened = limits_at(size, average, statistic, multiplier, dispersion)
        findings = _against(value * multiplier, widened)
    return Funnel(
        value * multiplier, size, average * multiplier, limits, labels, widened, findings,
        "widened limits" if widened else "limits", test, dispersion, why,
    )  # fmt: skip


def limits_at(base, average, statistic="proportion", multiplier=1.0, dispersion: Overdispersion | None = None) -> dict:
    """Limits at any bases, for a chart's curves: l95, u95, l998, u998; widened where a dispersion is given."""
    if dispersion is not None:
        return _widened(base, average, statistic, multiplier, dispersion)
    if statistic == "proportion":
        limits = funnel.funnel_proportion_limits(base, average, multiplier)
        return {side: limits[side] for side in SIDES}
    limits = funnel.limits_at_expected(floats(base)[0] * average)
    return {side: limits[side] * average * multiplier for side in SIDES}


def curve_bases(base) -> np.ndarray:
    """Bases at which to draw the curves: evenly from just below the smallest to just above the largest, and each
    district's own, so that the line beside a district is the limit that it is held to.
    """
    base = numbers(base)
    base = base[np.isfinite(base)]
    if not base.size:
        return base
    return np.union1d(np.linspace(0.9 * base.min(), 1.05 * base.max(), CURVE_POINTS), base)


def _sound(x, n, size, most):
    x, n = floats(x, n)
    size = n if size is None else floats(size)[0]
    known = (x >= 0) & (x <= most) & (n > 0) & (size > 0) & np.isfinite(x + n + size)
    if known.sum() < 2:
        raise Refused(f"A funnel needs at least two districts with a value; there are {int(known.sum())}.")
    if not x[known].sum() > 0:
        raise Refused("Nothing was counted in any district, so there are no limits to draw.")
    return (np.where(known, part, np.nan) for part in (x, n, size))


def _dispersion(x, base, average, statistic):
    """The test, the estimate and a sentence on both; None where the data cannot bear them."""
    expected = base if statistic == "proportion" else base * average
    try:
        test = overdispersion_test(x, expected, statistic)
    except Refused as refusal:
        return None, None, refusal.reason
    if not test.significant:
        return test, None, "Districts vary no more than chance can explain, so the plain limits stand."
    try:
        found = _estimate(x, expected, statistic)
    except Refused as refusal:
        return test, None, refusal.reason
    return test, found, f"Districts vary more than chance, so findings rest on widened limits ({INDICATIVE})."


def _estimate(x, expected, statistic) -> Overdispersion:
    if statistic == "proportion":
        return overdispersion(x, expected, "PR")
    method = "CQC" if (x == 0).any() else "SHMI"
    return overdispersion(x, expected, "SR", method, rounded=False)


def _widened(base, average, statistic, multiplier, dispersion) -> dict:
    if statistic == "proportion":
        return overdispersed_limits(base, dispersion.tau2, "PR", target=average, multiplier=multiplier)
    expected = floats(base)[0] * average
    return overdispersed_limits(expected, dispersion.tau2, "SR", dispersion.method, multiplier=average * multiplier)


def _against(value, limits) -> np.ndarray:
    """Labels of values against given limits; a value on a limit is not outside it."""
    words = np.full(value.shape, funnel.INSIDE, dtype=object)
    for side, word in zip(SIDES, (funnel.LOW_95, funnel.HIGH_95, funnel.LOW_998, funnel.HIGH_998), strict=True):
        outside = value < limits[side] if side.startswith("l") else value > limits[side]
        words[outside] = word
    return np.where(np.isnan(value), None, words)
