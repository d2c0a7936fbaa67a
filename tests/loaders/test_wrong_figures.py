"""What would load a wrong figure without a word is refused, left out or told."""

from __future__ import annotations

import datetime as dt

import pytest

from loaders.answers import Answers
from loaders.check import NotLoadable, check_grid
from loaders.reading import read_grid
from tests.loaders.returns import (
    CONTEXT,
    FUNDING,
    KEY,
    MEETING,
    TRAINING,
    VOICE,
    as_csv,
    as_xlsx,
    aside,
    checked,
    lift,
    stored,
    table,
)  # fmt: skip

FUNDS, MEETINGS, AREAS = "STLS SLA funding 2018-19.xlsx", "LIFT meeting calendar 2018-19.xlsx", "Context 2018-19.csv"


@pytest.mark.parametrize(
    ("text", "pounds"),
    [
        ("£523,000", 523000), ("523 000", 523000), ("£523\u00a0000.50", 523000.5), ("- £500", -500),
        ("523000,50", None),        ("412.500,00", None), ("52,3", None), ("£1,200,0", None),
    ],
)  # fmt: skip
def test_a_comma_that_may_mark_decimals_makes_no_pounds(text, pounds):
    assert stored(as_xlsx(table(FUNDING, {"Budget": text})), "budget", name=FUNDS) == [pounds]


@pytest.mark.parametrize(("text", "number"), [("1 234", 1234), ("1\u00a0234", 1234), ("12 34", None), ("1,23", None)])
def test_thousands_may_stand_apart_by_a_blank(text, number):
    assert stored(as_xlsx(table(MEETING, {"Settings invited": text})), "invited", name=MEETINGS) == [number]


def test_points_that_may_mark_thousands_are_left_blank_and_told():
    found = checked(as_csv(table(CONTEXT, {"pupils": "23.824"}, {"pupils": "9000", "district": "Dover"})), AREAS)
    assert (found.table["pupils"].to_pylist(), found.warnings["number_not_read"]) == ([None, 9000], 1)


def test_thousands_that_a_comma_parted_into_two_cells_are_told():
    text = b"Team,District,Budget,Actual spend,Notes,\nDistrict STLS,Thanet,523,000,516,200\n"
    found = checked(text, "STLS SLA funding 2018-19.csv")
    assert (found.table["spend"].to_pylist(), found.warnings) == ([None], {"money_not_read": 1})


@pytest.mark.parametrize(
    "title", ["SLA funding 2018/19 (all figures in £000s)", "SLA 2018-19, £'000", "In thousands", "2018-19 (£m)"]
)
def test_figures_said_to_be_in_thousands_are_refused(title):
    with pytest.raises(NotLoadable, match="are in thousands"):
        checked(as_xlsx([[title], *table(FUNDING, {"Budget": 523, "Actual spend": 516})]), FUNDS)


def test_a_sheet_whose_name_and_title_say_two_years_is_refused():
    sheets = {"2018-19": [["SLA 2018/19"], *table(FUNDING)], "2019-20": [["SLA 2018/19"], *table(FUNDING)]}
    with pytest.raises(NotLoadable, match="name says 2019/20 but the title says 2018/19"):
        checked(as_xlsx(sheets), "STLS SLA funding.xlsx")


def test_the_total_of_all_phases_is_no_phase():
    rows = [{}, {"phase": "Secondary"}, {"phase": "Total"}, {"phase": "All phases", "district": "Dover"}]
    found = checked(as_csv(table(CONTEXT, *rows)), AREAS)
    assert (found.rows, found.not_data) == (2, 3)
    assert checked(as_csv(table(CONTEXT, {"phase": "All"})), AREAS).rows == 1


@pytest.mark.parametrize(
    "label", ["Sub-total East", "East Kent total", "Total South", "Subtotal: North", "Thanet total", "West area"]
)
def test_the_total_of_an_area_is_no_team(label):
    lines = [*table(FUNDING), [label, "", "900000", "900000", "", "", ""]]
    assert checked(as_xlsx(lines), FUNDS).rows == 1


def test_rows_that_a_sheet_of_the_whole_year_repeats_are_told():
    head, one, two = table(MEETING, {}, {"Meeting date": "10/12/2018"})
    found = checked(as_xlsx({"All": [head, one, two], "Term 1": [head, one], "Term 2": [head, two]}), MEETINGS)
    assert (found.rows, found.warnings) == (4, {"row_twice": 2})
    assert found.faults[0]["message"].startswith("The same as row 2 of sheet All, and both are counted")


def test_a_row_of_another_district_than_the_file_is_told():
    rows = lift({"District": "Thanet"}, {"District": "Dover"}, {"District": ""})
    found = checked(as_csv(rows), "LIFT activity Thanet 2018-19.csv")
    assert found.table["district"].to_pylist() == ["Thanet", "Dover", "Thanet"]
    assert found.warnings == {"district_differs": 1}
    assert found.faults[0]["message"].startswith("The file's name says Thanet: is the row in the right file?")


def test_a_row_of_another_district_than_a_person_said_is_told():
    data = as_csv(lift({"District": "Somewhere"}, {"District": "Dover"}))
    found = check_grid(read_grid(data, "LIFT activity 2018-19.csv"), KEY, Answers(district="Thanet"))
    assert (found.table["district"].to_pylist(), found.warnings) == (["Thanet", "Dover"], {"district_differs": 1})


def test_two_rows_of_one_district_year_and_phase_are_told():
    found = checked(as_csv(table(CONTEXT, {}, {"pupils": "9001"}, {"phase": "Secondary"})), AREAS)
    assert found.warnings == {"row_twice": 1}


def _as_excel_abroad_reads(day: dt.date) -> object:
    text = f"{day:%d/%m/%Y}"
    return dt.datetime(day.year, day.day, day.month) if day.day <= 12 else text


def test_a_column_in_which_excel_took_day_for_month_is_refused():
    days = [dt.date(2018, 10, 3) + dt.timedelta(days=11 * n) for n in range(12)]
    with pytest.raises(NotLoadable, match="Excel has taken day for month"):
        checked(as_xlsx(table(MEETING, *({"Meeting date": _as_excel_abroad_reads(day)} for day in days))), MEETINGS)
    mixed = [f"{day:%d/%m/%Y}" if n % 2 else dt.datetime(day.year, day.month, day.day) for n, day in enumerate(days)]
    assert (
        stored(as_xlsx(table(MEETING, *({"Meeting date": day} for day in mixed))), "meeting_date", name=MEETINGS)
        == days
    )


@pytest.mark.parametrize("nothing", ["-", "—", "n/k", "TBC", "Not known"])
def test_what_stands_for_nothing_is_no_setting_and_no_reference(nothing):
    rows = lift({"School / setting": nothing}, {"Request ref": nothing}, {"Request ref": nothing})
    found = checked(as_csv(rows))
    assert aside(found) == [("setting", 2, nothing)]
    assert found.table["request_ref"].to_pylist() == [None, None]


def test_a_question_not_answered_is_no_wrong_score():
    found = checked(as_csv(table(VOICE, {"Confidence in school (1-5)": "N/A"})), "Voice 2018-19.csv")
    assert (found.accepted, found.table["confidence"].to_pylist()) == (1, [None])


def test_a_share_in_per_cent_is_left_blank_and_told():
    found = checked(as_csv(table(CONTEXT, {"idaci": "15.2"})), AREAS)
    assert (found.table["idaci"].to_pylist(), found.warnings) == ([None], {"share_above_one": 1})


@pytest.mark.parametrize("year", ["2018\u201119", "2018\u201019", "2018\u221219"])
def test_a_year_may_be_written_with_any_hyphen(year):
    assert checked(as_xlsx([[f"LIFT activity Thanet {year}"], *lift({})]), "LIFT.xlsx").years == ("2018/19",)


def test_page_numbers_between_rows_are_no_rows():
    head, one, two = lift({}, {})
    lines = [["Thanet LIFT 2018-19", "", "Page 1"], head, one, ["Printed 3/4/19", "", "Page 1 of 2"], two]
    assert checked(as_csv(lines)).rows == 2


@pytest.mark.parametrize("figure", [0.85, -5, "85%"])
def test_a_share_or_a_negative_is_no_number_of_people(figure):
    found = checked(as_xlsx(table(TRAINING, {"Confidence improved": figure})), "STLS training log 2018-19.xlsx")
    assert (found.table["more_confident"].to_pylist(), found.warnings) == ([None], {"number_not_read": 1})


def test_a_part_larger_than_its_whole_is_told():
    assert checked(as_csv(lift({"Targets set": "2", "Targets met": "5"}))).warnings == {"part_over_whole": 1}
    assert checked(as_csv(table(CONTEXT, {"sen_support": "9001"})), AREAS).warnings == {"part_over_whole": 1}
