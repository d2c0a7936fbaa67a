"""What each file was taken for and why, and a grid in which a person says what its columns and values mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from metrics.coverage import TITLES
from ui import html
from ui.mapping_answers import BLANK, LEAVE_OUT, apply, gave_any, take_back
from ui.returns import answers_of
from ui.tables import table

if TYPE_CHECKING:
    from loaders import Reading
    from loaders.questions import About, FileColumn, Question

WIDTH = 370
PLACEHOLDER = "Not said yet: choose"
NEVER = (
    "Nothing is taken as meant until you say so. A column with people's names is read as a name or left out, never as "
    "anything else."
)


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
        _form(reading, about, correct)
    if gave_any(answers_of(reading.upload)) and st.button("Take my answers about this file back", key="take-back"):
        take_back(reading.upload)
        _read_again()


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


def _form(reading: Reading, about: About, correct: bool) -> None:
    """All questions of a file with the likeliest answer first, confirmed together."""
    key = f"map-{reading.upload}-{st.session_state.get('mapping_round', 0)}"
    said: dict = {}
    with st.form(key, border=True):
        needed = [q for q in about.questions if q.kind != "value" and (correct or q.answer is None or q.by)]
        needed = [q for q in needed if correct or q.kind != "dataset" or q.needed]
        _questions("First", needed, key, said)
        _columns([column for column in about.columns if correct or not _settled(column)], about, key, said)
        values = [question for question in about.questions if question.kind == "value"]
        _questions("Values", [q for q in values if correct or q.answer is None], key, said)
        html.write("p", NEVER, "stls-beneath")
        with st.container(horizontal=True):
            some = st.form_submit_button("Use my answers", type="primary")
            many = "likeliest" if about.suggestions == 1 else f"{about.suggestions} likeliest"
            every = about.suggestions and st.form_submit_button(f"Use my answers and the {many}")
    if some or every:
        apply(reading.upload, about, answers_of(reading.upload), said, bool(every))
        _read_again()


def _read_again() -> None:
    st.session_state["mapping_round"] = st.session_state.get("mapping_round", 0) + 1
    st.rerun()


def _settled(column: FileColumn) -> bool:
    return column.column is not None


def _questions(title: str, questions: list[Question], key: str, said: dict) -> None:
    if not questions:
        return
    titles = {"First": "Needed before it can be loaded", "Values": "Values that are not known"}
    some_needed = any(question.needed and question.answer is None for question in questions)
    html.heading(titles[title] if title != "First" or some_needed else "About the file", level=3)
    with st.container(horizontal=True, gap="small"):
        for question in questions:
            with st.container(width=WIDTH):
                said[question.kind, question.subject] = _ask(question, key)


def _ask(question: Question, key: str) -> str | None:
    rows = f" ({question.rows:,} {'row' if question.rows == 1 else 'rows'})" if question.rows else ""
    options = {candidate.code: candidate.title for candidate in question.candidates}
    options |= {BLANK: "Nothing: read it as a blank"} if question.kind == "value" else {}
    chosen = _select(f"{question.words}{rows}", options, question.answer, f"{key}-{question.kind}-{question.subject}")
    if question.by and question.answer is not None:
        html.write("p", f"So read {question.by}.", "stls-beneath")
    elif likely := question.suggested:
        html.write("p", f"Likeliest: {likely.title}{_since(likely.reason)}", "stls-beneath")
    return chosen


def _columns(columns: list[FileColumn], about: About, key: str, said: dict) -> None:
    if not columns:
        return
    html.heading("What each column holds", level=3)
    if any(kind == "missing" for kind, _ in said):
        html.write("p", "A column that you have named above need not be answered for again.", "stls-beneath")
    titles = {choice.code: choice.title for choice in about.choices}
    with st.container(horizontal=True, gap="small"):
        for column in columns:
            with st.container(width=WIDTH):
                said["column", column.key] = _ask_column(column, titles, key)


def _ask_column(column: FileColumn, titles: dict[str, str], key: str) -> str | None:
    order = {candidate.code: candidate.title for candidate in column.candidates} | titles
    options = order | {LEAVE_OUT: "Nothing: leave this column out"}
    words = f"Column {column.letter}, “{column.label}”: {column.sample}"
    chosen = _select(words, options, column.column, f"{key}-column-{column.key}")
    if likely := column.suggested:
        html.write("p", f"Likeliest: {likely.title}{_since(likely.reason)}", "stls-beneath")
    elif column.column is not None:
        html.write("p", f"Read so: {column.how}.{f' {column.rule}.' if column.rule else ''}", "stls-beneath")
    return chosen


def _since(reason: str) -> str:
    return f", since {reason}." if reason else "."


def _select(label: str, options: dict[str, str], answer: str | None, key: str) -> str | None:
    codes, name = list(options), html.unmarked(label)
    at = codes.index(answer) if answer in options else None
    shows = "visible"
    if name != " ".join(label.split()):  # marks of a hostile label: shown letter by letter above, named without them
        html.write("p", label, "stls-label")
        shows = "collapsed"
    return st.selectbox(
        name, codes, at, format_func=options.get, key=key, placeholder=PLACEHOLDER, label_visibility=shows
    )
