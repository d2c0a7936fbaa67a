"""What people confirmed of a layout: what its columns and values mean, who said so and when; listed and forgotten."""

from __future__ import annotations

import datetime as dt

from warehouse.batches import transaction
from warehouse.connection import Warehouse

COLUMNS = ("layout", "dataset", "kind", "list", "subject", "meaning", "file", "who", "confirmed_at")
KEPT = """
insert into store.mapping values (?, ?, ?, ?, ?, ?, ?, ?, ?)
on conflict do update set meaning = excluded.meaning, file = excluded.file, who = excluded.who,
    confirmed_at = excluded.confirmed_at
"""


def keep(cursor, layout: str, dataset: str, said: list[tuple[str, str, str, str]], file: str, who: str) -> None:
    """Remember answers about one layout, each (kind, list, subject, meaning); a newer one takes an older one's place.

    The caller commits.
    """
    now = dt.datetime.now().replace(microsecond=0)
    for kind, values, subject, meaning in said:
        cursor.execute(KEPT, [layout, dataset, kind, values, subject, meaning, file, who, now])


def kept(warehouse: Warehouse) -> list[dict]:
    """Every answer that is remembered, by layout, in the order of what it is about."""
    cursor = warehouse.cursor().execute(
        f"select {', '.join(COLUMNS)} from store.mapping order by dataset, layout, kind, list, subject"
    )
    return [dict(zip(COLUMNS, row, strict=True)) for row in cursor.fetchall()]


def forget(warehouse: Warehouse, layout: str, kind: str, values: str, subject: str) -> None:
    """Forget one answer; files loaded with it stay as they are."""
    with transaction(warehouse) as cursor:
        cursor.execute(
            "delete from store.mapping where layout = ? and kind = ? and list = ? and subject = ?",
            [layout, kind, values, subject],
        )


def forget_layout(warehouse: Warehouse, layout: str) -> None:
    """Forget all that is remembered of one layout."""
    with transaction(warehouse) as cursor:
        cursor.execute("delete from store.mapping where layout = ?", [layout])
