"""Terms along an axis: a tick a term, the year beneath its first, closures shaded and named."""

from __future__ import annotations

import datetime as dt

from charts.palette import Palette


def closure(start: dt.date, end: dt.date, colours: Palette) -> dict:
    """The shade over a time when schools were closed to most pupils."""
    return {
        "type": "rect",
        "x0": start.isoformat(),
        "x1": end.isoformat(),
        "y0": 0,
        "y1": 1,
        "yref": "y domain",
        "fillcolor": colours.grid,
        "opacity": 0.75,
        "layer": "below",
        "line": {"width": 0},
    }


def closed(start: dt.date, end: dt.date, colours: Palette) -> dict:
    """The words over the shade."""
    return {
        "x": (start + (end - start) / 2).isoformat(),
        "y": 1,
        "yref": "y domain",
        "yanchor": "bottom",
        "text": "Schools<br>closed",
        "showarrow": False,
        "font": {"color": colours.quiet, "size": 11},
    }


def terms(rows: list, colours: Palette) -> dict:
    """A tick a term, the year beneath the first of it."""
    firsts = {row.year: row.when for row in reversed(rows)}
    return {
        "type": "date",
        "tickvals": [row.middle for row in rows],
        "ticktext": [f"{row.term}<br>{row.year}" if firsts[row.year] == row.when else f"{row.term}" for row in rows],
        "tickangle": 0,
        "title": {"text": "School term and year", "font": {"color": colours.quiet, "size": 12}, "standoff": 18},
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
        "tickfont": {"color": colours.quiet, "size": 12},
    }
