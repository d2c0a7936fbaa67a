"""Answers that are remembered for a layout: a list to review, and a way to forget each."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from loaders.likely import title_of
from loaders.meanings import titles_of
from metrics import wording
from metrics.coverage import TITLES
from ui import html
from ui.tables import table
from ui.warehouse import warehouse
from warehouse import mappings

ABOUT = {"column": "column", "value": "value", "month_first": "dates of", "dataset": "the file"}


def remembered() -> None:
    """The list, and a choice of what to forget: one answer, or all of one layout."""
    html.heading("Answers remembered")
    rows = mappings.kept(warehouse())
    if not rows:
        html.write("p", "None yet. What you say of a file is kept when it is loaded, for files laid out like it.",
                   "stls-beneath")  # fmt: skip
        return
    html.write("p", "They are used when a file with the same labels in its header comes again.", "stls-beneath")
    with st.expander(f"Review them ({len(rows):,})", key="remembered"):
        table(pd.DataFrame([_line(row) for row in rows]), "What was confirmed, by return and layout")
        _forget(rows)


def _line(row: dict) -> dict:
    return {
        "About": f"{ABOUT[row['kind']]} “{_subject(row)}”" if row["subject"] else ABOUT[row["kind"]],
        "Means": _meaning(row),
        "Return": _title(row["dataset"]),
        "Confirmed": f"{wording.day(row['confirmed_at'])}, by {row['who']}",
        "On the file": row["file"],
    }


def _subject(row: dict) -> str:
    return title_of(row["subject"]) if row["kind"] == "month_first" else row["subject"]


def _title(dataset: str) -> str:
    title = TITLES.get(dataset, dataset)
    return title[:1].upper() + title[1:]


def _meaning(row: dict) -> str:
    meaning = row["meaning"]
    if row["kind"] == "value":
        return titles_of(row["list"]).get(meaning, meaning) if meaning else "nothing: a blank"
    if row["kind"] == "column":
        return title_of(meaning.replace("tick: ", "tick for ")) if meaning else "left out"
    return "month first" if row["kind"] == "month_first" else _title(meaning)


def _forget(rows: list[dict]) -> None:
    layouts = {row["layout"]: f"All of {_title(row['dataset'])} as laid out in {row['file']}" for row in rows}
    ones = {f"{at}": f"{_line(row)['About']} means {_meaning(row)}: {row['file']}" for at, row in enumerate(rows)}
    options = ones | layouts
    chosen = st.selectbox("An answer to forget", list(options), None, format_func=options.get, key="forget",
                          placeholder="Choose an answer, or all of a layout", filter_mode="contains")  # fmt: skip
    if not st.button("Forget it", disabled=chosen is None, key="forget-it"):
        return
    if chosen in layouts:
        mappings.forget_layout(warehouse(), chosen)
    else:
        row = rows[int(chosen)]
        mappings.forget(warehouse(), row["layout"], row["kind"], row["list"], row["subject"])
    st.session_state["upload_said"] = ["Forgotten. Files loaded with it stay as they are."]
    st.session_state["readings"] = {}
    del st.session_state["forget"]
    st.rerun()
