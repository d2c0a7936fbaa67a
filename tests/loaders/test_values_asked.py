"""What is asked of values, and which meaning is suggested: only where a word tells it, and never a person's."""

from __future__ import annotations

import pytest

from loaders.likely import values_like
from tests.loaders.answering import answered, column, refused, renamed
from tests.loaders.returns import lift


@pytest.mark.parametrize(
    ("listed", "text", "suggested"),
    [
        ("phase", "Upper school", None),  # "pre school" shares only what several phases have
        ("phase", "Nursery class", "Early Years"),
        ("outcome", "Specialist 1-1", "specialist"),
        ("satisfaction", "Not satisfied", None),
    ],
)
def test_a_value_is_suggested_only_by_a_word_that_tells_codes_apart(listed, text, suggested):
    first = values_like(listed, text)[0]
    assert (first.code if first.likely else None) == suggested


def test_values_travel_with_a_column_that_nobody_named_but_never_those_that_may_be_people():
    rows = [{"Phase": f"P{n % 2}", "Who": ("Onyx Foxglove", "Beryl Sorrel")[n % 2], "Code": f"x{n}"} for n in range(20)]
    about = refused(renamed(lift(*rows), Phase="Sort", LIFT_meeting_date="Met"))
    assert column(about, "Sort").texts == (("P0", 10), ("P1", 10))
    assert column(about, "Who").texts == ()
    assert column(about, "Code").texts == ()  # twenty values of twenty rows are no list
    assert column(about, "SEN status").texts == (("SEN Support", 20),)


def test_a_value_with_two_figures_is_no_upn():
    found = column(answered(lift({"LIFT outcome": "Specialist 1:1"})).about, "LIFT outcome")
    assert found.sample == "Specialist 1:1"
