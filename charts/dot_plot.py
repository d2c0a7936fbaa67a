"""Dot plot: each district's value with its interval, against Kent's line."""

from __future__ import annotations

import pandas as pd

from charts.axes import emphasised, name_axis, value_axis
from charts.chart import ROW_HEIGHT, Chart, by_value, figure, kent_of, known, legend_below, records, said
from charts.hidden import beside
from charts.marks import marks
from charts.notes import kent_line
from charts.palette import Palette


def dot_plot(frame: pd.DataFrame, colours: Palette, focus: str | None = None) -> Chart:
    """One indicator's worded rows (districts and Kent) -> districts by value, Kent as a line, findings by shape.

    Districts without a figure keep a line of their own that says so. A count has no line for Kent, the sum of them.
    """
    rows = records(frame)
    ranked, kent = by_value(rows), kent_of(rows) if rows[0].unit != "count" else None
    names = [row.area for row in ranked]
    line, label = kent_line(kent, colours) if kent else (None, None)
    made = figure(
        marks([(r.value, r.area, r) for r in ranked if known(r.value)], colours, focus),
        ROW_HEIGHT * len(names) + 104,
        colours,
        shapes=[line] if kent else [],
        annotations=([label] if kent else []) + [beside(r, colours) for r in ranked if not known(r.value)],
        xaxis=value_axis(rows[0].unit, colours, side="top"),
        yaxis=name_axis(names, colours, **emphasised(names, focus)),
        legend=legend_below(-0.07),
        margin={"l": 8, "r": 16, "t": 8, "b": 64},
    )
    return Chart(made, f"Dot plot of {rows[0].title} by district, with 95% intervals. {said(rows)}")
