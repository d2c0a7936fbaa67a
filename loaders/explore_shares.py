"""Percentages of a table worked back to counts, where just one whole count fits the percentage as it was rounded."""

from __future__ import annotations

import math

from loaders.explore_figures import Figure, read_figure
from loaders.words import text_of

CLOSE = 1e-9
PERCENT, FRACTION = "percent", "fraction"


def worked_back(cell: object, base: Figure, how: str) -> Figure:
    """The count behind a percentage of a known base. how: "percent" where 12.5 is 12.5%, "fraction" where 0.125 is.

    A percentage that several counts fit leaves a range; one that none fits is a fault.
    """
    text = text_of(cell)
    marked = text.endswith("%")
    bare = text[:-1].strip() if marked else text
    share = read_figure(bare if marked else cell, "decimal")
    if share.value is None:
        known = share.symbol and share.high is None
        return share if known or share.fault else Figure(symbol=share.symbol)  # "<5" of a percentage is no count
    if base.value is None:
        return Figure(symbol=base.symbol or "x")
    scale, decimals = (1, _decimals(bare)) if marked or how == PERCENT else (100, _decimals(bare) - 2)
    value = share.value * scale
    if value > 100 + CLOSE:
        return Figure(fault="more than 100%")
    return _fitting(value, base.value, decimals, text)


def _fitting(value: float, base: float, decimals: int, text: str) -> Figure:
    half = 0.5 * 10.0**-decimals
    least = max(0, math.ceil((value - half) * base / 100 - CLOSE * (1 + base)))
    most = min(math.floor((value + half) * base / 100 + CLOSE * (1 + base)), math.floor(base))
    if least == most:
        return Figure(float(least))
    if least > most:
        return Figure(fault=f"no whole number is {text} of {base:,.10g}: one of the two is wrong")
    return Figure(symbol="x", low=float(least), high=float(most))


def _decimals(text: str) -> int:
    """The decimals that a figure is written with; those beyond the twelfth are how a computer keeps fractions."""
    if "e" in text.casefold():
        return 12
    return min(len(text.partition(".")[2]), 12)


def asks_what_shares_are(cells: list) -> bool:
    """True where a column holds no "%" and nothing above 1, so that 0.5 may be half or half of one per cent."""
    if any(text_of(cell).endswith("%") for cell in cells):
        return False
    values = [figure.value for cell in cells if (figure := read_figure(cell, "decimal")).value is not None]
    return bool(values) and max(values) <= 1
