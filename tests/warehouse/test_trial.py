"""A trial counts what a load would leave, and leaves the warehouse as it was: content, version, sequences."""

from __future__ import annotations

import threading

import pandas as pd
import pytest

from loaders import load_return, read_return, undo
from loaders.load import new_reader
from metrics import results
from tests.loaders.returns import CONTEXT, as_csv, lift, table
from warehouse import open_warehouse
from warehouse.trial import standing_origin, standing_rows, standing_scopes, trial

NAME = "LIFT activity Thanet 2018-19.csv"


@pytest.fixture(scope="module")
def reader():
    with new_reader() as found:
        yield found


@pytest.fixture
def held(tmp_path, reader, monkeypatch):
    """A warehouse with a context return and two LIFT returns of which the second replaced the first."""
    monkeypatch.delenv("STLS_KEY_FILE", raising=False)
    with open_warehouse(tmp_path / "stls.duckdb") as warehouse:
        for name, lines in (
            ("District context 2018-19.csv", table(CONTEXT, {})),
            (NAME, lift({}, {})),
            (NAME, lift({}, {"First contact": ""}, {})),
        ):
            load_return(warehouse, read_return(warehouse, name, as_csv(lines), reader), "tester")
        yield warehouse


def _reading(warehouse, reader, *rows: dict):
    return read_return(warehouse, NAME, as_csv(lift(*rows)), reader)


def _content(warehouse) -> dict:
    """Every row of every table, in order, and every sequence."""
    cursor = warehouse.cursor()
    names = cursor.execute(
        "select table_schema || '.' || table_name from information_schema.tables where table_type = 'BASE TABLE'"
    ).fetchall()
    found = {name: cursor.execute(f"select * from {name}").fetchall() for (name,) in names}
    return found | {"sequences": cursor.execute("select * from duckdb_sequences()").fetchall()}


def test_after_a_trial_the_warehouse_is_the_same_in_content_version_and_bytes(held, reader):
    held.cursor().execute("checkpoint")
    before, version, written = _content(held), held.version(), held.path.read_bytes()
    with trial(held) as copy:
        load_return(copy, _reading(held, reader, {}, {}, {}, {}), "trial")
        undo(copy, 2, "trial")
        assert len(results(copy)) > 0
        assert copy.version() > version
    assert (_content(held), held.version(), held.path.read_bytes()) == (before, version, written)
    assert not held.path.with_suffix(".duckdb.wal").exists()


def test_a_copy_holds_what_the_warehouse_holds(held):
    with trial(held) as copy:
        mine, its = _content(held), _content(copy)
        for name in mine:
            if name not in ("sequences", "store.setting_value", "main.lift_request", "store.fault"):
                assert sorted(mine[name], key=repr) == sorted(its[name], key=repr), name
        assert copy.version() == held.version()
        assert standing_rows(copy) == standing_rows(held) == {("context", 1): 1, ("lift_activity", 3): 3}
        assert standing_scopes(copy) == standing_scopes(held)
        pd.testing.assert_frame_equal(results(copy), results(held))


def test_a_trial_comes_to_what_the_true_load_comes_to(held, reader):
    reading = _reading(held, reader, {}, {}, {"First contact": ""}, {}, {})
    with trial(held) as copy:
        tried = load_return(copy, reading, "tester")
        counted, standing = results(copy), standing_rows(copy)
    loaded = load_return(held, reading, "tester")
    assert (tried.batch, tried.accepted, tried.message) == (loaded.batch, loaded.accepted, loaded.message)
    assert standing == standing_rows(held)
    pd.testing.assert_frame_equal(counted, results(held))


def test_a_trial_of_an_undo_brings_back_what_was_replaced(held):
    with trial(held) as copy:
        undo(copy, 3, "trial")
        assert standing_rows(copy) == {("context", 1): 1, ("lift_activity", 2): 2}
    assert standing_rows(held)["lift_activity", 3] == 3


def test_readers_and_writers_are_not_blocked_by_a_trial_nor_see_it(held, reader):
    reading = _reading(held, reader, {}, {}, {}, {})
    seen: list = []
    with trial(held) as copy:
        load_return(copy, reading, "trial")
        other = threading.Thread(
            target=lambda: seen.extend([standing_rows(held), len(results(held)), load_return(held, reading, "other")])
        )
        other.start()
        other.join(20)
        assert not other.is_alive()
    assert seen[0] == {("context", 1): 1, ("lift_activity", 3): 3}
    assert (seen[2].status, seen[2].batch) == ("loaded", 4)


def test_what_stands_is_the_sample_real_returns_or_nothing(tmp_path, reader, held):
    assert standing_origin(held) == "upload"
    with open_warehouse(tmp_path / "other.duckdb") as other:
        assert standing_origin(other) is None
        with trial(other) as copy:
            load_return(copy, _reading(other, reader, {}), "t", "sample")
            assert standing_origin(copy) == "sample"
