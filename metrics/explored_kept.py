"""Explored tables that were kept, as `metrics.results` and the board see them: by id, beside files' indicators."""

from __future__ import annotations

import functools
import json
import threading
from collections.abc import Iterable, Sequence

import pandas as pd

from metrics import board
from metrics.count import Question
from metrics.coverage import coverage
from metrics.definition import EXPLORED, Definition, definitions
from metrics.disclosure import Earlier, Protected, ReleaseRefused, Secured, Table, protect_tables, record
from metrics.explored import BOARD, Explored, Said, definition, internal_frame
from metrics.explored_releases import earlier_explored
from warehouse import explored as store

MARK = f"{EXPLORED}_"  # explored_7 is the table kept as number 7
DRAFT = EXPLORED  # a table that is open and not kept
NO_SPLIT = "A table kept on Explore is held by district and year alone: it cannot be split or filtered further."
KEPT = 4  # protected releases remembered
_known: dict[tuple, dict[str, pd.DataFrame | str]] = {}
_making = threading.Lock()


def indicators(warehouse) -> dict[str, Definition]:
    """Every indicator by id: those of files, and after them the tables that were kept on Explore."""
    return definitions() | {it.id: it for it in kept_definitions(warehouse)}


def kept_definitions(warehouse) -> list[Explored]:
    """The tables that were kept on Explore, the oldest first."""
    return [_defined(row["number"], json.dumps(row["said"])) for row in reversed(store.kept(warehouse))]


@functools.lru_cache(256)
def _defined(number: int, said: str) -> Explored:
    told = Said(**json.loads(said))
    return definition(told, f"{MARK}{number}", f"{told.title} (table {number})")


def kept_results(warehouse, its: Sequence[Explored], question: Question, audience: str) -> pd.DataFrame:
    """The results frame of kept tables, all years. Raises ReleaseRefused where the board cannot see them safely."""
    if question.by != ("district",) or question.filters or question.terms:
        return _refused(warehouse, its, question)
    if audience != BOARD:
        cursor = warehouse.cursor()
        return internal_frame(cursor, [_with_cells(warehouse, it) for it in its], coverage(cursor).years)
    held = _for_board(warehouse, None)
    return joined([_shown(held[it.id]) for it in its])


def joined(frames: list[pd.DataFrame]) -> pd.DataFrame:
    """Frames below each other, in which whole columns may be blank."""
    held = [frame for frame in frames if not frame.empty]
    if len(held) < 2:
        return (held or frames)[0]
    return pd.concat([frame.astype(object) for frame in held], ignore_index=True).infer_objects()


def draft_results(warehouse, said: Said, cells: list[dict], audience: str) -> pd.DataFrame:
    """The results frame of a table that is open and not kept. Raises ReleaseRefused."""
    if audience != BOARD:
        return internal_frame(warehouse.cursor(), [(definition(said, DRAFT), cells)])
    return _shown(_for_board(warehouse, (definition(said, DRAFT), cells))[DRAFT])


def _shown(held: pd.DataFrame | str) -> pd.DataFrame:
    if isinstance(held, str):
        raise ReleaseRefused(held)
    return held.copy()


def _with_cells(warehouse, it: Explored) -> tuple[Explored, list[dict]]:
    return it, store.cells(warehouse, int(it.id.removeprefix(MARK)))


def _refused(warehouse, its: Sequence[Explored], question: Question) -> pd.DataFrame:
    """The frame without figures, each row with the reason."""
    cursor = warehouse.cursor()
    frame = internal_frame(cursor, [_with_cells(warehouse, it) for it in its], coverage(cursor).years)
    frame = frame[frame["area"] == "Kent"] if question.place != "district" else frame
    told = ["indicator", "year", "area", "unit", "polarity", "method", "finding", "change_finding", "baseline"]
    blank = frame[told].reindex(columns=frame.columns).assign(symbol="z", reason=NO_SPLIT)
    for place, name in enumerate(question.dimensions):
        blank.insert(3 + place, name, "*")
    return blank.reset_index(drop=True)


def _for_board(warehouse, draft: tuple[Explored, list[dict]] | None) -> dict[str, pd.DataFrame | str]:
    """Id -> what the board may see of it, or why it may see nothing. Kept tables, and the open one, are one release."""
    with _making:
        earlier = earlier_explored(warehouse.cursor())
        mark = json.dumps([draft[0].said.as_dict(), draft[1]], sort_keys=True, default=str) if draft else None
        key = (str(warehouse.path), warehouse.version(), store.changes(warehouse), len(earlier), mark)
        if key not in _known:
            while len(_known) >= KEPT:
                _known.pop(next(iter(_known)))
            _known[key] = _protected_each(warehouse, draft, earlier)
        return _known[key]


def _protected_each(warehouse, draft, earlier: list[Earlier]) -> dict[str, pd.DataFrame | str]:
    found: dict[str, pd.DataFrame | str] = {}
    for linked in _linked(warehouse, draft):
        try:
            frame = _protected(warehouse, linked, earlier).frame
        except ReleaseRefused as refused:
            found |= {it.id: str(refused) for it, _ in linked}
        else:
            found |= {it.id: frame[frame["indicator"] == it.id].reset_index(drop=True) for it, _ in linked}
    return found


def _linked(warehouse, draft) -> list[list[tuple[Explored, list[dict]]]]:
    """Tables that share a column, together: what is hidden in one of them must not stand in another."""
    groups: list[list] = []
    every = [_with_cells(warehouse, it) for it in kept_definitions(warehouse)]
    for it, cells in [*every, *([draft] if draft else [])]:
        columns = {it.numerator, it.denominator} - {None}
        near = [group for group in groups if any(columns & {one.numerator, one.denominator} for one, _ in group)]
        groups = [group for group in groups if group not in near]
        groups.append([*(pair for group in near for pair in group), (it, cells)])
    return groups


def _protected(warehouse, tables: list, earlier: Iterable[Earlier]) -> Protected:
    cursor = warehouse.cursor()
    frame = internal_frame(cursor, tables, coverage(cursor).years, BOARD)
    its = {it.id: it for it, _ in tables}
    return protect_tables({EXPLORED: Table(frame)}, its, groups=board.areas(warehouse), earlier=earlier)


def kept_release(warehouse) -> Protected | None:
    """The kept tables as the board sees them, for the ledger; None where none is kept. Raises ReleaseRefused."""
    earlier = earlier_explored(warehouse.cursor())
    made = [_protected(warehouse, linked, earlier) for linked in _linked(warehouse, None)]
    if not made:
        return None
    return Protected(
        {EXPLORED: pd.concat([one.frame for one in made], ignore_index=True)},
        Secured(*(set().union(*(getattr(one.secured, part) for one in made)) for part in ("primary", "secondary"))),
        [cell for one in made for cell in one.cells],
        [relation for one in made for relation in one.relations],
        made[0].rules,
    )


def publish_kept(warehouse, release: Protected, name: str, who: str) -> int:
    """Enter the kept tables into the ledger, beside the release of the returns. Returns how many counts are hidden."""
    with warehouse.writing:
        record(warehouse.cursor(), f"{name}: tables kept on Explore", release, who)
    return len(release.secured.hidden)
