"""What somebody can work out who has all that is published and knows the rule: the range of every hidden count."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

import numpy as np

from metrics.disclosure.model import Problem
from metrics.disclosure.program import Program

CLOSE, FAR = 1e-6, 1e5


class Attacker:
    """Sees all cells of a problem but those hidden. Every answer is a deviation from the true counts that fits it all.

    hidden, low, high: which he does not see, and the deviations between which each of those is known to be.
    """

    def __init__(self, problem: Problem, hidden: np.ndarray, low: np.ndarray, high: np.ndarray) -> None:
        self.program = Program(*problem.rows())
        self.see(hidden, low, high)

    def see(self, hidden: np.ndarray, low: np.ndarray, high: np.ndarray) -> Attacker:
        """The same attacker with another pattern before him."""
        self.low = np.where(hidden, low, 0.0)
        self.high = np.where(hidden, np.minimum(high, FAR), 0.0)  # so that an unlimited range still gives a point
        return self

    def furthest(self, direction: np.ndarray, fixed: int | None = None) -> np.ndarray | None:
        """The deviation that goes furthest in a direction (a weight for every cell); None where there is no limit.

        fixed: a cell whose count he knows, being in it himself.
        """
        low, high = self.low, self.high
        if fixed is not None:
            low, high = low.copy(), high.copy()
            low[fixed] = high[fixed] = 0
        self.program.bound(low, high)
        self.program.price(-direction)
        found = self.program.solve()
        if found is not None:
            found[np.abs(found) < CLOSE] = 0
        return found

    def extreme(self, cell: int, sign: float, fixed: int | None = None) -> np.ndarray | None:
        """The deviation in which one cell is greatest (sign 1) or least (sign -1)."""
        direction = np.zeros(len(self.low))
        direction[cell] = sign
        return self.furthest(direction, fixed)


def feasible_ranges(problem: Problem, hidden: Iterable[Hashable]) -> dict[Hashable, tuple[float, float]]:
    """The least and greatest count that each hidden cell can have, given all else that is published.

    By linear programming, so that no range is too narrow; to 1e-6. The greatest is infinite where nothing limits it.
    """
    names = set(hidden)
    unseen = np.array([cell.name in names for cell in problem.cells], dtype=bool) | problem.unpublished
    attacker = Attacker(problem, unseen, problem.low, problem.high)
    ranges = {}
    for at in np.flatnonzero(unseen):
        if problem.cells[at].name in names:
            ends = [problem.count[at] + attacker.extreme(at, sign)[at] for sign in (-1.0, 1.0)]
            ranges[problem.cells[at].name] = tuple(
                np.inf if end > 9e4 + problem.count[at] else _tidy(end) for end in ends
            )
    return ranges


def recoverable(problem: Problem, hidden: Iterable[Hashable]) -> list[Hashable]:
    """The hidden cells that can be worked out exactly: one whole number alone fits."""
    ranges = feasible_ranges(problem, hidden)
    return [name for name, (low, high) in ranges.items() if np.floor(high + CLOSE) - np.ceil(low - CLOSE) < 1]


def _tidy(number: float) -> float:
    whole = round(number)
    return float(whole) if abs(number - whole) < CLOSE * 10 else float(number)
