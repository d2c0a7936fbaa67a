"""Funnels, and limits widened where districts vary more than chance."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from scipy import stats

from metrics import statistics as st

X = np.array([30, 42, 55, 38, 61, 47, 29, 70, 52, 44, 36, 58])
N = np.array([100, 140, 160, 120, 190, 150, 90, 210, 170, 130, 110, 180])


def test_limits_are_clipped_at_the_multiplier():
    limits = st.funnel_proportion_limits([2, 3], 0.95, 100)
    assert (limits["u998"] == 100).all()
    assert (st.funnel_proportion_limits([2, 3], 0.05, 1)["l998"] == 0).all()


def test_no_base_has_no_limits():
    assert np.isnan(st.funnel_proportion_limits([0, None], 0.5)["l95"]).all()
    assert np.isnan(st.funnel_ratio_limits([0, None, -1])["u95_expected"]).all()
    assert np.isnan(st.limits_at_expected([0, None])["u95"]).all()


@given(some.integers(1, 3000))
def test_the_two_readings_of_the_poisson_limits_agree(observed):
    limits = st.funnel_ratio_limits(observed)
    for side in ("l95", "u95", "l998", "u998"):
        assert st.limits_at_expected(limits[f"{side}_expected"])[side] == pytest.approx(
            limits[f"{side}_ratio"], rel=1e-6
        )


def test_a_share_on_a_limit_is_not_outside_it():
    limits = st.funnel_proportion_limits(400, 0.5, 1)
    x = float(limits["u95"]) * 400
    assert st.funnel_proportion_significance(x, 400, 0.5) == "Not significant"
    assert st.funnel_proportion_significance(x + 1e-6, 400, 0.5) == "High (0.025)"


def test_what_is_null_has_no_label():
    assert st.funnel_proportion_significance([1, None, 6], [0, 5, 5], 0.5).tolist() == [None] * 3
    assert st.funnel_ratio_significance([1, None, -1], [0, 5, 5]).tolist() == [None] * 3
    assert np.isnan(st.outside_limits([1, None], [None, 1], 2)).all()


def test_a_directly_standardised_rate_needs_ten_events():
    labels = st.funnel_rate_significance([9, 10], 1000, 100, 1000, standardised=True)
    assert labels[0].startswith("Not applicable")
    assert labels[1] == "Low (0.001)"


def test_an_axis_of_no_bases_is_refused():
    for ends in ((0, 0), (5, None), (None, 10)):
        with pytest.raises(st.Refused, match="bases above zero"):
            st.funnel_axis(*ends)
    with pytest.raises(st.Refused, match="average rate"):
        st.funnel_axis(10, 20, "rate")


def test_an_axis_grows_and_ends_where_it_should():
    places = st.funnel_axis(3, 900)
    assert (np.diff(places) > 0).all()
    assert (places[0], places[-1], places.size) == (1, 950, 100)


@pytest.mark.parametrize("statistic", ["proportion", "rate"])
def test_dispersion_of_chance_alone_is_rarely_significant(statistic):
    generator = np.random.default_rng(5)
    draw = generator.binomial if statistic == "proportion" else lambda n, p: generator.poisson(n * p)
    tests = [st.overdispersion_test(draw(N, 0.3), N, statistic).significant for _ in range(400)]
    assert 0.02 < np.mean(tests) < 0.09


def test_dispersion_test_is_the_chi_squared_of_a_table():
    table = np.array([X, N - X])
    found = st.overdispersion_test(X, N)
    assert found.statistic == pytest.approx(stats.chi2_contingency(table, correction=False).statistic)
    assert found.df == 11


@pytest.mark.parametrize(
    ("x", "n", "kind", "said"),
    [
        ([1, 2], [5, 5], ("SR", "SHMI"), "at least 3 areas; there are 2"),
        ([1, 0, 3], [5, 5, 5], ("SR", "SHMI"), "no logarithm"),
        ([1, -2, 3], [5, 5, 5], ("SR", "CQC"), "zero or more"),
        ([1, 2, 9], [5, 5, 5], ("PR", "SHMI"), "above its denominator"),
        ([0, 0, 0], [5, 5, 5], ("RC", "SHMI"), "No area"),
    ],
)
def test_dispersion_that_cannot_be_had_is_refused(x, n, kind, said):
    with pytest.raises(st.Refused, match=said):
        st.overdispersion(x, n, *kind)


def test_ratios_of_counts_and_square_roots_are_held_as_well():
    for kind in (("RC", ""), ("SR", "CQC"), ("SR", "SHMI"), ("PR", "")):
        found = st.overdispersion(X, N, *kind)
        limits = st.overdispersed_limits(N, found.tau2, *kind, found.target)
        assert all(np.isfinite(limit).all() for limit in limits.values())
        assert (limits["l998"] <= limits["l95"]).all()
        assert found.tau2 >= 0


def test_all_equal_is_no_dispersion():
    found = st.overdispersion([20] * 12, [50] * 12, "PR")
    assert (found.phi, found.tau2) == (pytest.approx(0, abs=1e-20), 0)


def test_widened_limits_at_small_bases_stay_within_bounds():
    limits = st.overdispersed_limits([1, 2, 5], 0.5, "PR", target=0.1, multiplier=100)
    assert (limits["l998"] == 0).all()
    assert (limits["u998"] <= 100).all()


def test_a_funnel_of_chance_keeps_its_plain_limits():
    found = st.assess_funnel(X, N, "proportion", 100)
    assert (found.rests_on, found.widened) == ("limits", None)
    assert found.baseline == pytest.approx(100 * X.sum() / N.sum())
    assert found.findings is found.labels


@pytest.mark.parametrize("statistic", ["proportion", "rate", "ratio"])
def test_a_funnel_of_wide_differences_rests_on_widened_limits(statistic):
    x = np.array([40, 390, 70, 300, 60, 280, 90, 310, 50, 350, 80, 300]) * 2
    n = np.full(12, 800) if statistic != "ratio" else np.full(12, x.mean())
    found = st.assess_funnel(x, n, statistic, 100)
    assert (found.labels != "Not significant").all()
    assert found.rests_on == "widened limits"
    assert (found.findings == "Not significant").all()
    assert "twelve points" in found.note


def test_a_funnel_with_none_in_a_district_still_widens():
    found = st.assess_funnel([0, 90, 10, 80, 20, 70], [100] * 6, "rate", 1)
    assert found.dispersion.method == "CQC"
    assert np.isfinite(found.widened["u998"]).all()


def test_a_count_above_its_base_is_no_share_and_not_in_the_average():
    found = st.assess_funnel([12, 5, 6], [10, 10, 10])
    assert np.isnan(found.value[0])
    assert found.labels[0] is None
    assert found.baseline == pytest.approx(0.55)


def test_a_funnel_keeps_null_districts_null():
    found = st.assess_funnel([30, None, 40, 20], [100, 100, 0, 80])
    assert np.isnan(found.value).tolist() == [False, True, True, False]
    assert found.labels.tolist()[1:3] == [None, None]
    assert "at least 3 areas; there are 2" in found.note


@pytest.mark.parametrize(
    ("x", "n", "said"), [([3], [9], "there are 1"), ([0, 0], [5, 5], "Nothing"), ([None, 1], [3, 3], "1")]
)
def test_a_funnel_that_cannot_be_drawn_is_refused(x, n, said):
    with pytest.raises(st.Refused, match=said):
        st.assess_funnel(x, n)


def test_effective_sizes_widen_the_funnel():
    plain, clustered = (st.assess_funnel(X, N, size=size).limits["u95"] for size in (None, N / 4))
    assert (clustered > plain).all()


def test_curves_reach_past_every_district():
    bases = st.curve_bases([40, 90, np.nan])
    assert bases[0] < 40
    assert bases[-1] > 90
