"""A year that only a table kept on Explore holds: it can be chosen on Compare, after the years of the returns."""

from __future__ import annotations

import shutil

import pytest

from metrics.explored import Said
from tests.pages.test_pages import words
from warehouse import explored, open_warehouse

LATER = "2023/24"


@pytest.fixture
def later(sample, tmp_path):
    """The sample with a kept table of a year after its returns."""
    path = shutil.copy(sample, tmp_path / "later.duckdb")
    said = Said("Absence", "share", "absent", "enrolled", polarity="low").as_dict()
    unknown = dict.fromkeys(("symbol", "low", "high", "base_low", "base_high"))
    cells = [
        {"district": name, "year": LATER, "numerator": top, "denominator": 100.0} | unknown
        for name, top in (("Dover", 12.0), ("Swale", 11.0), ("Thanet", 60.0))
    ]
    with open_warehouse(path) as warehouse:
        explored.keep(warehouse, said, cells, "absence.csv", "tests")
    return path


def year_of(test):
    return next(box for box in test.selectbox if box.label == "Year")


def test_it_is_chosen_on_compare_after_the_years_of_returns(look, later):
    test = look(later, "compare", indicator="Absence (table 1)")
    assert year_of(test).value == "2020/21"
    assert year_of(test).options == ["2020/21", "2019/20", "2018/19", LATER]
    year_of(test).set_value(LATER).run()
    assert not test.exception
    assert "(95% interval 50% to 69%; 60 of 100) in Thanet" in words(test)
    assert f"Kent by district, {LATER}." in words(test)


def test_other_indicators_of_that_year_say_what_to_do(look, later):
    test = look(later, "compare")
    year_of(test).set_value(LATER).run()
    assert not test.exception
    said = words(test).replace("\\", "")
    assert "No return is in for this year. A table kept on Explore is" in said


def test_other_pages_do_not_offer_it_and_come_back_to_the_newest_return(look, later):
    test = look(later, "compare", indicator="Absence (table 1)")
    year_of(test).set_value(LATER).run()
    test.switch_page("pages/summary.py").run()
    assert not test.exception
    assert (year_of(test).value, LATER in year_of(test).options) == ("2020/21", False)
