"""What a return is: its model, the columns it cannot do without, and the rows of one file while they are checked."""

from __future__ import annotations

import datetime as dt
import functools
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Annotated, NamedTuple, get_args, get_origin, get_type_hints

from pydantic import BaseModel, ConfigDict

from loaders.columns import Column
from loaders.identity import Hasher
from loaders.masking import Mask
from loaders.people import People
from loaders.place import Place
from loaders.strangers import NAME, like_a_name, without_strangers
from loaders.words import text_of
from warehouse import reference

KEPT = 2000  # warnings listed with their place; all are counted


class Return(BaseModel):
    """A row of a return as its sender means it: the contract that the checks by column keep."""

    model_config = ConfigDict(extra="forbid")


class Broken(NamedTuple):
    """A cell without a true value: warning code, where it is, and what stands there."""

    code: str
    cell: str
    text: str

    @property
    def message(self) -> str:
        """What to do about it."""
        if self.code == "error_cell":
            return f"{self.cell} holds the error {self.text}: read as unknown. Correct the formula and send it again."
        return f"{self.cell} holds a formula that was never worked out: open the file in Excel and save it."


@functools.cache
def columns_of(model: type[Return]) -> dict[str, Column]:
    """Column name -> what it holds, read from the model's annotations."""
    hints = get_type_hints(model, include_extras=True)
    found = {}
    for name, hint in hints.items():
        if get_origin(hint) is Annotated:
            found[name] = next(extra for extra in get_args(hint)[1:] if isinstance(extra, Column))
    return found


@dataclass(frozen=True)
class Dataset:
    """One of the eight returns.

    required: groups of columns, one of each group must be there. ticks: the column that tick columns may spell out.
    year: "stated" (must be said in column, sheet, title or name), "own" (one year a sheet or a column) or "dates".
    reference: the column that numbers the rows. missed: columns without which some figures lack this return.
    """

    name: str
    title: str
    model: type[Return]
    required: tuple[tuple[str, ...], ...]
    check: Callable[[Rows], None]
    ticks: str | None = None
    needs_district: bool = True
    year: str = "dates"
    reference: str | None = None
    missed: tuple[str, ...] = ()


@dataclass
class Rows:
    """The rows of one file, column by column, and what the checks find.

    cells: column -> raw cells; distinct: each of them once. values: column -> what was read, in codes where there are
    any; unknown: positions of those that have none. aside: position -> (code, label, value, message, column). broken:
    (column, position) -> error cell. stored: column of the warehouse -> values, filled by the return's own check.
    """

    dataset: Dataset
    cells: dict[str, list]
    sheets: list[str]
    row_numbers: list[int]
    places: list[Place]
    own_years: list[str | None]
    labels: dict[str, str]
    hasher: Hasher
    epoch_1904: bool = False
    years: tuple[str, ...] = ()
    values: dict[str, list] = field(default_factory=dict)
    aside: dict[int, tuple] = field(default_factory=dict)
    warned: list[tuple] = field(default_factory=list)
    warned_at: dict[str, list[int]] = field(default_factory=dict)
    late_warnings: list[tuple[int, str, str, str]] = field(default_factory=list)
    broken: dict[tuple[str, int], Broken] = field(default_factory=dict)
    distinct: dict[str, dict] = field(default_factory=dict)
    unknown: dict[str, set[int]] = field(default_factory=dict)
    unmatched: Counter = field(default_factory=Counter)
    stored: dict[str, list] = field(default_factory=dict)
    scopes: list[str] = field(default_factory=list)
    mask: Mask = field(default_factory=Mask)
    shown_sheets: dict[str, str] = field(default_factory=dict)
    people: People = field(default_factory=lambda: People(tuple, Mask()))

    def __len__(self) -> int:
        return len(self.row_numbers)

    @property
    def distinct_places(self) -> list[Place]:
        """The places, each once: one for each sheet, however many rows it has."""
        return list({id(place): place for place in self.places}.values())

    def sheet_of(self, i: int) -> str:
        """The name of a row's sheet as it may be stored."""
        return self.shown_sheets.get(self.sheets[i], self.sheets[i])

    def get(self, column: str) -> list:
        """A column's values; all None where the file has no such column."""
        return self.values.get(column) or [None] * len(self)

    def raw(self, column: str, i: int) -> str:
        """A cell as a person may be shown it: masked, and empty for a personal column."""
        if (column, i) in self.broken:
            return self.broken[column, i].text
        kind = columns_of(self.dataset.model)[column] if column in self.cells else None
        if kind is None or kind.personal:
            return ""
        text = text_of(self.cells[column][i])
        if kind.kind == "text":
            return NAME if column != "setting" and like_a_name(text) else self.mask.fault_value(text)
        # A date that is at fault has to be seen to be put right; in any other column it may be one of birth.
        return without_strangers(self.mask.fault_value(text)) if kind.kind == "date" else self.withheld(text)[:80]

    def withheld(self, text: str) -> str:
        """A value that no list knows, or a comment, without names and other personal details."""
        return without_strangers(self.mask(text))

    def hashed(self, text: str) -> str:
        """A reference that is made of a UPN, an address or a name, by its keyed hash: it still tells rows apart."""
        return f"hashed {self.hasher(text)[:16]}"

    def set_aside(self, i: int, code: str, column: str, message: str) -> None:
        """Set a row aside for one reason; the first reason found stands."""
        if (column, i) in self.broken:
            message = self.broken[column, i].message
        self.aside.setdefault(i, (code, self.labels.get(column, column), self.raw(column, i), message, column))

    def warn(self, i: int, code: str, column: str, message: str) -> None:
        """Warn about a row that is kept."""
        self.warned_at.setdefault(code, []).append(i)
        if len(self.warned) < KEPT:
            self.warned.append((i, code, self.labels.get(column, column), self.raw(column, i), message, column))

    def warning_counts(self) -> dict[str, int]:
        """Code -> rows warned about and kept; a row set aside carries its one reason alone."""
        counted = {code: sum(i not in self.aside for i in places) for code, places in self.warned_at.items()}
        return {code: count for code, count in counted.items() if count}

    def warn_over(self, part: str, whole: str) -> None:
        """Warn of rows in which a part, such as targets met, is more than its whole."""
        for i, (some, every) in enumerate(zip(self.get(part), self.get(whole), strict=True)):
            if some is not None and every is not None and some > every:
                self.warn(i, "part_over_whole", part, f"More than {self.labels[whole]}, {every:g}: check both numbers.")

    def set_aside_missing(self, column: str, code: str, message: str) -> None:
        """Set aside every row whose value in this column is missing or could not be read."""
        values = self.get(column)
        for i in [i for i, value in enumerate(values) if value is None] if None in values else ():
            self.set_aside(i, code, column, message)

    def districts(self) -> list[str | None]:
        """Each row's district: its own column's, else that of its sheet, titles or file."""
        if "district" not in self.values:
            return [place.district for place in self.places]
        column = self.values["district"]
        return [own or place.district for own, place in zip(column, self.places, strict=True)]

    def years_of(self, days: list[dt.date | None]) -> list[str | None]:
        """Each row's academic year by its date."""
        memo = {day: reference.academic_year(day) for day in set(days) if day}
        return list(map(memo.get, days))

    def terms_of(self, days: list[dt.date | None]) -> list[int | None]:
        """Each row's term by its date."""
        memo = {day: reference.term_of(day) for day in set(days) if day}
        return list(map(memo.get, days))

    def scope_by(self, *parts: list) -> None:
        """What each row covers: a newer batch replaces the rows of the same scope."""
        keys = list(zip(*parts, strict=True))
        memo = {key: "|".join("" if part is None else str(part) for part in key) for key in set(keys)}
        self.scopes = list(map(memo.__getitem__, keys))


def scope_by_district_and_year(rows: Rows) -> None:
    """The scope of the returns that come a district and a year at a time."""
    rows.scope_by(rows.stored["district"], rows.stored["year"])
