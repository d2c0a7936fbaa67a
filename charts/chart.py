"""What every chart hands on, the layout that they share, and the rows that they read."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from charts.hidden import symbol, told
from charts.palette import KINDS, Palette, kind, words
from charts.room import needed

FONT_SIZE = 13
ROW_HEIGHT = 27
NEEDED = ["indicator", "title", "area", "value", "lower", "upper", "shown", "range", "base", "status", "compared"]
NEEDED += ["rating", "unit", "polarity", "strength"]


@dataclass(frozen=True)
class Chart:
    """A figure and the text that says the same to someone who cannot see it."""

    figure: go.Figure
    alt: str


def figure(traces: list, height: int, colours: Palette, **layout) -> go.Figure:
    """A figure in the house layout: no modebar clutter, transparent paper, legend above the plot."""
    base = {
        "height": height,
        "margin": {"l": 8, "r": 12, "t": 8, "b": 8},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"size": FONT_SIZE, "color": colours.text},
        "hoverlabel": {"align": "left"},
        "legend": legend_below(),
        "dragmode": False,
        "showlegend": True,
    }
    made = base | layout
    least = needed(made)
    made["margin"] = {side: max(given, least.get(side, 0)) for side, given in made["margin"].items()}
    # Checking every property takes longer than drawing; the tests check each figure against Plotly's own schema.
    return go.Figure({"data": traces, "layout": made}, _validate=False)


def records(frame: pd.DataFrame, *more: str) -> list:
    """The rows of a worded frame as named tuples with the columns that charts read and any `more`; of others, all."""
    wanted = [*NEEDED, *more]
    return list((frame[wanted] if set(wanted) <= set(frame.columns) else frame).itertuples(index=False))


def known(value: object) -> bool:
    """False for None and NaN."""
    return value is not None and value == value  # NaN is the one value that differs from itself


def kent_of(rows: list):
    """The row of Kent, when it has a value; else None."""
    return next((r for r in rows if r.area == "Kent" and known(r.value)), None)


def by_value(rows: list) -> list:
    """The districts' rows, highest value first, those without a figure last."""
    districts = [r for r in rows if r.area != "Kent"]
    return sorted(districts, key=lambda r: (not known(r.value), -r.value if known(r.value) else 0, r.area))


def said(rows: list) -> str:
    """The figures of a chart as sentences: Kent, lowest and highest, what stands out, what is missing."""
    ranked = [r for r in by_value(rows) if known(r.value)]
    if not ranked:
        return " ".join(["No district has a figure.", *told(rows, lambda r: r.area)])
    kent, low, high = kent_of(rows), ranked[-1], ranked[0]
    parts = [f"Kent {kent.shown}."] if kent else []
    parts.append(f"Lowest {low.area} {low.shown}, highest {high.area} {high.shown}.")
    for found in KINDS[:-2]:
        names = [r.area for r in ranked if kind(r) == found]
        if names:
            parts.append(f"{sentence_case(words(*found))}: {', '.join(names)}.")
    absent = [r.area for r in rows if r.area != "Kent" and not known(r.value) and symbol(r) is None]
    return " ".join(parts + told(rows, lambda r: r.area) + ([f"No figure: {', '.join(absent)}."] if absent else []))


def sentence_case(words: str) -> str:
    """The first letter large, names inside left as they are."""
    return words[:1].upper() + words[1:]


def legend_below(y: float = 0.0) -> dict:
    """The legend under the plot, where a phone has room for it."""
    return {"orientation": "h", "x": 0, "y": y, "yanchor": "top", "itemclick": False, "itemdoubleclick": False}
