"""Every line of a sheet: a row of the table, or not data (titles, header, blanks, totals, notes)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .grid import Sheet
from .header import Header, filled, is_blank
from .values import Values

_TOTAL = re.compile(
    r"(grand|sub|overall|kent|district|county)?[\s-]*(sub[\s-]*)?totals?\b[\s\w.,()&/'-]{0,40}:?|.{0,40}\b(sub-?)?totals?\s*\d*:?",
    re.IGNORECASE,
)
_RULE = re.compile(r"[-=_+|]{3,}")
_FIGURES = re.compile(r"[-+(£$€]*\d[\d,.\s]*[%k)]*")


@dataclass(slots=True)
class Lines:
    """Places of the rows in the sheet, counted from 0; totals are lines that are not data and have to be told.

    left_out: lines below the header that hold something and are not rows, totals too.
    """

    rows: list[int] = field(default_factory=list)
    totals: list[int] = field(default_factory=list)
    left_out: list[int] = field(default_factory=list)
    not_data: int = 0


def sort_lines(sheet: Sheet, header: Header, errors: set[int], values: list[Values]) -> Lines:
    """Sort all lines of a sheet.

    errors: rows that hold an error cell, which are never blank; values: what stands below the header, by column.
    """
    found, sparse, again, rows = Lines(not_data=header.bottom), [], [], sheet.rows
    labels = rows[header.row] if header.bottom else None
    # Few cells are white space or speak of totals: only rows that hold one of them are looked at closely.
    spaces = {text for column in values for text in column.spaces}
    totals = {text for column in values for text in column.texts if "otal" in text.lower()}
    for place in range(header.bottom, len(rows)):
        row = rows[place]
        count = len(row) - row.count("")
        if spaces and count and not spaces.isdisjoint(row):
            count = filled(row)
        if not count and place not in errors:
            found.not_data += 1
        elif labels and count > 1 and row == labels:
            again.append(place)
        elif count > 1 and _is_rule(row):
            _leave_out(found, place)
        elif count and totals and not totals.isdisjoint(row) and _is_total(row):
            found.totals.append(place)
            _leave_out(found, place)
        elif count == 1 and len(values) > 1 and place not in errors and _sole_word(row):
            sparse.append(place)
        else:
            found.rows.append(place)
    if len(again) <= len(found.rows):
        for place in again:
            _leave_out(found, place)
    else:  # a header stands again above rows of its own; what stands again and again is no header but a row
        found.rows = sorted([*found.rows, *again])
    _settle(found, sparse)
    return found


def _is_rule(row: list) -> bool:
    """Whether a line is drawn from dashes, as some programs put below a header."""
    return all(isinstance(cell, str) and (is_blank(cell) or _RULE.fullmatch(cell.strip())) for cell in row)


def _leave_out(found: Lines, place: int) -> None:
    found.left_out.append(place)
    found.not_data += 1


def _settle(found: Lines, sparse: list[int]) -> None:
    """A line with one text below the last row is a note; above it, it is a row with gaps, for a person to judge."""
    last = found.rows[-1] if found.rows else None
    for place in (place for place in sparse if last is not None and place > last):
        _leave_out(found, place)
    if kept := [place for place in sparse if last is None or place < last]:
        found.rows = sorted([*found.rows, *kept])


def _sole_word(row: list) -> bool:
    return any(isinstance(cell, str) and not is_blank(cell) and not _FIGURES.fullmatch(cell.strip()) for cell in row)


def _is_total(row: list) -> bool:
    """A total has its word in the first text of the line, and nothing but figures beside it."""
    words = [c.strip() for c in row if isinstance(c, str) and not is_blank(c) and not _FIGURES.fullmatch(c.strip())]
    if not words or len(words) > 2 or len(words[0]) > 60 or "otal" not in words[0].lower():
        return False
    return bool(_TOTAL.fullmatch(words[0])) and (len(words) == 1 or bool(_TOTAL.fullmatch(words[1])))
