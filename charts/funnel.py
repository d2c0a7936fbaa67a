"""Funnel: districts by base, against the limits within which chance alone would put them around Kent."""

from __future__ import annotations

import pandas as pd

from charts.axes import titled, value_axis
from charts.chart import Chart, figure, legend_below
from charts.marks import hover, points
from charts.notes import apart
from charts.palette import Palette
from charts.rows import rows as every_row

SHAPES = {
    "above the 99.8% limit": "triangle-up",
    "above the 95% limit": "triangle-up-open",
    "below the 95% limit": "triangle-down-open",
    "below the 99.8% limit": "triangle-down",
    "inside the limits": "circle",
}
LEAST = 1e-9  # where all districts are alike
LIMITS = {"u998": "dash", "l998": "dash", "u95": "dot", "l95": "dot"}


def funnel(
    districts: pd.DataFrame,
    curves: pd.DataFrame,
    baseline: float,
    axis: str,
    colours: Palette,
    focus: str | None = None,
    line: str = "Kent",
) -> Chart:
    """Districts (worded rows with base_at and where) and curves (base, l95, u95, l998, u998) -> the funnel.

    axis: what the bases are. line: whose value the middle line is. Names stand beside the districts outside a limit
    and the chosen one, and beside the others where there is room.
    """
    rows = every_row(districts)
    named = _named(rows, curves, focus)
    made = figure(
        [*_curves(curves, baseline, line, colours), *_points(rows, colours, focus)],
        430,
        colours,
        annotations=[_name(row, baseline, colours) for row in rows if row.area in named],
        xaxis=value_axis("count", colours, tickformat=",", title=titled(axis, colours)),
        yaxis=value_axis(rows[0].unit, colours),
        legend=legend_below(-0.2),
        margin={"l": 8, "r": 16, "t": 16, "b": 110},
    )
    return Chart(made, _alt(rows, line))


def _curves(curves: pd.DataFrame, baseline: float, line: str, colours: Palette) -> list[dict]:
    bases = curves["base"].tolist()
    base = {"type": "scatter", "mode": "lines", "x": bases, "hoverinfo": "skip"}
    traces = [base | {"y": [baseline] * len(bases), "name": line, "line": {"color": colours.text, "width": 1.5}}]
    for side, dash in LIMITS.items():
        name = "99.8% limits" if side.endswith("998") else "95% limits"
        drawn = {"color": colours.outline, "width": 1.3, "dash": dash}
        own = {"y": curves[side].tolist(), "name": name, "showlegend": side.startswith("u"), "line": drawn}
        traces.append(base | own)
    return traces


def _points(rows: list, colours: Palette, focus: str | None) -> list[dict]:
    shade = {name: colours.outline if name.startswith("inside") else colours.focus for name in SHAPES}
    shade |= {name: colours.lower for name in SHAPES if name.startswith("below")}
    parts = {where: [row for row in rows if row.where == where] for where in SHAPES}
    return [_where(where, part, shade[where], colours, focus) for where, part in parts.items() if part]


def _where(where: str, part: list, shade: str, colours: Palette, focus: str | None) -> dict:
    chosen = [row.area == focus for row in part]
    line = {"width": [3 if c else 1.5 for c in chosen], "color": [colours.text if c else shade for c in chosen]}
    return points(
        [row.base_at for row in part],
        [row.value for row in part],
        [f"{hover(row)}<br>{row.where}" for row in part],
        {"symbol": SHAPES[where], "color": shade, "size": [15 if c else 11 for c in chosen], "line": line},
        name=where,
    )


def _named(rows: list, curves: pd.DataFrame, focus: str | None) -> set[str]:
    """The districts that have a name: those outside and the chosen one, and others whose names have room beside it."""
    across = max(curves["base"].max() - curves["base"].min(), LEAST)
    ends = pd.concat([curves[list(LIMITS)].stack(), pd.Series([row.value for row in rows])])
    high = max(ends.max() - ends.min(), LEAST)
    order = sorted(rows, key=lambda row: (not row.outside and row.area != focus, -row.base_at))
    spots = [(row.area, row.base_at / across, row.value / high) for row in order]
    return apart(spots, sum(row.outside or row.area == focus for row in rows))


def _name(row, baseline: float, colours: Palette) -> dict:
    return {
        "x": row.base_at,
        "y": row.value,
        "text": row.area,
        "showarrow": False,
        "yshift": 14 if row.value >= baseline else -14,  # away from the middle line
        "font": {"color": colours.text, "size": 12 if row.outside else 11},
        # No limit runs through the name of who is outside; the others' names cover no point.
        **({"bgcolor": colours.paper, "borderpad": 1} if row.outside else {}),
    }


def _alt(rows: list, line: str) -> str:
    parts = [f"Funnel plot of {rows[0].title}, {len(rows)} districts around {line}."]
    for where in SHAPES:
        named = [f"{row.area} {row.shown}" for row in rows if row.where == where]
        if named:
            parts.append(f"{where.capitalize()}: {', '.join(named)}.")
    return " ".join(parts)
