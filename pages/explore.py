"""Explore: what does this table say?"""

import streamlit as st

from metrics import AudienceRefused, answers
from ui import html
from ui.explore_form import form
from ui.explore_pick import pick
from ui.explore_reads import count, figures, open_kept, read, result_open, tables_kept
from ui.explore_show import came_about, keep_or_throw, sections
from ui.filters import carry_over, keep_filters
from ui.page import labels, title
from ui.show import answer

TYPES = ["xlsx", "xlsm", "xlsb", "xls", "ods", "csv", "txt", "tsv"]

title("What does this table say?")
carry_over("explore")
result = result_open()
who_for, year, chosen = pick(result)
keep_filters()
labels(who_for, of_returns=not result or bool(result["said"].over))
if said := st.session_state.pop("explore_said", None):
    st.success(html.plain(said))

if result:
    try:
        frame = figures(result, who_for, year)
    except AudienceRefused as refused:
        st.warning(html.plain(str(refused)))
        st.stop()
    answer(answers.answer(frame))
    if result["faults"] and who_for == "internal":
        html.write("p", f"Cells that could not be used, named below: {len(result['faults']):,}.", "stls-note")
first = st.container()

kept = tables_kept()
where = "explore-read-again" if result else "explore-read"
with st.expander("Read a table, or open one that was kept", expanded=result is None, key=where):
    if kept:
        names = [f"{row['number']}: {row['title']}, kept by {row['who']}" for row in kept]
        at = st.selectbox(
            "A table that was kept", range(len(kept)), index=None, format_func=lambda at: names[at], key="explore-kept"
        )
        if st.button("Open it", disabled=at is None):
            open_kept(kept[at])
            st.rerun()
    html.write(
        "p",
        "Any CSV or workbook that is none of the eight returns and names districts, schools or settings. It is counted "
        "in this session; nothing is stored unless you keep it.",
        "stls-beneath",
    )
    file = st.file_uploader(
        "A table with a district", type=TYPES, key=f"explore-file-{st.session_state.get('explore_round', 0)}"
    )
    found = read(file) if file else None
    if found:
        for notice in found.notices:
            html.write("p", notice, "stls-beneath")
        asked = form(found)
        if asked and count(file, *asked):
            st.rerun()

if not result:
    with first:
        answer(
            "Say what the columns of the table are, and it becomes an indicator like any other."
            if found
            else "No table is open. Drop one that names Kent's districts, or open one that was kept."
        )
else:
    sections(frame, result, year, chosen, who_for)
    came_about(result, who_for)
    keep_or_throw(result)
