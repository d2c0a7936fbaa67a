"""Is it getting better: last points, both directions by name, trial limits, rebase, gaps and refusals."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from metrics.definition import definitions
from metrics.findings import worded as worded_results
from metrics.sections.travel import travel, worded
from metrics.statistics.spc import CLOSURES, xmr_chart
from metrics.trends import Trend, _with_limits
from tests.frames import row

IT = definitions()["started_within_30_days"]
EVEN = [60, 62, 58, 61, 59, 63, 57, 60]


def charted(values: list[float], rebase_at: tuple[int, ...] = (), per_week: bool = False, start: int = 2018) -> Trend:
    """A trend of terms of six weeks from the autumn of a year on."""
    terms = [(start + at // 6, at % 6 + 1) for at in range(len(values))]
    starts = [dt.date(year, 9, 1) + dt.timedelta(weeks=8 * (term - 1)) for year, term in terms]
    points = pd.DataFrame(
        {"year": [f"{year}/{year % 100 + 1}" for year, _ in terms], "term": [term for _, term in terms],
         "starts": starts, "ends": [day + dt.timedelta(days=41) for day in starts], "weeks": 6.0,
         "value": np.array(values, dtype=float), "numerator": values, "denominator": 100.0, "symbol": None}
    )  # fmt: skip
    points["same_term_before"] = points["value"].shift(6)
    chart = xmr_chart(points["value"], "increase", rebase_at=list(rebase_at))
    notes = tuple(segment.reason for segment in chart.segments if segment.reason)
    return Trend(IT.id, "Dover", _with_limits(points, chart, 100.0), per_week, CLOSURES, chart, notes)


def yearly(**more) -> pd.DataFrame:
    return worded_results(pd.DataFrame([row("Dover", 60, 100, **more)]), definitions())


def test_a_last_point_within_the_limits_claims_no_change():
    found = travel(charted(EVEN * 2), IT, yearly())
    assert found.title == "Last term within its usual range in Dover"
    assert "within what chance gives" in found.sentence
    assert "could be chance" in found.sentence


def test_points_below_the_mean_are_worse_for_a_figure_that_should_be_high():
    found = travel(charted([80, 79, 81, 80, 78, 80, 79, 81, 60, 59, 61, 60, 58, 60, 59, 61]), IT, yearly())
    assert found.title == "Dover: latest terms clearly worse than before"
    assert "The last 8 terms are clearly worse than its mean" in found.sentence


def test_a_target_is_not_foretold_from_limits_that_the_latest_terms_do_not_keep():
    aimed = yearly(target=75.0, target_status="illustrative")
    steady = travel(charted(EVEN * 2), IT, aimed).lines
    assert any(
        line.startswith("Target 75% (illustrative): as it runs, no term is expected to meet it") for line in steady
    )
    fell = travel(charted([80, 70, 84, 72, 80, 70, 84, 72, 60, 59, 61, 60, 58, 60, 59, 61]), IT, aimed).lines
    assert any("the latest terms are not what these limits expect" in line for line in fell)
    assert not any("chance alone decides" in line for line in fell)


def test_both_rules_of_direction_are_named():
    lines = travel(charted(EVEN * 2), IT, yearly(direction="worsening", previous=70.0)).lines
    over_terms, over_years, scorecard = lines[:3]
    assert over_terms.startswith(
        "Direction of travel by Kent's corporate rule over terms: stable, a regression over all 16"
    )
    assert over_years.startswith(
        "Direction of travel by Kent's corporate rule over years: not told (it needs three years)"
    )
    assert "need not agree" in over_years
    assert scorecard == (
        "Direction of travel by the scorecard's rule: worsening, 2020/21 (60%) against the year before (70%)."
    )


def test_the_scorecards_rule_says_where_it_cannot_be_told():
    assert "no year before" in travel(charted(EVEN * 2), IT, yearly()).lines[2]


def test_eight_to_twelve_points_are_trial_limits_and_named_so():
    found = travel(charted(EVEN + EVEN[:2]), IT, yearly())
    assert "by trial limits" in found.sentence
    assert "10 of 13 points: trial limits" in found.caveat


def test_under_eight_points_nothing_can_be_told():
    found = travel(charted(EVEN[:4]), IT, yearly())
    assert "4 of 8 points" in found.sentence
    assert found.title == "Too few terms to tell in Dover"
    assert set(found.drawn["kind"]) == {"none"}
    assert set(found.table["Upper limit"]) == {"none"}


def test_a_rebase_says_that_it_is_a_choice_and_that_the_step_is_not_tested():
    found = travel(charted(EVEN + [value - 20 for value in EVEN], rebase_at=(8,)), IT, yearly())
    assert any("by choice: the centre is 60% before and 40% since" in line for line in found.lines)


def test_the_same_term_a_year_before_stands_in_sentence_and_table():
    found = travel(charted(EVEN * 2), IT, yearly())
    assert "in the same term a year before" in found.sentence
    assert found.table["Same term a year before"].iloc[0] == "none"
    assert found.table["Same term a year before"].iloc[6] == "60%"


def test_closures_are_marked_in_words():
    found = travel(charted(EVEN * 2), IT, yearly())
    assert "part of the term" in set(found.table["Schools closed"])
    assert "23 March to 31 May 2020" in found.caveat


def test_a_term_without_a_figure_stays_as_a_gap():
    values = [float(value) for value in EVEN * 2]
    values[5] = np.nan
    found = travel(charted(values), IT, yearly())
    assert found.table["Value"].iloc[5] == "not available"
    assert "1 term has no figure" in found.caveat


@pytest.mark.parametrize(("target", "said"), [(60.0, "chance alone decides"), (90.0, "no term is expected"),
                                              (10.0, "each term is expected")])  # fmt: skip
def test_whether_the_process_meets_its_target(target, said):
    found = travel(charted(EVEN * 2), IT, yearly(target=target, target_status="illustrative"))
    (line,) = (line for line in found.lines if line.startswith("Target"))
    assert said in line
    assert "illustrative" in line


def test_counts_are_per_school_week():
    it = definitions()["lift_requests"]
    shown = worded(charted([0.2, 0.3] * 8, per_week=True), it)["shown"]
    assert shown.iloc[0] == "0.20 per 1,000 a week"


def test_a_refused_trend_keeps_both_directions_over_the_years():
    refused = Trend(IT.id, "Dover", pd.DataFrame(), False, (), None, (), "It is held by the year.")
    found = travel(refused, IT, yearly(trend="stable", direction="improving", previous=50.0))
    assert found.reason == "It is held by the year."
    assert found.lines[0].endswith("stable, a regression over all years.")
    assert "improving" in found.lines[1]
