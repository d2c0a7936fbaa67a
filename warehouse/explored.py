"""Explored tables that were kept: counts by district and year with what was said of them, who kept them and when."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path

import pyarrow as pa

from warehouse.batches import transaction
from warehouse.connection import Warehouse

SCHEMA = Path(__file__).with_suffix(".sql")
CELL = pa.schema(
    [("number", pa.int32()), ("district", pa.string()), ("year", pa.string()), ("numerator", pa.float64()),
     ("denominator", pa.float64()), ("symbol", pa.string())]
)  # fmt: skip
_GAP = re.compile(r"[\W_]+")


class NoSuchTable(Exception):
    """The explored table asked for was thrown away."""


def keep(warehouse: Warehouse, said: dict, cells: list[dict], file: str, who: str) -> int:
    """Store an explored table in one transaction. said: its title and what a person said of it. Returns its number."""
    with transaction(warehouse) as cursor:
        cursor.execute(SCHEMA.read_text(encoding="utf-8"))
        number = cursor.execute("select nextval('store.explored_number')").fetchall()[0][0]
        cursor.execute(
            "insert into store.explored values (?, ?, ?, ?, ?, ?)",
            [number, said["title"], json.dumps(said), file, who, dt.datetime.now()],
        )
        columns = {name: [{"number": number, **cell}.get(name) for cell in cells] for name in CELL.names}
        cursor.register("incoming_cells", pa.table(columns, schema=CELL))
        cursor.execute("insert into store.explored_cell by name select * from incoming_cells")
        cursor.unregister("incoming_cells")
    return number


def kept(warehouse: Warehouse) -> list[dict]:
    """Every kept table, newest first: number, title, said, file, who, saved_at."""
    cursor = warehouse.cursor()
    if not _made(cursor):
        return []
    cursor.execute("select number, title, said, file, who, saved_at from store.explored order by number desc")
    names = [column[0] for column in cursor.description]
    rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return [row | {"said": json.loads(row["said"])} for row in rows]


def cells(warehouse: Warehouse, number: int) -> list[dict]:
    """The counts of a kept table: district, year, numerator, denominator, symbol. Raises NoSuchTable."""
    cursor = warehouse.cursor()
    if not _made(cursor) or not cursor.execute("select 1 from store.explored where number = ?", [number]).fetchall():
        raise NoSuchTable(f"There is no explored table {number}: it was thrown away.")
    names = CELL.names[1:]
    cursor.execute(f"select {', '.join(names)} from store.explored_cell where number = ? order by all", [number])
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def throw_away(warehouse: Warehouse, number: int) -> None:
    """Remove a kept table with its counts."""
    with transaction(warehouse) as cursor:
        cursor.execute("delete from store.explored_cell where number = ?", [number])
        cursor.execute("delete from store.explored where number = ?", [number])


def _made(cursor) -> bool:
    return bool(cursor.execute("select 1 from information_schema.tables where table_name = 'explored'").fetchall())


def settings(warehouse: Warehouse) -> dict[str, str | None]:
    """Every school or setting of the LIFT returns, by normalised name and by number -> its district; None where several
    districts have one of that name.
    """
    sql = """select distinct split_part(setting, ': ', 2) as name, urn, dfe_number, district from lift_activity
             where setting is not null and district is not null"""
    found: dict[str, str | None] = {}
    for name, urn, dfe, district in warehouse.cursor().execute(sql).fetchall():
        for word in {name, *_numbers(urn), *_numbers(dfe)}:
            if word:
                found[word] = district if found.get(word, district) == district else None
    return found


def _numbers(text: str | None) -> tuple[str, ...]:
    words = _GAP.sub(" ", text or "").strip()
    return (words, words.replace(" ", "")) if words else ()
