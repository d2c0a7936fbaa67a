"""Ranks: each district's rank as a dot within the interval of ranks that it could hold."""

from __future__ import annotations

import pandas as pd

from charts.axes import emphasised, name_axis, titled, value_axis
from charts.chart import ROW_HEIGHT, Chart, figure
from charts.marks import points
from charts.palette import Palette
from charts.rows import rows as every_row


def ranks(frame: pd.DataFrame, first: str, colours: Palette, focus: str | None = None) -> Chart:
    """area, rank, rank_lower, rank_upper, of, sentence, best first -> dots on bars. first: what the 1st place means."""
    rows = every_row(frame)
    names = [row.area for row in rows]
    made = figure(
        [_intervals(rows, colours), _dots(rows, colours, focus)],
        ROW_HEIGHT * len(names) + 110,
        colours,
        xaxis=_places(rows[0].of, first, colours),
        yaxis=name_axis(names, colours, showgrid=False, **emphasised(names, focus)),
        margin={"l": 8, "r": 16, "t": 8, "b": 48},
    )
    return Chart(made, f"Ranks with 95% intervals. {'; '.join(f'{row.area}: {row.sentence}' for row in rows)}.")


def _intervals(rows: list, colours: Palette) -> dict:
    return {
        "type": "bar",
        "orientation": "h",
        "y": [row.area for row in rows],
        "base": [row.rank_lower - 0.35 for row in rows],
        "x": [row.rank_upper - row.rank_lower + 0.7 for row in rows],
        "width": 0.42,
        "name": "95% interval of the rank",
        "marker": {"color": colours.grid, "line": {"color": colours.outline, "width": 1}},
        "hoverinfo": "skip",
    }


def _dots(rows: list, colours: Palette, focus: str | None) -> dict:
    size = [13 if row.area == focus else 9 for row in rows]
    marker = {"symbol": "circle", "size": size, "color": colours.focus}
    told = [f"{row.area}<br>{row.sentence}" for row in rows]
    return points([row.rank for row in rows], [row.area for row in rows], told, marker, name="rank as measured")


def _places(most: int, first: str, colours: Palette) -> dict:
    places, title = list(range(1, most + 1)), titled(f"Rank: 1 is {first}", colours)
    return value_axis("count", colours, side="top", range=[0.4, most + 0.6], tickvals=places, title=title)
