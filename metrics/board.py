"""What the board may see: one protected release that every view is cut from, so that no two views give away a child.

The release holds all indicators by district, and by district and phase, protected together and against every release
on record. Another split is protected beside it, as if it had been published.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping

import pandas as pd

from metrics.count import Question
from metrics.disclosure import ReleaseRefused
from metrics.disclosure.counted import Table
from metrics.disclosure.ledger import as_released, make_ledger, record
from metrics.disclosure.release import Protected, protect, protect_tables
from metrics.explored_releases import earlier_returns

TABLES = {"districts": ("district",), "phases": ("district", "phase")}
FEW = ("respondents", "schools", "cases")  # too few in a district to be split by phase as well
FILTERED = (
    "The board's figures can be chosen by phase and by district, and not by {}: figures of one part, beside those of "
    "the whole, could give away a child. Choose all of them, or use the internal view and do not publish it."
)
WITHHELD = "Withheld: too few people in a district to be split by phase without giving somebody away."
NAME = "the standing release"
KEPT = 4  # releases remembered: one a warehouse in use, and the one before while it is being replaced
_known: dict[tuple, Protected] = {}
_making = threading.Lock()


def standing_release(warehouse, internal: Callable, definitions: Mapping) -> Protected | None:
    """The protected release of what stands; None in an empty warehouse. Raises ReleaseRefused.

    internal: (definitions, question) -> internal frame of all years.
    """
    with _making:
        earlier = earlier_returns(warehouse.cursor())
        key = (str(warehouse.path), warehouse.version(), tuple(release.release for release in earlier))
        if key not in _known:
            tables = {name: Table(_asked_of(name, internal, definitions)) for name in TABLES}
            if tables["districts"].frame.empty:
                return None
            while len(_known) >= KEPT:
                _known.pop(next(iter(_known)))
            _known[key] = _protected(tables, definitions, areas(warehouse), earlier)
        return _known[key]


def _asked_of(name: str, internal: Callable, definitions: Mapping) -> pd.DataFrame:
    its = [it for it in definitions.values() if name == "districts" or (it.counts not in FEW and not it.derived)]
    frame = internal(its, Question(TABLES[name]))
    return frame if frame.empty or name == "districts" else frame[frame["symbol"] != "z"].reset_index(drop=True)


def _protected(tables: dict[str, Table], definitions: Mapping, groups: Mapping, earlier: list) -> Protected:
    """Both tables together; by district alone where the split by phase cannot be made safe."""
    try:
        return protect_tables(tables, definitions, groups=groups, earlier=earlier)
    except ReleaseRefused:
        return protect_tables({"districts": tables["districts"]}, definitions, groups=groups, earlier=earlier)


def areas(warehouse) -> dict:
    """Kent's areas as groups of districts, for relations between their totals."""
    groups: dict[str, list[str]] = {}
    for area, district in warehouse.cursor().execute("select area, district from district").fetchall():
        groups.setdefault(area, []).append(district)
    return {"place": groups}


def for_board(warehouse, its: list, question: Question, internal: Callable, definitions: Mapping) -> pd.DataFrame:
    """A frame of all years as the board may see it: cut from the standing release, or protected beside it.

    Raises ReleaseRefused with a sentence.
    """
    release = standing_release(warehouse, internal, definitions)
    if release is None:
        return pd.DataFrame()
    if closed := [name.replace("_", " ") for name in (*question.filters, *(["term"] if question.terms else ()))
                  if name != "phase" or question.by != TABLES["districts"]]:  # fmt: skip
        raise ReleaseRefused(FILTERED.format(" or ".join(closed)))
    cut = _cut(release, question)
    if cut is not None:
        return _with_withheld(cut, release, [it.id for it in its])
    out = as_released(NAME, release.cells, release.relations, release.secured)
    earlier = [*earlier_returns(warehouse.cursor()), out]
    frame, groups = internal(its, question), areas(warehouse)
    return protect(
        frame, definitions, filters=question.filters, terms=question.terms, groups=groups, earlier=earlier
    ).frame


def _cut(release: Protected, question: Question) -> pd.DataFrame | None:
    """The part of the standing release that answers a question; None where it holds no answer."""
    if question.by == TABLES["districts"] and not question.filters:
        return release.frames["districts"]
    if question.by != TABLES["phases"] and not question.filters:
        return None
    if "phases" not in release.frames:
        raise ReleaseRefused(FILTERED.format("phase"))
    frame = release.frames["phases"]
    if not question.filters:
        return frame
    return frame[frame["phase"] == question.filters["phase"]].drop(columns="phase")


def _with_withheld(cut: pd.DataFrame, release: Protected, ids: list[str]) -> pd.DataFrame:
    """The cut for the indicators asked for; those that it does not hold stand in it as withheld."""
    lacking = [name for name in ids if name not in set(cut["indicator"])]
    held = cut[cut["indicator"].isin(ids)]
    if not lacking:
        return held.reset_index(drop=True)
    rows = release.frames["districts"]
    rows = rows[rows["indicator"].isin(lacking)].reset_index(drop=True)
    told = ["indicator", "year", "area", "districts", "unit", "polarity"]
    blank = pd.DataFrame({name: pd.Series(rows[name], dtype=object) for name in told}).reindex(columns=cut.columns)
    blank["symbol"], blank["reason"], blank["finding"] = "c", WITHHELD, False
    return pd.concat([held.astype(object), blank], ignore_index=True).infer_objects()


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
