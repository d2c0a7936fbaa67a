"""Saying and showing: the answer line, a chart with its table, notes, and the receipt."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from charts.chart import Chart
from charts.palette import Palette, palette
from metrics import definitions, wording
from metrics.definition import SOURCE_TITLES
from metrics.findings import Finding
from ui import html
from ui.downloads import download
from ui.fetch import data_end, indicators
from ui.filters import KEPT, Choice
from ui.tables import table

BARE = {"displayModeBar": False, "responsive": True}
NAMED = 3  # indicators that a note is of, if it names them
SIDEWAYS = "This chart is wider than a narrow screen: scroll it sideways, with a finger or the arrow keys."
COLUMNS = {
    "area": "District",
    "shown": "Value",
    "range": "95% interval",
    "base": "Base",
    "compared": "Against the rest of Kent",
    "towards": "Against the year before",
}


def colours() -> Palette:
    """The palette for the reader's theme."""
    return palette(st.context.theme.type)


def answer(text: str) -> None:
    """The first line of a page: its answer in a sentence."""
    html.write("p", text, "stls-answer")


def beneath(frame: pd.DataFrame, choice: Choice, more: str = "") -> str:
    """Measure, source, population, geography and period of a chart."""
    its = list(map(indicators().__getitem__, frame["indicator"].unique()))
    measure = " ".join(it.statement for it in its[:2]) if len(its) <= 2 else f"{len(its)} indicators."
    sources = wording.listed(sorted({SOURCE_TITLES[name] for it in its for name in it.datasets}))
    parts = [measure, more, f"Source: {sources}.", f"Population: {choice.words}.", f"Kent by district, {choice.year}."]
    return " ".join(part for part in parts if part)


def block(
    chart: Chart,
    frame: pd.DataFrame,
    choice: Choice,
    *,
    title: str,
    name: str,
    level: int = 2,
    more: str = "",
    columns: dict[str, str] | None = None,
    wide: bool = False,
    whole: pd.DataFrame | None = None,
) -> None:
    """A chart: finding as its title, what it shows beneath, the figure with alt text, and its table behind a toggle.

    wide: the chart needs room for twelve columns, and scrolls sideways on a phone. whole: the frame that the notes
    come from, where the table shows a part of it.
    """
    html.heading(title, level)
    html.write("p", beneath(frame, choice, more), "stls-beneath")
    figure(chart, name, wide)
    figures(frame, choice, title=title, name=name, columns=columns)
    notes(frame if whole is None else whole)


def figure(chart: Chart, name: str, wide: bool = False) -> None:
    """The figure itself, with its alt text. A wide one scrolls sideways on a narrow screen, by keyboard too."""
    with st.container(key=f"{'wide' if wide else 'plain'}-{name}"):
        if wide:
            html.sideways(SIDEWAYS)
        st.plotly_chart(chart.figure, key=f"chart-{name}", config=BARE, alt=chart.alt)


def figures(
    frame: pd.DataFrame, choice: Choice, *, title: str, name: str, columns: dict[str, str] | None = None
) -> None:
    """The table behind its toggle, with its download."""
    shown = columns or COLUMNS
    toggle = st.expander("Show the figures as a table", key=f"table-{name}", on_change="rerun")
    if not toggle.open:
        return
    with toggle:
        chosen = choice.district if "area" in shown else None
        ordered = frame.sort_values("value", ascending=False, na_position="last") if shown is COLUMNS else frame
        table(ordered[list(shown)].rename(columns=shown), title, ("Value", "95% interval", "Base"), chosen)
        download(frame, choice, name)


def notes(frame: pd.DataFrame) -> None:
    """What the reader must know of these figures: missing districts, recalculated baselines, illustrative targets."""
    several = frame["indicator"].nunique() > 1
    said = [
        _noted(note, titles if several and len(titles) <= NAMED else []) for note, titles in _kent_notes(frame).items()
    ]
    if frame.loc[frame["value"].notna(), "baseline"].eq(True).any():
        said.append("Recalculated baseline: values from before the framework began, worked out afterwards.")
    if frame["target_status"].eq("illustrative").any():
        said.append("Targets and floors are illustrative, to be agreed.")
    if said:
        html.write("p", " ".join(said), "stls-note")


def _kent_notes(frame: pd.DataFrame) -> dict[str, list[str]]:
    """Each note on Kent's figures -> the titles of the indicators that have it; a figure may have several."""
    found: dict[str, list[str]] = {}
    rows = frame[(frame["area"] == "Kent") & frame["note"].notna()]
    for title, notes_of_one in zip(rows["title"], rows["note"], strict=True):
        for note in notes_of_one.split("; "):
            found.setdefault(note, []).append(title)
    return found


def _noted(note: str, titles: list[str]) -> str:
    """A note on Kent's figures; with the indicators that it is of, unless it is of a district's missing return."""
    if note.startswith("without"):
        return f"Kent is {note}."
    return f"{wording.listed(titles)}: {note}." if titles else f"{note[:1].upper()}{note[1:]}."


def finding_links(found: list[Finding]) -> None:
    """Findings as sentences, each leading to the comparison of all districts on its indicator."""
    if not found:
        html.write("p", "Nothing stands out beyond chance.", "stls-beneath")
    address = {name: st.query_params[name] for name in KEPT if name in st.query_params}
    titles = {name: it.title for name, it in definitions().items()}
    html.links([(one.sentence, "compare", address | {"indicator": titles[one.indicator]}) for one in found])


def receipt(frame: pd.DataFrame, choice: Choice) -> None:
    """What the figures of a page are: definitions, bases, intervals, filters, and the date of the data."""
    as_at = wording.day(data_end())
    html.heading("How these figures are made")
    html.write("p", f"Data as at {as_at}. {filters_said(choice)}", "stls-beneath")
    toggle = st.expander("Definitions, bases and intervals", key="receipt", on_change="rerun")
    if not toggle.open:
        return
    with toggle:
        its = list(map(indicators().__getitem__, frame["indicator"].unique()))
        methods = frame.groupby("indicator", sort=False)["method"].agg(
            lambda held: ", ".join(dict.fromkeys(held.dropna()))
        )
        table(pd.DataFrame([_defined(it, methods[it.id]) for it in its]), "Definitions of the indicators on this page")


def filters_said(choice: Choice) -> str:
    """The filters in a sentence."""
    where = choice.district or "all districts"
    return f"Year {choice.year}; {where}; {choice.words}; KPI framework: {choice.framework_title}."


def _defined(it, method: str) -> dict[str, str]:
    return {
        "Indicator": it.title,
        "What it says": it.statement,
        "Counts": wording.COUNTED[it.counts],
        "From": wording.listed([SOURCE_TITLES[name] for name in it.datasets]),
        "Interval": "no interval" if method in ("", "none") else f"95%, {method}",
        "Mind": it.caveat,
        "Owner, next review": f"{it.owner}, {wording.day(it.next_review)}",
    }
