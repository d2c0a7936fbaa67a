"""Funnels: the limits within which chance alone would put a district, around Kent's total over total."""

import numpy as np
from scipy import special

from .intervals import critical_value, floats, poisson_interval, ratio
from .refusal import Refused

HIGH_998, HIGH_95 = "High (0.001)", "High (0.025)"
LOW_998, LOW_95 = "Low (0.001)", "Low (0.025)"
INSIDE = "Not significant"
TOO_FEW_EVENTS = "Not applicable for events less than 10 for dsrs"
CONFIDENCES = {"95": 0.95, "998": 0.998}
AXIS_POINTS = 100


def funnel_proportion_limits(population, average, multiplier: float = 100) -> dict[str, np.ndarray]:
    """Limits at each base: baseline, l95, u95, l998, u998, clipped to 0 and the multiplier. Source: reference 17.

    population: bases; average: total numerator over total denominator, a share. The limits are the shares whose
    Wilson interval just touches the average, which is the average and z of its own standard errors.
    """
    population, average = floats(population, average)
    average = np.where((average >= 0) & (average <= 1), average, np.nan)
    error = np.sqrt(ratio(average * (1 - average), population))
    limits = {"baseline": average * multiplier + 0 * error}
    for name, confidence in CONFIDENCES.items():
        half = critical_value(confidence) * error
        limits[f"l{name}"] = np.maximum(average - half, 0) * multiplier
        limits[f"u{name}"] = np.minimum(average + half, 1) * multiplier
    return limits


def funnel_ratio_limits(observed) -> dict[str, np.ndarray]:
    """Limits at observed counts: for each of l95, u95, l998, u998 the expected count and the ratio to it.

    `l95_expected` is the expected count at which `observed` is just low at 95% (exact Poisson); `l95_ratio` is
    observed over it, `l95_isr` times 100 and `l95_count` less 1. Source: reference 17.
    """
    (observed,) = floats(observed)
    observed = np.where(observed > 0, observed, np.nan)
    limits = {}
    for name, confidence in CONFIDENCES.items():
        tail = (1 - confidence) / 2
        sides = {
            f"l{name}": special.gammaincinv(observed + 1, 1 - tail),
            f"u{name}": special.gammaincinv(observed, tail),
        }
        for side, expected in sides.items():
            value = ratio(observed, expected)
            limits |= {f"{side}_expected": expected, f"{side}_ratio": value}
            limits |= {f"{side}_isr": value * 100, f"{side}_count": value - 1}
    return limits


def funnel_rate_limits(events, average, multiplier: float = 100_000, years: float = 1) -> dict[str, np.ndarray]:
    """Limits at counts of events: baseline, l95 and so on per `multiplier`, and the population per year of each.

    average: total events over total population, all years together. Source: reference 17.
    """
    ratios = funnel_ratio_limits(events)
    limits = {"baseline": floats(average)[0] * multiplier + 0 * ratios["l95_ratio"]}
    for side in ("l95", "u95", "l998", "u998"):
        limits[side] = ratios[f"{side}_ratio"] * average * multiplier
        limits[f"{side}_pop_per_year"] = ratio(ratios[f"{side}_expected"], average) / years
    return limits


def limits_at_expected(expected) -> dict[str, np.ndarray]:
    """Poisson limits of a ratio at expected counts, the same curve as `funnel_ratio_limits` read the other way.

    l95, u95, l998, u998 as ratios to the expected count; a lower limit that no count can reach is 0.
    """
    (expected,) = floats(expected)
    expected = np.where(expected > 0, expected, np.nan)
    limits = {}
    for name, confidence in CONFIDENCES.items():
        tail = (1 - confidence) / 2
        reachable = expected > -np.log(tail)
        low = special.pdtrik(tail, np.where(reachable, expected, 10.0))
        high = special.pdtrik(1 - tail, np.where(np.isnan(expected), 10.0, expected))
        high = np.where(np.isfinite(high), np.maximum(high, 0), 0) + 1
        limits[f"l{name}"] = np.where(np.isnan(expected), np.nan, np.where(reachable, low, 0) / expected)
        limits[f"u{name}"] = np.where(np.isnan(expected), np.nan, high / expected)
    return limits


def funnel_proportion_significance(x, n, average) -> np.ndarray:
    """The label of each share against the limits: Low or High (0.025 or 0.001), Not significant; None where null.

    A value on a limit is not outside it. Source: reference 17.
    """
    x, n, average = floats(x, n, average)
    share = np.where((x >= 0) & (x <= n), ratio(x, n), np.nan)
    error = np.sqrt(ratio(average * (1 - average), n))
    bounds = [critical_value(confidence) * error for confidence in CONFIDENCES.values()]
    low = [share < average - half for half in bounds]
    high = [share > average + half for half in bounds]
    return _labels(low, high, np.isnan(share) | np.isnan(error))


def funnel_ratio_significance(observed, expected) -> np.ndarray:
    """The label of observed against expected counts (a ratio of 1). Exact below 10, Byar from 10. Reference 17."""
    observed, expected = floats(observed, expected)
    observed = np.where(expected > 0, observed, np.nan)
    bounds = [poisson_interval(observed, confidence)[:2] for confidence in CONFIDENCES.values()]
    low = [upper < expected for _, upper in bounds]
    high = [lower > expected for lower, _ in bounds]
    return _labels(low, high, np.isnan(bounds[0][0]))


def funnel_rate_significance(count, population, average, multiplier: float = 100_000, standardised=False) -> np.ndarray:
    """The label of a rate against the average rate per `multiplier`. Source: reference 17.

    standardised: the rate is directly standardised, for which fewer than 10 events have no label of their own.
    """
    count, population, average = floats(count, population, average)
    labels = funnel_ratio_significance(count, population * average / multiplier)
    return np.where(standardised & (count < 10), TOO_FEW_EVENTS, labels) if standardised else labels


def funnel_axis(min_denominator, max_denominator, statistic="proportion", average=None, years: float = 1) -> np.ndarray:
    """100 places along the horizontal axis, closer together where small. Source: reference 17.

    Bases for proportions, observed events for ratios; for rates, events, from bases over `years` and the average
    rate (a share). Raises Refused where the largest base is not above zero.
    """
    low, high = funnel_axis_ends(min_denominator, max_denominator, statistic, average, years)
    places = [max(1, low)]
    late = 1 if statistic == "ratio" else 0
    for step in range(2, AXIS_POINTS + 1):
        last = places[-1]
        places.append(max(round(float((high / last) ** (1 / (101 - step + late)) * last)), last + 1))
    return np.array(places)


def funnel_axis_ends(min_denominator, max_denominator, statistic="proportion", average=None, years=1):
    """Neat ends for the axis: (least, greatest); least is 0 where the largest base is over twice the smallest."""
    if not (max_denominator and max_denominator > 0) or min_denominator is None or min_denominator < 0:
        raise Refused("A funnel needs bases above zero.")
    per = years if statistic == "rate" else 1
    low = 0 if max_denominator > 2 * min_denominator else _neat(min_denominator / per * 0.95, np.floor, 1) * per
    high = _neat(max_denominator / per * 1.05, np.ceil, 2) * per
    if statistic != "rate":
        return low, high
    if average is None:
        raise Refused("A funnel of rates needs the average rate.")
    return int(np.floor(low * average)), int(np.ceil(high * average))


def outside_limits(values, lower, upper) -> np.ndarray:
    """1 where a value is outside its limits, 0 inside or on one; NaN where any of them is null. Reference 18."""
    values, lower, upper = floats(values, lower, upper)
    flags = np.where((values <= upper) & (values >= lower), 0.0, 1.0)
    return np.where(np.isnan(values) | np.isnan(lower) | np.isnan(upper), np.nan, flags)


def _neat(value: float, towards, digits_off: int):
    """The value rounded up or down to its leading one or two figures."""
    size = len(str(int(towards(value)))) - digits_off
    rounded = towards(value / 10.0**size) * 10.0**size
    return int(rounded) if size >= 0 else float(rounded)


def _labels(low, high, unknown) -> np.ndarray:
    """One label each from (95%, 99.8%) pairs of flags, the stronger first."""
    words = np.where(
        high[1], HIGH_998, np.where(high[0], HIGH_95, np.where(low[1], LOW_998, np.where(low[0], LOW_95, INSIDE)))
    )
    return np.where(unknown, None, words.astype(object))
