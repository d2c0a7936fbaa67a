"""Reading an explored table: its file once, and its counts when a person has said what its columns are."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from loaders.explore import Found
from loaders.explore_outside import LEFT_OUT
from loaders.explore_safely import REFUSALS, look, work_out
from loaders.explore_tally import Plan, column_mark
from metrics import AudienceRefused, Definition, findings, results
from metrics.coverage import TITLES
from metrics.disclosure import ReleaseRefused
from metrics.explored import Said, definition
from metrics.explored_kept import draft_results
from ui import html
from ui.fetch import indicators
from ui.warehouse import warehouse
from warehouse import explored as store

ANSWERS = tuple(
    f"explore-{name}"
    for name in "sheet place year lone kind top bottom only points blanks near title polarity counts".split()
)
ROWS = {
    "totals": "as a total, so that nothing is counted twice",
    "not_kept": "not among the rows to keep",
    "faulty": "at fault",
}
MOST = 50 * 1024 * 1024


def opened() -> dict:
    """What is open in this session: file_id, name, found, refused and result; empty where nothing is."""
    return st.session_state.setdefault("explore", {})


def read(file) -> Found | None:
    """What is in the file dropped, read once; None, with its sentence on screen, where it is refused."""
    held = opened()
    if held.get("file_id") != file.file_id:
        shown = "result" in held
        held.clear()
        forget_answers()
        held |= {"file_id": file.file_id, "name": file.name} | _looked(file)
        if shown:
            st.rerun()
    if held["refused"]:
        st.error(html.plain(held["refused"]))
    if held["found"] and held["found"].dataset:
        name = TITLES[held["found"].dataset]
        st.info(f"This looks like the {name}: on the Upload page every row of it is checked. It can be explored, too.")
    return held["found"]


def forget_answers() -> None:
    """What was said of one file's columns is not said of the next one's."""
    for name in [name for name in st.session_state if str(name).startswith(ANSWERS)]:
        del st.session_state[name]


def _looked(file) -> dict:
    if file.size > MOST:
        return {"found": None, "refused": f"{file.name} is larger than 50 MB: send it in parts."}
    try:
        with st.spinner("Reading"):
            return {"found": look(file.getvalue(), file.name, store.settings(warehouse())), "refused": None}
    except REFUSALS as refused:
        return {"found": None, "refused": refused.message}


def count(file, plan: Plan, said: Said) -> bool:
    """Count the file's table and hold the result; False where it cannot be counted, with its sentence on screen."""
    held = opened()
    try:
        with st.spinner("Counting"):
            tally = work_out(file.getvalue(), file.name, plan, store.settings(warehouse()))
    except REFUSALS as refused:
        held.pop("result", None)
        st.error(html.plain(refused.message))
        return False
    rows = {name: getattr(tally, name) for name in ("read", "rows", "counted", "totals", "left", "not_kept", "faulty")}
    marks = [column_mark(file.getvalue(), plan, column) for column in (plan.numerator, plan.denominator)]
    held["result"] = {
        "said": replace(said, column=marks[0], base_column=marks[1] if plan.denominator is not None else ""),
        "cells": tally.cells,
        "file": file.name,
        "rows": rows,
        "notes": tally.notes,
        "faults": tally.faults,
        "number": None,
    }
    return True


def figures(result: dict, audience: str, year: str) -> pd.DataFrame:
    """The worded results of what is open, one year of them. Raises metrics.AudienceRefused."""
    it = indicator_of(result)
    try:
        if result["number"]:
            frame = results(warehouse(), [it.id], audience=audience)
        else:
            frame = draft_results(warehouse(), result["said"], result["cells"], audience)
    except ReleaseRefused as refused:
        raise AudienceRefused(str(refused)) from None
    return findings.worded(frame[frame["year"] == year].reset_index(drop=True), {it.id: it})


def indicator_of(result: dict) -> Definition:
    """The definition of what is open, kept or not."""
    return indicators()[f"explored_{result['number']}"] if result["number"] else definition(result["said"])


def accounted(rows: dict) -> str:
    """What became of every row of the table, in two sentences."""
    anew = f" ({rows['read']:,} rows of the file, laid out anew)" if rows["read"] != rows["rows"] else ""
    said = f"Of {rows['rows']:,} rows of the table{anew}, {rows['counted']:,} were counted."
    left = [(rows[name], words) for name, words in ROWS.items()]
    left += [(count, LEFT_OUT[what]) for what, count in rows["left"].items()]
    parts = [f"{count:,} {words}" for count, words in left if count]
    return f"{said} Left out: {'; '.join(parts)}." if parts else said


def tables_kept() -> list[dict]:
    """The tables that were kept, newest first."""
    return store.kept(warehouse())


def result_open() -> dict | None:
    """What is counted and on screen, where there is something."""
    return opened().get("result")


def open_kept(row: dict) -> None:
    """Open a kept table in the place of what is open."""
    cells = store.cells(warehouse(), row["number"])
    said = Said(**row["said"])
    close()
    st.session_state["explore"] = {
        "result": {"said": said, "cells": cells, "file": row["file"], "rows": row["rows"], "notes": [], "faults": []}
        | {name: row[name] for name in ("number", "who", "saved_at")}
    }


def close() -> None:
    """Throw away what is open: the file and all that was said of it."""
    st.session_state["explore"] = {}
    st.session_state["explore_round"] = st.session_state.get("explore_round", 0) + 1
