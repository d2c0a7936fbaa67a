"""Requests that stand already from another file: counted once, and never a reason to throw a term away."""

from __future__ import annotations

import dataclasses

import pyarrow as pa

MESSAGE = "This request reference stands already, from {file} (batch {batch}): if this row is the right one, send the whole return of its term again."
STANDING = """
select i.place, l.batch, b.file
from incoming i
join main.lift_activity l using (request_ref)
join store.batch b on b.batch = l.batch
where l.scope not in (select scope from covered) and b.origin = ?
qualify row_number() over (partition by i.place order by l.batch) = 1
"""
# A term of which the file only repeats a few requests as they stand is not sent again: a term's sheet often carries
# the last requests of the term before. Something new in it, or all of it, and it is.
CARRIED_OVER = """
with old as (select scope, request_ref, meeting_date, setting from main.lift_activity),
     held as (select scope, count(*) as rows from old group by scope)
select i.scope from incoming i
left join old on old.scope = i.scope and old.request_ref = i.request_ref
     and old.meeting_date = i.meeting_date and old.setting = i.setting
join held on held.scope = i.scope
group by i.scope, held.rows
having bool_and(old.request_ref is not null) and count(*) < held.rows
"""


def without_repeats(cursor, checked):
    """The checked return without requests that stand from another file outside what this one replaces."""
    if checked.dataset != "lift_activity":
        return checked
    table = checked.table.append_column("place", pa.array(range(len(checked.table)), pa.int32()))
    cursor.register("incoming", table)
    carried = {scope for (scope,) in cursor.execute(CARRIED_OVER).fetchall()}
    claims = [claim for claim in checked.claims if claim["scope"] not in carried]
    if not claims:  # nothing but repeats: a return of a term that was cut down on purpose
        claims = checked.claims
    cursor.register("covered", pa.table({"scope": pa.array([claim["scope"] for claim in claims], pa.string())}))
    origin = cursor.execute(
        "select coalesce(max(origin), 'upload') from store.batch where undone_at is null"
    ).fetchall()[0][0]
    found = cursor.execute(STANDING, [origin]).fetchall()
    cursor.unregister("incoming")
    cursor.unregister("covered")
    return _set_aside(checked, {place: (batch, file) for place, batch, file in found}, claims)


def _set_aside(checked, found: dict[int, tuple[int, str]], claims: list[dict]):
    if not found and len(claims) == len(checked.claims):
        return checked
    table = checked.table
    faults = [
        {"kind": "set aside", "code": "duplicate", "sheet": table["sheet"][i].as_py(), "row_number": table["row_number"][i].as_py(),
         "column_name": "request ref", "value": table["request_ref"][i].as_py(), "message": MESSAGE.format(batch=batch, file=file)}
        for i, (batch, file) in sorted(found.items())
    ]  # fmt: skip
    kept = pa.array([i not in found for i in range(len(table))], pa.bool_())
    aside = (
        checked.set_aside | {"duplicate": checked.set_aside.get("duplicate", 0) + len(found)}
        if found
        else checked.set_aside
    )
    return dataclasses.replace(
        checked, table=table.filter(kept), accepted=checked.accepted - len(found), set_aside=aside,
        faults=faults + checked.faults, claims=claims,
    )  # fmt: skip
