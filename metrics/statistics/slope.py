"""The gradient along deprivation: slope index and relative index of inequality. Source: references 30, 31."""

from dataclasses import dataclass

import numpy as np
from scipy import special
from scipy.stats import qmc

from .intervals import critical_value, numbers, ratio
from .refusal import Refused

SEED = 20121
REPETITIONS = 100_000
LEAST_GROUPS = 5
NOT_QUANTILES = "districts are not quantiles of deprivation: the slope is a summary, not a published index"


@dataclass(frozen=True)
class Slope:
    """Slope index, relative index and the line's value at 0, with simulation intervals (NaN where none)."""

    sii: float
    rii: float
    intercept: float
    sii_lower: float
    sii_upper: float
    rii_lower: float
    rii_upper: float
    note: str = NOT_QUANTILES


def slope_index(
    population, value, value_type="other", transform=False, multiplier=1.0, lower=None, upper=None, se=None,
    confidence=0.95, repetitions=REPETITIONS, seed=SEED, place=None,
) -> Slope:  # fmt: skip
    """Weighted least squares of value on mid-rank of cumulative population share.

    population, value: groups in order, the least advantaged first; value_type: "rate", "proportion" or "other";
    transform: fit on the logarithm (rate) or logit (proportion) and transform back; multiplier: below 0 turns the
    relative index over. lower, upper: 95% bounds of each value, or se (of the logarithm for rates and the logit for
    proportions), on which the intervals rest; without either they are NaN. They are the percentiles of lines through
    values drawn around the measured ones: worked out where the line is of normal values, else simulated with a fixed
    seed. place: what the order is by, groups of one place sharing its middle rank. Raises Refused for fewer than five
    groups, a null value, a population not above zero, or all in one place. Source: reference 30.
    """
    population, value = _groups(population, value)
    centre = _to_scale(value, value_type, transform)
    fit = _fit(population, place)
    base, slope = fit @ centre
    back = _from_scale(value_type if transform else "other")
    sii, rii = (float(part) for part in _indices(base, slope, back, multiplier))
    start = float(back(base)) * abs(multiplier)
    error = _errors(value_type, lower, upper, se)
    if error is None:
        return Slope(sii, rii, start, *(np.nan,) * 4)
    half = critical_value(confidence) * float(np.sqrt(fit[1] ** 2 @ error**2))
    ends = slope + np.array([-half, half])
    if transform:
        bounds = _indices(base + slope / 2 - ends / 2, ends, back, multiplier)
        return Slope(sii, rii, start, *_sorted(*bounds))
    draws = _simulate(fit, value, error, value_type, repetitions, seed)
    sii_bounds, rii_bounds = _percentiles(draws, multiplier, confidence)
    return Slope(sii, rii, start, *_sorted(ends * multiplier if value_type == "other" else sii_bounds, rii_bounds))


def deprivation_gradient(deprivation, population, value, **options) -> Slope:
    """The slope index over districts ordered by deprivation, the most deprived (highest score) first; equally deprived
    ones share a rank, so that nothing hangs on the order in which they are given.

    Options as `slope_index`; lower, upper and se are in the order of the districts given.
    """
    deprivation = numbers(deprivation)
    if not np.isfinite(deprivation).all():
        raise Refused("A district has no deprivation score.")
    order = np.argsort(-deprivation, kind="stable")
    for name in ("lower", "upper", "se"):
        if options.get(name) is not None:
            options[name] = numbers(options[name])[order]
    columns = (numbers(column)[order] for column in (population, value))
    return slope_index(*columns, **options, place=-deprivation[order])


def mid_ranks(population) -> np.ndarray:
    """The middle of each group's range in the cumulative share of the population, in the order given; NaN where any
    group has none.
    """
    population = numbers(population)
    share = ratio(np.where(population >= 0, population, np.nan), population.sum())
    return np.cumsum(share) - share / 2


def _groups(population, value):
    population, value = numbers(population), numbers(value)
    if population.shape != value.shape or population.ndim != 1:
        raise Refused("Each group needs a population and a value.")
    if population.size < LEAST_GROUPS:
        raise Refused(f"A slope index needs at least {LEAST_GROUPS} groups; there are {population.size}.")
    if not np.isfinite(value).all() or not (np.isfinite(population) & (population > 0)).all():
        raise Refused("A group has no value, or a population that is not above zero.")
    return population, value


def _to_scale(value, value_type, transform):
    """The values on the scale of the fit; Refused where a logarithm or logit cannot be taken."""
    if not transform:
        return value
    if value_type not in ("rate", "proportion"):
        raise ValueError("only a rate or a proportion is transformed")
    return _logged(value, value_type)


def _logged(value, value_type):
    if value_type == "rate":
        if (value <= 0).any():
            raise Refused("A rate of zero has no logarithm; leave it untransformed, as value type other.")
        return np.log(value)
    if (value <= 0).any() or (value >= 1).any():
        raise Refused("A proportion of 0 or 1 has no logit; leave it untransformed, as value type other.")
    return special.logit(value)


def _from_scale(value_type):
    return {"rate": np.exp, "proportion": special.expit}.get(value_type, lambda value: value)


def _fit(population, place=None) -> np.ndarray:
    """The 2 by groups matrix that turns values into intercept and slope."""
    share, rank = population / population.sum(), mid_ranks(population)
    if place is not None:
        _, at = np.unique(place, return_inverse=True)
        rank = mid_ranks(np.bincount(at, weights=population))[at]
        if at.max() == 0:
            raise Refused("All districts are equally deprived, so there is no gradient.")
    design = np.vstack([np.ones(rank.size), rank])
    return np.linalg.solve(design * share @ design.T, design * share)


def _indices(base, slope, back, multiplier):
    """Slope and relative index from the line's ends on the original scale; NaN where the line is not above zero."""
    start, end = back(base), back(base + slope)
    sound = (start > 0) & (end > 0)
    over, under = (end, start) if multiplier >= 0 else (start, end)
    return (end - start) * multiplier, np.where(sound, over / np.where(sound, under, 1), np.nan)


def _errors(value_type, lower, upper, se):
    """The standard error of each value on the scale it is drawn on; None where nothing is known of it."""
    if se is not None:
        error = numbers(se)
    elif lower is None or upper is None:
        return None
    else:
        ends = (numbers(bound) for bound in (lower, upper))
        low, high = (end if value_type == "other" else _logged(end, value_type) for end in ends)
        error = (high - low) / critical_value(0.95) / 2
    if not (np.isfinite(error) & (error >= 0)).all():
        raise Refused("A group has no interval.")
    return error


def _simulate(fit, value, error, value_type, repetitions, seed):
    """Intercepts and slopes of lines through values drawn around the measured ones.

    The draws are a scrambled Sobol sequence, at least `repetitions` long, which leaves less noise than free ones.
    """
    centre = value if value_type == "other" else _logged(value, value_type)
    sequence = qmc.Sobol(value.size, rng=seed).random_base2(int(np.ceil(np.log2(repetitions))))
    drawn = centre + error * special.ndtri(np.clip(sequence, 1e-12, 1 - 1e-12))
    return fit @ _from_scale(value_type)(drawn).T


def _percentiles(draws, multiplier, confidence):
    """Percentiles of the drawn slopes and of the drawn relative indices, NaN where some have none."""
    base, slope = draws
    tail = (1 - confidence) / 2
    places = [max(round(base.size * part) - 1, 0) for part in (tail, 1 - tail)]
    sii, rii = _indices(base, slope, _from_scale("other"), multiplier)
    return np.sort(sii)[places], np.sort(rii)[places] if np.isfinite(rii).all() else np.full(2, np.nan)


def _sorted(sii, rii) -> tuple[float, ...]:
    """Slope lower and upper, relative lower and upper."""
    return (*map(float, np.sort(sii)), *map(float, np.sort(rii)))
