"""Two measures of the same districts side by side, each against Kent: does the answer hold on both?"""

from __future__ import annotations

import pandas as pd

from charts.axes import emphasised, name_axis, value_axis, wrapped
from charts.chart import ROW_HEIGHT, Chart, by_value, figure, kent_of, known, legend_below, records, said
from charts.hidden import beside
from charts.marks import marks
from charts.notes import kent_line
from charts.palette import KINDS, Palette, words

DOMAINS = ((0.0, 0.47), (0.53, 1.0))
ACROSS = {"nticks": 4, "rangemode": "tozero", "anchor": "y"}


def side_by_side(
    left: pd.DataFrame, right: pd.DataFrame, labels: tuple[str, str], colours: Palette, focus: str | None = None
) -> Chart:
    """Worded rows of two indicators -> two dot plots that share their districts, in the order of the left one."""
    sides = [records(left), records(right)]
    names = [row.area for row in by_value(sides[0])]
    traces, shapes, notes, axes = [], [], [], {}
    for place, (rows, axis) in enumerate(zip(sides, ("x", "x2"), strict=True)):
        traces += marks(
            [(r.value, r.area, r) for r in rows if r.area in names and known(r.value)], colours, focus, xaxis=axis
        )
        lines, words = _laid_over(rows, names, axis, colours)
        shapes, notes = [*shapes, *lines], [*notes, *words, _heading(labels[place], place, colours)]
        axes[f"xaxis{axis[1:]}"] = value_axis(rows[0].unit, colours, domain=DOMAINS[place], **ACROSS)
    made = figure(
        _each_named_once(traces),
        ROW_HEIGHT * len(names) + 140,
        colours,
        shapes=shapes,
        annotations=notes,
        yaxis=name_axis(names, colours, **emphasised(names, focus)),
        legend=legend_below(-0.09),
        margin={"l": 8, "r": 16, "t": 66, "b": 40},
        **axes,
    )
    alt = f"Two dot plots side by side, with 95% intervals. {labels[0]}: {said(sides[0])} {labels[1]}: {said(sides[1])}"
    return Chart(made, alt)


def _laid_over(rows: list, names: list[str], axis: str, colours: Palette) -> tuple[list[dict], list[dict]]:
    """Kent's line, and the words: why a district has no mark, and Kent's figure above its line."""
    words = [beside(r, colours, axis) for r in rows if r.area in names and not known(r.value)]
    if not (kent := kent_of(rows)):
        return [], words
    line, label = kent_line(kent, colours, axis)
    return [line], [*words, label | {"y": 1, "yanchor": "bottom"}]


def _each_named_once(traces: list[dict]) -> list[dict]:
    """The traces in the order of the palette's kinds, each kind once in the legend."""
    order = [words(*kind) for kind in KINDS]
    traces = sorted(traces, key=lambda trace: order.index(trace["name"]))
    names = [trace["name"] for trace in traces]
    return [trace | {"showlegend": names.index(trace["name"]) == i} for i, trace in enumerate(traces)]


def _heading(label: str, place: int, colours: Palette) -> dict:
    return {
        "x": DOMAINS[place][0],
        "xref": "paper",
        "y": 1,
        "yref": "paper",
        "yshift": 42,
        "xanchor": "left",
        "align": "left",
        "yanchor": "middle",
        "text": f"<b>{wrapped(label, 18)}</b>",
        "showarrow": False,
        "font": {"color": colours.text, "size": 13},
    }
