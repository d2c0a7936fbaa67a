"""What every chart hands on, and the layout that they share."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from charts.hidden import symbol, told
from charts.palette import KINDS, Palette, colour, kind, shape, words
from charts.room import needed

TICKS = {"percent": {"ticksuffix": "%"}, "pounds": {"tickprefix": "£"}, "days": {"ticksuffix": " d"}}
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


def value_axis(unit: str, colours: Palette, **more) -> dict:
    """The axis along which values lie, with its unit on the ticks."""
    base = {
        "gridcolor": colours.grid,
        "zeroline": False,
        "fixedrange": True,
        "automargin": True,
        "nticks": 6,
        "tickfont": {"color": colours.quiet},
    }
    return base | TICKS.get(unit, {}) | more


def name_axis(names: list[str], colours: Palette, **more) -> dict:
    """The axis of districts, the first name on top."""
    base = {
        "categoryorder": "array",
        "categoryarray": names[::-1],
        "fixedrange": True,
        "automargin": True,
        "gridcolor": colours.grid,
        "showgrid": True,
        "ticklabelstandoff": 6,
        "tickfont": {"color": colours.text},
    }
    return base | more


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


def marks(points: list[tuple], colours: Palette, focus: str | None = None, **more) -> list[dict]:
    """(x, y, row) of every point -> a trace for each status and strength, with shape, colour, interval and hover text.

    A whisker is drawn where x is the row's value and the row has an interval.
    """
    traces = []
    for status, likely in KINDS:
        part = [point for point in points if kind(point[2]) == (status, likely)]
        if not part:
            continue
        shade = colour(colours, status)
        edge = colours.outline if shade == colours.context else shade
        chosen = [row.area == focus for _, _, row in part]
        traces.append(
            {
                "type": "scatter",
                "x": [x for x, _, _ in part],
                "y": [y for _, y, _ in part],
                "mode": "markers",
                "name": words(status, likely),
                "customdata": [hover(row) for _, _, row in part],
                "hovertemplate": "%{customdata}<extra></extra>",
                "error_x": _whiskers(part, edge),
                "marker": {
                    "symbol": shape(status, likely),
                    "opacity": 1,
                    "size": [15 if c else 11 for c in chosen],
                    "color": shade,
                    "line": {
                        "width": [3 if c else 2 if likely else 1.2 for c in chosen],
                        "color": [colours.text if c else edge for c in chosen],
                    },
                },
                **more,
            }
        )
    return traces


def _whiskers(part: list[tuple], shade: str) -> dict:
    reach = [
        (r.upper - x, x - r.lower) if x == r.value and known(r.upper) and known(r.lower) else (0, 0) for x, _, r in part
    ]
    if not any(up or down for up, down in reach):
        return {"visible": False}
    ups, downs = zip(*reach, strict=True)
    return {
        "type": "data",
        "symmetric": False,
        "array": list(ups),
        "arrayminus": list(downs),
        "color": shade,
        "thickness": 1.6,
        "width": 0,
    }


def hover(row) -> str:
    """Hover text with value, interval, base and what the comparison found; every part without Plotly's own markup."""
    return "<br>".join(
        _plain(part)
        for part in (
            row.title,
            f"{row.area}: {row.shown}",
            f"95% interval: {row.range}",
            f"Base: {row.base}",
            row.compared,
        )
    )


def _plain(text: str) -> str:
    return str(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def emphasised(names: list[str], focus: str | None) -> dict:
    """Tick labels with the chosen district in bold."""
    return {"tickvals": names, "ticktext": [f"<b>{_plain(n)}</b>" if n == focus else _plain(n) for n in names]}


def kent_line(kent, colours: Palette, axis: str = "x") -> tuple[dict, dict]:
    """A line at Kent's value over the whole height, and its label beneath it."""
    line = {
        "type": "line",
        "x0": kent.value,
        "x1": kent.value,
        "y0": 0,
        "y1": 1,
        "yref": "y domain",
        "xref": axis,
        "line": {"color": colours.text, "width": 1.5, "dash": "dot"},
        "layer": "below",
    }
    label = {
        "x": kent.value,
        "y": 0,
        "yref": "y domain",
        "xref": axis,
        "text": f"Kent {kent.shown}",
        "showarrow": False,
        "yanchor": "top",
        "font": {"color": colours.text, "size": 12},
    }
    return line, label


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


def wrapped(title: str, width: int) -> str:
    """A long label over two lines, broken at the last blank before `width` letters."""
    cut = title.rfind(" ", 0, width) if len(title) > width else -1
    return f"{_plain(title[:cut])}<br>{_plain(title[cut + 1 :])}" if cut > 0 else _plain(title)


def legend_below(y: float = 0.0) -> dict:
    """The legend under the plot, where a phone has room for it."""
    return {"orientation": "h", "x": 0, "y": y, "yanchor": "top", "itemclick": False, "itemdoubleclick": False}
