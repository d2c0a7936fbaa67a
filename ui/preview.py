"""What a load or an undo would change, tried on a copy in memory and shown before it is done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st

from loaders import Reading, Report, load_return, undo
from metrics import changes, definitions, results
from ui import html
from ui.downloads import offer
from ui.jobs import Job, watch
from ui.page import AUDIENCE_LABELS
from ui.tables import table
from ui.warehouse import warehouse
from warehouse import Warehouse
from warehouse.trial import standing_origin, standing_rows, standing_scopes, trial

TOLD = 10


@dataclass(frozen=True)
class Preview:
    """What would be otherwise: rows, what is covered, and headline figures, the weightiest first."""

    rows: str
    notes: list[str]
    origins: tuple[str | None, str | None]
    covered: list[str]
    uncovered: list[str]
    found: list[changes.Change]


@dataclass(frozen=True)
class _State:
    rows: dict
    scopes: set
    origin: str | None
    figures: pd.DataFrame


def of_loading(live: Warehouse, readings: list[Reading]) -> Preview:
    """What loading these readings would change."""
    return _whole(_loading(live, readings))


def _loading(live: Warehouse, readings: list[Reading]) -> Iterator[Preview | None]:
    loads = [lambda copy, reading=reading: load_return(copy, replace(reading), "trial") for reading in readings]
    return _tried(live, loads, lambda reports: _notes(list(zip(readings, reports, strict=True))))


def _notes(loaded: list[tuple[Reading, Report]]) -> list[str]:
    """What only storing finds out: files that stand already, and requests that stand from another file."""
    same = sum(report.status == "unchanged" for _, report in loaded)
    aside = sum(reading.accepted - report.accepted for reading, report in loaded if report.status == "loaded")
    notes = []
    if same:
        notes.append("1 file stands already." if same == 1 else f"{same:,} files stand already.")
    if aside:
        rows = "1 more row would be" if aside == 1 else f"{aside:,} more rows would be"
        notes.append(f"{rows} set aside, since the requests stand already from another file.")
    return notes


def of_undo(live: Warehouse, batch: int) -> Preview:
    """What taking a batch back would change. Raises NoSuchBatch."""
    return _whole(_undoing(live, batch))


def _undoing(live: Warehouse, batch: int) -> Iterator[Preview | None]:
    return _tried(live, [lambda copy: undo(copy, batch, "trial")], lambda _: [])


def _whole(steps: Iterator[Preview | None]) -> Preview:
    *_, preview = steps
    return preview


BEFORE, AFTER = ["what stands now", "the figures as they are"], ["the figures as they would be", "what is otherwise"]


def _tried(live: Warehouse, changing: list[Callable[[Warehouse], object]], told: Callable[[list], list[str]]):
    """A step at a time, to be stopped between two: BEFORE, each change, AFTER; the last step gives the preview."""
    with trial(live) as copy:
        yield None
        before, found = _state(copy), []
        yield None
        for change in changing:
            found.append(change(copy))
            yield None
        after = _state(copy)
        yield None
    # Invented figures are no "before" for real ones, nor real ones for invented.
    same = before.origin == after.origin
    old, new = (state.figures if same or state.origin != "sample" else state.figures[:0] for state in (before, after))
    yield Preview(
        changes.rows_said(before.rows, after.rows),
        told(found),
        (before.origin, after.origin),
        changes.covered_said(after.scopes - before.scopes),
        changes.covered_said(before.scopes - after.scopes),
        changes.changes(old, new, definitions()),
    )


def _state(copy: Warehouse) -> _State:
    figures = results(copy, changes.HEADLINES, audience="internal", verdicts=False)
    return _State(standing_rows(copy), standing_scopes(copy), standing_origin(copy), figures)


def loading(readings: list[Reading]) -> None:
    """Show what loading these files would change."""
    _section("What loading would change", tuple(reading.sha256 for reading in readings), "loading",
             [reading.file for reading in readings], lambda live: _loading(live, readings))  # fmt: skip


def taking_back(batch: int) -> None:
    """Show what taking a batch back would change."""
    _section("What taking it back would change", (batch,), "undo", [f"batch {batch}"],
             lambda live: _undoing(live, batch))  # fmt: skip


def _section(title: str, asked: tuple, name: str, changing: list[str], steps: Callable[[Warehouse], Iterator]) -> None:
    """Heading, sentences and table; worked out once for what is asked and what stands, in this session alone."""
    held = warehouse()
    key, kept = (str(held.path), held.version(), asked), st.session_state.get(f"preview-{name}")
    if not kept or kept[0] != key:
        kept = st.session_state[f"preview-{name}"] = (key, _watched(key, name, changing, steps))
    html.heading(title, 3)
    if kept[1] is None:
        html.write("p", "Stopped before it was tried: what it would change is not known.", "stls-note")
        if st.button("Try it after all", key=f"preview-{name}-try"):
            del st.session_state[f"preview-{name}"]
            st.rerun()
        return
    html.pills([AUDIENCE_LABELS["internal"]])
    _show(kept[1], name)


def _watched(key: tuple, name: str, changing: list[str], steps: Callable[[Warehouse], Iterator]) -> Preview | None:
    """The preview, worked out beside the page, which shows how far it is; None where a person stopped it."""
    held, job = st.session_state.get(f"trying-{name}", (None, None))
    if held != key:
        if job:
            job.stop()
        tried = steps(warehouse())
        things = [(step, None) for step in (*BEFORE, *changing, *AFTER)]
        job = Job("Trying", things, lambda _: next(tried))
        st.session_state[f"trying-{name}"] = (key, job)
    watch(job)
    del st.session_state[f"trying-{name}"]
    if job.fault:
        raise job.fault
    return None if job.left else job.done[-1]


def _show(preview: Preview, name: str) -> None:
    said = [preview.rows, *preview.notes, *_origins(preview.origins), changes.counted(preview.found)]
    html.write("p", " ".join(said))
    html.write("p", "A row is one row of a file, however many answers it holds.", "stls-beneath")
    html.bullets([change.sentence for change in preview.found[:TOLD]])
    for lines, title in ((preview.covered, "Newly covered"), (preview.uncovered, "No longer covered")):
        if lines:
            with st.expander(f"{title} ({len(lines):,})", key=f"preview-{name}-{title.split()[0].lower()}"):
                html.bullets(lines)
    if len(preview.found) > TOLD:
        with st.expander(f"All headline figures that would change ({len(preview.found):,})", key=f"preview-{name}-all"):
            figures = changes.changes_table(preview.found)
            table(figures, "Headline figures now and then: internal, real counts", ("Now", "Then"))
            offer(figures, f"preview-{name}")


def _origins(origins: tuple[str | None, str | None]) -> list[str]:
    """What becomes of the synthetic sample."""
    if origins == ("sample", "upload"):
        return ["The synthetic sample steps aside: its invented figures are not compared with yours."]
    if origins == ("upload", "sample"):
        return ["No real return would be left, so the synthetic sample would stand again."]
    return []
