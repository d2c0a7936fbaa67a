"""Waits that have not ended, and what is offered where."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from statsmodels.duration.survfunc import SurvfuncRight, survdiff

from metrics import statistics as st

CASES = some.lists(some.tuples(some.integers(1, 60), some.booleans()), min_size=5, max_size=60)


@given(CASES)
def test_the_curve_is_that_of_statsmodels(cases):
    times, ended = (np.array(column, dtype=float) for column in zip(*cases, strict=True))
    if not ended.any():
        return
    moments, still, _ = st.kaplan_meier(times, ended)
    theirs = SurvfuncRight(times, ended)
    assert np.allclose(still, theirs.surv_prob[np.isin(theirs.surv_times, moments)])


def test_the_median_and_its_interval_are_those_of_statsmodels():
    generator = np.random.default_rng(8)
    times, ended = generator.integers(1, 90, 200).astype(float), generator.random(200) < 0.8
    found, theirs = st.kaplan_meier_median(times, ended), SurvfuncRight(times, ended.astype(float))
    assert found.median == theirs.quantile(0.5)
    assert (found.lower, found.upper) == pytest.approx(theirs.quantile_ci(0.5, method="cloglog"))
    assert (found.waited, found.ended) == (200, ended.sum())


def test_those_still_waiting_lengthen_the_median():
    times = np.arange(1, 41)
    over, waiting = (st.kaplan_meier_median(times, ended) for ended in (np.ones(40), times % 2 == 0))
    assert waiting.median > over.median == 20


def test_a_median_not_reached_is_null_with_its_reason():
    found = st.kaplan_meier_median([5, 6, 7, 8], [1, 0, 0, 0])
    assert np.isnan([found.median, found.upper]).all()
    assert "Fewer than half" in found.reason
    assert st.kaplan_meier_median([None, -3], [1, 1]).reason == "No case has a wait."


def test_all_ended_at_once():
    found = st.kaplan_meier_median([9] * 6, [1] * 6)
    assert (found.median, found.lower) == (9, 9)


def test_waits_are_compared_by_the_log_rank():
    generator = np.random.default_rng(4)
    groups = generator.choice(["a", "b", "c"], 300)
    times = np.ceil(generator.exponential(np.where(groups == "a", 40, 25)))
    ended = generator.random(300) < 0.85
    p, sign, names = st.compare_waits(times, ended, groups)
    for at, name in enumerate(names):
        assert p[at] == pytest.approx(survdiff(times, ended, groups == name)[1], rel=1e-9)
    assert (sign[0], p[0] < 0.01) == (1, True)


def test_waits_with_no_rest_or_no_end_are_not_compared():
    p, _, names = st.compare_waits([3, 4], [1, 1], ["a", "a"], ["a", "b"])
    assert names == ["a", "b"]
    assert np.isnan(p).all()
    assert np.isnan(st.compare_waits([3, 4], [0, 0], ["a", "b"])[0]).all()
    assert st.compare_waits([3, 3], [1, 1], ["a", "b"])[0].tolist() == [1, 1]


def test_the_same_mix_is_no_dissimilarity():
    found = st.dissimilarity([[[10, 20], [30, 40]], [[1, 2], [3, 4]], [[0, 0], [0, 9]]])
    assert found[0, 1] == pytest.approx(0)
    assert found[0, 2] == pytest.approx(0.6) == found[2, 0]


def test_nothing_shared_is_one_and_null_is_null():
    found = st.dissimilarity([[5, 0], [0, 7], [0, 0], [1, None], [1, -1]])
    assert found[0, 1] == 1
    assert np.isnan(found[:, 2:]).all()


def test_small_districts_differ_by_chance():
    found = st.dissimilarity_from_rest([[30, 30, 30], [2, 1, 0], [300, 290, 310], [0, 0, 60], [None, 1, 1]])
    assert found.chance_mean[1] > found.chance_mean[2]
    assert found.p_value[1] > 0.05 > found.p_value[3]
    assert (found.index[:4] <= 1).all()
    assert np.isnan([found.index[4], found.p_value[4]]).all()


def test_which_offers_are_anywhere():
    assert st.offers_present([[5, 0, None], [1, 0, 2]]).tolist() == [2, 0, 1]


def test_a_curve_that_falls_to_a_half_has_its_median_there():
    """Half of ten waits have ended by day 3; the product of the fractions is a hair above a half."""
    ended = [1, 1, 1, 1, 0, 1, 1, 1, 1, 1]
    assert st.kaplan_meier_median([16, 1, 1, 5, 14, 2, 19, 3, 16, 3], ended).median == 3


def test_no_district_is_no_mix():
    assert st.dissimilarity_from_rest(np.zeros((0, 2))).index.size == 0
