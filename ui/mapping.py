"""What each file was taken for and why, which of several to look at, and how its columns are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from metrics.coverage import TITLES
from ui import html
from ui.mapping_answers import gave_any, take_back
from ui.mapping_grid import grid, read_again
from ui.returns import answers_of
from ui.tables import table

if TYPE_CHECKING:
    from loaders import Reading
    from loaders.questions import About


def mapping(readings: list[Reading]) -> None:
    """For one of the files read: what it was taken for, its columns, and whatever only a person can say of it."""
    asked = [reading for reading in readings if reading.about and reading.status != "loaded"]
    if not asked:
        return
    html.heading("What is each file?")
    reading = _chosen(asked)
    about = reading.about
    taken = TITLES.get(about.dataset, "none of the eight returns yet")
    html.write("p", f"{reading.file} is taken for: {taken}. {about.because}")
    for reused in about.reused:
        html.write("p", reused.sentence)
    correct = False
    if about.columns:
        with st.expander(f"How its columns are read ({len(about.columns)})", key="mapping-columns"):
            _columns_table(about)
        correct = st.checkbox("Correct what was recognised", key=f"map-{reading.upload}-correct")
    if about.open or correct:
        grid(reading, correct)
    if gave_any(answers_of(reading.upload)) and st.button("Take my answers about this file back", key="take-back"):
        take_back(reading.upload)
        read_again()


def _chosen(readings: list[Reading]) -> Reading:
    """The file to look at: the first that waits for an answer, unless the person chooses another."""
    if len(readings) == 1:
        return readings[0]
    order = sorted(readings, key=lambda one: (-bool(one.about.needed), -bool(one.about.open)))
    titles = {one.upload: f"{one.file}: {_state(one.about)}" for one in order}
    chosen = st.selectbox("File to look at", list(titles), format_func=titles.get, key="mapping-file")
    return next((one for one in order if one.upload == chosen), order[0])


def _state(about: About) -> str:
    if about.needed:
        return f"{about.needed} {'answer' if about.needed == 1 else 'answers'} needed"
    return f"{about.open} not recognised" if about.open else "nothing to ask"


def _columns_table(about: About) -> None:
    titles = {choice.code: choice.title for choice in about.choices} | {"": "left out"}
    rows = [
        {
            "Column": f"{column.letter}: {column.label}",
            "Holds": column.sample,
            "Read as": "nothing yet" if column.column is None else titles.get(column.column, column.column),
            "Why": column.how,
            "Dates": column.rule,
        }
        for column in sorted(about.columns, key=lambda one: (len(one.letter), one.letter))
    ]
    if rows:
        table(pd.DataFrame(rows), "Columns of the file, and what each is read as")
        html.write("p", "Dates are read day first, by one rule for a whole column.", "stls-beneath")
