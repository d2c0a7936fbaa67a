"""A district against the rest of Kent, the words for it, and findings among many."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from scipy import stats
from statsmodels.stats.multitest import multipletests

from metrics import statistics as st

COUNT = some.integers(0, 60)


def mid_p(law, x):
    """Twice the smaller tail, half of the observed point in each, from the probabilities one by one."""
    points = np.arange(0, 400)
    chances = law.pmf(points)
    low = chances[points < x].sum() + chances[points == x].sum() / 2
    return min(1.0, 2 * min(low, 1 - low))


@given(a=COUNT, b=COUNT, c=COUNT, d=COUNT)
def test_proportions_by_summing_the_hypergeometric(a, b, c, d):
    n, rest = a + b, c + d
    p, sign = st.compare_proportions(a, n, c, rest)
    if not n or not rest:
        assert np.isnan([p, sign]).all()
        return
    assert p == pytest.approx(mid_p(stats.hypergeom(n + rest, a + c, n), a), abs=1e-9)
    assert sign == np.sign(a * rest - c * n)


@given(a=COUNT, c=COUNT, n=some.floats(1, 1e4), rest=some.floats(1, 1e4))
def test_rates_by_summing_the_binomial(a, c, n, rest):
    p, sign = st.compare_rates(a, n, c, rest)
    assert p == pytest.approx(mid_p(stats.binom(a + c, n / (n + rest)), a), abs=1e-9)
    assert sign == np.sign(a * rest - c * n)


def test_twelve_at_once_are_as_one_by_one():
    generator = np.random.default_rng(3)
    n = generator.integers(50, 900, 12)
    x = generator.binomial(n, 0.4)
    p, sign = st.compare_proportions(x, n, x.sum() - x, n.sum() - n)
    single = [st.compare_proportions(x[i], n[i], x.sum() - x[i], n.sum() - n[i]) for i in range(12)]
    assert np.allclose(np.array(single).T, [p, sign])


def test_what_cannot_be_tested_is_null():
    p, sign = st.compare_proportions([1, None, 6, 2.5, 0, 1], [0, 4, 5, 5, 5, 5], 3, [10, 10, 10, 10, 0, None])
    assert np.isnan([p, sign]).all()
    p, _ = st.compare_rates([1, None, -1], [0, 5, 5], 2, 10)
    assert np.isnan(p).all()


def test_one_district_has_no_rest_to_compare_with():
    assert np.isnan(st.compare_proportions(4, 9, 0, 0)[0])


def test_all_equal_is_no_difference():
    p, sign = st.compare_proportions([5] * 12, [10] * 12, 55, 110)
    assert (p > 0.9).all()
    assert (sign == 0).all()


def test_clusters_make_a_difference_less_sure():
    plain, _ = st.compare_clustered_proportions(60, 100, 100, 40, 100, 100)
    clustered, sign = st.compare_clustered_proportions(60, 100, 25, 40, 100, 25)
    assert plain < 0.01 < clustered
    assert sign == 1
    assert np.isnan(st.compare_clustered_proportions(60, 100, np.nan, 40, 100, 25)[0])


def test_event_sizes_make_a_difference_less_sure():
    plain, _ = st.compare_clustered_rates(300, 100, 1, 2000, 1000, 1)
    clustered, sign = st.compare_clustered_rates(300, 100, 40, 2000, 1000, 40)
    assert plain < 0.001 < clustered
    assert sign == 1
    assert st.compare_clustered_rates(0, 10, 1, 0, 10, 1)[0] == 1


@given(some.lists(some.tuples(some.integers(0, 20), some.sampled_from("abc")), min_size=12, max_size=60))
def test_medians_by_mann_and_whitney(cases):
    values, groups = np.array([float(v) for v, _ in cases]), np.array([g for _, g in cases])
    p, sign, names = st.compare_medians(values, groups, ["a", "b", "c"])
    for at, name in enumerate(names):
        own, rest = values[groups == name], values[groups != name]
        if not own.size or not rest.size:
            assert np.isnan(p[at])
        elif np.ptp(values) == 0:
            assert p[at] == 1
            assert sign[at] == 0
        else:
            theirs = stats.mannwhitneyu(own, rest, method="asymptotic")
            assert p[at] == pytest.approx(theirs.pvalue, abs=1e-9)
            assert sign[at] == np.sign(theirs.statistic - own.size * rest.size / 2)


def test_words_follow_polarity():
    p, sign = [0.001, 0.03, 0.4, np.nan], [1, -1, 1, 1]
    words, confidence = st.compare_labels(p, sign, "high")
    assert words.tolist() == ["better", "worse", "similar", None]
    assert confidence.tolist() == [99.8, 95.0, None, None]
    assert st.compare_labels(p, sign, "low")[0].tolist() == ["worse", "better", "similar", None]
    assert st.compare_labels(p, sign, ["none", "target", "none", "none"])[0].tolist() == [
        "higher",
        "lower",
        "similar",
        None,
    ]


def test_a_p_on_the_level_is_not_beyond_it():
    words, confidence = st.compare_labels([0.05, 0.002], 1, "high")
    assert words.tolist() == ["similar", "better"]
    assert confidence.tolist() == [None, 95.0]


@given(some.lists(some.one_of(some.floats(0, 1), some.none()), max_size=40))
def test_false_discovery_is_that_of_statsmodels(p):
    p = np.array(p, dtype=float)
    found, known = st.benjamini_hochberg(p), ~np.isnan(p)
    assert not found[~known].any()
    if known.any():
        assert (found[known] == multipletests(p[known], 0.05, "fdr_bh")[0]).all()
