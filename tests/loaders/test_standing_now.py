"""What a reading says of rows that stand already, before anything is stored; loading then comes to the same."""

from __future__ import annotations

import pytest

from loaders import as_it_stands, load_return, read_return
from tests.loaders.returns import VOICE_WIDE, as_csv, lift, table
from warehouse.trial import standing_rows

NAME, OTHER = "LIFT activity Thanet 2018-19.csv", "LIFT activity Dover 2018-19.csv"


@pytest.fixture
def held(warehouse):
    """A warehouse in which three requests of Thanet stand."""
    load_return(warehouse, read_return(warehouse, NAME, as_csv(lift({}, {}, {}))), "tester")
    return warehouse


def test_a_file_that_stands_whole_has_nothing_to_load(held):
    found = as_it_stands(held, read_return(held, NAME, as_csv(lift({}, {}, {}))))
    assert (found.accepted, found.stands) == (0, 3)
    assert found.message == "It stands already, as batch 1: loading it changes nothing."


def test_requests_that_stand_from_another_file_are_not_loadable_and_named(held):
    lines = lift({}, {}, {"Request ref": "NEW1"})
    reading = read_return(held, OTHER, as_csv(lines))
    found = as_it_stands(held, reading)
    assert (reading.accepted, found.accepted, found.stands) == (3, 1, 2)
    assert "2 rows stand already from another file" in found.message
    assert f"stands already, from {NAME} (batch 1)" in found.faults[0]["message"]
    assert load_return(held, reading, "tester").accepted == found.accepted


def test_a_newer_return_says_how_many_rows_it_replaces(held):
    reading = read_return(held, NAME, as_csv(lift({"Phase": "Secondary"}, {})))
    found = as_it_stands(held, reading)
    assert (found.accepted, found.stands) == (2, 0)
    assert "Loading it replaces 3 rows that stand." in found.message
    assert "They replace 3 rows loaded before." in load_return(held, reading, "tester").message


def test_a_file_of_which_nothing_stands_is_as_it_was_read(held):
    reading = read_return(held, OTHER, as_csv(lift({"Request ref": "X1"})))
    assert as_it_stands(held, reading) is reading


def test_a_row_that_holds_two_answers_counts_as_one_row_throughout(held):
    sent = [as_csv(table(VOICE_WIDE, {}, {"Request ref": ref})) for ref in ("R2", "R3")]
    first = read_return(held, "Parent and pupil voice 2018-19.csv", sent[0])
    assert first.checked.table.num_rows == 4
    load_return(held, first, "tester")
    assert standing_rows(held)["voice_survey", 2] == first.accepted == 2
    again = as_it_stands(held, read_return(held, "Parent and pupil voice 2018-19 b.csv", sent[1]))
    assert "Loading it replaces 1 row that stands." in again.message


def test_what_waits_for_a_correction_and_what_is_left_out_rightly_are_said_apart(held):
    late = {"Request ref": "X1", "LIFT meeting date": "03/12/2031"}
    reading = read_return(held, OTHER, as_csv(lift({"Request ref": "X2"}, {"Request ref": "X2"}, late)))
    said = "1 of 3 rows can be loaded, 1 set aside for you to correct, 1 left out rightly (repeats)."
    assert reading.message.startswith(said)


def test_repeats_of_another_file_are_said_once(held):
    found = as_it_stands(held, read_return(held, OTHER, as_csv(lift({}, {"Request ref": "X1"}))))
    assert found.message.startswith("1 of 2 rows can be loaded. 1 row stands already from another file")
