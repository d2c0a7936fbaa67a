"""Red, amber, green: green meets the target, amber the floor standard, red neither; no colour without a direction."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from metrics.definition import Definition


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
