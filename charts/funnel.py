"""Funnel: districts by base, against the limits within which chance alone would put them around Kent."""

from __future__ import annotations

import pandas as pd

from charts.chart import Chart, figure, hover, legend_below, value_axis
from charts.palette import Palette
from charts.rows import rows as every_row

SHAPES = {
    "above the 99.8% limit": "triangle-up",
    "above the 95% limit": "triangle-up-open",
    "below the 95% limit": "triangle-down-open",
    "below the 99.8% limit": "triangle-down",
    "inside the limits": "circle",
}
LIMITS = {"u998": "dash", "l998": "dash", "u95": "dot", "l95": "dot"}


def funnel(
    points: pd.DataFrame,
    curves: pd.DataFrame,
    baseline: float,
    axis: str,
    colours: Palette,
    focus: str | None = None,
    line: str = "Kent",
) -> Chart:
    """Points (worded rows with base_at and where) and curves (base, l95, u95, l998, u998) -> the funnel.

    axis: what the bases are. line: whose value the middle line is. Names stand
    beside the districts outside a limit and the chosen one.
    """
    rows = every_row(points)
    made = figure(
        [*_curves(curves, baseline, line, colours), *_points(rows, colours, focus)],
        430,
        colours,
        annotations=[_name(row, colours) for row in rows if row.outside or row.area == focus],
        xaxis=value_axis("count", colours, tickformat=",", title={"text": axis, "font": {"color": colours.quiet}}),
        yaxis=value_axis(rows[0].unit, colours),
        legend=legend_below(-0.2),
        margin={"l": 8, "r": 16, "t": 16, "b": 110},
    )
    return Chart(made, _alt(rows, points, line))


def _curves(curves: pd.DataFrame, baseline: float, line: str, colours: Palette) -> list[dict]:
    bases = curves["base"].tolist()
    base = {"type": "scatter", "mode": "lines", "x": bases, "hoverinfo": "skip"}
    traces = [base | {"y": [baseline] * len(bases), "name": line, "line": {"color": colours.text, "width": 1.5}}]
    for side, dash in LIMITS.items():
        name = "99.8% limits" if side.endswith("998") else "95% limits"
        traces.append(
            base
            | {
                "y": curves[side].tolist(),
                "name": name,
                "showlegend": side.startswith("u"),
                "line": {"color": colours.outline, "width": 1.3, "dash": dash},
            }
        )
    return traces


def _points(rows: list, colours: Palette, focus: str | None) -> list[dict]:
    shade = {name: colours.outline if name.startswith("inside") else colours.focus for name in SHAPES}
    shade |= {name: colours.lower for name in SHAPES if name.startswith("below")}
    traces = []
    for where, shape in SHAPES.items():
        part = [row for row in rows if row.where == where]
        if part:
            traces.append(
                {
                    "type": "scatter",
                    "mode": "markers",
                    "name": where,
                    "x": [row.base_at for row in part],
                    "y": [row.value for row in part],
                    "customdata": [f"{hover(row)}<br>{row.where}" for row in part],
                    "hovertemplate": "%{customdata}<extra></extra>",
                    "marker": {
                        "symbol": shape,
                        "color": shade[where],
                        "opacity": 1,
                        "size": [15 if row.area == focus else 11 for row in part],
                        "line": {
                            "width": [3 if row.area == focus else 1.5 for row in part],
                            "color": [colours.text if row.area == focus else shade[where] for row in part],
                        },
                    },
                }
            )
    return traces


def _name(row, colours: Palette) -> dict:
    return {
        "x": row.base_at,
        "y": row.value,
        "text": row.area,
        "showarrow": False,
        "yshift": 14 if row.where.startswith("above") else -14,
        "font": {"color": colours.text, "size": 12},
        "bgcolor": colours.paper,  # no limit runs through a name
        "borderpad": 1,
    }


def _alt(rows: list, points: pd.DataFrame, line: str) -> str:
    title = points["title"].iloc[0]
    parts = [f"Funnel plot of {title}, {len(rows)} districts around {line}."]
    for where in SHAPES:
        named = [f"{row.area} {row.shown}" for row in rows if row.where == where]
        if named:
            parts.append(f"{where.capitalize()}: {', '.join(named)}.")
    return " ".join(parts)
