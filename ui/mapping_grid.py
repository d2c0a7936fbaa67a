"""The grid in which a person says what the columns and values of a file mean; it follows each choice at once.

A fragment: what is chosen decides what else is asked, and the rest of the page need not be made again for that.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from ui import html
from ui.mapping_answers import BLANK, LEAVE_OUT, apply, followed, named_of, suggested
from ui.returns import answers_of

if TYPE_CHECKING:
    from loaders import Reading
    from loaders.questions import About, Beside, FileColumn, Question

WIDTH = 370
PLACEHOLDER = "Not said yet: choose"
NEVER = (
    "Nothing is taken as meant until you say so. A column with people's names is read as a name or left out, never as "
    "anything else."
)


@st.fragment
def grid(reading: Reading, correct: bool) -> None:
    """All questions of a file with the likeliest answer first, confirmed together; correct: also what is known."""
    about, said = reading.about, {}
    key = f"map-{reading.upload}-{st.session_state.get('mapping_round', 0)}"
    with st.container(border=True, key=f"grid-{reading.upload}"):
        about = _with_beside(about, key)
        asked = [q for q in about.questions if q.kind != "value" and (correct or q.answer is None or q.by)]
        first = [q for q in asked if q.kind != "dataset" or q.needed or correct]
        _questions(_title(first), first, key, said)
        _which_at_once(reading, about, said)
        columns = [column for column in about.columns if correct or column.column is None]
        _columns([column for column in columns if column.key not in named_of(said)], about, key, said)
        values = [q for q in about.questions if q.kind == "value" and (correct or q.answer is None)]
        more = followed(about, said)
        _questions("Values that are not known", values + more, key, said)
        _confirm(reading, replace(about, questions=(*about.questions, *more)), said)


def _with_beside(about: About, key: str) -> About:
    """The questions with those of sheets that were left out, where a person wants these read as well."""
    beside = about.beside
    if not beside.sheets or not st.checkbox(_read_as_well(beside), key=f"{key}-beside"):
        return about
    return replace(about, columns=(*about.columns, *beside.columns), questions=(*about.questions, *beside.questions))


def _read_as_well(beside: Beside) -> str:
    names = ", ".join(f"{name} ({rows:,} {'row' if rows == 1 else 'rows'})" for name, rows in beside.sheets)
    return html.unmarked(f"Read {'sheet' if len(beside.sheets) == 1 else 'sheets'} {names} as well")


def _title(questions: list[Question]) -> str:
    needed = any(question.needed and question.answer is None for question in questions)
    asked = needed or any(question.kind == "missing" for question in questions)
    return (
        "Needed before it can be loaded" if needed else "Needed before the sheet is read" if asked else "About the file"
    )


def _which_at_once(reading: Reading, about: About, said: dict) -> None:
    """Once it is said which return a file is, it is read as that at once: everything else asked depends on it."""
    chosen = said.get(("dataset", ""))
    if chosen and chosen != about.dataset:
        apply(reading.upload, about, answers_of(reading.upload), {("dataset", ""): chosen}, likeliest=False)
        read_again()
    if about.dataset is None:
        html.write("p", "As soon as you choose, what is asked of that return follows.", "stls-beneath")


def _confirm(reading: Reading, about: About, said: dict) -> None:
    html.write("p", NEVER, "stls-beneath")
    if set(said) <= {("dataset", "")}:
        return
    with st.container(horizontal=True):
        some = st.button("Use my answers", type="primary", key=f"use-{reading.upload}")
        count = len(suggested(about, said))
        many = "likeliest" if count == 1 else f"{count} likeliest"
        every = bool(count) and st.button(f"Use my answers and the {many}", key=f"use-all-{reading.upload}")
    if some or every:
        apply(reading.upload, about, answers_of(reading.upload), said, every)
        read_again()


def read_again() -> None:
    """Run the page afresh, with fields that show what holds now; the file is read again with what was said."""
    st.session_state["mapping_round"] = st.session_state.get("mapping_round", 0) + 1
    st.rerun()


def _questions(title: str, questions: list[Question], key: str, said: dict) -> None:
    if not questions:
        return
    html.heading(title, level=3)
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
        html.write("p", "A column that you name above is not asked about again.", "stls-beneath")
    titles = {choice.code: choice.title for choice in about.choices}
    with st.container(horizontal=True, gap="small"):
        for column in columns:
            with st.container(width=WIDTH):
                said["column", column.key] = _ask_column(column, about, titles, key)


def _ask_column(column: FileColumn, about: About, titles: dict[str, str], key: str) -> str | None:
    order = {candidate.code: candidate.title for candidate in column.candidates} | titles
    options = order | {LEAVE_OUT: "Nothing: leave this column out"}
    where = f" of sheet {column.sheet}" if column.sheet in {name for name, _ in about.beside.sheets} else ""
    words = f"Column {column.letter}{where}, “{column.label}”: {column.sample}"
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
        name,
        codes,
        at,
        format_func=options.get,
        key=key,
        placeholder=PLACEHOLDER,
        label_visibility=shows,
        filter_mode="contains",
    )
