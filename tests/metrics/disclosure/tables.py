"""Random tables of the service's shape: districts, areas, needs, phases, terms and years, with their margins."""

from __future__ import annotations

import itertools

import numpy as np

DISTRICTS, AREAS = 12, 4


def random_table(seed, largest=700):
    """(counts, sums) of one table; about a quarter have areas, some count each person once."""
    rng = np.random.default_rng(seed)
    while True:
        further = [(int(rng.integers(2, 10)), 0.6), (3, 0.5), (6, 0.3), (int(rng.integers(2, 4)), 0.3)]
        shape = (DISTRICTS, *(size for size, chance in further if rng.random() < chance))
        if np.prod([size + 1 for size in shape]) <= largest:
            break
    mean = float(rng.choice([1, 3, 6, 12, 30]))
    body = rng.poisson(mean * rng.gamma(1.2, 1 / 1.2, shape))
    body[rng.random(shape) < rng.choice([0, 0.2, 0.5])] = 0
    counts, sums = _margins(body)
    if rng.random() < 0.25:
        _areas(counts, sums, len(shape))
    if len(shape) == 1 and rng.random() < 0.6:
        _once(counts, sums, len(shape), rng)
    return counts, sums


def _margins(body):
    counts = {}
    for place in itertools.product(*([*range(size), "all"] for size in body.shape)):
        counts[place] = float(body[tuple(slice(None) if at == "all" else at for at in place)].sum())
    sums = []
    for place in counts:
        for axis, at in enumerate(place):
            if at == "all":
                parts = [(*place[:axis], part, *place[axis + 1 :]) for part in range(body.shape[axis])]
                sums.append(("=", place, parts))
    return counts, sums


def _areas(counts, sums, axes):
    """Four areas of three districts, a table linked to the first by its cells and its totals."""
    size = DISTRICTS // AREAS
    for rest in {place[1:] for place in counts}:
        areas = [(f"area {number}", *rest) for number in range(AREAS)]
        for number, area in enumerate(areas):
            parts = [(number * size + at, *rest) for at in range(size)]
            counts[area] = sum(counts[part] for part in parts)
            sums.append(("=", area, parts))
        sums.append(("=", ("all", *rest), areas))


def _once(counts, sums, axes, rng):
    """Kent counts each pupil once, a few of whom are in two districts: all sums over districts are at least Kent's."""
    over = rng.random() * 0.03
    names = [name for name in counts if name[0] == "all"]
    if axes > 1 or any(str(name[0]).startswith("area") for name in counts):
        return
    for name in names:
        parts = [part for kind, total, parts in sums if total == name for part in parts]
        counts[name] = max(counts[name] - float(rng.binomial(int(counts[name]), over)), max(counts[p] for p in parts))
    sums[:] = [("once", total, parts) if total[0] == "all" else (kind, total, parts) for kind, total, parts in sums]
