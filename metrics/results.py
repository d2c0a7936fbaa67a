"""The one frame: counts in, and out with value, interval, comparison, rating and direction. All division is here."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from metrics import access, assess, board, count
from metrics.coverage import Coverage, coverage
from metrics.definition import EXPLORED, Definition, definitions
from metrics.explored_kept import indicators, joined, kept_release, kept_results, publish_kept
from metrics.gap import gap_rows
from metrics.rating import rate

KENT = "Kent"
SUMS = ("clusters", "sum_x", "sum_n", "sum_xx", "sum_xn", "sum_nn")
PARTS = ("numerator", "denominator", "values", "sum_xx", "agreed", *SUMS)
AUDIENCES = ("board", "internal")


class AudienceRefused(Exception):
    """Figures for this audience cannot be given; the message says why."""


class UnknownIndicator(Exception):
    """An indicator was asked for that no file defines; the message names it."""


def results(
    warehouse,
    ids: Sequence[str] | None = None,
    *,
    years: Sequence[str] | None = None,
    terms: Sequence[int] | None = None,
    by: Sequence[str] = ("district",),
    filters: dict | None = None,
    audience: str = "internal",
    framework: str | None = None,
) -> pd.DataFrame:
    """Indicators for every year, area and further dimension: one row each, Kent always among the areas.

    ids, years: None is all. terms: of the year, None is the whole year. by: district or area, then phase, need, level,
    sen_status, sex, disadvantaged, in_care, eal, term. Values and limits in the indicator's unit (percent 0 to 100).
    Unknown is null with its `reason` and `symbol`. Raises UnknownIndicator, AudienceRefused.
    """
    if audience not in AUDIENCES:
        raise AudienceRefused(f"There is no audience called {audience}: there are board and internal.")
    its = _asked(warehouse, ids)
    question = _question(by, filters, terms)
    frame = _frame_for(warehouse, its, question, audience)
    if frame.empty:
        return frame[_columns(question)] if len(frame.columns) else pd.DataFrame(columns=_columns(question))
    asked = {it.id: it for it in its}
    frame = assess.note_small_bases(_rated(frame, asked, framework), asked)
    if years is not None:
        frame = frame[frame["year"].isin(list(years))]
    if district := (filters or {}).get("district"):
        frame = frame[frame["area"].isin([district, KENT])]
    return assess.with_findings(frame.reset_index(drop=True))[_columns(question)]


def _question(by: Sequence[str], filters: dict | None, terms: Sequence[int] | None) -> count.Question:
    rest = {name: value for name, value in (filters or {}).items() if name != "district" and value is not None}
    return count.Question(tuple(by), rest, tuple(terms) if terms else None)


def _all(warehouse, its: list[Definition], question: count.Question) -> pd.DataFrame:
    """The internal frame of all years, before it is rated."""
    cursor = warehouse.counting()
    covered = coverage(cursor)
    if not covered.years:
        return pd.DataFrame()
    asked = {it.id: it for it in its}
    needed = asked | {it.of: definitions()[it.of] for it in its if it.of}
    counted_ones = [it for it in needed.values() if it.derived != "equity_gap"]
    counted = _counted(cursor, counted_ones, question, covered)
    frame = assess.assess(_frame(counted_ones, question, covered, counted), needed)
    frame = gap_rows(frame, [it for it in its if it.derived == "equity_gap"], question)
    return frame[frame["indicator"].isin(list(asked))].reset_index(drop=True)


def _frame_for(warehouse, its: list[Definition], question: count.Question, audience: str) -> pd.DataFrame:
    """The frame of all years for an audience, of the returns' indicators and of tables that were kept on Explore."""
    ours = [it for it in its if it.source != EXPLORED]
    kept = [it for it in its if it.source == EXPLORED]
    try:
        frames = [(_for_board if audience == "board" else _all)(warehouse, ours, question)] if ours else []
        return joined([*frames, *([kept_results(warehouse, kept, question, audience)] if kept else [])])
    except board.ReleaseRefused as refused:
        raise AudienceRefused(str(refused)) from None


def _for_board(warehouse, its: list[Definition], question: count.Question) -> pd.DataFrame:
    """The frame as the board may see it. Raises ReleaseRefused where it cannot be made safe."""
    return board.for_board(warehouse, its, question, _internal(warehouse), definitions())


def publish(warehouse, name: str, who: str) -> int:
    """Enter what the board sees today into the ledger of releases. Returns the number of hidden counts."""
    try:
        kept = kept_release(warehouse)  # first, so that nothing is on record where this cannot be made safe
        hidden = len(board.publish(warehouse, name, who, _internal(warehouse), definitions()).secured.hidden)
        return hidden + (publish_kept(warehouse, kept, name, who) if kept else 0)
    except board.ReleaseRefused as refused:
        raise AudienceRefused(str(refused)) from None


def _internal(warehouse):
    """What disclosure control asks for: (definitions, question) -> internal frame of all years."""

    def internal(its: list[Definition], question: count.Question) -> pd.DataFrame:
        frame = _all(warehouse, its, question)
        if frame.empty:
            return frame
        return assess.with_findings(_rated(frame, {it.id: it for it in its}, None))[_columns(question)]

    return internal


def _counted(cursor, its: list[Definition], question: count.Question, covered: Coverage) -> dict:
    """Counts of every indicator that can be answered; the access ratio's are observed and expected pupils."""
    answerable = [it for it in its if count.unanswerable(it, question) is None and not it.derived]
    counted = count.count(cursor, answerable, question, {it.id: covered.uncovered(it) for it in its})
    for it in its:
        if it.derived == "access_ratio" and not question.dimensions and count.unanswerable(it, question) is None:
            cells = access.headline(cursor, it, question, covered)
            for part in ("numerator", "denominator", "agreed"):
                counted[it.id, part] = {key: cell[part] for key, cell in cells.items()}
    return counted


def _asked(warehouse, ids: Sequence[str] | None) -> list[Definition]:
    held = definitions()
    if not set(ids or ()) <= held.keys():
        held = indicators(warehouse)
    if unknown := [name for name in ids or () if name not in held]:
        raise UnknownIndicator(
            f"There is no indicator called {', '.join(unknown)}: `python -m metrics list` names them all."
        )
    return [held[name] for name in dict.fromkeys(ids)] if ids else list(held.values())


def _columns(question: count.Question) -> list[str]:
    return [
        "indicator", "year", "area", *question.dimensions, "numerator", "denominator", "value", "lower", "upper",
        "lower_998", "upper_998", "method", "reference", "p_value", "comparison", "confidence", "finding",
        "rating", "target",
        "floor", "target_status", "baseline", "previous", "p_change", "direction", "trend",
        "districts", "note", "symbol", "reason", "unit", "polarity",
    ]  # fmt: skip


def _frame(its: list[Definition], question: count.Question, covered: Coverage, counted: dict) -> pd.DataFrame:
    """A row for every indicator, year, area and part, with its counts or the reason why there are none."""
    areas = {"district": covered.districts, "area": tuple(sorted(set(covered.area_of.values())))}.get(
        question.place, ()
    )
    rows = []
    for it in its:
        why = count.unanswerable(it, question) or _not_split(it, question)
        found = {part: counted.get((it.id, part), {}) for part in PARTS}
        parts = [("*",) * len(question.dimensions)] if why else _parts_held(found, question)
        for year in covered.years:
            absent, lacking = covered.missing_note(it, year), len(covered.lacking(it, year))
            for area in (*areas, KENT):
                missing = why or covered.missing_reason(it, year, area)
                note = _note(absent if area == KENT else None, covered.partial_note(it, year, area))
                base = {"indicator": it.id, "year": year, "area": area, "unit": it.unit, "polarity": it.polarity,
                "reason": missing,
                        "symbol": "z" if why else "x" if missing else None, "note": note,
                        "districts": len(covered.districts) - lacking if area == KENT else None}  # fmt: skip
                rows += [
                    base
                    | dict(zip(question.dimensions, part, strict=True))
                    | _counts(it, found, (year, area), part, missing)
                    for part in parts
                ]
    # As objects: a blank beside whole numbers would turn all into fractions, and texts are read back one by one.
    names = [*rows[0]] if rows else ["indicator", "year", "area", *question.dimensions]
    frame = pd.DataFrame({name: pd.Series([row[name] for row in rows], dtype=object) for name in names})
    return frame


def _note(*parts: str | None) -> str | None:
    return "; ".join(part for part in parts if part) or None


def _not_split(it: Definition, question: count.Question) -> str | None:
    """The access ratio is worked out within phase, and is not split by anything else."""
    return (
        "It is worked out within phase: choose a filter and not a split."
        if it.derived and question.dimensions
        else None
    )


def _parts_held(found: dict, question: count.Question) -> list[tuple]:
    """Every combination of the further dimensions that occurs, in order; blanks of a dimension last."""
    if not question.dimensions:
        return [()]
    source = found["numerator"] or found["values"] or found["denominator"]
    held = {key[2:] for part in (source, found["denominator"]) for key in part if "*" not in key[2:]}
    in_order = sorted(held, key=lambda part: [(value is None, str(value).rjust(4)) for value in part])
    return in_order or [(None,) * len(question.dimensions)]


def _counts(it: Definition, found: dict, place: tuple, part: tuple, missing: str | None) -> dict:
    """The counts of one cell. A group that a return has no row for is a known nought; a missing return is unknown."""
    nothing = {"numerator": None, "denominator": None, "values": None, "sum_xx": None, **dict.fromkeys(SUMS)}
    if missing:
        return nothing
    if found["agreed"] and not found["agreed"].get(place, False):
        return nothing | {"reason": access.DEPENDS, "symbol": "z"}
    key, nought = (*place, *part), 0 if it.unit != "pounds" else None
    top = found["numerator"].get(key, nought)
    cell = {
        "values": found["values"].get(key),
        "sum_xx": found["sum_xx"].get(key, 0),
        **{name: found[name].get(key, 0) for name in SUMS},
    }
    bottom = _denominator(found["denominator"], place, part) if it.denominator else None
    if it.complement:
        top = None if bottom is None or top is None or top > bottom else bottom - top
    return {"numerator": None if it.values else top, "denominator": bottom, **cell}


def _denominator(counts: dict, place: tuple, part: tuple) -> float | None:
    """The denominator of a cell; one that its source does not split stands for all parts ("*")."""
    spread = {tuple(key[2:]) for key in counts}
    starred = next((key for key in spread if "*" in key), None)
    if starred:
        part = tuple("*" if star == "*" else value for star, value in zip(starred, part, strict=True))
    return counts.get((*place, *part), 0)


def _rated(frame: pd.DataFrame, its: dict[str, Definition], framework: str | None) -> pd.DataFrame:
    found = [
        rate(its[name], None if np.isnan(value) else value, year, framework)
        for name, value, year in zip(frame["indicator"], frame["value"].astype(float), frame["year"], strict=True)
    ]
    for name in ("rating", "target", "floor", "target_status", "baseline"):
        frame[name] = [getattr(rating, name) for rating in found]
    return frame
