"""What reading gives: sheets of cells as the file holds them, and what was odd about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

Place = tuple[int, int]


class Unreadable(Exception):
    """A file that cannot or must not be read; `message` is one sentence an administrator can act on."""

    def __init__(self, message: str):
        super().__init__(message)
        self.message = message


class Problem(NamedTuple):
    """One oddity: row as a person counts it from 1 (None: the whole file), column a letter or a header."""

    code: str
    sheet: str | None
    row: int | None
    column: str | None
    value: str | None
    message: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet, from cell A1 on: rows[r][c] is row r + first_row, column c + 1; '' is blank.

    Places in `merged`, `error_cells` and `unsaved_formulas` count rows and columns of `rows` from 0.
    `lines` (text files only) is the physical line at which each row starts; their rows may differ in length.
    """

    name: str
    rows: list[list]
    first_row: int = 1
    lines: Sequence[int] | None = None
    hidden: bool = False
    merged: list[tuple[Place, Place]] = field(default_factory=list)
    error_cells: dict[Place, str] = field(default_factory=dict)
    unsaved_formulas: set[Place] = field(default_factory=set)

    def row_number(self, index: int) -> int:
        """The row (or, in a text file, the line) at which a person finds rows[index]."""
        return self.lines[index] if self.lines else index + self.first_row


@dataclass(frozen=True, slots=True)
class Grid:
    """One file as read: kind is xlsx, xlsm, xlsb, xls, ods or text; sheets include the hidden ones, marked.

    `problems` may change what a cell means; `notices` only say how the file was read.
    """

    name: str
    kind: str
    sheets: list[Sheet]
    encoding: str | None = None
    delimiter: str | None = None
    epoch_1904: bool = False
    problems: list[Problem] = field(default_factory=list)
    notices: list[Problem] = field(default_factory=list)


def column_letter(index: int) -> str:
    """The letter of a column counted from 0: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_index(letters: str | bytes) -> int:
    """The column, counted from 0, of a letter or letters."""
    index = 0
    for code in letters if isinstance(letters, bytes) else letters.encode():
        index = index * 26 + (code & 0x1F)
    return index - 1


def cell_name(place: Place) -> str:
    """A1 for (0, 0)."""
    return f"{column_letter(place[1])}{place[0] + 1}"
