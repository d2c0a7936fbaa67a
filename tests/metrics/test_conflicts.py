"""Conflicts: each rule finds its case, says how sure it is, and leaves the plain ones alone."""

from __future__ import annotations

import pandas as pd
import pytest

from metrics.conflicts import answer, conflicts, flagged
from metrics.definition import definitions
from metrics.findings import worded
from metrics.strength import CHANCE, CLEAR, LIKELY
from tests.frames import row


def said(*rows: dict) -> pd.DataFrame:
    """The worded frame of some rows."""
    return worded(pd.DataFrame(list(rows)), definitions())


GREEN = {"indicator": "started_within_30_days", "rating": "green", "target": 75.0, "target_status": "illustrative"}


def test_green_but_worsening_names_the_rule_the_target_and_the_year_before():
    found = conflicts(said(row("Dover", 80, 100, **GREEN, direction="worsening", previous=90.0)))
    assert [(one.kind, one.indicator, one.area, one.page) for one in found] == [
        ("green, but worsening", "started_within_30_days", "Dover", "trends")
    ]
    assert "80% meets the target of 75% (illustrative)" in found[0].sentence
    assert "it was 90% the year before (the scorecard's rule)" in found[0].sentence
    assert "corporate" not in found[0].sentence
    assert found[0].base == "80 of 100"


@pytest.mark.parametrize(("p", "word"), [(0.0001, CLEAR), (0.01, LIKELY), (0.04, CHANCE)])
def test_a_change_is_as_sure_as_false_discovery_control_over_the_page_leaves_it(p, word):
    """Four changes are tested at once, three of them level: 0.04 passes alone and not among them."""
    rows = [row(area, 60, 100, p_change=0.8) for area in ("Swale", "Thanet", "Kent")]
    found = conflicts(said(row("Dover", 80, 100, **GREEN, direction="worsening", previous=90.0, p_change=p), *rows))
    assert [one.strength for one in found] == [word]


def test_a_regression_over_a_few_years_alone_could_be_chance():
    found = conflicts(said(row("Dover", 80, 100, **GREEN, direction="no clear change", trend="worsening")))
    assert [one.strength for one in found] == [CHANCE]


def test_every_flag_stands_beside_its_figure_in_words():
    frame = flagged(
        said(
            row("Dover", 80, 100, **GREEN, direction="worsening", previous=90.0, p_change=0.0001),
            row("Swale", 40, 100, **(GREEN | {"rating": "red"}), direction="improving", previous=20.0, p_change=0.01),
            row("Thanet", 60, 100),
        )
    ).set_index("area")["flags"]
    assert frame.to_dict() == {
        "Dover": "green, but worsening (clear)",
        "Swale": "floor missed, but improving (likely)",
        "Thanet": "",
    }


@pytest.mark.parametrize("change", [{"rating": "amber"}, {"direction": "improving"}, {"direction": "no clear change"}])
def test_no_conflict_where_it_is_not_green_or_does_not_get_worse(change):
    assert conflicts(said(row("Dover", 80, 100, **(GREEN | {"direction": "worsening"} | change)))) == []


def answered(count: int, satisfied: int, settings: int = 597) -> pd.DataFrame:
    return said(
        row("Kent", satisfied, count, indicator="satisfaction_overall"),
        row("Kent", settings - 20, settings, indicator="settings_using_lift"),
    )


def test_satisfied_of_under_a_third_says_how_many_answered():
    found = conflicts(answered(121, 116))
    assert found[0].sentence == (
        "Satisfied with LIFT overall in Kent: 96%, of under a quarter of schools and settings (121 answers, 597 "
        "schools and settings)."
    )
    assert found[0].page == "compare"


@pytest.mark.parametrize(("count", "satisfied"), [(121, 100), (199, 196), (9, 9)])
def test_no_conflict_where_fewer_are_satisfied_a_third_answered_or_the_base_is_too_small(count, satisfied):
    assert conflicts(answered(count, satisfied)) == []


def targets(set_: int, pupils: int) -> pd.DataFrame:
    return said(
        row("Dover", round(0.8 * set_), set_, indicator="targets_met", rating="green"),
        row("Dover", pupils, 16000, indicator="access_rate_pupils"),
        row("Kent", 2400, 3200, indicator="targets_met"),
        row("Kent", 1200, 230000, indicator="access_rate_pupils"),
    )


def test_targets_met_where_few_are_set():
    found = conflicts(targets(100, 100))
    assert [one.kind for one in found] == ["met, where few are set"]
    assert "1.0 targets set for each pupil supported, Kent 2.7" in found[0].sentence
    assert conflicts(targets(260, 100)) == []


def test_quick_but_for_few():
    quick = {"indicator": "started_within_30_days", "comparison": "better", "finding": True, "p_value": 0.001}
    few = {"indicator": "access_rate_sen", "comparison": "lower", "finding": True, "p_value": 0.01, "polarity": "none"}
    found = conflicts(
        said(row("Dover", 90, 100, **quick, confidence=99.8), row("Dover", 20, 1000, **few, confidence=95.0))
    )
    assert [(one.kind, one.strength) for one in found] == [("quick, but for few", LIKELY)]
    assert "caus" not in found[0].sentence


def test_two_rules_that_point_opposite_ways():
    found = conflicts(said(row("Dover", 80, 100, direction="improving", trend="worsening")))
    assert [one.kind for one in found] == ["the two rules of direction disagree"]


def test_one_area_and_kent_alone_when_asked():
    frame = said(
        *(row(area, 80, 100, **GREEN, direction="worsening", previous=90.0) for area in ("Kent", "Dover", "Swale"))
    )
    assert [one.area for one in conflicts(frame, "Swale")] == ["Swale", "Kent"]
    assert [one.area for one in conflicts(frame, most_of_a_kind=1)] == ["Kent"]


def test_the_answer_counts_them():
    assert answer([]) == "No good figure here is contradicted by another."
    assert answer(conflicts(answered(121, 116))).startswith("One figure looks well")
