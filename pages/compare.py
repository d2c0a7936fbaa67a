"""Compare: how far apart are the districts on one indicator?"""

import streamlit as st

from charts.dot_plot import dot_plot
from metrics import answers, titles
from ui import comparison_sections, html
from ui.fetch import fetch, indicators
from ui.page import meaning, opening, stop_if_empty
from ui.show import answer, block, colours, receipt

FIRST = "started_within_30_days"

choice = opening("How far apart are the districts?", "compare", kept_tables=True)
named = {
    it.title: name for name, it in sorted(indicators().items(), key=lambda item: (item[0] != FIRST, item[1].title))
}
chosen = st.selectbox("Indicator", list(named), key="indicator", bind="query-params", filter_mode="contains", width=420)
results = fetch(choice, (named[chosen],))
stop_if_empty(results)
answer(answers.answer(results))
meaning()
block(dot_plot(results, colours(), choice.district), results, choice, title=titles.chart_title(results), name="compare")
funnel, ranks = st.tabs(["By size: funnel", "In order: ranks"], key="look", on_change="rerun", bind="query-params")
if funnel.open:
    with funnel:
        comparison_sections.funnel(results, choice)
if ranks.open:
    with ranks:
        comparison_sections.ranks(results, choice)
it = indicators()[named[chosen]]
html.heading("Why it matters")
html.write("p", f"{it.why} {it.caveat}", "stls-beneath")
receipt(results, choice)
