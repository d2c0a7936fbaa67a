"""From tables to rows: every line below a header is a row or is not data, and is counted as one of the two."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from loaders.header import Table
from loaders.words import normalise, not_data_words, text_of

_FIGURES = re.compile(r"\d")


@dataclass
class Lines:
    """The lines of one table: the cells of each row with its row number in the sheet, and what is not data."""

    rows: list[list]
    row_numbers: list[int]
    not_data: int
    ragged: list[int]


def lines_of(table: Table) -> Lines:
    """Sort the lines of a sheet into rows and lines that are not data (titles, header, blanks, totals, notes)."""
    sheet, labels = table.sheet, _labels(table)
    numbers = getattr(sheet, "lines", None) or range(sheet.first_row, sheet.first_row + len(sheet.rows))
    found = Lines([], [], table.header + 1, [])
    sure = _sure_columns(table)
    width = len(sheet.rows[table.header])
    below = zip(sheet.rows[table.header + 1 :], numbers[table.header + 1 :], strict=True)
    for row, number in below:
        plain = sure is not None and len(row) > sure and _is_figure(row[sure])
        if not plain and _is_not_data(row, labels, table):
            found.not_data += 1
            continue
        if len(row) != width:
            if any(text_of(cell) for cell in row[width:]):
                found.ragged.append(len(found.rows))
            row = (list(row) + [""] * width)[:width]
        found.rows.append(row)
        found.row_numbers.append(number)
    _fill_merged(table, found)
    return found


def _labels(table: Table) -> frozenset[str]:
    return frozenset(normalise(text_of(cell)) for cell in table.sheet.rows[table.header] if cell != "")


def _sure_columns(table: Table) -> int | None:
    """The first column that every row of this return must have: a date or number in it makes a line a row at once."""
    return table.columns.get(table.dataset.required[0][0] if table.dataset.name != "lift_activity" else "meeting_date")


def _is_figure(cell: object) -> bool:
    return isinstance(cell, dt.date | float | int) or (isinstance(cell, str) and bool(_FIGURES.search(cell[:4])))


def _is_not_data(row: list, labels: frozenset[str], table: Table) -> bool:
    """True for blank lines, the header again, words under the header, totals and notes."""
    texts = [text for cell in row if cell != "" and (text := text_of(cell))]
    if not texts:
        return True
    words = [normalise(text) for text in texts]
    if set(words) <= not_data_words("subheading"):
        return True
    if len(texts) > 1 and sum(word in labels for word in words) > len(words) / 2:
        return True
    if is_total(words[0]) and (len(texts) <= 3 or table.dataset.name in ("staffing_funding", "context")):
        return True
    return (len(texts) == 1 and len(table.columns) > 2) or (len(texts) == 2 and _starts(words[0], "note"))


def is_total(words: str) -> bool:
    """True for "total", "grand total", "total requests", "Kent total": not for a setting whose name begins so."""
    return words in not_data_words("total") or bool(
        re.match(
            r"^(grand |sub |overall )?totals? (requests|pupils|for|of|budget|events|cases|responses|rows|all|kent)\b",
            words,
        )
    )


def _starts(words: str, kind: str) -> bool:
    return any(words == word or words.startswith(word + " ") for word in not_data_words(kind))


def _fill_merged(table: Table, lines: Lines) -> None:
    """Cells merged down a column: every row under the merge has its value."""
    place = {number: i for i, number in enumerate(lines.row_numbers)}
    for (top, left), (bottom, right) in table.sheet.merged or ():
        if bottom == top or top <= table.header:
            continue
        first = place.get(top + table.sheet.first_row)
        for row in range(top + 1, bottom + 1) if first is not None else ():
            here = place.get(row + table.sheet.first_row)
            for column in range(left, right + 1) if here is not None else ():
                if lines.rows[here][column] == "":
                    lines.rows[here] = list(lines.rows[here])
                    lines.rows[here][column] = lines.rows[first][column]
