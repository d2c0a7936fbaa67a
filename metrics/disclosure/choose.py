"""Which further cells to hide: few of them, chosen by integer programming over one relation at a time, then mended."""

from __future__ import annotations

from time import perf_counter

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from metrics.disclosure.attacker import CLOSE
from metrics.disclosure.model import Problem
from metrics.disclosure.witness import Pattern

SHARE = 0.1  # of the unmet demands must be met at once, or single ones are mended
NOUGHT_COSTS = 4.0  # a nought is shown unless nothing else will do


def first_choice(pattern: Pattern, seconds: float) -> None:
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
    options = {"time_limit": max(seconds, 0.05), "mip_rel_gap": 0.01}
    found = milp(cost, constraints=constraint, bounds=Bounds(0, 1), integrality=np.ones(len(cost)), options=options)
    if found.x is None:
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


def mend(pattern: Pattern, failed: list[tuple[int, float]], until: float) -> list[tuple[int, float]]:
    """Hide the cheapest cells through which each failed cell can move; (cell, target) of those that nothing helps."""
    lost = []
    for cell, target in failed:
        if perf_counter() > until:
            break
        known = pattern.witnesses[:, cell]
        if not np.isnan(target) and (known * np.sign(target) >= abs(target) - CLOSE).any():
            continue
        found = cheapest_move(pattern, cell, target)
        if found is None:
            lost.append((cell, target))
            continue
        pattern.hidden |= np.abs(found) > CLOSE
        pattern.add(found)
    return lost


def cheapest_move(
    pattern: Pattern, cell: int, target: float, fixed: int | None = None, noughts_too: bool = True
) -> np.ndarray | None:
    """The deviation that takes a cell to its target at least cost of cells not hidden yet; noughts move if they must.

    target not a number: by one either way, whichever is cheaper. None where the target cannot be reached.
    """
    for noughts in (False, True)[: 1 + noughts_too]:
        ways = (1.0, -1.0) if np.isnan(target) else (target,)
        found = [_move(pattern, cell, way, noughts, fixed) for way in ways]
        found = [one for one in found if one is not None]
        if found:
            return min(found, key=lambda one: one[0])[1]
    return None


def _move(pattern: Pattern, cell: int, target: float, noughts: bool, fixed: int | None):
    """(cost, deviation), by linear programming over what moves up and what moves down."""
    problem = pattern.problem
    movable = pattern.hidden | (problem.open & (noughts | (problem.count > 0)))
    low, high = _bounds(pattern, movable)
    if fixed is not None:
        low[fixed] = high[fixed] = 0
    if not low[cell] - CLOSE <= target <= high[cell] + CLOSE:
        return None
    low[cell] = high[cell] = target
    cost = np.where(pattern.hidden, 1e-4, problem.weight * np.where(problem.count > 0, 1, NOUGHT_COSTS))
    deviation = _cheapest(problem, movable, low, high, cost, np.zeros(len(cost)))
    return None if deviation is None else (float(cost[np.abs(deviation) > 0].sum()), deviation)


def mend_many(pattern: Pattern, up: np.ndarray, down: np.ndarray, free: np.ndarray) -> bool:
    """Hide cells through which many unmet cells can move at once; True if that met any.

    up, down, free: the cells whose demands have no witness yet. Hiding a cell is worth it if it lets others move far
    enough; what that costs at most is raised until something moves.
    """
    problem = pattern.problem
    movable = pattern.hidden | (problem.open & (problem.count > 0))
    low, high = _bounds(pattern, movable)
    per_unit = np.where(pattern.hidden, 1e-4, problem.weight / problem.high[problem.primary].max(initial=4.0))
    for worth in (0.3, 1.0, 3.0, 10.0):
        met = 0
        for wanted, reach in (
            (up, pattern.reach[0]),
            (-down.astype(float), -pattern.reach[1]),
            (free, np.ones(len(up))),
        ):
            reward = worth * wanted / np.maximum(np.abs(reach), 1)
            if not reward.any():
                continue
            no_further = np.where(wanted > 0, np.minimum(high, np.maximum(reach, 1)), high)
            deviation = _cheapest(problem, movable, low, no_further, per_unit, reward)
            if deviation is None:
                continue
            reached = (deviation * wanted >= np.maximum(np.abs(reach), 1) - CLOSE)[wanted != 0]
            if reached.sum() > SHARE * len(reached):
                pattern.hidden |= np.abs(deviation) > CLOSE
                pattern.add(deviation)
                met += int(reached.sum())
        if met:
            return True
    return False


def _bounds(pattern: Pattern, movable: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return np.where(movable, pattern.low, 0), np.where(movable, np.minimum(pattern.high, 1e5), 0)


def _cheapest(problem: Problem, movable, low, high, cost, reward) -> np.ndarray | None:
    """The deviation within bounds of least cost a unit either way, less the reward a unit up; None if there is none."""
    at = np.flatnonzero(movable)
    rules = []
    for matrix, least, most in ((problem.equal, 0, 0), (problem.above, -problem.slack, np.inf)):
        if matrix.shape[0]:
            inside = matrix.tocsc()[:, at]
            rules.append(LinearConstraint(sparse.hstack([inside, -inside]).tocsr(), least, most))
    floor = np.r_[np.maximum(low[at], 0), np.maximum(-high[at], 0)]
    ceiling = np.r_[np.maximum(high[at], 0), np.maximum(-low[at], 0)]
    price = np.r_[cost[at] - reward[at], cost[at] + reward[at]]
    found = milp(price, constraints=rules, bounds=Bounds(floor, ceiling))
    if found.x is None:
        return None
    deviation = np.zeros(len(problem.cells))
    deviation[at] = found.x[: len(at)] - found.x[len(at) :]
    deviation[np.abs(deviation) < CLOSE] = 0
    return deviation
