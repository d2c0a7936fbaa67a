"""Margins: between which values a headline figure could lie, once the gaps in the returns were closed.

A margin is no interval: it says what is not known of the returns, and an interval says what chance does.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from metrics import wording
from metrics.coverage import coverage
from metrics.definition import definitions
from metrics.lacking import AREA, ASIDE, COMMONEST, GAPS, HEADLINES, TOP, Gap
from metrics.results import KENT, results


def margins(warehouse, year: str) -> pd.DataFrame:
    """A row for each headline figure, area and gap, and one of all gaps together (gap "all").

    Columns: indicator, title, unit, area, gap, rows (how many could move it), value, low, high; an area without a
    figure has none. Values in the indicator's unit.
    """
    frame = results(warehouse, HEADLINES, years=[year], verdicts=False)
    cursor = warehouse.counting()
    counts = [(gap, _rows_of(cursor, gap, year)) for gap in GAPS]
    cells = _cells(cursor, frame, year)
    absent = _absent(coverage(cursor), cells, year)
    rows = []
    for key, cell in cells.items():
        gaps = [(gap, k) for gap, found in counts if gap.indicator == key[0] and (k := found.get(key[1], 0))]
        rows += _margins(cell, gaps, absent.get(key, []))
    columns = ["indicator", "title", "unit", "area", "gap", "rows", "value", "low", "high"]
    return pd.DataFrame(rows, columns=columns)


@dataclass(frozen=True)
class Cell:
    """A headline figure of one area: counts, or the waits that it is the middle of. size: units of base a case has."""

    indicator: str
    title: str
    unit: str
    area: str
    numerator: float
    denominator: float
    multiplier: float = 100
    waits: tuple[float, ...] = ()
    size: float = 1

    def at(self, numerator: float = 0, denominator: float = 0, waits: tuple = ()) -> float:
        """The value with so much more in the counts, or with these further waits."""
        if self.unit == "days":
            return float(np.median([*self.waits, *waits]))
        value = (self.numerator + numerator) / (self.denominator + denominator) * self.multiplier
        return min(max(value, 0.0), 100.0) if self.unit == "percent" else value


@dataclass(frozen=True)
class Absent:
    """A district without a return, taken to have a base like the others and a value between their ends."""

    district: str
    base: float
    lowest: float
    highest: float


ABSENT = "{}, which is missing: like the lowest, or the highest, district"


def _margins(cell: Cell, gaps: list, absent: list[Absent]) -> list[dict]:
    base = {name: getattr(cell, name) for name in ("indicator", "title", "unit", "area")} | {"value": cell.at()}
    rows = [base | _row(cell, gap.words.format(n=f"{k:,}"), k, [(gap.kind, k)], []) for gap, k in gaps]
    rows += [base | _row(cell, ABSENT.format(other.district), None, [], [other]) for other in absent]
    steps = [(gap.kind, k) for gap, k in gaps]
    return [*rows, base | _row(cell, "all", sum(k for _, k in gaps), steps, absent)]


def _row(cell: Cell, words: str, rows: int | None, steps: list, others: list) -> dict:
    """The least and the greatest value that these gaps leave possible, all at once."""
    joins, adds, drops = (sum(k for kind, k in steps if kind == asked) for asked in ("joins", "adds", "drops"))
    joins *= cell.size
    base = joins + sum(other.base for other in others)
    least = sum(other.base * other.lowest for other in others) - drops
    most = sum(other.base * other.highest for other in others) + adds + joins
    short = (0.0,) * int(joins) + tuple(other.lowest for other in others for _ in range(round(other.base)))
    longest = float(max(cell.waits, default=0))
    long = (longest,) * int(joins) + tuple(other.highest for other in others for _ in range(round(other.base)))
    return {"gap": words, "rows": rows, "low": cell.at(least, base, short), "high": cell.at(most, base, long)}


def _cells(cursor, frame: pd.DataFrame, year: str) -> dict[tuple[str, str], Cell]:
    waits, sizes = _waits(cursor, year), _sizes(cursor, year)
    cells = {}
    for row in frame[frame["value"].notna()].itertuples():
        it = definitions()[row.indicator]
        held = tuple(waits.get(row.area, ())) if row.unit == "days" else ()
        size = sizes.get(row.area) or 1 if it.id == "targets_met" else 1
        top = 0.0 if row.unit == "days" else row.numerator
        cells[it.id, row.area] = Cell(
            it.id, it.title, it.unit, row.area, top, row.denominator, it.multiplier, held, size
        )
    return cells | _commonest(cursor, year)


def _commonest(cursor, year: str) -> dict[tuple[str, str], Cell]:
    """The share of requests that the commonest need has: what a request without a need could move."""
    sql = f"""select {AREA}, (select title from need where code = {TOP}), count(*) filter (where need = {TOP}), count(*)
              from lift_request where year = $year group by grouping sets ((district), ())"""
    return {
        (COMMONEST, area): Cell(COMMONEST, f"Requests for {title.lower()}, the commonest need", "percent", area, x, n)
        for area, title, x, n in cursor.execute(sql, {"year": year}).fetchall()
        if n and title
    }


def _waits(cursor, year: str) -> dict[str, list]:
    it = definitions()["median_wait_days"]
    sql = f"select {AREA}, {it.values} from lift_request where year = ? group by grouping sets ((district), ())"
    return {area: held or [] for area, held in cursor.execute(sql, [year]).fetchall()}


def _sizes(cursor, year: str) -> dict[str, float]:
    """How many targets a closed case has, by area."""
    sql = f"""select {AREA}, sum(targets_set) / nullif(count(targets_set), 0) from lift_request
              where level >= 2 and closed is not null and year = ? group by grouping sets ((district), ())"""
    return dict(cursor.execute(sql, [year]).fetchall())


def _rows_of(cursor, gap: Gap, year: str) -> dict[str, int]:
    """Area -> how many rows (or pupils) a gap holds."""
    if gap.count is None:
        return {area: int(n or 0) for area, n in cursor.execute(ASIDE, {"year": year}).fetchall()}
    sql = f"""select {AREA}, {gap.count} from {gap.source} s where year = $year and ({gap.where})
              group by grouping sets ((district), ())"""
    return dict(cursor.execute(sql, {"year": year}).fetchall())


def _absent(covered, cells: dict, year: str) -> dict[tuple[str, str], list[Absent]]:
    """(indicator, Kent) -> the districts missing from it, with the middle base of the others."""
    found = {}
    for name in HEADLINES:
        held = [cells[name, district] for district in covered.districts if (name, district) in cells]
        lacking = sorted(covered.lacking(definitions()[name], year))
        if (name, KENT) in cells and held and lacking:
            scale = 1 if held[0].unit == "days" else held[0].multiplier
            rates, base = [cell.at() / scale for cell in held], float(np.median([cell.denominator for cell in held]))
            found[name, KENT] = [Absent(district, base, min(rates), max(rates)) for district in lacking]
    return found


def district_title(frame: pd.DataFrame) -> str:
    """A finding of ten words or fewer on one headline figure by district. frame: its rows of gap "all"."""
    held = frame[frame["area"] != KENT]
    moved = int(sum(between(row) != "the same" for _, row in held.iterrows()))
    return f"Gaps could move {moved} of {len(held)} districts" if moved else "No known gap could move a district"


def moves_most(frame: pd.DataFrame) -> str | None:
    """The sentence on the figure for Kent that all gaps together could move most, against its own size."""
    held = frame[
        (frame["area"] == KENT) & (frame["gap"] == "all") & (frame["high"] > frame["low"]) & (frame["value"] > 0)
    ]
    if held.empty:
        return None
    row = held.loc[((held["high"] - held["low"]) / held["value"]).idxmax()]
    return f"For Kent the gaps could move “{row['title']}” most: {said(row)}."


def mostly(frame: pd.DataFrame, row) -> str:
    """The one gap that could move a figure most by itself, or that there is none. row: one of gap "all"."""
    same = (frame["indicator"] == row["indicator"]) & (frame["area"] == row["area"]) & (frame["gap"] != "all")
    held = frame[same & (frame["high"] > frame["low"])]
    return "none" if held.empty else held.loc[(held["high"] - held["low"]).idxmax(), "gap"]


def first(frame: pd.DataFrame, area: str) -> str | None:
    """The sentence on the first headline figure that an area has; None where it has none."""
    held = frame[(frame["area"] == area) & (frame["gap"] == "all")]
    return None if held.empty else f"{held.iloc[0]['title']}, {area}: {said(held.iloc[0])}."


def said(row) -> str:
    """ "52% as it stands, and between 50% and 55% if every gap were closed"."""
    value = wording.number(row["value"], row["unit"])
    return f"{value} as it stands, and {between(row)} if every gap were closed"


def between(row) -> str:
    """ "between 50% and 55%", or "the same" where nothing could move it as it is shown."""
    low, high = (wording.number(row[name], row["unit"]) for name in ("low", "high"))
    return "the same" if low == high else f"between {low.removesuffix(' days')} and {high}"
