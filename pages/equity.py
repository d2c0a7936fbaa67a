"""Equity: does the offer follow need?"""

from dataclasses import replace

import streamlit as st

from charts.grid import heat
from charts.side_by_side import side_by_side
from charts.tile_map import key, tile_map
from metrics import definitions, equity_answers, titles
from ui import equity_sections, html
from ui.fetch import fetch, of, tile_places
from ui.filters import need_title
from ui.page import allowed, meaning, opening, stop_if_empty
from ui.show import answer, block, colours, receipt
from ui.tables import matrix

MEANS = ("teacher_fte_per_1000_sen", "funding_per_sen_pupil")
PRACTICE = ("started_within_30_days", "median_wait_days", "cost_per_pupil", "allocated_share", "specialist_share")
LEVELS = {"Support agreed (level 2 or 3)": "allocated_share", "Specialist support (level 3)": "specialist_share"}
LOOKS = ("Means and practice", "Where in Kent", "Level of support by need")
FURTHER = {
    "Three bases of need": lambda results, choice: equity_sections.bases(choice),
    "Gap in children": lambda results, choice: equity_sections.children(choice),
    "Disadvantage": lambda results, choice: equity_sections.disadvantage(choice),
    "Deprivation": equity_sections.deprivation,
    "Mix of the offer": lambda results, choice: equity_sections.mix(choice),
    "Which offer where": lambda results, choice: equity_sections.held(choice),
    "How unequal": equity_sections.unequal,
}
MEANT = "Means are teachers and pounds; practice is what is done with them."
LABELS = ("Per 1,000 pupils at SEN Support", "Per 1,000 pupils on roll")

choice = opening("Does the offer follow need?", "equity")
results = fetch(choice, ("access_rate_sen", "access_rate_pupils", *MEANS, *PRACTICE))
sen, pupils = of(results, "access_rate_sen"), of(results, "access_rate_pupils")
stop_if_empty(sen)
answer(equity_answers.equity(sen, pupils))
meaning()
block(
    side_by_side(sen, pupils, LABELS, colours(), choice.district),
    results[results["indicator"].isin(["access_rate_sen", "access_rate_pupils"])],
    choice,
    title=titles.chart_title(sen),
    name="access",
    columns={
        "title": "Measure",
        "area": "District",
        "shown": "Value",
        "range": "95% interval",
        "base": "Base",
        "compared": "Against the rest of Kent",
    },
)


why, where, need, *further = st.tabs([*LOOKS, *FURTHER], key="look", on_change="rerun", bind="query-params")
if where.open:
    with where:
        block(
            tile_map(sen, tile_places(), colours(), choice.district),
            sen,
            choice,
            title=titles.chart_title(sen),
            name="tiles",
            more=f"{'; '.join(key(sen))}.",
        )
if why.open:
    with why:
        html.heading("Is it means, or practice?")
        html.write("p", f"{equity_answers.means_and_practice(results, MEANS[0], PRACTICE[0])} {MEANT}", "stls-beneath")
        both = results[results["indicator"].isin([*MEANS, *PRACTICE])]
        matrix(both, f"Means and practice by district, {choice.year}", sign="status", chosen=choice.district)
        beside = st.expander("Show teachers beside pupils supported", key="beside", on_change="rerun")
        if beside.open:
            with beside:
                equity_sections.means(results, choice)
if need.open:
    with need:
        level = st.selectbox("Level of support", list(LEVELS), key="level", bind="query-params", width=320)
        by_need = allowed(lambda: fetch(replace(choice, need=None), tuple(LEVELS.values()), by=("district", "need")))
        if by_need is None:
            st.stop()
        chosen = equity_answers.enough(of(by_need, LEVELS[level]).dropna(subset=["need"]), definitions())
        chosen = chosen.assign(need=chosen["need"].map(need_title))
        if chosen.empty:
            html.write("p", equity_answers.why_no_need(of(by_need, LEVELS[level])), "stls-note")
        else:
            block(
                heat(chosen, list(dict.fromkeys(chosen["need"])), "need", colours()),
                chosen,
                replace(choice, need=None),
                title=titles.varies_most(chosen, "need"),
                name="needs",
                wide=True,
                more="Cells that rest on fewer than 10 requests with this need recorded are left blank; c: hidden.",
                columns={"need": "Need", "area": "District", "shown": "Value", "range": "95% interval", "base": "Base"},
            )
for tab, draw in zip(further, FURTHER.values(), strict=True):
    if tab.open:
        with tab:
            draw(results, choice)
receipt(results, choice)
