"""The gap in children: for each district a bar over the bases of need, from fewer pupils to more than Kent's rate."""

from __future__ import annotations

import pandas as pd

from charts.axes import emphasised, name_axis, value_axis
from charts.chart import ROW_HEIGHT, Chart, figure, known
from charts.marks import TOLD
from charts.notes import SIGNS, at_right, upright
from charts.palette import Palette
from charts.rows import rows as every_row

HOLLOW = "rgba(0,0,0,0)"


def gap(frame: pd.DataFrame, colours: Palette, focus: str | None = None) -> Chart:
    """Rows (area, least and most pupils fewer, side, strength, shown) -> a bar a district around Kent's rate.

    From the most fewer to the most more; a district without a figure keeps a row that says so.
    """
    rows = sorted(every_row(frame), key=lambda row: (not known(row.least), -(row.least + row.most)))
    names = [row.area for row in rows]
    made = figure(
        [_bars([row for row in rows if known(row.least)], colours)],
        ROW_HEIGHT * len(names) + 60,
        colours,
        showlegend=False,
        bargap=0.5,
        shapes=[upright(0, colours)],
        annotations=[at_right(row.area, _words(row), colours) for row in rows],
        xaxis=value_axis("count", colours, side="top"),
        yaxis=name_axis(names, colours, **emphasised(names, focus)),
        margin={"l": 8, "r": 130, "t": 8, "b": 8},
    )
    return Chart(made, _alt(rows))


def _bars(rows: list, colours: Palette) -> dict:
    shades = [_shade(row, colours) for row in rows]
    likely = [row.strength == "likely" and (row.side, row.strength) in SIGNS for row in rows]  # hollow, as every mark
    return {
        "type": "bar",
        "orientation": "h",
        "y": [row.area for row in rows],
        "base": [-row.most for row in rows],
        "x": [max(row.most - row.least, 0.4) for row in rows],  # bases that agree are a line, and not nothing
        "marker": {
            "color": [HOLLOW if hollow else shade for hollow, shade in zip(likely, shades, strict=True)],
            "line": {
                "color": [shade if hollow else colours.outline for hollow, shade in zip(likely, shades, strict=True)],
                "width": [2.5 if hollow else 1 for hollow in likely],
            },
        },
        "customdata": [f"{row.area}: {row.shown}" for row in rows],
        **TOLD,
    }


def _shade(row, colours: Palette) -> str:
    if (row.side, row.strength) not in SIGNS:
        return colours.context
    return colours.lower if row.side == "below" else colours.focus


def _words(row) -> str:
    """The range in words, with a sign where it is beyond chance on every basis."""
    return f"{SIGNS.get((row.side, row.strength), '')} {row.shown}".strip()


def _alt(rows: list) -> str:
    said = "; ".join(f"{row.area}: {row.shown}{_sure(row)}" for row in rows)
    return f"Pupils with support agreed against Kent's average rate, as a range over three bases of need. {said}."


def _sure(row) -> str:
    return f", {row.strength}" if (row.side, row.strength) in SIGNS else ""
