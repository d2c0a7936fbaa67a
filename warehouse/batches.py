"""Batches: a file goes in whole or not at all, the newer replaces the older, and any batch can be taken back."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from warehouse.connection import ROW_GROUP, Warehouse
from warehouse.standing import ROWS, origin_standing, refresh, stand

if TYPE_CHECKING:
    import pyarrow as pa

# Lists go in as JSON: pyarrow would import pandas to make tables of them, which takes longer than a whole load.
FAULT = {"kind": "VARCHAR", "code": "VARCHAR", "sheet": "VARCHAR", "row_number": "INTEGER", "column_name": "VARCHAR",
         "value": "VARCHAR", "message": "VARCHAR"}  # fmt: skip
# Reasons for which a row is left out because it should be, no figure being short of it: code -> what such rows are.
RIGHTLY = {
    "duplicate": "repeats",
    "test_response": "test responses",
    "blank": "blank answers",
    "cancelled": "cancelled events",
}
CLAIM = {"dataset": "VARCHAR", "scope": "VARCHAR", "district": "VARCHAR", "year": "VARCHAR", "term": "INTEGER"}


@dataclass(frozen=True)
class Batch:
    """What is written down about one file: its counts, its faults and what it covers."""

    file: str
    sha256: str
    dataset: str
    who: str
    origin: str
    lines: int
    rows: int
    accepted: int
    set_aside: dict[str, int]
    not_data: int
    warnings: dict[str, int]
    unmatched: list[dict] = field(default_factory=list)
    faults: list[dict] = field(default_factory=list)
    claims: list[dict] = field(default_factory=list)
    corrected: int = 0


class NoSuchBatch(Exception):
    """The batch asked for is not on record or was taken back before."""


@contextlib.contextmanager
def transaction(warehouse: Warehouse) -> Iterator:
    """One writer at a time, all or nothing: yields a cursor inside a transaction."""
    with warehouse.writing:
        cursor = warehouse.cursor()
        cursor.execute("begin")
        try:
            yield cursor
        except BaseException:
            cursor.execute("rollback")
            raise
        cursor.execute("commit")


def same_bytes_standing(cursor, sha256: str, origin: str) -> int | None:
    """The batch that these very bytes made, while any of it stands; else None."""
    rows = cursor.execute(
        "select max(batch) from store.batch semi join store.standing using (batch) where sha256 = ? and origin = ?",
        [sha256, origin],
    ).fetchall()
    return rows[0][0]


def replaced(cursor, dataset: str, scopes: list[str], origin: str) -> int:
    """How many rows of files a batch of these scopes takes the place of; the sample is put away, not replaced."""
    return cursor.execute(
        f"""select {ROWS} from main.{dataset} semi join (select unnest(?::varchar[]) as scope) c using (scope)
            semi join (select batch from store.batch where origin = ?) b using (batch)""",
        [scopes, origin],
    ).fetchall()[0][0]


def add(cursor, batch: Batch, table: pa.Table) -> int:
    """Store a batch and its accepted rows, and let it stand. Returns its number; the caller commits."""
    before = origin_standing(cursor)
    number = cursor.execute("select nextval('store.batch_number')").fetchall()[0][0]
    cursor.execute(
        """insert into store.batch (batch, file, sha256, dataset, origin, who, loaded_at, line_count, row_count,
               accepted, set_aside, not_data, warnings, unmatched, corrected)
           values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        [number, batch.file, batch.sha256, batch.dataset, batch.origin, batch.who, dt.datetime.now(), batch.lines,
         batch.rows, batch.accepted, json.dumps(batch.set_aside), batch.not_data, json.dumps(batch.warnings),
         json.dumps(batch.unmatched), batch.corrected],
    )  # fmt: skip
    _insert(cursor, "store.fault", number, batch.faults, FAULT)
    _insert(cursor, "store.claim", number, [{"dataset": batch.dataset, **claim} for claim in batch.claims], CLAIM)
    _insert_rows(cursor, batch.dataset, number, table)
    if before == batch.origin:
        stand(cursor, batch.dataset, number)
    else:
        refresh(cursor)
    return number


def undo(warehouse: Warehouse, number: int, who: str) -> str:
    """Take a batch back; what it had replaced stands again. Returns the batch's file name. Raises NoSuchBatch."""
    with transaction(warehouse) as cursor:
        rows = cursor.execute("select file, dataset, undone_at from store.batch where batch = ?", [number]).fetchall()
        if not rows:
            raise NoSuchBatch(f"There is no batch {number}; see the list of batches for the numbers there are.")
        row = rows[0]
        if row[2] is not None:
            raise NoSuchBatch(f"Batch {number} ({row[0]}) was taken back before, on {row[2].day} {row[2]:%B %Y}.")
        before = origin_standing(cursor)
        cursor.execute(
            "update store.batch set undone_at = ?, undone_by = ? where batch = ?", [dt.datetime.now(), who, number]
        )
        if origin_standing(cursor) == before:
            stand(cursor, row[1], number)
        else:
            refresh(cursor)
    return row[0]


def history(warehouse: Warehouse) -> list[dict]:
    """Every batch, newest first, with how many of its scopes still stand."""
    cursor = warehouse.cursor().execute(
        """select batch, file, dataset, origin, who, loaded_at, row_count as "rows", accepted, set_aside, not_data,
                  warnings, undone_at, undone_by, coalesce(corrected, 0) as corrected, covers, standing
           from store.batch
           left join (select batch, count(*) as covers from store.claim group by batch) using (batch)
           left join (select batch, count(*) as standing from store.standing group by batch) using (batch)
           order by batch desc"""
    )
    names = [column[0] for column in cursor.description]
    return [_readable(dict(zip(names, row, strict=True))) for row in cursor.fetchall()]


def _readable(row: dict) -> dict:
    for key in ("set_aside", "warnings"):
        row[key] = json.loads(row[key])
    standing = row.pop("standing") or 0
    covers = row.pop("covers") or 0
    words = "stands" if standing == covers else "partly replaced" if standing else "replaced"
    if row["origin"] == "sample" and not standing:
        words = "put away while real returns are loaded"
    row["status"] = "taken back" if row["undone_at"] else words
    return row


def faults(warehouse: Warehouse, number: int) -> list[dict]:
    """The rows set aside and warned about in one batch, with their places."""
    cursor = warehouse.cursor().execute(
        "select kind, code, sheet, row_number, column_name, value, message from store.fault "
        "where batch = ? order by all",
        [number],
    )
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _insert(cursor, table: str, number: int, rows: list[dict], columns: dict[str, str]) -> None:
    if rows:
        shape = json.dumps([columns])
        cursor.execute(
            f"insert into {table} by name select ?::integer as batch, unnest(from_json(?, ?), recursive := true)",
            [number, json.dumps(rows), shape],
        )


def _insert_rows(cursor, dataset: str, number: int, table: pa.Table) -> None:
    # Batches as large as the row groups are stored side by side, and stay in order.
    batches = table.to_batches(max_chunksize=ROW_GROUP)
    cursor.register("incoming_rows", table.from_batches(batches, table.schema))
    cursor.execute(f"insert into store.{dataset} by name select {number} as batch, * from incoming_rows")
    cursor.unregister("incoming_rows")
