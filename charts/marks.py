"""The marks of charts: points with their hover text and whiskers, and a trace for each status and strength."""

from __future__ import annotations

from charts.axes import plain
from charts.chart import known
from charts.palette import KINDS, Palette, colour, kind, shape, words

TOLD = {"hovertemplate": "%{customdata}<extra></extra>"}  # customdata is the hover text itself


def points(x: list, y: list, told: list[str], marker: dict, **more) -> dict:
    """A trace of points, each with its hover text."""
    base = {"type": "scatter", "mode": "markers", "x": x, "y": y, "customdata": told, **TOLD}
    return base | {"marker": {"opacity": 1} | marker} | more


def whiskers(values: list[float], lower: list, upper: list, shade: str, thickness: float = 1.4) -> dict:
    """Error bars from lower to upper limits; none at the end that is not known."""
    return {
        "type": "data",
        "symmetric": False,
        "array": [top - at if known(top) else 0 for at, top in zip(values, upper, strict=True)],
        "arrayminus": [at - end if known(end) else 0 for at, end in zip(values, lower, strict=True)],
        "color": shade,
        "thickness": thickness,
        "width": 0,
    }


def hover(row) -> str:
    """Hover text with value, interval, base and what the comparison found; every part without Plotly's own markup."""
    interval, base = f"95% interval: {row.range}", f"Base: {row.base}"
    return "<br>".join(map(plain, (row.title, f"{row.area}: {row.shown}", interval, base, row.compared)))


def marks(spots: list[tuple], colours: Palette, focus: str | None = None, **more) -> list[dict]:
    """(x, y, row) of every point -> a trace for each status and strength, with shape, colour, interval and hover text.

    A whisker is drawn where x is the row's value and the row has an interval.
    """
    parts = {found: [spot for spot in spots if kind(spot[2]) == found] for found in KINDS}
    return [_of_kind(found, part, colours, focus) | more for found, part in parts.items() if part]


def _of_kind(found: tuple[str, bool], part: list[tuple], colours: Palette, focus: str | None) -> dict:
    xs, ys, rows = zip(*part, strict=True)
    shade = colour(colours, found[0])
    edge = colours.outline if shade == colours.context else shade
    chosen = [row.area == focus for row in rows]
    marker = {
        "symbol": shape(*found),
        "size": [15 if c else 11 for c in chosen],
        "color": shade,
        "line": {
            "width": [3 if c else 2 if found[1] else 1.2 for c in chosen],
            "color": [colours.text if c else edge for c in chosen],
        },
    }
    return points(list(xs), list(ys), list(map(hover, rows)), marker, name=words(*found), error_x=_reach(part, edge))


def _reach(part: list[tuple], shade: str) -> dict:
    held = [x == row.value and known(row.lower) and known(row.upper) for x, _, row in part]
    lower = [row.lower if has else None for has, (_, _, row) in zip(held, part, strict=True)]
    upper = [row.upper if has else None for has, (_, _, row) in zip(held, part, strict=True)]
    made = whiskers([x for x, _, _ in part], lower, upper, shade, 1.6)
    return made if any(made["array"]) or any(made["arrayminus"]) else {"visible": False}
