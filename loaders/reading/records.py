"""Lines of delimited text to records: every physical line accounted for, no quote swallows the rest in silence."""

from __future__ import annotations

import csv
import re
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence

from . import limits
from .delimiter import spaced
from .grid import Problem, Unreadable

_LARGE = 4_000_000
_REMEMBERED = 150_000  # values
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$")
_LONGEST_RECORD = 200
_SHOWN = 20
_MOST_MARKS = 200  # quotation marks of one line that are tried


def split_records(text: str, delimiter: str) -> tuple[list[list[str]], Sequence[int], list[Problem]]:
    """Records, the physical line at which each starts, and problems with quotes."""
    for is_spaced in (True, False) if spaced(text, delimiter) else (False,):
        try:
            rows, starts, count = _quick(text, delimiter, is_spaced)
            if len(rows) == count or not _suspicious(rows, starts, list(lines_of(text)), delimiter):
                return rows, starts, []
            del rows, starts
        except csv.Error:
            continue
    return _Careful(list(lines_of(text)), delimiter).split()


def lines_of(text: str) -> Iterator[str]:
    """Physical lines with their ends, whichever of the three they are."""
    if text.count("\r") != text.count("\r\n"):
        yield from (found.group() for found in _LINE.finditer(text))
        return
    start, end = 0, text.find("\n")
    while end >= 0:
        yield text[start : end + 1]
        start, end = end + 1, text.find("\n", end + 1)
    if start < len(text):
        yield text[start:]


def _quick(text: str, delimiter: str, is_spaced: bool) -> tuple[list[list[str]], Sequence[int], int]:
    reader = csv.reader(lines_of(text), delimiter=delimiter, strict=True, skipinitialspace=is_spaced)
    share = _Shared() if len(text) > _LARGE else None
    rows, starts, line = [], array("L"), 1
    for row in reader:
        if len(row) > limits.WIDEST:
            limits.check_width(line, len(row))
        rows.append(share.of(row) if share else row)
        starts.append(line)
        line = reader.line_num + 1
    return rows, starts, reader.line_num


class _Shared:
    """Values repeat: one copy of each keeps a large file within its memory, unless there are too many to remember."""

    def __init__(self):
        self._seen: dict[str, str] = {}
        self._one = self._seen.setdefault

    def of(self, row: list[str]) -> list[str]:
        """The row with the copy of each value that was met first; it takes no more room than its cells need."""
        if len(self._seen) > _REMEMBERED:
            self._one = self._seen.get
        return list(map(self._one, row, row))[:]


def _suspicious(rows: list[list[str]], starts: Sequence[int], lines: list[str], delimiter: str) -> bool:
    """Whether a record runs over lines that would be whole records by themselves."""
    width = _usual_width(lines, delimiter)
    ends = [*starts[1:], len(lines) + 1]
    for start, end in zip(starts, ends, strict=True):
        if end - start > _LONGEST_RECORD:
            return True
        if end - start > 1 and _swallows(lines[start : end - 1], delimiter, width):
            return True
    return False


def _swallows(inner: list[str], delimiter: str, width: int) -> bool:
    """Whether lines within a quoted field are whole records; a note of some commas in a narrow table is not proof."""
    whole = sum(_whole(line, delimiter, width) for line in inner) if width > 1 else 0
    return whole > 0 and (width > 3 or (whole > 2 and whole == len(inner)))


def _usual_width(lines: list[str], delimiter: str) -> int:
    """Fields of most lines, each taken by itself."""
    alone = (_strictly([line], delimiter) for line in lines[:5000])
    counted = Counter(len(record) for record in alone if record)
    return max(counted, key=lambda width: (counted[width], width), default=0)


def _whole(line: str, delimiter: str, width: int) -> bool:
    """Whether a line is a record of the usual width by itself; one quotation mark alone closes an earlier one."""
    if line.count(delimiter) < width - 1 or line.count('"') % 2:
        return False
    return len(_strictly([line], delimiter) or ()) == width


def _strictly(lines: list[str], delimiter: str) -> list[str] | None:
    """The one record these lines make, or None when their quotes do not pair."""
    try:
        records = list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error:
        return None
    return records[0] if len(records) == 1 else None if records else []


class _Careful:
    """Line by line: a quoted field may run on only where that makes a whole record; else its quote is named."""

    def __init__(self, lines: list[str], delimiter: str):
        self._lines, self._delimiter = lines, delimiter
        self._width = _usual_width(lines, delimiter)
        self._problems: list[Problem] = []

    def split(self) -> tuple[list[list[str]], list[int], list[Problem]]:
        rows, starts, at = [], [], 0
        while at < len(self._lines):
            record, used = self._take(at)
            rows.append(record)
            starts.append(at + 1)
            at += used
        return rows, starts, self._problems

    def _take(self, at: int) -> tuple[list[str], int]:
        line = self._lines[at]
        if '"' not in line or (record := _strictly([line], self._delimiter)) is None:
            record = self._bare(line) if '"' not in line else None
        if record is not None:
            return record, 1
        for used in range(2, min(_LONGEST_RECORD, len(self._lines) - at) + 1):
            if _swallows(self._lines[at + 1 : at + used], self._delimiter, self._width):
                break
            record = _strictly(self._lines[at : at + used], self._delimiter)
            if record is not None and len(record) == self._width:
                return record, used
        return self._stray(line, at), 1

    def _stray(self, line: str, at: int) -> list[str]:
        if len(self._problems) < _SHOWN:
            message = (
                f"A quotation mark in line {at + 1} does not pair with another. The line was read by itself; "
                "take the mark out, or double it if it belongs to the text."
            )
            self._problems.append(Problem("quote", None, at + 1, None, line.strip()[:80], message))
        try:
            record = next(csv.reader([line], delimiter=self._delimiter), [])
        except csv.Error as fault:
            raise Unreadable(f"Line {at + 1} is too long to be a row of a table: save the file again.") from fault
        if len(record) == self._width and not any('"' in cell for cell in record):
            return record
        return self._repaired(line) or (record if len(record) == self._width else self._bare(line))

    def _repaired(self, line: str) -> list[str] | None:
        """The line without the one quotation mark whose absence makes it a record; None where several would do."""
        marks = [at for at, sign in enumerate(line) if sign == '"']
        tried = (_strictly([line[:at] + line[at + 1 :]], self._delimiter) for at in marks[:_MOST_MARKS])
        found = {tuple(record) for record in tried if record and len(record) == self._width}
        return list(found.pop()) if len(found) == 1 else None

    def _bare(self, line: str) -> list[str]:
        line = line.rstrip("\r\n")
        return line.split(self._delimiter) if line else []
