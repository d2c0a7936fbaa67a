"""Figures in words: the same wording of value, interval, base and rating on screen, in hover text and in files."""

from __future__ import annotations

import datetime as dt

import pandas as pd

RATINGS = {"green": "✔ Target met", "amber": "◐ Floor met, target not", "red": "✖ Floor missed"}
DIRECTIONS = {
    "improving": "▲ Improving",
    "worsening": "▼ Worsening",
    "up": "▲ Up",
    "down": "▼ Down",
    "rising": "▲ Rising",
    "falling": "▼ Falling",
    "stable": "● Stable",
    "no clear change": "● No clear change",
}
LEVEL = ("stable", "no clear change")
SYMBOLS = {
    "x": "not available",
    "z": "not applicable",
    "c": "confidential",
    "u": "low reliability",
    "low": "rounds to 0",
}
COUNTED = {
    "pupils": "pupils",
    "requests": "requests",
    "cases": "cases",
    "respondents": "people who answered",
    "schools": "schools",
    "settings": "settings",
    "meetings": "meetings",
    "events": "events",
    "posts": "posts",
    "money": "pounds",
}
UNIT_NOTES = {
    "percent": "per cent",
    "rate": "per 1,000",
    "ratio": "ratio, 1 is as expected",
    "days": "days",
    "pounds": "pounds",
    "count": "count",
    "per_setting": "per setting",
    "fte": "full-time equivalents per 1,000",
}


def missing(value: object) -> bool:
    """True for None, NaN and NaT: unknown, which is never 0."""
    return value is None or bool(pd.isna(value))


def number(value: float | None, unit: str) -> str:
    """A value in its unit ("41%", "£1,234", "18 days", "32.1"); a percentage has no decimals unless they matter."""
    if missing(value):
        return "not available"
    if unit == "percent":
        near_an_end = 0 < value < 1 or 99 < value < 100
        return f"{value:.1f}%" if near_an_end else f"{value:.0f}%"
    if unit == "pounds":
        return f"£{value:,.0f}"
    if unit == "days":
        text = f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"
        return f"{text} day" if text == "1" else f"{text} days"
    return f"{value:,.{_decimals(value, unit)}f}"


def _decimals(value: float, unit: str) -> int:
    if unit == "count":
        return 0 if float(value).is_integer() else 1
    if unit == "ratio":
        return 2
    return 1 if abs(value) < 100 else 0


def interval(lower: float | None, upper: float | None, unit: str) -> str:
    """The limits in the unit ("34% to 48%"), or "no interval"."""
    if missing(lower) and missing(upper):
        return "no interval"
    low = "no lower limit" if missing(lower) else number(lower, unit)
    high = "no upper limit" if missing(upper) else number(upper, unit)
    return f"{low.removesuffix(' days')} to {high}"


def whole(value: float | None) -> str:
    """A count with commas; a fraction keeps one decimal, unknown is "not available"."""
    if missing(value):
        return "not available"
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"


def base(numerator: float | None, denominator: float | None, unit: str, money: bool = False) -> str:
    """What the value rests on: "35 of 80" for a share, "120 against 4,200" for a rate, "base 1,520" for a median.

    money: the numerator is in pounds, and of a share the denominator too.
    """
    if money and not missing(numerator) and not missing(denominator):
        joint = "of £" if unit == "percent" else "against "
        return f"£{whole(numerator)} {joint}{whole(denominator)}"
    if missing(denominator):
        return "no base" if missing(numerator) else f"count {whole(numerator)}"
    if missing(numerator):
        return f"base {whole(denominator)}"
    if unit == "ratio":
        return f"{whole(numerator)} against {whole(denominator)} expected"
    joint = "of" if unit == "percent" else "against"
    return f"{whole(numerator)} {joint} {whole(denominator)}"


def rating(value: str | None, direction: str | None = None, sure: str | None = None, whole: bool = True) -> str:
    """A rating as shape and words; a target met by a figure that gets worse says so, and how sure that is.

    whole: whether all of the figure's interval has this rating; else it could be chance.
    """
    if missing(value):
        return "Not rated"
    chance = "" if whole else " (could be chance)"
    flag = f", but worsening{f' ({sure})' if sure else ''}" if value == "green" and direction == "worsening" else ""
    return f"{RATINGS[value]}{chance}{flag}"


def target(value: float | None, status: str | None, unit: str, within: float | None = None) -> str:
    """A target in words: with its standing, or that there is none. within: how far from it is near enough."""
    if missing(value):
        return "target not agreed"
    return f"{_around(value, within, unit)} ({'illustrative' if status != 'agreed' else 'agreed'})"


def floor(value: float | None, unit: str, target: float | None = None, within: float | None = None) -> str:
    """A floor standard in words. within: how far from the target it lets a figure lie, where that is what it says."""
    if not missing(within) and not missing(target):
        return _around(target, within, unit)
    return "none" if missing(value) else number(value, unit)


def _around(value: float, within: float | None, unit: str) -> str:
    return number(value, unit) if missing(within) or not within else interval(value - within, value + within, unit)


def direction(value: str | None, sure: str | None = None) -> str:
    """A direction of travel as shape and words; with its strength, where it says that something changed."""
    if missing(value):
        return "Not known"
    told = f" ({sure})" if sure and value not in LEVEL else ""
    return f"{DIRECTIONS.get(value, str(value))}{told}"


def symbol(value: str | None) -> str:
    """What the symbol in place of a value means."""
    return SYMBOLS.get(value, "not available") if not missing(value) else "not available"


def day(value: dt.date | None) -> str:
    """A date as 3 March 2021."""
    return "not known" if missing(value) else f"{value.day} {value:%B %Y}"


def listed(names: list[str]) -> str:
    """Names as a person lists them: "Swale, Thanet and Dover"."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else "none"
