"""The sections on one indicator's districts, and on figures that contradict each other: a page draws one in a line."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from charts import funnel as funnel_chart
from charts import ranks as ranks_chart
from metrics import conflicts as conflicting
from metrics import funnels, ranking, wording
from metrics.findings import hidden_in
from metrics.sections import Section, refused, sources
from ui import html
from ui.fetch import indicators
from ui.filters import KEPT, Choice
from ui.section import draw
from ui.section_reads import funnel_of, ranks_of
from ui.show import colours

SHOWN = 6
FUNNEL_TABLE = {"area": "District", "shown": "Value", "base": "Base", "where": "Against the limits"}


def funnel(rows: pd.DataFrame, choice: Choice) -> None:
    """Districts against 95% and 99.8% limits around Kent. rows: one indicator and year, worded."""
    found = funnel_of(rows)
    made = refused("No funnel for this indicator", found.reason) if found.reason else _funnel_section(found, rows)
    draw(
        made,
        choice,
        "funnel",
        lambda: funnel_chart.funnel(
            found.points,
            found.curves,
            found.baseline,
            found.base_title,
            colours(),
            choice.district,
            "the districts shown" if hidden_in(rows) else "Kent",
        ),
    )


def _funnel_section(found: funnels.FunnelFrame, rows: pd.DataFrame) -> Section:
    hidden = hidden_in(rows)
    return Section(
        title=funnels.title(found, bool(hidden)),
        sentence=f"{funnels.answer(found, bool(hidden))}{_without(hidden)}",
        measure=f"{indicators()[rows['indicator'].iloc[0]].statement} Limits at 95% and 99.8% around the value of "
        f"{'the districts shown' if hidden else 'Kent'}.",
        source=sources(indicators()[rows["indicator"].iloc[0]]),
        drawn=found.points,
        table=found.points[list(FUNNEL_TABLE)].rename(columns=FUNNEL_TABLE),
        numbers=("Value", "Base"),
        caveat=f"{found.note} A value on a limit is not outside it. The findings above are tests against the rest of "
        "Kent; the funnel asks whether a district lies outside what districts of its size usually show. "
        "Quote the finding; a district outside the funnel as well is the stronger case.",
    )


def ranks(rows: pd.DataFrame, choice: Choice) -> None:
    """Ranks, each within its interval. rows: one indicator and year, worded."""
    found, it = ranks_of(rows), indicators()[rows["indicator"].iloc[0]]
    without = _without(hidden_in(rows))
    made = (
        refused("No ranks for this indicator", found) if isinstance(found, str) else _ranks_section(found, it, without)
    )
    draw(made, choice, "ranks", lambda: ranks_chart.ranks(found, ranking.first_is(it), colours(), choice.district))


def _ranks_section(found: pd.DataFrame, it, without: str) -> Section:
    words = {"area": "District", "shown": "Value", "sentence": "Rank, 95% interval"}
    return Section(
        title=ranking.title(found),
        sentence=f"{ranking.answer(found)}{without}",
        measure=f"{it.statement} 1st is {ranking.first_is(it)}.",
        source=sources(it),
        drawn=found,
        table=found[list(words)].rename(columns=words),
        numbers=("Value",),
        caveat="The interval holds the ranks that a district could have by chance, from 10,000 draws with a fixed "
        "seed. Where intervals overlap, the order of two districts is not known.",
    )


def _without(hidden: list[str]) -> str:
    """The sentence on the districts that a chart of published counts leaves out."""
    if not hidden:
        return ""
    return f" Left out, since hidden (c): {wording.listed(hidden)}."


def _base(one) -> str:
    """The base of a conflict, where its sentence does not hold it."""
    return "" if one.base in one.sentence else f" Base: {one.base.removeprefix('base ')}."


def conflicts(results: pd.DataFrame, choice: Choice, area: str | None = None) -> None:
    """Figures that look well until another is set beside them; each leads to the page that shows more."""
    found = conflicting.conflicts(results, area or choice.district)
    html.heading("What looks well, but needs a second look")
    html.write("div", conflicting.answer(found))
    address = {name: st.query_params[name] for name in KEPT if name in st.query_params}
    titles = {name: it.title for name, it in indicators().items()}
    shown = [
        (
            f"{one.sentence}{_base(one)} Strength: {one.strength}.",
            one.page,
            address | {"indicator": titles[one.indicator]} | _at(one),
        )
        for one in found[:SHOWN]
    ]
    html.links(shown, "conflicts")
    if len(found) > SHOWN:
        html.write("p", f"{len(found) - SHOWN} more are on the pages of the districts.", "stls-beneath")


def _at(one) -> dict[str, str]:
    return {} if one.area == "Kent" else {"district": one.area}
