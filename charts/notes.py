"""Lines and words laid over charts: Kent's line, what stands at the right of a row, the sign of a finding."""

from __future__ import annotations

from charts.palette import Palette

NAME_WIDE, NAME_HIGH = 0.45, 0.07  # of the plot: what a name takes on a phone
# Below or above Kent's rate on every basis of need, and how sure that is.
SIGNS = {("below", "clear"): "▼", ("below", "likely"): "▽", ("above", "clear"): "▲", ("above", "likely"): "△"}


def upright(x: float, colours: Palette, **more) -> dict:
    """A dotted line over the whole height of the plot; `more` changes it."""
    line = {"color": colours.text, "width": 1.5, "dash": "dot"}
    return {"type": "line", "x0": x, "x1": x, "y0": 0, "y1": 1, "yref": "y domain", "line": line} | more


def level(y: float, colours: Palette, **more) -> dict:
    """The same over the whole width."""
    line = {"color": colours.text, "width": 1.5, "dash": "dot"}
    return {"type": "line", "x0": 0, "x1": 1, "xref": "x domain", "y0": y, "y1": y, "line": line} | more


def kent_line(kent, colours: Palette, axis: str = "x") -> tuple[dict, dict]:
    """A line at Kent's value over the whole height, and its label beneath it."""
    label = {
        "x": kent.value,
        "y": 0,
        "yref": "y domain",
        "xref": axis,
        "text": f"Kent {kent.shown}",
        "showarrow": False,
        "yanchor": "top",
        "font": {"color": colours.text, "size": 12},
    }
    return upright(kent.value, colours, xref=axis, layer="below"), label


def at_right(y: object, text: str, colours: Palette, **more) -> dict:
    """Words beside the plot, at the right of a row or a line."""
    return {
        "x": 1,
        "xref": "paper",
        "xanchor": "left",
        "xshift": 4,
        "y": y,
        "text": text,
        "showarrow": False,
        "font": {"color": colours.text, "size": 12},
    } | more


def apart(spots: list[tuple[str, float, float]], always: int = 0) -> set[str]:
    """The names that do not run into each other, earlier ones first. spots: (name, across, up), as shares of the plot.

    always: how many of the first are named whatever is near.
    """
    kept: list[tuple[str, float, float]] = []
    for at, (name, across, up) in enumerate(spots):
        if at < always or all(abs(across - x) > NAME_WIDE or abs(up - y) > NAME_HIGH for _, x, y in kept):
            kept.append((name, across, up))
    return {name for name, _, _ in kept}
