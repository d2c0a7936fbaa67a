"""Which district and which academic years a sheet is about, from its name, the titles above it and the file's name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from loaders.words import district_spellings, normalise

# 2018-19, 2018/19, 2018-2019, 2018–21, 2018 to 2021; not the start of a date such as 2018-09-03.
_SPAN = re.compile(r"(?<![\d/.-])(20\d\d)\s*(?:[-–—‐‑−/_]|to)\s*(20\d\d|\d\d)(?![\d]|[-/.]\d)", re.IGNORECASE)
_RANGE = re.compile(
    r"(20\d\d)\s*[-–—‐‑−/_]\s*(?:20)?(\d\d)\s*(?:to|until|-|–|—)\s*(20\d\d)\s*[-–—‐‑−/_]\s*(?:20)?(\d\d)(?!\d)",
    re.IGNORECASE,
)
_MONTHS = re.compile(
    r"\bsep(?:t|tember)?\.?\s+(20\d\d)\s*(?:[-–—/]|to|until)\s*(?:jul|july|aug|august)\.?\s+(20\d\d)\b", re.IGNORECASE
)
# 18-19: two years that follow each other, too late to be months, ages or year groups; and no days of a month.
_SHORT = re.compile(
    r"(?<![\d/.£-])(\d\d)\s*[-–‐‑−/]\s*(\d\d)(?!\d|\s*[-/.:]\s*\d|\s*(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))",
    re.IGNORECASE,
)


_THOUSANDS = re.compile(
    r"£\s*m(?:illions?)?\b|\bin millions\b|£\s*['’‘]?000|\(\s*['’‘]?000s?\s*\)|£\s*k\b|\bthousands?\b|"
    r"\b000['’]?s\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Place:
    """What a sheet says of itself; `said_by` tells where each district was read, for the message when two differ.

    thousands: its figures are in thousands or millions; two_years: in words, where its name and its titles state two.
    """

    district: str | None
    years: tuple[str, ...]
    said_by: tuple[tuple[str, str], ...] = ()
    financial: bool = False
    thousands: bool = False
    two_years: str = ""

    @property
    def conflict(self) -> bool:
        """True where sheet, titles and file name speak of different districts."""
        return len({district for _, district in self.said_by}) > 1


def districts_in(text: str) -> set[str]:
    """The districts named in a text, former names included."""
    words = f" {normalise(text)} "
    return {district for spelling, district in district_spellings().items() if f" {spelling} " in words}


def years_in(text: str, short: bool = True) -> tuple[str, ...]:
    """The academic years stated in a text: "2018-20" is 2018/19 and 2019/20; a lone year or a date states none.

    short: "18-19" states one too, though it may be an age.
    """
    found: list[str] = []
    for first, _, _, last in _RANGE.findall(text):
        found += _years(int(first), 2000 + int(last))
    for first, last in _SPAN.findall(_RANGE.sub(" ", text)):
        found += _years(int(first), int(last) if len(last) == 4 else 2000 + int(last))
    for first, last in _MONTHS.findall(text):
        found += _years(int(first), int(last))
    for first, last in _SHORT.findall(text) if short and not found else ():
        if int(last) == int(first) + 1 and 15 <= int(first) <= 40:
            found += _years(2000 + int(first), 2000 + int(last))
    return tuple(dict.fromkeys(found))


def _years(first: int, last: int) -> list[str]:
    """Years from September of the first to August of the last; a span of more than ten years is no span."""
    return [f"{year}/{(year + 1) % 100:02d}" for year in range(first, last)] if 0 < last - first <= 10 else []


def place_of(sheet: str, titles: list[str], file: str) -> Place:
    """What is said of district and years, nearest first: the sheet's name, its titles, the file's name."""
    texts = [("the sheet's name", sheet), *(("the title", title) for title in titles), ("the file's name", file)]
    said = [(where, found.pop()) for where, text in texts if len(found := districts_in(text)) == 1]
    years = dict.fromkeys(year for _, text in texts for year in years_in(text))
    financial = any("financial year" in text.lower() for _, text in texts)
    thousands = any(in_thousands(text) for _, text in texts)
    return Place(
        said[0][1] if said else None, tuple(years), tuple(said), financial, thousands, _two_years(sheet, titles)
    )


def in_thousands(text: str) -> bool:
    """True where a title or a label says that figures are in thousands or millions of pounds."""
    return bool(_THOUSANDS.search(text))


def _two_years(sheet: str, titles: list[str]) -> str:
    named, titled = years_in(sheet), years_in(" ".join(titles))
    if len(named) == len(titled) == 1 and named != titled:
        return f"the sheet’s name says {named[0]} but the title says {titled[0]}"
    return ""


def own_year(sheet: str, titles: list[str], file: str, short: bool = True) -> str | None:
    """The one academic year of a sheet: the nearest of name, titles and the file's name that states just one."""
    for text in (sheet, " ".join(titles), file):
        if len(years := years_in(text, short)) == 1:
            return years[0]
    return None
