"""How the dates of a column are read, in a sentence: one rule for the whole column."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from loaders.dates import is_day_first, read_dates
from loaders.words import text_of

_YEAR_FIRST = re.compile(r"^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}")
_IN_FIGURES = re.compile(r"^\d{1,2}\s*[/.\- ]\s*\d{1,2}\s*[/.\- ]\s*\d{2,4}")
DAY_FIRST, MONTH_FIRST = "Day first", "Month first"


def rule_of(cells: Iterable[object], turned: bool, by: str = "") -> str:
    """The rule that a column's distinct cells are read by. turned: month first, as a person said (`by`)."""
    cells = [cell for cell in cells if text_of(cell)]
    if turned:
        return f"{MONTH_FIRST}, {by}" if by else MONTH_FIRST
    texts = [cell.strip() for cell in cells if isinstance(cell, str)]
    figures = [text for text in texts if _IN_FIGURES.match(text)]
    if figures and read_dates(figures).month_first:
        return f"{MONTH_FIRST}: some dates cannot be day first. Not read until you say so"
    if figures:
        proven = any(map(is_day_first, figures))
        return f"{DAY_FIRST}: some dates can only be so" if proven else f"{DAY_FIRST}: no date says otherwise"
    if any(map(_YEAR_FIRST.match, texts)):
        return "Year first, as written"
    if texts:
        return "Dates with the month in words"
    if any(isinstance(cell, dt.date) for cell in cells):
        return "Dates of the workbook itself"
    return "Numbers of days, as Excel counts them" if cells else "No dates in it"
