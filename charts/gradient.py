"""Gradients: two groups in each district, districts along deprivation, and one measure of districts against another."""

from __future__ import annotations

import pandas as pd

from charts.chart import (
    Chart,
    emphasised,
    figure,
    hover,
    known,
    legend_below,
    value_axis,
)
from charts.palette import Palette
from charts.rows import rows as every_row

GROUPS = (("disadvantaged", "Disadvantaged pupils", "diamond"), ("others", "Other pupils", "circle-open"))

MARKS = {"clear": "◆ clear", "likely": "◇ likely"}
NAME_WIDE, NAME_HIGH = 0.45, 0.07  # of the plot: what a name takes on a phone


def disadvantage(frame: pd.DataFrame, unit: str, colours: Palette, focus: str | None = None) -> Chart:
    """Rows (area, disadvantaged, others, their limits, strength) -> both groups of every district with 95% intervals.

    Kent is the last row; a difference beyond chance stands beside its district's name.
    """
    rows = every_row(frame)
    order = sorted((r for r in rows if r.area != "Kent"), key=lambda r: (not known(r.difference), r.difference or 0))
    names = [row.area for row in order] + [row.area for row in rows if row.area == "Kent"]
    found = {row.area: f"{row.area} {MARKS[row.strength]}" for row in rows if row.strength in MARKS}
    place = {name: len(names) - at for at, name in enumerate(names)}
    ticks = emphasised([found.get(name, name) for name in names], focus)["ticktext"]
    made = figure(
        [_group(rows, place, *group, at, colours) for at, group in enumerate(GROUPS)],
        36 * len(names) + 100,
        colours,
        xaxis=value_axis(unit, colours, side="top"),
        yaxis=_places(names, place, ticks, colours),
        legend=legend_below(-0.04),
        margin={"l": 8, "r": 16, "t": 8, "b": 50},
    )
    return Chart(made, _groups_alt([row for row in rows if known(row.difference)]))


def _places(names: list[str], place: dict[str, int], ticks: list[str], colours: Palette) -> dict:
    return {
        "tickvals": [place[name] for name in names],
        "ticktext": ticks,
        "range": [0.4, len(names) + 0.6],
        "fixedrange": True,
        "automargin": True,
        "showgrid": False,
        "zeroline": False,
        "tickfont": {"color": colours.text},
    }


def _group(rows: list, place: dict[str, int], side: str, name: str, shape: str, at: int, colours: Palette) -> dict:
    shade = colours.focus if at == 0 else colours.outline
    held = [row for row in rows if known(getattr(row, side))]
    value, lower, upper = ([getattr(row, f"{side}{end}") for row in held] for end in ("", "_lower", "_upper"))
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": value,
        "y": [place[row.area] + (0.16 if at == 0 else -0.16) for row in held],
        "customdata": [f"{row.area}, {name.lower()}" for row in held],
        "hovertemplate": "%{customdata}: %{x:.0f}<extra></extra>",
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": [top - middle for top, middle in zip(upper, value, strict=True)],
            "arrayminus": [middle - bottom for bottom, middle in zip(lower, value, strict=True)],
            "color": shade,
            "thickness": 1.4,
            "width": 0,
        },
        "marker": {"symbol": shape, "size": 10, "opacity": 1, "color": shade, "line": {"width": 1.5, "color": shade}},
    }


def _groups_alt(rows: list) -> str:
    said = [f"{row.area}: {row.disadvantaged:.0f} and {row.others:.0f}" for row in rows]
    return f"Disadvantaged pupils and others by district, with 95% intervals. {'; '.join(said)}."


def along(frame: pd.DataFrame, colours: Palette, focus: str | None = None) -> Chart:
    """Worded rows with imd, rank (0 to 1, most deprived first) and line -> districts and the slope through them."""
    rows = every_row(frame)
    dots = _dots(rows, [100 * row.rank for row in rows], [row.value for row in rows], colours, focus)
    line = {
        "type": "scatter",
        "mode": "lines",
        "x": [100 * row.rank for row in rows],
        "y": [row.line for row in rows],
        "name": "slope index of inequality",
        "line": {"color": colours.text, "width": 2, "dash": "dash"},
        "hoverinfo": "skip",
    }
    whiskers = {
        "type": "data",
        "symmetric": False,
        "array": [row.upper - row.value if known(row.upper) else 0 for row in rows],
        "arrayminus": [row.value - row.lower if known(row.lower) else 0 for row in rows],
        "color": colours.outline,
        "thickness": 1.4,
        "width": 0,
    }
    made = figure(
        [dots | {"error_y": whiskers}, line],
        400,
        colours,
        annotations=_names(rows, [100 * row.rank for row in rows], [row.value for row in rows], colours, focus),
        xaxis=value_axis(
            "percent", colours, title=_title("◀ most deprived · share of pupils · least deprived ▶", colours)
        ),
        yaxis=value_axis(rows[0].unit, colours, rangemode="tozero"),
        legend=legend_below(-0.2),
        margin={"l": 8, "r": 24, "t": 16, "b": 80},
    )
    said = "; ".join(f"{row.area} {row.shown}" for row in rows)
    return Chart(made, f"{rows[0].title}, districts from the most to the least deprived: {said}.")


def against(frame: pd.DataFrame, across: str, up: str, colours: Palette, focus: str | None = None) -> Chart:
    """area, x, y (Kent among them) -> districts as dots, Kent as two lines that part less from more."""
    rows = every_row(frame)
    kent = next(row for row in rows if row.area == "Kent")
    held = [row for row in rows if row.area != "Kent"]
    x, y = [row.x for row in held], [row.y for row in held]
    line = {"type": "line", "layer": "below", "line": {"color": colours.text, "width": 1.5, "dash": "dot"}}
    made = figure(
        [_dots(held, x, y, colours, focus)],
        400,
        colours,
        shapes=[
            line | {"x0": kent.x, "x1": kent.x, "y0": 0, "y1": 1, "yref": "y domain"},
            line | {"y0": kent.y, "y1": kent.y, "x0": 0, "x1": 1, "xref": "x domain"},
        ],
        annotations=_names(held, x, y, colours, focus, every=True),
        xaxis=value_axis("rate", colours, title=_title(across, colours)),
        yaxis=value_axis("rate", colours, title=_title(up, colours)),
        showlegend=False,
        margin={"l": 8, "r": 40, "t": 16, "b": 60},
    )
    said = "; ".join(f"{row.area} {row.x:.1f} and {row.y:.1f}" for row in rows)
    return Chart(made, f"{across} against {up} by district: {said}.")


def _title(text: str, colours: Palette) -> dict:
    return {"text": text, "font": {"color": colours.quiet, "size": 12}}


def _dots(rows: list, x: list[float], y: list[float], colours: Palette, focus: str | None) -> dict:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": x,
        "y": y,
        "name": "district",
        "customdata": [hover(row) if hasattr(row, "shown") else row.area for row in rows],
        "hovertemplate": "%{customdata}<extra></extra>",
        "marker": {
            "symbol": "circle",
            "opacity": 1,
            "color": colours.focus,
            "size": [14 if row.area == focus else 10 for row in rows],
            "line": {"width": [3 if row.area == focus else 0 for row in rows], "color": colours.text},
        },
    }


def _names(
    rows: list, x: list[float], y: list[float], colours: Palette, focus: str | None, every: bool = False
) -> list[dict]:
    """Names above the dots, or below the two ends and the chosen district alone."""
    base = {"showarrow": False, "font": {"color": colours.text, "size": 11}}
    named = _apart(rows, x, y, focus) if every else {rows[0].area, rows[-1].area, focus}
    return [
        base | {"x": at, "y": up, "text": row.area} | ({"yshift": 13} if every else _below(row, row is rows[-1]))
        for row, at, up in zip(rows, x, y, strict=True)
        if row.area in named
    ]


def _below(row, last: bool) -> dict:
    """Below the whisker, where no neighbour's can run through it; the last name ends at its dot."""
    side = {"xanchor": "right", "xshift": 9} if last else {"xanchor": "left", "xshift": -9}
    return side | {"y": row.lower if known(row.lower) else row.value, "yshift": -10}


def _apart(rows: list, x: list[float], y: list[float], focus: str | None) -> set[str]:
    """The districts whose names do not run into each other, the chosen one and the outermost first."""
    wide, high = (max(max(ends) - min(ends), 1e-9) for ends in (x, y))
    middle, level = sum(x) / len(x), sum(y) / len(y)
    spots = [(row.area, at / wide, up / high) for row, at, up in zip(rows, x, y, strict=True)]
    outermost = sorted(spots, key=lambda s: (s[0] != focus, -abs(s[1] - middle / wide) - abs(s[2] - level / high)))
    kept: list[tuple] = []
    for area, at, up in outermost:
        if all(abs(at - x2) > NAME_WIDE or abs(up - y2) > NAME_HIGH for _, x2, y2 in kept):
            kept.append((area, at, up))
    return {area for area, _, _ in kept}
