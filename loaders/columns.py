"""A column of cells read as what its model says it holds: text, number, money, score, yes or no, a listed value."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from loaders.explore_figures import asks_about_points
from loaders.words import normalise, not_data_words, text_of, value_spellings

# Thousands in commas or in blanks, hard and narrow ones too; never a comma that may mark decimals.
_DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:\.\d+)?|\d*\.?\d+)"
_MONEY = re.compile(rf"^\(?-?\s*£?\s*-?({_DIGITS})\s*(k|m|thousand|million)?\)?$", re.IGNORECASE)
_NUMBER = re.compile(rf"^-?{_DIGITS}$")
_REST = re.compile(r"^0\d\d$")  # of 523,000 whose comma parted it into two cells
_BETWEEN = re.compile(r"[,\s]")
_DASHES = ("-", "–", "—", "--")
_SCALE = {"k": 1e3, "thousand": 1e3, "m": 1e6, "million": 1e6}
_YEAR_GROUP = re.compile(r"^(?:y|yr|year|ncy|nc year)?\s*(\d{1,2})$")
_WORDED_GROUPS = {"r": "R", "rec": "R", "reception": "R", "yr": "R", "year r": "R", "yr r": "R", "y r": "R",
                  "n": "N", "nursery": "N", "n1": "N1", "n2": "N2", "nursery 1": "N1", "nursery 2": "N2"}  # fmt: skip


@dataclass(frozen=True)
class Column:
    """What a column of a return holds.

    kind: text, free_text, date, number, money, score, flag, choice, year_group; personal: upn, name, birth_date, drop.
    values: the list of spellings of a choice. reason: the code by which a row is set aside when the cell is missing.
    whole: a number of people or things, neither a fraction nor below nought.
    """

    kind: str
    values: str | None = None
    reason: str | None = None
    whole: bool = False

    @property
    def personal(self) -> bool:
        """True where not one cell may be stored or shown."""
        return self.kind in ("upn", "name", "birth_date", "drop")


@dataclass(frozen=True)
class Read:
    """A column's cells as values, and the positions of the cells that could not be read as what they should be."""

    values: list
    unread: list[int]


def mostly_alike(cells: Collection, known: Collection | None) -> bool:
    """Whether to look at each of the cells once is worth looking for those that are alike.

    known: the cells that are no two alike; None where they are not known.
    """
    return known is None or len(known) * 2 <= len(cells)


def of_each(cells: list, known: Collection | None, make: Callable[[list], list]) -> list:
    """What is made of each cell, once for those that are alike where most are."""
    if not mostly_alike(cells, known):
        return make(cells)
    distinct = list(set(cells))
    return list(map(dict(zip(distinct, make(distinct), strict=True)).__getitem__, cells))


def read_column(cells: list[object], column: Column, distinct: Collection | None = None) -> Read:
    """Read cells by the column's kind; dates are read in loaders.dates, where the whole column settles the format.

    distinct: the cells, each once, where they are known already.
    """
    if column.kind in ("text", "free_text"):  # there is no text that is none
        return Read(of_each(cells, distinct, _named if column.kind == "text" else _plain), [])
    distinct = set(cells) if distinct is None else distinct
    if column.kind == "flag":
        memo = _flags(distinct, column.values or "yes_no")
    elif column.kind == "choice":
        known = value_spellings(column.values)
        memo = {cell: _choice(text_of(cell), known) for cell in distinct}
    else:
        reader = _READERS[column.kind]
        memo = dict(zip(distinct, map(reader, distinct), strict=True))
        if column.kind in ("number", "money") and asks_about_points(distinct):  # 23.824 may be 23,824
            memo |= dict.fromkeys((cell for cell in distinct if asks_about_points([cell])), None)
    if column.whole:  # 0.85 of 20 is most likely a share, and not seventeen
        memo |= {cell: None for cell, value in memo.items() if value is not None and (value < 0 or value % 1)}
    known = value_spellings(column.values) if column.kind == "choice" else None
    unread = {cell for cell, value in memo.items() if _is_unread(cell, value, known)}
    at = [i for i, cell in enumerate(cells) if cell in unread] if unread else []
    return Read(list(map(memo.__getitem__, cells)), at)


def _choice(text: str, known: dict[str, str]) -> str | None:
    """The code of a known spelling, any other text as it is; None for a blank or a dash."""
    return known.get(normalise(text), text or None) if text not in _DASHES else None


def _is_unread(cell: object, value: object, known: dict[str, str] | None) -> bool:
    """True for a choice of no known spelling, and for any other cell that holds something but could not be read."""
    if known is not None:
        return value is not None and normalise(text_of(cell)) not in known
    return value is None and bool(text_of(cell))


def is_known(name: str, text: str) -> bool:
    """True for a spelling of this list, a tick in a list of yes and no, and for what stands for nothing at all."""
    if text in _DASHES or not normalise(text):
        return True
    known = value_spellings(name)
    return normalise(text) in known or ("yes" in known.values() and _flag(text, known) is not None)


def _plain(cells: list[object]) -> list[str | None]:
    return [(cell.strip() if cell.__class__ is str else text_of(cell)) or None for cell in cells]


def _named(cells: list[object]) -> list[str | None]:
    """Texts, without those that say that there is none; figures end nearly all of many."""
    texts = _plain(cells)
    nothing = {text for text in texts if text and not text[-1].isdigit() and says_nothing(text)}
    return [None if text in nothing else text for text in texts] if nothing else texts


def says_nothing(text: str) -> bool:
    """True for a dash, and for words such as n/k and TBC that stand where something is not known."""
    return text in _DASHES or (not text[-1:].isdigit() and normalise(text) in not_data_words("nothing"))


def _flags(cells: Iterable[object], name: str) -> dict[object, bool | None]:
    """Yes or no. Where a column ticks the yeses and never says no, a blank is a no; else a blank is unknown."""
    known = value_spellings(name)
    memo = {cell: _flag(text_of(cell), known) for cell in cells}
    blank = False if {value for cell, value in memo.items() if text_of(cell)} == {True} else None
    return {cell: value if text_of(cell) else blank for cell, value in memo.items()}


def _flag(text: str, known: dict[str, str]) -> bool | None:
    if text in ("✓", "✔", "☑", "√"):
        return True
    code = known.get(normalise(text))
    return None if code is None else code == "yes"


def number(cell: object) -> float | None:
    """A number, or None: thousands in commas are read, a lone comma or "300,0" is not."""
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int | float):
        return float(cell) if math.isfinite(cell) else None
    text = text_of(cell)
    return float(_BETWEEN.sub("", text)) if _NUMBER.match(text) and not _REST.match(text) else None


def money(cell: object) -> float | None:
    """Pounds: "£523,000", "£525.9k", "£1.2m", "(1,200)" for a negative."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return float(cell) if math.isfinite(cell) else None
    text = text_of(cell)
    if not (found := _MONEY.match(text)) or _REST.match(text):
        return None
    digits = _BETWEEN.sub("", found[1])
    pounds = round(float(digits) * _SCALE.get((found[2] or "").lower(), 1), 2)
    return -pounds if "-" in text or text.startswith("(") else pounds


def score(cell: object) -> int | None:
    """A whole score from 1 to 5, else None."""
    value = number(cell)
    return int(value) if value is not None and value in (1, 2, 3, 4, 5) else None


def year_group(cell: object) -> str | None:
    """A National Curriculum year: N, N1, N2, R, 1 to 14."""
    words = normalise(text_of(cell))
    if words in _WORDED_GROUPS:
        return _WORDED_GROUPS[words]
    found = _YEAR_GROUP.match(words)
    return found[1].lstrip("0") or "R" if found and int(found[1]) <= 14 else None


_READERS = {"number": number, "money": money, "score": score, "year_group": year_group}
