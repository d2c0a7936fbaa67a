"""An explored table on screen: its figures as for any indicator, how they came about, and whether to keep them."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from charts import funnel as funnel_chart
from charts.dot_plot import dot_plot
from charts.tile_map import key, tile_map
from metrics import funnels, titles, wording
from metrics.explored import Said
from ui import html
from ui.downloads import LEFT_OUT as NOT_DOWNLOADED
from ui.downloads import offer
from ui.explore_reads import accounted, close, indicator_of
from ui.fetch import tile_places
from ui.show import BARE, COLUMNS, colours
from ui.tables import table
from ui.warehouse import warehouse
from warehouse import explored as store

FUNNEL = {"area": "District", "shown": "Value", "base": "Base", "where": "Against the limits"}
AUDIENCES = {
    "internal": "internal: real counts, not for publication",
    "board": "board: small numbers are hidden, and what would give them away",
}


def sections(frame: pd.DataFrame, result: dict, year: str, district: str | None, audience: str) -> None:
    """Dot plot, tile map and funnel of one year's worded rows, with their tables and downloads."""
    said: Said = result["said"]
    drawn = dot_plot(frame, colours(), district)
    html.heading(titles.chart_title(frame))
    html.write("p", beneath(result, year), "stls-beneath")
    st.plotly_chart(drawn.figure, key="chart-explore", config=BARE, alt=drawn.alt)
    with st.expander("Show the figures as a table", key="table-explore"):
        rows = frame.sort_values("value", ascending=False, na_position="last")
        shown = rows.assign(reason=rows["reason"].fillna(""))[[*COLUMNS, "reason"]]
        table(shown.rename(columns=COLUMNS | {"reason": "Why there is none"}), said.title, ("Value", "Base"), district)
        offer(labelled(frame, result, audience), "explored", year)
    for note in frame["note"].dropna().unique():
        html.write("p", f"Kent is {note}.", "stls-note")
    html.heading("Where in Kent?")
    html.write("p", f"{said.title}, {year}. {'; '.join(key(frame)) or 'No district is tested'}.", "stls-beneath")
    tiles = tile_map(frame, tile_places(), colours(), district)
    st.plotly_chart(tiles.figure, key="chart-explore-tiles", config=BARE, alt=tiles.alt)
    _funnel(frame, result, district)


def _funnel(frame: pd.DataFrame, result: dict, district: str | None) -> None:
    found = funnels.funnel(frame, indicator_of(result))
    html.heading("No funnel for this table" if found.reason else funnels.title(found))
    if found.reason:
        html.write("p", found.reason, "stls-note")
        return
    html.write("p", funnels.answer(found), "stls-beneath")
    drawn = funnel_chart.funnel(found.points, found.curves, found.baseline, found.base_title, colours(), district)
    st.plotly_chart(drawn.figure, key="chart-explore-funnel", config=BARE, alt=drawn.alt)
    with st.expander("Show the figures as a table", key="table-explore-funnel"):
        table(found.points[list(FUNNEL)].rename(columns=FUNNEL), funnels.title(found), ("Value", "Base"), district)
    html.write("p", found.note, "stls-note")


def beneath(result: dict, year: str) -> str:
    """Measure, source, geography and period."""
    source = f"Source: {result['file']}, explored and not checked as a return."
    return f"{result['said'].statement} {source} Kent by district, {year}."


def labelled(frame: pd.DataFrame, result: dict, audience: str) -> pd.DataFrame:
    """The rows for a download, each with where it comes from and what was said of it."""
    said: Said = result["said"]
    held = frame.drop(columns=[name for name in NOT_DOWNLOADED if name in frame])
    over = said.denominator or (f"{said.over} of the district context returns" if said.over else "none")
    return held.assign(
        file=result["file"], numerator_is=said.numerator, denominator_is=over, audience=AUDIENCES[audience],
    )  # fmt: skip


def came_about(result: dict, audience: str) -> None:
    """What became of every row of the table, and the cells that could not be used; those not for the board."""
    html.heading("How these figures came about")
    said: Said = result["said"]
    words = {"high": "higher is better", "low": "lower is better", "none": "neither side is better"}[said.polarity]
    method = "no interval" if indicator_of(result).interval == "none" else "a 95% interval"
    html.write(
        "p", f"{said.statement} Counted are {wording.COUNTED[said.counts]}; {words}; with {method}.", "stls-beneath"
    )
    if result["rows"]:
        html.write("p", accounted(result["rows"]), "stls-beneath")
    if audience != "internal":
        return
    if result["notes"]:
        html.bullets(result["notes"])
    if result["faults"]:
        faults = pd.DataFrame(result["faults"])
        html.write(
            "p",
            "A district and year with a cell that cannot be used has no figure, rather than a wrong one.",
            "stls-note",
        )
        named = {"where": "Where", "value": "It says", "message": "What is wrong"}
        table(faults.rename(columns=named)[list(named.values())], "Cells that could not be used")
        offer(faults, "explored-faults", label="Download this list (CSV)")


def keep_or_throw(result: dict) -> None:
    """Keep the counts with who and when, or throw them away."""
    html.heading("Keep it?")
    if result["number"]:
        who = f"Kept by {result['who']} on {wording.day(result['saved_at'])}."
        html.write("p", f"{who} Rates over our own denominators follow the context returns that stand.", "stls-beneath")
        left, right = st.columns([1, 3])
        if left.button("Close it"):
            _leave("Closed.")
        if right.button("Throw it away for all"):
            store.throw_away(warehouse(), result["number"])
            _leave(f"{result['said'].title} was thrown away.")
        return
    html.write(
        "p",
        "Once kept, it can be chosen on Compare and Trends like any other indicator. Only district, year, numerator, "
        "denominator and symbol are stored, and how many rows were left out and why: no other column of the file.",
        "stls-beneath",
    )
    who = st.text_input("Who is keeping it, for the record", key="explore-who", max_chars=80, width=420)
    left, right = st.columns([1, 3])
    if left.button("Keep it", type="primary"):
        name = who.strip() or "not given"
        number = store.keep(
            warehouse(), result["said"].as_dict(), result["cells"], result["file"], name, result["rows"]
        )
        _leave(f"{result['said'].title} was kept as table {number}.")
    if right.button("Throw it away"):
        _leave("Thrown away: nothing was stored.")


def _leave(text: str) -> None:
    close()
    st.session_state["explore_said"] = text
    st.rerun()
