"""Protect a problem: hide what must be, then what is needed, prove every hidden cell safe, show again what is spare."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from time import perf_counter

import numpy as np

from metrics.disclosure import choose, mend, model, trim
from metrics.disclosure.attacker import CLOSE
from metrics.disclosure.limits import free_of_those_who_cannot_tell, limit_exactly, limit_reach, told_by_the_rule
from metrics.disclosure.rules import ReleaseRefused, Rules
from metrics.disclosure.singletons import keep_from_singletons
from metrics.disclosure.witness import Pattern, several_at_once, unproved

MANY = 12
HURRY, LAST = 1.0, 5.0  # times the seconds that the rules give: then fewer steps at more cost, then whatever helps


@dataclass
class Secured:
    """What became of a release: names of cells by what was done with them.

    primary: hidden for themselves. secondary: hidden so that no other can be worked out. rounded: name -> (least,
    greatest) that the rounded count can stand for. limited: name -> (least, greatest) that the rule alone leaves it,
    where that is less than its whole range. blurred: those that it leaves a single value, which nobody
    knows who cannot tell small hidden cells from larger ones. seconds: time taken.
    """

    primary: set[Hashable] = field(default_factory=set)
    secondary: set[Hashable] = field(default_factory=set)
    rounded: dict[Hashable, tuple[int, int]] = field(default_factory=dict)
    limited: dict[Hashable, tuple[float, float]] = field(default_factory=dict)
    blurred: set[Hashable] = field(default_factory=set)
    seconds: float = 0.0

    @property
    def hidden(self) -> set[Hashable]:
        return self.primary | self.secondary


def secure(whole: model.Problem, rules: Rules = Rules()) -> Secured:  # noqa: B008
    """Choose what is hidden, and prove it safe. Raises ReleaseRefused, naming what would be given away."""
    begun = perf_counter()
    done = Secured()
    separate = sorted(model.parts(whole), key=lambda part: len(part[0].cells))  # so that a refusal comes soon
    effort = sum(len(part.cells) for part, _ in separate)
    for part, _ in separate:
        seconds = rules.seconds * len(part.cells) / effort
        _note(done, *secure_part(part, rules, seconds))
    done.primary |= {
        cell.name for cell, primary in zip(whole.cells, whole.primary & whole.open, strict=True) if primary
    }
    if rules.strict and done.limited:
        raise ReleaseRefused(_too_fine(done.limited, whole.cells))
    done.seconds = perf_counter() - begun
    return done


def secure_part(problem: model.Problem, rules: Rules, seconds: float) -> tuple[Pattern, np.ndarray]:
    """The proved pattern of one connected problem, and which cells are shown rounded. seconds: as in `Rules`."""
    pattern = Pattern.of(problem)
    limit_reach(pattern)
    limit_exactly(pattern)
    choose.first_choice(pattern)
    _prove(pattern, seconds)
    trim.show_unneeded(pattern, max(seconds, pattern.used + seconds / 3))
    if rules.singletons:
        keep_from_singletons(pattern)
        _prove(pattern, seconds)
    done = np.zeros(len(problem.cells), dtype=bool)
    if rules.round_to:
        done = trim.show_rounded(pattern, rules.round_to, rules.threshold, pattern.used + seconds / 3)
    _keep_from_the_blind(pattern, seconds)
    _assert_proved(pattern)
    return pattern, done


def _prove(pattern: Pattern, seconds: float) -> None:
    """Prove, mend what cannot be proved, and prove again; when time is up, hide whatever helps."""
    begun = pattern.used
    while True:
        used = pattern.used - begun
        if used > LAST * seconds:
            mend.hide_all_that_helps(pattern)
        else:
            pattern.effort = max(pattern.effort, int(used > HURRY * seconds))
            if _mended_together(pattern):
                continue
        failed = unproved(pattern)
        if not failed:
            return
        for cell, target in mend.mend(pattern, failed, begun + LAST * seconds):
            _ask_less(pattern, cell, target)


def _mended_together(pattern: Pattern) -> bool:
    """Where many demands are unmet, mend many at once; True if that helped."""
    new = several_at_once(pattern, pattern.hidden, pattern.attacker(), pattern.witnesses, times=1)
    pattern.witnesses = np.vstack([pattern.witnesses, *new])
    unmet = pattern.unmet(pattern.witnesses)
    return sum(int(cells.sum()) for cells in unmet) > MANY and mend.mend_many(pattern, *unmet)


def _ask_less(pattern: Pattern, cell: int, target: float) -> None:
    """A demand that nothing meets: take what the rule leaves at most, show what is hidden for nothing, or refuse."""
    problem = pattern.problem
    if np.isnan(target):
        if problem.forced[cell]:
            raise ReleaseRefused(_given_away(pattern, cell))
        pattern.excused[cell] = pattern.blind[cell]
        pattern.hidden[cell] = pattern.blind[cell]
        trim.keep_fitting(pattern)
        return
    sign, row = float(np.sign(target)), 0 if target > 0 else 1
    hideable = pattern.hidden | problem.open
    best = np.floor(abs(pattern.attacker(hideable).extreme(cell, sign)[cell]) + CLOSE)
    if problem.published.any():  # narrower than the rule leaves it is too narrow, if an earlier release is why
        anew = np.floor(abs(pattern.attacker(hideable | problem.published).extreme(cell, sign)[cell]) + CLOSE)
        if best < min(anew, abs(target)):
            raise ReleaseRefused(_given_away(pattern, cell))
    pattern.reach[row, cell] = sign * best


def _keep_from_the_blind(pattern: Pattern, seconds: float) -> None:
    """What the rule alone tells those who know which cells are small must not follow for those who do not."""
    hidden = None
    while hidden is None or (pattern.hidden != hidden).any():
        hidden = pattern.hidden.copy()
        if lost := free_of_those_who_cannot_tell(pattern):
            raise ReleaseRefused(_given_away(pattern, lost[0]))
        _prove(pattern, seconds)


def _assert_proved(pattern: Pattern) -> None:
    """Every witness fits all that is published, and together they meet every demand."""
    problem, witnesses = pattern.problem, pattern.witnesses
    scale = 1e-4 * (1 + np.abs(witnesses).max(axis=1, initial=0.0))
    fits = (np.abs(witnesses @ problem.equal.T) <= scale[:, None]).all(axis=1)
    fits &= (witnesses @ problem.above.T >= -problem.slack - scale[:, None]).all(axis=1)
    fits &= ~(np.abs(witnesses[:, ~pattern.hidden]) > CLOSE).any(axis=1)
    pattern.witnesses = witnesses[fits]
    if unproved(pattern):
        raise AssertionError("a hidden cell was not proved safe")


def _note(done: Secured, pattern: Pattern, rounded: np.ndarray) -> None:
    problem = pattern.problem
    done.blurred |= {problem.cells[at].name for at in told_by_the_rule(pattern)}
    for at, cell in enumerate(problem.cells):
        if problem.primary[at]:
            full = problem.demand[1, at], problem.demand[0, at]
            if (pattern.reach[0, at], pattern.reach[1, at]) != full:
                done.limited[cell.name] = (cell.count + pattern.reach[1, at], cell.count + pattern.reach[0, at])
        elif rounded[at]:
            done.rounded[cell.name] = (cell.count + pattern.low[at], cell.count + pattern.high[at])
        elif pattern.hidden[at] and problem.open[at]:
            done.secondary.add(cell.name)


def _given_away(pattern: Pattern, cell: int) -> str:
    problem = pattern.problem
    attacker = pattern.attacker(pattern.hidden | problem.open)
    least, most = (attacker.extreme(cell, sign)[cell] for sign in (-1.0, 1.0))
    what = "what it is" if most - least < 1 - CLOSE else "more closely what it is than is safe"
    beside = " together with what was published before" if problem.published.any() else ""
    return (
        f'This cannot be published safely. "{problem.cells[cell]}" is a small number, which must stay hidden, and '
        f"whatever else is hidden with it, a reader could work out from this{beside} {what}. Ask for a wider grouping, "
        "or leave this table out."
    )


def _too_fine(limited: dict, cells: list) -> str:
    name = next(cell for cell in cells if cell.name in limited)
    return (
        f"This is split too finely to be published: {len(limited)} small numbers are parts of totals that are small "
        f"themselves, such as {name}. Ask for fewer splits at once."
    )
