"""The warehouse file: shut to the outside, locked, a cursor for every query, and brought up to date when opened."""

from __future__ import annotations

import threading

import duckdb
import pytest

from warehouse import open_warehouse, reference


@pytest.fixture
def warehouse(tmp_path):
    with open_warehouse(tmp_path / "w.duckdb") as opened:
        yield opened


@pytest.mark.parametrize(
    "sql",
    ["copy (select 1) to 'out.csv'", "select * from read_csv('/etc/hostname')", "attach 'other.duckdb'",
     "install spatial", "set enable_external_access = true", "set lock_configuration = false"],
)  # fmt: skip
def test_files_and_settings_are_shut(warehouse, sql):
    with pytest.raises(duckdb.Error):
        warehouse.cursor().execute(sql)


def test_cursors_of_many_threads_do_not_mix_their_answers(warehouse):
    wrong = []

    def ask(number: int) -> None:
        for i in range(100):
            if warehouse.cursor().execute("select ?", [number * 1000 + i]).fetchall() != [(number * 1000 + i,)]:
                wrong.append(number)

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def test_opening_again_keeps_what_is_there(tmp_path):
    path = tmp_path / "w.duckdb"
    with open_warehouse(path) as warehouse:
        warehouse.cursor().execute("insert into store.setting_value values ('kept', 'yes')")
    with open_warehouse(path) as warehouse:
        found = warehouse.cursor().execute("select value from store.setting_value where name = 'kept'").fetchall()
    assert found == [("yes",)]


def test_reference_data_are_tables(warehouse):
    count = "select count(*) from {}"
    found = {
        name: warehouse.cursor().execute(count.format(name)).fetchall()[0][0] for name in ("district", "need", "term")
    }
    assert found == {"district": 12, "need": 13, "term": len(reference.terms())}


@pytest.mark.parametrize(
    ("day", "year", "term"),
    [
        ("2018-09-03", "2018/19", 1),
        ("2018-09-01", "2018/19", 1),  # before term 1 starts: term 1
        ("2018-10-25", "2018/19", 1),  # between terms: the one before
        ("2019-08-31", "2018/19", 6),
        ("2019-09-01", "2019/20", 1),
    ],
)
def test_year_and_term_of_a_day(day, year, term):
    import datetime as dt

    date = dt.date.fromisoformat(day)
    assert (reference.academic_year(date), reference.term_of(date)) == (year, term)


def test_data_end_with_the_last_term_that_has_a_meeting(warehouse):
    warehouse.cursor().execute(
        "insert into main.lift_meetings (batch, scope, meeting_date, held) values (1, 's', '2018-11-05', true)"
    )
    assert str(warehouse.data_end()) == "2018-12-19"


def test_a_warehouse_that_holds_a_copy_of_what_stands_gets_the_view(tmp_path):
    path = tmp_path / "old.duckdb"
    with open_warehouse(path) as warehouse:
        cursor = warehouse.cursor()
        cursor.execute("drop view main.lift_activity")
        cursor.execute("create table main.lift_activity as from store.lift_activity")
        cursor.execute("update store.setting_value set value = 'before' where name = 'schema'")
    with open_warehouse(path) as warehouse:
        kind = "select table_type from information_schema.tables where table_schema = 'main' and table_name = ?"
        assert warehouse.cursor().execute(kind, ["lift_activity"]).fetchall() == [("VIEW",)]
