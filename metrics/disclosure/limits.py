"""How wide a hidden cell's range can be at best: what the rule alone says of parts of a total that is small itself."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from scipy import sparse

from metrics.disclosure.attacker import CLOSE
from metrics.disclosure.mend import cheapest_move
from metrics.disclosure.witness import Pattern, several_at_once

FAR, ROUNDS = 1e7, 20


def limit_reach(pattern: Pattern) -> None:
    """Ask of no cell more than the rule leaves it if all that can be hidden is.

    A total of at most 5 with three parts that are not nought leaves each part 3 at most, whatever is published.
    """
    low, high = _widest(pattern)
    primary = pattern.problem.primary
    pattern.reach[0, primary] = np.minimum(pattern.reach[0], np.maximum(np.floor(high + CLOSE), 0))[primary]
    pattern.reach[1, primary] = np.maximum(pattern.reach[1], np.minimum(np.ceil(low - CLOSE), 0))[primary]


def limit_exactly(pattern: Pattern) -> None:
    """The same by linear programming, so that nothing is sought later that no choice can give."""
    problem = pattern.problem
    attacker = pattern.attacker(pattern.hidden | problem.open | problem.published)
    seen = several_at_once(pattern, problem.primary, attacker, np.zeros((0, len(pattern.hidden))))
    ends = np.array([np.max(seen, axis=0, initial=0), np.min(seen, axis=0, initial=0)]) if seen else pattern.reach * 0
    for row, sign, least in ((0, 1.0, np.floor), (1, -1.0, np.ceil)):
        for cell in np.flatnonzero(problem.primary):
            if sign * ends[row, cell] < sign * pattern.reach[row, cell] - CLOSE:
                found = attacker.extreme(int(cell), sign)
                ends = np.array([np.maximum(ends[0], found), np.minimum(ends[1], found)])
                if sign * found[cell] < sign * pattern.reach[row, cell] - CLOSE:
                    pattern.reach[row, cell] = least(found[cell] + sign * CLOSE)


def told_by_the_rule(pattern: Pattern) -> np.ndarray:
    """The cells that the rule alone leaves a single value, to somebody who knows which hidden cells are small."""
    return np.flatnonzero(pattern.problem.primary & ~pattern.reach.any(axis=0))


def free_of_those_who_cannot_tell(pattern: Pattern) -> list[int]:
    """Hide what keeps such cells from somebody who cannot tell a small hidden cell from a larger: both are a "c".

    Five parts of 1 in a total of 5: whoever sees six times "c" cannot know that the total is small. Gives the
    cells that nothing keeps from him.
    """
    problem = pattern.problem
    high = np.where(problem.primary, np.inf, pattern.high)
    lost = []
    for cell in told_by_the_rule(pattern):
        blind = replace(pattern, high=high, hidden=pattern.hidden.copy(), witnesses=np.zeros((0, len(high))))
        ends = [blind.attacker().extreme(int(cell), sign)[cell] for sign in (1.0, -1.0)]
        if ends[0] >= 1 - CLOSE or ends[1] <= -1 + CLOSE:
            continue
        found = cheapest_move(blind, int(cell), np.nan, noughts_too=False)
        if found is None:
            lost.append(int(cell))
        else:
            moved = np.abs(found) > CLOSE
            pattern.blind = pattern.blind | (moved & ~pattern.hidden)
            pattern.hidden |= moved
    return lost


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
