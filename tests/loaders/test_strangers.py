"""A name that no column of names has is not stored where a code, a sheet or a comment should stand."""

from __future__ import annotations

import pytest

from loaders.masking import Mask
from loaders.strangers import forenames, vocabulary, without_strangers
from tests.loaders.returns import CASE, SURVEY, VOICE, as_xlsx, checked, lift, stored, table


@pytest.mark.parametrize(
    ("text", "without"),
    [
        ("Quib Zanderly", "[name]"),
        ("Zanderly, Quib", "[name]"),
        ("QUIB ZANDERLY", "[name]"),
        ("Q. Zanderly", "[name]"),
        ("see Quib Zanderly", "see [name]"),
        ("ASD (Quib Zanderly)", "ASD ([name])"),
        ("ASD Quib Zanderly", "ASD [name]"),
        ("Advice / Quib Zanderly / Ask Zed O'Zanderly", "Advice / [name] / Ask Zed O'Zanderly"),
        ("Harriet", "[name]"),
        ("Harriet's mum rang", "[name] mum rang"),
        ("my son Zed is happier", "my son [name] is happier"),
    ],
)
def test_what_looks_like_a_name_is_masked(text, without):
    assert without_strangers(text) == without


@pytest.mark.parametrize(
    "text",
    [
        "Oppositional Defiant Disorder", "Attention Deficit Hyperactivity Disorder", "Selective Mutism", "ADHD / ODD",
        "Speech Delay", "Down Syndrome", "Tunbridge Wells", "Thank You So Much", "anxiety", "Lego Therapy", "N/A",
        "my child has autism", "Makaton", "Great service from the team",
    ],
)  # fmt: skip
def test_words_of_the_field_are_no_names(text):
    assert without_strangers(text) == text


def test_no_first_name_is_a_word_of_the_field():
    assert len(forenames()) > 300
    assert not forenames() & vocabulary()


CODED = ("Phase", "SEN status", "Primary need", "LIFT outcome", "Mode", "NCY", "Gender", "Visits", "LIFT meeting date")


@pytest.mark.parametrize("label", CODED)
@pytest.mark.parametrize(
    "value", ["Quib Zanderly", "Zanderly, Quib", "born 02/03/2011", "01622 555123", "q.z@kent.gov.uk", "ME14 1XQ"]
)
def test_a_stranger_in_a_coded_column_is_nowhere_in_what_is_stored(label, value):
    found = checked(lift({}, {label: value}))
    held = repr((found.table.to_pylist(), found.unmatched, found.faults))
    dates = label == "LIFT meeting date" and "/" in value  # a date that cannot be read is shown, to be put right
    assert dates or value not in held
    assert "Zanderly" not in held


def test_a_stranger_in_a_column_of_ticks_is_listed_masked():
    lines = lift({}, drop=["LIFT outcome"])
    lines[0] += ["Advice", "TAS"]
    lines[1] += ["Quib Zanderly", "Hill"]
    found = checked(lines)
    assert {"column": "Advice", "value": "[name]", "rows": 1} in found.unmatched
    assert {"column": "TAS", "value": "[name]", "rows": 1} in found.unmatched


@pytest.mark.parametrize(
    ("name", "text", "masked"),
    [
        ("Smith, Zoë", "The Smiths and Zoe", "The [name] and [name]"),
        ("Smith, Ann (Annie)", "Annie came", "[name] came"),
        ("O'Hara, Li", "OHara; O’Hara; Ohara", "[name]; [name]; [name]"),
        ("Smith-Jones, Ann", "SmithJones and AnnSmith", "[name] and [name]"),
        ("Hill, Ann", "the hills and Annual reviews", "the [name] and Annual reviews"),
    ],
)
def test_a_name_of_the_file_survives_in_no_spelling(name, text, masked):
    assert Mask([name])(text) == masked


def test_a_pupils_own_lone_name_is_no_setting_and_no_reference():
    lines = lift(
        {"Request ref": "Zanderly 1", "School / setting": "Zanderly", "Pupil name": "Zanderly, Quib"},
        {"Request ref": "ASH-18-2", "School / setting": "Holly", "Pupil name": "Ash, Holly"},
        {"Request ref": "ASH-18-3", "School / setting": "Holly", "Pupil name": "Vale, Tom"},
    )
    references, settings = zip(*stored(lines, "request_ref", "setting_name"), strict=True)
    assert references[0].startswith("hashed ")
    assert references[1:] == ("ASH-18-2", "ASH-18-3")  # a prefix, though a pupil is called so
    assert settings == ("[name]", "Holly", "Holly")  # a setting of others too


def test_an_address_is_no_part_of_a_setting():
    assert stored(lift({"School / setting": "12 Elm Road ME14 1XQ 01622 555123"}), "setting_name") == [
        "12 Elm Road [postcode] [telephone]"
    ]


def test_names_of_files_and_sheets_are_stored_without_the_pupils():
    sheets = {"Zanderly Q": lift({"Pupil name": "Zanderly, Quib"}), "Thanet": lift({"Request ref": "R2"})}
    found = checked(as_xlsx(sheets), "LIFT activity Thanet Quib Zanderly 2018-19.xlsx")
    assert found.file == "LIFT activity Thanet [name] 2018-19.xlsx"
    assert sorted(set(found.table["sheet"].to_pylist())) == ["Thanet", "[name] Q"]


def test_a_comment_without_a_column_of_names_is_masked_as_far_as_can_be_told():
    row = {"Any other comments?": "Harriet and Quib Zanderly are happier; my daughter Zed too. Thank You."}
    assert stored(table(SURVEY, row), "comment", name="survey 2018-19.csv") == [
        "[name] and [name] are happier; my daughter [name] too. Thank You."
    ]


@pytest.mark.parametrize("name", ["Zebedee Quillfeather", "Quillfeather, Zebedee"])
def test_a_strangers_name_as_a_reference_or_a_band_is_not_stored(name):
    found = checked(
        as_xlsx(table(CASE, {"Case ref": name, "Eligibility band": name}, {"Case ref": "C 2"})), "Cases.xlsx"
    )
    (first, second), bands = (found.table[column].to_pylist() for column in ("case_ref", "band"))
    assert first.startswith("hashed ")
    assert (second, bands, found.warnings) == ("C 2", ["[name]", "B"], {"person_in_text": 2})
    voice = checked(as_xlsx(table(VOICE, {"Request ref": name})), "Voice.xlsx")
    assert "Quillfeather" not in f"{voice.table.to_pylist()}{voice.claims}{voice.faults}"
