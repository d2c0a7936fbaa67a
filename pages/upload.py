"""Upload: which returns are in, and what would this one add?"""

import streamlit as st

from loaders import history
from ui import html, preview
from ui.files_read import COUNTS, beside, caption, faults_table, not_loaded_said, reading_table, unmatched_table
from ui.filters import carry_over
from ui.mapping import mapping
from ui.page import labels, title
from ui.remembered import remembered
from ui.repair import repair
from ui.returns import clear, history_shown, kept_files, load_all, loading, read_all, standing_said, to_load
from ui.tables import table
from ui.templates import templates
from ui.undo import take_back
from ui.warehouse import warehouse

TYPES = ["xlsx", "xlsm", "xlsb", "xls", "ods", "csv", "txt", "tsv"]

title("Which returns are in?")
carry_over("upload")
labels()
batches = history(warehouse())
html.write("p", standing_said(batches), "stls-answer")
for said in st.session_state.pop("upload_said", []):
    st.success(html.plain(said))

html.heading("Read returns")
html.write(
    "p",
    "Files are read and checked first; nothing is stored until you load them. What stands in columns of names, UPNs "
    "and dates of birth never reaches the database; keep names out of the other columns.",
    "stls-beneath",
)
dropped = st.file_uploader(
    "Returns: drop one or several files",
    type=TYPES,
    accept_multiple_files=True,
    key=f"files-{st.session_state.get('upload_round', 0)}",
)
templates()
who = st.text_input("Who is loading them or taking them back, for the record", key="who", max_chars=80)
files = [*kept_files(), *dropped]
readings = read_all(files)
new = to_load(readings)
if readings:
    html.heading("What was read")
    shown = [beside(warehouse(), reading) for reading in readings]
    table(reading_table(shown), caption(shown), COUNTS)
    html.bullets(not_loaded_said(readings, new))
    mapping(readings)
    faults_table(shown)
    unmatched_table(readings)
    repair(files, readings)
loading()
if new:
    preview.loading(new)
if readings:
    with st.container(horizontal=True):
        if new and st.button(f"Load {len(new)} {'file' if len(new) == 1 else 'files'}", type="primary"):
            load_all(new, who)
            st.rerun()
        if st.button("Leave them"):
            clear()
            st.rerun()

html.heading("Files loaded")
if batches:
    history_shown(batches)
    take_back(batches, who)
else:
    html.write("p", "None yet.", "stls-beneath")

remembered()
