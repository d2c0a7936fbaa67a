"""What is hidden from an audience: its symbol where the mark would stand, and its name in the alt text."""

from __future__ import annotations

from charts.palette import Palette

SYMBOLS = {"confidential": "c", "low reliability": "u", "c": "c", "u": "u"}


def symbol(row) -> str | None:
    """c or u for a row whose figure is hidden; None for one that has a figure, or has none for another reason."""
    held = row.value is not None and row.value == row.value  # NaN is the one value that differs from itself
    return None if held else SYMBOLS.get(row.shown)


def letter(row, x, y, colours: Palette) -> dict:
    """The symbol of a hidden row at its place in a grid."""
    font = {"color": colours.quiet, "size": 12}
    return {"x": x, "y": y, "text": symbol(row), "showarrow": False, "font": font}


def beside(row, colours: Palette, axis: str = "x") -> dict:
    """Why a district's line has no mark, at the left end of it: the symbol and what it means, or the reason alone."""
    mark = symbol(row)
    return {
        "x": 0,
        "xref": f"{axis} domain",
        "xanchor": "left",
        "y": row.area,
        "text": f" {mark} ({row.shown})" if mark and mark != row.shown else f" {row.shown}",
        "showarrow": False,
        "font": {"color": colours.quiet, "size": 12},
    }


def told(rows: list, name) -> list[str]:
    """A sentence on the rows that are hidden, for alt text; none where none is. name: a row -> what it is called."""
    named = {mark: [name(row) for row in rows if symbol(row) == mark] for mark in ("c", "u")}
    return [f"Hidden ({mark}): {', '.join(names)}." for mark, names in named.items() if names]
