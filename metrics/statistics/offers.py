"""How differently two districts make up what they offer, from a table of offers (level by need) in each."""

from dataclasses import dataclass

import numpy as np

from .intervals import numbers, ratio
from .refusal import Refused

SEED = 20124
SIMULATIONS = 1_000
TOO_MANY = 1e9  # more than can be dealt, and than any council has


@dataclass(frozen=True)
class Dissimilarity:
    """Each district against the rest: the index, what chance gives (mean, 95th percentile), and p; NaN where none."""

    index: np.ndarray
    chance_mean: np.ndarray
    chance_95: np.ndarray
    p_value: np.ndarray


def dissimilarity(tables) -> np.ndarray:
    """Index of dissimilarity between every two districts, 0 (same mix) to 1 (nothing shared). Source: reference 42.

    tables: counts, districts first, the other dimensions any (level, need); a null cell makes its district NaN, and
    so does a table without any offer. Half the sum of absolute differences of shares.
    """
    mixes = _mixes(_flat(tables))
    return np.abs(mixes[:, None, :] - mixes[None, :, :]).sum(axis=2) / 2


def dissimilarity_from_rest(tables, simulations: int = SIMULATIONS, seed: int = SEED) -> Dissimilarity:
    """Each district's mix against that of all others together, beside what chance gives with the same bases.

    Chance deals each district its number of offers out of Kent's own, without replacement. Source: reference 43.
    """
    counts = _flat(tables)
    if np.nansum(counts) >= TOO_MANY:
        raise Refused("There are too many offers to say what chance alone would give.")
    whole = np.where(np.isnan(counts).any(axis=1)[:, None], 0, counts)
    total = whole.sum(axis=0)
    index = _from_rest(np.where(np.isnan(counts), np.nan, counts), total)
    chance = np.full((3, index.size), np.nan)
    generator = np.random.default_rng(seed)
    for at in np.nonzero(np.isfinite(index))[0]:
        size = int(whole[at].sum())
        drawn = generator.multivariate_hypergeometric(total.astype(np.int64), size, simulations, method="marginals")
        dealt = _from_rest(drawn.astype(float), total)
        above = (1 + (dealt >= index[at] - 1e-12).sum()) / (1 + simulations)
        chance[:, at] = dealt.mean(), np.quantile(dealt, 0.95), above
    return Dissimilarity(index, *chance)


def offers_present(tables) -> np.ndarray:
    """How many districts have each offer at all: counts above zero over districts, nulls left out."""
    return (np.nan_to_num(numbers(tables)) > 0).sum(axis=0)


def _from_rest(counts, total) -> np.ndarray:
    return np.abs(_mixes(counts) - _mixes(total - counts)).sum(axis=1) / 2


def _mixes(counts) -> np.ndarray:
    return ratio(counts, counts.sum(axis=1, keepdims=True))


def _flat(tables) -> np.ndarray:
    counts = numbers(tables)
    counts = counts.reshape(counts.shape[0], int(np.prod(counts.shape[1:])))
    bad = ~((counts >= 0) & (counts < TOO_MANY) & (counts == np.floor(counts)))
    return np.where(bad.any(axis=1)[:, None], np.nan, counts)
