"""How a section is drawn: finding as its title, one sentence, chart, table behind its toggle, what to mind."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from charts.chart import Chart
from metrics.sections import Section
from ui import html
from ui.downloads import download
from ui.filters import Choice
from ui.show import figure
from ui.tables import table


def draw(
    section: Section,
    choice: Choice,
    name: str,
    chart: Callable[[], Chart] | None = None,
    *,
    level: int = 2,
    said: bool = True,
    lines: bool = True,
    wide: bool = False,
    where: str | None = None,
) -> None:
    """A whole section. chart: makes the figure, and is not asked where the section is refused.

    said: whether the sentence stands here; a page that has said it as its answer leaves it out. lines: whether those
    under it do. wide: a chart that a narrow screen scrolls. where: place and years, where they are not Kent by district
    in the chosen year. Without a chart the table stands open.
    """
    html.heading(section.title, level)
    if section.reason:
        html.write("p", section.reason, "stls-note")
        return
    if said:
        html.write("div", section.sentence)
        if section.lines and lines:
            html.bullets(list(section.lines))
    html.write("p", beneath(section, choice, where or f"Kent by district, {choice.year}"), "stls-beneath")
    if chart is not None:
        figure(chart(), name, wide)
        behind_toggle(section, choice, name)
    else:
        figures(section, choice, name, f"By district, {choice.year}")
    if section.beside:
        table(*section.beside, chosen=choice.district)
    if section.caveat:
        html.write("p", section.caveat, "stls-note")


def beneath(section: Section, choice: Choice, where: str) -> str:
    """Measure, source, population, geography and period, as `where` has it."""
    source = f"Source: {section.source}." if section.source else ""
    parts = [section.measure, source, f"Population: {choice.words}.", f"{where}."]
    return " ".join(part for part in parts if part)


def behind_toggle(section: Section, choice: Choice, name: str) -> None:
    """The table of a section and its download, behind a toggle."""
    toggle = st.expander("Show the figures as a table", key=f"table-{name}", on_change="rerun")
    if not toggle.open:
        return
    with toggle:
        figures(section, choice, name, section.title)


def figures(section: Section, choice: Choice, name: str, caption: str) -> None:
    """The table of a section and its download."""
    table(section.table, caption, section.numbers, choice.district)
    download(section.drawn, choice, name)
