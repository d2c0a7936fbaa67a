"""The one frame: counts in, and out with value, interval, comparison, rating and direction. All division is here."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from metrics import access, assess, board, count
from metrics.counted_rows import rows_of
from metrics.coverage import Coverage, coverage
from metrics.definition import EXPLORED, Definition, definitions
from metrics.disclosure.counted import BEHIND, OF_PEOPLE
from metrics.explored_kept import indicators, joined, kept_release, kept_results, publish_kept
from metrics.family import MARKS, Limits, could_be_found, limits_of, mark, unjudged
from metrics.gap import gap_rows
from metrics.rating import RATINGS, add_ratings

KENT = "Kent"
AUDIENCES = ("board", "internal")
FAMILIES = 64  # of false-discovery control whose limits are remembered
_known: dict[tuple, Limits] = {}


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
    verdicts: bool = True,
) -> pd.DataFrame:
    """Indicators for every year, area and further dimension: one row each, Kent always among the areas.

    ids, years: None is all. terms: of the year, None is the whole year. by: district or area, then phase, need, level,
    sen_status, sex, disadvantaged, in_care, eal, term. Values and limits in the indicator's unit (percent 0 to 100).
    Unknown is null with its `reason` and `symbol`. verdicts: False for a caller of the figures alone, which is spared
    the tests of all other indicators that a verdict rests on (`family`). Raises UnknownIndicator, AudienceRefused.
    """
    if audience not in AUDIENCES:
        raise AudienceRefused(f"There is no audience called {audience}: there are board and internal.")
    its = _asked(warehouse, ids)
    question = _question(by, filters, terms)
    frame = _frame_for(warehouse, its, question, audience)
    if frame.empty:
        return frame[_columns(question)] if len(frame.columns) else pd.DataFrame(columns=_columns(question))
    asked = {it.id: it for it in its}
    frame = assess.note_small_bases(add_ratings(frame, asked, framework), asked)
    frame = _judged(warehouse, frame, question, audience) if verdicts else unjudged(frame)
    if years is not None:
        frame = frame[frame["year"].isin(list(years))]
    if district := (filters or {}).get("district"):
        frame = frame[frame["area"].isin([district, KENT])]
    return assess.blanks_as_none(frame.reset_index(drop=True))[_columns(question)]


def _judged(warehouse, frame: pd.DataFrame, question: count.Question, audience: str) -> pd.DataFrame:
    """The frame with its verdicts: the board's were made with its release, a kept table's with the table."""
    if audience != "internal":
        return frame
    ours = frame["indicator"].isin(definitions())
    limits = _limits(warehouse, frame[ours], question) if could_be_found(frame[ours]) else {}
    held = mark(frame, question.dimensions, limits)
    return (
        held if ours.all() else frame.assign(**{name: held[name].where(ours, frame[name]) for name in MARKS.values()})
    )


def _limits(warehouse, frame: pd.DataFrame, question: count.Question) -> Limits:
    """What survives in each family, of all indicators split and filtered so: worked out once a version of the data."""
    filters = tuple(sorted(question.filters.items()))
    key = (str(warehouse.path), warehouse.version(), question.by, filters, question.terms)
    if key not in _known:
        others = [it for name, it in definitions().items() if name not in set(frame["indicator"])]
        parts = [frame, *([_all(warehouse, others, question)] if others else [])]
        columns = ["year", *question.dimensions, *MARKS]
        whole = pd.concat([part[columns].astype(object) for part in parts if len(part)], ignore_index=True)
        while len(_known) >= FAMILIES:
            _known.pop(next(iter(_known)), None)
        _known[key] = limits_of(whole, question.dimensions)
    return _known[key]


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
    frame = assess.assess(rows_of(counted_ones, question, covered, counted), needed)
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
        frame = assess.blanks_as_none(add_ratings(frame, {it.id: it for it in its}, None))
        frame = frame.assign(finding=False, change_finding=False)  # of what is shown, which is known later
        return frame.assign(**{BEHIND: _pupils_behind(frame)})[[*_columns(question), BEHIND]]

    return internal


def _pupils_behind(frame: pd.DataFrame) -> pd.Series:
    """How many pupils the targets of a row are of; nothing for rows whose counts are of pupils themselves."""
    clustered = [
        definitions()[name].interval == "wilson clustered" and definitions()[name].source in OF_PEOPLE
        for name in frame["indicator"]
    ]
    return pd.to_numeric(frame["clusters"]).astype(float).where(clustered)


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
        *RATINGS, "previous", "p_change", "change_finding", "direction", "trend",
        "districts", "note", "symbol", "reason", "unit", "polarity",
    ]  # fmt: skip
