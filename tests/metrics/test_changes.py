"""What would change, in sentences: the weightiest first, with units and ratings, and nothing that shows the same."""

from __future__ import annotations

import pandas as pd
import pytest

from metrics import changes, definitions
from metrics.definition import SOURCES

SHARE, WAIT, RATE = "started_within_30_days", "median_wait_days", "lift_requests"


def frame(*rows: tuple) -> pd.DataFrame:
    """Rows of (indicator, area, value, rating, reason), all of one year."""
    columns = {"indicator": 0, "area": 1, "value": 2, "rating": 3, "reason": 4}
    return pd.DataFrame(
        {
            name: pd.Series([row[at] if at < len(row) else None for row in rows], dtype=object)
            for name, at in columns.items()
        }
    ).assign(year="2018/19")


def told(before: pd.DataFrame, after: pd.DataFrame) -> list[str]:
    return [change.sentence for change in changes.changes(before, after, definitions())]


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ((SHARE, "Thanet", 41.2, "amber"), (SHARE, "Thanet", 46.0, "amber"),
         "Thanet, support started within 30 days, 2018/19: 41% to 46%, amber to amber."),
        ((WAIT, "Kent", 1.0, "green"), (WAIT, "Kent", 21.5, "red"),
         "Kent, median wait for support, 2018/19: 1 day to 21.5 days, green to red."),
        ((RATE, "Dover", 6.83), (RATE, "Dover", 8.3), "Dover, LIFT requests, 2018/19: 6.8 to 8.3 per 1,000."),
        ((SHARE, "Dover", 41.0, "red"), (SHARE, "Dover", None, None, "No return for Dover."),
         "Dover, support started within 30 days, 2018/19: 41% to no figure. No return for Dover."),
        ((SHARE, "Dover", None), (SHARE, "Dover", 0.0, "red"),
         "Dover, support started within 30 days, 2018/19: no figure to 0%, red."),
    ],
    ids=["moves", "turns", "without a rating", "lost", "a nought is no unknown"],
)  # fmt: skip
def test_a_change_says_where_what_when_from_and_to(before, after, sentence):
    assert told(frame(before), frame(after)) == [sentence]


def test_what_shows_the_same_is_no_change_but_another_rating_is():
    old = frame((SHARE, "Thanet", 41.2, "amber"), (SHARE, "Dover", 59.9, "red"), (SHARE, "Kent", None))
    new = frame((SHARE, "Thanet", 41.4, "amber"), (SHARE, "Dover", 60.1, "amber"), (SHARE, "Kent", float("nan")))
    assert told(old, new) == ["Dover, support started within 30 days, 2018/19: 60% to 60%, red to amber."]


def test_lost_figures_come_first_then_worse_ratings_then_better_then_the_furthest():
    old = frame((SHARE, "A", 50.0, "red"), (SHARE, "B", 70.0, "amber"), (SHARE, "C", 76.0, "green"),
                (SHARE, "D", 40.0, "red"), (SHARE, "E", 40.0, "red"), (SHARE, "F", None))  # fmt: skip
    new = frame((SHARE, "A", None), (SHARE, "B", 76.0, "green"), (SHARE, "C", 70.0, "amber"), (SHARE, "D", 41.0, "red"),
                (SHARE, "E", 20.0, "red"), (SHARE, "F", 50.0, "red"))  # fmt: skip
    assert [change.area for change in changes.changes(old, new, definitions())] == ["A", "C", "B", "E", "D", "F"]


def test_one_side_may_be_empty():
    full, nothing = frame((SHARE, "Thanet", 41.0, "red")), pd.DataFrame(columns=["indicator"])
    assert [c.kind for c in changes.changes(nothing, full, definitions())] == ["known"]
    assert [c.kind for c in changes.changes(full, full[:0], definitions())] == ["unknown"]
    assert changes.changes(nothing, nothing, definitions()) == []


def test_counts_and_table():
    found = changes.changes(frame((SHARE, "A", 1.0, "red"), (RATE, "B", 2.0)), frame((RATE, "B", 3.0)), definitions())
    assert changes.counted(found) == "Of the headline figures by district, 1 would change and 1 would become unknown."
    assert changes.counted([]) == "No headline figure would change."
    shown = changes.changes_table(found)
    assert shown.iloc[0].tolist() == ["Support started within 30 days", "A", "2018/19", "1%", "no figure",
                                      "red to not rated"]  # fmt: skip
    assert list(changes.changes_table([]).columns) == list(shown.columns)


def test_headlines_bear_on_every_return_and_are_indicators():
    held = definitions()
    used = {dataset for name in changes.HEADLINES for dataset in held[name].datasets}
    assert used == set(SOURCES.values())


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ({}, {("context", 1): 5}, "5 rows would be added."),
        ({("context", 1): 5}, {("context", 1): 2, ("context", 2): 1},
         "1 row would be added and 3 rows loaded before would no longer stand."),
        ({("context", 2): 1200}, {("context", 1): 7},
         "1,200 rows loaded before would no longer stand and 7 rows replaced before would stand again."),
        ({("context", 2): 4}, {("context", 2): 4}, "No row would be added or taken away."),
    ],
)  # fmt: skip
def test_rows_added_gone_and_back(before, after, said):
    assert changes.rows_said(before, after) == said


def test_what_is_covered_is_told_by_return_district_year_and_terms():
    scopes = [("lift_activity", "Thanet", "2018/19", term) for term in (3, 1)]
    scopes += [("context", "Dover", "2018/19", None), ("voice_survey", None, None, None)]
    scopes += [("satisfaction_survey", None, "2019/20", None), ("lift_activity", "Dover", "2018/19", 2)]
    assert changes.covered_said(scopes) == [
        "District context return, Dover, 2018/19",
        "LIFT activity return, Dover, 2018/19: term 2",
        "LIFT activity return, Thanet, 2018/19: terms 1 and 3",
        "Satisfaction survey, no district, 2019/20",
        "Parent and pupil voice return",
    ]
