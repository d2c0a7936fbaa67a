"""What a reading says of rows that stand already, before anything is stored; loading then comes to the same."""

from __future__ import annotations

import pytest

from loaders import as_it_stands, load_return, read_return
from tests.loaders.returns import as_csv, lift

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
