"""Gini, Theil and their kin, and the gradient along deprivation."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from metrics import statistics as st

VALUES = some.lists(some.integers(1, 50), min_size=2, max_size=12)
MEASURES = [st.gini, st.theil, st.atkinson, st.lorenz, st.hoover]


@given(VALUES, some.data())
def test_a_weight_is_as_many_districts(values, data):
    weights = data.draw(some.lists(some.integers(1, 6), min_size=len(values), max_size=len(values)))
    repeated = np.repeat(values, weights)
    assert st.gini(values, weights) == pytest.approx(st.gini(repeated), abs=1e-12)
    assert st.theil(values, weights=weights).theil == pytest.approx(st.theil(repeated).theil, abs=1e-12)
    assert st.atkinson(values, 0.5, weights)[0] == pytest.approx(st.atkinson(repeated)[0], abs=1e-12)
    assert st.hoover(values, weights)[0] == pytest.approx(st.hoover(repeated)[0], abs=1e-12)


@given(VALUES)
def test_all_are_from_equal_to_one_and_know_no_unit(values):
    scaled = [value * 7 for value in values]
    for measure in (st.gini, lambda v: st.atkinson(v, 1)[0], lambda v: st.hoover(v)[0], lambda v: st.theil(v).theil):
        assert 0 <= measure(values) == pytest.approx(measure(scaled), abs=1e-12)
    assert st.gini(values) <= 1 - 1 / len(values)


@given(VALUES)
def test_the_gini_is_twice_the_area_above_the_lorenz_curve(values):
    need, held = st.lorenz(values)
    assert st.gini(values) == pytest.approx(1 - 2 * np.trapezoid(held, need), abs=1e-12)


def test_twelve_equal_districts_cannot_exceed_eleven_twelfths():
    assert st.gini([1] + [0] * 11) == pytest.approx(11 / 12) == st.gini_ceiling([1] * 12)


def test_parts_of_theil_add_up():
    found = st.theil([2, 0, 5, 9], ["east", "east", "west", "west"], [3, 1, 2, 2])
    assert found.between + found.within == pytest.approx(found.theil)
    assert found.between > 0


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize(
    ("values", "said"),
    [
        ([3], "at least two"),
        ([], "No district"),
        ([1, None, 3], "1 of 3"),
        ([1, -1], "below zero"),
        ([0, 0], "nothing to share"),
    ],
)
def test_what_has_no_inequality_is_refused(measure, values, said):
    with pytest.raises(st.Refused, match=said):
        measure(values)


def test_weights_must_be_there():
    for weights in ([1], [1, 0], [1, None]):
        with pytest.raises(st.Refused, match="weight"):
            st.gini([1, 2], weights)


def test_atkinson_needs_values_above_zero():
    with pytest.raises(st.Refused, match="above zero"):
        st.atkinson([0, 2])


def test_the_concentration_index_follows_the_order():
    values = [1, 2, 3, 4]
    assert st.concentration_index(values, [1, 2, 3, 4]) == pytest.approx(st.gini(values))
    assert st.concentration_index(values, [4, 3, 2, 1]) == pytest.approx(-st.gini(values))
    assert st.concentration_index(values, [1, 1, 1, 1]) == pytest.approx(0)
    with pytest.raises(st.Refused, match="place"):
        st.concentration_index(values, [1, 2, None, 4])


def test_highest_and_lowest():
    assert (st.max_minus_min([3, None, 1]), st.max_over_min([3, None, 1])) == (2, 3)
    assert np.isnan([st.max_minus_min([]), st.max_over_min([0, 3])]).all()


def test_a_slope_of_a_straight_line_is_the_line():
    population = [100, 300, 200, 150, 250]
    value = 20 + 5 * st.mid_ranks(population)
    found = st.slope_index(population, value)
    assert (found.sii, found.rii, found.intercept) == (pytest.approx(5), pytest.approx(1.25), pytest.approx(20))
    assert np.isnan([found.sii_lower, found.rii_upper]).all()


def test_districts_are_ordered_by_deprivation():
    population, value = [100, 200, 150, 120, 300], [9, 7, 8, 5, 6]
    order = [4, 1, 2, 3, 0]
    scores = [30, 20, 25, 10, 15]
    lower, upper = (np.array(value) + part for part in (-1, 1))
    found = st.deprivation_gradient(scores, population, value, lower=lower, upper=upper)
    order = np.argsort(scores)[::-1]
    columns = (np.array(column)[order] for column in (population, value))
    assert found == st.slope_index(*columns, lower=lower[order], upper=upper[order])
    assert found.sii_lower < found.sii < found.sii_upper < 0
    assert "not quantiles" in found.note


def test_equally_deprived_districts_share_a_rank():
    """Whichever of two equally deprived districts comes first, the slope is the same; with all equal there is none."""
    people, value, score = [100] * 6, [10, 20, 30, 40, 50, 90], [9, 9, 5, 5, 1, 1]
    turned = [1, 0, 3, 2, 5, 4]
    one = st.deprivation_gradient(score, people, value)
    other = st.deprivation_gradient([score[i] for i in turned], people, [value[i] for i in turned])
    assert one.sii == pytest.approx(other.sii)
    with pytest.raises(st.Refused, match="equally deprived"):
        st.deprivation_gradient([5] * 6, people, value)


def test_simulated_bounds_are_the_same_each_time():
    given_bounds = {"lower": [0.15, 0.1, 0.12, 0.2, 0.22], "upper": [0.25, 0.3, 0.2, 0.3, 0.4]}
    both = [st.slope_index([5] * 5, [0.2, 0.2, 0.15, 0.25, 0.3], "proportion", **given_bounds) for _ in range(2)]
    assert both[0] == both[1]
    assert both[0].sii_lower < both[0].sii < both[0].sii_upper


def test_a_line_below_zero_has_no_ratio():
    found = st.slope_index([1] * 5, [-2, -1, 0, 1, 2], se=[0.1] * 5)
    assert np.isnan([found.rii, found.rii_lower, found.rii_upper]).all()
    assert found.sii > 0


@pytest.mark.parametrize(
    ("population", "value", "options", "said"),
    [
        ([1] * 4, [1] * 4, {}, "at least 5 groups; there are 4"),
        ([1] * 5, [1, 2, None, 4, 5], {}, "no value"),
        ([1, 1, 0, 1, 1], [1] * 5, {}, "not above zero"),
        ([1] * 5, [1] * 4, {}, "population and a value"),
        ([1] * 5, [0, 1, 2, 3, 4], {"value_type": "rate", "transform": True}, "logarithm"),
        ([1] * 5, [0, 0.1, 0.2, 0.3, 1], {"value_type": "proportion", "transform": True}, "logit"),
        ([1] * 5, [1] * 5, {"se": [1, 1, None, 1, 1]}, "no interval"),
        ([1] * 5, [1] * 5, {"value_type": "rate", "lower": [0] * 5, "upper": [2] * 5}, "logarithm"),
    ],
)
def test_a_slope_that_cannot_be_had_is_refused(population, value, options, said):
    with pytest.raises(st.Refused, match=said):
        st.slope_index(population, value, **options)
    with pytest.raises(st.Refused, match="deprivation score"):
        st.deprivation_gradient([1, 2, None, 4, 5], [1] * 5, [1] * 5)
