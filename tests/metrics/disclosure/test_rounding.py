"""Rounded counts in one release, and the same counts in the next: what the two together say."""

from __future__ import annotations

import numpy as np
import pytest

from metrics import disclosure as dc
from metrics.disclosure.ledger import as_released
from tests.metrics.disclosure.attack import attack
from tests.metrics.disclosure.tables import _margins

FIRST, SECOND = dc.Rules(round_to=5, seconds=0.5), dc.Rules(seconds=0.5)


def tables(seed: int):
    """Districts by need, and the same by phase as well: (counts, sums) of both, the first inside the second."""
    rng = np.random.default_rng(seed)
    body = rng.poisson(rng.choice([15, 30, 60]), (6, 4, 3))
    few = rng.random((6, 4)) < 0.15
    body[few] = rng.integers(0, 3, (int(few.sum()), 3))
    finer, sums = _margins(body)
    coarser = {name: count for name, count in finer.items() if name[2] == "all"}
    inside = [held for held in sums if held[1] in coarser and set(held[2]) <= set(coarser)]
    return coarser, inside, finer, sums


def cells(counts: dict, rules: dc.Rules) -> list[dc.Cell]:
    return [dc.count_cell(name, count, rules) for name, count in counts.items()]


@pytest.mark.parametrize("later", [SECOND, FIRST], ids=["hidden", "rounded"])
@pytest.mark.parametrize("seed", range(12))
def test_a_rounded_count_gives_nothing_away_in_a_later_release(seed, later):
    coarser, inside, finer, sums = tables(seed)
    first_cells, first_relations = cells(coarser, FIRST), [dc.margin(total, parts) for _, total, parts in inside]
    first = dc.secure(dc.problem(first_cells, first_relations), FIRST)
    earlier = as_released("first", first_cells, first_relations, first)
    relations = [dc.margin(total, parts) for _, total, parts in sums]
    try:
        done = dc.secure(dc.problem(*dc.with_earlier(cells(finer, later), relations, [earlier])), later)
    except dc.ReleaseRefused:
        return
    unseen = (done.hidden | set(done.rounded)) - (set(coarser) - first.hidden - set(first.rounded))
    ranges = {name: first.rounded[name] for name in first.rounded if name in unseen}
    ranges |= {name: done.rounded[name] for name in done.rounded}
    found = attack(finer, sums, unseen | first.hidden, ranges=ranges, unguarded=set(done.rounded) | set(first.rounded))
    assert found.recovered == []
    assert found.narrowed == []


def test_counts_are_rounded_in_some_of_these_tables():
    made = [dc.secure(dc.problem(cells(coarser, FIRST), [dc.margin(t, p) for _, t, p in inside]), FIRST).rounded
            for coarser, inside, _, _ in map(tables, range(12))]  # fmt: skip
    assert sum(map(bool, made)) > 3
