"""Columns of dates: one form for a whole column, day first; what cannot be read so is told."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter

from .numbers import MARKS
from .values import Add, Values

_ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})([ T]\d.*)?")
_SLASHED = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})([ T,]+\d.*)?")
_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_NO_YEAR = re.compile(rf"\d{{1,2}}/\d{{1,2}}|\d{{1,2}}[- ]{_MONTH}", re.IGNORECASE)
_WORDED = re.compile(
    rf"([a-z]{{3,9}},?\s+)?\d{{1,2}}(st|nd|rd|th)?[\s/.-]*{_MONTH}[\s/.,-]*(\d{{4}}|\d{{2}})"
    rf"|([a-z]{{3,9}},?\s+)?{_MONTH}\.?\s+\d{{1,2}}(st|nd|rd|th)?,?\s+\d{{4}}",
    re.IGNORECASE,
)
_FIGURES = re.compile(r"\d[\d/.: -]*[/.-][\d/.: -]*")
_PATTERNS = (
    ("iso", _ISO),
    ("slashed", _SLASHED),
    ("no_year", _NO_YEAR),
    ("worded", _WORDED),
    ("figures", _FIGURES),
)
_FORMS = (*(form for form, _ in _PATTERNS), "mark", "words")


def check_dates(values: Values, add: Add) -> None:
    """Look for what makes the dates of one column doubtful."""
    forms: dict[str, list] = {"real": list(values.dates), **{form: [] for form in _FORMS}}
    total = Counter(real=sum(values.dates.values()))
    for text, count in values.texts.items():
        form = _form(text.strip())
        forms[form].append(text)
        total[form] += count
    if total["no_year"] * 2 > values.filled:
        add("no_year", forms["no_year"][0], "Dates in this column have no year: kept as text. Say which year is meant.")
    dates = total["real"] + total["iso"] + total["slashed"]
    if not dates or dates * 2 < values.filled - total["mark"]:
        return
    _order(forms["slashed"], add)
    _mixed(forms, total, add)
    _strange(forms, total, dates + total["worded"], add)


def _form(text: str) -> str:
    """What a text is as a date: one of the forms, a mark of nothing, figures that are none, or words."""
    if len(text) < 60:
        for form, pattern in _PATTERNS if "0" <= text[:1] <= "9" else _PATTERNS[3:4]:
            if pattern.fullmatch(text):
                return form
    return "mark" if text.lower() in MARKS else "words"


def _strange(forms: dict[str, list], total: Counter, dates: int, add: Add) -> None:
    """What stands among dates and is none: figures always, words where they are few."""
    for cell in forms["figures"]:
        add("impossible_date", cell, f"“{cell}” is written with figures but is no date: correct it at its source.")
    for cell in forms["iso"]:
        if not _is_day(*map(int, _ISO.fullmatch(cell.strip()).group(1, 3, 4))):
            add("impossible_date", cell, f"“{cell}” is no day of any calendar: correct it at its source.")
    few = total["words"] * 9 <= dates or (total["words"] <= 2 and dates >= 4)
    for cell in forms["words"] if few else ():
        add("text_in_dates", cell, f"“{cell[:60]}” stands in a column of dates and is none: say which day is meant.")


def _mixed(forms: dict[str, list], total: Counter, add: Add) -> None:
    """Day and month of a slashed date cannot be told beside dates of another form, of which it may be a remnant."""
    others = [form for form in ("real", "iso") if total[form]]
    if not others or not total["slashed"]:
        return
    usual = max(others, key=lambda form: total[form])
    fewer = forms["slashed"] if total["slashed"] <= total[usual] else forms[usual]
    name = {"real": "dates of the workbook", "iso": "dates like 2024-03-08"}[usual]
    for cell in fewer:
        add(
            "mixed_dates",
            cell,
            f"“{cell}” is written otherwise than the rest of this column: it holds {name} and slashed ones.",
        )


def _order(slashed: list[str], add: Add) -> None:
    """Which order the slashed dates of a column can have; impossible ones either way."""
    pairs = {cell: tuple(map(int, _SLASHED.fullmatch(cell.strip()).group(1, 3))) for cell in slashed}
    month_first = [cell for cell, (first, second) in pairs.items() if second > 12 >= first]
    day_first = [cell for cell, (first, second) in pairs.items() if first > 12 >= second]
    if month_first and not day_first:
        add(
            "month_first",
            month_first[0],
            "Dates in this column can only be read month first: say so, or change them to day first.",
        )
    for cell in month_first if day_first else ():
        add("mixed_dates", cell, f"“{cell}” can only be month first, while other dates in this column are day first.")
    for cell, (first, second) in pairs.items():
        if not _possible(cell, first, second):
            add("impossible_date", cell, f"“{cell}” is no day of any calendar: correct it at its source.")


def _possible(cell: str, first: int, second: int) -> bool:
    year = int(_SLASHED.fullmatch(cell.strip()).group(4))
    year += 2000 if year < 100 else 0
    return _is_day(year or 2000, second, first) or _is_day(year or 2000, first, second)


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        dt.date(year, month, day)
    except ValueError:
        return False
    return True
