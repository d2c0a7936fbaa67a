"""Direction of travel under both rules."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from scipy import stats

from metrics import statistics as st


def test_against_the_previous_period():
    found = st.against_previous(
        [0.01, 0.01, 0.01, 0.5, np.nan, 0.01], [1, 1, 1, 1, 1, -1], ["high", "low", "none", "high", "high", "target"]
    )
    assert found.tolist() == ["improving", "worsening", "up", "no clear change", None, "down"]


def test_nearer_to_a_target_is_improving():
    found = st.against_previous([0.01, 0.01, 0.4], [-1, -1, 1], "target", [104, 90, 96], [120, 98, 95], 100)
    assert found.tolist() == ["improving", "worsening", "no clear change"]


def test_the_corporate_rule_is_a_regression_over_the_charted_period():
    trend = st.corporate_trend([61, 64, None, 66, 71, 73], "high")
    line = stats.linregress([0, 1, 3, 4, 5], [61, 64, 66, 71, 73])
    assert (trend.direction, trend.points) == ("improving", 5)
    assert (trend.slope, trend.p_value) == pytest.approx((line.slope, line.pvalue))
    assert "corporate" in trend.rule


@pytest.mark.parametrize(
    ("polarity", "word"), [("high", "worsening"), ("low", "improving"), ("none", "falling"), ("target", "falling")]
)
def test_a_fall_in_words(polarity, word):
    assert st.corporate_trend([9, 7, 6, 3, 2], polarity).direction == word


def test_a_trend_towards_a_target():
    trend = st.corporate_trend([130, 121, 109, 103], "target", 100)
    assert trend.direction == "improving"
    assert trend.slope < 0


def test_no_clear_trend_is_stable():
    assert st.corporate_trend([5, 5, 5], "high").direction == "stable"
    assert st.corporate_trend([5, 9, 4, 8], "low").direction == "stable"


def test_two_points_make_no_trend():
    with pytest.raises(st.Refused, match="3 points; there are 2"):
        st.corporate_trend([4, None, 6], "high")


@given(some.lists(some.lists(some.integers(-50, 50), min_size=4, max_size=4), min_size=1, max_size=5))
def test_many_series_at_once(matrix):
    words, slopes, p = st.corporate_trends(matrix, "high")
    for row, word, slope, chance in zip(matrix, words, slopes, p, strict=True):
        if np.ptp(row) == 0:
            assert (word, slope, chance) == ("stable", 0, 1)
            continue
        line = stats.linregress(range(4), row)
        assert (slope, chance) == pytest.approx((line.slope, line.pvalue), abs=1e-6)


def test_a_series_too_short_among_many_is_null():
    words, slopes, p = st.corporate_trends([[1, None, 3], [1, 2, 3]], ["high", "low"])
    assert words.tolist() == [None, "worsening"]
    assert np.isnan([slopes[0], p[0]]).all()
