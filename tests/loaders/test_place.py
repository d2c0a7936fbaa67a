"""Whose return it is and of which years: from a column, the sheet, the title or the name of the file."""

from __future__ import annotations

import pytest

from loaders.place import districts_in, years_in
from loaders.refusal import NotLoadable
from tests.loaders.returns import as_xlsx, checked, lift, stored


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("LIFT activity Ashford 2018-19.xlsx", ["2018/19"]),
        ("2018/2019", ["2018/19"]),
        ("2018–20", ["2018/19", "2019/20"]),
        ("2018-21", ["2018/19", "2019/20", "2020/21"]),
        ("2018-19 to 2020-21", ["2018/19", "2019/20", "2020/21"]),
        ("Academic year 2018 to 2019", ["2018/19"]),
        ("academic year 18/19", ["2018/19"]),
        ("T2 18-19", ["2018/19"]),
        ("September 2018 - July 2019", ["2018/19"]),
        ("2018_19", ["2018/19"]),
        ("2018", []),
        ("Exported 04/09/2021 09:12", []),
        ("2018-09-03", []),
        ("ages 11-12", []),
        ("19-20 November", []),
        ("2018-17", []),
    ],
)
def test_years_stated_in_a_text(text, years):
    assert list(years_in(text)) == years


@pytest.mark.parametrize(
    ("text", "district"),
    [
        ("LIFT activity Shepway 2018-19", "Folkestone and Hythe"),
        ("Folkestone & Hythe", "Folkestone and Hythe"),
        ("TONBRIDGE  AND MALLING", "Tonbridge and Malling"),
        ("E07000116", "Tunbridge Wells"),
        ("Thanet_LIFT", "Thanet"),
    ],
)
def test_districts_named_in_a_text(text, district):
    assert districts_in(text) == {district}


DISTRICT_FROM = [
    ("the column", "LIFT activity 2018-19.csv", [], {"District": "Dover"}, "Dover"),
    ("the title", "LIFT activity 2018-19.csv", [["Swale LIFT activity"]], {}, "Swale"),
    ("the name", "Ashford 2018-19.csv", [], {}, "Ashford"),
    ("the column before the name", "Ashford 2018-19.csv", [], {"District": "Dover"}, "Dover"),
]


@pytest.mark.parametrize(("where", "name", "titles", "column", "district"), DISTRICT_FROM)
def test_the_district_comes_from(where, name, titles, column, district):
    assert stored([*titles, *lift(column)], "district", name=name) == [district]


def test_the_district_comes_from_each_sheet():
    sheets = {"Dover": lift({}), "Shepway": lift({"Request ref": "S1"})}
    found = stored(as_xlsx(sheets), "district", "request_ref", name="LIFT activity 2018-19.xlsx")
    assert found == [("Dover", "R1"), ("Folkestone and Hythe", "S1")]


def test_a_title_and_a_name_that_disagree_are_refused():
    with pytest.raises(
        NotLoadable, match="the file's name says Thanet but the title says Dover: make them say the same"
    ):
        checked([["Dover LIFT activity"], *lift({})])


def test_a_file_that_names_no_district_is_refused_with_what_to_do():
    with pytest.raises(NotLoadable, match=r"does not say which of Kent's twelve districts .* put the district into"):
        checked(lift({}), "LIFT activity 2018-19.csv")


def test_a_district_that_no_one_knows_is_refused_where_it_is_the_only_one_and_else_set_aside():
    with pytest.raises(NotLoadable, match="no district of Kent is called Gotham: correct the District column"):
        checked(lift({"District": "Gotham"}))
    assert checked(lift({"District": "Gotham"}, {"District": "Dover"})).set_aside == {"district": 1}


@pytest.mark.parametrize(
    ("name", "titles", "column"),
    [
        ("Thanet.csv", [["LIFT activity 2018/19"]], {}),
        ("Thanet 2018-19.csv", [], {}),
        ("Thanet.csv", [], {"Academic year": "2018/19"}),
        ("Thanet.csv", [], {"AY": "201819"}),
    ],
)
def test_the_years_come_from_title_name_or_column(name, titles, column):
    found = checked([*titles, *lift(column)], name)
    assert (found.years, found.accepted) == (("2018/19",), 1)


def test_the_year_may_be_the_sheet_s_name():
    assert checked(as_xlsx({"2018-19": lift({})}), "Thanet.xlsx").years == ("2018/19",)


def test_a_return_whose_year_cannot_be_told_is_refused_with_what_to_do():
    with pytest.raises(
        NotLoadable, match="does not say which academic year it is for: put it into the file's name or title"
    ):
        checked(lift({}), "LIFT activity Thanet.csv")


def test_a_return_none_of_whose_meetings_fall_in_its_year_is_refused():
    with pytest.raises(NotLoadable, match=r"not one meeting date falls in the year it says it is for \(2020/21\)"):
        checked(lift({}), "LIFT activity Thanet 2020-21.csv")


def test_a_date_between_terms_belongs_to_the_term_before_it():
    """Term 1 of 2018/19 began on 3 September, term 2 on 29 October and term 3 on 3 January."""
    days = {
        "01/09/2018": 1,
        "19/10/2018": 1,
        "28/10/2018": 1,
        "29/10/2018": 2,
        "02/01/2019": 2,
        "03/01/2019": 3,
        "31/08/2019": 6,
    }
    found = stored(lift(*({"LIFT meeting date": day} for day in days)), "term", "year", "scope")
    assert [term for term, _, _ in found] == list(days.values())
    assert found[0] == (1, "2018/19", "Thanet|2018/19|1")
