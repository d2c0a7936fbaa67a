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
RATINGS = (
    "rating", "rating_sure", "target", "within", "floor", "floor_within", "target_status", "baseline",
)  # fmt: skip
BY_CONSTRUCTION = "1 for Kent by construction: not rated"


@dataclass(frozen=True)
class Rating:
    """A rating with what it was held against, and whether the whole interval has it; all None where no target is.

    target, floor: the end that a value must reach. within, floor_within: how far from the target it may lie, where
    being near it is what is asked for.
    """

    rating: str | None = None
    rating_sure: bool | None = None
    target: float | None = None
    within: float | None = None
    floor: float | None = None
    floor_within: float | None = None
    target_status: str | None = None
    baseline: bool = False


def rate(
    it: Definition,
    value: float | None,
    year: str,
    framework: str | None,
    limits: tuple[float, float] = (np.nan, np.nan),
) -> Rating:
    """Rate a value under a framework. A year that began before the framework did is a recalculated baseline.

    limits: of the 95% interval; a limit that is not known is the value.
    """
    held = it.framework_for(framework)
    if held is None:
        return Rating()
    _, terms = held
    baseline = dt.date(int(year[:4]), 9, 1) < terms.from_
    if terms.target is None or it.polarity == "none":
        return Rating(baseline=baseline)
    near, floor = it.polarity == "target", terms.floor
    colour = None if value is None else _colour(it, terms, value)
    sure = None if value is None else all(_colour(it, terms, end) == colour for end in limits if not np.isnan(end))
    return Rating(
        colour, sure, terms.target.value, (terms.target.within or 0) if near else None, floor.value if floor else None,
        _outer(terms) if near else None, terms.target.status, baseline,
    )  # fmt: skip


def _outer(terms) -> float:
    floor = terms.floor
    return floor.within if floor and floor.within is not None else terms.target.within or 0


def _colour(it: Definition, terms, value: float) -> str:
    target, floor = terms.target, terms.floor
    if it.polarity == "target":
        off = abs(value - target.value)
        return "green" if off <= (target.within or 0) else "amber" if off <= _outer(terms) else "red"
    sign = 1 if it.polarity == "high" else -1
    if sign * value >= sign * target.value:
        return "green"
    return "amber" if floor and floor.value is not None and sign * value >= sign * floor.value else "red"


def add_ratings(frame: pd.DataFrame, its: dict[str, Definition], framework: str | None) -> pd.DataFrame:
    """The results frame with the columns RATINGS of every row."""
    numbers = (frame[name].astype(float) for name in ("value", "lower", "upper"))
    found = [
        rate(its[name], None if np.isnan(value) else value, year, framework, limits)
        for name, year, value, *limits in zip(frame["indicator"], frame["year"], *numbers, strict=True)
    ]
    for name in RATINGS:
        frame[name] = pd.Series([getattr(rating, name) for rating in found], index=frame.index, dtype=object)
    own = own_ratio(frame, its)
    frame.loc[own, ["direction", "trend"]] = None
    partial = frame["partial"].eq(True) if "partial" in frame else False
    frame.loc[own | _small(frame, its) | partial, ["rating", "rating_sure"]] = None
    return frame


def own_ratio(frame: pd.DataFrame, its: dict[str, Definition]) -> pd.Series:
    """Kent against its own rate: 1 whatever the figures are, so that it meets no target."""
    return (frame["area"] == KENT) & frame["indicator"].map(lambda name: its[name].derived == "access_ratio")


def _small(frame: pd.DataFrame, its: dict[str, Definition]) -> pd.Series:
    least = frame["indicator"].map(lambda name: its[name].minimum_base).astype(float)
    return pd.to_numeric(frame["denominator"]).astype(float) < least


def why_unrated(rows: pd.DataFrame) -> str:
    """How many figures are not rated, for want of a target or of a base, or since they are 1 whatever happens."""
    bare = rows["target"].isna()
    notes = rows["note"].fillna("")
    own = ~bare & notes.str.contains(BY_CONSTRUCTION)
    small = ~bare & ~own & notes.str.contains("base under")
    counted = ((bare, "has", "have", "no target"), (small, "rests", "rest", "on too few to be rated"))
    said = [f" {held.sum()} more {one if held.sum() == 1 else many} {what}." for held, one, many, what in counted
            if held.any()]  # fmt: skip
    return "".join(said + [f" {title}: {BY_CONSTRUCTION}." for title in rows.loc[own, "title"]])
