"""Trends: is it getting better?"""

import streamlit as st

from charts.xmr import xmr
from ui import html
from ui.fetch import indicators
from ui.page import missing_of, opening
from ui.section import draw
from ui.section_reads import travel_of
from ui.show import answer, colours, notes, receipt

FIRST = "started_within_30_days"

choice = opening("Is it getting better?", "trends")
titles = {
    it.title: name for name, it in sorted(indicators().items(), key=lambda item: (item[0] != FIRST, item[1].title))
}
chosen = st.selectbox(
    "Indicator", list(titles), key="indicator", bind="query-params", filter_mode="contains", width=420
)
rebase = st.toggle("Start new limits at the first closure (23 March 2020)", key="rebase", bind="query-params")
it = indicators()[titles[chosen]]
trend, section, yearly = travel_of(choice, it.id, rebase)
answer(section.sentence or f"No trend can be drawn. {section.reason}")
if section.lines:
    html.bullets(list(section.lines))
if section.reason:
    missing_of(yearly, choice.district or "Kent")
if not section.reason:
    terms = f"{section.drawn['when'].iloc[0]} to {section.drawn['when'].iloc[-1]}"
    draw(
        section,
        choice,
        "trend",
        lambda: xmr(section.drawn, trend.closures, f"{it.title} in {trend.area}", it.unit, colours()),
        said=False,
        where=f"{trend.area}, {terms}",
    )
    notes(yearly)
html.heading("Why it matters")
html.write("p", f"{it.why} {it.caveat}", "stls-beneath")
receipt(yearly, choice)
