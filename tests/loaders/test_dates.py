"""Dates are day first, and one rule holds for a whole column."""

from __future__ import annotations

import datetime as dt

import pytest

from loaders.dates import read_dates
from loaders.refusal import NotLoadable
from tests.loaders.returns import as_xlsx, checked, lift, stored

DAY = dt.date(2018, 9, 3)


@pytest.mark.parametrize(
    "cell",
    [
        DAY, dt.datetime(2018, 9, 3, 9, 30), "03/09/2018", "3/9/2018", "3.9.18", "03-09-2018", "3 Sep 2018",
        "3rd September 2018",
        "03-Sep-18", "Monday 3 September 2018", "2018-09-03", "2018-09-03 00:00:00", "2018-09-03T09:30:00",
        "03/09/2018 09:30",
        "43346", 43346, 43346.0, " 03/09/2018 ",
    ],
)  # fmt: skip
def test_a_date_in_any_usual_form(cell):
    assert read_dates([cell]).values == [DAY]


def test_serials_of_a_workbook_that_counts_from_1904():
    assert read_dates([43346 - 1462], epoch_1904=True).values == [DAY]


@pytest.mark.parametrize("cell", ["31/02/2019", "soon", "2018", 7, True, "Sept 2018", "03/09", "99/99/2019"])
def test_what_is_no_date_is_no_date(cell):
    found = read_dates([cell])
    assert (found.values, found.unread) == ([None], [0])


@pytest.mark.parametrize("cell", ["", None, "  "])
def test_a_blank_is_unknown_and_no_fault(cell):
    assert read_dates([cell]).unread == []


def test_the_rule_holds_for_the_whole_column():
    """04/25/2019 can only be month first, 25/04/2019 only day first; with both, the first is no date at all."""
    assert read_dates(["04/25/2019", "03/09/2018"]).month_first
    mixed = read_dates(["04/25/2019", "25/04/2019", "03/09/2018"])
    assert (mixed.month_first, mixed.values) == (False, [None, dt.date(2019, 4, 25), DAY])


@pytest.mark.parametrize("label", ["LIFT meeting date", "First contact", "DOB"])
def test_a_column_that_can_only_be_month_first_is_refused_with_what_to_do(label):
    with pytest.raises(
        NotLoadable, match=f"column {label} can only be read month first .* change the column to day first"
    ):
        checked(lift({label: "04/25/2019"}, {label: "05/06/2019"}))


def test_a_workbook_with_serials_text_and_the_1904_epoch():
    lines = lift(
        {"LIFT meeting date": dt.date(2018, 12, 3)},
        {"LIFT meeting date": 43437 - 1462},
        {"LIFT meeting date": "3.12.18"},
    )
    found = stored(as_xlsx(lines, date_1904=True), "meeting_date", name="Thanet 2018-19.xlsx")
    assert found == [dt.date(2018, 12, 3)] * 3


def test_dates_of_a_column_may_be_of_several_kinds():
    row = [{"LIFT meeting date": cell} for cell in (dt.date(2018, 12, 3), "03/12/2018", 43437, "3 Dec 2018")]
    found = stored(as_xlsx(lift(*row)), "meeting_date", name="Thanet 2018-19.xlsx")
    assert found == [dt.date(2018, 12, 3)] * 4
