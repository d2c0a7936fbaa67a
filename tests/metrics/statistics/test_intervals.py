"""Intervals: bounds, extremes, clusters, and what is null."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from statsmodels.stats.proportion import proportion_confint

from metrics import statistics as st

COUNTS = some.integers(0, 500)


@given(x=COUNTS, more=some.integers(1, 500), confidence=some.sampled_from([0.95, 0.998]))
def test_wilson_is_that_of_statsmodels(x, more, confidence):
    n = x + more
    found = st.wilson(x, n, confidence)
    theirs = np.clip(proportion_confint(x, n, 1 - confidence, method="wilson"), 0, 1)
    assert np.allclose(found, (x / n, *theirs), atol=1e-12)


@given(x=some.lists(COUNTS, min_size=1, max_size=12), n=some.integers(1, 500))
def test_wilson_holds_its_value_and_widens_with_confidence(x, n):
    kept = np.minimum(x, n)
    value, lower, upper = st.wilson(kept, n)
    _, wider_lower, wider_upper = st.wilson(kept, n, 0.998)
    assert (wider_lower <= lower).all()
    assert (lower <= value).all()
    assert (value <= upper).all()
    assert (upper <= wider_upper).all()


def test_what_has_no_share_is_null():
    value, lower, upper = st.wilson([0, None, 3, 5, -1, 2], [0, 4, None, 4, 4, -2])
    assert np.isnan([value, lower, upper]).all()


def test_the_ends_are_exact():
    _, lower, upper = st.wilson([0, 7], [7, 7])
    assert lower[0] == 0
    assert upper[1] == 1


def test_a_confidence_is_a_share():
    with pytest.raises(ValueError, match="confidence"):
        st.wilson(1, 2, 95)


def test_exact_below_ten_and_byar_from_ten():
    lower, upper, method = st.poisson_interval([0, 9, 10, None, -1])
    assert method.tolist() == ["exact Poisson", "exact Poisson", "Byar", None, None]
    assert lower[0] == 0
    assert upper[0] == pytest.approx(-np.log(0.025))
    assert np.isnan([lower[3:], upper[3:]]).all()


def test_byar_gives_no_bound_below_zero():
    assert np.isnan(st.byar(1, 0.998)[0])
    assert st.byar(0)[0] == 0


def test_a_rate_on_no_population_is_null():
    value, lower, upper, method = st.rate([3, 3, None, 0], [0, None, 5, 10])
    assert np.isnan([value[:3], lower[:3], upper[:3]]).all()
    assert method.tolist() == [None, None, None, "exact Poisson"]
    assert (value[3], lower[3]) == (0, 0)


def sums(x, n):
    x, n = np.asarray(x, dtype=float), np.asarray(n, dtype=float)
    return (x.size, x.sum(), n.sum(), (x * x).sum(), (x * n).sum(), (n * n).sum())


@given(
    some.lists(
        some.tuples(some.integers(1, 9), some.integers(0, 9)).map(lambda pair: (min(pair), max(pair))),
        min_size=2,
        max_size=30,
    )
)
def test_a_clustered_interval_is_never_narrower_than_the_plain_one(clusters):
    x, n = np.array([(low, max(high, 1)) for low, high in clusters]).T
    x = np.minimum(x, n)
    _, lower, upper = st.wilson(x.sum(), n.sum())
    _, wide_lower, wide_upper = st.wilson_clustered(*sums(x, n))
    assert wide_lower <= lower + 1e-12
    assert wide_upper >= upper - 1e-12


def test_the_design_effect_of_clusters_that_are_all_or_nothing_is_their_size():
    x, n = [4, 0] * 500, [4, 4] * 500
    assert st.effective_size(*sums(x, n)) == pytest.approx(4000 / 4, rel=0.002)


def test_a_share_of_all_counts_clusters_alone():
    assert st.effective_size(*sums([5, 5, 5], [5, 5, 5])) == 3


def test_one_cluster_has_a_value_and_no_bounds():
    value, lower, upper = st.wilson_clustered(*sums([3], [5]))
    assert value == pytest.approx(0.6)
    assert np.isnan([lower, upper]).all()


def test_sums_of_event_sizes_are_wider_than_counts():
    value, lower, upper = st.byar_clustered(400, 400 * 20, 100, 1)
    _, plain_lower, plain_upper, _ = st.rate(400, 100, 1)
    assert value == 4
    assert lower < plain_lower < value < plain_upper < upper


def test_events_of_one_each_are_counted_as_counts():
    assert np.allclose(st.byar_clustered(40, 40, 100, 1), st.rate(40, 100, 1)[:3])


def test_a_sum_of_zero_has_no_upper_bound():
    value, lower, upper = st.byar_clustered([0, None, 4], [0, 3, 8], [10, 10, 0])
    assert (value[0], lower[0]) == (0, 0)
    assert np.isnan([value[1:], lower[1:]]).all()
    assert np.isnan(upper).all()


def test_the_median_lies_between_order_statistics():
    assert st.median_interval(range(1, 21)) == (10.5, 6, 15, 20)


def test_a_small_sample_has_a_median_and_no_bounds():
    median, lower, upper, n = st.median_interval([4, None, 1, 2, 3, 5])
    assert (median, n) == (3, 5)
    assert np.isnan([lower, upper]).all()
    assert np.isnan(st.median_interval([])[:3]).all()


def test_the_median_interval_covers_as_often_as_it_says():
    generator = np.random.default_rng(1)
    bounds = [st.median_interval(generator.exponential(1, 25))[1:3] for _ in range(2000)]
    covered = np.mean([lower <= np.log(2) <= upper for lower, upper in bounds])
    assert covered >= 0.94


def test_a_mean_has_its_t_interval():
    mean, lower, upper, n = st.mean_interval([1, 2, 3, None])
    assert (mean, n) == (2, 3)
    assert upper - mean == pytest.approx(mean - lower) == pytest.approx(2.4841377)
    assert np.isnan(st.mean_interval([7])[1:3]).all()
