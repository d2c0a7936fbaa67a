"""A person's answers are applied, each kind of them, and come before what is known; without them nothing changes."""

from __future__ import annotations

import datetime as dt

import pytest

from loaders.meanings import BLANK, list_of, spelling_of, titles_of, unknown_parts
from loaders.refusal import NotLoadable
from tests.loaders.answering import answered, question, refused, renamed
from tests.loaders.returns import MEETING, SURVEY, as_xlsx, lift, table
from warehouse import reference

LISTS = sorted({row["list"] for row in reference.rows("values.csv")} - {"legacy", "area_of_need"})


def values(found, name: str) -> list:
    return found.table[name].to_pylist()


def test_a_column_is_read_as_a_person_says_and_not_otherwise():
    lines = renamed(lift({}), School_____setting="Base", SEN_status="Where on register")
    lines = [["Base" if cell == "School / setting" else cell for cell in line] for line in lines]
    assert refused(lines).needed == 2
    found = answered(lines, columns={"base": "setting", "where on register": "sen_status"})
    assert (values(found, "setting_name"), values(found, "sen_status")) == (["Orchard Academy"], ["SEN Support"])


def test_a_persons_answer_comes_before_a_known_spelling():
    lines = lift({"Date received": "01/10/2018", "In on": "09/10/2018"})
    assert values(answered(lines), "papers_received") == [dt.date(2018, 10, 1)]
    found = answered(lines, columns={"in on": "papers_received", "date received": ""})
    assert values(found, "papers_received") == [dt.date(2018, 10, 9)]


def test_a_column_that_is_left_out_is_not_stored():
    assert values(answered(lift({}), columns={"visits": ""}), "visits") == [None]


def test_two_columns_of_one_label_are_told_apart():
    lines = lift({})
    lines = [[*lines[0], "Seen", "Seen"], [*lines[1], "5", "7"]]
    found = answered(lines, columns={"seen #2": "visits", "visits": ""})
    assert values(found, "visits") == [7]


def test_a_column_may_tick_an_outcome():
    lines = lift({"Saw them alone": "x"}, {"Saw them alone": ""}, drop=["LIFT outcome"])
    lines = [[*lines[0], "Advice"], *([*line, "x"] for line in lines[1:])]
    found = answered(lines, columns={"saw them alone": "tick: specialist"})
    assert values(found, "outcomes") == ["specialist;advice", "advice"]


@pytest.mark.parametrize(
    ("label", "value", "answer", "stored", "meant"),
    [
        ("Phase", "Nursery class", ("phase", "nursery class"), "phase", "Early Years"),
        ("SEN status", "K code", ("sen_status", "k code"), "sen_status", "SEN Support"),
        ("Primary need", "Dyslexic tendencies", ("need", "dyslexic tendencies"), "need", "SPLD"),
        ("LIFT outcome", "Home visit", ("outcome", "home visit"), "outcomes", "specialist"),
        ("Pupil Premium", "FSM ever", ("yes_no", "fsm ever"), "disadvantaged", "yes"),
    ],
)
def test_a_value_means_what_a_person_says(label, value, answer, stored, meant):
    found = answered(lift({label: value}), values={answer: meant})
    assert values(found, stored) == [True if meant == "yes" else meant]
    assert not found.unmatched


def test_a_value_may_mean_an_area_of_need_and_a_value_nothing():
    found = answered(lift({"Primary need": "Talking"}), values={("need", "talking"): "CI"})
    assert (values(found, "need"), values(found, "area_of_need")) == ([None], ["CI"])
    found = answered(lift({"Phase": "tbc"}), values={("phase", "tbc"): BLANK})
    assert (values(found, "phase"), found.unmatched) == ([None], [])


def test_of_several_outcomes_the_unknown_one_is_answered_for_and_the_others_stay():
    lines = lift({"LIFT outcome": "Advice / Nurture drop-in; Group / class support"})
    assert question(answered(lines).about, "value").subject == ("outcome", "nurture drop in")
    found = answered(lines, values={("outcome", "nurture drop in"): "team_around_school"})
    assert values(found, "outcomes") == ["advice;team_around_school;group_support"]


def test_a_district_of_a_column_and_a_score_of_a_survey():
    lines = table(SURVEY, {"District": "Isle of Thanet area 3", "Overall": "5"})
    lines[1][2] = "Margate"
    found = answered(lines, "x.csv", values={("district", "margate"): "Thanet", ("satisfaction", "5"): "5"})
    assert (values(found, "district"), values(found, "overall")) == (["Thanet"], [5])


def test_the_district_and_the_year_of_the_whole_file():
    about = refused(lift({}), "activity.csv")
    assert {one.kind for one in about.questions if one.needed and one.answer is None} == {"district", "year"}
    found = answered(lift({}), "activity.csv", district="Dover", year="2018/19")
    assert (values(found, "district"), found.years) == (["Dover"], ("2018/19",))


def test_what_a_person_says_of_the_file_settles_names_that_differ():
    lines = [["LIFT activity Dover"], *lift({})]
    assert refused(lines).needed == 1
    assert values(answered(lines, district="Dover"), "district") == ["Dover"]


def test_a_file_whose_districts_no_one_knows_is_of_the_district_that_a_person_says():
    lines = lift({"District": "Margate"})
    assert question(refused(lines), "value").subject == ("district", "margate")
    assert values(answered(lines, district="Thanet"), "district") == ["Thanet"]


def test_a_column_is_read_month_first_where_a_person_says_so():
    lines = lift({"LIFT meeting date": "12/03/2018"}, {"LIFT meeting date": "04/25/2019"})
    assert question(refused(lines), "month_first").subject == "meeting_date"
    found = answered(lines, month_first=frozenset({"meeting_date"}))
    assert values(found, "meeting_date") == [dt.date(2018, 12, 3), dt.date(2019, 4, 25)]


def test_a_month_first_column_is_never_read_both_ways():
    lines = lift({"LIFT meeting date": "04/25/2019"}, {"LIFT meeting date": "25/04/2019"}, {"LIFT meeting date": 43437})
    found = answered(as_xlsx(lines), month_first=frozenset({"meeting_date"}))
    assert (found.accepted, found.set_aside) == (2, {"meeting_date": 1})
    assert [fault["value"] for fault in found.faults if fault["kind"] == "set aside"] == [
        "25/04/2019 (not month first)"
    ]


def test_which_return_it_is():
    lines = renamed(table(MEETING), Meeting_date="On", Settings_invited="Asked", Settings_attended="Came")
    lines[0] = ["Where", "On", "Kind", "Happened", "How", "Asked", "Came"]
    about = refused(lines, "calendar.csv")
    assert (about.dataset, [one.kind for one in about.questions]) == (None, ["dataset"])
    labels = {"where": "district", "on": "meeting_date", "happened": "held", "asked": "invited", "came": "attended"}
    found = answered(lines, "calendar.csv", dataset="lift_meetings", columns=labels)
    assert (found.dataset, values(found, "attended"), values(found, "held")) == ("lift_meetings", [12.0], [True])


def test_answers_about_another_return_or_of_no_known_code_change_nothing():
    plain = answered(lift({"Phase": "Odd"}))
    found = answered(lift({"Phase": "Odd"}), columns={"visits": "budget"}, values={("phase", "odd"): "Sixth form"})
    assert found.table.equals(plain.table)


@pytest.mark.parametrize("name", [*LISTS, "district"])
def test_the_spelling_written_for_a_code_is_read_as_that_code(name):
    for code in titles_of(name):
        assert unknown_parts(name, spelling_of(name, code)) == []
    if name == "need":
        for code in titles_of(name):
            need = code not in ("CL", "CI", "PS")
            found = answered(lift({"Primary need": "odd one"}), values={("need", "odd one"): code})
            assert values(found, "need" if need else "area_of_need") == [code]
            assert "legacy_code" not in found.warnings


def test_every_column_with_codes_has_a_list_of_them():
    from loaders.datasets import DATASETS
    from loaders.datasets.base import columns_of

    for dataset in DATASETS.values():
        for name, held in columns_of(dataset.model).items():
            assert (list_of(held) is None) == (held.kind not in ("choice", "flag", "need", "outcome", "district")), name
            assert list_of(held) is None or titles_of(list_of(held)), name


def test_what_stands_in_a_column_of_ticks_is_asked_about_and_answered_for():
    lines = lift({"Advice": "agreed", "Bespoke training": "x"}, drop=["LIFT outcome"])
    found = answered(lines)
    assert (question(found.about, "value").subject, values(found, "outcomes")) == (
        ("yes_no", "agreed"), ["training_bespoke"],
    )  # fmt: skip
    found = answered(lines, values={("yes_no", "agreed"): "yes"})
    assert (values(found, "outcomes"), found.unmatched) == (["advice;training_bespoke"], [])


def test_a_file_with_the_wrong_year_in_its_name_can_be_told_the_right_one():
    name = "LIFT activity Thanet 2020-21.csv"
    assert question(refused(lift({}), name), "year").suggested.code == "2018/19"
    found = answered(lift({}), name, year="2018/19")
    assert (found.accepted, found.years) == (1, ("2018/19",))


def test_a_column_of_names_cannot_be_called_something_else():
    lines = [["Ann Hill" if cell == "Orchard Academy" else cell for cell in line] for line in lift({})]
    lines = [["Who" if cell == "School / setting" else cell for cell in line] for line in lines]
    with pytest.raises(NotLoadable, match="“Who” cannot be the setting: most of its cells are names"):
        answered(lines, columns={"who": "setting"})


def test_a_setting_may_be_called_as_pupils_are():
    rows = [{"Pupil name": "Hill, Ann", "School / setting": "Hill Primary"}, {"School / setting": "St Ann’s"}]
    lines = [["Who" if cell == "School / setting" else cell for cell in line] for line in lift(*rows)]
    assert answered(lines, columns={"who": "setting"}).accepted == 2


def test_a_column_without_a_label_can_be_said_to_be_the_one_that_is_missing():
    lines = lift({"Request ref": "R7"}, {"Request ref": "R8"})
    lines[0][0] = ""
    about = refused(lines)
    assert "request_ref|(A)" in [one.code for one in question(about, "missing", "request_ref").candidates]
    found = answered(lines, columns={"(A)": "request_ref"})
    assert values(found, "request_ref") == ["R7", "R8"]
    assert found.about.layouts == ()  # where a column without a label stands is nothing to remember
