"""Headings among the rows of a table, that say whose or of which year those below them are."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator

from loaders.header import Table
from loaders.place import Place, districts_in, own_year, place_of, years_in
from loaders.words import district_spellings, normalise, text_of
from warehouse import reference

_IN_BRACKETS = re.compile(r"\([^()]*\)")
SPARSE = 2  # cells of a line that may be a title
# Words that a heading may hold beside a district, a year and the words of the sheet's own titles.
_PLAIN = frozenset(
    "the of for and to term year academic financial school district council borough team area lift stls data return "
    "returns log activity continued contd".split()
)


def placed(table: Table, places: list[int], file: str) -> Iterator[tuple[int, Place, str | None]]:
    """How many successive rows a heading is of, their district and years by it, and the one year that is their own.

    places: the rows' places in the sheet, in order.
    """
    marks = [(-1, table.titles), *_headings(table, file)]
    starts = [bisect(places, place) for place, _ in marks]
    for (_, titles), start, end in zip(marks, starts, [*starts[1:], len(places)], strict=True):
        yield end - start, place_of(table.sheet.name, titles, file), own_year(table.sheet.name, titles, file)


def last_titles(table: Table) -> list[str]:
    """What the last heading of a table says, with what it keeps of those above it."""
    return [table.titles, *(titles for _, titles in _headings(table, ""))][-1]


def _headings(table: Table, file: str) -> list[tuple[int, list[str]]]:
    """Lines among the rows that name a district or a year, with little else: (place, what then stands as titles)."""
    rows, titles = table.sheet.rows, table.titles
    common = _PLAIN | set(normalise(" ".join([*titles, table.sheet.name, file, table.dataset.title])).split())
    found = []
    for place in range(table.header + 1, len(rows)):
        row = rows[place]
        if not 0 < len(row) - row.count("") <= SPARSE or not is_sparse(row):
            continue
        text = " ".join(text_of(cell) for cell in row if cell != "")
        bare = _IN_BRACKETS.sub(" ", text)
        if _names_place(text) and (
            _is_plain(bare, common) or _is_over_header(table, place) or (found and _begins_with_place(bare))
        ):
            titles = [text, *carried(titles, [text])]
            found.append((place, titles))
    return found


def _names_place(text: str) -> bool:
    return len(districts_in(text)) == 1 or len(years_in(text)) == 1


def _is_plain(text: str, common: frozenset[str] | set[str]) -> bool:
    names = {word for district in districts_in(text) for word in normalise(district).split()}
    spelt = {normalise(row["former_name"]) for row in reference.rows("districts.csv")}
    return all(word in common or word in names or word in spelt or word.isdigit() for word in normalise(text).split())


def _begins_with_place(text: str) -> bool:
    """True where a district comes first: below other headings the line is one, whatever it goes on to say."""
    words = normalise(text)
    return any(words == name or words.startswith(f"{name} ") for name in district_spellings())


def _is_over_header(table: Table, place: int) -> bool:
    """True where the next line that is no title and no blank is the header again."""
    rows = table.sheet.rows
    after = next((row for row in rows[place + 1 :] if not is_sparse(row)), None)
    return after is not None and after[: len(rows[table.header])] == rows[table.header]


def carried(before: list[str], now: list[str]) -> list[str]:
    """What titles said before and those now do not: the district, the years, and that they are financial ones."""
    found = []
    if not any(map(districts_in, now)):
        found += next(([*named] for text in before if len(named := districts_in(text)) == 1), [])
    if not any(map(years_in, now)):
        found += dict.fromkeys(year for text in before for year in years_in(text))
        found += ["financial year"] if any("financial year" in text.lower() for text in before) else []
    return found


def is_sparse(row: list) -> bool:
    """True for a line that may be a title, or is blank."""
    return len(row) - row.count("") <= SPARSE and all(isinstance(cell, str) for cell in row)
