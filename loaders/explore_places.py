"""Which column of a table names districts, and which names years: proposals with what was matched, for a person."""

from __future__ import annotations

import datetime as dt
import difflib
import functools
import re
from collections import Counter
from dataclasses import dataclass, replace

from loaders.explore_outside import outside
from loaders.place import districts_in, years_in
from loaders.words import district_spellings, normalise, not_data_words, text_of
from warehouse import reference

_BESIDE = frozenset("district council borough city of dc bc the local authority area kent team stls lift".split())
_WHOLE = frozenset(
    {
        "kent",
        "all",
        "all districts",
        "county",
        "county total",
        "kent county",
        "kent county council",
        "all kent",
        "e10000016",
    }
)
# "Kent (excluding Medway)", "Kent total", "Kent average": words that make Kent no smaller
_OF_KENT = frozenset(
    "kent county council kcc la total average overall excluding excl exc ex without medway only".split()
)
_LONE = re.compile(r"(19|20)\d\d(\.0)?")
_RUN_TOGETHER = re.compile(r"20\d{4}")
_NEAR = 0.8
LEAST_SHARE, LEAST_DISTRICTS = 0.25, 6
FEW_STRANGE = 3  # names of no district, of a table that lacks one: few enough to ask about


@dataclass(frozen=True)
class Candidate:
    """A column that may name districts. how: "name" or "setting". others: what it holds that is no district of Kent;
    near: those of them that may be a district misspelt, and which ("" where a district is missing: any may be meant);
    blank: rows in which it is empty.
    """

    column: int
    label: str
    how: str
    matched: int
    of: int
    districts: int
    others: tuple[str, ...] = ()
    near: tuple[tuple[str, str], ...] = ()
    blank: int = 0

    @property
    def sentence(self) -> str:
        """What was matched, in words."""
        what = "a district" if self.how == "name" else "a school or setting known here"
        return f"{self.label}: {self.matched:,} of {self.of:,} rows name {what} ({self.districts} districts)"


@dataclass(frozen=True)
class YearColumn:
    """A column that may say the year. lone: it holds single years such as 2019, which a person must explain."""

    column: int
    label: str
    lone: bool


def district_of(cell: object, how: str, settings: dict[str, str | None]) -> str | tuple[str, ...] | None:
    """The district that a cell names; a tuple where it names two; None where it names none of Kent's."""
    words = normalise(text_of(cell))
    if how == "setting":
        return settings.get(words)
    if found := district_spellings().get(words):
        return found
    named = tuple(sorted(districts_in(words)))
    if len(named) != 1:
        return named or None
    left = words
    for spelling in sorted(district_spellings(), key=len, reverse=True):
        left = f" {left} ".replace(f" {spelling} ", " ").strip()
    return named[0] if set(left.split()) <= _BESIDE else None


@functools.lru_cache(65536, typed=True)
def is_whole(cell: object) -> bool:
    """True where the cell of the district column stands for all of them: a total, Kent, all districts."""
    words = normalise(text_of(cell))
    return words in _WHOLE or words in not_data_words("total") or ("kent" in words and set(words.split()) <= _OF_KENT)


@functools.lru_cache(65536, typed=True)
def is_total(cell: object) -> bool:
    """True for any total or subtotal."""
    words = normalise(text_of(cell)).split()
    return is_whole(cell) or "total" in words or "totals" in words or "subtotal" in words


def near_district(cell: object) -> str | None:
    """The district that a misspelt name most likely means; None where none is near."""
    names = {normalise(row["district"]): row["district"] for row in reference.rows("districts.csv")}
    found = difflib.get_close_matches(normalise(text_of(cell)), names, 1, _NEAR)
    return names[found[0]] if found else None


def candidates(labels: list[str], columns: list[Counter], settings: dict[str, str | None]) -> list[Candidate]:
    """Every column that may name districts, the likeliest first. columns: cell -> in how many rows it stands."""
    found = []
    for column, cells in enumerate(columns):
        texts: Counter = Counter()
        for cell, times in cells.items():
            text = text_of(cell)
            if text and not isinstance(cell, dt.date | bool) and not is_total(text):
                texts[text] += times
        blank = sum(times for cell, times in cells.items() if not text_of(cell))
        for how in ("name", "setting"):
            if one := _candidate(column, labels[column], how, texts, settings):
                found.append(replace(one, blank=blank))
    return sorted(
        found, key=lambda one: (-min(one.districts, LEAST_DISTRICTS), -one.matched / one.of, one.how, one.column)
    )


def _candidate(column: int, label: str, how: str, texts: Counter, settings: dict) -> Candidate | None:
    named = {text: district_of(text, how, settings) for text in texts}
    hit = [text for text, district in named.items() if isinstance(district, str)]
    matched, of = sum(texts[text] for text in hit), sum(texts.values())
    districts = len({named[text] for text in hit})
    if not hit or (matched < LEAST_SHARE * of and districts < LEAST_DISTRICTS):
        return None
    others = tuple(sorted(text for text, district in named.items() if district is None))[:200]
    near = tuple((text, found) for text in others if how == "name" and (found := near_district(text)))
    strange = [text for text in others if outside(text) == "other" and not near_district(text)]
    if how == "name" and LEAST_DISTRICTS <= districts < len(reference.districts()) and len(strange) <= FEW_STRANGE:
        near += tuple((text, "") for text in strange)  # Gravesend may be what somebody calls Gravesham
    return Candidate(column, label, how, matched, of, districts, others, near)


def year_columns(labels: list[str], columns: list[Counter]) -> list[YearColumn]:
    """Every column most of whose cells say an academic year, those with the word in their name first."""
    found = []
    for column, cells in enumerate(columns):
        filled = {cell for cell in cells if text_of(cell)}
        said = [cell for cell in filled if year_of(cell, "starts")]
        if said and len(said) * 10 >= len(filled) * 8:
            found.append(YearColumn(column, labels[column], any(is_lone(cell) for cell in said)))
    return sorted(found, key=lambda one: (not is_called_year(one.label), one.lone, one.column))


def is_called_year(label: str) -> bool:
    """True for a column whose name says that it holds years."""
    return "year" in label.casefold() or "period" in label.casefold()


@functools.lru_cache(4096, typed=True)
def is_lone(cell: object) -> bool:
    """True for a year by itself, such as 2019: the one in which an academic year starts, or ends."""
    return not isinstance(cell, dt.date) and bool(_LONE.fullmatch(text_of(cell)))


@functools.lru_cache(4096, typed=True)
def year_of(cell: object, lone: str | None = None) -> str | None:
    """The academic year that a cell says. lone: whether a single year "starts" or "ends" it; None leaves it unread."""
    if isinstance(cell, dt.date):
        return reference.academic_year(cell)
    text = text_of(cell)
    if _LONE.fullmatch(text):
        first = int(text[:4]) - (lone == "ends")
        return f"{first}/{(first + 1) % 100:02d}" if lone else None
    if _RUN_TOGETHER.fullmatch(text):
        text = f"{text[:4]}-{text[4:]}"
    years = years_in(text)
    return years[0] if len(years) == 1 else None
