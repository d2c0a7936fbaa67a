"""Explore: several tables below each other on one sheet are looked at one by one, or joined where each is of a year."""

from __future__ import annotations

from loaders.explore import profile
from loaders.explore_tally import Plan, tally
from tests.loaders.explore_tables import KENT, book
from tests.loaders.returns import as_csv

HEAD = ["District", "Absent", "Pupils"]
FIRST = [[name, 10 + n, 100] for n, name in enumerate(KENT)]
LATER = [[name, 30 + n, 100] for n, name in enumerate(KENT)]


def found(*lines: list):
    data = book(("Absence", list(lines)))
    return data, profile(data, "absence.xlsx", {}).tables


def ashford(data: bytes, table, numerator: int) -> dict:
    """Year -> what is counted for Ashford."""
    year = table.years[0].column if table.years else None
    plan = Plan(table.index, table.districts[0].column, year=year, chosen_year=table.stated_year, numerator=numerator)
    cells = tally(data, "absence.xlsx", plan, {}).cells
    return {cell["year"]: cell["numerator"] for cell in cells if cell["district"] == "Ashford"}


def test_a_table_for_each_year_is_counted_by_year():
    data, tables = found(["Absence 2018/19"], HEAD, *FIRST, [], ["Absence 2019/20"], HEAD, *LATER, ["Source: DfE"])
    assert ashford(data, tables[0], 2) == {"2018/19": 10, "2019/20": 30}
    later = next(table for table in tables if table.stated_year == "2019/20")
    assert (later.sheet, later.header_row) == ("Absence from row 15", 17)
    assert ashford(data, later, 1) == {"2019/20": 30}


def test_another_table_below_is_not_added_to_the_first():
    other = ["District", "Excluded", "Pupils"]
    data, tables = found(["2018/19"], HEAD, *FIRST, [], ["Exclusions 2018/19"], other, *LATER)
    assert [table.labels[1] for table in tables] == ["Absent", "Excluded"]
    assert ashford(data, tables[0], 1) == {"2018/19": 10}


def test_a_header_on_each_page_begins_no_table():
    data, tables = found(["Absence 2018/19"], HEAD, *FIRST[:6], ["Absence 2018/19, continued"], HEAD, *FIRST[6:])
    assert [table.rows for table in tables if not table.steps] == [13]  # the title in between is left out when counted
    assert ashford(data, tables[0], 1) == {"2018/19": 10}
    data = as_csv([HEAD, *FIRST[:6], HEAD, *FIRST[6:]])
    assert [table.rows for table in profile(data, "absence 2018-19.csv", {}).tables] == [12]
