"""No personal detail reaches the warehouse, its faults or its log; a child is known by keyed hashes alone."""

from __future__ import annotations

import datetime as dt
import random

import pytest

from loaders.identity import Hasher, ages_at, check_letter, name_words, upn_is_valid, upn_of, upns_of, wrong_upns
from loaders.masking import Mask
from tests.loaders.returns import SURVEY, lift, stored, table


def test_the_check_letter_of_a_upn():
    assert check_letter("207000016049") == "P"
    assert upn_is_valid("P207000016049")
    assert [upn_is_valid(upn) for upn in ("A207000016049", "P20700001604", "P2070000160490", "", "P20700001604I")] == [
        False
    ] * 5


def test_of_many_upns_the_wrong_ones_are_those_that_are_not_valid_one_by_one():
    chance = random.Random(5)
    right = [check_letter(digits) + digits for digits in (f"{chance.randrange(10**12):012d}" for _ in range(300))]
    changed = [
        upn[:at] + sign + upn[at + 1 :] for upn, at, sign in zip(right, range(300), "0Aa/:é9Zp '" * 30, strict=False)
    ]
    every = [*right, *changed, "P20700001604A", "P20700001604I", "", "P", "P2070000160490", "é207000016049"]
    assert wrong_upns(every) == {upn for upn in every if not upn_is_valid(upn)}
    assert len(wrong_upns(every)) > 20
    assert wrong_upns([]) == set()


def test_a_upn_is_read_without_blanks_and_in_capitals_and_words_are_none():
    assert [upn_of(cell) for cell in (" p207000016049 ", "P207 000 016 049", "not known", "N/A", "", "TBC")] == [
        "P207000016049", "P207000016049", "", "", "", "",
    ]  # fmt: skip


@pytest.mark.parametrize("odd", [" p207000016049 ", 207000016049.0, "not known", "", "2070000160491", "Ｐ207000016049"])
def test_of_many_cells_the_upns_are_those_that_are_read_one_by_one(odd):
    cells = ["P207000016049", "A207000016041", odd]
    assert upns_of(cells) == [upn_of(cell) for cell in cells]
    assert upns_of(cells[:2]) == cells[:2]
    assert upns_of(["", *cells[:2]]) == ["", *cells[:2]]
    assert upns_of([]) == []


def test_children_without_a_upn_are_not_all_one_child():
    found = stored(lift({"UPN": "N/A"}, {"UPN": "N/A", "Pupil name": "Vale, Tom"}), "upn_hash", "person_hash")
    assert [upn for upn, _ in found] == [None, None]
    assert found[0][1] != found[1][1]


def test_a_name_is_its_words_in_any_order_and_spelling_of_case():
    assert name_words(["Hill, Ann", "ann  HILL", "Ånn & <b>Hill</b>"]) == ["ann hill", "ann hill", "and hill ånn"]
    assert name_words(["Hill, Ann", "O'Hara\nZoe"]) == ["ann hill", "ohara zoe"]
    same = stored(lift({"Pupil name": "Hill, Ann"}, {"Pupil name": "Ann Hill", "DOB": "1 Feb 2010"}), "person_hash")
    assert same[0] == same[1]
    two = lift({"Surname": "Hill", "Forename": "Ann"}, drop=["Pupil name"])
    assert stored(two, "person_hash") == same[:1]


def test_hashes_depend_on_the_key_and_are_those_of_hmac():
    import hashlib
    import hmac

    assert Hasher(b"one")("P1") != Hasher(b"two")("P1")
    assert Hasher(b"one").all(["P1", "", "P2"], "upn ") == [Hasher(b"one")("upn P1"), None, Hasher(b"one")("upn P2")]
    assert Hasher(b"k" * 99)("P1") == hmac.new(b"k" * 99, b"P1", hashlib.sha256).hexdigest()[:32]


def test_an_age_in_years_stands_for_the_date_of_birth():
    born = dt.date(2010, 2, 1)
    days = [dt.date(2018, 1, 31), dt.date(2018, 2, 1), None, dt.date(2009, 12, 31), born]
    assert ages_at([born] * 5, days) == [7, 8, None, None, 0]
    assert ages_at([dt.date(1910, 2, 1), None], [born, born]) == [None, None]


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Ring 01622 555 123 or 07700900123", "Ring [telephone] or [telephone]"),
        ("mail ann.hill@school.kent.sch.uk.", "mail [e-mail]."),
        ("P207000016049 and P207 000 016 049", "[UPN] and [UPN]"),
        ("born 01/02/2010, seen 3rd March 2021 and 2021-03-03", "born [date], seen [date] and [date]"),
        ("met on 1.2.10 and March 3, 2021", "met on [date] and [date]"),
        ("lives at ME14 1XQ", "lives at [postcode]"),
        ("Ann did well; HILL family; Hill's mum", "[name] did well; [name] family; [name] mum"),
        ("thanks to Mrs Catterick-Vale", "thanks to [name]"),
        ("Annual review of the hillside", "Annual review of the hillside"),
        ("5 of 7 targets in 2021", "5 of 7 targets in 2021"),
    ],
)
def test_free_text_is_masked(text, masked):
    assert Mask(["Hill, Ann"])(text) == masked


NAMED = {"First name": "Petra", "Last name": "Quill", "Email": "petra.quill@school.org", "IP address": "10.1.2.3"}
COMMENT = "Petra here (petra.quill@school.org, 01622 555123): Mr Quill, P207000016049, born 01/02/2010, waited."


def test_a_comment_is_kept_masked_and_not_reviewed():
    found = stored(
        table({**SURVEY, **NAMED}, {"Any other comments?": COMMENT}), "comment", "comment_reviewed", name="survey.csv"
    )
    assert found == [("[name] here ([e-mail], [telephone]): [name], [UPN], born [date], waited.", False)]


def test_nothing_personal_is_anywhere_in_the_warehouse(load, rows, warehouse):
    """Not in a row, a fault, a list of what was not recognised, a claim, nor in the bytes of the file and its log."""
    load(lift(
        {}, {"LIFT meeting date": "Ann Hill", "Request ref": "P207000016049"}, {"Phase": "Ann Hill P207000016049"},
        {"Primary need": "ask ann.hill@x.org"}, {"LIFT outcome": "Ann"}, {"URN": "P207000016049"},
        {"DOB": "born 01/02/2010"},
        {"UPN": "A207000016049"}, {"Mode": "Hill"}, {"P207000016049": "a label"},
        {"School / setting": "Academy P207000016049"},
    ))  # fmt: skip
    load(
        table({**SURVEY, **NAMED}, {"Any other comments?": COMMENT, "Role": "Petra", "District": "Quill"}, {}),
        "survey.csv",
    )
    texts = [
        "Hill",
        "2010-02-01",
        "01/02/2010",
        "207000016049",
        "Petra",
        "Quill",
        "petra.quill",
        "ann.hill",
        "10.1.2.3",
    ]
    for schema, name, column in rows(
        "select table_schema, table_name, column_name from information_schema.columns where data_type = 'VARCHAR'"
    ):
        held = " ".join(str(value) for (value,) in rows(f'select "{column}" from "{schema}"."{name}"'))
        assert [text for text in texts if text in held] == [], (name, column)
    warehouse.close()
    for path in warehouse.path.parent.iterdir():
        content = path.read_bytes()
        assert [text for text in texts[1:] if text.encode() in content] == [], path.name


def test_a_reference_made_of_a_upn_is_hashed_and_still_tells_rows_apart():
    found = stored(lift({"Request ref": "P207000016049"}, {"Request ref": "B886936217124"}), "request_ref")
    assert len(set(found)) == 2
    assert all(ref.startswith("hashed ") for ref in found)
