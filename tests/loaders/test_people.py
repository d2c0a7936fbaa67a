"""A pupil's whole name where none belongs is not stored; a school called after people keeps its name."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.masking import Mask, holds_identity, shapes_of
from loaders.own_names import may_hold_names
from loaders.people import People
from tests.loaders.returns import checked, lift, stored

NAMES = ["Okonkwo, Amara Jane", "Jonah Bright", "O'Hara, Zoe"]


@pytest.mark.parametrize(
    ("text", "without"),
    [
        ("Jonah Bright", "[name]"),
        ("bright, JONAH", "[name]"),
        ("at home with Amara Okonkwo, Dover", "at home with [name], Dover"),
        ("Amara Jane Okonkwo and Zoe O'Hara", "[name] and [name]"),
        ("Jonah_Bright-3", "[name]-3"),
        ("Bright Horizons", "Bright Horizons"),
        ("St Jonah and Amara's Primary", "St Jonah and Amara's Primary"),
        ("Amara Bright Academy", "Amara Bright Academy"),  # words of two people are nobody's name
        ("R-2018-17", "R-2018-17"),
    ],
)
def test_two_words_of_one_name_side_by_side_tell_of_the_person(text, without):
    assert People(lambda: NAMES, Mask(NAMES)).without(text) == without


def test_names_are_made_only_where_two_known_words_stand_side_by_side():
    def never():
        raise AssertionError("nobody is named here")

    assert People(never, Mask(NAMES)).without("Orchard Jonah School") == "Orchard Jonah School"


def test_a_pupils_name_as_setting_or_reference_is_not_stored_and_is_warned_of():
    lines = lift(
        {"Request ref": "Hill Ann", "School / setting": "at home with Ann Hill"},
        {"Request ref": "R2", "School / setting": "Hill Road School", "Pupil name": "Vale, Tom"},
    )
    (reference, setting), second = stored(lines, "request_ref", "setting_name")
    assert reference.startswith("hashed ")
    assert setting == "at home with [name]"
    assert second == ("R2", "Hill Road School")
    found = checked(lines)
    assert found.warnings["person_in_text"] == 2  # a cell each
    assert "Ann" not in repr(found.faults)


def test_surname_and_forename_in_columns_of_their_own_are_one_name():
    changes = {"Surname": "Hill", "Forename": "Ann", "School / setting": "Ann Hill"}
    assert stored(lift(changes, drop=["Pupil name"]), "setting_name") == ["[name]"]


CELLS = st.text(st.sampled_from("\n\x1e @.-'’é9٣10Aa b"), max_size=20)


@given(st.lists(CELLS, max_size=6))
def test_texts_with_noughts_for_figures_tell_the_same_of_identity_and_of_names(texts):
    shapes, known = shapes_of(texts), Mask(["Aa Ab"])
    rows = SimpleNamespace(mask=known)
    assert holds_identity(shapes) == holds_identity(texts)
    assert People.may_be_in(shapes) == People.may_be_in(texts)
    assert may_hold_names(rows, shapes) == may_hold_names(rows, texts)


def test_numbered_references_are_one_shape():
    assert shapes_of(f"THA-18-{number:04d}" for number in range(1000)) == {"THA-00-0000"}
    assert holds_identity(shapes_of(["Ann", "P207000016049"]))
