"""How wide a hidden cell's range can be at best: what the rule alone says of parts of a total that is small itself."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from metrics.disclosure.attacker import CLOSE
from metrics.disclosure.model import Problem
from metrics.disclosure.witness import Pattern

FAR, ROUNDS = 1e7, 20


def limit_reach(pattern: Pattern) -> None:
    """Ask of no cell more than the rule leaves it if all that can be hidden is.

    A total of at most 5 with three parts that are not nought leaves each part 3 at most, whatever is published. Where
    that leaves a single value, somebody who cannot tell that the total is small itself still cannot work it out: its
    total then counts as hidden without a known upper end.
    """
    low, high = _widest(pattern)
    for cell in np.flatnonzero(pattern.problem.primary & (high < 1 - CLOSE) & (low > -1 + CLOSE)):
        blur_totals(pattern, int(cell))
    low, high = _widest(pattern)
    primary = pattern.problem.primary
    pattern.reach[0, primary] = np.minimum(pattern.reach[0], np.maximum(np.floor(high + CLOSE), 0))[primary]
    pattern.reach[1, primary] = np.maximum(pattern.reach[1], np.minimum(np.ceil(low - CLOSE), 0))[primary]


def blur_totals(pattern: Pattern, cell: int) -> bool:
    """Let the small totals of a cell be any size; then theirs, then all small cells near it. False if all may be."""
    seen, totals = {cell}, _totals_of(pattern.problem, cell)
    while totals:
        if _blur(pattern, np.array(totals)):
            return True
        seen |= set(totals)
        totals = [over for total in totals for over in _totals_of(pattern.problem, total) if over not in seen]
    beside = (abs(pattern.problem.equal).T @ abs(pattern.problem.equal)).tocsr()
    near, reached = np.arange(len(pattern.high)) == cell, 0
    while near.sum() > reached:
        if _blur(pattern, np.flatnonzero(near & pattern.problem.primary)):
            return True
        reached = near.sum()
        near = near | (beside @ near > 0)
    return False


def _blur(pattern: Pattern, cells: np.ndarray) -> bool:
    tight = cells[pattern.high[cells] < np.inf]
    pattern.high[tight] = np.inf
    return len(tight) > 0


def _totals_of(problem: Problem, cell: int) -> list[int]:
    """Small cells on the other side of an equation from this one."""
    column = problem.equal.tocsc()
    rows = column.indices[column.indptr[cell] : column.indptr[cell + 1]]
    found = []
    for row in rows:
        inside = slice(problem.equal.indptr[row], problem.equal.indptr[row + 1])
        cells, signs = problem.equal.indices[inside], problem.equal.data[inside]
        own = signs[cells == cell][0]
        found += [int(c) for c, sign in zip(cells, signs, strict=True) if sign * own < 0 and problem.primary[c]]
    return found


def _widest(pattern: Pattern) -> tuple[np.ndarray, np.ndarray]:
    """Bounds on every deviation when all that can be hidden is: passed along the relations till they settle."""
    problem = pattern.problem
    can_move = pattern.hidden | problem.open | problem.published
    low = np.where(can_move, np.maximum(pattern.low, -FAR), 0)
    high = np.where(can_move, np.minimum(pattern.high, FAR), 0)
    rows = sparse.vstack([problem.equal, problem.above, -problem.equal]).tocoo()
    slack = np.concatenate([np.zeros(problem.equal.shape[0]), problem.slack, np.zeros(problem.equal.shape[0])])
    row, column, sign = *rows.coords, rows.data
    for _ in range(ROUNDS):
        most = np.where(sign > 0, sign * high[column], sign * low[column])
        room = np.bincount(row, weights=most, minlength=len(slack))
        least = -slack[row] - (room[row] - most)  # what this cell's own share must be at the least
        new_low, new_high = low.copy(), high.copy()
        up, down = sign > 0, sign < 0
        np.maximum.at(new_low, column[up], least[up] / sign[up])
        np.minimum.at(new_high, column[down], least[down] / sign[down])
        if np.allclose(new_low, low) and np.allclose(new_high, high):
            break
        low, high = np.minimum(new_low, 0), np.maximum(new_high, 0)
    return low, high
