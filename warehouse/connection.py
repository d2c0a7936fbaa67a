"""Opening the warehouse file: one process owns it, every query has a cursor of its own."""

from __future__ import annotations

import datetime as dt
import os
import threading
from pathlib import Path

import duckdb

from warehouse import reference
from warehouse.standing import VIEWED

HERE = Path(__file__).parent
ROW_GROUP = 30_720  # rows; a multiple of the 2,048 that the database works on at once
ATTACHED = "warehouse"
BUSY = (
    "The warehouse {path} is in use by another process, most likely the app. "
    "Stop the app (Ctrl+C in its window) and run the command again, or do the same on the Upload page."
)
NONE = (
    "{path} cannot be opened as a warehouse: it is no such file, is damaged, or may not be written. "
    "Check the name given in --db or in STLS_DB."
)


class WarehouseBusy(Exception):
    """The warehouse file cannot be had: another process holds it, or it is none. The message says how to go on."""


def default_path() -> Path:
    """The warehouse file: STLS_DB where it is set, else data/warehouse/stls.duckdb of this project."""
    return Path(os.environ.get("STLS_DB") or HERE.parent / "data" / "warehouse" / "stls.duckdb")


class Warehouse:
    """An open warehouse. Readers take a cursor each; writers take `writing` around one transaction."""

    def __init__(self, path: Path, connection: duckdb.DuckDBPyConnection, attached: bool = False):
        self.path = path
        self._connection, self._attached = connection, attached
        self.writing = threading.RLock()

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A cursor for one query: a connection shared between threads mixes up their answers."""
        cursor = self._connection.cursor()
        if self._attached:
            cursor.execute(f"use {ATTACHED}")
        return cursor

    def counting(self) -> duckdb.DuckDBPyConnection:
        """A cursor for counting: what is worked out from the standing rows is up to date with the last load."""
        with self.writing:
            cursor = self.cursor()
            known = dict(cursor.execute("select name, value from store.setting_value").fetchall())
            if known.get("derived") != known.get("version"):
                cursor.execute("begin")
                cursor.execute("create or replace table lift_request as from lift_request_now")
                cursor.execute("insert or replace into store.setting_value values ('derived', ?)", [known["version"]])
                cursor.execute("commit")
        return cursor

    def version(self) -> int:
        """A number that changes with every load and every undo; the key of whatever is cached."""
        rows = self.cursor().execute("select value from store.setting_value where name = 'version'").fetchall()
        return int(rows[0][0]) if rows else 0

    def synthetic(self) -> bool:
        """True while what stands is the synthetic sample."""
        found = self.cursor().execute(
            "select bool_or(origin = 'sample') from store.batch semi join store.standing using (batch)"
        )
        return bool(found.fetchall()[0][0])

    def data_end(self) -> dt.date | None:
        """The last day of the last term in which a LIFT meeting is on record; None when there is none."""
        rows = self.cursor().execute("select ends from data_end").fetchall()
        return rows[0][0] if rows else None

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def __enter__(self) -> Warehouse:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()


def open_warehouse(path: str | Path | None = None, read_only: bool = False, for_loads: bool = False) -> Warehouse:
    """Open the warehouse, making it or bringing its schema up to date. Raises WarehouseBusy.

    for_loads: rows are stored in groups of ROW_GROUP, several at a time: half the time of storing 100,000 of them.
    """
    path = Path(path) if path else default_path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = _attached(path) if for_loads else duckdb.connect(str(path), read_only=read_only)
    except (duckdb.Error, OSError) as fault:
        said = str(fault).replace(str(path), "").lower()
        held = isinstance(fault, duckdb.Error) and ("lock" in said or "being used" in said)
        raise WarehouseBusy((BUSY if held else NONE).format(path=path)) from None
    if not read_only:
        _prepare(connection)
    connection.execute("set enable_external_access = false; set lock_configuration = true")
    return Warehouse(path, connection, attached=for_loads)


def _attached(path: Path) -> duckdb.DuckDBPyConnection:
    """The file beside an empty database in memory: only then can the size of its row groups be chosen."""
    connection = duckdb.connect(":memory:")
    try:
        file = str(path).replace("'", "''")
        connection.execute(f"attach '{file}' as {ATTACHED} (type duckdb, row_group_size {ROW_GROUP}); use {ATTACHED}")
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare(connection: duckdb.DuckDBPyConnection) -> None:
    """Schema, reference data and views: only when the files that say them have changed since the last time."""
    sources = [(HERE / name).read_text(encoding="utf-8") for name in ("schema.sql", "views.sql")]
    stamp = reference.stamp(*sources)
    if _stamped(connection) == stamp:
        return
    connection.execute("begin")
    _drop_copy(connection)
    connection.execute(sources[0])
    reference.store(connection)
    connection.execute(sources[1])
    connection.execute("insert or replace into store.setting_value values ('schema', ?)", [stamp])
    connection.execute("delete from store.setting_value where name = 'derived'")
    connection.execute("commit")


def _drop_copy(connection: duckdb.DuckDBPyConnection) -> None:
    """Older warehouses hold a copy of the LIFT requests that stand, where there is a view now."""
    copied = connection.execute(
        "select 1 from information_schema.tables where table_schema = 'main' and table_name = ? "
        "and table_type = 'BASE TABLE'", [VIEWED],
    ).fetchall()  # fmt: skip
    if copied:
        connection.execute(f"drop table main.{VIEWED}")


def _stamped(connection: duckdb.DuckDBPyConnection) -> str | None:
    known = connection.execute("select 1 from information_schema.tables where table_name = 'setting_value'").fetchall()
    rows = known and connection.execute("select value from store.setting_value where name = 'schema'").fetchall()
    return rows[0][0] if rows else None
