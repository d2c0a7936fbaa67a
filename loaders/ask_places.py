"""What is asked about the whole file: its district and its academic year, where it does not say them."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING

from loaders.datasets.base import columns_of
from loaders.keep import AS_SAID
from loaders.place import place_of
from loaders.questions import Candidate, Question
from loaders.settle import unsettled
from warehouse import reference

if TYPE_CHECKING:
    from loaders.ask import Asking

FIRST_YEAR = 2010
WORDS = {
    "district": "Which district is the whole file for?",
    "year": "Which academic year is the whole file for?",
}
SURE = 0.9  # of a file's dates in one year: that year is suggested


def places_asked(asking: Asking, refused: bool) -> list[Question]:
    """District and year of the whole file, where it does not say them or a person did."""
    open_ = [*_unsettled(asking), *asking.doubts] if refused else []
    said = {"district": asking.answers.district, "year": asking.answers.year}
    return [
        Question(name, "", words, _candidates(name, asking), True, answer=said[name], by=AS_SAID if said[name] else "")
        for name, words in WORDS.items()
        if said[name] or name in open_
    ]


def _candidates(name: str, asking: Asking) -> tuple[Candidate, ...]:
    if name == "district":
        return tuple(Candidate(district, district) for district in reference.districts())
    return tuple(_years(_days(asking)))


def _days(asking: Asking) -> Counter:
    """The dates of the columns that are read as such, dates of birth left out."""
    days = Counter()
    for at, table in enumerate(asking.tables):
        kinds = columns_of(table.dataset.model)
        for index in (index for name, index in table.columns.items() if kinds[name].kind == "date"):
            content = asking.contents[at, index]
            for cell, day in content.days.items() if not content.month_first else ():
                days[day] += content.cells[cell]
    return days


def _unsettled(asking: Asking) -> list[str]:
    """What the file does not say of itself, even where it was refused before anyone asked."""
    if asking.rows:
        return unsettled(asking.rows, asking.grid.name)
    dataset, names = asking.tables[0].dataset, {name for table in asking.tables for name in table.columns}
    said = [place_of(table.sheet.name, table.titles, asking.grid.name) for table in asking.tables]
    found = []
    if dataset.needs_district and "district" not in names and not any(place.district for place in said):
        found.append("district")
    if dataset.year != "dates" and "academic_year" not in names and not any(place.years for place in said):
        found.append("year")
    return found


def _years(days: Counter) -> list[Candidate]:
    """The academic years in which the file has dates, those with most first; then the others, newest first."""
    held = Counter()
    for day, times in days.items():
        held[reference.academic_year(day)] += times
    newest = int(reference.academic_year(dt.date.today())[:4])
    rest = [f"{first}/{(first + 1) % 100:02d}" for first in range(newest, FIRST_YEAR - 1, -1)]
    found = []
    for year, times in held.most_common():
        part = times / held.total()
        found.append(Candidate(year, year, f"{part:.0%} of its dates are in that year", likely=part >= SURE))
    return [*found, *(Candidate(year, year) for year in rest if year not in held)]
