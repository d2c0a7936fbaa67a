"""Any table with a district: what is found in it, and that no wrong number comes of it."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest

from loaders.explore import profile
from loaders.explore_figures import read_figure
from loaders.explore_safely import look, work_out
from loaders.explore_tally import Plan, tally
from loaders.refusal import NotLoadable

YEAR = "2018/19"
SETTINGS = {"elmstead primary school": "Thanet", "900001": "Dover", "holly": None}
SHARE = Plan(sheet=0, district=0, chosen_year=YEAR, numerator=1, denominator=2)


def csv(*lines: str, header: str = "District,Absent,Enrolled") -> bytes:
    return "\n".join([header, *lines]).encode()


def counted(data: bytes, plan: Plan = SHARE):
    return tally(data, "table.csv", plan, SETTINGS)


def cells(found) -> dict:
    """(district, year) -> (numerator, denominator), or the symbol."""
    return {
        (cell["district"], cell["year"]): cell["symbol"] or (cell["numerator"], cell["denominator"])
        for cell in found.cells
    }


def workbook(rows: list[list], merged: str | None = None, title: str = "Data") -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for line in rows:
        sheet.append(line)
    if merged:
        sheet.merge_cells(merged)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def test_a_file_without_a_district_is_refused_with_its_columns():
    with pytest.raises(NotLoadable, match=r"no column names Kent's districts.*“item”, “price”"):
        profile(csv("bread,2", "milk,1", header="item,price"), "shopping.csv", SETTINGS)


def test_a_return_is_recognised():
    header = "Academic year,District,Phase,Settings,Pupils,SEN Support"
    data = csv("2018/19,Thanet,Primary,10,1000,100", "2018/19,Dover,Primary,10,1000,100", header=header)
    assert profile(data, "context 2018-19.csv", {}).dataset == "context"


@pytest.mark.parametrize(
    ("mark", "symbol"),
    [("c", "c"), ("<5", "c"), ("*", "c"), ("less than 5", "c"), ("1-4", "c"), ("-", "x"), ("x", "x"), ("..", "x"),
     ("", "x"), ("n/a", "x"), ("z", "z"), ("u", "u"), ("low", "low"), ("[c]", "c")],
)  # fmt: skip
def test_a_suppressed_mark_is_unknown_with_its_symbol(mark, symbol):
    assert read_figure(mark)[:3] == (None, symbol, None)
    assert cells(counted(csv(f"Thanet,{mark},10", "Dover,1,10"))) == {
        ("Thanet", YEAR): symbol,
        ("Dover", YEAR): (1, 10),
    }


def test_one_suppressed_row_makes_its_district_and_year_unknown():
    assert cells(counted(csv("Thanet,5,10", "Thanet,<5,10", "Dover,1,10")))["Thanet", YEAR] == "c"


@pytest.mark.parametrize(
    ("figure", "says"),
    [("-3", "a negative number"), ("(12)", "a negative number"), ("in restauro", "no number"), ("12%", "a percentage"),
     ('"1,5"', "comma"), ("12.5", "a fraction"), ("nil", "write 0"), ("11", "more than its denominator, 10"),
     ("1e3", "no number")],
)  # fmt: skip
def test_a_cell_that_cannot_be_used_is_named_and_its_district_unknown(figure, says):
    found = counted(csv("Dover,1,10", f"Thanet,{figure},10", "Thanet,1,10"))
    assert cells(found) == {("Dover", YEAR): (1, 10), ("Thanet", YEAR): "x"}
    assert found.faulty == 1
    assert says in found.faults[0]["message"]
    assert found.faults[0]["where"] == "Line 3, column “Absent”"
    thanet = next(cell for cell in found.cells if cell["district"] == "Thanet")
    assert thanet["reason"] == found.faults[0]["message"]


def test_in_a_workbook_the_cell_is_named():
    found = tally(workbook([["District", "n"], ["Dover", 1], ["Thanet", "in restauro"]]), "b.xlsx", _count(), {})
    assert found.faults[0]["message"] == "Cell B3 of sheet Data holds “in restauro”: no number."


def _count(**more) -> Plan:
    return Plan(**{"sheet": 0, "district": 0, "chosen_year": YEAR, "numerator": 1} | more)


def test_a_formula_without_a_saved_value_and_a_date_are_no_numbers():
    found = tally(
        workbook([["District", "n"], ["Dover", "=1+1"], ["Thanet", dt.date(2019, 4, 3)]]), "b.xlsx", _count(), {}
    )
    assert {cell["symbol"] for cell in found.cells} == {"x"}
    assert "whose value was not saved" in found.faults[0]["message"]
    assert "a date" in found.faults[1]["message"]


def test_merged_districts_are_filled_down():
    data = workbook([["District", "n"], ["Thanet", 1], [None, 2], ["Dover", 4]], merged="A2:A3")
    assert cells(tally(data, "b.xlsx", _count(), {})) == {("Dover", YEAR): (4, None), ("Thanet", YEAR): (3, None)}


def test_figures_such_as_23_824_are_asked_about():
    data = csv("Dover,23.824,50.000", "Thanet,10.500,60.000")
    assert profile(data, "t.csv", {}).tables[0].points[1] == "10.500"
    with pytest.raises(NotLoadable, match=r"Line 3, column “Absent” says “10.500”: say whether it is 10,500 or"):
        counted(data)
    told = Plan(**{**SHARE.__dict__, "points": "thousands"})
    assert cells(counted(data, told))["Dover", YEAR] == (23824, 50000)
    decimals = counted(data, Plan(**{**SHARE.__dict__, "points": "decimal"}))
    assert set(cells(decimals).values()) == {"x"}  # a fraction of a person


def test_a_decimal_elsewhere_in_the_column_settles_what_points_mean():
    plan = Plan(**{**SHARE.__dict__, "whole": False})
    assert cells(counted(csv("Dover,23.824,50", "Thanet,1.5,60"), plan))["Dover", YEAR] == (23.824, 50)


@pytest.mark.parametrize("label", ["Kent", "Total", "Grand total", "All districts", "TOTAL"])
def test_a_total_is_left_out_and_checked_against_the_sum(label):
    good = counted(csv("Dover,1,10", "Thanet,2,20", f"{label},3,30"))
    assert (good.totals, good.counted) == (1, 2)
    assert good.notes == ["Line 4, column “Absent”, a total of 3, agrees with the rows."]
    bad = counted(csv("Dover,1,10", "Thanet,2,20", f"{label},4,30"))
    assert "does not agree: the rows add up to 3" in bad.notes[0]
    hidden = counted(csv("Dover,1,10", "Thanet,c,20", f"{label},4,30"))
    assert "is not set against the rows" in hidden.notes[0]
    assert "4" not in hidden.notes[0].removeprefix("Line 4")  # 4 less the 1 of Dover would tell what Thanet's c hides
    lost = counted(csv("Dover,1,10", "Thanet,x,20", f"{label},4,30"))
    assert lost.notes == ["Line 4, column “Absent”, a total, cannot be checked: 1 of its figures is not known."]


def test_a_total_over_more_than_kent_is_not_checked():
    found = counted(csv("Dover,1,10", "Medway,9,20", "Total,10,30"))
    assert "was not checked" in found.notes[0]
    assert found.left == {"medway": 1}


def test_subtotals_are_left_out():
    found = counted(csv("Dover,1,10", "East total,1,10", "Thanet,2,20"))
    assert (found.totals, found.notes) == (1, [])


def test_rows_that_overlap_are_told_and_can_be_chosen_among():
    lines = [
        f"{group},{name},{n}" for name in ("Dover", "Thanet") for group, n in (("Boys", 1), ("Girls", 2), ("Total", 3))
    ]
    data = csv(*lines, header="Group,District,n")
    plan = Plan(sheet=0, district=1, chosen_year=YEAR, numerator=2)
    assert "Dover has 3 rows for 2018/19" in counted(data, plan).notes[0]
    assert profile(data, "t.csv", {}).tables[0].choices[0] == ["Boys", "Girls", "Total"]
    found = counted(data, Plan(sheet=0, district=1, chosen_year=YEAR, numerator=2, only=((0, "Total"),)))
    assert cells(found) == {("Dover", YEAR): (3, None), ("Thanet", YEAR): (3, None)}
    assert (found.not_kept, found.totals) == (4, 0)


def test_rows_may_be_counted_themselves():
    data = csv("Dover,a", "Dover,b", "Thanet,c", header="District,Child")
    found = counted(data, Plan(sheet=0, district=0, chosen_year=YEAR))
    assert cells(found) == {("Dover", YEAR): (2, None), ("Thanet", YEAR): (1, None)}
    assert "Child" not in str(found.cells)


def test_every_row_is_accounted_for():
    lines = ["Dover,1,10", "Medway,1,1", "Thanet,x,1", "Swale,-1,1", "Tannet,1,1", "Kent,9,9"]
    found = counted(csv("Absence in Kent,,", *lines, "Source: the council,,"))
    assert found.rows == found.counted + found.totals + found.elsewhere + found.not_kept + found.faulty


def test_titles_above_and_notes_below_are_no_rows():
    data = b"Absence 2018-19\n\nDistrict,Absent,Enrolled\nDover,1,10\nThanet,2,20\n\nSource: made up\n"
    (table,) = profile(data, "absence.csv", {}).tables
    assert (table.header_row, table.rows, table.stated_year) == (3, 2, YEAR)


def test_two_columns_of_one_name_are_told_apart():
    (table,) = profile(csv("Dover,1,2", header="District,n,n"), "t.csv", {}).tables
    assert table.labels == ["District", "n", "n (2)"]


def test_reading_happens_in_a_child_process():
    data = csv("Dover,1,10", "Thanet,2,20")
    assert look(data, "t.csv", SETTINGS).tables[0].rows == 2
    assert cells(work_out(data, "t.csv", SHARE, SETTINGS)) == {("Dover", YEAR): (1, 10), ("Thanet", YEAR): (2, 20)}
    with pytest.raises(NotLoadable):
        look(b"item,price\nbread,2\n", "shopping.csv", SETTINGS)
