"""Margin plot: each area's value on the bar between the least and the greatest value that gaps leave possible."""

from __future__ import annotations

import pandas as pd

from charts.axes import emphasised, name_axis, value_axis
from charts.chart import ROW_HEIGHT, Chart, figure, legend_below, records
from charts.marks import points
from charts.palette import Palette


def margin_plot(frame: pd.DataFrame, colours: Palette, focus: str | None = None) -> Chart:
    """Rows of area, value, low, high, shown and between (in words) -> a bar from low to high with a dot at the value.

    The rows keep their order, the first on top.
    """
    rows = records(frame)
    names = [row.area for row in rows]
    made = figure(
        [_bars(rows, colours), _dots(rows, colours)],
        ROW_HEIGHT * len(names) + 90,
        colours,
        barmode="overlay",
        bargap=0.45,
        xaxis=value_axis(rows[0].unit, colours, side="top"),
        yaxis=name_axis(names, colours, **emphasised(names, focus)),
        legend=legend_below(-0.04),
        margin={"l": 8, "r": 16, "t": 8, "b": 40},
    )
    said = "; ".join(f"{row.area} {row.shown}, {row.between}" for row in rows)
    return Chart(made, f"Plot of {rows[0].title} by district, and of what gaps leave possible. {said}.")


def _bars(rows: list, colours: Palette) -> dict:
    return {
        "type": "bar",
        "orientation": "h",
        "name": "possible, if every gap were closed",
        "y": [row.area for row in rows],
        "base": [row.low for row in rows],
        "x": [row.high - row.low for row in rows],
        "marker": {"color": colours.context, "line": {"color": colours.outline, "width": 1}},
        "hoverinfo": "skip",
    }


def _dots(rows: list, colours: Palette) -> dict:
    marker = {"symbol": "diamond", "size": 11, "color": colours.focus}
    told = [f"{row.area}: {row.shown}<br>{row.between}" for row in rows]
    return points([row.value for row in rows], [row.area for row in rows], told, marker, name="as it stands")
