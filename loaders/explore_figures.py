"""Figures of a table that no specification foresaw: numbers, suppressed marks, and what is neither."""

from __future__ import annotations

import datetime as dt
import functools
import itertools
import re
from collections.abc import Iterable
from typing import NamedTuple

from loaders.words import text_of

_C = "c * ** *** s ~ † # supp suppressed confidential redacted [c]"
_X = "x [x] - -- – — . .. ... … : n/a na n.a. n.a #n/a null"
_MARKS = (
    dict.fromkeys(_C.split(), "c")
    | dict.fromkeys(_X.split(), "x")
    | dict.fromkeys(("not available", "not known", "no data", "not collected", "unknown", ""), "x")
    | dict.fromkeys(("z", "[z]", "not applicable"), "z")
    | dict.fromkeys(("u", "[u]", "low reliability"), "u")
    | dict.fromkeys(("low", "[low]", "k", "[k]"), "low")
)
_BELOW = re.compile(r"(?:<|less than|fewer than|under|below)\s*(\d{1,3})", re.IGNORECASE)
_UP_TO = re.compile(r"(?:≤|<=|up to|at most)\s*(\d{1,3})|(\d{1,3}) or (?:fewer|less)", re.IGNORECASE)
_BETWEEN = re.compile(r"(\d)\s*(?:-|–|to)\s*(\d{1,2})", re.IGNORECASE)
PERCENTAGE = "a percentage, and shares cannot be added up: choose the column of counts, or say that it is a percentage"
SEEN = 5000  # different cells of a column by which it is told whether it holds figures
_NOUGHT = frozenset("nil none zero nought".split())
_PLAIN = re.compile(r"\d+")
_ENGLISH = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?")
_POINT = re.compile(r"\d*\.\d+")
_THOUSAND = re.compile(r"[1-9]\d{0,2}(\.\d{3})+")
_COMMA = re.compile(r"\d+,\d+")


class Figure(NamedTuple):
    """A cell read: its value, or the symbol of a mark, or a fault that says what is wrong with it (never two).

    low, high: between which values the figure behind a mark lies; high None where that is not known.
    """

    value: float | None = None
    symbol: str | None = None
    fault: str | None = None
    low: float = 0.0
    high: float | None = None


def asks_about_points(cells: Iterable) -> str | None:
    """The first figure such as "23.824" of a column in which nothing shows whether points mark thousands; else None."""
    texts = {cell.strip() for cell in cells if isinstance(cell, str)}
    doubtful = [text for text in texts if _THOUSAND.fullmatch(text)]
    settled = any(
        (_POINT.fullmatch(text) and not _THOUSAND.fullmatch(text)) or _ENGLISH.fullmatch(text) for text in texts
    )
    return min(doubtful) if doubtful and not settled else None


def is_figure(cell: object) -> bool:
    """True where a cell holds a number as it stands, marks not included."""
    return read_figure(cell, "decimal").value is not None


def is_percent(cell: object) -> bool:
    """True for a text such as "12.5%"."""
    return isinstance(cell, str) and cell.strip().endswith("%") and is_figure(cell.strip()[:-1].strip())


def looks_like_figures(cells: Iterable) -> bool:
    """True where at least half of what a column holds are figures, shares in per cent among them."""
    held = {cell for cell in itertools.islice(cells, SEEN) if text_of(cell)}
    marks = {cell for cell in held if read_figure(cell, "decimal").symbol}
    figures = sum(is_figure(cell) or is_percent(cell) for cell in held)
    return figures > 0 and figures * 2 >= len(held) - len(marks)


@functools.lru_cache(65536, typed=True)
def read_figure(cell: object, points: str | None = None) -> Figure:
    """A cell as a number, a mark or a fault. points: "thousands" where 23.824 means 23,824. A blank is unknown."""
    if isinstance(cell, bool):
        return Figure(fault="a yes or no and no number")
    if isinstance(cell, dt.date | dt.time):
        return Figure(fault="a date and no number: Excel may have made it of a figure such as 3-4")
    if isinstance(cell, int | float):
        return _sound(float(cell))
    text = text_of(cell)
    low = text.casefold()
    if low in _MARKS or low.startswith("["):
        return Figure(symbol=_MARKS.get(low, "x"))
    if (ends := _ends(low)) is not None:
        return Figure(symbol="c", low=ends[0], high=ends[1])
    return _from_text(text, points)


def _ends(text: str) -> tuple[float, float] | None:
    """The ends of "<5" (0 to 4), "5 or fewer" (0 to 5) and "1-4"; None for what is no such mark."""
    if found := _BELOW.fullmatch(text):
        return 0.0, max(float(found[1]) - 1, 0.0)
    if found := _UP_TO.fullmatch(text):
        return 0.0, float(found[1] or found[2])
    found = _BETWEEN.fullmatch(text)
    return (float(found[1]), float(found[2])) if found and int(found[1]) <= 1 < int(found[2]) else None


def _from_text(text: str, points: str | None) -> Figure:
    if text.casefold() in _NOUGHT:
        return Figure(fault="a word: write 0 if nought is meant")
    if text.endswith("%"):
        return Figure(fault=PERCENTAGE)
    bare = text.removeprefix("£").strip()
    if bare.startswith(("-", "−", "(")):
        return Figure(fault="a negative number")
    if points == "thousands" and _THOUSAND.fullmatch(bare):
        return _sound(float(bare.replace(".", "")))
    if _COMMA.fullmatch(bare) and not _ENGLISH.fullmatch(bare):
        return Figure(fault="a number with a comma that may mark decimals: write it with a point")
    if _PLAIN.fullmatch(bare) or _POINT.fullmatch(bare) or _ENGLISH.fullmatch(bare):
        return _sound(float(bare.replace(",", "")))
    return Figure(fault="no number")


def _sound(value: float) -> Figure:
    if value != value or value in (float("inf"), float("-inf")):
        return Figure(fault="no number")
    return Figure(fault="a negative number") if value < 0 else Figure(value)
