"""Figures of a table that no specification foresaw: numbers, suppressed marks, and what is neither."""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterable
from typing import NamedTuple

from loaders.words import text_of

_C = "c * ** s supp suppressed confidential [c]"
_X = "x [x] - -- – — . .. ... … : n/a na n.a. n.a #n/a null [x]"
_MARKS = (
    dict.fromkeys(_C.split(), "c")
    | dict.fromkeys(_X.split(), "x")
    | dict.fromkeys(("not available", "not known", "no data", "not collected", "unknown", ""), "x")
    | dict.fromkeys(("z", "[z]", "not applicable"), "z")
    | dict.fromkeys(("u", "[u]", "low reliability"), "u")
    | dict.fromkeys(("low", "[low]", "k", "[k]"), "low")
)
_FEW = re.compile(r"(<|≤|<=|less than|fewer than|under|up to)\s*\d{1,2}|[01]\s*(-|–|to)\s*\d", re.IGNORECASE)
_NOUGHT = frozenset("nil none zero nought".split())
_PLAIN = re.compile(r"\d+")
_ENGLISH = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?")
_POINT = re.compile(r"\d*\.\d+")
_THOUSAND = re.compile(r"[1-9]\d{0,2}(\.\d{3})+")
_COMMA = re.compile(r"\d+,\d+")


class Figure(NamedTuple):
    """A cell read: its value, or the symbol of a mark, or a fault that says what is wrong with it (never two)."""

    value: float | None = None
    symbol: str | None = None
    fault: str | None = None


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
    if _FEW.fullmatch(low):
        return Figure(symbol="c")
    return _from_text(text, points)


def _from_text(text: str, points: str | None) -> Figure:
    if text.casefold() in _NOUGHT:
        return Figure(fault="a word: write 0 if nought is meant")
    if text.endswith("%"):
        return Figure(fault="a percentage, and shares cannot be added up: name the counts that it was made from")
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
