"""The board's tables: which splits are protected, in which order, and how a question is answered from them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from metrics.count import Question, unanswerable
from metrics.definition import Definition, definitions
from metrics.disclosure.counted import KENT, Table
from metrics.disclosure.release import Protected

FEW = ("respondents", "schools", "cases")  # too few in a district to be split further
BY_TERM = (
    "lift_requests", "allocated_share", "started_within_30_days", "median_wait_days", "access_rate_sen",
    "access_rate_pupils", "targets_met",
)  # fmt: skip
BY_NEED = ("lift_requests", "allocated_share")
BY_PHASE_ONLY = "Withheld: too few people in a district to be split by phase without giving somebody away."
BY_TERM_ONLY = "Withheld: too few people in a district and term. By term the board sees this figure for Kent."
BY_NEED_ONLY = (
    "Withheld: by need the board sees requests and the share of them with agreed support. Others would rest on too few "
    "people."
)
BY_AREA_ONLY = "Withheld: it is worked out within phase, from Kent's pupils by phase, and is not given by area."
WHOLE_ONLY = "It is worked out for all pupils together: there is none of a part of them here."
UNSAFE = "Withheld: no safe way was found to publish this figure of this year split so, beside all that is published."
NOT_SPLIT = "Withheld: the board's release does not hold this figure split so far."


@dataclass(frozen=True)
class Part:
    """One table of the release: what it is split by, of which indicators (None: all that can be), and what is said of
    an indicator that it does not hold.
    """

    by: tuple[str, ...]
    ids: tuple[str, ...] | None = None
    withheld: str = NOT_SPLIT

    def asks(self, it: Definition) -> bool:
        if self.by == ("district",):
            return True
        if self.by == ("area",):
            return not it.derived
        return it.id in self.ids if self.ids is not None else it.counts not in FEW and not it.derived


# Step by step: each is proved against those before it, and a view waits for no step after its own.
STEPS = (
    {"districts": Part(("district",)), "phases": Part(("district", "phase"), withheld=BY_PHASE_ONLY)},
    {
        "terms": Part(("district", "term"), BY_TERM, BY_TERM_ONLY),
        "Kent by term": Part(("term",)),
        "disadvantaged": Part(("district", "disadvantaged"), ("allocated_share",)),
    },
    {
        "areas of need": Part(("district", "area_of_need"), ("lift_requests",)),
        "levels": Part(("district", "level"), ("lift_requests",)),
        "offer": Part(("district", "area_of_need", "level"), ("lift_requests",)),
        "needs": Part(("district", "need"), BY_NEED, BY_NEED_ONLY),
    },
    {
        "areas": Part(("area",), withheld=BY_AREA_ONLY),
        "Kent by sex": Part(("sex",)),
        "Kent by care": Part(("in_care",)),
        "Kent by language": Part(("eal",)),
    },
)
PARTS = {name: part for step in STEPS for name, part in step.items()}
LAST = len(STEPS) - 1


def step_of(name: str) -> int:
    """The step in which a part is released."""
    return next(at for at, step in enumerate(STEPS) if name in step)


def tables(parts: Mapping[str, Part], internal: Callable, definitions: Mapping) -> dict[str, Table]:
    """The internal frames of some parts, of all years; a part for which there is nothing is left out."""
    found = {}
    for name, part in parts.items():
        frame = internal([it for it in definitions.values() if part.asks(it)], Question(part.by))
        if name != "districts" and not frame.empty:
            frame = frame[frame["symbol"] != "z"]
            if "level" in part.by:  # requests without a level are what is left of all of them, and not shown
                frame = frame[frame["level"].notna()]
            frame = frame.reset_index(drop=True)
        if name == "districts" or not frame.empty:
            found[name] = Table(frame, partial=tuple(by for by in part.by if by == "level"))
    return found


def without(tables: dict[str, Table], refusal: str, definitions: Mapping, *, years: bool) -> dict[str, Table]:
    """The tables without the indicator that a refusal names, where it is split as the refusal says; else without the
    year that it names, for a figure of an earlier step; else without the most detailed table, so that something always
    goes. years: take it from the year named alone.
    """
    for name, table in sorted(tables.items(), key=lambda held: -len(held[1].dimensions)):
        if not all(f"{dimension} " in refusal for dimension in table.dimensions):
            continue
        frame = table.frame
        titles = {it: definitions[it].title for it in frame["indicator"].unique()}
        named = max((it for it in titles if titles[it] in refusal), key=lambda it: len(titles[it]), default="")
        goes = frame["indicator"] == named
        if years:
            goes &= _in_year(frame, refusal)
        if goes.any():
            return _left(tables, {name: ~goes})
    if years:
        kept = {name: ~_in_year(table.frame, refusal) for name, table in tables.items()}
        if not all(held.all() for held in kept.values()):
            return _left(tables, kept)
    finest = max(tables, key=lambda name: len(tables[name].dimensions))
    return {name: table for name, table in tables.items() if name != finest}


def _in_year(frame: pd.DataFrame, refusal: str) -> pd.Series:
    return frame["year"].map(lambda year: str(year) in refusal).astype(bool)


def _left(tables: dict[str, Table], kept: Mapping[str, pd.Series]) -> dict[str, Table]:
    """The tables with the rows that are kept; what goes from one goes from those that split it further, for its totals
    would tie them to other tables unseen. A table of which none is left goes.
    """
    held = dict(tables)
    for name, rows in kept.items():
        gone, coarse = set(pairs(tables[name].frame[~rows])), set(tables[name].dimensions)
        for other, table in held.items():
            if other == name or coarse < set(table.dimensions):
                held[other] = only(table, ~pairs(table.frame).isin(gone))
    return {name: table for name, table in held.items() if len(table.frame)}


def only(table: Table, rows: pd.Series) -> Table:
    """A table with some of its rows."""
    return replace(table, frame=table.frame[rows].reset_index(drop=True))


def pairs(frame: pd.DataFrame) -> pd.Series:
    """The indicator and year of each row."""
    return pd.Series(list(zip(frame["indicator"], frame["year"], strict=True)), index=frame.index, dtype=object)


def part_for(question: Question) -> tuple[str, dict] | None:
    """(name of the part, what of it) that answers a question whole; None where no part does.

    A filter or a single term is answered from the split by it; a question about Kent alone, where no part is, from the
    split by district.
    """
    fixed = dict(question.filters)
    if question.terms:
        if len(question.terms) > 1:
            return None
        fixed["term"] = question.terms[0]
    if len(fixed) > 1:
        return None
    by = (*question.by, *fixed)
    wanted = [by] if question.place else [by, ("district", *by)]
    return next(((name, fixed) for held in wanted for name, part in PARTS.items() if part.by == held), None)


def cut(
    release: Protected, name: str, fixed: Mapping, ids: Iterable[str], place: str | None = "district"
) -> pd.DataFrame:
    """What a part holds of some indicators; of others, rows that say why they are withheld. Empty without the part.

    place: None for Kent's rows alone.
    """
    if name not in release.frames:
        return pd.DataFrame()
    frame = release.frames[name]
    if name == "Kent by term" and "terms" in release.frames:  # each count is in one table, and not in two
        terms = release.frames["terms"]
        inside = pairs(frame).isin(set(pairs(terms)))
        frame = pd.concat([frame[~inside], terms[terms["area"] == KENT]], ignore_index=True)
    for column, value in fixed.items():
        frame = frame[frame[column].astype(str) == str(value)].drop(columns=column)
    if place is None:
        frame = frame[frame["area"] == KENT]
    return _with_withheld(frame, release, list(ids), PARTS[name], place)


def _with_withheld(
    frame: pd.DataFrame, release: Protected, ids: list[str], part: Part, place: str | None
) -> pd.DataFrame:
    held = frame[frame["indicator"].isin(ids)]
    rows = release.frames["districts"]
    rows = rows[rows["indicator"].isin(ids) & ~pairs(rows).isin(set(pairs(frame)))]
    if "district" not in part.by or place is None:
        rows = rows[rows["area"] == KENT]
    if rows.empty:
        return held.reset_index(drop=True)
    told = ["indicator", "year", "area", "districts", "unit", "polarity"]
    blank = pd.DataFrame({name: pd.Series(rows[name], dtype=object) for name in told}).reindex(columns=frame.columns)
    why = {name: _why_withheld(definitions()[name], part) for name in rows["indicator"].unique()}
    blank["symbol"], blank["reason"] = (rows["indicator"].map(lambda name, at=at: why[name][at]) for at in (0, 1))
    blank["finding"], blank["change_finding"] = False, False
    return pd.concat([held.astype(object), blank], ignore_index=True).infer_objects()


def _why_withheld(it: Definition, part: Part) -> tuple[str, str]:
    """The symbol and the reason of a figure that a part does not hold: it cannot be split so, was not safe, or is not
    given.
    """
    if why := unanswerable(it, Question(part.by)):
        return "z", why
    if it.derived and part.by != ("area",):
        return "z", WHOLE_ONLY
    return "c", UNSAFE if part.asks(it) else part.withheld
