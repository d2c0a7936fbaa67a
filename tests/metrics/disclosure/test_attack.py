"""Random tables are protected and then attacked by somebody who shares no code with what protects them."""

from __future__ import annotations

import numpy as np
import pytest

from bench.disclosure_attack import protected as as_released
from metrics import disclosure as dc
from tests.metrics.disclosure.attack import attack
from tests.metrics.disclosure.linked import full_table, mixed, table_of
from tests.metrics.disclosure.tables import random_table

RULES = dc.Rules(seconds=0.3)


def protected(counts, sums, rules=RULES):
    relations = []
    for kind, total, parts in sums:
        relations += [dc.margin(total, parts)] if kind == "=" else dc.counted_once(total, parts)
    cells = [dc.count_cell(name, count, rules, 1.0 + sum(at == "all" for at in name)) for name, count in counts.items()]
    return dc.secure(dc.problem(cells, relations), rules)


@pytest.mark.parametrize("seed", range(16))
def test_nothing_hidden_is_recovered_or_narrowed(seed):
    counts, sums = random_table(seed, largest=300)
    done = protected(counts, sums)
    assert done.primary == {name for name, count in counts.items() if 1 <= count <= 5}
    found = attack(counts, sums, done.hidden)
    assert found.safe, found


@pytest.mark.parametrize("seed", [2058, 2188])
def test_cells_that_the_rule_alone_tells_do_not_weaken_the_others(seed):
    """Sparse tables: what is taken for granted where a small total has as many parts as people holds there alone."""
    counts, sums = random_table(seed, largest=700)
    done = protected(counts, sums)
    assert done.blurred
    assert attack(counts, sums, done.hidden).safe


def test_cells_of_one_in_every_year_do_not_follow_from_the_total_of_all_years():
    """Twenty hidden counts that come to 20: whoever knows that none is nought has them all, unless the 20 goes too."""
    counts, sums = table_of(np.ones((5, 4), dtype=int))
    done = protected(counts, sums)
    assert ("all", "all") in done.hidden
    assert attack(counts, sums, done.hidden).safe
    assert attack(counts, sums, done.hidden - {("all", "all")}).recovered


@pytest.mark.parametrize("seed", [2, 4, 5, 7, 1177, 1194])
def test_linked_years_and_percentages_give_nothing_away(seed):
    counts, sums = mixed(seed, 700)
    unprinted = {name for name in counts if name[0] == "rest"}
    done = as_released(counts, sums, RULES)
    found = attack(counts, sums, done.hidden, unprinted=unprinted)
    assert found.safe, found


def test_a_full_size_table_is_protected_and_not_refused():
    counts, sums = full_table(2, mean=30)
    done = protected(counts, sums, dc.Rules(seconds=1))
    assert len(counts) == 3640
    assert len(done.hidden) < len(counts) / 2
    assert attack(counts, sums, done.hidden).safe


def test_the_same_counts_are_hidden_the_same_way_in_whatever_order_they_come():
    counts, sums = random_table(2, 300)
    names = np.random.default_rng(1).permutation(len(counts))
    shuffled = {name: counts[name] for name in (list(counts)[at] for at in names)}
    turned = [(kind, total, parts[::-1]) for kind, total, parts in reversed(sums)]
    first, second = protected(counts, sums), protected(shuffled, turned)
    assert first.secondary
    assert (first.hidden, first.limited) == (second.hidden, second.limited)


def test_the_attack_succeeds_where_only_small_cells_are_hidden():
    """The test of the test: without further hiding, nearly every table gives something away."""
    unsafe = 0
    for seed in range(12):
        counts, sums = random_table(seed, largest=300)
        small = {name for name, count in counts.items() if 1 <= count <= 5}
        unsafe += not attack(counts, sums, small).safe
    assert unsafe >= 8


def test_two_hidden_in_every_row_and_column_is_not_enough():
    """Small cells in a ring with a bound on each sum: 1 and 1 in a row that sums to 2 are both known."""
    counts, sums = {("a",): 1.0, ("b",): 1.0, ("c",): 20.0, ("all",): 22.0}, [("=", ("all",), [("a",), ("b",), ("c",)])]
    assert attack(counts, sums, {("a",), ("b",)}).recovered
    assert protected(counts, sums).secondary
    assert attack(counts, sums, protected(counts, sums).hidden).safe


def test_noughts_stay_shown():
    counts, sums = random_table(3, largest=300)
    assert not [name for name in protected(counts, sums).secondary if counts[name] == 0]


def test_nothing_is_hidden_where_nothing_is_small():
    counts = {(n,): 20.0 for n in range(12)} | {("all",): 240.0}
    assert not protected(counts, [("=", ("all",), [(n,) for n in range(12)])]).hidden
