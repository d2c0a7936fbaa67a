"""Three bases of need side by side: observed over expected for each district, 1 being Kent's rate."""

from __future__ import annotations

import pandas as pd

from charts.chart import Chart, emphasised, figure, known, legend_below, sentence_case, value_axis
from charts.palette import Palette
from charts.rows import rows as every_row

STEP = 0.24
SHAPES = ("circle", "square", "diamond-open")
SIGNS = {("below", "clear"): "▼", ("below", "likely"): "▽", ("above", "clear"): "▲", ("above", "likely"): "△"}


def bases(frame: pd.DataFrame, colours: Palette, focus: str | None = None) -> Chart:
    """Rows (area, basis, title, ratio, lower, upper, side, shown) -> a mark a basis in each district's row.

    Districts run from the lowest to the highest mean ratio; those without a figure keep a row that says so.
    """
    rows = every_row(frame)
    titles = list(dict.fromkeys(row.title for row in rows))
    names = _ordered(frame)
    place = {name: len(names) - at for at, name in enumerate(names)}
    shades = (colours.focus, colours.outline, colours.third)  # none of the colours that mean better, worse or lower
    traces = [
        _basis([row for row in rows if row.title == title and known(row.ratio)], place, at, shades[at])
        for at, title in enumerate(titles)
    ]
    ticks = emphasised(names, focus)["ticktext"]
    made = figure(
        traces,
        44 * len(names) + 120,
        colours,
        shapes=[_one(colours)],
        annotations=[_side(name, frame, place, colours) for name in names],
        xaxis=value_axis("ratio", colours, side="top", rangemode="tozero"),
        yaxis={
            "tickvals": [place[name] for name in names],
            "ticktext": ticks,
            "range": [0.4, len(names) + 0.6],
            "fixedrange": True,
            "automargin": True,
            "showgrid": False,
            "zeroline": False,
            "tickfont": {"color": colours.text},
        },
        legend=legend_below(-0.03),
        margin={"l": 8, "r": 74, "t": 8, "b": 70},
    )
    return Chart(made, _alt(frame, names))


def _ordered(frame: pd.DataFrame) -> list[str]:
    means = frame.groupby("area", sort=False)["ratio"].mean()
    return list(means.sort_values(na_position="last", kind="stable").index)


def _basis(part: list, place: dict[str, int], at: int, shade: str) -> dict:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": part[0].title if part else "no figure",
        "x": [row.ratio for row in part],
        "y": [place[row.area] + (1 - at) * STEP for row in part],
        "customdata": [f"{row.area}: {row.shown}<br>{row.title}<br>{row.assumes}" for row in part],
        "hovertemplate": "%{customdata}<extra></extra>",
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": [row.upper - row.ratio if known(row.upper) else 0 for row in part],
            "arrayminus": [row.ratio - row.lower if known(row.lower) else 0 for row in part],
            "color": shade,
            "thickness": 1.4,
            "width": 0,
        },
        "marker": {
            "symbol": SHAPES[at],
            "size": 9,
            "opacity": 1,
            "color": shade,
            "line": {"width": 1.5, "color": shade},
        },
    }


def _one(colours: Palette) -> dict:
    return {
        "type": "line",
        "x0": 1,
        "x1": 1,
        "y0": 0,
        "y1": 1,
        "yref": "y domain",
        "layer": "below",
        "line": {"color": colours.text, "width": 1.5, "dash": "dot"},
    }


def _side(name: str, frame: pd.DataFrame, place: dict[str, int], colours: Palette) -> dict:
    """At the right of a row: the headline where all bases agree, with a sign where it is beyond chance on each."""
    mine = frame[frame["area"] == name]
    side = mine["side"].iloc[0]
    weakest = "clear" if mine["strength"].eq("clear").all() else "likely"
    sure = weakest if mine["strength"].isin(["clear", "likely"]).all() else None
    text = f"{SIGNS.get((side, sure), '')} {side}".strip() if side in ("below", "above") else "depends"
    text = text if mine["ratio"].notna().all() else "no figure"
    return {
        "x": 1,
        "xref": "paper",
        "xanchor": "left",
        "xshift": 4,
        "y": place[name],
        "text": text,
        "showarrow": False,
        "font": {"color": colours.text, "size": 12},
    }


def _alt(frame: pd.DataFrame, names: list[str]) -> str:
    parts = ["Observed over expected pupils on three bases of need, 1 being Kent's rate."]
    for name in names:
        rows = frame[frame["area"] == name]
        parts.append(f"{name}: {', '.join(f'{row.title} {row.shown}' for row in every_row(rows))}.")
    return sentence_case(" ".join(parts))
