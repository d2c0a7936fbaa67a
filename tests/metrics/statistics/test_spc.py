"""XmR charts: limits, segments, short series, rules."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from metrics import statistics as st

STEADY = [52, 48, 51, 49, 53, 47, 50, 52, 49, 51, 48, 50, 52, 49]


def test_limits_by_hand():
    found = st.process_limits([10, 12, 11, 13], screen_outliers=False)
    assert (found.mean, found.moving_range) == (11.5, pytest.approx(5 / 3))
    assert (found.upl, found.lpl) == (pytest.approx(11.5 + 2.66 * 5 / 3), pytest.approx(11.5 - 2.66 * 5 / 3))


def test_a_wild_moving_range_is_screened_once():
    values = [*STEADY, 90, 50]
    screened, raw = st.process_limits(values), st.process_limits(values, screen_outliers=False)
    assert screened.mean == raw.mean
    assert screened.upl < raw.upl


def test_a_gap_breaks_the_moving_range():
    assert st.process_limits([1, 2, None, 90, 91], screen_outliers=False).moving_range == 1


@pytest.mark.parametrize("values", [[5] * 14, [5] * 13 + [9], [0.1 + 0.2] * 9])
def test_no_variation_has_no_limits(values):
    with pytest.raises(st.Refused, match="do not vary"):
        st.process_limits(values)
    segment = st.xmr_chart(values).segments[0]
    assert (segment.kind, segment.limits) == ("run chart", None)
    assert "do not vary" in segment.reason


def test_limits_need_two_points_in_a_row():
    for values in ([], [3], [3, None, 4]):
        with pytest.raises(st.Refused, match="two successive"):
            st.process_limits(values)


@pytest.mark.parametrize(
    ("points", "kind"), [(7, "run chart"), (8, "trial limits"), (12, "trial limits"), (13, "limits")]
)
def test_the_kind_of_chart_follows_the_points(points, kind):
    segment = st.xmr_chart(STEADY[:points]).segments[0]
    assert (segment.kind, segment.points) == (kind, points)
    assert (segment.limits is None) == (kind == "run chart")


def test_four_of_eight_points_say_so():
    chart = st.xmr_chart([4, None, 6, 5, 7])
    assert chart.segments[0].reason.startswith("4 of 8 points")
    assert set(chart.labels) == {None}
    assert (chart.variation_icon, chart.assurance) == (None, None)
    assert chart.segments[0].centre == 5.5


def test_yearly_points_get_no_chart():
    with pytest.raises(st.Refused, match="yearly"):
        st.xmr_chart(STEADY, period="academic year")
    with pytest.raises(st.Refused, match="No point"):
        st.xmr_chart([None, None])


def test_a_rebase_gives_each_segment_its_own_limits():
    chart = st.xmr_chart([*STEADY, *(value + 30 for value in STEADY)], rebase_at=(14,))
    first, second = chart.segments
    assert second.limits.mean == pytest.approx(first.limits.mean + 30)
    assert set(chart.labels) == {"Common Cause"}
    assert "Above UCL" in st.xmr_chart([*STEADY, *(value + 30 for value in STEADY)]).labels


def test_limits_can_stay_with_the_first_points():
    assert st.process_limits([*STEADY, 80, 20, 80], fix_after=14) == st.process_limits(STEADY)


def test_runs_are_not_carried_over_a_gap():
    assert not st.trend_complete([1, 2, 3, None, 5, 6, 7, 8]).any()
    assert not st.shift_complete([1, 1, 1, np.nan, 1, 1, 1, 1]).any()
    assert not st.shift_complete([0] * 8).any()


def test_a_rule_is_called_by_what_it_means():
    words = ["Above UCL", "7 Point Trend (Decreasing)", "2 in 3 Below CL", "7 Points Above CL", "Common Cause", None]
    better = [st.point_state(word, "increase") for word in words]
    assert better == ["improvement_high", "concern_low", "concern_low", "improvement_high", "common_cause", None]
    assert [st.point_state(word, "neutral") for word in words[:2]] == ["neutral_high", "neutral_low"]
    with pytest.raises(ValueError, match="improvement"):
        st.point_state("Above UCL", "up")


def test_a_target_on_a_limit_is_within_reach():
    assert st.assurance(1, 4, 4, "increase") == "inconsistent"
    assert st.assurance(np.nan, 4, 4, "increase") is None
    assert st.assurance(1, 4, 9, "neutral") is None


@given(some.lists(some.one_of(some.none(), some.integers(0, 40)), max_size=40).filter(lambda v: any(v)))
def test_any_series_is_charted_or_says_why_not(values):
    chart = st.xmr_chart(values, "increase", 20)
    segment = chart.segments[-1]
    assert len(chart.labels) == len(chart.states) == len(values)
    if segment.limits is None:
        assert segment.reason.endswith(".")
        assert set(chart.labels) == {None}
    else:
        assert segment.limits.lpl < segment.limits.upl
        assert all((label is None) == (value is None) for label, value in zip(chart.labels, values, strict=True))


def test_closures_are_found_within_a_time():
    found = st.closures_between(date(2020, 5, 1), date(2021, 1, 31))
    assert found == [(date(2020, 5, 1), date(2020, 5, 31)), (date(2021, 1, 5), date(2021, 1, 31))]
    assert st.closures_between(date(2018, 9, 1), date(2019, 7, 31)) == []


def test_counts_are_per_school_week():
    found = st.school_week_rate([24, 10, None, 5], [12, 0, 6, None])
    assert found[0] == 2
    assert np.isnan(found[1:]).all()
