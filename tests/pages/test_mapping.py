"""The mapping grid on the Upload page: what is asked, what is suggested, what is confirmed, remembered, forgotten."""

from __future__ import annotations

from loaders.answers import layout_of
from loaders.words import normalise
from tests.loaders.answering import renamed
from tests.loaders.returns import CONTEXT, as_csv, lift, table
from tests.pages.test_pages import html, words
from tests.pages.test_upload import button
from warehouse import mappings, open_warehouse

HOSTILE = "=1+1 <b>*x*</b> [a](http://b) :red[y] $z$ `q`"
ROW = {"Phase": "Nursery class", HOSTILE: "<script>", "LIFT meeting date": "03/12/2018"}


def messy(*rows: dict) -> list[list]:
    lines = lift(*({**ROW, **row} for row in rows or ({},)))
    return renamed(lines, First_contact="Date support began on", LIFT_meeting_date="Mtg of LIFT")


def select(test, label: str):
    """The select box whose label starts so."""
    return next(box for box in test.selectbox if box.label.startswith(label))


def answer(test, **said: str) -> None:
    """Choose codes, each by the start of its question, with blanks and colons written as underscores."""
    for label, code in said.items():
        next(box for box in test.selectbox if _plain(box.label).startswith(label)).set_value(code)
    button(test, "Use my answers").click().run()
    assert not test.exception, test.exception


def _plain(label: str) -> str:
    return label.replace(": ", "_").replace(" ", "_")


MISSING = {
    "Which_column_holds_Meeting_date": "meeting_date|mtg of lift",
    "Which_column_holds_Start_of_support": "support_started|date support began on",
}


def test_a_file_that_is_known_asks_nothing_and_says_what_it_was_taken_for(dropped):
    test = dropped(lift({}))
    assert "is taken for: LIFT activity return. 16 of the 16 labels in its header, row 1, are columns" in words(test)
    assert "Day first: no date says otherwise" in words(test)
    assert not [one for one in test.button if one.label.startswith("Use my answers")]


def test_a_file_that_cannot_be_read_whole_asks_and_loads_once_answered(dropped):
    test = dropped(messy())
    said = words(test)
    assert "Waits for 2 answers of yours, below." in said
    assert "Likeliest: Start of support, since its name is like" in said
    assert not [one for one in test.button if one.label.startswith("Load ")]
    answer(test, **MISSING)
    assert "1 of 1 rows can be loaded." in words(test)
    answer(test, **{"Phase_what_does_“Nursery_class”_mean": "Early Years"})
    test.text_input(key="who").set_value("A. Analyst")
    button(test, "Load 1 file").click().run()
    assert not test.exception, test.exception
    assert "1 file is in use, with 1 row" in words(test)
    assert "column “mtg of lift”" in words(test)
    assert "by A. Analyst" in words(test)


def test_files_that_wait_or_were_refused_stay_when_the_others_are_loaded_and_can_be_answered_for(look, fresh):
    test = look(fresh, "upload")
    files = [
        ("shopping.csv", b"item,price\nbread,2\nmilk,1\n", "text/csv"),
        ("District context 2018-19.csv", as_csv(table(CONTEXT, {})), "text/csv"),
        ("LIFT activity Thanet 2018-19.csv", as_csv(messy()), "text/csv"),
    ]
    test.file_uploader[0].set_value(files).run()
    button(test, "Load 1 file").click().run()
    said = words(test)
    assert "1 file is in use" in said
    assert "✖ Refused." in said
    assert "1 file that waits for an answer of yours and 1 file that was refused" in said
    answer(test, **MISSING)
    button(test, "Load 1 file").click().run()
    assert "2 files are in use" in words(test)
    assert "✖ Refused." in words(test)
    button(test, "Leave them").click().run()
    assert "✖ Refused." not in words(test)


def test_the_suggestions_of_a_file_are_confirmed_in_one_action_and_only_then(dropped):
    test = dropped(messy())
    assert select(test, "Column K, “Date support began on”").value is None
    assert "Waits for 2 answers" in words(test)
    button(test, "Use my answers and the 3 likeliest").click().run()
    assert not test.exception, test.exception
    assert "1 of 1 rows can be loaded." in words(test)
    assert "So read as you said." not in words(test)
    assert not [box for box in test.selectbox if "Nursery class" in box.label]


def test_text_from_a_file_is_text_and_its_marks_are_not_in_the_names_of_widgets(dropped):
    test = dropped(messy())
    names = [box.label for box in test.selectbox]
    assert "Column Q, “ 1+1 b x /b a ( //b) red y z q ”: text, always the same" in names
    assert not [name for name in names if any(mark in name for mark in ("<b>", "*x*", "](", ":red[", "$z$", "`"))]
    assert "<b>*x*" not in html(test)
    assert "&lt;b&gt;*x*&lt;/b&gt;" in html(test)
    assert "<script>" not in html(test)


def test_what_was_recognised_can_be_corrected(dropped):
    test = dropped(lift({}))
    test.checkbox[0].check().run()
    answer(test, **{"Column_M,_“Visits”": ""})
    assert "There is no column for “visits”" in words(test)
    assert "left out" in words(test)


def test_remembered_answers_are_used_and_can_be_forgotten(dropped):
    test = dropped(messy())
    answer(test, **MISSING)
    button(test, "Load 1 file").click().run()
    test.file_uploader[0].upload("LIFT activity Thanet 2018-19 b.csv", as_csv(messy({"Request ref": "R8"})), "text/csv")
    test.run()
    assert not test.exception, test.exception
    assert "2 answers remembered for this layout were used, as confirmed by someone who gave no name on" in words(test)
    layout = layout_of("lift_activity", [normalise(label) for label in messy()[0]])
    test.selectbox(key="forget").set_value(layout).run()
    test.button(key="forget-it").click().run()
    assert not test.exception, test.exception
    assert "Waits for 2 answers" in words(test)
    assert "None yet. What you say of a file is kept" in words(test)


def test_of_several_files_the_one_that_waits_is_shown_first(look, fresh):
    test = look(fresh, "upload")
    files = [("LIFT activity Dover 2018-19.csv", as_csv(lift({})), "text/csv"),
             ("LIFT activity Thanet 2018-19.csv", as_csv(messy()), "text/csv")]  # fmt: skip
    test.file_uploader[0].set_value(files).run()
    assert not test.exception, test.exception
    assert test.selectbox(key="mapping-file").options == [
        "LIFT activity Thanet 2018-19.csv: 2 answers needed",
        "LIFT activity Dover 2018-19.csv: nothing to ask",
    ]
    assert button(test, "Load 1 file")


def test_a_year_and_a_district_are_asked_for_and_the_file_loads(dropped):
    test = dropped(lift({}), "activity.csv")
    answer(test, Which_district="Dover", Which_academic_year="2018/19")
    button(test, "Load 1 file").click().run()
    assert "1 file is in use" in words(test)


def test_an_older_list_of_answers_is_shown_with_what_each_means(fresh, look):
    from warehouse.batches import transaction

    with open_warehouse(fresh) as store, transaction(store) as cursor:
        said = [
            ("value", "need", "odd", "SPLD"),
            ("month_first", "", "closed", "yes"),
            ("column", "", "x", "tick: advice"),
        ]
        mappings.keep(cursor, "l", "lift_activity", said, "<b>f</b>.csv", "*A*")
    test = look(fresh, "upload")
    said = words(test)
    assert "SPLD: Specific learning difficulty" in said
    assert "dates of “Closing date”" in said
    assert "by *A*" in said
    assert "&lt;b&gt;f&lt;/b&gt;.csv" in html(test)


def test_answers_about_a_file_can_be_taken_back(dropped):
    test = dropped(messy())
    answer(test, **MISSING)
    assert "1 of 1 rows can be loaded." in words(test)
    test.button(key="take-back").click().run()
    assert not test.exception, test.exception
    assert "Waits for 2 answers" in words(test)
    assert select(test, "Which column holds: Meeting date").value is None
