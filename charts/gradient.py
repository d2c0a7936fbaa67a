"""Gradients: two groups in each district, districts along deprivation, and one measure of districts against another."""

from __future__ import annotations

import pandas as pd

from charts.axes import row_axis, row_places, titled, value_axis
from charts.chart import Chart, figure, known, legend_below
from charts.marks import hover, points, whiskers
from charts.notes import apart, level, upright
from charts.palette import Palette
from charts.rows import rows as every_row

GROUPS = (("disadvantaged", "Disadvantaged pupils", "diamond"), ("others", "Other pupils", "circle-open"))

MARKS = {"clear": "◆ clear", "likely": "◇ likely"}


def disadvantage(frame: pd.DataFrame, unit: str, colours: Palette, focus: str | None = None) -> Chart:
    """Rows (area, disadvantaged, others, their limits, strength) -> both groups of every district with 95% intervals.

    Kent is the last row; a difference beyond chance stands beside its district's name.
    """
    rows = every_row(frame)
    order = sorted((r for r in rows if r.area != "Kent"), key=lambda r: (not known(r.difference), r.difference or 0))
    names = [row.area for row in order] + [row.area for row in rows if row.area == "Kent"]
    found = {row.area: f"{row.area} {MARKS[row.strength]}" for row in rows if row.strength in MARKS}
    place = row_places(names)
    made = figure(
        [_group(rows, place, *group, at, colours) for at, group in enumerate(GROUPS)],
        36 * len(names) + 100,
        colours,
        xaxis=value_axis(unit, colours, side="top"),
        yaxis=row_axis([found.get(name, name) for name in names], focus, colours),
        legend=legend_below(-0.04),
        margin={"l": 8, "r": 16, "t": 8, "b": 50},
    )
    return Chart(made, _groups_alt([row for row in rows if known(row.difference)]))


def _group(rows: list, place: dict[str, int], side: str, name: str, shape: str, at: int, colours: Palette) -> dict:
    shade = colours.focus if at == 0 else colours.outline
    held = [row for row in rows if known(getattr(row, side))]
    values, lower, upper = ([getattr(row, f"{side}{end}") for row in held] for end in ("", "_lower", "_upper"))
    return points(
        values,
        [place[row.area] + (0.16 if at == 0 else -0.16) for row in held],
        [f"{row.area}, {name.lower()}" for row in held],
        {"symbol": shape, "size": 10, "color": shade, "line": {"width": 1.5, "color": shade}},
        name=name,
        hovertemplate="%{customdata}: %{x:.0f}<extra></extra>",
        error_x=whiskers(values, lower, upper, shade),
    )


def _groups_alt(rows: list) -> str:
    said = [f"{row.area}: {row.disadvantaged:.0f} and {row.others:.0f}" for row in rows]
    return f"Disadvantaged pupils and others by district, with 95% intervals. {'; '.join(said)}."


def along(frame: pd.DataFrame, colours: Palette, focus: str | None = None) -> Chart:
    """Worded rows with imd, rank (0 to 1, most deprived first) and line -> districts and the slope through them."""
    rows = every_row(frame)
    places, values = [100 * row.rank for row in rows], [row.value for row in rows]
    reach = whiskers(values, [row.lower for row in rows], [row.upper for row in rows], colours.outline)
    across = titled("◀ most deprived · share of pupils · least deprived ▶", colours, size=12)
    made = figure(
        [_dots(rows, places, values, colours, focus) | {"error_y": reach}, _slope(rows, places, colours)],
        400,
        colours,
        annotations=_names(rows, places, values, colours, focus),
        xaxis=value_axis("percent", colours, title=across),
        yaxis=value_axis(rows[0].unit, colours, rangemode="tozero"),
        legend=legend_below(-0.2),
        margin={"l": 8, "r": 24, "t": 16, "b": 80},
    )
    said = "; ".join(f"{row.area} {row.shown}" for row in rows)
    return Chart(made, f"{rows[0].title}, districts from the most to the least deprived: {said}.")


def _slope(rows: list, places: list[float], colours: Palette) -> dict:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": places,
        "y": [row.line for row in rows],
        "name": "slope index of inequality",
        "line": {"color": colours.text, "width": 2, "dash": "dash"},
        "hoverinfo": "skip",
    }


def against(frame: pd.DataFrame, across: str, up: str, colours: Palette, focus: str | None = None) -> Chart:
    """area, x, y (Kent among them) -> districts as dots, Kent as two lines that part less from more."""
    rows = every_row(frame)
    kent = next(row for row in rows if row.area == "Kent")
    held = [row for row in rows if row.area != "Kent"]
    x, y = [row.x for row in held], [row.y for row in held]
    made = figure(
        [_dots(held, x, y, colours, focus)],
        400,
        colours,
        shapes=[upright(kent.x, colours, layer="below"), level(kent.y, colours, layer="below")],
        annotations=_names(held, x, y, colours, focus, every=True),
        xaxis=value_axis("rate", colours, title=titled(across, colours, size=12)),
        yaxis=value_axis("rate", colours, title=titled(up, colours, size=12)),
        showlegend=False,
        margin={"l": 8, "r": 40, "t": 16, "b": 60},
    )
    said = "; ".join(f"{row.area} {row.x:.1f} and {row.y:.1f}" for row in rows)
    return Chart(made, f"{across} against {up} by district: {said}.")


def _dots(rows: list, x: list[float], y: list[float], colours: Palette, focus: str | None) -> dict:
    told = [hover(row) if hasattr(row, "shown") else row.area for row in rows]
    size, edge = ([most if row.area == focus else least for row in rows] for least, most in ((10, 14), (0, 3)))
    line = {"width": edge, "color": colours.text}
    marker = {"symbol": "circle", "color": colours.focus, "size": size, "line": line}
    return points(x, y, told, marker, name="district")


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
    return apart(outermost)
