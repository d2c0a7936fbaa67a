"""Tables of every shape that people send: what is counted of them, what is left out and said, and what is refused."""

from __future__ import annotations

import pytest

from loaders.explore import profile
from loaders.explore_figures import Figure
from loaders.explore_shares import asks_what_shares_are, worked_back
from loaders.explore_tally import Plan, tally
from loaders.refusal import NotLoadable
from tests.loaders import explore_tables as made
from tests.loaders.test_explore import cells

YEAR = "2018/19"
SETTINGS = {"8862001": "Thanet", "886 2001": "Thanet", "8863002": "Dover", "chatham primary": None}


def likeliest(data: bytes, name: str = "table", settings: dict | None = None):
    """The table that is proposed first, and the name under which the file was read."""
    file = f"{name}.{'xlsx' if data[:2] == b'PK' else 'csv'}"
    return profile(data, file, settings or {}).tables[0], file


def counted(data: bytes, top: str, bottom: str | None = None, name: str = "table", settings=None, **more):
    """Count the table proposed first by the names of its columns."""
    table, file = likeliest(data, name, settings)
    place, year = table.districts[0], table.years[0].column if table.years else None
    plan = Plan(
        sheet=table.index, layout=bool(table.steps), district=place.column, how=place.how, year=year,
        chosen_year=None if table.years else table.stated_year or YEAR, numerator=table.labels.index(top),
        denominator=table.labels.index(bottom) if bottom else None,
    )  # fmt: skip
    found = tally(data, file, Plan(**plan.__dict__ | more), settings or {})
    assert found.rows == found.counted + found.totals + found.elsewhere + found.not_kept + found.faulty
    return found


def test_years_across_the_columns():
    found = counted(made.years_across(), "Value")
    assert cells(found) == {
        (name, year): (10 * (y + 1) + n, None) for n, name in enumerate(made.KENT) for y, year in enumerate(made.YEARS)
    }
    assert (found.read, found.rows, found.totals) == (13, 39, 3)
    assert found.notes == [f"Cell {c}15 of sheet Absence, a total of {t}, agrees with the rows." for c, t in
                           (("B", 186), ("C", 306), ("D", 426))]  # fmt: skip


def test_years_over_numerator_and_denominator():
    found = cells(counted(made.years_over_parts(), "Absent", "Enrolled"))
    assert found["Swale", "2020/21"] == (10, 108)
    assert len(found) == 36


def test_single_years_across_are_asked_about():
    data = made.text("District,2019,2020", "Dover,1,2", "Thanet,3,4")
    assert likeliest(data)[0].years[0].lone
    with pytest.raises(NotLoadable, match="say whether the academic year"):
        counted(data, "Value")
    assert cells(counted(data, "Value", lone="ends"))["Thanet", "2019/20"] == (4, None)


def test_terms_across_are_added_up_and_said():
    found = counted(made.terms_across(), "Value")
    assert cells(found)["Dover", YEAR] == (3 * 6 + 15, None)
    assert "6 rows for 2018/19" in found.notes[-1]


def test_two_measures_with_a_year_in_their_names_are_no_years_across():
    data = made.text("District,Absent 2018/19,Enrolled 2018/19", "Dover,1,10", "Thanet,2,10")
    table, _ = likeliest(data)
    assert (table.steps, table.stated_year) == ((), YEAR)


def test_districts_across_the_columns():
    found = counted(made.districts_across(), "Absent", "Enrolled")
    assert cells(found) == {(name, YEAR): (10 + n, 100 + n) for n, name in enumerate(made.KENT)}
    assert (found.totals, found.counted, found.read) == (1, 12, 2)
    assert "agrees with the rows" in found.notes[0]


def test_years_down_and_districts_across():
    found = cells(counted(made.years_down_districts_across(), "Value"))
    assert found["Dover", "2020/21"] == (5, None)
    assert len(found) == 36


def test_several_measures_in_one_column():
    found = counted(made.department_long(), "Pupils with an EHC plan", "Pupils")
    held = cells(found)
    assert held["Swale", YEAR] == "c"
    assert held["Thanet", "2019/20"] == (29, 1009)
    assert len(held) == 24
    assert found.left == {"nation": 2, "region": 2, "authority": 2, "medway": 2}
    assert (found.read, found.rows) == (64, 32)


def test_a_measure_that_stands_twice_is_added_and_not_lost():
    data = made.text("District,measure,value", "Dover,a,1", "Dover,a,2", "Dover,b,10", "Thanet,a,1", "Thanet,b,10")
    assert cells(counted(data, "a"))["Dover", YEAR] == (3, None)
    assert cells(counted(data, "a", "b"))["Dover", YEAR] == "x"  # the second has no denominator: unknown, not 3 of 10


def test_a_cell_at_fault_is_named_where_it_stands_in_the_file():
    rows = [["District", "2018/19", "2019/20"], ["Dover", 1, 2], ["Thanet", 3, "soon"], ["Swale", 4, 5]]
    found = counted(made.book(("Data", rows)), "Value")
    assert [fault["where"] for fault in found.faults] == ["Cell C3 of sheet Data"]
    assert cells(found)["Thanet", "2019/20"] == "x"


def test_a_formula_without_its_value_is_found_in_a_table_laid_out_anew():
    rows = [["Measure", "Dover", "Thanet", "Swale"], ["Absent", "=1+1", 2, 3], ["Enrolled", 10, 10, 10]]
    found = counted(made.book(("Data", rows)), "Absent", "Enrolled")
    assert found.faults[0]["message"].startswith("Cell B2 of sheet Data is blank: a formula whose value was not saved")
    assert cells(found)["Dover", YEAR] == "x"


def test_a_sheet_for_each_district():
    found = counted(made.a_sheet_a_district(), "Absent", "Enrolled")
    assert cells(found) == {(name, YEAR): (3 + n, 110) for n, name in enumerate(made.KENT)}
    assert found.totals == 12


def test_a_column_of_districts_says_more_than_the_name_of_the_file():
    data = made.text("District,Absent,Enrolled", "Dover,1,10", "Thanet,2,20")
    assert [table.labels[0] for table in profile(data, "from Thanet.csv", {}).tables] == ["District"]


def test_a_sheet_for_each_year():
    found = counted(made.a_sheet_a_year(), "Absent", "Enrolled")
    assert cells(found)["Swale", "2020/21"] == (10, 108)
    assert len(found.cells) == 36


def test_sheets_whose_columns_differ_are_not_joined():
    sheets = [("Dover", [["School", "Absent"], ["Oak", 1]]), ("Thanet", [["School", "Absent"], ["Elm", 2]]),
              ("Swale", [["School", "Children"], ["Ash", 90]])]  # fmt: skip
    found = counted(made.book(*sheets), "Absent")
    assert cells(found) == {("Dover", YEAR): (1, None), ("Thanet", YEAR): (2, None)}
    assert found.notes[0].startswith("Sheet Swale is not among the sheets read together, for its columns have other")


def test_a_file_of_one_district_is_known_by_its_name():
    found = counted(made.one_district(), "Absent", "Enrolled", "Thanet absence 2018-19")
    assert cells(found) == {("Thanet", YEAR): (12, 220)}


@pytest.mark.parametrize(
    ("table", "says"),
    [("sen2_extract", "“la_name” names whole local authorities"), ("health_waiting_list", "“CCG” names NHS areas")],
)
def test_a_table_without_districts_is_refused_with_what_to_ask_for(table, says):
    with pytest.raises(NotLoadable, match=f"{says}.*by district of Kent"):
        likeliest(getattr(made, table)())


def test_rows_of_wards_are_added_up():
    found = counted(made.census_by_ward(), "SEN Support", "Pupils")
    assert cells(found)["Dover", YEAR] == (123, 1209)
    assert found.left == {"medway": 1}


def test_schools_are_found_by_their_number_and_strangers_said():
    found = counted(made.attendance_by_school(), "Sessions missed", "Sessions possible", settings=SETTINGS)
    assert cells(found) == {("Thanet", YEAR): (50, 1000), ("Dover", YEAR): (80, 2000)}
    assert "8865555 (1), 8872001 (1)" in found.notes[-1]


def test_a_column_says_the_district_of_each_school():
    with pytest.raises(NotLoadable, match="names no district, and its row holds figures"):
        counted(made.school_to_district(), "Exclusions", "On roll")
    found = counted(made.school_to_district(), "Exclusions", "On roll", blanks="out")
    assert cells(found) == {("Thanet", YEAR): (4, 500), ("Dover", YEAR): (2, 100)}
    assert found.left == {"blank": 1}


def test_a_former_name():
    found = cells(counted(made.former_name(), "EHCPs", "Pupils"))
    assert found["Folkestone and Hythe", YEAR] == (310, 15000)


def test_marks_keep_their_symbol_and_their_range_and_a_total_tells_nothing():
    found = counted(made.exclusions_with_marks(), "Exclusions", "Pupils")
    ends = {cell["district"]: (cell["symbol"], cell["low"], cell["high"]) for cell in found.cells}
    assert ends == {
        "Ashford": ("c", 0, None), "Canterbury": (None, None, None), "Dartford": ("c", 0, 4), "Dover": ("c", 0, None),
        "Gravesham": ("low", 0, None), "Maidstone": ("x", 0, None), "Sevenoaks": ("x", 0, None),
        "Swale": ("x", 0, None), "Thanet": ("c", 1, 4),
    }  # fmt: skip
    assert [cell["base_low"] for cell in found.cells if cell["district"] == "Ashford"] == [18000]
    assert "40" not in " ".join(found.notes)
    assert "is not set against the rows" in found.notes[0]


def test_a_sum_with_a_suppressed_part_lies_between_its_ends():
    found = counted(made.text("District,n", "Dover,5", "Dover,<5", "Thanet,1"), "n")
    dover = found.cells[0]
    assert (dover["symbol"], dover["numerator"], dover["low"], dover["high"]) == ("c", None, 5, 9)


def test_areas_known_by_code_alone():
    found = counted(made.authority_rows_only_by_code(), "claims", "population")
    assert len(found.cells) == 12
    assert found.left == {"nation": 1, "region": 1, "medway": 1}
    assert found.totals == 1


def test_a_messy_print_out():
    found = counted(made.messy_print_out(), "Agreed", "Requests")
    assert cells(found) == {("Thanet", "2019/20"): (20, 50), ("Dover", "2019/20"): (22, 40),
                            ("Maidstone", "2019/20"): (11, 30), ("Sevenoaks", "2019/20"): "c"}  # fmt: skip
    assert found.totals == 3
    assert "57" not in " ".join(found.notes)


def test_percentages_are_worked_back_where_one_count_fits():
    found = counted(made.percentages(), "% absent", "Enrolled", share="percent")
    assert cells(found) == {
        ("Ashford", YEAR): (10, 80), ("Dover", YEAR): (81, 263), ("Swale", YEAR): "x", ("Thanet", YEAR): "x",
    }  # fmt: skip
    swale = next(cell for cell in found.cells if cell["district"] == "Swale")
    assert (swale["low"], swale["high"]) == (50, 53)
    assert "no whole number is 12.5% of 9" in found.faults[0]["message"]


@pytest.mark.parametrize(
    ("cell", "base", "how", "gives"),
    [("12.5%", 80, "percent", Figure(10.0)), (0.125, 80, "fraction", Figure(10.0)),
     ("0.5", 100, "fraction", Figure(symbol="x", low=45, high=55)), ("0", 100, "percent", Figure(0.0)),
     (100.0, 7, "percent", Figure(7.0)), ("c", 7, "percent", Figure(symbol="c")),
     ("<5%", 70, "percent", Figure(symbol="c")), ("101%", 70, "percent", Figure(fault="more than 100%"))],
)  # fmt: skip
def test_working_back(cell, base, how, gives):
    assert worked_back(cell, Figure(float(base)), how) == gives


def test_what_shares_are_is_asked_where_nothing_tells():
    assert asks_what_shares_are([0.5, 0.25, ""])
    assert not asks_what_shares_are([0.5, 12.0])
    assert not asks_what_shares_are(["0.5%", 0.25])
