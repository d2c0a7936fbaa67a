"""Tables below each other on one sheet, of any kind: each has a header of its own, and is looked at by itself."""

from __future__ import annotations

from loaders.explore_table import width_of
from loaders.reading.grid import Sheet
from loaders.reading.header import Header, filled, find_header
from loaders.stacked import part_of
from loaders.words import text_of

SPARSE = 2  # cells of a line that may be a title


def sheets_of(sheets: list[Sheet]) -> list[Sheet]:
    """The sheets, one that holds several tables below each other in its parts; rows keep their numbers."""
    return [part for sheet in sheets for part in _parts(sheet)]


def _parts(sheet: Sheet) -> list[Sheet]:
    width = width_of(sheet)
    header = find_header(sheet, width) if width and not sheet.hidden else None
    if header is None or not header.bottom:
        return [sheet]
    starts, now, first = [0], header.row, header.bottom
    for place in _headers(sheet, header):
        start = _begin(sheet.rows, place, first)
        if sheet.rows[place] != sheet.rows[now] or _speaks_again(sheet.rows, first, start, place):
            starts.append(start)
            now, first = place, place + 1
    if len(starts) == 1:
        return [sheet]
    return [part_of(sheet, start, end) for start, end in zip(starts, [*starts[1:], len(sheet.rows)], strict=True)]


def _headers(sheet: Sheet, header: Header) -> list[int]:
    """Lines below that name columns: words alone, at least one of them a label where the header has it."""
    labels = {(at, cell) for at, cell in enumerate(sheet.rows[header.row]) if isinstance(cell, str) and cell.strip()}
    texts = {cell for _, cell in labels}
    below = range(header.bottom, len(sheet.rows))
    near = (place for place in below if not texts.isdisjoint(sheet.rows[place]))
    return [place for place in near if _is_header(sheet.rows[place], labels)]


def _is_header(row: list, labels: set[tuple[int, str]]) -> bool:
    cells = [cell for cell in row if cell != ""]
    if len(cells) < 2 or not all(isinstance(cell, str) and not cell.strip()[:1].isdigit() for cell in cells):
        return False
    first = next(at for at, cell in enumerate(row) if cell != "")
    return (first, row[first]) in labels


def _begin(rows: list[list], header: int, after: int) -> int:
    start = header
    while start > after and filled(rows[start - 1]) <= SPARSE and all(isinstance(c, str) for c in rows[start - 1]):
        start -= 1
    return start


def _speaks_again(rows: list[list], first: int, start: int, header: int) -> bool:
    """True where a title stands above the same header and rows below it are of what rows above are of.

    Else the table goes on, on its next page.
    """
    if not any(filled(row) for row in rows[start:header]):
        return False
    above = {_of(row) for row in rows[first:start]} - {()}
    return any(_of(row) in above for row in rows[header + 1 : header + 1 + len(rows[first:start])])


def _of(row: list) -> tuple[str, ...]:
    """What a row is of: its words."""
    return tuple(text for cell in row if isinstance(cell, str) and (text := text_of(cell)) and not text[:1].isdigit())
