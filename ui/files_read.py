"""What was read of the files dropped: a table of them, the rows set aside and warned about, and what is not known."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from loaders import Reading, as_it_stands
from loaders.left_out import waiting
from metrics import wording
from metrics.coverage import TITLES
from ui.downloads import offer
from ui.tables import table
from warehouse import Warehouse
from warehouse.batches import RIGHTLY

SHOWN = 50
COUNTS = ("Rows", "Can be loaded", "Stand already", "To correct", "Left out rightly", "Not data")
LISTS = {
    "set aside": "Rows set aside for you to correct",
    "left out": "Rows left out rightly",
    "warning": "Warnings: rows that are kept",
}
REASONS = {
    "file": "File",
    "sheet": "Sheet",
    "row_number": "Row",
    "column_name": "Column",
    "value": "Value",
    "message": "What to do",
}


def beside(store: Warehouse, reading: Reading) -> Reading:
    """The reading as loading it now would count it; asked anew only where something was loaded or taken back since."""
    version = store.version()
    if reading.beside is None or reading.beside[0] != version:
        reading.beside = (version, as_it_stands(store, reading))
    return reading.beside[1] if reading.status == "ready" else reading


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
                "Taken for": dataset_title(reading.dataset),
                **_counts(reading),
                "What happened": _outcome(reading),
            }
            for reading in readings
        ]
    )


def not_loaded_said(readings: list[Reading], offered: list[Reading]) -> list[str]:
    """Which of the files dropped are not loaded with the others, and why, in sentences; none where all are."""
    refused = [reading for reading in readings if reading.status == "refused"]
    wait = sum(_asked(reading) > 0 for reading in refused)
    nothing_new = sum(reading.status == "ready" for reading in readings) - len(offered)
    counts = (
        (wait, "that waits for an answer of yours", "that wait for answers of yours"),
        (len(refused) - wait, "that was refused", "that were refused"),
        (nothing_new, "that brings nothing new", "that bring nothing new"),
    )
    parts = [f"1 file {one}" if n == 1 else f"{n:,} files {many}" for n, one, many in counts if n]
    stay = ["What waits or was refused stays on this page until you leave it."] if refused else []
    return [f"Not among the files to load: {wording.listed(parts)}.", *stay] if parts else []


def _asked(reading: Reading) -> int:
    """How many answers a refused file waits for."""
    return reading.about.needed if reading.about else 0


def _outcome(reading: Reading) -> str:
    """What became of a file so far, in words; a file that an answer would make whole is not refused yet."""
    if reading.status == "refused":
        asked = _asked(reading)
        waits = f"Waits for {'an answer' if asked == 1 else f'{asked} answers'} of yours, below."
        return f"{waits} Without, it cannot be loaded: {reading.message}" if asked else f"✖ Refused. {reading.message}"
    return reading.message


def _counts(reading: Reading) -> dict[str, str]:
    """What became of its lines; of a file that could not be read as a return that is unknown, and not nought."""
    wait = waiting(reading.set_aside)
    left = reading.rows - reading.accepted - reading.stands - wait
    found = (reading.rows, reading.accepted, reading.stands, wait, left, reading.not_data)
    return {name: "" if reading.checked is None else f"{n:,}" for name, n in zip(COUNTS, found, strict=True)}


def dataset_title(name: str | None) -> str:
    """A return's name as it begins a cell."""
    title = TITLES.get(name, "none of the eight returns")
    return title[:1].upper() + title[1:]


def faults_table(readings: list[Reading]) -> None:
    """Rows left out and warnings with their places, the first of them on screen and all of them to download."""
    faults = pd.DataFrame(
        [
            {"file": reading.file, "list": list_of(fault["kind"], fault["code"]), **fault}
            for reading in readings
            for fault in reading.faults
        ]
    )
    for kind, title in LISTS.items():
        part = faults[faults["list"] == kind].drop(columns="list") if len(faults) else faults
        if part.empty:
            continue
        with st.expander(f"{title} ({len(part):,})", key=f"faults-{kind}"):
            texts = part[list(REASONS)].head(SHOWN).astype(object).where(part[list(REASONS)].head(SHOWN).notna(), "")
            note = f": the first {SHOWN}; the download has all of them" if len(part) > SHOWN else ""
            table(texts.rename(columns=REASONS), f"{title}{note}", ("Row",))
            offer(part, kind.replace(" ", "-"), label=f"Download all {len(part):,} (CSV)")


def list_of(kind: str, code: str) -> str:
    """Which of the lists a fault is in: "set aside", "left out" or "warning"."""
    return "left out" if kind == "set aside" and code in RIGHTLY else kind


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
