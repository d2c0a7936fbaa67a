"""LIFT activity: one request at a LIFT meeting."""

from __future__ import annotations

import io

import pytest
import xlsxwriter

from loaders.refusal import NotLoadable
from tests.loaders.returns import LIFT, as_xlsx, aside, checked, lift, stored


def test_a_good_row_is_accepted_without_a_warning():
    found = checked(lift({}))
    assert (found.dataset, found.rows, found.accepted, found.set_aside, found.warnings) == (
        "lift_activity",
        1,
        1,
        {},
        {},
    )


def test_rows_are_set_aside_with_their_reason_place_and_value():
    """
    | row | meeting date | setting         | ref | becomes                                  |
    |   2 | 03/12/2018   | Orchard Academy | R1  | accepted                                 |
    |   3 |              | Orchard Academy | R2  | set aside: no date                       |
    |   4 | 31/02/2019   | Orchard Academy | R3  | set aside: no such day                   |
    |   5 | 03/12/2019   | Orchard Academy | R4  | set aside: outside the file's year       |
    |   6 | 03/12/2018   |                 | R5  | set aside: no setting                    |
    |   7 | 04/12/2018   | Orchard Academy | R1  | set aside: R1 was accepted in row 2      |
    |   8 |              | Orchard Academy | R1  | set aside for its date: judged before    |
    """
    found = checked(lift(
        {}, {"LIFT meeting date": ""}, {"LIFT meeting date": "31/02/2019"}, {"LIFT meeting date": "03/12/2019"},
        {"School / setting": ""}, {"Request ref": "R1", "LIFT meeting date": "04/12/2018"},
        {"Request ref": "R1", "LIFT meeting date": ""},
    ))  # fmt: skip
    assert aside(found) == [
        ("meeting_date", 3, ""), ("meeting_date", 4, "31/02/2019"), ("meeting_date", 5, "03/12/2019"), ("setting", 6,
        ""),
        ("duplicate", 7, "R1"), ("meeting_date", 8, ""),
    ]  # fmt: skip
    assert (found.rows, found.accepted, found.set_aside) == (7, 1, {"meeting_date": 4, "setting": 1, "duplicate": 1})


def test_a_reference_whose_first_row_was_set_aside_is_no_duplicate():
    found = checked(lift({"LIFT meeting date": ""}, {"Request ref": "R1"}))
    assert (found.accepted, found.set_aside) == (1, {"meeting_date": 1})


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"Primary need": ""}, "need_not_recorded"),
        ({"Primary need": "sleepiness"}, "need_not_recorded"),
        ({"UPN": "A207000016049"}, "upn_check_letter"),
        ({"UPN": "", "DOB": ""}, "pupil_not_identified"),
        ({"First contact": "01/12/2018"}, "start_before_meeting"),
        ({"LIFT outcome": "A cup of tea"}, "outcome_unknown"),
        ({"LIFT outcome": ""}, "outcome_unknown"),
        ({"Primary need": "BESD"}, "legacy_code"),
        ({"Phase": "Sixth sense"}, "value_not_recognised"),
        ({"First contact": "soon"}, "date_not_read"),
        ({"Visits": "a few"}, "number_not_read"),
    ],
)
def test_rows_that_are_warned_about_are_kept(change, code):
    found = checked(lift({}, change))
    assert (found.accepted, found.warnings) == (2, {code: 1})
    assert [(f["kind"], f["code"], f["row_number"]) for f in found.faults] == [("warning", code, 3)]


def test_a_row_set_aside_carries_its_reason_alone():
    assert checked(lift({}, {"LIFT meeting date": "", "Primary need": ""})).warnings == {}


@pytest.mark.parametrize(
    ("text", "outcomes", "level"),
    [
        ("Advice", "advice", 1),
        ("Equipment / resources advice", "resources", 1),
        ("Group / class support", "group_support", 2),
        ("Training (generic) / Advice given at LIFT", "training_generic;advice", 2),
        ("Direct specialist teacher support / Advice / strategies", "specialist;advice", 3),
        ("Group / class support; STLS 1:1", "group_support;specialist", 3),
        ("Signposted, Team Around the School", "signposting;team_around_school", 2),
        ("1:1 SUPPORT", "specialist", 3),
        ("Returned - more info", "returned", None),
        ("Advice / moonlight", "Advice / moonlight", None),
    ],
)
def test_outcomes_joined_by_marks_and_the_highest_level(text, outcomes, level):
    assert stored(lift({"LIFT outcome": text}), "outcomes", "level") == [(outcomes, level)]


@pytest.mark.parametrize(
    ("text", "need", "area"),
    [
        ("SpLD", "SPLD", "CL"),
        ("Speech, language & communication", "SLCN", "CI"),
        ("Autism spectrum (ASD)", "ASD", "CI"),
        ("BESD", "SEMH", "SEMH"),
        ("C&I", None, "CI"),
        ("Sensory and physical needs", None, "PS"),
        ("NSA", "NSA", None),
        ("", None, None),
        ("sleepiness", "sleepiness", None),
    ],
)
def test_needs_and_areas_of_need(text, need, area):
    assert stored(lift({"Primary need": text}), "need", "area_of_need") == [(need, area)]


def test_tick_columns_spell_out_the_outcomes():
    """A tick is an x, a yes, a 1 or a tick mark; a no, a nought, a cross or a blank is none; else one asks."""
    labels = ["Advice", "Specialist 1:1 support"]
    ticks = [("x", ""), ("", "✓"), ("Y", "yes"), ("0", "1"), ("N", "✗"), ("maybe", "x")]
    found = checked(lift(*(dict(zip(labels, pair, strict=True)) for pair in ticks), drop=["LIFT outcome"]))
    assert found.table["outcomes"].to_pylist() == [
        "advice", "specialist", "advice;specialist", "specialist", None, "specialist",
    ]  # fmt: skip
    assert found.warnings == {"outcome_unknown": 1, "tick_not_read": 1}
    assert {"column": "Advice", "value": "maybe", "rows": 1} in found.unmatched


def test_a_value_that_is_not_known_is_kept_as_text_and_listed_once_with_its_count():
    found = checked(lift({"Phase": "Moon base"}, {"Phase": "Moon base"}, {}))
    assert found.table["phase"].to_pylist() == ["Moon base", "Moon base", "Primary"]
    assert found.unmatched == [{"column": "phase", "value": "Moon base", "rows": 2}]


def test_a_column_that_is_not_known_is_listed_and_not_stored():
    found = checked(lift({"Shoe size": "7"}))
    assert {"column": "Shoe size", "value": None, "rows": 1} in found.unmatched


@pytest.mark.parametrize(
    ("cells", "values"),
    [
        (["Y", "N", ""], [True, False, None]),
        (["y", "", ""], [True, False, False]),
        (["1", "0", "1"], [True, False, True]),
        (["TRUE", "FALSE", "Yes"], [True, False, True]),
        (["", "", ""], [None, None, None]),
    ],
)
def test_a_blank_is_a_no_only_where_a_column_ticks_the_yeses_and_never_says_no(cells, values):
    assert stored(lift(*({"Pupil Premium": cell} for cell in cells)), "disadvantaged") == values


def test_year_groups_sex_delivery_and_sen_status_have_codes():
    row = {"NCY": "Year 9", "Gender": "Girl", "Mode": "F2F", "SEN status": "K - SEN Support", "Phase": "EY"}
    assert stored(lift(row), "year_group", "sex", "delivery", "sen_status", "phase") == [
        ("9", "F", "Face to face", "SEN Support", "Early Years")
    ]
    groups = ["R", "Reception", "Y7", "Nursery", "N2", "10"]
    assert stored(lift(*({"NCY": g} for g in groups)), "year_group") == ["R", "R", "7", "N", "N2", "10"]


def test_two_columns_for_one_thing_may_not_differ_where_it_is_needed():
    """The date stands in two columns: what one leaves blank the other says, but they may not contradict each other."""
    assert checked(lift({"LIFT meeting date": "", "Date of LIFT": "03/12/2018"})).accepted == 1
    with pytest.raises(NotLoadable, match=r"“LIFT meeting date” and “Date of LIFT” .* row 2: rename or remove"):
        checked(lift({"Date of LIFT": "04/12/2018"}))


def test_a_missing_column_that_figures_use_is_said():
    assert checked(lift({}, drop=["Primary need"])).notices == [
        "There is no column for “need” and “papers received”: figures by need and of waits from the day that papers "
        "came in lack this return.",
    ]


def test_error_cells_and_unsaved_formulas_are_named_by_cell_and_never_blank_or_nought():
    """
    | row | LIFT meeting date | Visits | becomes                             |
    |   2 | 03/12/2018        | #REF!  | kept, visits unknown, a warning     |
    |   3 | #N/A              | 2      | set aside, with the error and place |
    """
    found = checked(lift({"Visits": "#REF!"}, {"LIFT meeting date": "#N/A"}))
    assert found.table["visits"].to_pylist() == [None]
    assert found.warnings == {"error_cell": 1}
    assert aside(found) == [("meeting_date", 3, "#N/A")]
    message = next(f["message"] for f in found.faults if f["kind"] == "set aside")
    assert message.startswith("Row 3, LIFT meeting date, holds the error #N/A")


def test_an_error_cell_of_a_workbook_is_named_by_its_letter_and_row():
    lines = lift({})
    column = lines[0].index("Visits")
    lines[1][column] = "=1/0"
    handle = io.BytesIO()
    with xlsxwriter.Workbook(handle, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Data")
        for number, line in enumerate(lines):
            for place, cell in enumerate(line):
                if cell == "=1/0":
                    sheet.write_formula(number, place, cell, None, "#DIV/0!")
                else:
                    sheet.write_string(number, place, cell)
    found = checked(handle.getvalue(), "LIFT activity Thanet 2018-19.xlsx")
    assert found.table["visits"].to_pylist() == [None]
    assert [(f["code"], f["value"], f["message"][:27]) for f in found.faults] == [
        ("error_cell", "#DIV/0!", "M2 holds the error #DIV/0!:")
    ]


def test_a_row_longer_than_the_header_is_set_aside():
    lines = lift({}, {})
    lines[2].append("one too many")
    assert aside(checked(lines)) == [("ragged", 3, "")]


def test_the_reference_may_be_a_number():
    lines = lift({"Request ref": 101.0}, {"Request ref": 102.0})
    assert stored(as_xlsx(lines), "request_ref", name="LIFT activity Thanet 2018-19.xlsx") == ["101", "102"]
    assert LIFT["Request ref"] == "R1"
