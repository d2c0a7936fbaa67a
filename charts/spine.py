"""Spine chart: one district against Kent across indicators, each on its own scale from lowest to highest district."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from charts.axes import wrapped
from charts.chart import Chart, figure, known, legend_below, records, sentence_case
from charts.hidden import symbol, told
from charts.marks import marks
from charts.notes import upright
from charts.palette import KINDS, Palette, kind, words

# Each row has a scale of its own, so that the axis has no figures.
ACROSS = {"range": [-1.08, 1.08], "showticklabels": False, "showgrid": False, "zeroline": False, "fixedrange": True}


@dataclass(frozen=True)
class Placed:
    """Where a district lies on one indicator's row: Kent at 0, the districts' range beside it, its further end at 1."""

    row: object
    kent: object
    place: float
    left: float
    right: float

    @property
    def label(self) -> str:
        """The row's label: the indicator and the district's value."""
        return f"{wrapped(self.row.title, 34)}  <b>{self.row.shown}</b>"


def spine(frame: pd.DataFrame, area: str, colours: Palette) -> Chart:
    """Worded rows of many indicators, all areas -> a row an indicator; right of the line is better, or higher.

    What is hidden keeps a row with its symbol, the last ones.
    """
    placed = placed_rows(frame, area)
    hidden = [row for row in records(frame) if row.area == area and row.unit != "count" and symbol(row)]
    names = [*(spot.label for spot in placed), *(f"{wrapped(row.title, 34)}  <b>{symbol(row)}</b>" for row in hidden)]
    spots = [(spot.place, spot.label, spot.row) for spot in placed]
    made = figure(
        [_ranges(placed, colours), *marks(spots, colours, cliponaxis=False)],
        32 * len(names) + 100,
        colours,
        shapes=[upright(0, colours, line={"color": colours.text, "width": 1.5})],
        annotations=_ends(colours),
        xaxis=ACROSS,
        yaxis=_down(names, colours),
        legend=legend_below(-0.02),
        margin={"l": 8, "r": 8, "t": 40, "b": 60},
    )
    return Chart(made, " ".join([_alt(placed, area), *told(hidden, lambda row: row.title)]))


def _down(names: list[str], colours: Palette) -> dict:
    return {
        "categoryorder": "array",
        "categoryarray": names[::-1],
        "automargin": True,
        "fixedrange": True,
        "showgrid": False,
        "range": [-0.7, len(names) - 0.3],
        "tickfont": {"color": colours.text, "size": 12},
        "ticklabelstandoff": 6,
    }


def _ranges(placed: list[Placed], colours: Palette) -> dict:
    """The range of the districts as a bar behind each row."""
    return {
        "type": "bar",
        "base": [spot.left for spot in placed],
        "x": [spot.right - spot.left for spot in placed],
        "y": [spot.label for spot in placed],
        "orientation": "h",
        "width": 0.5,
        "marker": {"color": colours.grid},
        "name": "range of the districts",
        "hoverinfo": "skip",
    }


def placed_rows(frame: pd.DataFrame, area: str) -> list[Placed]:
    """One place an indicator for which both the district and Kent have a figure, findings first; counts have none."""
    grouped: dict[str, list] = {}
    for row in records(frame):
        if row.unit == "count":
            continue  # a district's count beside the county's says how large it is, no more
        grouped.setdefault(row.indicator, []).append(row)
    found = []
    for rows in grouped.values():
        held = {row.area: row for row in rows if known(row.value)}
        if area in held and "Kent" in held:
            found.append(_placed(held[area], held["Kent"], [row.value for name, row in held.items() if name != "Kent"]))
    return sorted(found, key=lambda spot: KINDS.index(kind(spot.row)))


def _placed(mine, kent, values: list[float]) -> Placed:
    """Low-is-better rows are turned round, so that right always is better where one side is."""
    reach = max(abs(value - kent.value) for value in values) or 1.0
    way = -1 if mine.polarity == "low" else 1
    left, right = sorted(way * (end - kent.value) / reach for end in (min(values), max(values)))
    return Placed(mine, kent, way * (mine.value - kent.value) / reach, left, right)


def _ends(colours: Palette) -> list[dict]:
    base = {"yref": "paper", "showarrow": False, "font": {"color": colours.quiet, "size": 12}}
    top = base | {"y": 1, "yanchor": "bottom"}
    return [
        top | {"x": -1.05, "xanchor": "left", "align": "left", "text": "◀ worse<br>or lower"},
        top | {"x": 1.05, "xanchor": "right", "align": "right", "text": "better ▶<br>or higher"},
        base | {"x": 0, "y": 0, "xanchor": "center", "yanchor": "top", "text": "<b>Kent</b>"},
    ]


def _alt(placed: list[Placed], area: str) -> str:
    parts = [
        f"Spine chart: {area} against Kent on {len(placed)} indicators, each on the scale of the twelve districts."
    ]
    for found in KINDS[:-2]:
        named = [f"{spot.row.title} ({spot.row.shown})" for spot in placed if kind(spot.row) == found]
        if named:
            parts.append(f"{sentence_case(words(*found))}: {', '.join(named)}.")
    return " ".join(parts)
