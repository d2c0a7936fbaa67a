"""What a column holds, told by its cells without telling them: shares of dates, numbers, known values, identities."""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections import Counter
from dataclasses import dataclass, field

from loaders.columns import Column, is_known, money, number, score, year_group
from loaders.dates import DateColumn, read_dates
from loaders.identity import upn_of
from loaders.masking import Mask, without_identity
from loaders.settle import district_of
from loaders.words import district_spellings, normalise, text_of, value_spellings

LOOKED_AT = 300  # rows
_EMAIL = re.compile(r"^[^@\s]+@[^@\s]+\.[^@\s]+$")
_NAME = re.compile(r"^[^\W\d_]+(?:['’-][^\W\d_]+)*(?:,? [^\W\d_]+(?:['’-][^\W\d_]+)*){0,3}$")
_NO_NUMBER = 0.05


@dataclass
class Content:
    """The filled cells of a column's first rows, each with how often it occurs."""

    cells: Counter
    epoch_1904: bool = False
    _shares: dict = field(default_factory=dict)

    @functools.cached_property
    def filled(self) -> int:
        """Cells that hold something."""
        return sum(self.cells.values())

    @functools.cached_property
    def days(self) -> dict[object, dt.date]:
        """Cell -> date, of the cells that are dates; a bare number from 20,000 to 60,000 may be one."""
        read = zip(self.cells, self._read.values, strict=True)
        return {cell: day for cell, day in read if day is not None}

    @property
    def month_first(self) -> bool:
        """True where dates can only be month first."""
        return self._read.month_first

    @functools.cached_property
    def _read(self) -> DateColumn:
        return read_dates(list(self.cells), self.epoch_1904)

    def _part(self, key: object, holds) -> float:
        if key not in self._shares:
            held = sum(times for cell, times in self.cells.items() if holds(cell))
            self._shares[key] = held / self.filled if self.filled else 0.0
        return self._shares[key]

    def share(self, name: str, flags: bool = False) -> float:
        """The share of cells that a list knows. flags: as cells of yes and no."""
        if name == "district":
            return self._part(name, lambda cell: district_of(text_of(cell)) is not None)
        if name == "outcome":
            from loaders.datasets.support import outcome_codes

            return self._part(name, lambda cell: bool(outcome_codes(text_of(cell))))
        known = value_spellings(name) | (value_spellings("area_of_need") if name == "need" else {})
        if flags:
            return self._part((name, True), lambda cell: is_known(name, text_of(cell)))
        return self._part(name, lambda cell: normalise(text_of(cell)) in known)

    def fits(self, column: Column, listed: str | None) -> tuple[float | None, str]:
        """How well the cells fit a kind of column, 0 to 1, and what they are; None where they say nothing of it."""
        if not self.filled:
            return None, ""
        if listed:
            part = self.share(listed, flags=column.kind == "flag")
            return part, f"{part:.0%} of its values are known ones"
        if column.kind in ("date", "birth_date"):
            return self.dates, f"{self.dates:.0%} of its cells are dates"
        if column.kind in ("number", "money", "score", "year_group"):
            return self._figures(column.kind)
        if column.kind == "upn":
            return self.upns, "it holds UPNs"
        if column.kind == "name":
            return (None, "") if self.names >= 0.8 else (self.names * 0.3, "")
        return (_NO_NUMBER, "") if max(self.upns, self.emails) > 0.5 else (None, "")

    def _figures(self, kind: str) -> tuple[float, str]:
        reader = {"number": number, "money": money, "score": score, "year_group": year_group}[kind]
        part = self._part(kind, lambda cell: reader(cell) is not None)
        said = f"{part:.0%} of its cells are figures of that kind"
        fit = min(part, 0.7) if kind in ("number", "money") else part  # nearly anything may be a number
        return (min(fit, 1 - self.dates) if self.days else fit), said

    @property
    def dates(self) -> float:
        """The share of dates."""
        return self._part("dates", self.days.__contains__)

    @property
    def upns(self) -> float:
        """The share of what looks like a UPN."""
        return self._part("upns", lambda cell: len(upn := upn_of(cell)) == 13 and sum(map(str.isdigit, upn)) >= 6)

    @property
    def emails(self) -> float:
        """The share of e-mail addresses."""
        return self._part("emails", lambda cell: bool(_EMAIL.match(text_of(cell))))

    @property
    def digits(self) -> float:
        """The share of cells with a digit in them."""
        return self._part("digits", lambda cell: any(map(str.isdigit, text_of(cell))))

    @property
    def names(self) -> float:
        """The share of what may be names of people, settings or places: one to four words."""
        return self._part("names", lambda cell: isinstance(cell, str) and bool(_NAME.match(cell.strip())))

    def told(self) -> str:
        """What the column holds, in words, without one of its values unless it is a known one or a short number."""
        if not self.filled:
            return "empty"
        many = len(self.cells)
        if self.upns > 0.5 or self.emails > 0.5:
            return "UPNs, not shown" if self.upns > 0.5 else "e-mail addresses, not shown"
        if self.dates > 0.5:
            years = sorted({day.year for day in self.days.values()})
            return f"dates in {years[0]}" if len(years) == 1 else f"dates from {years[0]} to {years[-1]}"
        if all(_is_short_number(cell) for cell in self.cells):
            figures = sorted(self.cells, key=lambda cell: float(text_of(cell)))
            first, last = text_of(figures[0]), text_of(figures[-1])
            return f"numbers from {first} to {last}" if first != last else f"always {first}"
        known = [text_of(cell) for cell, _ in self.cells.most_common() if _known_anywhere(text_of(cell))]
        if len(known) >= 0.8 * many:
            rest = "" if len(known) == many else f" and {many - len(known):,} other"
            return f"{', '.join(known[:3])}{' …' if len(known) > 3 else ''}{rest}"
        return f"text, {many:,} different" if many > 1 else "text, always the same"

    def sample(self, column: Column, mask: Mask) -> str:
        """A few values of a column that is recognised; in place of personal ones and of free text, what they are."""
        if column.personal:
            return "not shown: personal"
        if column.kind == "free_text" or not self.filled or self.upns > 0.1 or self.emails > 0.1:
            return "free text, not shown" if column.kind == "free_text" else self.told()
        shown = [self._shown(cell, column, mask) for cell, _ in self.cells.most_common(3)]
        return ", ".join(shown) + (" …" if len(self.cells) > 3 else "")

    def _shown(self, cell: object, column: Column, mask: Mask) -> str:
        if column.kind == "date" and not isinstance(cell, str) and cell in self.days:
            return f"{self.days[cell]:%d/%m/%Y}"
        return without_identity(mask.fault_value(text_of(cell)))[:30]


def _is_short_number(cell: object) -> bool:
    value = number(cell)
    return value is not None and abs(value) < 10_000


@functools.lru_cache(maxsize=4096)
def _known_anywhere(text: str) -> bool:
    """True for a value that some list knows: no name of a person is among them."""
    word = normalise(text)
    lists = ("outcome", "need", "area_of_need", "phase", "sen_status", "delivery", "yes_no", "held", "satisfaction",
             "respondent", "wave", "sex", "service", "team", "training_type", "training_status",
             "meeting_type")  # fmt: skip
    return bool(word) and (word in district_spellings() or any(word in value_spellings(name) for name in lists))
