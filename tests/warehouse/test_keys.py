"""The key lies outside the database, is made once, and its absence stops a load with what to do."""

from __future__ import annotations

import os

import pytest

from loaders import KeyMissing
from tests.loaders.returns import lift
from warehouse import keys


def test_the_key_is_made_beside_the_warehouse_for_its_owner_alone(warehouse):
    made = keys.key(warehouse)
    path = warehouse.path.with_suffix(".key")
    assert (len(made), bytes.fromhex(path.read_text())) == (32, made)
    assert os.name == "nt" or path.stat().st_mode & 0o777 == 0o600
    assert keys.key(warehouse) == made


def test_the_key_may_lie_elsewhere(warehouse, monkeypatch, tmp_path):
    monkeypatch.setenv("STLS_KEY_FILE", str(tmp_path / "safe" / "stls.key"))
    keys.key(warehouse)
    assert (tmp_path / "safe" / "stls.key").exists()


def test_a_missing_key_stops_a_load_once_there_are_hashes(load, warehouse):
    keys.key(warehouse)
    warehouse.path.with_suffix(".key").unlink()
    load(lift({}))  # nothing was hashed yet: a new key is made
    warehouse.path.with_suffix(".key").unlink()
    with pytest.raises(
        KeyMissing,
        match=r"missing, so pupils in new returns could not be matched .* Put the file back from your backup",
    ):
        load(lift({}, {}))
    assert not warehouse.path.with_suffix(".key").exists()


def test_another_key_stops_a_load(load, warehouse):
    load(lift({}))
    warehouse.path.with_suffix(".key").write_text("00" * 32)
    with pytest.raises(KeyMissing, match="is not the one that this warehouse was filled with"):
        load(lift({}, {}))


@pytest.mark.parametrize("content", ["", "not hexadecimal", "00"])
def test_a_damaged_key_stops_a_load_in_words(load, warehouse, content):
    load(lift({}))
    warehouse.path.with_suffix(".key").write_text(content)
    with pytest.raises(KeyMissing, match="Put the right file back"):
        load(lift({}, {}))


def test_one_child_has_one_hash_in_all_files(load, rows):
    load(lift({}))
    load(lift({"Request ref": "X", "LIFT meeting date": "03/10/2018"}), "Dover 2018-19.csv")
    assert rows("select count(*), count(distinct upn_hash), count(distinct person_hash) from lift_activity") == [
        (2, 1, 1)
    ]
