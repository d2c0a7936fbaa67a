"""The seven returns beside LIFT activity: what of each is set aside, warned about and kept."""

from __future__ import annotations

import pytest

from tests.loaders.returns import (
    CASE,
    CONTEXT,
    FUNDING,
    MEETING,
    NAMES,
    SURVEY,
    TRAINING,
    aside,
    checked,
    stored,
    table,
)


def look(dataset: str, *changes: dict[str, object], drop=()):
    name, base = NAMES[dataset]
    return checked(table(base, *changes, drop=drop), f"{name}.csv")


def values(dataset: str, columns: list[str], *changes: dict[str, object], drop=()) -> list:
    name, base = NAMES[dataset]
    return stored(table(base, *changes, drop=drop), *columns, name=f"{name}.csv")


@pytest.mark.parametrize("dataset", NAMES)
def test_each_return_is_known_by_its_columns_and_loads_without_a_warning(dataset):
    found = look(dataset, {})
    assert (found.dataset, found.accepted, found.set_aside, found.warnings) == (dataset, 1, {}, {})


@pytest.mark.parametrize("dataset", NAMES)
def test_the_name_of_the_file_does_not_say_what_it_is(dataset):
    assert checked(table(NAMES[dataset][1], {}), "Copy of Thanet 2018-19 (final).csv").dataset == dataset


SET_ASIDE = [
    ("lift_meetings", {"Meeting date": ""}, "meeting_date"),
    ("lift_meetings", {"Meeting date": "to be arranged"}, "meeting_date"),
    ("satisfaction_survey", {"School": "TEST"}, "test_response"),
    (
        "satisfaction_survey",
        dict.fromkeys(["Overall", "Allocation", "Advice", "Administration", "Time taken"], ""),
        "blank",
    ),
    ("voice_survey", {"Getting on at school (1-5)": "6"}, "score"),
    ("voice_survey", {"Confidence in school (1-5)": "0"}, "score"),
    ("voice_survey", {"Confidence in school (1-5)": "3.5"}, "score"),
    ("training_log", {"Status": "Cancelled"}, "cancelled"),
    ("training_log", {"Date": ""}, "date"),
    ("staffing_funding", {"Budget": "", "Actual spend": ""}, "amount"),
    ("countywide_caseload", {"Referral date": ""}, "referral_date"),
    ("context", {"district": "Atlantis"}, "district"),
]


@pytest.mark.parametrize(("dataset", "change", "code"), SET_ASIDE)
def test_rows_that_are_set_aside(dataset, change, code):
    found = look(dataset, {}, change)
    assert (found.rows, found.accepted) == (2, 1)
    assert [(reason, row) for reason, row, _ in aside(found)] == [(code, 3)]


WARNED = [
    ("lift_meetings", {"Settings attended": "31"}, "attended_over_invited"),
    ("satisfaction_survey", {"District": ""}, "district_missing"),
    ("voice_survey", {"Request ref": "R2", "Wave": "After"}, "after_without_before"),
    ("training_log", {"Total attended": "11"}, "attended_not_sum"),
    ("staffing_funding", {"Actual spend": "516.2"}, "spend_far_from_budget"),
    ("countywide_caseload", {"First contact": "01/12/2018"}, "contact_before_referral"),
    ("context", {"year": "2019/20", "pupils": "4000"}, "jump"),
]


@pytest.mark.parametrize(("dataset", "change", "code"), WARNED)
def test_rows_that_are_warned_about_and_kept(dataset, change, code):
    found = look(dataset, {}, change)
    assert (found.accepted, found.warnings) == (2, {code: 1})


def test_meetings_are_held_or_not():
    held = ["Yes", "N", "Cancelled", "went ahead", ""]
    assert values("lift_meetings", ["held"], *({"Held?": word} for word in held)) == [True, False, False, True, None]


def test_answers_are_scores_and_no_answer_is_none():
    columns = ["overall", "allocation", "advice", "admin", "timeliness", "year", "district"]
    assert values("satisfaction_survey", columns, {}) == [(4, 5, 3, 2, None, "2018/19", "Thanet")]


def test_a_survey_may_number_its_answers_and_questions_and_wrap_them_in_tags():
    asked = "How satisfied are you with the"
    questions = {
        f"<p>1. {asked} overall quality of the service received from the LIFT?</p>": "5 - Very satisfied",
        f"2) {asked} allocation of specialist support to individual pupils at the LIFT meetings? *": "3 - Neither",
    }
    lines = table({**SURVEY, **questions}, {}, drop=["Overall", "Allocation"])
    assert stored(lines, "overall", "allocation", name="survey.csv") == [(5, 3)]


def test_a_bare_number_is_no_answer_for_it_does_not_say_which_end_is_best():
    found = look("satisfaction_survey", {"Overall": "5"})
    assert found.table["overall"].to_pylist() == [None]
    assert found.warnings == {"value_not_recognised": 1}
    assert {"column": "overall", "value": "5", "rows": 1} in found.unmatched


def test_the_second_header_row_of_a_survey_tool_is_not_data():
    lines = table(SURVEY, {})
    lines.insert(1, ["", "", *["Response"] * (len(lines[0]) - 3), "Open-Ended Response"])
    found = checked(lines, "survey.csv")
    assert (found.rows, found.not_data, found.lines) == (1, 2, 3)


def test_a_response_without_a_district_counts_for_kent_and_an_unknown_one_is_listed():
    found = look("satisfaction_survey", {}, {"District": ""}, {"District": "Narnia"})
    assert found.table["district"].to_pylist() == ["Thanet", None, None]
    assert {"column": "district", "value": "Narnia", "rows": 1} in found.unmatched


def test_money_is_read_in_pounds_however_it_is_written():
    written = ["£523,000", "£525.9k", "£1.2m", "(1,200)", "516200", "soon"]
    found = look("staffing_funding", *({"Budget": text, "Actual spend": "1"} for text in written))
    assert found.table["budget"].to_pylist() == [523000, 525900, 1200000, -1200, 516200, None]
    assert found.warnings["money_not_read"] == 1


def test_countywide_teams_belong_to_kent_and_totals_are_not_data():
    lines = table(FUNDING, {}, {"Team": "Sensory", "District": "Kent"}, {"Team": "PD team", "District": "Countywide"})
    lines += [["Total", "", "£7,800,000", 7852500, "", "", ""], ["Kent", "Total", "£7,800,000", "", "", "", ""]]
    found = checked(lines, "SLA funding 2018-19.csv")
    assert found.table.select(["team", "district"]).to_pylist() == [
        {"team": "district", "district": "Thanet"},
        {"team": "sensory", "district": "Kent"},
        {"team": "physical_disability", "district": "Kent"},
    ]
    assert (found.rows, found.not_data) == (3, 3)


def test_the_total_attended_is_the_one_stated_else_the_sum_of_the_roles():
    found = values(
        "training_log",
        ["attended"],
        {"Total attended": "11"},
        {"Total attended": ""},
        {"Total attended": "", "TAs": ""},
    )
    assert found == [11, 10, 6]


def test_context_takes_its_year_from_the_column_in_any_of_its_forms():
    years = ["2018/19", "201819", "2018-19", "2018-2019"]
    found = values("context", ["year", "district"], *({"year": y, "district": d} for y, d in zip(years, ["Thanet",
    "E07000108", "Shepway",
                   "Tonbridge & Malling"], strict=True)))  # fmt: skip
    assert found == [("2018/19", d) for d in ("Thanet", "Dover", "Folkestone and Hythe", "Tonbridge and Malling")]


def test_context_has_columns_that_not_every_file_has():
    more = {
        "ehcp_special": "40",
        "ehcp_out_of_county": "5",
        "ehc_requests": "60",
        "sen_support_asd": "200",
        "SEN Support SEMH": "300",
    }
    columns = ["ehcp_special", "ehcp_out_of_county", "ehc_requests", "sen_support_by_need"]
    assert values("context", columns, more) == [(40, 5, 60, '{"ASD": 200.0, "SEMH": 300.0}')]
    assert values("context", columns, {}) == [(None, None, None, None)]


def test_a_row_of_context_without_a_year_is_set_aside_where_others_have_one():
    found = checked(table(CONTEXT, {}, {"year": ""}), "District context.csv")
    assert aside(found) == [("year", 3, "")]


@pytest.mark.parametrize(
    ("name", "base", "column"),
    [
        ("training.csv", TRAINING, "held_on"),
        ("caseload.csv", CASE, "referral_date"),
        ("calendar.csv", MEETING, "meeting_date"),
    ],
)
def test_the_year_of_an_event_is_that_of_its_date(name, base, column):
    label = next(label for label, cell in base.items() if cell == "03/12/2018")
    found = stored(table(base, {}, {label: "31/08/2019"}, {label: "01/09/2019"}), "year", "term", name=name)
    assert found == [("2018/19", 2), ("2018/19", 6), ("2019/20", 1)]


def test_totals_averages_and_notes_below_a_table_are_not_data():
    lines = table(TRAINING, {}, {"District": "Dover"})
    width = len(lines[0])
    below = [["Total", "", "", "", "", "", "10", "8", "2", "20", "16", "14"], ["Thanet total", *[""] * 5, "5", "4",
    "1", "10", "8", "7"],
             ["Average", *[""] * 5, "5", "4", "1", "10", "8", "7"], [""] * width, ["Prepared by the district office",
             "12/07/2019"],
             ["Figures are provisional until signed off."]]  # fmt: skip
    found = checked(lines + below, "training.csv")
    assert (found.rows, found.accepted, found.not_data, found.lines) == (2, 2, 7, 9)
