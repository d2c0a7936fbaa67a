"""Red, amber, green: green meets the target, amber the floor standard, red neither; no colour without a direction.

Nor is there a colour for a figure on a base under the least one that its definition names, nor for Kent's ratio to
Kent's own rate.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import pandas as pd

from metrics.definition import Definition

KENT = "Kent"
RATINGS = ("rating", "target", "floor", "target_status", "baseline")
BY_CONSTRUCTION = "1 for Kent by construction: not rated"


@dataclass(frozen=True)
class Rating:
    """A rating with what it was held against; all None where no target is agreed."""

    rating: str | None = None
    target: float | None = None
    floor: float | None = None
    target_status: str | None = None
    baseline: bool = False


def rate(it: Definition, value: float | None, year: str, framework: str | None) -> Rating:
    """Rate a value under a framework. A year that began before the framework did is a recalculated baseline."""
    held = it.framework_for(framework)
    if held is None:
        return Rating()
    _, terms = held
    baseline = dt.date(int(year[:4]), 9, 1) < terms.from_
    if terms.target is None or it.polarity == "none":
        return Rating(baseline=baseline)
    floor = terms.floor.value if terms.floor else None
    colour = None if value is None else _colour(it, terms, value)
    return Rating(colour, terms.target.value, floor, terms.target.status, baseline)


def _colour(it: Definition, terms, value: float) -> str:
    target, floor = terms.target, terms.floor
    if it.polarity == "target":
        off = abs(value - target.value)
        inner, outer = target.within or 0, floor.within if floor and floor.within is not None else target.within or 0
        return "green" if off <= inner else "amber" if off <= outer else "red"
    sign = 1 if it.polarity == "high" else -1
    if sign * value >= sign * target.value:
        return "green"
    return "amber" if floor and floor.value is not None and sign * value >= sign * floor.value else "red"


def add_ratings(frame: pd.DataFrame, its: dict[str, Definition], framework: str | None) -> pd.DataFrame:
    """The results frame with rating, target, floor, target_status and baseline of every row."""
    found = [
        rate(its[name], None if np.isnan(value) else value, year, framework)
        for name, value, year in zip(frame["indicator"], frame["value"].astype(float), frame["year"], strict=True)
    ]
    for name in RATINGS:
        frame[name] = pd.Series([getattr(rating, name) for rating in found], index=frame.index, dtype=object)
    own = own_ratio(frame, its)
    frame.loc[own, ["direction", "trend"]] = None
    partial = frame["partial"].astype(bool) if "partial" in frame else False
    frame.loc[own | _small(frame, its) | partial, "rating"] = None
    return frame


def own_ratio(frame: pd.DataFrame, its: dict[str, Definition]) -> pd.Series:
    """Kent against its own rate: 1 whatever the figures are, so that it meets no target."""
    return (frame["area"] == KENT) & frame["indicator"].map(lambda name: its[name].derived == "access_ratio")


def _small(frame: pd.DataFrame, its: dict[str, Definition]) -> pd.Series:
    least = frame["indicator"].map(lambda name: its[name].minimum_base).astype(float)
    return pd.to_numeric(frame["denominator"]).astype(float) < least


def why_unrated(rows: pd.DataFrame) -> str:
    """How many figures are not rated, for want of a target or of a base."""
    bare = int(rows["target"].isna().sum())
    small = int((rows["target"].notna() & rows["note"].fillna("").str.contains("base under")).sum())
    said = f" {bare} more {'has' if bare == 1 else 'have'} no target." if bare else ""
    return said + (f" {small} more {'rests' if small == 1 else 'rest'} on too few to be rated." if small else "")
