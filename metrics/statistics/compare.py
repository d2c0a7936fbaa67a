"""A district against the rest of Kent: two-sided tests, the words for them, and control of false findings.

Each test takes the district and the rest (Kent without it) and gives two arrays: p, the two-sided mid-p value, and
sign, 1 where the district is above the rest, -1 below, 0 level. Both are NaN where the data cannot bear a test.
"""

import numpy as np
from scipy import special, stats

from .intervals import floats, numbers, ratio

LEVELS = ((95.0, 0.05), (99.8, 0.002))
WORDS = {
    "high": ("worse", "similar", "better"),
    "low": ("better", "similar", "worse"),
    "none": ("lower", "similar", "higher"),
    "target": ("lower", "similar", "higher"),
}


def compare_proportions(x, n, x_rest, n_rest) -> tuple[np.ndarray, np.ndarray]:
    """Fisher's exact test with mid-p: x of n in the district, x_rest of n_rest elsewhere. Source: references 10, 11."""
    x, n, other, base = floats(x, n, x_rest, n_rest)
    sound = _whole(x, n, other, base) & (x <= n) & (other <= base) & (n > 0) & (base > 0)
    a, b, c, d = (np.where(sound, part, 1) for part in (x, n, other, base))
    p = _two_sided(*_hypergeometric(a, b, c, d))
    return _where(sound, p, np.sign(a * d - c * b))


def compare_rates(x, n, x_rest, n_rest) -> tuple[np.ndarray, np.ndarray]:
    """Exact conditional (binomial) test of two Poisson rates with mid-p: x events in n. Source: references 11, 12."""
    x, n, other, base = floats(x, n, x_rest, n_rest)
    sound = _whole(x, other) & (n > 0) & (base > 0) & np.isfinite(n + base)
    a, b, c, d = (np.where(sound, part, 1) for part in (x, n, other, base))
    law = stats.binom(a + c, b / (b + d))
    p = _two_sided(law.cdf(a), law.pmf(a))
    return _where(sound, p, np.sign(a * d - c * b))


def compare_clustered_proportions(x, n, size, x_rest, n_rest, size_rest) -> tuple[np.ndarray, np.ndarray]:
    """Score test of two proportions at their effective sizes (`effective_size` of each side). Source: reference 5."""
    value, size = ratio(x, n), floats(size)[0]
    other, base = ratio(x_rest, n_rest), floats(size_rest)[0]
    pooled = ratio(value * size + other * base, size + base)
    return _score(value - other, pooled * (1 - pooled) * (ratio(1, size) + ratio(1, base)))


def compare_clustered_rates(x, n, spread, x_rest, n_rest, spread_rest) -> tuple[np.ndarray, np.ndarray]:
    """Score test of two rates of sums of event sizes (`dispersion` of each side). Source: references 7, 12."""
    x, n, spread = floats(x, n, spread)
    other, base, spread_rest = floats(x_rest, n_rest, spread_rest)
    pooled = ratio(x + other, n + base)
    return _score(ratio(x, n) - ratio(other, base), pooled * (ratio(spread, n) + ratio(spread_rest, base)))


def compare_medians(values, groups, names=None) -> tuple[np.ndarray, np.ndarray, list]:
    """Mann-Whitney test of each group's values against all others', with ties and continuity. Source: reference 13.

    values: one number a case; groups: the district of each. Gives p, sign and the names, in the order of `names`
    (or sorted). NaN where a group or the rest is empty.
    """
    values, groups = numbers(values), np.asarray(groups, dtype=object)
    known = np.isfinite(values)
    values, groups = values[known], groups[known]
    names = sorted(set(groups)) if names is None else list(names)
    place = {name: position for position, name in enumerate(names)}
    member = np.array([place.get(group, len(names)) for group in groups], dtype=int)
    ranks = stats.rankdata(values)
    size = np.bincount(member, minlength=len(names) + 1)[: len(names)].astype(float)
    rank_sum = np.bincount(member, weights=ranks, minlength=len(names) + 1)[: len(names)]
    return *_mann_whitney(rank_sum, size, values.size - size, ranks), names


def _mann_whitney(rank_sum, size, rest, ranks):
    """p and sign from rank sums within one pooled ranking of which every group takes its part."""
    total = size + rest
    shift = rank_sum - size * (size + 1) / 2 - size * rest / 2
    _, ties = np.unique(ranks, return_counts=True)
    tied = ratio((ties.astype(float) ** 3 - ties).sum(), total * (total - 1))
    variance = size * rest / 12 * (total + 1 - tied)
    sound = (size > 0) & (rest > 0)
    z = ratio(np.maximum(np.abs(shift) - 0.5, 0), np.sqrt(np.maximum(variance, 0)))
    p = np.where(variance > 0, 2 * special.ndtr(-np.nan_to_num(z)), 1.0)
    return _where(sound, p, np.sign(shift))


def compare_labels(p, sign, polarity) -> tuple[np.ndarray, np.ndarray]:
    """The words for tests: comparison and confidence (95.0, 99.8, or None where similar or not tested).

    p, sign: as the tests give them; polarity: "high", "low", "none" or "target", one or an array. better, similar
    or worse for high and low; higher, similar or lower for none and target; None where p is null.
    """
    p, sign = floats(p, sign)
    polarity = np.broadcast_to(np.asarray(polarity, dtype=object), p.shape)
    confidence = np.full(p.shape, None, dtype=object)
    for level, alpha in LEVELS:
        confidence[p < alpha] = level
    side = np.where(p < LEVELS[0][1], np.nan_to_num(sign), 0).astype(int) + 1
    words = np.full(p.shape, None, dtype=object)
    for kind, names in WORDS.items():
        words = np.where((polarity == kind) & ~np.isnan(p), np.array(names, dtype=object)[side], words)
    return words, np.where(words == "similar", None, confidence)


def benjamini_hochberg(p, rate: float = 0.05) -> np.ndarray:
    """Which tests of a family survive at a false discovery rate; null p are no part of it. Source: reference 14."""
    (p,) = floats(p)
    tested = np.sort(p[~np.isnan(p)])
    if not tested.size:
        return np.zeros(p.shape, dtype=bool)
    under = np.nonzero(tested <= rate * np.arange(1, tested.size + 1) / tested.size)[0]
    return p <= tested[under[-1]] if under.size else np.zeros(p.shape, dtype=bool)


def _two_sided(tail, at) -> np.ndarray:
    """Twice the smaller mid-p tail, at most 1, from the chance of x with all beyond it on a side, and of x itself."""
    half = tail - at / 2
    return (2 * np.minimum(half, 1 - half)).clip(0, 1)


def _hypergeometric(x, n, x_rest, n_rest) -> tuple[np.ndarray, np.ndarray]:
    """The chance of x of n or further from the rest, and of x itself, when x + x_rest are dealt over both.

    Summed outwards, all tests at once: scipy takes 50 microseconds a test, too long for thousands on a page.
    """
    at = np.exp(_log_choose(n, x) + _log_choose(n_rest, x_rest) - _log_choose(n + n_rest, x + x_rest))
    falls = x * n_rest <= x_rest * n
    yes_no, no_yes = (x, n_rest - x_rest), (n - x, x_rest)
    fewer = [np.where(falls, one, other) for one, other in zip(yes_no, no_yes, strict=True)]
    more = [np.where(falls, other, one) for one, other in zip(yes_no, no_yes, strict=True)]
    tail, term, step = at, at, 0
    while (term > 1e-17 * tail).any():
        term = term * (fewer[0] - step) * (fewer[1] - step) / ((more[0] + step + 1) * (more[1] + step + 1))
        tail, step = tail + term, step + 1
    return tail, at


def _log_choose(n, x) -> np.ndarray:
    return special.gammaln(n + 1) - special.gammaln(x + 1) - special.gammaln(n - x + 1)


def _score(difference, variance) -> tuple[np.ndarray, np.ndarray]:
    """p and sign of a difference by its standard error; a difference of 0 with no variance has p = 1."""
    sound = np.isfinite(difference) & np.isfinite(variance)
    z = ratio(np.abs(difference), np.sqrt(np.where(sound, np.maximum(variance, 0), 0)))
    p = np.where(variance > 0, 2 * special.ndtr(-np.nan_to_num(z)), 1.0)
    return _where(sound, p, np.sign(difference))


def _whole(*counts) -> np.ndarray:
    """Where every count is a whole number of zero or more."""
    return np.all([np.isfinite(count) & (count >= 0) & (count == np.floor(count)) for count in counts], axis=0)


def _where(sound, p, sign) -> tuple[np.ndarray, np.ndarray]:
    return np.where(sound, p, np.nan), np.where(sound, sign, np.nan)
