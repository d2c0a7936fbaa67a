"""Indirect standardisation: what a district would have at the reference's rates, and how far it is from that."""

from dataclasses import dataclass

import numpy as np

from .intervals import floats, numbers, poisson_interval, ratio
from .refusal import Refused

DEPENDS = "depends on how need is counted"


@dataclass(frozen=True)
class Standardised:
    """One area: observed and expected counts, the ratio or rate, its interval, method, and the reference's rate."""

    observed: float
    expected: float
    value: float
    lower: float
    upper: float
    method: str
    ref_rate: float


def isr_ratio(counts, pops, ref_counts, ref_pops, confidence=0.95, refvalue=1, missing_is_zero=True) -> Standardised:
    """Indirectly standardised ratio of one area, observed over expected times `refvalue`.

    counts, pops: events and population of each stratum; ref_counts, ref_pops: the reference's. A null count beside
    a known population is no events, as the reference package has it, unless missing_is_zero is False; any other gap
    raises Refused. Interval on the observed count, expected taken as fixed. Source: references 3, 4, 16.
    """
    counts, pops, ref_counts, ref_pops = _strata(counts, pops, ref_counts, ref_pops, missing_is_zero)
    observed = float(counts.sum())
    expected = float(expected_counts(pops[None, :], ref_counts, ref_pops)[0])
    if not expected > 0:
        raise Refused("The reference expects no events here, so there is no ratio to it.")
    lower, upper, method = (part.item() for part in poisson_interval(observed, confidence))
    scale = refvalue / expected
    rate = float(ref_counts.sum() / ref_pops.sum())
    return Standardised(observed, expected, observed * scale, lower * scale, upper * scale, method, rate)


def isr_rate(counts, pops, ref_counts, ref_pops, confidence=0.95, multiplier=100_000, missing_is_zero=True):
    """Indirectly standardised rate of one area per `multiplier`: the ratio times the reference's total over total.

    Inputs and refusals as `isr_ratio`; gives Standardised with ref_rate per `multiplier`. Source: reference 16.
    """
    plain = isr_ratio(counts, pops, ref_counts, ref_pops, confidence, 1, missing_is_zero)
    rate = plain.ref_rate * multiplier
    scaled = (part * rate for part in (plain.value, plain.lower, plain.upper))
    return Standardised(plain.observed, plain.expected, *scaled, plain.method, rate)


def expected_counts(pops, ref_counts, ref_pops) -> np.ndarray:
    """Expected events of many areas at the reference's stratum rates.

    pops: areas by strata; ref_counts, ref_pops: one a stratum. NaN for an area with a population missing or below
    zero, or with people in a stratum for which the reference has none.
    """
    pops, ref_counts, ref_pops = (numbers(part) for part in (pops, ref_counts, ref_pops))
    rates = ratio(ref_counts, ref_pops)
    sound = (pops >= 0) & (~np.isnan(rates) | (pops == 0))
    parts = np.where(pops > 0, np.nan_to_num(pops) * np.nan_to_num(rates), 0)
    return np.where(sound.all(axis=-1), parts.sum(axis=-1), np.nan)


def standardised_ratios(observed, expected, refvalue: float = 1, confidence: float = 0.95):
    """Observed over expected for many areas: value, lower, upper and method; expected taken as fixed.

    NaN and None where observed is null or expected is null or zero. Source: references 3, 4, 16.
    """
    observed, expected = floats(observed, expected)
    counts = np.where(expected > 0, observed, np.nan)
    lower, upper, method = poisson_interval(counts, confidence)
    return (
        *(ratio(part, expected) * refvalue for part in (np.where(counts >= 0, counts, np.nan), lower, upper)),
        method,
    )


def shortfall(observed, expected, confidence: float = 0.95):
    """How many fewer than expected, with an interval (above zero is fewer): value, lower, upper, in children."""
    observed, expected = floats(observed, expected)
    lower, upper, _ = poisson_interval(observed, confidence)
    known = np.where((observed >= 0) & (expected >= 0), expected, np.nan)
    return known - observed, known - upper, known - lower


def agreed_side(ratios) -> np.ndarray:
    """Whether all bases of need put an area on one side of 1.

    ratios: bases by areas. "above", "below", or "depends on how need is counted"; None where a basis is missing.
    """
    sides = np.sign(numbers(ratios) - 1)
    words = np.where((sides > 0).all(axis=0), "above", np.where((sides < 0).all(axis=0), "below", DEPENDS))
    return np.where(np.isnan(sides).any(axis=0), None, words.astype(object))


def _strata(counts, pops, ref_counts, ref_pops, missing_is_zero):
    """The four columns as floats of one length, or Refused with what is missing."""
    columns = [np.atleast_1d(numbers(part)) for part in (counts, pops, ref_counts, ref_pops)]
    if len({column.shape for column in columns}) > 1:
        raise Refused("Counts, populations and the reference must have the same strata; one has a stratum missing.")
    counts, pops, ref_counts, ref_pops = columns
    if missing_is_zero:
        counts, ref_counts = (np.where(np.isnan(part), 0, part) for part in (counts, ref_counts))
    gaps = int((~np.isfinite(np.array([counts, pops, ref_counts, ref_pops]))).any(axis=0).sum())
    if gaps:
        raise Refused(f"A count or population is missing in {gaps} of {pops.size} strata.")
    if min(column.min(initial=0) for column in (counts, pops, ref_counts, ref_pops)) < 0:
        raise Refused("A count or population is below zero.")
    if ((ref_pops == 0) & (pops > 0)).any():
        raise Refused("The reference has no population in a stratum where this area has some.")
    if not ref_pops.sum() > 0:
        raise Refused("The reference has no population.")
    return counts, pops, ref_counts, ref_pops
