"""Ranks: each district's rank as a dot within the interval of ranks that it could hold."""

from __future__ import annotations

import pandas as pd

from charts.chart import ROW_HEIGHT, Chart, emphasised, figure, name_axis, value_axis
from charts.palette import Palette
from charts.rows import rows as every_row


def ranks(frame: pd.DataFrame, first: str, colours: Palette, focus: str | None = None) -> Chart:
    """area, rank, rank_lower, rank_upper, of, sentence, best first -> dots on bars. first: what the 1st place means."""
    rows = every_row(frame)
    names = [row.area for row in rows]
    bars = {
        "type": "bar",
        "orientation": "h",
        "y": names,
        "base": [row.rank_lower - 0.35 for row in rows],
        "x": [row.rank_upper - row.rank_lower + 0.7 for row in rows],
        "width": 0.42,
        "name": "95% interval of the rank",
        "marker": {"color": colours.grid, "line": {"color": colours.outline, "width": 1}},
        "hoverinfo": "skip",
    }
    dots = {
        "type": "scatter",
        "mode": "markers",
        "x": [row.rank for row in rows],
        "y": names,
        "name": "rank as measured",
        "customdata": [f"{row.area}<br>{row.sentence}" for row in rows],
        "hovertemplate": "%{customdata}<extra></extra>",
        "marker": {
            "symbol": "circle",
            "opacity": 1,
            "size": [13 if row.area == focus else 9 for row in rows],
            "color": colours.focus,
        },
    }
    most = rows[0].of
    axis = value_axis("count", colours, side="top", range=[0.4, most + 0.6], tickvals=list(range(1, most + 1)))
    made = figure(
        [bars, dots],
        ROW_HEIGHT * len(names) + 110,
        colours,
        xaxis=axis | {"title": {"text": f"Rank: 1 is {first}", "font": {"color": colours.quiet}}},
        yaxis=name_axis(names, colours, showgrid=False, **emphasised(names, focus)),
        margin={"l": 8, "r": 16, "t": 8, "b": 48},
    )
    return Chart(made, f"Ranks with 95% intervals. {'; '.join(f'{row.area}: {row.sentence}' for row in rows)}.")
