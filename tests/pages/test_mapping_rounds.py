"""How many rounds of questions a file takes: what follows from a choice is asked at once, sheets left out as well."""

from __future__ import annotations

from tests.loaders.returns import as_xlsx, lift
from tests.pages.test_mapping import MISSING, answer, messy, select
from tests.pages.test_pages import words
from tests.pages.test_upload import button

OWN = [
    "Docket",
    "Sat on",
    "Place",
    "Stage",
    "Plan or help",
    "What was given",
    "Help from",
    "Finished",
    "Code",
    "Trouble",
]
STAGE, GIVEN = ["Lower part", "Upper part"], ["One to one by us", "Told where to go"]


def in_words_of_its_own() -> list[list]:
    days = [("09/15/2020", "09/27/2020"), ("10/16/2020", "10/28/2020")]
    rows = [[f"D{n}", *days[n % 2]] for n in range(6)]
    return [OWN, *([docket, sat, "Larch Primary", STAGE[n % 2], "K", GIVEN[n % 2], began, "", "P207000016049", "ASD"]
                   for n, (docket, sat, began) in enumerate(rows))]  # fmt: skip


def test_a_file_in_words_wholly_of_its_own_takes_one_choice_and_one_round(dropped):
    """Which return; then columns, their values and the order of their dates at once, before anything is read again."""
    test = dropped(in_words_of_its_own(), "panel in Thanet 2020-21.csv")
    assert "As soon as you choose" in words(test)
    select(test, "Which return is this?").set_value("lift_activity").run()
    assert not test.exception, test.exception
    columns = {"request_ref": "Docket", "meeting_date": "Sat on", "setting": "Place", "phase": "Stage",
               "sen_status": "Plan or help", "outcome": "What was given", "support_started": "Help from",
               "closed": "Finished", "upn": "Code"}  # fmt: skip
    for box in [box for box in test.selectbox if box.label.startswith("Which column holds")]:
        name = next(name for name in columns if f"{name}|{columns[name].lower()}" in _codes(test, box))
        box.set_value(f"{name}|{columns[name].lower()}")
    test.run()
    assert not [box for box in test.selectbox if box.label.startswith("Column A")]
    for label, code in (("Stage: what does “Lower part”", "Primary"), ("Stage: what does “Upper part”", "Secondary"),
                        ("What was given: what does “One to one by us”", "specialist"),
                        ("What was given: what does “Told where to go”", "signposting"),
                        ("The dates in “Sat on”", "yes"), ("The dates in “Help from”", "yes")):  # fmt: skip
        select(test, label).set_value(code)
    button(test, "Use my answers").click().run()
    assert not test.exception, test.exception
    assert "6 of 6 rows can be loaded." in words(test)
    (reading,) = test.session_state["readings"].values()
    assert reading.checked.table["outcomes"].to_pylist()[0] == "specialist"
    assert str(reading.checked.table["meeting_date"][1]) == "2020-10-16"


def _codes(test, box) -> set[str]:
    """The codes that a select box offers."""
    about = next(iter(test.session_state["readings"].values())).about
    asked = next(question for question in about.questions if question.words == box.label)
    return {candidate.code for candidate in asked.candidates}


def test_a_value_that_was_said_before_it_could_be_read_is_not_asked_again(dropped):
    test = dropped(messy())
    answer(test, **MISSING, **{"Phase_what_does_“Nursery_class”_mean": "Early Years"})
    assert "1 of 1 rows can be loaded." in words(test)
    assert not [box for box in test.selectbox if "Nursery class" in box.label]


LABELS = ["Our ref", "Discussed", "Which school", "Age phase", "Unique pupil no", "Support level", "Agreed action",
          "Help from", "Case shut"]  # fmt: skip
CELLS = ["12/01/2021", "Larch", "Pri", "P207000016049", "K", "Advice", "", ""]
SPRING = [LABELS, ["B1", *CELLS], ["B2", *CELLS]]


def test_a_sheet_laid_out_otherwise_is_said_to_be_left_out_and_read_once_a_person_says_what_it_holds(look, fresh):
    book = as_xlsx({"Autumn": lift({"LIFT meeting date": "03/12/2020", "First contact": ""}), "Spring": SPRING})
    test = look(fresh, "upload")
    test.file_uploader[0].upload("LIFT activity Thanet 2020-21.xlsx", book, "application/octet-stream").run()
    said = words(test)
    assert "1 of 1 rows can be loaded. Sheet Spring was left out, a table of 2 rows: too few of its columns are" in said
    assert not [one for one in test.button if one.label.startswith("Use my answers and")]
    next(box for box in test.checkbox if box.label == "Read sheet Spring (2 rows) as well").check().run()
    assert "Column A of sheet Spring, “Our ref”: text, 2 different" in [box.label for box in test.selectbox]
    answer(test, Which_column_holds_Outcome="outcome|agreed action", Which_column_holds_Closing="closed|case shut",
           Which_column_holds_Request="request_ref|our ref", Which_column_holds_Meeting="meeting_date|discussed",
           Which_column_holds_School="setting|which school", Which_column_holds_Phase="phase|age phase",
           Which_column_holds_SEN="sen_status|support level", Which_column_holds_Start="support_started|help from",
           Which_column_holds_UPN="upn|unique pupil no")  # fmt: skip
    assert "3 of 3 rows can be loaded." in words(test)
    assert "Sheet Spring" not in words(test)
