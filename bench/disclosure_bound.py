"""The fewest cells that any safe pattern hides, at the least: a linear relaxation with cuts from the attacker's duals.

Fischetti and Salazar (Management Science 2001; 47: 1008-27): hiding decides how far the attacker's cells may move, and
every demand that a fractional choice fails gives a linear inequality that all safe choices meet. The optimum after any
number of cuts is a lower bound.
"""

from __future__ import annotations

from time import perf_counter

import numpy as np
from scipy import sparse
from scipy.optimize import linprog

NEAR = 1e-6


def least_hidden(counts, sums, ranges, threshold=5, seconds=2.0, unprinted=()):
    """A lower bound on the number of cells hidden. ranges: name -> (least, greatest) that a small cell must keep.

    unprinted: cells that no table shows, so that hiding them costs nothing and is not counted.
    """
    names = list(counts)
    count = np.array([counts[name] for name in names])
    small = (count >= 1) & (count <= threshold)
    rows, slack = _rows(names, count, sums)
    up = np.where(small, threshold - count, np.inf)
    down = np.where(small, count - 1, np.maximum(count - np.minimum(count, 1), 0))
    free = np.array([name in unprinted for name in names])
    down = np.where(free & ~small, count, down)
    demands = []
    for at in np.flatnonzero(small):
        least, most = ranges.get(names[at], (1, threshold))
        demands += [(at, 1.0, most - count[at])] if most > count[at] else []
        demands += [(at, -1.0, count[at] - least)] if least < count[at] else []
    cuts, to = _first_cuts(rows, slack, demands, up, down, small)
    choice, bound = _choose(cuts, to, small, free)
    until = perf_counter() + seconds
    while perf_counter() < until:
        new = [
            cut for demand in demands if perf_counter() < until
            for cut in [_cut(rows, slack, demand, up, down, choice)] if cut is not None
        ]  # fmt: skip
        if not new:
            break
        cuts += [cut for cut, _ in new]
        to += [least for _, least in new]
        choice, bound = _choose(cuts, to, small, free)
    return bound


def _rows(names, count, sums):
    """Sums as sparse rows of deviations: at least -slack; an equation has no slack and stands twice, both ways."""
    place = {name: at for at, name in enumerate(names)}
    rows, slack = [], []
    for kind, total, parts in sums:
        row = {place[total]: -1.0} | {place[part]: 1.0 for part in parts}
        if kind == "=":
            rows += [row, {at: -sign for at, sign in row.items()}]
            slack += [0.0, 0.0]
        else:
            rows += [row, *({place[total]: 1.0, place[part]: -1.0} for part in parts)]
            over = count[[place[part] for part in parts]].sum() - count[place[total]]
            slack += [over, *(count[place[total]] - count[place[part]] for part in parts)]
    at = [(n, column, sign) for n, row in enumerate(rows) for column, sign in row.items()]
    numbers, columns, signs = zip(*at, strict=True)
    return sparse.csr_array((signs, (numbers, columns)), shape=(len(rows), len(names))), np.array(slack)


def _first_cuts(rows, slack, demands, up, down, small):
    """What each relation alone asks: room for the small cell to move, and never one hidden cell by itself."""
    cuts, to = [], []
    columns = rows.tocsc()
    for at, way, reach in demands:
        for number in columns.indices[columns.indptr[at] : columns.indptr[at + 1]]:
            inside = slice(rows.indptr[number], rows.indptr[number + 1])
            cells, signs = rows.indices[inside], rows.data[inside]
            if signs[cells == at][0] * way > 0:
                continue  # this row minds only the other way
            room = np.minimum(np.where(signs > 0, up[cells], down[cells]), reach)
            cut = {int(c): float(r) for c, r in zip(cells, room, strict=True) if c != at and r > 0}
            if slack[number] < reach and sum(cut.values()) >= reach - slack[number]:
                cuts.append(cut)
                to.append(reach - slack[number])
    return cuts, to


def _choose(cuts, to, small, free):
    """The cheapest fractional choice that meets all cuts, and its cost rounded up to whole cells."""
    bounds = [(1, 1) if sure else (0, 1) for sure in small | free]
    at_least = (small | free).astype(float), int((small & ~free).sum())
    if not cuts:
        return at_least
    at = [(n, column, weight) for n, cut in enumerate(cuts) for column, weight in cut.items()]
    numbers, columns, weights = zip(*at, strict=True)
    matrix = sparse.csr_array((weights, (numbers, columns)), shape=(len(cuts), len(small)))
    found = linprog(np.where(free, 0.0, 1.0), A_ub=-matrix, b_ub=-np.array(to), bounds=bounds)
    if found.status:
        return at_least
    return found.x, int(np.ceil(found.fun - NEAR))


def _cut(rows, slack, demand, up, down, choice):
    """The inequality that a choice breaks for one demand, from the duals of the attacker's own programme."""
    at, way, reach = demand
    high, low = np.minimum(up, reach) * choice, -np.minimum(down, reach) * choice
    aim = np.zeros(len(choice))
    aim[at] = -way
    found = linprog(aim, A_ub=-rows, b_ub=slack, bounds=np.c_[low, high])
    if found.status or abs(found.fun) >= reach - 1e-4:
        return None
    price = -found.ineqlin.marginals
    pull = -aim + price @ rows  # what each cell's own bound is worth
    pull[np.abs(pull) < NEAR] = 0
    room = np.where(pull > 0, np.minimum(up, 1e6) * pull, -np.minimum(down, 1e6) * pull)
    needed = reach - float(price @ slack)
    if needed <= NEAR:
        return None
    cut = {int(c): float(min(room[c], needed)) for c in np.flatnonzero(room > NEAR)}
    broken = sum(weight * choice[c] for c, weight in cut.items()) < needed - 1e-4
    return (cut, needed) if broken and sum(cut.values()) >= needed else None
