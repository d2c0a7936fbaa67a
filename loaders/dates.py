"""Dates: day first, one rule for a whole column, never row by row, never guessed by a library."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from loaders.words import text_of

_NUMERIC = re.compile(r"^(\d{1,2})\s*[/.\- ]\s*(\d{1,2})\s*[/.\- ]\s*(\d{4}|\d{2})(?:[ T,]+\d{1,2}[:.]\d{2}.*)?$")
_ISO = re.compile(r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T,]+\d{1,2}:\d{2}.*)?$")
_WORDED = re.compile(
    r"^(?:[a-z]{3,9},?\s+)?(\d{1,2})(?:st|nd|rd|th)?[\s\-/.]*([a-z]{3,9})\.?[\s\-/.,]*(\d{4}|\d{2})(?:\s+\d{1,2}:\d{2}.*)?$",
    re.IGNORECASE,
)
_SERIAL = re.compile(r"^\d{5}(?:\.\d+)?$")
_MONTHS = {
    name: month
    for month, names in enumerate(
        ["jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july",
         "aug august", "sep sept september", "oct october", "nov november", "dec december"], 1)
    for name in names.split()
}  # fmt: skip
EPOCH = dt.date(1899, 12, 30)
EPOCH_1904 = dt.date(1904, 1, 1)
TURNED = 3  # dates and texts at least, by which a turned column is told: by chance one in some hundreds looks so
OUTER = (20000, 60000)  # serials from 1954 to 2064: anything else in a date column is no date


@dataclass(frozen=True)
class DateColumn:
    """A column's cells as dates (None where blank or no date), and whether it can only be month first.

    turned: Excel seems to have read day-first text as month first, wherever that was possible.
    """

    values: list[dt.date | None]
    unread: list[int]
    month_first: bool
    turned: bool = False


def read_dates(cells: list[object], epoch_1904: bool = False, distinct: Iterable[object] | None = None) -> DateColumn:
    """Read a column of dates.

    cells: raw cells (dates, text, serial numbers, '' or None). `unread` gives the positions of cells that are neither
    blank nor a date. `month_first` is True where a value makes sense only month first and none only day first.
    """
    distinct = set(cells) if distinct is None else distinct
    memo = {cell: _date(cell, epoch_1904) for cell in distinct}
    wrong = {cell for cell, day in memo.items() if day is None and text_of(cell)}
    unread = [i for i, cell in enumerate(cells) if cell in wrong] if wrong else []
    return DateColumn(list(map(memo.__getitem__, cells)), unread, _month_first(distinct), _turned(distinct))


def _month_first(cells: Iterable[object]) -> bool:
    """True where some text dates have a month above 12 read day first and none has one read month first."""
    pairs = [
        tuple(map(int, found.groups()[:2]))
        for c in cells
        if isinstance(c, str) and (found := _NUMERIC.match(c.strip()))
    ]
    return any(second > 12 >= first for first, second in pairs) and not any(
        first > 12 >= second for first, second in pairs
    )


def _turned(cells: Iterable[object]) -> bool:
    """True where text stayed text just where the day is above 12, and all that became dates have a day up to 12."""
    days = [cell.day for cell in cells if isinstance(cell, dt.date)]
    texts = [cell for cell in cells if isinstance(cell, str) and _NUMERIC.match(cell.strip())]
    many = min(len(days), len(texts)) >= TURNED and len(days) + len(texts) >= 3 * TURNED
    return many and max(days) <= 12 and all(map(is_day_first, texts))


def is_day_first(text: str) -> bool:
    """True for a text date that can only be day first: 25/04/2019."""
    found = _NUMERIC.match(text.strip())
    return bool(found) and int(found[1]) > 12 >= int(found[2])


def day_first_date(text: str) -> dt.date | None:
    """The day that figures alone say, read day first; None for any other text."""
    return _text(text.strip(), False) if _NUMERIC.match(text.strip()) else None


def month_first_date(text: str) -> dt.date | str:
    """A text date read month first; a text that is no date so, marked as such; any other text as it is."""
    if not (found := _NUMERIC.match(text.strip())):
        return text
    month, day, year = map(int, found.groups())
    return _made(_century(year), month, day) or f"{text} (not month first)"


def _date(cell: object, epoch_1904: bool) -> dt.date | None:
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, dt.date):
        return cell
    if isinstance(cell, bool) or cell is None:
        return None
    if isinstance(cell, int | float):
        return _serial(float(cell), epoch_1904)
    return _text(text_of(cell), epoch_1904) if isinstance(cell, str) else None


def _serial(number: float, epoch_1904: bool) -> dt.date | None:
    days = int(number) + ((EPOCH_1904 - EPOCH).days if epoch_1904 else 0)
    return EPOCH + dt.timedelta(days=days) if OUTER[0] <= days <= OUTER[1] else None


def _text(text: str, epoch_1904: bool) -> dt.date | None:
    if found := _NUMERIC.match(text):
        day, month, year = map(int, found.groups())
        return _made(_century(year), month, day)
    if found := _ISO.match(text):
        return _made(*map(int, found.groups()))
    if (found := _WORDED.match(text)) and (month := _MONTHS.get(found[2].lower())):
        return _made(_century(int(found[3])), month, int(found[1]))
    return _serial(float(text), epoch_1904) if _SERIAL.match(text) else None


def _century(year: int) -> int:
    """Two digits mean this century up to 2068 and the last one after, as in Excel's own later rule."""
    return year if year >= 100 else 2000 + year if year < 69 else 1900 + year


def _made(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
