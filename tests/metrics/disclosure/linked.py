"""Random releases of linked tables: years and their total, percentages with known bases, areas that cut across."""

from __future__ import annotations

import itertools

import numpy as np

from tests.metrics.disclosure.tables import DISTRICTS, random_table

FULL = (DISTRICTS, 9, 3, 6)  # districts, needs, phases and terms: 3,640 cells with their margins


def full_table(seed, mean, noughts=0.2):
    """(counts, sums) of a whole table by district, need, phase and term, with all its margins."""
    rng = np.random.default_rng(seed)
    body = rng.poisson(mean * rng.gamma(1.2, 1 / 1.2, FULL))
    body[rng.random(FULL) < noughts] = 0
    return table_of(body)


def table_of(body):
    """(counts, sums) of a crossed table: every margin, and every sum along every dimension."""
    counts, sums = {}, []
    for place in itertools.product(*([*range(size), "all"] for size in body.shape)):
        counts[place] = float(body[tuple(slice(None) if at == "all" else at for at in place)].sum())
        for axis, at in enumerate(place):
            if at == "all":
                sums.append(("=", place, [(*place[:axis], n, *place[axis + 1 :]) for n in range(body.shape[axis])]))
    return counts, sums


def percentages(seed):
    """(counts, sums): a table of bases, and of those of them who count; the rest is never printed, and follows."""
    rng = np.random.default_rng(seed)
    shape = (DISTRICTS, int(rng.integers(2, 10)))
    bases = rng.poisson(float(rng.choice([6, 20, 60])) * rng.gamma(1.2, 1 / 1.2, shape))
    tops = rng.binomial(bases, rng.uniform(0.1, 0.9))
    counts, sums = {}, []
    for part, body in (("base", bases), ("top", tops), ("rest", bases - tops)):
        own, lines = table_of(body)
        counts |= {(part, *place): count for place, count in own.items()}
        sums += [(kind, (part, *total), [(part, *one) for one in parts]) for kind, total, parts in lines]
    sums += [("=", ("base", *place), [("top", *place), ("rest", *place)]) for place in own]
    return counts, sums


def years(seed, largest):
    """(counts, sums): one table in each of several years, and all the years together."""
    rng = np.random.default_rng(seed)
    number = int(rng.integers(2, 5))
    counts, sums = random_table(seed, max(largest // (number + 1), 27))
    several, lines, whole = {}, [], dict.fromkeys(counts, 0.0)
    for year in range(number):
        factor = np.random.default_rng(seed + year).uniform(0.6, 1.4)
        own = _scaled(counts, sums, factor)
        several |= {(year, *place): count for place, count in own.items()}
        lines += [(kind, (year, *total), [(year, *one) for one in parts]) for kind, total, parts in sums]
        whole = {place: whole[place] + own[place] for place in counts}
    several |= {("years", *place): count for place, count in whole.items()}
    lines += [(kind, ("years", *total), [("years", *one) for one in parts]) for kind, total, parts in sums]
    lines += [("=", ("years", *place), [(year, *place) for year in range(number)]) for place in counts]
    return several, lines


def _scaled(counts, sums, factor):
    """Another year's counts: those that are no total are scaled and rounded, and all totals made of them again."""
    totals = {total for _, total, _ in sums}
    new = {place: float(round(count * factor)) for place, count in counts.items() if place not in totals}
    over = {total: sum(counts[p] for p in parts) - counts[total] for kind, total, parts in sums if kind == "once"}
    waiting = {total: parts for kind, total, parts in sums if total not in new}
    while waiting:
        for total, parts in list(waiting.items()):
            if all(part in new for part in parts):
                least = max(new[part] for part in parts)
                new[total] = max(sum(new[part] for part in parts) - over.get(total, 0.0), least)
                del waiting[total]
    return new


def mixed(seed, largest):
    """One of the kinds: a table, a table with percentages, several years of one, and now and then a whole one."""
    kind = seed % 10
    if seed % 50 == 9 and largest >= 3640:
        return full_table(seed, float(np.random.default_rng(seed).choice([1, 3, 6, 12, 30])))
    if kind in (2, 5):
        return percentages(seed)
    return years(seed, largest) if kind in (4, 7) else random_table(seed, largest)
