"""Which districts and years a table names: what is known, what is asked about, and what leaves a figure unknown."""

from __future__ import annotations

import datetime as dt

import pytest

from loaders.explore import profile
from loaders.explore_places import near_district, year_of
from loaders.explore_tally import Plan
from loaders.refusal import NotLoadable
from tests.loaders.test_explore import SETTINGS, SHARE, YEAR, cells, counted, csv


@pytest.mark.parametrize(
    "name",
    ["Folkestone and Hythe", "Folkestone & Hythe", "SHEPWAY", "E07000112", "Shepway District Council", " shepway "],
)
def test_a_district_goes_by_its_name_former_name_or_code(name):
    assert cells(counted(csv(f"{name},1,10"))) == {("Folkestone and Hythe", YEAR): (1, 10)}


def test_the_district_may_be_that_of_a_school_or_setting_known_here():
    data = csv("Elmstead Primary School,1,10", "900001,2,20", "Holly,3,30", header="School,Absent,Enrolled")
    found = counted(data, Plan(sheet=0, district=0, how="setting", chosen_year=YEAR, numerator=1, denominator=2))
    assert cells(found) == {("Dover", YEAR): (2, 20), ("Thanet", YEAR): (1, 10)}
    assert found.notes == ["Left out, for they name no district of Kent: Holly (1)."]


def test_a_road_in_the_name_of_a_school_is_no_district():
    with pytest.raises(NotLoadable):
        counted(csv("Dover Road Primary School,1,10"))


def test_columns_of_districts_are_proposed_with_the_share_of_rows_they_match():
    data = csv("Ann,Thanet,1", "Bob,Dover,2", "Cat,Medway,3", header="Name,Where,n")
    (table,) = profile(data, "table.csv", SETTINGS).tables
    (found,) = table.districts
    assert (found.label, found.matched, found.of, found.others) == ("Where", 2, 3, ("Medway",))
    assert found.sentence == "Where: 2 of 3 rows name a district (2 districts)"


def test_a_table_of_all_england_is_known_by_the_districts_it_holds():
    kent = ["Ashford", "Canterbury", "Dartford", "Dover", "Gravesham", "Maidstone", "Thanet"]
    others = [f"Elsewhere {n}" for n in range(90)]
    found = profile(csv(*(f"{name},1,10" for name in [*others, *kent])), "england.csv", {})
    assert found.tables[0].districts[0].districts == 7


def test_two_districts_in_a_row_leave_both_unknown():
    found = counted(csv("Dover,1,10", "Thanet,2,10", "Dover and Thanet,5,20", "Swale,1,10"))
    assert cells(found) == {("Dover", YEAR): "x", ("Thanet", YEAR): "x", ("Swale", YEAR): (1, 10)}
    assert "names 2 districts" in found.faults[0]["message"]


def test_a_name_that_may_be_a_district_misspelt_is_asked_about():
    data = csv("Thanet,2,10", "Tannet,5,20", "Swale,1,10")
    assert profile(data, "t.csv", {}).tables[0].districts[0].near == (("Tannet", "Thanet"),)
    assert cells(counted(data)) == {("Thanet", YEAR): "x", ("Swale", YEAR): (1, 10)}
    told = Plan(**{**SHARE.__dict__, "names": (("Tannet", "Thanet"),)})
    assert cells(counted(data, told))["Thanet", YEAR] == (7, 30)
    other = Plan(**{**SHARE.__dict__, "names": (("Tannet", ""),)})
    assert cells(counted(data, other))["Thanet", YEAR] == (2, 10)


@pytest.mark.parametrize("name", ["Medway", "Rother", "Hastings", "Tandridge", "Ashfield", "Dudley", "Swindon"])
def test_other_places_are_no_district_misspelt(name):
    assert near_district(name) is None


def test_a_look_alike_letter_is_no_district_and_is_asked_about():
    assert near_district("Тhanet") == "Thanet"  # a Cyrillic letter


@pytest.mark.parametrize(
    ("cell", "lone", "year"),
    [("2018/19", None, YEAR), ("2018-2019", None, YEAR), ("201819", None, YEAR), (201819.0, None, YEAR),
     ("2019", None, None), ("2019", "ends", YEAR), (2018.0, "starts", YEAR), (dt.date(2019, 8, 31), None, YEAR),
     ("2018-21", None, None), ("soon", None, None)],
)  # fmt: skip
def test_years(cell, lone, year):
    assert year_of(cell, lone) == year


def test_a_single_year_is_asked_about():
    data = csv("Dover,2019,1", "Thanet,2019,2", header="District,Year,n")
    assert profile(data, "t.csv", {}).tables[0].years[0].lone
    with pytest.raises(NotLoadable, match="Line 2, column “Year” says “2019”: say whether the academic year"):
        counted(data, Plan(sheet=0, district=0, year=1, numerator=2))
    found = counted(data, Plan(sheet=0, district=0, year=1, numerator=2, lone="ends"))
    assert cells(found)["Dover", YEAR] == (1, None)


def test_a_year_that_cannot_be_read_leaves_all_years_of_its_district_unknown():
    data = csv("Dover,2018/19,1", "Dover,soon,2", "Thanet,2018/19,3", header="District,Year,n")
    found = counted(data, Plan(sheet=0, district=0, year=1, numerator=2))
    assert cells(found) == {("Dover", YEAR): "x", ("Thanet", YEAR): (3, None)}


def test_a_row_without_a_district_is_asked_about():
    data = csv("Thanet,1,10", ",2,20", "Dover,1,10")
    assert profile(data, "t.csv", {}).tables[0].districts[0].blank == 1
    with pytest.raises(NotLoadable, match="Line 3, column “District” names no district, and its row holds figures"):
        counted(data)
    above = counted(data, Plan(**{**SHARE.__dict__, "blanks": "above"}))
    assert cells(above)["Thanet", YEAR] == (3, 30)
    out = counted(data, Plan(**{**SHARE.__dict__, "blanks": "out"}))
    assert (cells(out)["Thanet", YEAR], out.elsewhere) == ((1, 10), 1)
