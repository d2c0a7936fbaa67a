"""Tile map: one equal tile a district, for equity counts districts and not hectares."""

from __future__ import annotations

import pandas as pd

from charts.axes import wrapped
from charts.chart import Chart, figure, known, records, said
from charts.hidden import symbol
from charts.marks import hover, points
from charts.palette import FOUND, KINDS, Palette, colour, kind, sign, words

HALF = 0.46  # half a tile: a little less than half a cell, so that tiles do not touch


def tile_map(
    frame: pd.DataFrame, places: dict[str, tuple[int, int]], colours: Palette, focus: str | None = None
) -> Chart:
    """One indicator's worded rows and each district's (row, column) -> tiles with value, sign and word."""
    rows = [row for row in records(frame) if row.area in places]
    columns = max(column for _, column in places.values())
    down = max(row for row, _ in places.values())
    tiles = [_tile(row, places[row.area], colours, focus) for row in rows]
    medway = _medway(places, columns, colours)
    made = figure(
        [_hovers(rows, places)],
        116 * down,
        colours,
        shapes=[shape for shape, _ in tiles] + medway[:1],
        annotations=[text for _, text in tiles] + medway[1:],
        xaxis={"range": [0.5, columns + 0.5], "visible": False, "fixedrange": True},
        yaxis={"range": [down + 0.5, 0.5], "visible": False, "fixedrange": True},
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        showlegend=False,
    )
    title = frame["title"].iloc[0]
    return Chart(made, f"Tile map of {title}, one equal tile a district. {said(records(frame))}")


def key(frame: pd.DataFrame) -> list[str]:
    """What the signs on the tiles mean, for the line beneath the map."""
    present = {kind(row) for row in records(frame)} - {("untested", False)}
    return [f"{sign(*found)} {words(*found)}" for found in KINDS if found in present]


def _tile(row, place: tuple[int, int], colours: Palette, focus: str | None) -> tuple[dict, dict]:
    down, across = place
    status, likely = kind(row)
    strong = status in FOUND and not likely  # a likely finding has its colour as an edge, a clear one all over
    fill = colour(colours, status) if strong else colours.grid
    held = known(row.value)
    own = colour(colours, status) if likely else fill
    edge = colours.text if row.area == focus else own if held else colours.outline
    shape = _square(across, down) | {
        "fillcolor": fill if held else "rgba(0,0,0,0)",
        "line": {
            "color": edge,
            "width": 4 if row.area == focus else 3 if likely else 1,
            "dash": "solid" if held else "dot",
        },
    }
    ink = colours.paper if strong and held else colours.text
    text = {"x": across, "y": down, "text": _words(row), "showarrow": False, "font": {"color": ink, "size": 11}}
    return shape, text


def _square(across: float, down: float) -> dict:
    return {
        "type": "rect",
        "x0": across - HALF,
        "x1": across + HALF,
        "y0": down - HALF,
        "y1": down + HALF,
        "layer": "below",
    }


def _words(row) -> str:
    name = wrapped(row.area, 11)
    if not known(row.value):
        mark = f"<b>{symbol(row)}</b><br>" if symbol(row) else ""
        return f"{name}<br>{mark}{wrapped(row.shown, 8)}"
    status, likely = kind(row)
    told = (
        "" if status == "untested" else f"<br>{sign(status, likely)} {'' if status == 'similar' else status}".rstrip()
    )
    return f"{name}<br><b>{row.shown}</b>{told}"


def _hovers(rows: list, places: dict[str, tuple[int, int]]) -> dict:
    downs, acrosses = zip(*(places[row.area] for row in rows), strict=True)
    return points(list(acrosses), list(downs), list(map(hover, rows)), {"opacity": 0, "size": 60})


def _medway(places: dict[str, tuple[int, int]], columns: int, colours: Palette) -> list[dict]:
    """The column left free between districts of the first row: Medway, which is not the county council's."""
    taken = {column for row, column in places.values() if row == 1}
    free = [column for column in range(min(taken, default=1), columns) if column not in taken]
    if not free:
        return []
    shape = _square(free[0], 1) | {"fillcolor": "rgba(0,0,0,0)", "line": {"color": colours.grid, "width": 1}}
    text = {
        "x": free[0],
        "y": 1,
        "text": "Medway:<br>not in the<br>county",
        "showarrow": False,
        "font": {"color": colours.quiet, "size": 11},
    }
    return [shape, text]
