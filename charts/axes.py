"""The axes of charts: values with their unit, names, numbered rows; and labels that fit beside them."""

from __future__ import annotations

import textwrap

from charts.palette import Palette

TICKS = {"percent": {"ticksuffix": "%"}, "pounds": {"tickprefix": "£"}, "days": {"ticksuffix": " d"}}


def plain(text: str) -> str:
    """A text without Plotly's own markup."""
    return str(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def wrapped(title: str, width: int) -> str:
    """A long label over two lines, broken at the last blank before `width` letters."""
    cut = title.rfind(" ", 0, width) if len(title) > width else -1
    return f"{plain(title[:cut])}<br>{plain(title[cut + 1 :])}" if cut > 0 else plain(title)


def lines(title: str, width: int) -> str:
    """A long label over as many lines as it needs, none longer than `width` letters where its words allow it."""
    return "<br>".join(map(plain, textwrap.wrap(title, width, break_long_words=False)))


def value_axis(unit: str, colours: Palette, **more) -> dict:
    """The axis along which values lie, with its unit on the ticks."""
    base = {
        "gridcolor": colours.grid,
        "zeroline": False,
        "fixedrange": True,
        "automargin": True,
        "nticks": 6,
        "separatethousands": True,
        "tickfont": {"color": colours.quiet},
    }
    return base | TICKS.get(unit, {}) | more


def name_axis(names: list[str], colours: Palette, **more) -> dict:
    """The axis of districts, the first name on top."""
    base = {
        "categoryorder": "array",
        "categoryarray": names[::-1],
        "fixedrange": True,
        "automargin": True,
        "gridcolor": colours.grid,
        "showgrid": True,
        "ticklabelstandoff": 6,
        "tickfont": {"color": colours.text},
    }
    return base | more


def emphasised(names: list[str], focus: str | None) -> dict:
    """Tick labels with the chosen district in bold."""
    return {"tickvals": names, "ticktext": [f"<b>{plain(n)}</b>" if n == focus else plain(n) for n in names]}


def row_places(names: list[str]) -> dict[str, int]:
    """Name -> the height of its row, the first on top: for charts that draw several marks above each other in a row."""
    return {name: len(names) - at for at, name in enumerate(names)}


def row_axis(labels: list[str], focus: str | None, colours: Palette) -> dict:
    """The axis of such rows, with a label each."""
    return {
        "tickvals": list(range(len(labels), 0, -1)),
        "ticktext": emphasised(labels, focus)["ticktext"],
        "range": [0.4, len(labels) + 0.6],
        "fixedrange": True,
        "automargin": True,
        "showgrid": False,
        "zeroline": False,
        "tickfont": {"color": colours.text},
    }


def titled(text: str, colours: Palette, **font) -> dict:
    """The title of an axis."""
    return {"text": text, "font": {"color": colours.quiet, **font}}
