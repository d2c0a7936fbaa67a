"""Columns of dates: one form for a whole column, day first; what cannot be read so is told."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter

from .values import Add, Values

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})([ T]\d.*)?")
_SLASHED = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})([ T,]+\d.*)?")
_NO_YEAR = re.compile(
    r"\d{1,2}/\d{1,2}|\d{1,2}[- ](jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*", re.IGNORECASE
)


def check_dates(values: Values, add: Add) -> None:
    """Look for what makes the dates of one column doubtful."""
    forms: dict[str, list] = {"real": list(values.dates), "iso": [], "slashed": [], "no_year": []}
    total = Counter(real=sum(values.dates.values()))
    for text, count in values.texts.items():
        if len(text) < 60 and "0" <= text.lstrip()[:1] <= "9" and (form := _form(text.strip())):
            forms[form].append(text)
            total[form] += count
    if total["no_year"] * 2 > values.filled:
        add("no_year", forms["no_year"][0], "Dates in this column have no year: kept as text. Say which year is meant.")
    dates = total["real"] + total["iso"] + total["slashed"]
    if not dates or dates * 2 < values.filled:
        return
    _order(forms["slashed"], add)
    _mixed(forms, total, add)


def _form(text: str) -> str | None:
    for form, pattern in (("iso", _ISO), ("slashed", _SLASHED), ("no_year", _NO_YEAR)):
        if pattern.fullmatch(text):
            return form
    return None


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
    for month, day in ((second, first), (first, second)):
        try:
            dt.date(year or 2000, month, day)
        except ValueError:
            continue
        return True
    return False
