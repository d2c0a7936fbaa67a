"""Making a safe pattern smaller: show again, or show rounded, what is hidden without need."""

from __future__ import annotations

import numpy as np

from metrics.disclosure.attacker import CLOSE
from metrics.disclosure.rules import rounded
from metrics.disclosure.witness import Pattern, unproved


def show_unneeded(pattern: Pattern, until: float) -> None:
    """Show every further hidden cell without which the pattern is still safe, the dearest first, until time is up."""
    _drop_untouched(pattern)
    problem = pattern.problem
    further = _further(pattern)
    for cell in further[np.lexsort((-problem.count[further], -problem.weight[further]))]:
        if pattern.used > until:
            return
        fewer = pattern.hidden.copy()
        fewer[cell] = False
        if not unproved(pattern, fewer):
            pattern.hidden = fewer
            keep_fitting(pattern)


def _further(pattern: Pattern) -> np.ndarray:
    return np.flatnonzero(pattern.hidden & ~pattern.problem.forced)


def _drop_untouched(pattern: Pattern) -> None:
    """Show at once what no needed witness moves: one witness a demand, the one that moves fewest cells."""
    if not len(pattern.witnesses):
        return
    moved = np.abs(pattern.witnesses) > CLOSE
    order = np.argsort(moved.sum(axis=1), kind="stable")
    witnesses, moved = pattern.witnesses[order], moved[order]
    used = pattern.problem.forced.copy()
    for reaches in (witnesses >= pattern.reach[0] - CLOSE, witnesses <= pattern.reach[1] + CLOSE):
        asked = pattern.problem.primary & reaches.any(axis=0)
        for chosen in np.unique(reaches.argmax(axis=0)[asked]):
            used |= moved[chosen]
    fewer = pattern.hidden & used
    if fewer.sum() < pattern.hidden.sum() and not unproved(pattern, fewer):
        pattern.hidden = fewer
        keep_fitting(pattern)


def keep_fitting(pattern: Pattern) -> None:
    """Forget witnesses that move what is shown, or leave what is known of a rounded cell."""
    fits = ~(np.abs(pattern.witnesses[:, ~pattern.hidden]) > CLOSE).any(axis=1)
    inside = ((pattern.witnesses >= pattern.low - CLOSE) & (pattern.witnesses <= pattern.high + CLOSE)).all(axis=1)
    pattern.witnesses = pattern.witnesses[fits & inside]


def show_rounded(pattern: Pattern, multiple: int, threshold: int, until: float) -> np.ndarray:
    """Show further hidden cells rounded to a multiple where that is safe. Gives which: True where a cell is rounded."""
    problem, done = pattern.problem, np.zeros(len(pattern.hidden), dtype=bool)
    for cell in _further(pattern):
        low, high = rounding_range(problem.count[cell], multiple)
        if low <= threshold or pattern.used > until:
            continue
        before = pattern.low[cell], pattern.high[cell]
        pattern.low[cell], pattern.high[cell] = low - problem.count[cell], high - problem.count[cell]
        if unproved(pattern, pattern.hidden.copy()):
            pattern.low[cell], pattern.high[cell] = before
        else:
            done[cell] = True
            keep_fitting(pattern)
    return done


def rounding_range(count: float, multiple: int) -> tuple[int, int]:
    """The least and greatest count that a published rounded count can stand for."""
    shown = rounded(count, multiple)
    return shown - multiple // 2, shown + (multiple - 1) // 2
