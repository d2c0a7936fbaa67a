"""A trial: what stands, copied into memory, to load or take back there and count, and then forget.

Not a transaction that is rolled back: the numbers that a sequence gave out are not given back, and the table that
`Warehouse.counting` fills would be made afresh in two transactions at once, which stops every reader.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import duckdb

from warehouse import reference
from warehouse.connection import HERE, Warehouse
from warehouse.standing import EVERY, ROWS, origin_standing

NOT_COPIED = ("lift_request", "fault")  # worked out again from what stands; asked for by no count
SEQUENCES = {
    "batch_number": "select coalesce(max(batch), 0) from store.batch",
    "version_number": "select coalesce(max(value::bigint), 0) from store.setting_value where name = 'version'",
}


@contextlib.contextmanager
def trial(warehouse: Warehouse) -> Iterator[Warehouse]:
    """A warehouse of its own with the same content, in memory; the true one is read once, and not locked."""
    connection = duckdb.connect(":memory:", config={"threads": 1})  # the other processors are the readers'
    try:
        _copy(warehouse, connection)
        connection.execute("set enable_external_access = false; set lock_configuration = true")
        yield Warehouse(warehouse.path, connection)
    finally:
        connection.close()


def _copy(warehouse: Warehouse, connection: duckdb.DuckDBPyConnection) -> None:
    source = warehouse.cursor()
    source.execute("begin")  # one moment of the warehouse, whatever is loaded meanwhile
    try:
        connection.execute("create schema store")
        for name, last in SEQUENCES.items():
            start = source.execute(last).fetchall()[0][0] + 1
            connection.execute(f"create sequence store.{name} start {int(start)}")
        tables, views = ((HERE / name).read_text(encoding="utf-8") for name in ("schema.sql", "views.sql"))
        for sql in (tables, reference.TABLES, views):
            connection.execute(sql)
        for table in _tables(connection):
            connection.register("incoming", source.sql(f"select * from {table}").to_arrow_table())
            connection.execute(f"insert into {table} by name select * from incoming")
            connection.unregister("incoming")
        connection.execute("delete from store.setting_value where name = 'derived'")
    finally:
        source.execute("rollback")


def _tables(connection: duckdb.DuckDBPyConnection) -> list[str]:
    rows = connection.execute(
        "select table_schema, table_name from information_schema.tables where table_type = 'BASE TABLE' order by all"
    ).fetchall()
    return [f"{schema}.{name}" for schema, name in rows if name not in NOT_COPIED]


def standing_rows(warehouse: Warehouse) -> dict[tuple[str, int], int]:
    """(dataset, batch) -> the rows of its file that stand."""
    counts = (f"select '{name}', batch, {ROWS} from main.{name} group by batch" for name in EVERY)
    found = warehouse.cursor().execute(" union all ".join(counts)).fetchall()
    return {(dataset, batch): rows for dataset, batch, rows in found}


def standing_scopes(warehouse: Warehouse) -> set[tuple[str, str | None, str | None, int | None]]:
    """(dataset, district, year, term) of everything that a standing batch covers."""
    sql = "select distinct dataset, district, year, term from store.standing"
    return set(warehouse.cursor().execute(sql).fetchall())


def standing_origin(warehouse: Warehouse) -> str | None:
    """'upload' or 'sample', whichever stands; None where nothing does."""
    return origin_standing(warehouse.cursor())
