"""What a load or an undo would change, tried on a copy in memory and shown before it is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st

from loaders import Reading, Report, load_return, undo
from metrics import changes, definitions, results
from ui import html
from ui.downloads import offer
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

    def load(copy: Warehouse) -> list[str]:
        return _notes([(reading, load_return(copy, replace(reading), "trial")) for reading in readings])

    return _tried(live, load)


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

    def take_back(copy: Warehouse) -> list[str]:
        undo(copy, batch, "trial")
        return []

    return _tried(live, take_back)


def _tried(live: Warehouse, step: Callable[[Warehouse], list[str]]) -> Preview:
    with trial(live) as copy:
        before = _state(copy)
        notes = step(copy)
        after = _state(copy)
    # Invented figures are no "before" for real ones, nor real ones for invented.
    same = before.origin == after.origin
    old, new = (state.figures if same or state.origin != "sample" else state.figures[:0] for state in (before, after))
    return Preview(
        changes.rows_said(before.rows, after.rows),
        notes,
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
    _section("What loading would change", tuple(reading.sha256 for reading in readings),
             lambda: of_loading(warehouse(), readings), "loading")  # fmt: skip


def taking_back(batch: int) -> None:
    """Show what taking a batch back would change."""
    _section("What taking it back would change", (batch,), lambda: of_undo(warehouse(), batch), "undo")


def _section(title: str, asked: tuple, tried: Callable[[], Preview], name: str) -> None:
    """Heading, sentences and table; worked out once for what is asked and what stands, in this session alone."""
    held = warehouse()
    key, kept = (str(held.path), held.version(), asked), st.session_state.get(f"preview-{name}")
    if not kept or kept[0] != key:
        with st.spinner("Trying it on a copy"):
            kept = st.session_state[f"preview-{name}"] = (key, tried())
    html.heading(title, 3)
    html.pills([AUDIENCE_LABELS["internal"]])
    _show(kept[1], name)


def _show(preview: Preview, name: str) -> None:
    said = [preview.rows, *preview.notes, *_origins(preview.origins), changes.counted(preview.found)]
    html.write("p", " ".join(said))
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
