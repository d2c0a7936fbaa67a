"""Answers of pages in words, and which cells of a table by need are shown: a base that is large enough, or hidden."""

from __future__ import annotations

import pandas as pd

from metrics import answers, definitions, equity_answers, titles
from metrics.findings import worded
from tests.frames import WAIT, twelve, unknown

FOUND = {"finding": True, "confidence": 95.0}


def said(**changes: dict) -> pd.DataFrame:
    """The worded frame of twelve districts."""
    return worded(twelve(**changes), {WAIT.id: WAIT})


def test_a_hidden_base_is_kept_and_a_small_or_missing_one_is_not():
    frame = pd.DataFrame(
        {
            "indicator": "allocated_share",
            "denominator": [12.0, 5.0, None, None, 5.0],
            "symbol": [None, None, "c", "x", "c"],
        }
    )
    assert list(equity_answers.enough(frame, definitions()).index) == [0, 2]


def test_the_answer_to_the_board_says_among_whom_where_districts_are_hidden():
    hidden = {name: unknown(name) | {"symbol": "c"} for name in ("Thanet", "Dover")}
    text = answers.answer(said(**hidden))
    assert "in Thanet" not in text
    assert ", among the 10 districts shown (2 hidden); Kent" in text


def test_the_answer_gives_range_interval_kent_and_how_many_stand_out():
    assert answers.answer(said()) == (
        "“Support started within 30 days” runs from 44% (95% interval 34% to 54%; 35 of 80) in Thanet to 90% (95% "
        "interval 84% to 96%; 90 of 100) in Sevenoaks; Kent 61% (95% interval 58% to 64%; 720 of 1,180). 2 of the 12 "
        "districts tested differ from the rest of Kent by more than chance (2 clear)."
    )
    nothing = said(**{name: unknown(name) for name in twelve()["area"]})
    assert answers.answer(nothing) == "No district has a figure for this choice."


def test_the_summary_names_who_needs_attention_first_and_counts_findings():
    two = answers.attention(said(Dover=FOUND | {"comparison": "worse"}))
    assert two.startswith("Dover and Thanet need attention first: each worse than the rest of Kent on 1 indicator (")
    assert answers.attention(said()) == (
        "Thanet needs attention first: worse than the rest of Kent on 1 indicator (1 clear). In all 2 of 12 "
        "comparisons are beyond chance (2 clear)."
    )
    calm = said(Thanet={"finding": False}, Sevenoaks={"finding": False})
    assert answers.attention(calm).startswith("No district stands out: none of 12 comparisons")


def test_the_summary_says_what_is_hidden_and_what_got_worse_for_kent():
    fell = {"direction": "worsening", "previous": 71.0, "p_change": 0.0001, "change_finding": True}
    hidden = {**unknown("Dover"), "symbol": "c"}
    text = answers.attention(said(Kent=fell, Dover=hidden))
    assert "Kent itself is clearly worse than the year before on “Support started within 30 days” (71% to 61%)." in text
    assert text.endswith("1 more figure is hidden (c, u), and in none of these counts.")
    assert "Kent itself" not in answers.attention(said(Kent=fell | {"change_finding": False}))


def test_equity_says_what_both_bases_agree_on_and_what_depends():
    lower, higher = {"comparison": "lower", "finding": True}, {"comparison": "higher", "finding": True}
    sen = said(Thanet=lower, Sevenoaks=higher)
    pupils = said(Thanet=lower, Sevenoaks={"comparison": "similar", "finding": False})
    text = equity_answers.equity(sen, pupils)
    assert "clearly lower than the rest of Kent in Thanet." in text
    weaker = said(Thanet=lower | {"confidence": 95.0}, Sevenoaks={"comparison": "similar", "finding": False})
    assert "likely lower than the rest of Kent in Thanet." in equity_answers.equity(sen, weaker)
    assert "For Sevenoaks it depends on how need is counted." in text


def test_the_scorecard_counts_ratings_and_says_what_has_no_target():
    red = {"rating": "red", "rating_sure": True}
    frame = said(Kent={"rating": "amber", "rating_sure": False}, Thanet=red)
    assert answers.scorecard(frame, "Thanet") == (
        "Thanet meets the target on none of 1 indicators that have one, meets the floor but not the target on none and "
        "misses the floor on 1 (1 beyond chance)."
    )
    assert "the target on 1 (0 beyond chance)" in answers.scorecard(frame, "Kent")
    assert "None of the 1 indicators with a figure for Dover is rated" in answers.scorecard(frame, "Dover")
    aimed = said(Thanet=red, Dover={**unknown("Dover"), "symbol": "c", "target": 75.0})
    assert answers.scorecard(aimed, "Dover").startswith("There is no figure for Dover")


def test_one_district_in_a_sentence():
    assert answers.district(said(), "Thanet") == (
        "Thanet is worse than the rest of Kent on 1 of 1 indicator tested (1 clear)."
    )
    assert "on none of 1 indicator tested by more than chance" in answers.district(said(), "Ashford")
    assert titles.district_title(said(), "Thanet") == "Thanet: 1 clearly worse"
    assert titles.district_title(said(Thanet={"confidence": 95.0}), "Thanet") == "Thanet: 1 likely worse"
    assert titles.district_title(said(), "Ashford") == "Ashford does not differ beyond chance"
    assert answers.most_apart(said()) == "Sevenoaks"  # as many as Thanet: the first by name


def test_outcomes_without_a_figure_are_named():
    statements = [("I get help early", ["started_within_30_days"]), ("I am included", ["ehcp"])]
    assert answers.outcomes(said(), statements) == (
        "1 of 2 outcome statements have at least one figure for this year. There is no evidence for “I am included”: "
        "that gap is itself a finding."
    )
    kinds = {WAIT.id: type("It", (), {"evidence": "quantitative", "title": WAIT.title})}
    assert answers.evidence(said(), (WAIT.id,), kinds) == "Evidence: 1 quantitative."
    assert answers.evidence(said(), (), kinds).startswith("No evidence")
