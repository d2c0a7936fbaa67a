"""Sentences from results: tiny frames and the words that must come out."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from metrics import answers, equity_answers, findings, titles, wording
from metrics.findings import worded
from tests.frames import WAIT, row, twelve, unknown

FOUND = {"finding": True, "confidence": 95.0}


def said(**changes: dict) -> pd.DataFrame:
    """The worded frame of twelve districts."""
    return worded(twelve(**changes), {WAIT.id: WAIT})


def one(area: str, frame: pd.DataFrame):
    """The row of one area."""
    return next(r for r in frame.itertuples(index=False) if r.area == area)


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (41.4, "percent", "41%"),
        (0.4, "percent", "0.4%"),
        (99.6, "percent", "99.6%"),
        (0.0, "percent", "0%"),
        (100.0, "percent", "100%"),
        (1234.5, "pounds", "£1,234"),
        (18.0, "days", "18 days"),
        (1.0, "days", "1 day"),
        (54.5, "days", "54.5 days"),
        (32.14, "rate", "32.1"),
        (1250.0, "rate", "1,250"),
        (1.874, "ratio", "1.87"),
        (6010.0, "count", "6,010"),
        (None, "percent", "not available"),
        (float("nan"), "days", "not available"),
    ],
)
def test_a_value_in_its_unit(value, unit, text):
    assert wording.number(value, unit) == text


def test_intervals_bases_dates_and_lists():
    assert wording.interval(37.0, 71.0, "days") == "37 to 71 days"
    assert wording.interval(34.2, 48.0, "percent") == "34% to 48%"
    assert wording.interval(None, None, "pounds") == "no interval"
    assert wording.base(35, 80, "percent") == "35 of 80"
    assert wording.base(120, 4200, "rate") == "120 against 4,200"
    assert wording.base(62, 125.7, "ratio") == "62 against 125.7 expected"
    assert wording.base(467000, 117, "pounds", money=True) == "£467,000 against 117"
    assert wording.base(450000, 467000, "percent", money=True) == "£450,000 of £467,000"
    assert wording.base(None, 117, "pounds", money=True) == "base 117"
    assert wording.base(None, 1520, "days") == "base 1,520"
    assert wording.base(16, None, "count") == "count 16"
    assert wording.day(dt.date(2021, 3, 3)) == "3 March 2021"
    assert wording.listed(["Swale", "Thanet", "Dover"]) == "Swale, Thanet and Dover"
    assert wording.listed([]) == "none"


def test_a_green_that_deteriorates_is_flagged_and_shapes_go_with_words():
    assert wording.rating("green", "worsening") == "✔ Target met, but worsening"
    assert wording.rating("green", "worsening", "likely") == "✔ Target met, but worsening (likely)"
    assert wording.rating("green", "improving") == "✔ Target met"
    assert wording.rating("red", "improving") == "✖ Floor missed"
    assert wording.rating("red", whole=False) == "✖ Floor missed (could be chance)"
    assert wording.rating(None) == "Not rated"
    assert wording.target(1.0, "illustrative", "ratio", 0.1) == "0.90 to 1.10 (illustrative)"
    assert wording.floor(None, "ratio", 1.0, 0.25) == "0.75 to 1.25"
    assert wording.floor(None, "percent") == "none"
    assert wording.target(75.0, "illustrative", "percent") == "75% (illustrative)"
    assert wording.target(None, None, "percent") == "target not agreed"


def test_a_finding_as_a_sentence():
    assert findings.sentence(one("Thanet", said())) == (
        "Support started within 30 days: 44% in Thanet, against 60% in the rest of Kent: clearly worse "
        "(35 of 80; 95% interval 34% to 54%)."
    )


def test_a_finding_at_95_percent_is_likely_and_never_clear():
    likely = one("Thanet", said(Thanet={"confidence": 95.0, "p_value": 0.01}))
    assert (likely.strength, likely.compared) == ("likely", "likely worse")
    assert ": likely worse (35 of 80;" in findings.sentence(likely)
    assert [one("Dartford", said()).strength, one("Ashford", said()).strength] == ["could be chance"] * 2
    assert one("Kent", said()).strength is None


def test_a_change_from_the_year_before_carries_its_strength():
    changed = said(Thanet={"direction": "worsening", "p_change": 0.01}, Dover={"direction": "no clear change"})
    assert one("Thanet", changed).towards == "▼ Worsening (likely)"
    assert one("Dover", changed).towards == "● No clear change"


def test_a_difference_that_does_not_survive_is_called_chance():
    assert one("Dartford", said()).compared == "could be chance"
    assert one("Dartford", said()).status == "similar"
    assert one("Kent", said()).compared == "Kent"
    assert one("Thanet", said(Thanet=unknown("Thanet"))).compared == "not tested"


def test_findings_are_ranked_by_how_far_the_nearer_limit_lies_from_the_rest_of_kent():
    found = findings.ranked(said())
    assert [finding.area for finding in found] == ["Sevenoaks", "Thanet"]  # 84 against 60, and 54 against 60
    assert [round(finding.distance, 2) for finding in found] == [0.4, 0.1]
    assert len(findings.ranked(said(), most=1)) == 1


def test_clear_findings_stand_before_likely_ones_however_far_and_each_has_its_base():
    found = findings.ranked(said(Sevenoaks={"confidence": 95.0}))
    assert [(one.area, one.strength, one.base) for one in found] == [
        ("Thanet", "clear", "35 of 80"),
        ("Sevenoaks", "likely", "90 of 100"),
    ]


def test_unknown_stays_unknown_and_is_never_nought():
    thanet = one("Thanet", said(Thanet=unknown("Thanet")))
    assert (thanet.shown, thanet.range, thanet.base) == ("not available", "no interval", "no base")


@pytest.mark.parametrize(
    ("changes", "title"),
    [
        ({}, "Thanet clearly worse, Sevenoaks clearly better than rest of Kent"),
        ({"Sevenoaks": {"finding": False}}, "Thanet clearly worse than rest of Kent"),
        (
            {"Sevenoaks": {"finding": False}, "Thanet": {"finding": False}},
            "No district differs from Kent beyond chance",
        ),
        ({"Sevenoaks": {"confidence": 95.0}}, "Thanet clearly worse, Sevenoaks likely better than rest of Kent"),
        (
            {"Dover": FOUND | {"comparison": "worse"}, "Swale": FOUND | {"comparison": "better"}},
            "4 districts differ from rest of Kent, 2 clearly",
        ),
        (
            {
                name: {"finding": True, "comparison": "worse", "confidence": 99.8}
                for name in ("Tonbridge and Malling", "Folkestone and Hythe")
            },
            "3 districts clearly worse, 1 clearly better",
        ),
    ],
)
def test_chart_titles_are_findings_of_ten_words_or_fewer(changes, title):
    made = titles.chart_title(said(**changes))
    assert made == title
    assert len(made.split()) <= 10


def test_no_sentence_claims_a_cause():
    frame = said()
    texts = [
        answers.attention(frame),
        answers.answer(frame),
        answers.district(frame, "Thanet"),
        titles.chart_title(frame),
    ]
    texts += [finding.sentence for finding in findings.ranked(frame)]
    assert not any(
        word in text.lower() for text in texts for word in ("because", "caused", "due to", "led to", "thanks to")
    )


def test_shares_of_a_handful_are_left_out():
    it = type("It", (), {"minimum_base": 10})
    frame = pd.DataFrame([row("Thanet", 3, 4), row("Swale", 8, 10)])
    assert list(equity_answers.enough(frame, {WAIT.id: it})["area"]) == ["Swale"]
