"""Intervals around proportions, rates, medians and means. Vector functions: what cannot be had is NaN."""

import numpy as np
from scipy import special, stats

EXACT_BELOW = 10
TOO_MUCH, TOO_LITTLE = 1e13, 1e-30
BYAR = "Byar"
EXACT = "exact Poisson"


def critical_value(confidence: float) -> float:
    """The two-sided normal quantile for a confidence between 0 and 1; 0.998 gives z at 0.999."""
    if not 0 < confidence <= 1:
        raise ValueError(f"confidence is a share above 0 and up to 1, not {confidence}")
    return float(special.ndtri(confidence + (1 - confidence) / 2))


def numbers(values) -> np.ndarray:
    """Values as floats. What is no number, infinite, or greater than anything that is counted or paid, is unknown;
    what is less than anything that can be measured is nought.
    """
    array = np.asarray(values, dtype=float)
    size = np.abs(array)
    return np.where(size < TOO_MUCH, np.where(size < TOO_LITTLE, 0.0, array), np.nan)


def floats(*values) -> list[np.ndarray]:
    """The values as float arrays of one shape, see `numbers`."""
    return list(np.broadcast_arrays(*map(numbers, values)))


def ratio(numerator, denominator) -> np.ndarray:
    """numerator / denominator; NaN where either is null or the denominator is not above zero."""
    x, n = floats(numerator, denominator)
    sound = np.isfinite(x) & np.isfinite(n) & (n > 0)
    return np.divide(x, n, out=np.full(x.shape, np.nan), where=sound)


def wilson(x, n, confidence: float = 0.95) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Wilson score interval of a proportion, no continuity correction.

    x, n: counts of one shape (n may be an effective size). Gives value, lower, upper as shares, NaN where a count
    is null, negative, above its denominator, or the denominator is zero. Source: references 1 and 2.
    """
    x, n = floats(x, n)
    share = ratio(x, n)
    share = np.where((share >= 0) & (share <= 1), share, np.nan)
    return share, *score_bounds(share, n, critical_value(confidence))


def score_bounds(share, n, z: float) -> tuple[np.ndarray, np.ndarray]:
    """The Wilson bounds of a share observed on n, at z standard errors; [0, 1] where z is infinite."""
    share, n = floats(share, n)
    known = ~np.isnan(share)
    if np.isinf(z):
        return np.where(known, 0.0, np.nan), np.where(known, 1.0, np.nan)
    x, safe = share * n, np.where(known, n, np.nan)
    half = z * np.sqrt(z**2 + 4 * x * (1 - share))
    lower = (2 * x + z**2 - half) / 2 / (safe + z**2)
    upper = (2 * x + z**2 + half) / 2 / (safe + z**2)
    return np.where(share == 0, 0.0, np.clip(lower, 0, 1)), np.where(share == 1, 1.0, np.clip(upper, 0, 1))


def byar(x, confidence: float = 0.95) -> tuple[np.ndarray, np.ndarray]:
    """Byar's interval of a count, its upper bound from the count + 1: lower, upper. Source: reference 3.

    A count of zero has a lower bound of zero; one that the approximation makes negative is NaN.
    """
    (x,) = floats(x)
    x, z = np.where(np.isfinite(x) & (x >= 0), x, np.nan), critical_value(confidence)
    if np.isinf(z):
        return np.where(np.isnan(x), np.nan, 0.0), np.full(x.shape, np.nan)
    above, some = x + 1, np.where(x > 0, x, 1.0)
    lower = some * (1 - 1 / (9 * some) - z / (3 * np.sqrt(some))) ** 3
    upper = above * (1 - 1 / (9 * above) + z / (3 * np.sqrt(above))) ** 3
    return np.where((x > 0) & (lower >= 0), lower, np.where(x == 0, 0.0, np.nan)), upper


def poisson_interval(x, confidence: float = 0.95) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Interval of a count: exact Poisson below 10, Byar from 10 (10 itself is Byar).

    x: counts. Gives lower, upper and the name of the method ("exact Poisson", "Byar", None where the count is null
    or negative). Source: references 3 and 4.
    """
    (x,) = floats(x)
    lower, upper = byar(x, confidence)
    exact = (x < EXACT_BELOW) & (x >= 0)
    tail, some = (1 - confidence) / 2, np.where(exact, x, 0.0)
    lower = np.where(exact, np.where(some > 0, special.gammaincinv(np.maximum(some, 1e-300), tail), 0.0), lower)
    with_one = special.gammaincinv(some + 1, 1 - tail) if tail > 0 else np.full(x.shape, np.nan)
    upper = np.where(exact, with_one, upper)
    name = np.where(exact, EXACT, BYAR).astype(object)
    return lower, upper, np.where(np.isnan(lower), None, name)


def rate(x, n, multiplier: float = 1000, confidence: float = 0.95):
    """A rate and its interval: value, lower, upper (per `multiplier`) and method.

    x: events; n: the population they are out of, which may be smaller than x. NaN and None where x is null or
    negative, or n is not above zero. Source: references 3 and 4.
    """
    x, n = floats(x, n)
    x = np.where((x >= 0) & (n > 0), x, np.nan)
    lower, upper, method = poisson_interval(x, confidence)
    return (*(ratio(part, n) * multiplier for part in (x, lower, upper)), method)


def effective_size(k, sum_x, sum_n, sum_xx, sum_xn, sum_nn) -> np.ndarray:
    """The sample size that independent observations would need to be as precise as these clusters.

    k clusters, each with x of n; the sums over clusters of x, n, x squared, x times n, n squared. The variance of
    the ratio is linearised with k/(k-1); the design effect is never below 1, so a clustered interval is never
    narrower than the plain one; a share of 0 or 1, where clusters cannot be seen to differ, counts clusters alone.
    NaN for fewer than two clusters. Source: references 5 and 6.
    """
    k, x, n, xx, xn, nn = floats(k, sum_x, sum_n, sum_xx, sum_xn, sum_nn)
    share = ratio(x, n)
    between = ratio(k, k - 1) * np.maximum(xx - 2 * share * xn + share**2 * nn, 0)
    effect = np.maximum(ratio(between, n * share * (1 - share)), 1)
    extreme = (share == 0) | (share == 1)
    size = np.where(extreme, np.minimum(k, n), ratio(n, np.where(extreme, 1, effect)))
    return np.where((k >= 2) & (n > 0), size, np.nan)


def wilson_clustered(k, sum_x, sum_n, sum_xx, sum_xn, sum_nn, confidence: float = 0.95):
    """Wilson score interval on the effective sample size: value, lower, upper as shares.

    Inputs as `effective_size`. The value stands where there are fewer than two clusters; its bounds are NaN then.
    """
    value, _, _ = wilson(sum_x, sum_n, confidence)
    size = effective_size(k, sum_x, sum_n, sum_xx, sum_xn, sum_nn)
    known = np.where(np.isnan(size), np.nan, value)
    return value, *score_bounds(known, np.where(np.isnan(size), 1, size), critical_value(confidence))


def dispersion(sum_x, sum_xx) -> np.ndarray:
    """How much wider than Poisson a sum of event sizes varies: sum of squares over sum, never below 1.

    NaN where the sum is null or zero, for the size of an event is then unknown. Source: reference 7.
    """
    return np.maximum(ratio(sum_xx, sum_x), 1)


def byar_clustered(sum_x, sum_xx, n, multiplier: float = 1000, confidence: float = 0.95):
    """A rate of a sum of event sizes (delegates over events): value, lower, upper per `multiplier`.

    sum_x, sum_xx: sums of sizes and of squared sizes over the events; n: the base. Byar's interval of the effective
    count sum_x / dispersion, scaled back, a lower bound below zero held there. A sum of zero has no upper bound.
    """
    x, n = floats(sum_x, n)
    x = np.where((x >= 0) & (n > 0), x, np.nan)
    spread = dispersion(x, sum_xx)
    lower, upper = byar(ratio(x, spread), confidence)
    lower = np.where(x == 0, 0.0, np.where(np.isnan(upper), np.nan, np.nan_to_num(lower)) * spread)
    return tuple(ratio(part, n) * multiplier for part in (x, lower, upper * spread))


def median_interval(values, confidence: float = 0.95) -> tuple[float, float, float, int]:
    """The median and the pair of order statistics that hold it at least at `confidence`: median, lower, upper, n.

    values: one sample, nulls left out. Bounds are NaN where the sample is too small for any pair (below 6 at 95%,
    below 10 at 99.8%). Source: reference 8.
    """
    sample = np.sort(numbers(values))
    sample = sample[np.isfinite(sample)]
    if not sample.size:
        return np.nan, np.nan, np.nan, 0
    below = int(stats.binom.ppf((1 - confidence) / 2, sample.size, 0.5)) if confidence < 1 else 0
    if below < 1:
        return float(np.median(sample)), np.nan, np.nan, sample.size
    return float(np.median(sample)), float(sample[below - 1]), float(sample[-below]), sample.size


def mean_interval(values, confidence: float = 0.95) -> tuple[float, float, float, int]:
    """The mean and its t interval: mean, lower, upper, n. Bounds are NaN for fewer than two values. Reference 9."""
    sample = numbers(values)
    sample = sample[np.isfinite(sample)]
    if sample.size < 2:
        return (float(sample[0]) if sample.size else np.nan), np.nan, np.nan, sample.size
    half = float(stats.t.ppf((1 + confidence) / 2, sample.size - 1)) * sample.std(ddof=1) / np.sqrt(sample.size)
    return float(sample.mean()), float(sample.mean() - half), float(sample.mean() + half), sample.size
