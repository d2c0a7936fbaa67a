"""Downloads of what is shown, as CSV: the file's name holds a hash of its content, its cells start no formula."""

from __future__ import annotations

import hashlib
import re

import pandas as pd
import streamlit as st

from metrics import wording
from ui.fetch import data_end, synthetic
from ui.filters import Choice

LEFT_OUT = ("range", "base", "rated", "aim", "least", "towards", "trending", "status", "shown", "kent")
BREAKS = re.compile(r"[\r\n]+")
# The wide forms of East Asian keyboards are signs to Excel as well.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def neutral(cell: object) -> object:
    """Text in one line, with an apostrophe before what a spreadsheet would take for a formula; numbers as they are."""
    if not isinstance(cell, str):
        return cell
    mark = "'" if cell.startswith(FORMULA) or cell.lstrip().startswith(FORMULA) else ""
    return mark + BREAKS.sub(" ", cell)


def as_csv(frame: pd.DataFrame) -> bytes:
    """The frame as UTF-8 CSV that Excel opens right, every text cell neutral."""
    safe = frame.copy()
    for name in safe.columns:
        if not pd.api.types.is_numeric_dtype(safe[name]):
            safe[name] = [neutral(cell) for cell in safe[name]]
    safe.columns = [neutral(str(name)) for name in safe.columns]
    return safe.to_csv(index=False).encode("utf-8-sig")


def download(frame: pd.DataFrame, choice: Choice, name: str) -> None:
    """A button for the rows of a chart or table, with filters, audience and date of the data in each row."""
    kept = frame.drop(columns=[column for column in LEFT_OUT if column in frame])
    offer(_labelled(kept, choice), name, choice.year)


def offer(frame: pd.DataFrame, name: str, period: str = "", label: str = "Download these figures (CSV)") -> None:
    """A button for a frame as it is. Files that differ never share a name, for it holds a hash of the content."""
    data = as_csv(frame)
    stem = "-".join(part for part in (name, period.replace("/", "-"), hashlib.sha256(data).hexdigest()[:10]) if part)
    st.download_button(label, data, f"{stem}.csv", "text/csv", key=f"download-{name}", on_click="ignore")


def _labelled(frame: pd.DataFrame, choice: Choice) -> pd.DataFrame:
    return frame.assign(
        phase_filter=choice.phase or "all",
        need_filter=choice.need or "all",
        framework=choice.framework_title,
        audience="internal: real counts, not for publication" if choice.audience == "internal" else choice.audience,
        data_as_at=wording.day(data_end()),
        data_are=_made_of(frame),
    )


def _made_of(frame: pd.DataFrame) -> str:
    if "indicator" in frame and frame["indicator"].astype(str).str.startswith("explored_").all():
        return "a table kept on Explore, not checked as a return"
    return "synthetic demonstration data" if synthetic() else "returns as loaded"
