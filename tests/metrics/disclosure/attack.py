"""An attacker of his own: all that is published, the rule, and linear programming. Shares no code with what protects.

A table is counts by name and sums: ("=", total, parts) or, where each person counts once, ("once", total, parts).
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import linprog

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


class Knowledge:
    """Everything that fits what is known: unknown counts between bounds, and the sums that hold."""

    def __init__(self, counts, sums, unknown, bounds):
        self.unknown = [name for name in counts if name in unknown]
        column = {name: at for at, name in enumerate(self.unknown)}
        self.bounds = np.array([bounds(name) for name in self.unknown], dtype=float).reshape(-1, 2)
        same, same_to, most, most_to = [], [], [], []
        for kind, total, parts in sums:
            row, fixed = np.zeros(len(self.unknown)), 0.0
            for name, sign in [(total, 1.0), *((part, -1.0) for part in parts)]:
                if name in column:
                    row[column[name]] += sign
                else:
                    fixed += sign * counts[name]
            if kind == "=" and row.any():
                same.append(row)
                same_to.append(-fixed)
            elif kind == "once":
                most.append(row)
                most_to.append(-fixed)
                for part in parts:
                    single, known = np.zeros(len(self.unknown)), 0.0
                    for name, sign in ((part, 1.0), (total, -1.0)):
                        if name in column:
                            single[column[name]] += sign
                        else:
                            known += sign * counts[name]
                    most.append(single)
                    most_to.append(-known)
        self.same = (np.array(same), np.array(same_to)) if same else (None, None)
        self.most = (np.array(most), np.array(most_to)) if most else (None, None)

    def furthest(self, weights):
        found = linprog(-weights, A_ub=self.most[0], b_ub=self.most[1], A_eq=self.same[0], b_eq=self.same[1],
                        bounds=[(low, None if high == np.inf else high) for low, high in self.bounds])  # fmt: skip
        return found

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
        weights = np.array([sign * (name in names) for name in self.unknown])
        found = self.furthest(weights)
        if found.status == 3:  # no limit: for a single cell the range is open at that end
            if len(names) == 1:
                low, high = ends[names[0]]
                ends[names[0]] = (low, np.inf) if sign > 0 else (-np.inf, high)
            return
        assert found.status == 0, found.message
        at = dict(zip(self.unknown, found.x, strict=True))
        for name, (low, high) in ends.items():
            ends[name] = min(low, at[name]), max(high, at[name])


def attack(counts, sums, hidden, threshold=5):
    """What follows about the hidden cells. He knows that a small hidden one is 1 to `threshold`."""
    small = {name for name in hidden if 1 <= counts[name] <= threshold}

    def bounds(name):
        return (1, threshold) if 1 <= counts[name] <= threshold else (0, np.inf)

    def enough(name, low, high):
        if name in small:
            return low <= 1 + NEAR and high >= threshold - NEAR
        return high - low >= 1 - NEAR

    found = Found()
    if not hidden:
        return found
    seen = Knowledge(counts, sums, set(hidden), bounds).ranges(list(hidden), enough)
    doubtful = [name for name, ends in seen.items() if not enough(name, *ends)]
    if not doubtful:
        return found
    anyway = Knowledge(counts, sums, set(counts), bounds).ranges(doubtful, enough)
    for name in doubtful:
        (low, high), (least, most) = seen[name], anyway[name]
        as_wide = low <= np.ceil(least - NEAR) + NEAR and high >= np.floor(most + NEAR) - NEAR
        if name in small and as_wide:
            found.by_rule.append(name)
        elif high - low < 1 - NEAR:
            found.recovered.append(name)
        else:
            found.narrowed.append(name)
    single = [name for name in found.by_rule if seen[name][1] - seen[name][0] < 1 - NEAR]
    if single:  # he can only have known that if he could tell small totals from others: he cannot, both say "c"
        blind = Knowledge(counts, sums, set(hidden), lambda name: (min(1, counts[name]), np.inf))
        wide = blind.ranges(single, lambda name, low, high: high - low >= 1 - NEAR)
        found.recovered += [name for name, (low, high) in wide.items() if high - low < 1 - NEAR]
    return found
