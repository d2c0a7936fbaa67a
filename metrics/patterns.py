"""What was found safe to hide is kept in the warehouse: the same counts are hidden the same way after a restart.

The choice is the same on any machine, but not for ever: a later version of the solver could make another, and two
choices together could tell what each alone hides. A pattern holds for one set of counts and relations and no other.
"""

from __future__ import annotations

import hashlib
import json

from metrics.disclosure.model import Problem
from metrics.disclosure.rules import Rules
from metrics.disclosure.secure import Secured, secure

TABLE = """create schema if not exists store;
create table if not exists store.disclosure_pattern (
    fingerprint varchar primary key, made_at timestamp not null default current_timestamp, pattern varchar not null)"""
KEPT = 40  # of the newest: every step of what stands, and of what stood before it, for a load that is taken back


def secured(warehouse, whole: Problem, rules: Rules) -> Secured:
    """The pattern that is kept for these counts, else the one that is chosen and proved now. Raises ReleaseRefused."""
    of = fingerprint(whole, rules)
    cursor = warehouse.cursor()
    with warehouse.writing:
        cursor.execute(TABLE)
    held = cursor.execute("select pattern from store.disclosure_pattern where fingerprint = ?", [of]).fetchall()
    if held:
        return _read(held[0][0])
    made = secure(whole, rules)
    with warehouse.writing:
        cursor.execute("insert or ignore into store.disclosure_pattern (fingerprint, pattern) values (?, ?)",
                       [of, _written(made)])  # fmt: skip
        cursor.execute(
            "delete from store.disclosure_pattern where fingerprint not in "
            f"(select fingerprint from store.disclosure_pattern order by made_at desc limit {KEPT})"
        )
    return made


def fingerprint(whole: Problem, rules: Rules) -> str:
    """A digest of every cell, every relation and the rules, in whatever order they come."""
    cells = [
        (str(c.name), c.count, c.low, c.high, c.primary, c.role, c.must_hide, c.weight, c.demand) for c in whole.cells
    ]
    names = [cell[0] for cell in cells]
    relations = [*_rows(whole.equal, names), *zip(_rows(whole.above, names), whole.slack.tolist(), strict=True)]
    told = "\n".join([repr(rules), *sorted(map(repr, cells)), *sorted(map(repr, relations))])
    return hashlib.sha256(told.encode()).hexdigest()


def _rows(matrix, names: list[str]) -> list[list]:
    """Each relation as its cells and their signs, by name."""
    ends = zip(matrix.indptr[:-1], matrix.indptr[1:], strict=True)
    columns, signs = matrix.indices.tolist(), matrix.data.tolist()
    return [sorted((names[columns[at]], signs[at]) for at in range(first, last)) for first, last in ends]


def _written(made: Secured) -> str:
    sets = {name: sorted(getattr(made, name)) for name in ("primary", "secondary", "blurred")}
    return json.dumps(sets | {"rounded": made.rounded, "limited": made.limited, "seconds": made.seconds})


def _read(text: str) -> Secured:
    held = json.loads(text)
    ranges = {name: {cell: tuple(ends) for cell, ends in held[name].items()} for name in ("rounded", "limited")}
    sets = {name: set(held[name]) for name in ("primary", "secondary", "blurred")}
    return Secured(**sets, **ranges, seconds=held["seconds"])
