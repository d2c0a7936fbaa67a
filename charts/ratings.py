"""Ratings of each district: how many indicators meet the target, only the floor, or miss the floor."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from charts.axes import emphasised, name_axis
from charts.chart import ROW_HEIGHT, Chart, figure, known, legend_below, records
from charts.palette import Palette

KINDS = (("red", "✖ Floor missed"), ("amber", "◐ Floor met, target not"), ("green", "✔ Target met"))


def ratings(frame: pd.DataFrame, colours: Palette, focus: str | None = None) -> Chart:
    """Worded rows of a framework's indicators -> a bar an area, its parts counted, most floors missed on top."""
    counts: dict[str, Counter] = {row.area: Counter() for row in records(frame)}
    for row in records(frame):
        if known(row.rating):
            counts[row.area][row.rating] += 1
    areas = sorted(counts, key=lambda area: (area != "Kent", -counts[area]["red"], counts[area]["green"], area))
    made = figure(
        [_part(kind, name, areas, counts, colours) for kind, name in KINDS],
        ROW_HEIGHT * len(areas) + 90,
        colours,
        barmode="stack",
        uniformtext={"mode": "hide", "minsize": 11},  # a part too narrow for its number is told by hover and alt text
        bargap=0.12,
        xaxis={"visible": False, "fixedrange": True},
        yaxis=name_axis(areas, colours, showgrid=False, **emphasised(areas, focus)),
        legend=legend_below() | {"traceorder": "normal"},
    )
    said = "; ".join(f"{area}: {', '.join(_said(counts[area]))}" for area in areas)
    return Chart(made, f"Stacked bars of ratings by district. {said}.")


def _part(kind: str, name: str, areas: list[str], counts: dict[str, Counter], colours: Palette) -> dict:
    shade = {"red": colours.worse, "amber": colours.context, "green": colours.better}[kind]
    ink = colours.text if kind == "amber" else colours.paper
    values = [counts[area][kind] for area in areas]
    return {
        "type": "bar",
        "orientation": "h",
        "x": values,
        "y": areas,
        "name": name,
        "text": [f"{name[0]} {v}" if v else "" for v in values],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "insidetextfont": {"color": ink, "size": 12},
        "constraintext": "inside",
        "hovertemplate": f"%{{y}}: {name} on %{{x}}<extra></extra>",
        "marker": {"color": shade, "line": {"color": colours.paper, "width": 1}},
    }


def _said(counted: Counter) -> list[str]:
    return [f"{counted[kind]} {name[2:].lower()}" for kind, name in KINDS if counted[kind]] or ["none rated"]
