"""Returns on their way in: what was read of each file, what is set aside and why, and the batches that stand."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from loaders import KeyMissing, Reading, load_return, read_return
from loaders.answers import NONE, Answers
from loaders.left_out import left_out, waiting
from loaders.load import corrections_said, new_reader
from metrics import wording
from ui import html
from ui.files_read import beside, dataset_title
from ui.jobs import Job, watch
from ui.tables import table
from ui.warehouse import warehouse
from warehouse.trial import standing_rows

NEWEST = 20
NUMBERS = ("Batch", "Rows", "Accepted", "To correct", "Left out rightly")


def read_all(files: list) -> list[Reading]:
    """Read each file dropped that was not read before, with progress and a way to stop; stores nothing."""
    held = st.session_state.setdefault("readings", {})
    st.session_state["dropped"] = files
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
        beside(store, reading)  # asked here, where the page says how far it is
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


def to_load(readings: list[Reading]) -> list[Reading]:
    """The files that bring something new, each once: not those all of whose rows stand already."""
    found: dict[str, Reading] = {}
    for reading in readings:
        shown = beside(warehouse(), reading)
        if reading.status == "ready" and (shown.accepted or not shown.stands):
            found.setdefault(reading.sha256, reading)
    return list(found.values())


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
        _clear_but({upload for upload, reading in st.session_state["readings"].items() if reading.status == "refused"})
    st.rerun()


def kept_files() -> list:
    """The files of an earlier drop that were not loaded with the others: they wait for an answer, or were refused."""
    return st.session_state.get("kept_files", [])


def _clear_but(uploads: set[str]) -> None:
    """Forget the files dropped and what was read of them, but for these, which can still be answered for."""
    state = st.session_state
    state["kept_files"] = [file for file in state.get("dropped", []) if file.file_id in uploads]
    for held in ("readings", "answers"):
        state[held] = {upload: found for upload, found in state.get(held, {}).items() if upload in uploads}
    state["upload_round"] = state.get("upload_round", 0) + 1


def clear() -> None:
    """Forget the files dropped and what was read of them."""
    _clear_but(set())


def standing_said(batches: list[dict]) -> str:
    """How much stands, in a sentence."""
    standing = [batch for batch in batches if batch["status"] in ("stands", "partly replaced")]
    if not standing:
        return "No return is loaded."
    rows = sum(standing_rows(warehouse()).values())
    files = "1 file is" if len(standing) == 1 else f"{len(standing):,} files are"
    return f"{files} in use, with {rows:,} {'row' if rows == 1 else 'rows'}."


def history_shown(batches: list[dict]) -> None:
    """The newest batches, and the others behind a fold."""
    table(history_table(batches[:NEWEST]), "Files loaded, newest first", NUMBERS)
    if older := batches[NEWEST:]:
        with st.expander(f"Loaded before these ({len(older):,})", key="history-older"):
            table(history_table(older), "Files loaded before", NUMBERS)


def history_table(batches: list[dict]) -> pd.DataFrame:
    """A row a batch, newest first."""
    return pd.DataFrame(
        [
            {
                "Batch": f"{batch['batch']}",
                "File": batch["file"],
                "Return": dataset_title(batch["dataset"]),
                "Loaded": f"{wording.day(batch['loaded_at'])}, {batch['loaded_at']:%H:%M}",
                "By": _by(batch),
                "Rows": f"{batch['rows']:,}",
                "Accepted": f"{batch['accepted']:,}",
                "To correct": f"{waiting(batch['set_aside']):,}",
                "Left out rightly": f"{left_out(batch['set_aside']):,}",
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
