"""The warehouse file: shut to the outside, locked, a cursor for every query, and brought up to date when opened."""

from __future__ import annotations

import subprocess
import sys
import threading

import duckdb
import pyarrow as pa
import pytest

from warehouse import WarehouseBusy, open_warehouse, reference
from warehouse.batches import Batch, add, transaction


@pytest.fixture(params=[False, True], ids=["to be asked", "for loads"])
def warehouse(tmp_path, request):
    with open_warehouse(tmp_path / "w.duckdb", for_loads=request.param) as opened:
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


def test_a_warehouse_opened_for_loads_stores_rows_in_groups_and_in_order_and_may_be_renamed(tmp_path):
    path, rows = tmp_path / "Kent's own.duckdb", 70_000
    table = pa.table({"scope": ["s"] * rows, "row_number": pa.array(range(rows), pa.int32())})
    with open_warehouse(path, for_loads=True) as warehouse, transaction(warehouse) as cursor:
        add(cursor, Batch("a.xlsx", "0" * 64, "lift_activity", "me", "upload", rows, rows, rows, {}, 0, {}), table)
    with open_warehouse(path.rename(tmp_path / "renamed.duckdb")) as warehouse:
        cursor = warehouse.cursor()
        groups = "select count(distinct row_group_id) from pragma_storage_info('store.lift_activity')"
        assert cursor.execute(groups).fetchall() == [(3,)]
        found = cursor.execute("select row_number from store.lift_activity").fetchall()
        assert [number for (number,) in found] == list(range(rows))
        assert cursor.execute("select count(*) from main.lift_activity").fetchall() == [(0,)]  # nothing is claimed


def test_a_file_that_is_in_use_or_is_no_warehouse_is_said_to_be_so_when_opened_for_loads(tmp_path):
    other = tmp_path / "other.duckdb"
    other.write_bytes(b"this is no database " * 500)
    with pytest.raises(WarehouseBusy, match="cannot be opened as a warehouse"):
        open_warehouse(other, for_loads=True)
    path = tmp_path / "w.duckdb"
    code = f"import duckdb, sys; held = duckdb.connect({str(path)!r}); print(flush=True); sys.stdin.read()"
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        holder.stdout.readline()
        with pytest.raises(WarehouseBusy, match="in use by another process"):
            open_warehouse(path, for_loads=True)
        holder.stdin.close()
