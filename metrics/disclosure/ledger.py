"""The ledger of releases: each is recorded, so that the next can be checked against all that is out already."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from metrics.disclosure.model import Cell, Relation
from metrics.disclosure.rules import ReleaseRefused
from metrics.disclosure.secure import Secured

SCHEMA = Path(__file__).with_name("ledger.sql")


@dataclass(frozen=True)
class Earlier:
    """A release that is out: its cells, how each stands (state), and its relations."""

    release: str
    cells: tuple[Cell, ...]
    states: dict[str, str]
    relations: tuple[Relation, ...]


def as_released(release: str, cells: list[Cell], relations: list[Relation], secured: Secured) -> Earlier:
    """A protected release as those after it must see it."""
    states, kept = {}, []
    for cell in cells:
        low, high = secured.rounded.get(cell.name, (cell.low, cell.high))
        kept.append(Cell(**(cell.__dict__ | {"low": low, "high": high})))
        states[cell.name] = _state(cell, secured)
    return Earlier(release, tuple(kept), states, tuple(relations))


def _state(cell: Cell, secured: Secured) -> str:
    if cell.name in secured.rounded:
        return "rounded"
    if cell.primary:
        return "primary"
    if cell.name in secured.secondary:
        return "secondary"
    return "unpublished" if cell.role == "unpublished" else "shown"


def make_ledger(cursor) -> None:
    """Create the ledger's tables where they are not there yet."""
    cursor.execute(SCHEMA.read_text(encoding="utf-8"))


def record(cursor, release: str, protected, who: str, when: dt.datetime | None = None) -> None:
    """Enter a protected release (what `protect` or `protect_tables` gave) under its name. Raises ReleaseRefused for a
    name that is taken.
    """
    make_ledger(cursor)
    if cursor.execute("select 1 from store.disclosure_release where release = ?", [release]).fetchall():
        raise ReleaseRefused(
            f"A release called {release} is recorded already: a correction of it needs a name of its own."
        )
    out = as_released(release, protected.cells, protected.relations, protected.secured)
    cells = pd.DataFrame(
        [(release, c.name, c.label, c.count, c.low, c.high, out.states[c.name]) for c in out.cells],
        columns=["release", "cell", "label", "count", "low", "high", "state"],
    )
    relations = pd.DataFrame(
        [(release, relation.least, json.dumps(relation.signs)) for relation in out.relations],
        columns=["release", "least", "signs"],
    )
    tables = json.dumps({name: len(frame) for name, frame in protected.frames.items()})
    when = when or dt.datetime.now()
    cursor.execute("begin")
    for name, frame in (("disclosure_cell", cells), ("disclosure_relation", relations)):
        if len(frame):
            cursor.register("entered", frame.astype({"least": float}) if "least" in frame else frame)
            cursor.execute(f"insert into store.{name} by name select * from entered")
            cursor.unregister("entered")
    threshold = protected.rules.threshold
    cursor.execute(
        "insert into store.disclosure_release values (?, ?, ?, ?, ?)", [release, who, when, threshold, tables]
    )
    cursor.execute("commit")


def earlier_releases(cursor) -> list[Earlier]:
    """All recorded releases, the oldest first."""
    make_ledger(cursor)
    names = cursor.execute("select release from store.disclosure_release order by released_at, release").fetchall()
    return [_read(cursor, name) for (name,) in names]


def _read(cursor, release: str) -> Earlier:
    rows = cursor.execute(
        "select cell, label, count, low, high, state from store.disclosure_cell where release = ?", [release]
    ).fetchall()
    cells = tuple(
        Cell(name, count, low, high, state == "primary", label=label) for name, label, count, low, high, state in rows
    )
    found = cursor.execute("select signs, least from store.disclosure_relation where release = ?", [release]).fetchall()
    relations = tuple(
        Relation(tuple((name, sign) for name, sign in json.loads(signs)), None if pd.isna(least) else least)
        for signs, least in found
    )
    return Earlier(release, cells, {row[0]: row[5] for row in rows}, relations)
