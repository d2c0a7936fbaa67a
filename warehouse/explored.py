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
     ("denominator", pa.float64()), ("symbol", pa.string()), ("low", pa.float64()), ("high", pa.float64()),
     ("base_low", pa.float64()), ("base_high", pa.float64())]
)  # fmt: skip
_GAP = re.compile(r"[\W_]+")


class NoSuchTable(Exception):
    """The explored table asked for was thrown away."""


def keep(warehouse: Warehouse, said: dict, cells: list[dict], file: str, who: str, rows: dict | None = None) -> int:
    """Store an explored table in one transaction. said: its title and what a person said of it; rows: the rows of the
    file by what became of them. Returns its number.
    """
    with transaction(warehouse) as cursor:
        cursor.execute(SCHEMA.read_text(encoding="utf-8"))
        number = cursor.execute("select nextval('store.explored_number')").fetchall()[0][0]
        cursor.execute(
            "insert into store.explored values (?, ?, ?, ?, ?, ?, ?)",
            [number, said["title"], json.dumps(said), file, who, dt.datetime.now(), json.dumps(rows)],
        )
        _changed(cursor)
        columns = {name: [{"number": number, **cell}.get(name) for cell in cells] for name in CELL.names}
        cursor.register("incoming_cells", pa.table(columns, schema=CELL))
        cursor.execute("insert into store.explored_cell by name select * from incoming_cells")
        cursor.unregister("incoming_cells")
    return number


def kept(warehouse: Warehouse) -> list[dict]:
    """Every kept table, newest first: number, title, said, file, who, saved_at, rows (None: not recorded)."""
    if not _made(warehouse):
        return []
    names = "number, title, said, file, who, saved_at, accounting"
    held = warehouse.cursor().execute(f"select {names} from store.explored order by number desc").fetchall()
    rows = [dict(zip(names.split(", "), row, strict=True)) for row in held]
    told = [{"said": json.loads(row["said"]), "rows": json.loads(row.pop("accounting") or "null")} for row in rows]
    return [row | more for row, more in zip(rows, told, strict=True)]


def cells(warehouse: Warehouse, number: int) -> list[dict]:
    """The counts of a kept table: district, year, numerator, denominator, symbol and the ends of what is unknown.

    Raises NoSuchTable.
    """
    cursor = warehouse.cursor()
    if not _made(warehouse) or not cursor.execute("select 1 from store.explored where number = ?", [number]).fetchall():
        raise NoSuchTable(f"There is no explored table {number}: it was thrown away.")
    names = CELL.names[1:]
    cursor.execute(f"select {', '.join(names)} from store.explored_cell where number = ? order by all", [number])
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def years(warehouse: Warehouse) -> list[str]:
    """The years that any kept table holds, oldest first."""
    if not _made(warehouse):
        return []
    sql = "select distinct year from store.explored_cell where year is not null order by year"
    return [year for (year,) in warehouse.cursor().execute(sql).fetchall()]


def throw_away(warehouse: Warehouse, number: int) -> None:
    """Remove a kept table with its counts."""
    with transaction(warehouse) as cursor:
        cursor.execute("delete from store.explored_cell where number = ?", [number])
        cursor.execute("delete from store.explored where number = ?", [number])
        _changed(cursor)


def changes(warehouse: Warehouse) -> int:
    """A number that grows whenever a table is kept or thrown away; the returns' own version stays as it is."""
    sql = "select value from store.setting_value where name = 'explored'"
    rows = warehouse.cursor().execute(sql).fetchall()
    return int(rows[0][0]) if rows else 0


def _changed(cursor) -> None:
    cursor.execute(
        """insert or replace into store.setting_value select 'explored', (coalesce(max(value::integer), 0) + 1)::varchar
           from store.setting_value where name = 'explored'"""
    )


def _made(warehouse: Warehouse) -> bool:
    """Whether any table was ever kept; a store from before ranges were kept is brought up to date."""
    sql = "select column_name from information_schema.columns where table_name = 'explored_cell'"
    columns = {name for (name,) in warehouse.cursor().execute(sql).fetchall()}
    if columns and "base_high" not in columns:
        with transaction(warehouse) as cursor:
            cursor.execute(SCHEMA.read_text(encoding="utf-8"))
    return bool(columns)


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
