"""Returns on their way in: what was read of each file, what is set aside and why, and the batches that stand."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from loaders import KeyMissing, Reading, load_return, read_return
from loaders.answers import NONE, Answers
from loaders.load import corrections_said, new_reader
from metrics import wording
from metrics.coverage import TITLES
from ui import html
from ui.downloads import offer
from ui.tables import table
from ui.warehouse import warehouse

SHOWN = 50
REASONS = {
    "file": "File",
    "sheet": "Sheet",
    "row_number": "Row",
    "column_name": "Column",
    "value": "Value",
    "message": "What to do",
}


def read_all(files: list) -> list[Reading]:
    """Read each file dropped that was not read before, with progress; stores nothing."""
    held = st.session_state.setdefault("readings", {})
    for gone in set(held) - {file.file_id for file in files}:
        del held[gone]
    waiting = [file for file in files if file.file_id not in held]
    if waiting:
        bar = st.progress(0.0, "Reading")
        with new_reader() as reader:  # one process reads the whole drop
            for done, file in enumerate(waiting):
                bar.progress(done / len(waiting), f"Reading {html.plain(file.name)}")
                held[file.file_id] = _read(file, reader)
        bar.empty()
    return [held[file.file_id] for file in files]


def answers_of(upload: str) -> Answers:
    """What was answered about one file of the drop so far."""
    return st.session_state.get("answers", {}).get(upload, NONE)


def amend(upload: str, **changes: object) -> None:
    """Add to the answers about one file of the drop; the file is read again on the next run."""
    held = st.session_state.setdefault("answers", {})
    held[upload] = replace(answers_of(upload), **changes)
    st.session_state.get("readings", {}).pop(upload, None)


def _read(file, reader) -> Reading:
    try:
        reading = read_return(warehouse(), file.name, file.getvalue(), reader, answers_of(file.file_id))
        reading.upload = file.file_id
        return reading
    except KeyMissing as missing:
        st.error(html.plain(str(missing)))
        st.stop()


def load_all(readings: list[Reading], who: str) -> None:
    """Load what was read, each file a transaction of its own, and say what became of each on the next run."""
    bar = st.progress(0.0, "Loading")
    said = []
    for done, reading in enumerate(readings):
        bar.progress(done / len(readings), f"Loading {html.plain(reading.file)}")
        report = load_return(warehouse(), reading, who.strip() or "not given")
        said.append(f"{reading.file}: {report.message}")
    st.session_state["upload_said"] = said
    clear()


def clear() -> None:
    """Forget the files dropped and what was read of them."""
    st.session_state["readings"] = {}
    st.session_state["answers"] = {}
    st.session_state["upload_round"] = st.session_state.get("upload_round", 0) + 1


def reading_table(readings: list[Reading]) -> pd.DataFrame:
    """A row a file: what it was taken for and what of it can be loaded."""
    return pd.DataFrame(
        [
            {
                "File": reading.file,
                "Taken for": _dataset(reading.dataset),
                "Rows": f"{reading.rows:,}",
                "Can be loaded": f"{reading.accepted:,}",
                "Set aside": f"{sum(reading.set_aside.values()):,}",
                "Not data": f"{reading.not_data:,}",
                "What happened": reading.message if reading.status == "ready" else f"✖ Refused. {reading.message}",
            }
            for reading in readings
        ]
    )


def _dataset(name: str | None) -> str:
    title = TITLES.get(name, "none of the eight returns")
    return title[:1].upper() + title[1:]


def faults_table(readings: list[Reading]) -> None:
    """Rows set aside and warnings with their places, the first of them on screen and all of them to download."""
    faults = pd.DataFrame([{"file": reading.file, **fault} for reading in readings for fault in reading.faults])
    for kind, title in (("set aside", "Rows set aside"), ("warning", "Warnings: rows that are kept")):
        part = faults[faults["kind"] == kind] if len(faults) else faults
        if part.empty:
            continue
        with st.expander(f"{title} ({len(part):,})", key=f"faults-{kind}"):
            texts = part[list(REASONS)].head(SHOWN).astype(object).where(part[list(REASONS)].head(SHOWN).notna(), "")
            note = f": the first {SHOWN}; the download has all of them" if len(part) > SHOWN else ""
            table(texts.rename(columns=REASONS), f"{title}{note}", ("Row",))
            offer(part, kind.replace(" ", "-"), label=f"Download all {len(part):,} (CSV)")


def unmatched_table(readings: list[Reading]) -> None:
    """Columns and values that were not recognised, each once with its count."""
    rows = [{"file": reading.file, **found} for reading in readings for found in reading.unmatched]
    if rows:
        with st.expander(f"Not recognised ({len(rows):,})", key="unmatched"):
            frame = pd.DataFrame(rows).astype(object)
            table(
                frame.where(frame.notna(), "").rename(columns=str.capitalize),
                "Columns and values that were not recognised",
            )


def standing_said(batches: list[dict]) -> str:
    """How much stands, in a sentence."""
    standing = [batch for batch in batches if batch["status"] in ("stands", "partly replaced")]
    if not standing:
        return "No return is loaded."
    rows = sum(batch["accepted"] for batch in standing)
    files = "1 file stands" if len(standing) == 1 else f"{len(standing):,} files stand"
    return f"{files}, with {rows:,} {'row' if rows == 1 else 'rows'} accepted."


def history_table(batches: list[dict]) -> pd.DataFrame:
    """A row a batch, newest first."""
    return pd.DataFrame(
        [
            {
                "Batch": f"{batch['batch']}",
                "File": batch["file"],
                "Return": _dataset(batch["dataset"]),
                "Loaded": f"{wording.day(batch['loaded_at'])}, {batch['loaded_at']:%H:%M}",
                "By": _by(batch),
                "Rows": f"{batch['rows']:,}",
                "Accepted": f"{batch['accepted']:,}",
                "Set aside": f"{sum(batch['set_aside'].values()):,}",
                "Standing": _standing(batch),
            }
            for batch in batches
        ]
    )


def _by(batch: dict) -> str:
    """Who loaded it, and how many of its cells were put right on the page."""
    said = f"; {corrections_said(batch['corrected'])} on the page" if batch["corrected"] else ""
    return f"{batch['who']}{said}"


def _standing(batch: dict) -> str:
    return f"taken back by {batch['undone_by']}" if batch["undone_at"] else batch["status"]
