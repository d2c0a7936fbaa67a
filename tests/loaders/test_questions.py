"""What a reading cannot know becomes a question with candidates, likeliest first; no answer is taken for granted."""

from __future__ import annotations

import pytest

from loaders.likely import likeness
from tests.loaders.answering import answered, codes, column, question, refused, renamed
from tests.loaders.returns import FUNDING, MEETING, NAMES, VOICE, as_xlsx, lift, table

SECRET = {"UPN": "P207000016049", "Pupil name": "Quillfeather, Ann", "DOB": "01/02/2010"}


def test_the_column_that_marked_workbooks_add_is_not_asked_about():
    lines = [[*line, "What to correct" if at == 0 else "Add it."] for at, line in enumerate(lift({}, {}))]
    about = answered(as_xlsx(lines)).about
    assert "What to correct" not in [column.label for column in about.columns]
    assert about.open == 0


def test_a_file_that_is_known_through_and_through_leaves_nothing_open():
    for dataset, (name, base) in NAMES.items():
        about = answered(table(base), f"{name} Thanet.csv").about
        assert (about.dataset, about.open, about.needed, about.suggestions) == (dataset, 0, 0, 0)
        assert about.answered == ""


def test_it_says_what_it_was_taken_for_and_why():
    about = answered(as_xlsx({"T1": [["LIFT log"], *lift({})], "T2": [["LIFT log"], *lift({"Request ref": "R9"})]}),
                     "Thanet 2018-19.xlsx").about  # fmt: skip
    assert about.because == (
        "16 of the 16 labels in its header, row 2 of sheet T1, are columns of this return. 1 more sheet was read."
    )
    assert column(about, "Visits").how == "a known spelling"


@pytest.mark.parametrize(
    ("cells", "rule"),
    [
        (["03/12/2018", "25/02/2019"], "Day first: some dates can only be so"),
        (["03/12/2018", "04/02/2019"], "Day first: no date says otherwise"),
        (["2018-12-03"], "Year first, as written"),
        (["3 Dec 2018"], "Dates with the month in words"),
        ([43437], "Numbers of days, as Excel counts them"),
    ],
)
def test_it_says_how_the_dates_of_a_column_are_read(cells, rule):
    lines = lift(*({"LIFT meeting date": cell} for cell in cells))
    assert column(answered(as_xlsx(lines), "Thanet 2018-19.xlsx").about, "LIFT meeting date").rule == rule


def test_an_unknown_label_is_asked_about_with_the_likeliest_first_and_the_reason():
    lines = renamed(lift({}), First_contact="Date support began on", Visits="Vists")
    about = refused(lines)
    found = column(about, "Date support began on")
    assert (found.column, found.suggested.code) == (None, "support_started")
    assert "its name is like" in found.suggested.reason
    assert "100% of its cells are dates" in found.suggested.reason
    assert column(about, "Vists").suggested.code == "visits"


def test_a_suggestion_is_never_applied_by_itself():
    found = answered(renamed(lift({}), Visits="Vists"))
    assert column(found.about, "Vists").suggested.code == "visits"
    assert found.table["visits"].to_pylist() == [None]


def test_content_speaks_where_the_label_does_not_and_against_a_label_that_misleads():
    about = refused(renamed(lift({}), UPN="Thing", Pupil_name="Zzz", SEN_status="Zzq"))
    assert column(about, "Thing").suggested.code == "upn"
    assert codes(column(about, "Zzq").candidates)[0] == "sen_status"
    about = refused(lift({"Closed": "", "Date it was closed on": "Orchard"}, drop=["Closed"]))
    assert column(about, "Date it was closed on").suggested is None


def test_a_column_that_is_missing_is_asked_for_with_the_columns_of_the_file():
    about = refused(renamed(lift({}), LIFT_meeting_date="Mtg of LIFT"))
    asked = question(about, "missing", "meeting_date")
    assert (asked.needed, codes(asked.candidates)[0]) == (True, "meeting_date|mtg of lift")
    assert about.needed == 1


def test_one_of_several_columns_that_would_do_is_asked_for():
    about = refused(renamed(lift({}), UPN="Thing", Pupil_name="Zzz"))
    asked = question(about, "missing", "upn")
    assert codes(asked.candidates)[0] == "upn|thing"


def test_of_two_columns_read_as_the_same_it_is_asked_which_is_meant():
    lines = lift({"School": "Orchard Academy"})
    asked = question(answered(lines).about, "twice", "setting")
    assert (codes(asked.candidates), asked.needed) == (["school setting", "school"], False)
    lines = lift({"School": "Another School"})
    assert question(refused(lines), "twice", "setting").needed
    found = answered(lines, columns={"school setting": "", "school": "setting"})
    assert found.table["setting_name"].to_pylist() == ["Another School"]


def test_unknown_values_are_asked_about_once_with_their_rows():
    rows = [{"Phase": phase} for phase in ("Big ones", "Big ones", "Nursery class")]
    about = answered(lift(*rows)).about
    assert [(one.subject, one.rows) for one in about.questions if one.kind == "value"] == [
        (("phase", "big ones"), 2),
        (("phase", "nursery class"), 1),
    ]
    assert question(about, "value", ("phase", "nursery class")).suggested.code == "Early Years"


def test_which_end_of_a_scale_is_best_is_never_suggested():
    name, base = NAMES["satisfaction_survey"]
    about = answered(table(base, {"Overall": "5", "Advice": "5"}), f"{name}.csv").about
    (asked,) = [one for one in about.questions if one.kind == "value"]
    assert (asked.subject, asked.rows, asked.suggested) == (("satisfaction", "5"), 2, None)


def test_the_year_with_most_dates_is_the_likeliest():
    about = refused(lift({}, {}), "Thanet activity.csv")
    asked = question(about, "year")
    assert (codes(asked.candidates)[0], asked.suggested.code) == ("2018/19", "2018/19")
    assert "2023/24" in codes(asked.candidates)


def test_a_file_of_two_returns_is_asked_about():
    book = as_xlsx({"Calendar": table(MEETING), "Voice": table(VOICE)})
    about = refused(book, "both.xlsx")
    assert about.because == "It holds more than one kind of return: LIFT meeting calendar and Parent and pupil voice."
    assert answered(book, "both.xlsx", dataset="voice_survey").dataset == "voice_survey"


def test_a_file_in_its_own_words_is_offered_as_the_return_that_it_is_most_like():
    labels = [
        "Team name",
        "In district",
        "Budget for year",
        "Spent",
        "FTE teachers funded",
        "FTE in post",
        "FTE support",
    ]
    about = refused([labels, *table(FUNDING)[1:]], "money 2018-19.csv")
    assert question(about, "dataset").candidates[0].code == "staffing_funding"


def test_what_is_no_table_leaves_nothing_to_ask():
    assert refused([["item", "price"], ["bread", "2"]], "shopping.csv") is None


def test_no_personal_value_is_in_what_is_asked():
    """Neither in a column that is recognised nor in one that is not, nor in an unknown value or a label."""
    changed = {"Pupil_name": "Who", "DOB": "Born on", "UPN": "Thing"}
    row = SECRET | {
        "Phase": "Quillfeather Ann",
        "Contact": "ann@school.kent.sch.uk",
        "Ann Quillfeather": "P207000016049",
    }
    for lines in (lift(row), lift(row, row | {"Phase": "Primary"}), renamed(lift(row), **changed)):
        for answers in ({}, {"columns": {"thing": "upn", "who": "pupil_name"}}):
            try:
                about = answered(lines, **answers).about
            except Exception as refusal:
                about = refusal.about
            said = repr(about)
            assert "207000016049" not in said
            assert "quillfeather" not in said.lower() or not (answers or "Pupil name" in lines[0])
            assert "01/02/2010" not in said
            assert "2010-02-01" not in said
            assert "ann@" not in said


def test_a_name_known_from_the_file_is_masked_in_labels_and_values():
    about = answered(lift(SECRET | {"Phase": "Ann Quillfeather", "Notes on Quillfeather": "x"})).about
    shown = [one.label for one in about.columns] + [one.words for one in about.questions]
    assert not [text for text in shown if "Quillfeather" in text]


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        ("meeting date", "meeting date", 1, 1),
        ("date of meeting", "meeting date", 1, 1),
        ("mtg date", "meeting date", 0.8, 0.99),
        ("vists", "visits", 0.8, 0.99),
        ("surname", "meeting date", 0, 0.3),
        ("", "visits", 0, 0),
    ],
)
def test_likeness(one, other, least, most):
    assert least <= likeness(one, other) <= most
