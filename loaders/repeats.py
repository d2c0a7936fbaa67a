"""Requests that stand already from another file: counted once, and never a reason to throw a term away."""

from __future__ import annotations

import dataclasses

from loaders.checked import Checked

MESSAGE = (
    "This request reference stands already, from {file} (batch {batch}): if this row is the right one, send the whole "
    "return of its term again."
)
STANDING = """
select i.sheet, i.row_number, l.batch, b.file
from incoming i
join main.lift_activity l using (request_ref)
join store.batch b on b.batch = l.batch
where l.scope not in (select unnest(?::varchar[])) and b.origin = ?
qualify row_number() over (partition by i.sheet, i.row_number order by l.batch) = 1
"""
# A term of which the file only repeats a few requests as they stand is not sent again: a term's sheet often carries
# the last requests of the term before. Something new in it, or half of it, and it is.
CARRIED_OVER = """
with old as (
    select scope, request_ref, meeting_date, setting from main.lift_activity
    semi join (select batch from store.batch where origin = ?) b using (batch)
), held as (select scope, count(*) as rows from old group by scope)
select i.scope from incoming i
left join old on old.scope = i.scope and old.request_ref = i.request_ref
     and old.meeting_date = i.meeting_date and old.setting = i.setting
join held on held.scope = i.scope
group by i.scope, held.rows
having bool_and(old.request_ref is not null) and count(*) * 2 < held.rows
"""


def without_repeats(cursor, checked: Checked, origin: str) -> Checked:
    """The checked return without requests that stand from another file outside what this one replaces."""
    if checked.dataset != "lift_activity":
        return checked
    cursor.register("incoming", checked.table)
    carried = {scope for (scope,) in cursor.execute(CARRIED_OVER, [origin]).fetchall()}
    # Nothing but repeats: a return of a term that was cut down on purpose.
    claims = [claim for claim in checked.claims if claim["scope"] not in carried] or checked.claims
    found, claims = _standing_elsewhere(cursor, checked, claims, origin)
    cursor.unregister("incoming")
    return _set_aside(checked, found, claims)


def _standing_elsewhere(cursor, checked: Checked, claims: list[dict], origin: str) -> tuple[dict, list[dict]]:
    """(sheet, row) -> (batch, file) of the rows that stand from elsewhere, and the claims that keep a row without them.

    A term of which no row is left is not covered: its rows that stand would go, and nothing would come.
    """
    while True:
        scopes = [claim["scope"] for claim in claims]
        rows = cursor.execute(STANDING, [scopes, origin]).fetchall()
        found = {(sheet, row): (batch, file) for sheet, row, batch, file in rows}
        if not found:
            return found, claims
        columns = (checked.table[name].to_pylist() for name in ("scope", "sheet", "row_number"))
        kept = {scope for scope, *place in zip(*columns, strict=True) if tuple(place) not in found}
        left = [claim for claim in claims if claim["scope"] in kept]
        if not left or len(left) == len(claims):
            return found, left
        claims = left


def _set_aside(checked: Checked, found: dict[tuple[str, int], tuple[int, str]], claims: list[dict]) -> Checked:
    if not found:
        return dataclasses.replace(checked, claims=claims)
    import pyarrow as pa

    table = checked.table
    places = list(zip(table["sheet"].to_pylist(), table["row_number"].to_pylist(), strict=True))
    told = {"kind": "set aside", "code": "duplicate", "column_name": "request ref"}
    faults = [
        told
        | {
            "sheet": sheet,
            "row_number": row,
            "value": table["request_ref"][places.index((sheet, row))].as_py(),
            "message": MESSAGE.format(batch=batch, file=file),
        }
        for (sheet, row), (batch, file) in sorted(found.items())
    ]
    kept = pa.array([place not in found for place in places], pa.bool_())
    aside = checked.set_aside | {"duplicate": checked.set_aside.get("duplicate", 0) + len(found)}
    return dataclasses.replace(
        checked,
        table=table.filter(kept),
        accepted=checked.accepted - len(found),
        set_aside=aside,
        faults=faults + checked.faults,
        claims=claims,
    )
