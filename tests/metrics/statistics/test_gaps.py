"""Highest against lowest, chance's own gap, the spread beyond chance, and ranks."""

import numpy as np
import pytest
from scipy import stats
from statsmodels.stats.meta_analysis import combine_effects
from statsmodels.stats.proportion import confint_proportions_2indep

from metrics import statistics as st

X = np.array([30, 42, 75, 38, 61, 47, 12, 70, 52, 44, 36, 58])
N = np.array([100, 140, 160, 120, 190, 150, 90, 210, 170, 130, 110, 180])


def test_the_gap_of_shares_is_newcombes():
    found = st.gap(*st.wilson(X, N))
    assert (found.highest, found.lowest) == (2, 6)
    theirs = confint_proportions_2indep(75, 160, 12, 90, method="newcomb")
    assert (found.lower, found.upper) == pytest.approx(theirs, abs=1e-9)
    assert found.ratio == pytest.approx((75 / 160) / (12 / 90))
    assert found.ratio_lower < found.ratio < found.ratio_upper


def test_a_gap_to_nothing_has_no_ratio():
    found = st.gap(*st.wilson([0, 5, None], [20, 20, 20]))
    assert found.difference == 0.25
    assert np.isnan([found.ratio, found.ratio_lower, found.ratio_upper]).all()


def test_a_gap_from_a_lowest_that_may_be_nothing_has_no_upper_ratio():
    found = st.gap([0.1, 0.5], [0.0, 0.4], [0.2, 0.6])
    assert found.ratio == 5
    assert np.isnan(found.ratio_upper)


def test_one_district_has_no_gap():
    for call in (
        lambda: st.gap([1, None], [0, 0], [2, 2]),
        lambda: st.chance_gap([3, None], [9, 9]),
        lambda: st.rank_interval([3, None], [9, 9]),
    ):
        with pytest.raises(st.Refused, match=r"there are 1"):
            call()


def test_all_equal_is_no_gap_and_well_within_chance():
    assert st.gap([5, 5], [4, 4], [6, 6]).difference == 0
    assert st.chance_gap([10] * 12, [40] * 12).p_value == 1


@pytest.mark.parametrize("kind", ["proportion", "rate"])
def test_chance_alone_gives_a_gap_of_its_own_size(kind):
    found = st.chance_gap([40] * 12, [100] * 12, kind, multiplier=100)
    spread = np.sqrt(0.24 if kind == "proportion" else 0.4) * 10
    assert found.mean == pytest.approx(3.258 * spread, rel=0.02)
    assert found.mean < found.percentile_95


def test_clusters_widen_the_gap_of_chance():
    plain, clustered = (st.chance_gap(X, N, size=size) for size in (None, N / 4))
    assert clustered.mean > 1.8 * plain.mean
    assert plain == st.chance_gap(X, N)


@pytest.mark.parametrize(("method", "theirs"), [("Paule-Mandel", "iterated"), ("DerSimonian-Laird", "chi2")])
def test_the_spread_beyond_chance_is_that_of_statsmodels(method, theirs):
    values, variances = X / N, st.chance_variance(X, N)
    found = st.spread_beyond_chance(values, variances, method)
    reference = combine_effects(values, variances, method_re=theirs, atol=1e-12)
    assert found.tau**2 == pytest.approx(reference.tau2, rel=1e-4)
    assert (found.q, found.i2) == (pytest.approx(reference.q), pytest.approx(reference.i2))
    assert found.lower < found.tau < found.upper


def test_no_spread_beyond_chance_is_zero():
    found = st.spread_beyond_chance([0.3] * 12, [0.01] * 12)
    assert (found.tau, found.i2, found.p_value) == (0, 0, pytest.approx(1))


def test_a_spread_of_two_districts_is_refused():
    with pytest.raises(st.Refused, match="there are 2"):
        st.spread_beyond_chance([1, 2, None], [1, 1, 1])
    with pytest.raises(st.Refused, match="there are 0"):
        st.spread_beyond_chance([0, 0, 0], st.chance_variance([0, 0, 0], [5, 5, 5]))


def test_chance_variance_is_null_where_the_base_is():
    found = st.chance_variance([5, None, 3], [10, 10, 0])
    assert found[0] == 0.025
    assert np.isnan(found[1:]).all()


def test_ranks_hold_what_was_measured_and_do_not_change():
    found = st.rank_interval(X, N)
    assert found.rank.tolist() == stats.rankdata(-X / N, method="min").tolist()
    assert (found.lower <= found.rank).all()
    assert (found.rank <= found.upper).all()
    assert (found.rank[2], found.upper[2] < 5, found.lower[6] > 8) == (1, True, True)
    assert (st.rank_interval(X, N).lower == found.lower).all()


def test_lowest_first_turns_ranks_over():
    assert st.rank_interval(X, N, highest_first=False).rank[6] == 1


def test_equal_districts_could_rank_anywhere():
    found = st.rank_interval([20] * 12, [50] * 12, "rate")
    assert set(found.rank) == {1}
    assert (found.upper - found.lower >= 10).all()


def test_null_districts_have_no_rank():
    found = st.rank_interval([5, None, 6, 7], [10, 10, 0, 10])
    assert found.of == 2
    assert np.isnan(found.rank).tolist() == [False, True, True, False]
    with pytest.raises(st.Refused, match="above its denominator"):
        st.rank_interval([5, 11], [10, 10])


def test_ranks_of_medians_come_from_their_bounds():
    found = st.rank_interval_from_bounds([20, 30, 31, None], [18, 25, 26, 1], [22, 36, 37, 9], highest_first=False)
    assert found.rank[:3].tolist() == [1, 2, 3]
    assert (found.upper[0], found.lower[2]) == (1, 2)
    assert np.isnan(found.rank[3])
