"""Explore asks before it counts: which of rows that overlap, and what a percentage is of."""

from __future__ import annotations

import pytest

from tests.pages.test_explore import table
from tests.pages.test_pages import words
from tests.pages.test_upload import button


@pytest.fixture
def opened(look, sample):
    """A table dropped on the page; nothing is stored."""

    def drop(data: bytes):
        test = look(sample, "explore")
        test.file_uploader[0].upload("absence 2018-19.csv", data, "text/csv").run()
        assert not test.exception, test.exception
        return test

    return drop


def test_rows_that_overlap_must_be_chosen_among_before_anything_is_counted(opened):
    lines = [f"{name},2018/19,{sex},{n}" for name in ("Ashford", "Dover", "Swale", "Thanet")
             for sex, n in (("Boys", 20), ("Girls", 10), ("All", 30))]  # fmt: skip
    test = opened(table(*lines, header="District,Year,Sex,Excluded"))
    test.selectbox(key="explore-kind").set_value("A count by itself").run()
    assert "Still to be said: which rows of “Sex” to keep." in words(test)
    assert "Likeliest: All, of which the others seem to be parts" in words(test)
    test.selectbox(key="explore-only-2").set_value(0).run()
    button(test, "Work it out").click().run()
    assert not test.exception, test.exception
    assert {cell["numerator"] for cell in test.session_state["explore"]["result"]["cells"]} == {30}


def test_percentages_without_what_they_are_of_are_not_worked_out(opened):
    test = opened(table("Ashford,12.5%", "Dover,30.8%", "Thanet,12%", header="District,On time"))
    test.selectbox(key="explore-kind").set_value("A percentage that the table gives, of a whole").run()
    assert "Still to be said: what it is out of." in words(test)
    assert "ask whoever made it for the counts" in words(test)
