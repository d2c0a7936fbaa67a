"""What the board may see: one protected release that every view is cut from, so that no two views give away a child.

The release is made step by step (`released.STEPS`), each proved against what stands before it: all indicators by
district, and by district and phase; then by term and disadvantage; then by area of need, need and level. Any
other split is protected beside all of these, as if it had been published.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from functools import partial

import numpy as np
import pandas as pd

from metrics import count, released
from metrics.count import Question
from metrics.disclosure import ReleaseRefused
from metrics.disclosure.counted import KENT, Table
from metrics.disclosure.ledger import Earlier, as_released, make_ledger, record
from metrics.disclosure.release import Protected, protect_tables
from metrics.disclosure.show import HIDDEN
from metrics.explored_releases import earlier_returns
from metrics.family import mark
from metrics.identities import identities
from metrics.patterns import secured

FILTERED = (
    "The board's figures can be chosen by district, and by one of phase, need and term. Chosen by {} they could give "
    "away a child, beside those of the whole. Choose one of them alone, or use the internal view and do not publish it."
)
NOT_HELD = (
    "The board's release of these data does not hold figures by {}: no safe way to publish them, beside all others, "
    "was found. Ask for fewer splits, or use the internal view and do not publish it."
)
NO_SUCH_SPLIT = (
    "The board's figures are split by district or area; by district also by phase, need, area of need, level, term or "
    "disadvantage; and for Kent by sex, care or language. By {} together they could give away a child beside those. "
    "Use the internal view, and do not publish it."
)
NAME = "the standing release"
TOLD = ("indicator", "year", "area", "districts", "unit", "polarity")
TRIES = 6  # refusals of a step that take one year out of it; later ones take the whole indicator
KEPT = 2 * len(released.STEPS)  # releases remembered: of the warehouse in use, and of the one that it replaces
_known: dict[tuple, Protected | None] = {}
_making = tuple(threading.RLock() for _ in released.STEPS)  # whoever wants an early step need not wait for a later one


def standing_release(
    warehouse, internal: Callable, definitions: Mapping, step: int = released.LAST
) -> Protected | None:
    """The protected release of what stands, as far as a step; None in an empty warehouse. Raises ReleaseRefused.

    internal: (definitions, question) -> internal frame of all years.
    """
    with _making[step]:
        earlier = earlier_returns(warehouse.cursor())
        key = (str(warehouse.path), warehouse.version(), tuple(release.release for release in earlier), step)
        if key not in _known:
            made = _further(warehouse, internal, definitions, earlier, step) if step else _first(
                warehouse, internal, definitions, earlier)  # fmt: skip
            while len(_known) >= KEPT:
                _known.pop(next(iter(_known)), None)
            _known[key] = _without_what_follows(made) if made else None
        return _known[key]


def _first(warehouse, internal: Callable, definitions: Mapping, earlier: list[Earlier]) -> Protected | None:
    tables = released.tables(released.STEPS[0], internal, definitions)
    if tables["districts"].frame.empty:
        return None
    try:
        return _protected(warehouse, tables, definitions, earlier)
    except ReleaseRefused:  # by district alone where the split by phase cannot be made safe
        return _protected(warehouse, {"districts": tables["districts"]}, definitions, earlier)


def _further(warehouse, internal: Callable, definitions: Mapping, earlier: list[Earlier], step: int):
    """The tables of the steps before, as they are out by now, with those of this one, as far as they can be proved."""
    before = standing_release(warehouse, internal, definitions, step - 1)
    if before is None:
        return None
    held = released.tables({name: released.PARTS[name] for name in before.frames}, internal, definitions)
    held = {name: _only(table, before.frames[name]) for name, table in held.items()}
    further = released.tables(released.STEPS[step], internal, definitions)
    out = [*earlier, _out(before)]
    tried = 0
    while further:
        try:
            return _protected(warehouse, held | further, definitions, out)
        except ReleaseRefused as refused:
            tried += 1
            further = released.without(further, str(refused), definitions, years=tried <= TRIES)
    return before


def _only(table: Table, shown: pd.DataFrame) -> Table:
    """The rows of the indicators and years that a table was released with."""
    return released.only(table, released.pairs(table.frame).isin(set(released.pairs(shown))))


def _protected(warehouse, tables: dict[str, Table], definitions: Mapping, earlier: list[Earlier]) -> Protected:
    choose = partial(secured, warehouse)
    return protect_tables(
        tables, definitions, groups=areas(warehouse), earlier=earlier, links=identities, choose=choose
    )


def _out(release: Protected) -> Earlier:
    return as_released(NAME, release.cells, release.relations, release.secured)


def _without_what_follows(release: Protected) -> Protected:
    """The access ratio's expected pupils are Kent's by phase times public numbers: hidden where one of those is."""
    frame, phases = release.frames["districts"], release.frames.get("phases")
    ratio = (frame["indicator"] == "access_ratio") & (frame["symbol"].isna() | (frame["symbol"] == "c"))
    if phases is not None:
        kent = phases[(phases["indicator"] == "access_rate_pupils") & (phases["area"] == KENT)]
        ratio &= frame["year"].isin(kent.loc[kent["numerator"].isna(), "year"])
    if not ratio.any():
        return release
    for name in [name for name in frame.columns if name not in TOLD]:
        frame[name] = frame[name].where(~ratio, np.nan if pd.api.types.is_float_dtype(frame[name]) else None)
    frame.loc[ratio, ["symbol", "reason"]] = "c", HIDDEN
    release.frames["districts"] = mark(frame)
    return release


def areas(warehouse) -> dict:
    """Kent's areas as groups of districts, for relations between their totals."""
    groups: dict[str, list[str]] = {}
    for area, district in warehouse.cursor().execute("select area, district from district").fetchall():
        groups.setdefault(area, []).append(district)
    return {"place": groups}


def for_board(warehouse, its: list, question: Question, internal: Callable, definitions: Mapping) -> pd.DataFrame:
    """A frame of all years as the board may see it, cut from the standing release.

    Raises ReleaseRefused with a sentence.
    """
    found = released.part_for(question)
    if found is None:
        raise ReleaseRefused(_closed(question))
    release = standing_release(warehouse, internal, definitions, released.step_of(found[0]))
    if release is None:
        return pd.DataFrame()
    made = released.cut(release, *found, [it.id for it in its], question.place)
    if made.empty:
        raise ReleaseRefused(
            NOT_HELD.format(_words(name for name in released.PARTS[found[0]].by if name != "district"))
        )
    return made


def _closed(question: Question) -> str:
    """Why a question is one that the board's release does not answer."""
    if asked := [*question.filters, *(["term"] if question.terms else ())]:
        return FILTERED.format(_words(asked))
    return NO_SUCH_SPLIT.format(_words(question.by))


def _words(names: Iterable[str]) -> str:
    return " and ".join(count.words(name) for name in names)


def publish(warehouse, name: str, who: str, internal: Callable, definitions: Mapping) -> Protected:
    """Enter the standing release into the ledger: later ones are checked against it. Raises ReleaseRefused."""
    release = standing_release(warehouse, internal, definitions)
    if release is None:
        raise ReleaseRefused("There is nothing to release: no return has been loaded.")
    with warehouse.writing:
        record(warehouse.cursor(), name, release, who)
    return release


def releases(warehouse) -> list[tuple]:
    """Every release on record, oldest first: name, who, when, how many counts it holds."""
    cursor = warehouse.cursor()
    make_ledger(cursor)
    return cursor.execute(
        """select release, who, released_at, count(cell) from store.disclosure_release
           left join store.disclosure_cell using (release) group by all order by released_at"""
    ).fetchall()


__all__ = ["ReleaseRefused", "for_board", "publish", "releases", "standing_release"]
