"""What Explore must not take for granted: an unknown name, an age that looks like a year, rows that overlap."""

from __future__ import annotations

import pytest

from loaders.explore import profile
from tests.loaders.explore_tables import KENT, text


def test_an_unknown_name_is_asked_about_where_a_district_is_missing():
    lines = [f"{name},1" for name in KENT if name != "Gravesham"]
    (one,) = profile(text("District,n", *lines, "Gravesend,2", "Medway,3"), "t.csv", {}).tables[0].districts
    assert one.near == (("Gravesend", ""),)
    (one,) = profile(text("District,n", *lines, "Gravesham,2", "Gravesend,3"), "t.csv", {}).tables[0].districts
    assert one.near == ()


@pytest.mark.parametrize("name", ["Kent", "Kent (excluding Medway)", "Kent total", "KCC Kent average"])
def test_kent_by_any_name_is_a_total_and_no_other_place(name):
    found = profile(text("District,n", *(f"{name},1" for name in KENT), f"{name},12"), "t.csv", {}).tables[0]
    assert found.districts[0].others == ()


def test_an_age_is_no_year_that_a_table_states():
    found = profile(text("District,NEET 16-17", *(f"{name},9" for name in KENT)), "t.csv", {}).tables[0]
    assert (found.stated_year, found.likely_year) == (None, "2016/17")
    found = profile(text("District,NEET", *(f"{name},9" for name in KENT)), "NEET 2019-20.csv", {}).tables[0]
    assert found.stated_year == "2019/20"


def test_figures_of_some_two_thousand_are_no_years_where_a_column_says_the_year():
    lines = [f"{name},2019/20,{n},{2000 + n}" for n, name in enumerate(KENT)]
    found = profile(text("District,Year,Excluded,Roll", *lines), "t.csv", {}).tables[0]
    assert found.numbers == [2, 3]
    assert found.years[0].column == 1


def test_a_column_that_splits_a_district_and_year_is_named_with_what_stands_for_all():
    lines = [f"{name},2019/20,{sex},{name[0]},5" for name in KENT for sex in ("Boys", "Girls", "All")]
    table = profile(text("District,Year,Sex,Kind,n", *lines), "t.csv", {}).tables[0]
    assert table.splits == {2: "All"}
    lines = [f"{name},{2018 + n}/{19 + n},{('even', 'odd')[n % 2]},5" for name in KENT for n in range(3)]
    assert profile(text("District,Year,Kind,n", *lines), "t.csv", {}).tables[0].splits == {}
