"""What is hidden beside the small cells, and how little: single cases by hand."""

import pytest

from metrics import disclosure as dc

RULES = dc.Rules()


def one_way(**counts):
    return {(name,): float(count) for name, count in counts.items()}


def test_ranges_are_those_that_subtraction_gives():
    problem = dc.crossed(one_way(a=3, b=9, c=20))
    assert dc.feasible_ranges(problem, [("a",), ("b",)]) == {("a",): (1.0, 5.0), ("b",): (7.0, 11.0)}
    assert dc.recoverable(problem, [("a",)]) == [("a",)]


def test_one_small_cell_takes_one_more_with_it():
    done = dc.protect_table(one_way(a=3, b=9, c=20))
    assert (done.primary, done.secondary) == ({("a",)}, {("b",)}), "the smallest that does it costs the reader least"


def test_nothing_more_goes_where_totals_are_not_published():
    assert not dc.protect_table(one_way(a=3, b=9, c=20), totals_published=False).secondary


def test_two_small_cells_whose_sum_tells_are_not_enough():
    assert dc.protect_table(one_way(a=1, b=1, c=20, d=30)).secondary
    assert not dc.protect_table(one_way(a=3, b=3, c=20, d=30)).secondary, "1 and 5, or 5 and 1, and all between"


@pytest.mark.parametrize(("singletons", "further"), [(False, 0), (True, 1)])
def test_the_one_person_in_a_cell_does_not_learn_the_other(singletons, further):
    """1 and 5: each could be 1 to 5 for a stranger, but who is alone in the first knows that the second is 5."""
    done = dc.protect_table(one_way(a=1, b=5, c=20), dc.Rules(singletons=singletons))
    assert len(done.secondary) == further


def test_parts_of_a_small_total_are_limited_by_the_rule_itself():
    done = dc.protect_table(one_way(a=1, b=3, c=0))
    assert done.limited[("a",)] == (1, 4)
    assert (dc.TOTAL,) in done.primary


def test_five_parts_of_one_in_a_total_of_five_are_not_told_from_a_larger_total():
    done = dc.protect_table(one_way(a=1, b=1, c=1, d=1, e=1, f=0))
    assert ("a",) in done.blurred
    assert ("f",) not in done.hidden


def test_a_cell_that_is_known_anyway_cannot_be_hidden_and_is_refused():
    cells = [dc.count_cell("a", 3, RULES), dc.Cell("b", 9, role="published"), dc.Cell("all", 12, role="published")]
    with pytest.raises(dc.ReleaseRefused, match=r"\"a\" is a small number.*work out .* what it is\."):
        dc.secure(dc.problem(cells, [dc.margin("all", ["a", "b"])]))


def test_a_total_that_counts_each_person_once_tells_less():
    counts = {"a": 3, "b": 9, "c": 20}
    cells = [dc.count_cell(name, count, RULES) for name, count in {**counts, "all": 28}.items()]
    assert dc.secure(dc.problem(cells, [dc.margin("all", counts)])).secondary
    assert not dc.secure(dc.problem(cells, dc.counted_once("all", counts))).secondary


def test_a_further_cell_is_rounded_where_that_leaves_the_small_one_its_range():
    rules = dc.Rules(round_to=5)
    assert dc.protect_table(one_way(a=3, b=15, c=40), rules).rounded == {("b",): (13, 17)}
    assert not dc.protect_table(one_way(a=3, b=13, c=40), rules).rounded, "13 to 17 would leave 1 to 3"


def test_a_percentage_goes_by_numerator_or_complement():
    assert [dc.percentage_hidden(top, 20) for top in (0, 3, 10, 16, 20)] == [False, True, False, True, False]


def test_a_rate_tells_its_numerator_when_one_alone_fits():
    assert dc.numerators_behind(1.2, 250) == [3]
    assert dc.numerators_behind(1.2, 2500) == [29, 30, 31]
    assert dc.rate_leak(0.3, 9000, multiplier=1000, decimals=1) == {"recovered_numerator": 3, "safe": False}
