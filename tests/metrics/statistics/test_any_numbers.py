"""Whatever numbers come in, out comes a figure, a blank or a refusal: no infinity, no warning, no exception."""

from __future__ import annotations

import dataclasses
import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from metrics import statistics as st

NUMBERS = some.one_of(
    some.sampled_from([0.0, 1.0, 2.0, 5.0, 10.0, 100.0, np.nan, np.inf, -np.inf, -1.0, -7.5, 0.5, 1e9, 1e300]),
    some.integers(0, 60).map(float),
    some.floats(0, 1),
)  # fmt: skip
# Every public function that takes columns of numbers: how many of them, and what else it is called with.
TAKES = {
    "aggregate": 2, "agreed_side": 3, "assess_funnel": 2, "atkinson": 1, "benjamini_hochberg": 1, "byar": 1,
    "byar_clustered": 3, "chance_gap": 2, "chance_variance": 2, "chart_icons": 1, "compare_clustered_proportions": 6,
    "compare_clustered_rates": 6, "compare_medians": 1, "compare_proportions": 4, "compare_rates": 4,
    "compare_waits": 2, "concentration_index": 2, "corporate_trend": 1, "corporate_trends": 3, "curve_bases": 1,
    "deprivation_gradient": 3, "difference_interval": 6, "dispersion": 2, "dissimilarity": 4,
    "dissimilarity_from_rest": 4, "effective_size": 6, "expected_counts": 3, "funnel_proportion_limits": 1,
    "funnel_proportion_significance": 2, "funnel_rate_limits": 1, "funnel_rate_significance": 2,
    "funnel_ratio_limits": 1, "funnel_ratio_significance": 2, "gap": 3, "gini": 2, "gini_ceiling": 1, "hoover": 2,
    "hoover_schutz": 2, "isr_rate": 4, "isr_ratio": 4, "kaplan_meier": 2, "kaplan_meier_median": 2, "limits_at": 1,
    "limits_at_expected": 1, "lorenz": 2, "max_minus_min": 1, "max_over_min": 1, "mean_interval": 1,
    "median_interval": 1, "mid_ranks": 1, "offers_present": 3, "outside_limits": 3, "overdispersed_limits": 1,
    "overdispersion": 2, "overdispersion_test": 2, "poisson_interval": 1, "process_limits": 1, "rank_interval": 2,
    "rank_interval_from_bounds": 3, "rate": 2, "ratio": 2, "ratio_interval": 6, "school_week_rate": 2, "shortfall": 2,
    "slope_index": 2, "spread_beyond_chance": 2, "standardised_ratios": 2, "theil": 1, "unadjusted_limits": 1,
    "wilson": 2, "wilson_clustered": 6, "xmr_chart": 1,
}  # fmt: skip
FEWER = {"chance_gap": {"simulations": 20}, "rank_interval": {"simulations": 20}, "deprivation_gradient": {},
         "rank_interval_from_bounds": {"simulations": 20}, "dissimilarity_from_rest": {"simulations": 20},
         "slope_index": {"repetitions": 50}}  # fmt: skip
STACKED = ("agreed_side", "corporate_trends", "dissimilarity", "dissimilarity_from_rest", "offers_present")
NO_COLUMNS = {  # words, flags, dates and single numbers, tested where they stand
    "against_previous", "assurance", "assurance_icon", "closures_between", "compare_labels", "funnel_axis",
    "funnel_axis_ends", "is_short", "label_points", "part_of_run", "point_state", "rule_labels", "segment_kind",
    "shift_complete", "trend_complete", "two_of_three",
}  # fmt: skip


@some.composite
def columns(draw, count: int) -> list[np.ndarray]:
    length = draw(some.integers(0, 14))
    return [np.array(draw(some.lists(NUMBERS, min_size=length, max_size=length)), dtype=float) for _ in range(count)]


def call(name: str, given_: list[np.ndarray]):
    function, more = getattr(st, name), FEWER.get(name, {})
    if name == "corporate_trends":
        return function(np.array(given_), ["high", "none", "target"])
    if name in STACKED:
        return function(np.array(given_), **more)
    if name == "aggregate":
        return function(*given_, np.arange(given_[0].size) % 3)
    if name in ("compare_medians", "compare_waits"):
        return function(*given_, np.array(["a", "b", "c"], dtype=object)[np.arange(given_[0].size) % 3])
    if name == "corporate_trend":
        return function(*given_, "high")
    if name == "expected_counts":
        return function(np.array([given_[0], given_[0]]), *given_[1:])
    if name in ("funnel_proportion_limits", "funnel_proportion_significance", "limits_at", "funnel_rate_limits"):
        return function(*given_, 0.3)
    if name in ("funnel_rate_significance", "overdispersed_limits"):
        return function(*given_, 20.0)
    return function(*given_, **more)


def numbers(found) -> list[np.ndarray]:
    """Every number of an answer, however deep it lies."""
    if dataclasses.is_dataclass(found):
        return [part for field in dataclasses.fields(found) for part in numbers(getattr(found, field.name))]
    if isinstance(found, dict):
        return [part for value in found.values() for part in numbers(value)]
    if isinstance(found, list | tuple):
        return [part for value in found for part in numbers(value)]
    array = np.asarray(found)
    return [array.astype(float)] if array.dtype.kind in "fiu" else []


@pytest.mark.parametrize("name", sorted(TAKES))
@given(data=some.data())
def test_any_numbers_give_a_figure_a_blank_or_a_refusal(name, data):
    asked = data.draw(columns(TAKES[name]))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            found = call(name, asked)
        except st.Refused as refusal:
            found, reason = [], str(refusal)
        else:
            reason = "No reason is needed."
    assert len(reason.split()) > 3
    assert not any(np.isinf(part).any() for part in numbers(found)), found


def test_every_public_function_of_columns_is_tried():
    public = {name for name in st.__all__ if callable(getattr(st, name)) and name[0].islower()}
    assert public == set(TAKES) | NO_COLUMNS


@pytest.mark.parametrize("interval", ["wilson", "rate", "standardised_ratios"])
@given(asked=columns(2))
def test_a_value_lies_within_its_limits(interval, asked):
    value, lower, upper = (np.asarray(part, dtype=float) for part in getattr(st, interval)(*asked)[:3])
    known = ~np.isnan(value) & ~np.isnan(lower) & ~np.isnan(upper)
    slack = 1e-9 * np.abs(value[known])
    assert (lower[known] <= value[known] + slack).all()
    assert (value[known] <= upper[known] + slack).all()
    assert (lower[known] >= 0).all()
