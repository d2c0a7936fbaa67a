"""The family of false-discovery control: one for each year and group of pupils, over every indicator and district.

A figure has one verdict, whichever page or call asks for it: what it is tested beside hangs on the figure and not on
what else is shown. Two families: the comparisons with the rest of Kent, and the changes from the year before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from metrics.statistics import benjamini_hochberg

MARKS = {"p_value": "finding", "p_change": "change_finding"}
RATE = 0.05
NONE = -1.0  # no p is so small
Limits = Mapping[tuple, Mapping[str, float]]


def limits_of(frame: pd.DataFrame, by: Sequence[str] = ()) -> Limits:
    """(year, *group) -> the greatest p that survives in each of its two families. by: the columns of the group."""
    held: dict[tuple, dict[str, float]] = {}
    keys = pd.Series(_keys(frame, by), index=frame.index, dtype=object)
    for key, rows in frame.groupby(keys, sort=False):
        held[key] = {name: _greatest(_p(rows, name)) for name in MARKS if name in rows}
    return held


def _greatest(p: np.ndarray) -> float:
    return float(p[benjamini_hochberg(p, RATE)].max(initial=NONE))


def _p(frame: pd.DataFrame, name: str) -> np.ndarray:
    return pd.to_numeric(frame[name]).to_numpy(dtype=float)


def _keys(frame: pd.DataFrame, by: Sequence[str]) -> list[tuple]:
    groups = [frame[name].astype(object).where(frame[name].notna(), None) for name in by]
    return list(zip(frame["year"], *groups, strict=True))


def mark(frame: pd.DataFrame, by: Sequence[str] = (), limits: Limits | None = None) -> pd.DataFrame:
    """The frame with `finding` and `change_finding`. limits: of the whole family; None where the frame is all of it."""
    if limits is None:
        limits = limits_of(frame, by)
    keys = _keys(frame, by)
    marks = {}
    for name, mark_as in MARKS.items():
        if name in frame:
            most = [limits[key][name] if key in limits else NONE for key in keys]
            marks[mark_as] = _p(frame, name) <= np.array(most, dtype=float)
    return frame.assign(**marks)


def could_be_found(frame: pd.DataFrame) -> bool:
    """False where no test of the frame can survive in any family, so that the family need not be known."""
    return any((_p(frame, name) <= RATE).any() for name in MARKS)


def unjudged(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame without verdicts: as if nothing in it had been tested against the rest of Kent."""
    return frame.assign(comparison=None, confidence=None, finding=False, change_finding=False)
