"""Which further cells to hide: few of them, chosen by integer programming over one relation at a time."""

from __future__ import annotations

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from metrics.disclosure.attacker import CLOSE
from metrics.disclosure.model import Problem
from metrics.disclosure.witness import Pattern

NODES = 1  # of the search: its root chooses as well as a hundred, each of which takes up to a minute for a full table
POOR = 0.2  # share by which a choice may cost more than the bound on it


def first_choice(pattern: Pattern) -> None:
    """Hide the cheapest cells that leave every relation, taken alone, wide enough (the table-by-table attack)."""
    problem = pattern.problem
    candidates = problem.open & ~pattern.hidden & (problem.count > 0)
    rows, least = _room_rows(pattern, candidates)
    pairs, pair_least = _pair_rows(pattern, candidates)
    if not rows and not pairs:
        return
    matrix = sparse.csr_array(sparse.vstack([_row_matrix(rows, candidates), _row_matrix(pairs, candidates)]))
    constraint = LinearConstraint(matrix, np.array(least + pair_least), np.inf)
    cost = problem.weight[candidates]
    options = {"node_limit": NODES, "mip_rel_gap": 0.01}
    found = milp(cost, constraints=constraint, bounds=Bounds(0, 1), integrality=np.ones(len(cost)), options=options)
    if found.x is None or found.mip_gap > POOR:  # no good choice: the shares, rounded
        found = milp(cost, constraints=constraint, bounds=Bounds(0, 1))
    if found.x is not None:
        pattern.hidden[np.flatnonzero(candidates)[found.x > 0.4]] = True


def _row_matrix(rows: list[dict[int, float]], candidates: np.ndarray) -> sparse.csr_array:
    """Rows of {cell: weight} as a matrix over the candidates."""
    column = np.cumsum(candidates) - 1
    at = [(number, column[cell], weight) for number, row in enumerate(rows) for cell, weight in row.items()]
    numbers, columns, weights = zip(*at, strict=True) if at else ((), (), ())
    shape = (len(rows), int(candidates.sum()))
    return sparse.csr_array((np.array(weights, dtype=float), (numbers, columns)), shape=shape)


def relation_rows(problem: Problem):
    """(cells, signs, slack) of every relation; slack is None where the sum is always the same."""
    for matrix, slacks in ((problem.equal, None), (problem.above, problem.slack)):
        for number in range(matrix.shape[0]):
            inside = slice(matrix.indptr[number], matrix.indptr[number + 1])
            yield matrix.indices[inside], matrix.data[inside], None if slacks is None else slacks[number]


def _room_rows(pattern: Pattern, candidates: np.ndarray) -> tuple[list[dict[int, float]], list[float]]:
    """For every primary cell, way and relation: the room that further cells of the relation must make."""
    problem, rows, least = pattern.problem, [], []
    up, down = pattern.high, -pattern.low
    for cells, signs, slack in relation_rows(problem):
        for at in np.flatnonzero(problem.primary[cells]):
            for way, reach in ((1.0, pattern.reach[0, cells[at]]), (-1.0, -pattern.reach[1, cells[at]])):
                if reach <= 0 or (slack is not None and way * signs[at] > 0):
                    continue
                against = np.where(signs * signs[at] * way > 0, down[cells], up[cells])
                against = np.minimum(np.maximum(against, 0), reach)
                against[at] = 0
                there = against[pattern.hidden[cells]].sum() + (slack or 0)
                open_to = {int(c): float(a) for c, a in zip(cells, against, strict=True) if candidates[c] and a > 0}
                needed = min(reach - there, sum(open_to.values()))
                if needed > CLOSE:
                    rows.append(open_to)
                    least.append(needed)
    return rows, least


def _pair_rows(pattern: Pattern, candidates: np.ndarray) -> tuple[list[dict[int, float]], list[float]]:
    """A cell hidden alone in a relation is a subtraction: it needs another beside it."""
    rows, least = [], []
    demanding = pattern.problem.primary | pattern.problem.owed
    for cells, _, slack in relation_rows(pattern.problem):
        already = cells[pattern.hidden[cells]]
        could = [int(cell) for cell in cells if candidates[cell]]
        if slack is not None or len(already) > 1 or not could or (len(already) and not demanding[already[0]]):
            continue
        if len(already):
            rows.append(dict.fromkeys(could, 1.0))
            least.append(1.0)
        else:
            rows += [{other: -1.0 if other == cell else 1.0 for other in could} for cell in could]
            least += [0.0] * len(could)
    return rows, least
