"""Trends: one indicator over the terms as an XmR chart, per school week where it counts, closures shaded, rebase
by choice.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import pandas as pd

from metrics.count import HELD
from metrics.definition import Definition, definitions
from metrics.results import results
from metrics.statistics import Refused
from metrics.statistics.spc import CLOSURES, IMPROVEMENT, Chart, closures_between, school_week_rate, xmr_chart
from warehouse import reference

PER_WEEK = ("count", "rate", "per_setting")  # a longer term has more of these; a share, a wait or a cost has not
KENT = "Kent"
HIDDEN = "c"
BY_YEAR = "It is held by the year and not by the term: yearly points are too few for a chart of variation."


@dataclass(frozen=True)
class Trend:
    """One indicator in one area, term by term.

    points: year, term, starts, ends, value, numerator, denominator, weeks, symbol, same_term_before, label, state,
    centre, lower, upper, trial. per_week: whether values are per school week. closures: (start, end) to
    shade. reason: why there is no chart, or None. notes: what each segment can bear.
    """

    indicator: str
    area: str
    points: pd.DataFrame
    per_week: bool
    closures: tuple[tuple[dt.date, dt.date], ...]
    chart: Chart | None
    notes: tuple[str, ...]
    reason: str | None = None


def trend(
    warehouse,
    indicator: str,
    area: str = KENT,
    *,
    filters: dict | None = None,
    rebase: bool = False,
    audience: str = "internal",
    framework: str | None = None,
    until: str | None = None,
) -> Trend:
    """The series of one indicator in one area, as an audience may see it, with the target of a framework.

    until: the last year that is looked at; None is the newest. rebase: a new segment from the first term that starts
    after the first closure did, which a person chooses. Raises AudienceRefused.
    """
    it = definitions().get(indicator)  # a table kept on Explore is in no file, and is held by the year
    if why := BY_YEAR if it is None else _refused(it):
        return Trend(indicator, area, pd.DataFrame(), False, (), None, (), why)
    by = ("term",) if area == KENT else ("district", "term")
    frame = results(
        warehouse, [indicator], by=by, filters=filters, audience=audience, framework=framework, verdicts=False
    )
    frame = frame[frame["year"] <= until] if until and len(frame) else frame
    per_week = it.unit in PER_WEEK
    points = _points(frame[frame["area"] == area], per_week, warehouse.data_end()) if len(frame) else pd.DataFrame()
    if points.empty:
        return Trend(indicator, area, points, per_week, (), None, (), _nothing(frame, area))
    target = _target(frame) if not per_week else None
    at = (
        [int(np.argmax(points["starts"] >= CLOSURES[0][0]))]
        if rebase and (points["starts"] >= CLOSURES[0][0]).any()
        else []
    )
    try:
        chart = xmr_chart(points["value"], IMPROVEMENT[it.polarity], target, rebase_at=at)
    except Refused as refusal:
        return Trend(indicator, area, points, per_week, (), None, (), str(refusal))
    closures = tuple(closures_between(points["starts"].iloc[0], points["ends"].iloc[-1]))
    notes = tuple(dict.fromkeys(segment.reason for segment in chart.segments if segment.reason))
    points = _with_limits(points, chart, 100.0 if it.unit == "percent" else np.inf)
    return Trend(indicator, area, points, per_week, closures, chart, notes)


def _nothing(frame: pd.DataFrame, area: str) -> str:
    """Why there is no term with a figure: what the audience may not see says so itself."""
    hidden = frame[(frame["area"] == area) & (frame["symbol"] == "c")] if len(frame) else frame
    return hidden["reason"].iloc[0] if len(hidden) else f"There is no term with a figure for {area}."


def _refused(it: Definition) -> str | None:
    if it.derived or "term" not in HELD[it.source]:
        return BY_YEAR
    return None


def _points(rows: pd.DataFrame, per_week: bool, data_end: dt.date | None) -> pd.DataFrame:
    """A row for every term from the first to the last with a value or a hidden one; a term without one stays, as a gap.

    No rows where no term has a value.
    """
    split = rows[rows["term"].notna() & (rows["term"] != "*")]  # "*": of a year and no term
    told = {(row.year, int(row.term)): row for row in split.itertuples()}
    withheld = set(rows.loc[rows["term"].isna() & rows["symbol"].eq(HIDDEN), "year"])  # the whole year's split
    terms = [term for term in reference.terms() if data_end is None or term[2] <= data_end]
    symbols = {(year, term): HIDDEN if year in withheld else None for year, term, *_ in terms}
    symbols |= {key: row.symbol for key, row in told.items()}
    known = {key for key, row in told.items() if not pd.isna(row.value)}
    held = [at for at, (year, term, *_) in enumerate(terms) if (year, term) in known or symbols[year, term] == HIDDEN]
    made = []
    for year, term, starts, ends in terms[held[0] : held[-1] + 1] if known and held else ():
        row, weeks = told.get((year, term)), ((ends - starts).days + 1) / 7
        value, x, n = (row.value, row.numerator, row.denominator) if row else (np.nan,) * 3
        made.append({"year": year, "term": term, "starts": starts, "ends": ends, "weeks": weeks,
                     "value": float(school_week_rate(value, weeks)) if per_week else value, "numerator": x,
                     "denominator": n, "symbol": symbols[year, term]})  # fmt: skip
    points = pd.DataFrame(made)
    if len(points):
        before = {(row.year, row.term): row.value for row in points.itertuples()}
        points["same_term_before"] = [
            before.get((_year_before(row.year), row.term), np.nan) for row in points.itertuples()
        ]
    return points


def _year_before(year: str) -> str:
    return f"{int(year[:4]) - 1}/{int(year[:4]) % 100:02d}"


def _target(frame: pd.DataFrame) -> float | None:
    held = frame["target"].dropna()
    return float(held.iloc[-1]) if len(held) else None


def _with_limits(points: pd.DataFrame, chart: Chart, most: float) -> pd.DataFrame:
    """The points with label, state and limits; limits are drawn no lower than nought and no higher than can be."""
    points = points.assign(
        label=list(chart.labels), state=list(chart.states), centre=np.nan, lower=np.nan, upper=np.nan, trial=False
    )
    for segment in chart.segments:
        rows = points.index[segment.start : segment.stop]
        points.loc[rows, "centre"] = segment.centre
        if segment.limits:
            points.loc[rows, ["lower", "upper"]] = max(segment.limits.lpl, 0.0), min(segment.limits.upl, most)
        points.loc[rows, "trial"] = segment.kind == "trial limits"
    return points
