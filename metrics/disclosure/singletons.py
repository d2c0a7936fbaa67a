"""Cells of one person, who knows that cell: what is hidden from strangers may be plain to the one in it."""

from __future__ import annotations

import numpy as np

from metrics.disclosure.attacker import CLOSE
from metrics.disclosure.choose import relation_rows
from metrics.disclosure.mend import cheapest_move
from metrics.disclosure.witness import Pattern

FEW = 3  # with more hidden cells in a relation, one known cell leaves the others free


def keep_from_singletons(pattern: Pattern) -> None:
    """The one person in a cell of 1 knows that cell: no other small cell in a relation with it may follow from it."""
    problem = pattern.problem
    alone = problem.primary & (problem.count == 1)
    for cells, _, slack in relation_rows(problem):
        inside = cells[pattern.hidden[cells]]
        if slack is not None or len(inside) > FEW:
            continue
        for single in inside[alone[inside]]:
            for cell in inside[problem.primary[inside]]:
                if cell != single and pattern.reach[:, cell].any():
                    _free_of(pattern, int(single), int(cell))


def _free_of(pattern: Pattern, single: int, cell: int) -> None:
    knows = pattern.witnesses[np.abs(pattern.witnesses[:, single]) < CLOSE]
    if len(knows) and np.abs(knows[:, cell]).max() >= 1 - CLOSE:
        return
    attacker = pattern.attacker()
    for sign in (1.0, -1.0):
        found = attacker.extreme(cell, sign, fixed=single)
        if found is not None and abs(found[cell]) >= 1 - CLOSE:
            pattern.add(found)
            return
    found = cheapest_move(pattern, cell, np.nan, fixed=single)
    if found is not None:  # where nothing helps, the rule alone tells him
        pattern.hidden |= np.abs(found) > CLOSE
        pattern.add(found)
