"""From tables to rows: every line below a header is a row or is not data, and is counted as one of the two."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from loaders.datasets.base import columns_of
from loaders.header import Table
from loaders.words import district_spellings, normalise, not_data_words, text_of, value_spellings
from warehouse import reference

_FIGURES = re.compile(r"[-+(]*[£$€]?\s*-?\d[\d,./\s-]*\s*[%km)]*$", re.IGNORECASE)
_TOTAL = re.compile(
    r"^(?:grand |sub |overall )?totals? (?:requests|pupils|for|of|budget|spend|events|cases|responses|rows|all|kent|"
    r"meetings|attended|number|no|term|year|\d)\b|^(?:term|year) \d+ totals?$|"
    r"^(?:no|number) of (?:requests|responses|cases|events|meetings|rows)$"
)
_TOTAL_OF = re.compile(r"^(?:sub |grand |overall )?(?:sub)?totals? |(?: (?:sub|grand|overall))? (?:sub)?totals?$")
_PAGE = re.compile(r"page \d+(?: of \d+)?")
_DRAWN = re.compile(r"[-=_+|]{3,}$|\([^()]*\)$")
_FILLED_IN = ("district", "academic_year")  # what a form may hold already in rows that nobody has filled in
_WIDTH = 256  # cells of a row that are compared with those above the header
_FORM = 5  # used columns from which on a line of two cells is no row
_FEW = 4  # a line with a date and at least this many cells is a row, whatever they say


@dataclass
class Lines:
    """The lines of one table: the cells of each row with its number and its place in the sheet, and what is no row."""

    rows: list[list]
    row_numbers: list[int]
    places: list[int]
    not_data: int
    ragged: list[int]


def lines_of(table: Table) -> Lines:
    """Sort the lines of a sheet into rows and lines that are not data (titles, header, blanks, totals, notes)."""
    sheet, width = table.sheet, len(table.sheet.rows[table.header])
    numbers = getattr(sheet, "lines", None) or range(sheet.first_row, sheet.first_row + len(sheet.rows))
    found = Lines([], [], [], table.header + 1, [])
    is_not_data = _Sorter(table)
    dated = _date_column(table)
    for place in range(table.header + 1, len(sheet.rows)):
        row = sheet.rows[place]
        sure = dated is not None and len(row) > dated and _is_date(row[dated])
        if not (sure and len(row) - row.count("") >= _FEW) and is_not_data(row, place):
            found.not_data += 1
            continue
        if len(row) != width:
            if any(text_of(cell) for cell in row[width:]):
                found.ragged.append(len(found.rows))
            row = (list(row) + [""] * width)[:width]
        found.rows.append(row)
        found.row_numbers.append(numbers[place])
        found.places.append(place)
    _fill_merged(table, found)
    return found


def _date_column(table: Table) -> int | None:
    """The first column of dates that this return cannot do without: a date in it makes a line a row."""
    kinds = columns_of(table.dataset.model)
    needed = [name for group in table.dataset.required for name in group if kinds[name].kind == "date"]
    return next((table.columns[name] for name in needed if name in table.columns), None)


def _is_date(cell: object) -> bool:
    if cell.__class__ is dt.datetime or cell.__class__ is dt.date:  # as nearly all are
        return True
    if isinstance(cell, float | int):
        return 20000 < cell < 60000
    return isinstance(cell, dt.date) or (isinstance(cell, str) and cell[:1].isdigit())


class _Sorter:
    """Tells lines that are not data: blank lines, the header again, words under the header, totals and notes."""

    def __init__(self, table: Table):
        self._labels = frozenset(normalise(label) for label in table.labels.values())
        self._few = len(table.columns) > 2
        self._used = sorted({*table.columns.values(), *table.ticks})
        self._reference = table.columns.get(table.dataset.reference or "")
        dated = _date_column(table)
        self._keys = {self._reference, dated} - {None} if dated is not None else set(self._used)
        kinds = columns_of(table.dataset.model)
        self._numbers = {at for name, at in table.columns.items() if kinds[name].kind in ("number", "money")}
        form = table.dataset.reference and table.dataset.needs_district  # else a row may say no more than its district
        self._filled_in = {table.columns[name] for name in _FILLED_IN if form and name in table.columns}
        self._phase = _split_by_phase(table)
        self._above = {tuple(row[:_WIDTH]) for row in table.sheet.rows[: table.header] if any(c != "" for c in row)}
        self._broken = {place for place, column in table.sheet.error_cells if column in set(self._used)}

    def __call__(self, row: list, place: int) -> bool:
        at = [i for i, cell in enumerate(row) if cell != "" and text_of(cell)]
        if not at:
            return place not in self._broken
        texts = [text_of(row[i]) for i in at]
        words = [normalise(text) for text in texts]
        if set(words) <= not_data_words("subheading") or self._is_drawn(texts) or tuple(row[:_WIDTH]) in self._above:
            return True
        if self._is_unfilled(at, texts) and place not in self._broken:
            return True
        if len(texts) > 1 and sum(word in self._labels for word in words) > len(words) / 2:
            return True
        if is_total(words, texts) or self._numbers.issuperset(at) or self._is_whole(row):
            return True  # sums need no label to be sums
        if len(texts) <= 3 and any(map(_PAGE.fullmatch, words)):
            return True
        if self._few and self._is_counted(at, texts) and place not in self._broken:
            return True
        if len(texts) == 1:
            return self._few and place not in self._broken and self._is_remark(at[0], texts[0])
        return len(texts) == 2 and (_starts(words[0], "note") or self._is_signed(at, texts))

    def _is_whole(self, row: list) -> bool:
        """The total of the phases that stand above it in rows of their own."""
        at = self._phase
        return at is not None and len(row) > at and normalise(text_of(row[at])) in not_data_words("whole")

    @staticmethod
    def _is_drawn(texts: list[str]) -> bool:
        """Lines drawn below the header, and hints in brackets: (dd/mm/yy)."""
        return all(_DRAWN.match(text) for text in texts)

    def _is_unfilled(self, at: list[int], texts: list[str]) -> bool:
        """A row of a form that nobody has filled in: its number, the district and the year stand there already."""
        rest = [(i, text) for i, text in zip(at, texts, strict=True) if i not in self._filled_in]
        return bool(self._filled_in) and all(i not in self._used and _FIGURES.match(text) for i, text in rest)

    def _is_counted(self, at: list[int], texts: list[str]) -> bool:
        """Figures alone, with neither a reference nor a date that would make them a row."""
        return self._keys.isdisjoint(at) and all(_FIGURES.match(text) for text in texts)

    def _is_signed(self, at: list[int], texts: list[str]) -> bool:
        """A label and what stands beside it, where a reference would hold a figure: Signed, Date: 17/07/2020."""
        few = self._few and len(self._used) > _FORM
        return few and at[0] == self._reference and not any(map(str.isdigit, texts[0]))

    def _is_remark(self, column: int, text: str) -> bool:
        """A lone text is a remark where it stands first or beside the table, and not where a value is expected."""
        if _starts(normalise(text), "note") or len(text) > 60:
            return True
        if column == self._reference:
            return " " in text or not any(map(str.isdigit, text))
        return column <= self._used[0] or column not in self._used


def _split_by_phase(table: Table) -> int | None:
    """The column of phases of a table that has a row for each of them, and so may have one for all of them."""
    at = table.columns.get("phase")
    if at is None or table.dataset.reference or _date_column(table) is not None:
        return None
    below = (row[at] for row in table.sheet.rows[table.header + 1 :] if len(row) > at)
    return at if any(normalise(text_of(cell)) in value_spellings("phase") for cell in below) else None


def is_total(words: list[str], texts: list[str]) -> bool:
    """True where a word of totals leads a line of nothing but figures, with at most a district or a team before it.

    A setting may be called Total Learning Academy: its line holds other words too.
    """
    first = next((i for i, word in enumerate(words[:3]) if _says_total(word) or _is_area(word)), None)
    if first is None:
        return False
    before = all(
        _is_group(word) or _FIGURES.match(text) for word, text in zip(words[:first], texts[:first], strict=True)
    )
    after = zip(words[first + 1 :], texts[first + 1 :], strict=True)
    return before and all(bool(_FIGURES.match(text)) or _says_total(word) or _is_group(word) for word, text in after)


def _says_total(word: str) -> bool:
    if word in not_data_words("total") or _TOTAL.match(word):
        return True
    rest = _TOTAL_OF.sub("", word)
    return rest != word and (_is_group(rest) or rest == "")


def _is_group(word: str) -> bool:
    """True for a district, a team, a phase or an area of the county: what a total may be of."""
    lists = (district_spellings(), value_spellings("team"), value_spellings("phase"), value_spellings("district"))
    return any(word in known for known in lists) or word in ("all phases", "all", "kent") or _is_area(word)


def _is_area(word: str) -> bool:
    """True for an area of the county, several districts together: North, East Kent, South area."""
    areas = {row["area"].lower() for row in reference.rows("districts.csv")}
    return word.removesuffix(" kent").removesuffix(" area") in areas


def _starts(words: str, kind: str) -> bool:
    return any(words == word or words.startswith(word + " ") for word in not_data_words(kind))


def _fill_merged(table: Table, lines: Lines) -> None:
    """Cells merged down a column: every row under the merge has its value."""
    position = {place: i for i, place in enumerate(lines.places)} if table.sheet.merged else {}
    for (top, left), (bottom, right) in table.sheet.merged or ():
        if bottom == top or top <= table.header or top >= len(table.sheet.rows):  # a merge may lie below the last cell
            continue
        first = table.sheet.rows[top]
        for i in (
            position[place] for place in range(top + 1, min(bottom + 1, len(table.sheet.rows))) if place in position
        ):
            row = lines.rows[i] = list(lines.rows[i])
            for column in range(left, min(right + 1, len(row), len(first))):
                if row[column] == "":
                    row[column] = first[column]
