"""Is a pattern of hidden cells safe? For each demand a witness is kept: other counts that fit all that is published."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from metrics.disclosure.attacker import CLOSE, Attacker
from metrics.disclosure.model import Problem
from metrics.disclosure.program import Program

KEPT = 300


@dataclass
class Pattern:
    """Which cells of a problem are hidden, and the range (as deviations) within which each is still left.

    hidden: True for hidden cells. low, high: what is known of a hidden cell, narrower than the rule where rounded.
    reach: how far up (row 0) and down (row 1) each primary cell must be able to go; `free`: cells that must be able
    to move at all. witnesses: deviations that fit. blind: cells hidden for the sake of those who cannot tell small
    hidden cells from others. excused: those of them that the rule alone tells everybody else.
    """

    problem: Problem
    hidden: np.ndarray
    low: np.ndarray
    high: np.ndarray
    reach: np.ndarray
    witnesses: np.ndarray = field(default=None)
    blind: np.ndarray = field(default=None)
    excused: np.ndarray = field(default=None)
    kept: Attacker | None = None
    moves: Program | None = None
    effort: int = 0

    @classmethod
    def of(cls, problem: Problem) -> Pattern:
        """Only what must be hidden is; every primary cell must reach both ends of its range."""
        reach = np.vstack([np.where(problem.primary, problem.demand[end], 0) for end in (1, 0)])
        return cls(problem, problem.forced.copy(), problem.low.copy(), problem.high.copy(), reach,
                   np.zeros((0, len(problem.cells))), problem.forced & False, problem.forced & False)  # fmt: skip

    def attacker(self, hidden: np.ndarray | None = None) -> Attacker:
        seen = self.hidden if hidden is None else hidden
        if self.kept is None:
            self.kept = Attacker(self.problem, seen, self.low, self.high)
        return self.kept.see(seen, self.low, self.high)

    @property
    def used(self) -> float:
        """Seconds that all solutions so far take an ordinary processor: counted, the same whatever machine it is."""
        programs = self.kept and self.kept.program, self.moves
        return sum(program.seconds for program in programs if program)

    @property
    def free(self) -> np.ndarray:
        """Hidden cells, not primary, that must have more than a single value."""
        return self.hidden & self.problem.owed & ~self.excused

    def add(self, deviation: np.ndarray) -> None:
        self.witnesses = np.vstack([self.witnesses[-KEPT:], deviation])

    def unmet(
        self, witnesses: np.ndarray, hidden: np.ndarray | None = None
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """(up, down, free): the cells for which no witness shows that they can go far enough."""
        most = witnesses.max(axis=0, initial=0.0)
        least = witnesses.min(axis=0, initial=0.0)
        free = (self.hidden if hidden is None else hidden) & self.problem.owed & ~self.excused
        still = free & (most < 1 - CLOSE) & (least > -1 + CLOSE)
        return most < self.reach[0] - CLOSE, least > self.reach[1] + CLOSE, still


def unproved(
    pattern: Pattern, hidden: np.ndarray | None = None, attacker: Attacker | None = None
) -> list[tuple[int, float]]:
    """Look for a witness for every demand; what is left is a list of (cell, deviation it cannot reach).

    hidden: a pattern to try in place of the pattern's own; its witnesses are kept only if it is adopted.
    """
    trying = pattern.hidden if hidden is None else hidden
    attacker = attacker or pattern.attacker(trying)
    held = pattern.witnesses[~(np.abs(pattern.witnesses[:, ~trying]) > CLOSE).any(axis=1)]
    held = held[((held >= pattern.low - CLOSE) & (held <= pattern.high + CLOSE))[:, trying].all(axis=1)]
    new = several_at_once(pattern, trying, attacker, held)
    failed = []
    for cell, target in _demands(*pattern.unmet(np.vstack([held, *new]), trying), pattern.reach):
        if any(_meets(deviation, cell, target) for deviation in new):
            continue
        if (found := _one(attacker, cell, target)) is not None:
            new.append(found)
            continue
        failed.append((cell, target))
        if hidden is not None:
            break
    pattern.witnesses = np.vstack([pattern.witnesses, *new])  # what fits fewer hidden cells fits more as well
    return failed


def several_at_once(
    pattern: Pattern, trying: np.ndarray, attacker: Attacker, held: np.ndarray, times: int = 20
) -> list[np.ndarray]:
    """Push all unmet cells the same way at once, as long as that meets several demands at a time."""
    new, left = [], np.inf
    for _ in range(times):
        up, down, free = pattern.unmet(np.vstack([held, *new]), trying)
        count = int(up.sum() + down.sum() + free.sum())
        if count < 4 or count > left - max(2, left // 5 if left < np.inf else 0):
            break
        left = count
        for direction in (up.astype(float) + free, -down.astype(float) - free):
            if direction.any() and (found := attacker.furthest(direction)) is not None:
                new.append(found)
    return new


def _demands(up: np.ndarray, down: np.ndarray, free: np.ndarray, reach: np.ndarray) -> list[tuple[int, float]]:
    demands = [(int(cell), float(reach[0, cell])) for cell in np.flatnonzero(up)]
    demands += [(int(cell), float(reach[1, cell])) for cell in np.flatnonzero(down)]
    return demands + [(int(cell), np.nan) for cell in np.flatnonzero(free)]


def _one(attacker: Attacker, cell: int, target: float) -> np.ndarray | None:
    """A witness for one demand; a target that is not a number is "anything else by one at least"."""
    for sign in (1.0, -1.0) if np.isnan(target) else (np.sign(target),):
        found = attacker.extreme(cell, sign)
        if found is not None and _meets(found, cell, target):
            return found
    return None


def _meets(deviation: np.ndarray, cell: int, target: float) -> bool:
    if np.isnan(target):
        return abs(deviation[cell]) >= 1 - CLOSE
    return deviation[cell] * np.sign(target) >= abs(target) - CLOSE
