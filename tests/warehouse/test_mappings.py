"""What was confirmed of a layout: kept, listed, forgotten; an older warehouse gets the table when it is opened."""

from __future__ import annotations

import duckdb
import pytest

from warehouse import mappings, open_warehouse
from warehouse.batches import transaction

ONE = [("column", "", "base", "setting"), ("value", "phase", "nursery class", "Early Years")]


@pytest.fixture
def store(tmp_path):
    with open_warehouse(tmp_path / "x.duckdb") as warehouse:
        yield warehouse


def keep(store, layout: str = "one", said: list | None = None, who: str = "A") -> None:
    with transaction(store) as cursor:
        mappings.keep(cursor, layout, "lift_activity", said or ONE, "file.csv", who)


def test_answers_are_kept_by_layout_and_listed(store):
    keep(store)
    keep(store, "two", [("column", "", "base", "")])
    found = [(row["layout"], row["kind"], row["list"], row["subject"], row["meaning"]) for row in mappings.kept(store)]
    assert found == [
        ("one", "column", "", "base", "setting"),
        ("one", "value", "phase", "nursery class", "Early Years"),
        ("two", "column", "", "base", ""),
    ]


def test_a_newer_answer_takes_the_place_of_the_older(store):
    keep(store)
    keep(store, said=[("column", "", "base", "phase")], who="B")
    found = mappings.kept(store)
    assert [(row["meaning"], row["who"]) for row in found] == [("phase", "B"), ("Early Years", "A")]


def test_one_answer_or_all_of_a_layout_are_forgotten(store):
    keep(store)
    keep(store, "two")
    mappings.forget(store, "one", "column", "", "base")
    assert len(mappings.kept(store)) == 3
    mappings.forget_layout(store, "two")
    assert [row["subject"] for row in mappings.kept(store)] == ["nursery class"]


def test_nothing_is_kept_of_a_load_that_fails(store):
    def fail():
        with transaction(store) as cursor:
            mappings.keep(cursor, "one", "lift_activity", ONE, "file.csv", "A")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert mappings.kept(store) == []


def test_a_warehouse_from_before_there_were_any_gets_the_table(tmp_path):
    path = tmp_path / "old.duckdb"
    open_warehouse(path).close()
    with duckdb.connect(str(path)) as old:
        old.execute("drop table store.mapping")
        old.execute("update store.setting_value set value = 'an older schema' where name = 'schema'")
    with open_warehouse(path) as again:
        assert mappings.kept(again) == []
        keep(again)
        assert len(mappings.kept(again)) == 2
