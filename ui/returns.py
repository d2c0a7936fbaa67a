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
from ui.jobs import Job, watch
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
    """Read each file dropped that was not read before, with progress and a way to stop; stores nothing."""
    held = st.session_state.setdefault("readings", {})
    for gone in set(held) - {file.file_id for file in files}:
        del held[gone]
    stopped = st.session_state.setdefault("not_read", set())
    while waiting := [file for file in files if file.file_id not in held and file.file_id not in stopped]:
        job = st.session_state.get("reading_job")
        if job is None:
            job = st.session_state["reading_job"] = _start_reading(waiting)
        watch(job)
        del st.session_state["reading_job"]
        _take_in(job)
        stopped |= {upload for _, (upload, *_) in job.left} if job.stopped else set()
    _offer_the_rest([file.name for file in files if file.file_id in stopped])
    return [held[file.file_id] for file in files if file.file_id in held]


def _start_reading(files: list) -> Job:
    """Read files in a thread; one process reads the whole drop, and is ended when the person stops."""
    store, reader = warehouse(), new_reader()
    things = [(file.name, (file.file_id, file.name, file.getvalue(), answers_of(file.file_id))) for file in files]

    def read(thing: tuple) -> Reading:
        upload, name, data, answers = thing
        reading = read_return(store, name, data, reader, answers)
        reading.upload = upload
        if upload == files[-1].file_id:
            reader.close()
        return reading

    return Job("Reading", things, read, reader.cancel)


def _take_in(job: Job) -> None:
    """Keep what a job has read; says why and stops the page where the key is missing."""
    st.session_state["readings"] |= {reading.upload: reading for reading in job.done}
    if job.fault:
        if not isinstance(job.fault, KeyMissing):
            raise job.fault
        st.error(html.plain(str(job.fault)))
        st.stop()


def _offer_the_rest(names: list[str]) -> None:
    """Name what was not read when a person stopped, and read it when they ask."""
    if not names:
        return
    st.info(html.plain(f"Stopped. Not read: {wording.listed(names)}."))
    if st.button("Read the rest", key="read-rest"):
        st.session_state["not_read"] = set()
        st.rerun()


def answers_of(upload: str) -> Answers:
    """What was answered about one file of the drop so far."""
    return st.session_state.get("answers", {}).get(upload, NONE)


def amend(upload: str, **changes: object) -> None:
    """Add to the answers about one file of the drop; the file is read again on the next run."""
    held = st.session_state.setdefault("answers", {})
    held[upload] = replace(answers_of(upload), **changes)
    st.session_state.get("readings", {}).pop(upload, None)


def load_all(readings: list[Reading], who: str) -> None:
    """Load what was read in a thread, each file a transaction of its own; `loading` watches it."""
    store, name = warehouse(), who.strip() or "not given"
    things = [(reading.file, reading) for reading in readings]
    st.session_state["loading_job"] = Job("Loading", things, lambda reading: load_return(store, reading, name))


def loading() -> None:
    """Watch what is being loaded, if anything is; then say what became of each file on the next run."""
    if not (job := st.session_state.get("loading_job")):
        return
    watch(job)
    del st.session_state["loading_job"]
    st.session_state["upload_said"] = [f"{report.file}: {report.message}" for report in job.done]
    if job.fault:
        raise job.fault
    if job.left:
        left = wording.listed([name for name, _ in job.left])
        st.session_state["upload_said"].append(f"Stopped. Not loaded: {left}.")
        for (_, reading), report in zip(job.things, job.done, strict=False):
            reading.status, reading.message = "loaded", report.message
    else:
        clear()
    st.rerun()


def clear() -> None:
    """Forget the files dropped and what was read of them."""
    st.session_state["readings"] = {}
    st.session_state["answers"] = {}
    st.session_state["upload_round"] = st.session_state.get("upload_round", 0) + 1


def _counts(reading: Reading) -> dict[str, str]:
    """What became of its lines; of a file that could not be read as a return that is unknown, and not nought."""
    names = ("Rows", "Can be loaded", "Set aside", "Not data")
    found = (reading.rows, reading.accepted, sum(reading.set_aside.values()), reading.not_data)
    return {name: "" if reading.checked is None else f"{n:,}" for name, n in zip(names, found, strict=True)}


def caption(readings: list[Reading]) -> str:
    """What the table of files read is called: some of them may be loaded, where loading was stopped."""
    some = any(reading.status == "loaded" for reading in readings)
    return "Files read, some of them loaded" if some else "Files read, nothing stored yet"


def reading_table(readings: list[Reading]) -> pd.DataFrame:
    """A row a file: what it was taken for and what of it can be loaded."""
    return pd.DataFrame(
        [
            {
                "File": reading.file,
                "Taken for": _dataset(reading.dataset),
                **_counts(reading),
                "What happened": _outcome(reading),
            }
            for reading in readings
        ]
    )


def _outcome(reading: Reading) -> str:
    """What became of a file so far, in words; a file that an answer would make whole is not refused yet."""
    if reading.status == "refused":
        asked = reading.about.needed if reading.about else 0
        waits = f"Waits for {'an answer' if asked == 1 else f'{asked} answers'} of yours, below."
        return f"{waits} Without, it cannot be loaded: {reading.message}" if asked else f"✖ Refused. {reading.message}"
    return reading.message


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
