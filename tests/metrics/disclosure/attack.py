"""An attacker of his own: all that is published, the rule, and linear programming. Shares no code with what protects.

A table is counts by name and sums: ("=", total, parts); where each person counts once, ("once", total, parts); where
the parts lie in the total beside others, ("<=", total, parts).
"""

from __future__ import annotations

from dataclasses import dataclass, field

import highspy
import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

NEAR = 1e-5


@dataclass
class Found:
    """recovered, narrowed: cells given away by what is published. by_rule: narrow whatever is published."""

    recovered: list = field(default_factory=list)
    narrowed: list = field(default_factory=list)
    by_rule: list = field(default_factory=list)

    @property
    def safe(self) -> bool:
        return not self.recovered and not self.narrowed


class _Solver(highspy.Highs):
    def enableCallbacks(self):
        self.silent()


class Knowledge:
    """Everything that fits what is known: unknown counts between bounds, and the sums that hold."""

    def __init__(self, counts, sums, unknown, bounds):
        self.unknown = [name for name in counts if name in unknown]
        self.column = {name: at for at, name in enumerate(self.unknown)}
        limits = np.array([bounds(name) for name in self.unknown], dtype=float).reshape(-1, 2)
        self.solver = _Solver()
        self.solver.setOptionValue("presolve", "off")
        self.solver.setOptionValue("simplex_strategy", 4)
        for low, high in limits:
            self.solver.addVar(low, high)
        for kind, total, parts in sums:
            if kind == "=":
                self.add(counts, {total: 1.0} | dict.fromkeys(parts, -1.0), same=True)
            elif kind == "<=":
                self.add(counts, {total: -1.0} | dict.fromkeys(parts, 1.0), same=False)
            else:
                self.add(counts, {total: 1.0} | dict.fromkeys(parts, -1.0), same=False)
                for part in parts:
                    self.add(counts, {part: 1.0, total: -1.0}, same=False)
        self.weights = np.zeros(len(self.unknown))

    def add(self, counts, signs, *, same):
        """The sum of sign x count is nought, or no more than that; what is known goes to the other side."""
        known = sum(sign * counts[name] for name, sign in signs.items() if name not in self.column)
        left = {self.column[name]: sign for name, sign in signs.items() if name in self.column}
        if left:
            least = -known if same else -np.inf
            self.solver.addRow(least, -known, len(left), np.array([*left], dtype=np.int32), np.array([*left.values()]))

    def furthest(self, weights):
        """The counts that fit with the greatest sum of weight x count; None where there is no limit."""
        new = np.flatnonzero(weights != self.weights).astype(np.int32)
        self.solver.changeColsCost(len(new), new, -weights[new])
        self.weights = weights
        self.solver.run()
        status = self.solver.getModelStatus()
        if status == highspy.HighsModelStatus.kUnbounded:
            return None
        assert status == highspy.HighsModelStatus.kOptimal, status
        return np.array(self.solver.getSolution().col_value)

    def ranges(self, wanted, enough):
        """(least, greatest) of the wanted; looks no further once `enough(name, low, high)`."""
        ends = {name: (np.inf, -np.inf) for name in wanted}

        def lacking():
            return [name for name in wanted if not enough(name, *ends[name])]

        for sign in (1.0, -1.0, 1.0, -1.0):
            self.push(lacking(), sign, ends)
        for name in wanted:
            for sign in (1.0, -1.0):
                if not enough(name, *ends[name]):
                    self.push([name], sign, ends)
        return ends

    def push(self, names, sign, ends):
        """Push some cells up (sign 1) or down together, and take note of where all of them came to."""
        if not names:
            return
        weights = np.zeros(len(self.unknown))
        weights[[self.column[name] for name in names]] = sign
        found = self.furthest(weights)
        if found is None:  # no limit: for a single cell the range is open at that end
            if len(names) == 1:
                low, high = ends[names[0]]
                ends[names[0]] = (low, np.inf) if sign > 0 else (-np.inf, high)
            return
        for name, (low, high) in ends.items():
            at = found[self.column[name]]
            ends[name] = min(low, at), max(high, at)


def attack(counts, sums, hidden, threshold=5, unprinted=(), unguarded=(), ranges=None):
    """What follows about the hidden cells. He knows that a small hidden one is 1 to `threshold`.

    unprinted: counts that no table shows but that follow from those shown, as the complement of a percentage; the
    small ones of them may not follow. unguarded: hidden counts of what is no person, which may follow.
    ranges: hidden count -> what else he knows of it, having been shown it rounded.
    """
    unprinted, unguarded = set(unprinted), set(unguarded)
    hidden = (set(hidden) | {name for name in unprinted if 1 <= counts[name] <= threshold}) - unguarded
    unknown = hidden | unprinted | unguarded
    small = {name for name in hidden if 1 <= counts[name] <= threshold}

    def bounds(name):
        if name in unguarded:
            return (0, np.inf)
        return (1, threshold) if 1 <= counts[name] <= threshold else (0, np.inf)

    def enough(name, low, high):
        if name in small:
            return low <= 1 + NEAR and high >= threshold - NEAR
        return high - low >= 1 - NEAR

    found = Found()
    if not hidden:
        return found
    seen = Knowledge(counts, sums, unknown, lambda name: (ranges or {}).get(name) or bounds(name)).ranges(
        list(hidden), enough
    )
    doubtful = [name for name, ends in seen.items() if not enough(name, *ends)]
    if not doubtful:
        return found
    anyway = Knowledge(counts, sums, set(counts), bounds).ranges(doubtful, enough)
    for name in doubtful:
        (low, high), (least, most) = seen[name], anyway[name]
        as_wide = low <= np.ceil(least - NEAR) + NEAR and high >= np.floor(most + NEAR) - NEAR
        if as_wide:  # told, if at all, by which cells are small: whether he can know that is asked below
            found.by_rule.append(name)
        elif high - low < 1 - NEAR:
            found.recovered.append(name)
        else:
            found.narrowed.append(name)
    found.recovered += _told_the_blind(counts, sums, unknown, unguarded, [
        name for name in found.by_rule if seen[name][1] - seen[name][0] < 1 - NEAR
    ])  # fmt: skip
    return found


def _told_the_blind(counts, sums, unknown, unguarded, single):
    """Those of cells with one value that follow for somebody, too, who cannot tell small totals from others: both say
    "c", so that he can only have known the rest if he could.
    """

    def bounds(name):
        return (0 if name in unguarded else min(1, counts[name]), np.inf)

    wide = Knowledge(counts, sums, unknown, bounds).ranges(single, lambda name, low, high: high - low >= 1 - NEAR)
    return [name for name, (low, high) in wide.items() if high - low < 1 - NEAR]


def told(counts, sums, unknown, names):
    """Those of some unknown counts that one number alone fits, for somebody who does not know which are small."""
    ends = Knowledge(counts, sums, unknown, lambda name: (0, np.inf)).ranges(
        names, lambda name, low, high: high - low >= 1 - NEAR
    )
    return [name for name, (low, high) in ends.items() if high - low < 1 - NEAR]


def whole_number_range(counts, sums, unknown, name, threshold=5, seconds=5.0):
    """(least, greatest) whole count that a hidden cell can have; None where time was up before that was known.

    Counts are whole numbers, which linear programming leaves out of account.
    """
    column = {one: at for at, one in enumerate(one for one in counts if one in unknown)}
    rows, least, most = [], [], []
    for kind, total, parts in sums:
        lines = [({total: 1.0} | dict.fromkeys(parts, -1.0), 0.0 if kind == "=" else np.inf)]
        lines += [({part: 1.0, total: -1.0}, np.inf) for part in parts if kind != "="]
        for signs, room in lines:
            known = sum(sign * counts[one] for one, sign in signs.items() if one not in column)
            rows += [(len(least), column[one], sign) for one, sign in signs.items() if one in column]
            least.append(-known - room)
            most.append(-known)
    at, across, signs = zip(*rows, strict=True)
    matrix = sparse.csr_array((signs, (at, across)), shape=(len(least), len(column)))
    small = np.array([1 <= counts[one] <= threshold for one in column])
    bounds = Bounds(np.where(small, 1, 0), np.where(small, threshold, np.inf))
    ends = []
    for sign in (1.0, -1.0):
        aim = np.zeros(len(column))
        aim[column[name]] = sign
        found = milp(aim, constraints=LinearConstraint(matrix, least, most), bounds=bounds,
                     integrality=np.ones(len(column)), options={"time_limit": seconds})  # fmt: skip
        if found.status not in (0, 3):
            return None
        ends.append(sign * np.inf * -1 if found.status == 3 else float(round(found.x[column[name]])))
    return tuple(ends)
