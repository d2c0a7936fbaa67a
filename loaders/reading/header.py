"""Where the header of any table stands: below titles, over several rows, or nowhere."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from dataclasses import dataclass

from .grid import Sheet, column_letter

SEARCHED = 1_500
_DEPTH = 8
_FIGURES = re.compile(r"[-+(£$€]*\d[\d,.\s]*%?\)?")
_DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}([-/.]\d{1,4})?([ T]\d.*)?")
_ERROR = re.compile(r"#[A-Z/0]+[!?]?")
_YEAR = re.compile(r"(19|20)\d\d(\.0)?([-/](19|20)?\d\d)?")


@dataclass(frozen=True, slots=True)
class Header:
    """The rows of the header, counted from 0, last one excluded (top == bottom: none), and a name for each column.

    `row` is the lowest of them that holds a name; `named` tells for each column whether the sheet names it;
    `flattened` that names had to be put together from several rows.
    """

    top: int
    bottom: int
    names: list[str]
    named: list[bool]
    flattened: bool
    row: int = 0


def is_blank(cell: object) -> bool:
    """Whether a cell holds nothing, or white space only."""
    return cell == "" or (isinstance(cell, str) and not cell.strip())


def filled(row: list) -> int:
    """Cells of a row that hold something."""
    return sum(not is_blank(cell) for cell in row)


def trimmed(row: list) -> int:
    """Cells of a row up to the last that holds something."""
    width = len(row)
    while width and is_blank(row[width - 1]):
        width -= 1
    return width


def find_header(sheet: Sheet, width: int) -> Header:
    """The first row that has most columns named in words; rows that merge with it or complete its names belong to it.

    width: columns of the sheet that hold anything.
    """
    rows = sheet.rows[:SEARCHED]
    counts = [filled(row) for row in rows]
    widest = _usual_widest(counts, sheet)
    place = next((at for at, row in enumerate(rows) if counts[at] >= _enough(widest) and _in_words(row)), None)
    if place is not None and not _stands_over_something(sheet, place, counts):
        place = None
    if place is None or (place and any(counts[at] >= _enough(widest) for at in range(place) if _is_data(rows[at]))):
        return Header(0, 0, [f"Column {column_letter(c)}" for c in range(width)], [True] * width, False)
    top, bottom = _top(sheet, place, counts), _bottom(sheet, place, widest)
    names = rows[place]
    width = width if sheet.lines is None else max(trimmed(names), min(len(names), width))
    return _named(sheet, top, place, bottom, width)


def _usual_widest(counts: list[int], sheet: Sheet) -> int:
    """Cells in the fullest rows; one row that is longer than all others is a fault and not the table's width."""
    counted = Counter(counts)
    widest = max(counted, default=0)
    agreeing = [count for count, times in counted.items() if times > 1 and count > 1]
    return widest if sheet.lines is None or not agreeing else min(widest, max(agreeing))


def _enough(widest: int) -> int:
    return max(1, min(widest, 2), -(-widest * 6 // 10))


def _in_words(row: list) -> bool:
    cells = [cell for cell in row if not is_blank(cell)]
    words = [cell for cell in cells if _is_word(cell)]
    years = sum(_is_year(cell) for cell in cells if not _is_word(cell))
    return bool(words) and (len(words) + years) * 5 >= len(cells) * 4


def _is_word(cell: object) -> bool:
    if not isinstance(cell, str):
        return False
    text = cell.strip()
    return bool(text) and not _FIGURES.fullmatch(text) and not _DATE.fullmatch(text) and not _ERROR.fullmatch(text)


def _is_year(cell: object) -> bool:
    return not isinstance(cell, bool | dt.date) and bool(_YEAR.fullmatch(str(cell).strip()))


def _is_data(row: list) -> bool:
    return not _in_words(row) and filled(row) > 1


def _stands_over_something(sheet: Sheet, place: int, counts: list[int]) -> bool:
    """A single column of words alone has no header that could be told from its values."""
    if max(counts, default=0) > 1:
        return True
    return not any(_is_word(c) is False and not is_blank(c) for row in sheet.rows[:place] for c in row)


def _top(sheet: Sheet, place: int, counts: list[int]) -> int:
    """The first row of the bands that stand directly above the names."""
    top = place
    width = len(sheet.rows[place])
    while top and place - top < _DEPTH and counts[top - 1] and _is_band(sheet, top - 1, counts[top - 1], width):
        top -= 1
    return top


def _is_band(sheet: Sheet, row: int, count: int, width: int) -> bool:
    spans = [(left, right) for (first, left), (last, right) in sheet.merged if first <= row <= last and right > left]
    partly = [span for span in spans if span[1] - span[0] + 1 < width]
    words = all(_is_word(cell) or is_blank(cell) or _is_year(cell) for cell in sheet.rows[row])
    return words and (bool(partly) or (count > 1 and not spans and count * 2 <= width and width > 3))


def _bottom(sheet: Sheet, place: int, widest: int) -> int:
    """One past the last row of the header: cells merged downwards from it, or a second row that completes it."""
    bottom, ends = place + 1, [last for (first, _), (last, _) in sheet.merged if first == place and last > place]
    if ends and max(ends) - place < _DEPTH:
        whole = max(ends) + 1
        left = any(filled(row) for row in sheet.rows[whole : whole + 50])
        bottom = whole if left else min(ends) + 1
    elif not ends and place + 2 < len(sheet.rows):
        here, below = sheet.rows[place], sheet.rows[place + 1]
        doubled = len({str(c) for c in here if not is_blank(c)}) < filled(here) or filled(here) < widest
        if doubled and filled(below) >= _enough(widest) and _in_words(below) and not _in_words(sheet.rows[place + 2]):
            bottom = place + 2
    return min(bottom, len(sheet.rows))  # a merge may reach below the last cell that holds anything


def _named(sheet: Sheet, top: int, place: int, bottom: int, width: int) -> Header:
    """The lowest row's names where they are whole and distinct; else all rows' joined, bands over what they span."""
    levels = [_spread(sheet, row, width, row < bottom - 1) for row in range(top, bottom)]
    plain = [_text(cell) for cell in _padded(sheet.rows[place], width)]
    single = sum(1 for row in range(top, bottom) if filled(sheet.rows[row])) == 1
    if single or (bottom == place + 1 and all(plain) and len(set(plain)) == len(plain)):
        # The names are whole by themselves; a name merged across columns stands for each of them.
        across = _spread(sheet, place, width, False)
        texts, flattened = across, False
    else:
        texts = [" / ".join(dict.fromkeys(level[c] for level in levels if level[c])) for c in range(width)]
        flattened = True
    names = [text or f"Column {column_letter(column)}" for column, text in enumerate(texts)]
    lowest = max(row for row in range(place, bottom) if filled(sheet.rows[row]))
    return Header(top, bottom, names, [bool(text) for text in texts], flattened, lowest)


def _spread(sheet: Sheet, row: int, width: int, band: bool) -> list[str]:
    """The labels of a row over all columns that they span, by merging or, in a band, up to the next label."""
    texts = [_text(cell) for cell in _padded(sheet.rows[row], width)]
    spans = [(left, right) for (first, left), (last, right) in sheet.merged if first <= row <= last]
    for (first, left), (_, right) in sheet.merged:
        if first == row and left < width:
            for column in range(left, min(right + 1, width)):
                texts[column] = texts[column] or texts[left]
    if band and not spans:
        for column in range(1, width):
            texts[column] = texts[column] or texts[column - 1]
    return texts


def _padded(row: list, width: int) -> list:
    return row[:width] + [""] * (width - len(row))


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell).split())
