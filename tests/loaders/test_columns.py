"""Cells as what their column holds; and reference files that do not contradict themselves."""

from __future__ import annotations

import pytest

from loaders.columns import Column, money, number, read_column, score, year_group
from loaders.datasets import DATASETS
from loaders.datasets.base import columns_of
from loaders.words import bare_words, column_spellings, normalise, text_of, value_spellings
from warehouse import reference


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (3, 3),
        ("3", 3),
        ("1,234", 1234),
        ("2.5", 2.5),
        (" 7 ", 7),
        ("", None),
        ("300,0", None),
        ("a few", None),
        (True, None),
        ("-4", -4),
    ],
)
def test_numbers(cell, value):
    assert number(cell) == value


@pytest.mark.parametrize(
    ("cell", "value"),
    [("£523,000", 523000), ("£525.9k", 525900), ("£1.2m", 1200000), ("(£1,200)", -1200), ("-500", -500), (516200.0,
    516200),
     ("1.5 million", 1500000), ("TBC", None), ("", None)],
)  # fmt: skip
def test_money(cell, value):
    assert money(cell) == value


@pytest.mark.parametrize(
    ("cell", "value"), [(1, 1), ("5", 5), (3.0, 3), ("3.5", None), (0, None), ("6", None), ("", None), ("good", None)]
)
def test_scores(cell, value):
    assert score(cell) == value


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("Year 9", "9"),
        ("Y09", "9"),
        ("Yr 1", "1"),
        (4.0, "4"),
        ("Rec", "R"),
        ("N1", "N1"),
        ("Nursery", "N"),
        ("15", None),
        ("x", None),
    ],
)
def test_year_groups(cell, value):
    assert year_group(cell) == value


def test_a_choice_is_a_code_or_kept_as_it_is_and_a_dash_is_blank():
    found = read_column(["EY", "Moon base", "", "-"], Column("choice", "phase"))
    assert (found.values, found.unread) == (["Early Years", "Moon base", None, None], [1])


@pytest.mark.parametrize(
    ("text", "words"),
    [("  Date  of\nBirth: ", "date of birth"), ("D.O.B.", "d o b"), ("Child's name", "childs name"), ("Child’s name",
    "childs name"),
     ("C&I", "c and i"), ("<p>Overall&nbsp;quality</p>", "overall quality"), ("ＵＰＮ", "upn"), ("FSM/PP", "fsm pp"),
     ("–", "")],
)  # fmt: skip
def test_words_without_case_punctuation_and_stray_blanks(text, words):
    assert normalise(text) == words


def test_plain_and_other_letters_are_made_words_alike():
    texts = [chr(code) for code in range(128)] + ["a-b_c'd", "  A  B ", "x\ty", "1.5/2"]
    assert [bare_words(t + "é").removesuffix("é").strip() for t in texts if t not in "&<"] == [
        bare_words(t) for t in texts if t not in "&<"
    ]


def test_a_cell_as_a_person_sees_it():
    assert [text_of(cell) for cell in (3.0, 2.5, " a ", None, True, "")] == ["3", "2.5", "a", "", "TRUE", ""]


@pytest.mark.parametrize("dataset", DATASETS.values(), ids=lambda d: d.name)
def test_every_spelling_names_a_column_of_the_model_and_every_column_has_one(dataset):
    spelled, columns = set(column_spellings(dataset.name).values()), columns_of(dataset.model)
    assert spelled == set(columns)
    assert {name for group in dataset.required for name in group} | set(dataset.missed) <= set(columns)


def test_every_list_of_values_that_a_column_names_is_there_and_no_spelling_has_two_codes():
    lists = {row["list"] for row in reference.rows("values.csv")}
    named = {c.values for d in DATASETS.values() for c in columns_of(d.model).values() if c.values}
    assert named <= lists
    assert all(value_spellings(name) for name in lists)


def test_needs_outcomes_and_districts_of_the_spellings_are_in_their_reference_files():
    assert set(value_spellings("need").values()) == {row["code"] for row in reference.rows("needs.csv")}
    assert set(value_spellings("outcome").values()) == {row["code"] for row in reference.rows("lift_outcomes.csv")}
    assert set(value_spellings("district").values()) <= {*reference.districts(), "Kent"}


@pytest.mark.parametrize("dataset", DATASETS.values(), ids=lambda d: d.name)
def test_each_return_has_a_model_that_holds_a_row(dataset):
    fields = dataset.model.model_fields
    assert set(fields) == set(columns_of(dataset.model))
    assert dataset.model.__doc__
