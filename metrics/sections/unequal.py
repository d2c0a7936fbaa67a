"""How unequal districts are on one indicator: the gap beside chance, the spread beyond it, Gini and Lorenz curve."""

from __future__ import annotations

import numpy as np
import pandas as pd

from metrics import wording
from metrics.coverage import uneven_in
from metrics.gap import SUMS, Equity, equity_of
from metrics.gradient import Inequality, inequality
from metrics.ranking import effective_bases
from metrics.sections.section import Section, refused, sources
from metrics.strength import CHANCE, adverb, graded

TITLE = "How unequal is it?"


def unequal(rows: pd.DataFrame, it) -> Section:
    """One indicator's worded rows of one year (districts and Kent) and its definition."""
    if why := uneven_in(rows):
        return refused(TITLE, why)
    gap, spread = gap_of(rows, it), inequality(rows)
    if wording.missing(gap.difference):
        return refused(TITLE, gap.reason or "There are too few districts with a figure.")
    curve = spread.curve if spread.curve is not None else pd.DataFrame({"population": [], "share": []})
    return Section(
        title=_title(gap),
        sentence=_sentence(gap, it),
        measure=f"{it.statement} The curve adds up districts from the least to the most served.",
        source=sources(it),
        drawn=curve,
        table=_table(gap, spread, it),
        numbers=("Value",),
        caveat=f"{_ceiling(spread)} The interval of the gap takes the two districts as named beforehand; read it "
        "beside what chance gives. With twelve districts all of this is indicative.",
    )


def gap_of(rows: pd.DataFrame, it) -> Equity:
    """The gap of one indicator; the counts of clusters enter with the effective bases that their intervals state."""
    if it.interval != "wilson clustered" or set(SUMS) <= set(rows.columns):
        return equity_of(rows, it.interval, it.multiplier)
    size = effective_bases(rows, it)
    counted = rows.assign(numerator=np.minimum(rows["value"] / 100 * size, size), denominator=size)
    return equity_of(counted[counted["denominator"].notna()], "wilson", it.multiplier)


def _title(gap: Equity) -> str:
    if wording.missing(gap.p_value):
        apart = gap.difference != 0  # no rank: which is first and which is last has no interval here
        return f"{gap.highest} and {gap.lowest} lie furthest apart" if apart else "All districts have the same figure"
    sure = _strength(gap)
    return "The gap could be chance alone" if sure == CHANCE else f"Districts {adverb(sure)} differ more than by chance"


def _strength(gap: Equity) -> str:
    """One test, against what districts with one common rate would show."""
    return graded([gap.p_value])[0]


def _sentence(gap: Equity, it) -> str:
    width = _amount(gap.difference, it)
    said = f"{gap.highest} is {width} above {gap.lowest} on “{it.title}”"
    said += f" (95% interval {_plain(gap.lower, it)} to {_plain(gap.upper, it)})" if _known(gap.lower) else ""
    if not _known(gap.chance_mean):
        return f"{said}. {gap.reason or ''}".strip()
    found = _strength(gap)
    sure = "within what chance alone can give: could be chance" if found == CHANCE else f"beyond chance: {found}"
    return (
        f"{said}; districts of these bases with one common rate would show {_plain(gap.chance_mean, it)} on average "
        f"and rarely more than {_plain(gap.chance_95, it)}, so the gap, over {gap.districts} districts, is {sure}."
    )


def _known(value: float) -> bool:
    return not wording.missing(value)


def _plain(value: float, it) -> str:
    return f"{value:.2f}" if it.unit == "ratio" else f"{value:.0f}" if abs(value) >= 10 else f"{value:.1f}"


def _amount(value: float, it) -> str:
    words = {"percent": "percentage points", "rate": "per 1,000", "days": "days", "ratio": "as a ratio"}
    return f"{_plain(value, it)} {words.get(it.unit, '')}".strip()


def _table(gap: Equity, spread: Inequality, it) -> pd.DataFrame:
    def ranged(value: float, lower: float, upper: float, show) -> str:
        return show(value) + (f" ({show(lower)} to {show(upper)})" if _known(lower) and _known(upper) else "")

    def plain(value: float) -> str:
        return _plain(value, it)

    lines = [
        ("Highest minus lowest (95% interval)", ranged(gap.difference, gap.lower, gap.upper, plain)),
        ("Highest over lowest (95% interval)", ranged(gap.ratio, gap.ratio_lower, gap.ratio_upper, _two)),
        ("Gap by chance alone, on average", plain(gap.chance_mean)),
        ("Gap by chance alone, one time in twenty above", plain(gap.chance_95)),
        ("Spread between districts beyond chance, as a standard deviation (95% interval)",
         ranged(gap.tau, gap.tau_lower, gap.tau_upper, plain)),
        ("Gini, weighted by the base", _two(spread.gini)),
        ("The most that this Gini could be", _two(spread.ceiling)),
        ("Theil, weighted by the base", _two(spread.theil)),
        ("Districts with a figure", f"{gap.districts}"),
    ]  # fmt: skip
    return pd.DataFrame(
        [{"Measure": name, "Value": "not available" if "nan" in value else value} for name, value in lines]
    )


def _two(value: float) -> str:
    return f"{value:.2f}"


def _ceiling(spread: Inequality) -> str:
    if spread.reason:
        return f"No Gini: {spread.reason}"
    most = f"with these districts it cannot exceed {spread.ceiling:.2f}"
    return f"Gini {spread.gini:.2f}: 0 is the same everywhere, and {most}."
