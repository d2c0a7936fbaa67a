"""Hide what lets a cell move that cannot yet: the cheapest way for one, or for many at once."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from metrics.disclosure.attacker import CLOSE, FAR
from metrics.disclosure.program import Program
from metrics.disclosure.witness import Pattern, several_at_once

SHARE = 0.05  # of the unmet demands must be met at once, or single ones are mended
EFFORTS = ((0.5, False), (8.0, False), (8.0, True), (60.0, True))
# what letting a cell move may cost, in cells of the body hidden; and whether noughts may be
NOUGHT_COSTS = 4.0  # a nought is shown unless nothing else will do
HIDDEN_COSTS = 1e-4


def mend(pattern: Pattern, failed: list[tuple[int, float]], until: float) -> list[tuple[int, float]]:
    """Hide the cheapest cells through which each failed cell can move; (cell, target) of those that nothing helps."""
    lost = []
    for number, (cell, target) in enumerate(failed):
        if number and pattern.used > until:
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
    low, high = _bounds(pattern, noughts)
    if fixed is not None:
        low[fixed] = high[fixed] = 0
    if not low[cell] - CLOSE <= target <= high[cell] + CLOSE:
        return None
    low[cell] = high[cell] = target
    cost = np.where(pattern.hidden, HIDDEN_COSTS, _prices(pattern))
    deviation = _cheapest(pattern, low, high, cost, np.zeros(len(cost)))
    return None if deviation is None else (float(cost[np.abs(deviation) > 0].sum()), deviation)


def mend_many(pattern: Pattern, up: np.ndarray, down: np.ndarray, free: np.ndarray) -> bool:
    """Hide cells through which many unmet cells can move at once; True if that met any.

    up, down, free: the cells whose demands have no witness yet. Hiding a cell is worth it if it lets others move far
    enough; what that costs at most is raised until enough of them move.
    """
    rng = np.random.default_rng(int(up.sum() + down.sum() + free.sum()))
    upward = np.where(up & down | free, rng.random(len(up)) < 0.5, up)
    wanted = np.where(up | down | free, np.where(upward, 1.0, -1.0), 0.0)
    reach = np.maximum(np.where(free, 1.0, np.where(upward, pattern.reach[0], -pattern.reach[1])), 1.0)
    per_unit = np.where(pattern.hidden, HIDDEN_COSTS, _prices(pattern) / pattern.reach.max(initial=1.0))
    while pattern.effort < len(EFFORTS):
        worth, noughts = EFFORTS[pattern.effort]
        low, high = _bounds(pattern, noughts)
        high = np.where(wanted > 0, np.minimum(high, reach), high)
        low = np.where(wanted < 0, np.maximum(low, -reach), low)
        deviation = _cheapest(pattern, low, high, per_unit, worth * wanted / reach)
        met = deviation * wanted >= reach - CLOSE
        if met[wanted != 0].sum() > max(1, SHARE * (wanted != 0).sum()):
            pattern.hidden |= np.abs(deviation) > CLOSE
            pattern.add(deviation)
            return True
        pattern.effort += 1
    return False


def hide_all_that_helps(pattern: Pattern) -> None:
    """Hide at once all that the unmet cells need if everything may move; noughts only if nothing else is enough."""
    problem = pattern.problem
    for hideable in (problem.open & (problem.count > 0), problem.open):
        trying = pattern.hidden | hideable
        attacker = pattern.attacker(trying)
        new = several_at_once(pattern, pattern.hidden, attacker, pattern.witnesses)
        for rows, sign in ((0, 1.0), (1, -1.0)):
            for cell in np.flatnonzero(pattern.unmet(np.vstack([pattern.witnesses, *new]))[rows]):
                new.append(attacker.extreme(int(cell), sign))
        for witness in new:
            pattern.hidden |= np.abs(witness) > CLOSE
        pattern.witnesses = np.vstack([pattern.witnesses, *new])


def _prices(pattern: Pattern) -> np.ndarray:
    return pattern.problem.weight * np.where(pattern.problem.count > 0, 1, NOUGHT_COSTS)


def _bounds(pattern: Pattern, noughts: bool) -> tuple[np.ndarray, np.ndarray]:
    problem = pattern.problem
    movable = pattern.hidden | (problem.open & (noughts | (problem.count > 0)))
    return np.where(movable, pattern.low, 0), np.where(movable, np.minimum(pattern.high, FAR), 0)


def _cheapest(pattern: Pattern, low, high, cost, reward) -> np.ndarray | None:
    """The deviation within bounds of least cost a unit either way, less the reward a unit up; None if there is none."""
    if pattern.moves is None:
        rows, least, most = pattern.problem.rows()
        pattern.moves = Program(sparse.hstack([rows, -rows]), least, most, warm=False)
    pattern.moves.bound(
        np.r_[np.maximum(low, 0), np.maximum(-high, 0)], np.r_[np.maximum(high, 0), np.maximum(-low, 0)]
    )
    pattern.moves.price(np.r_[cost - reward, cost + reward])
    found = pattern.moves.solve()
    if found is None:
        return None
    deviation = found[: len(low)] - found[len(low) :]
    deviation[np.abs(deviation) < CLOSE] = 0
    return deviation
