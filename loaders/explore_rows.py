"""The rows of a table taken one by one: counted for a district and year, left out with a reason, or at fault."""

from __future__ import annotations

from collections import Counter

from loaders.explore_cells import Cell
from loaders.explore_figures import Figure, read_figure
from loaders.explore_outside import outside
from loaders.explore_places import district_of, is_total, is_whole, near_district, year_of
from loaders.explore_shares import worked_back
from loaders.explore_table import Table
from loaders.refusal import NotLoadable
from loaders.words import normalise, text_of

SHOWN = 100


class Rows:
    """The rows of a table as they are taken, one by one, by what a person said of its columns."""

    def __init__(self, table: Table, plan, settings: dict):
        self.table, self.plan, self.settings = table, plan, settings
        self.found: dict[tuple[str, str], Cell] = {}
        self.total = settle_total(table, plan.district, plan.how)
        self.names = {normalise(spelling): district for spelling, district in plan.names}
        self.faults: list[dict] = []
        self.whole: list[int] = []  # totals over all districts
        self.strange: Counter = Counter()  # names of no district of Kent
        self.left: Counter = Counter()  # what the rows left out are: see LEFT_OUT
        self.lost: dict[str | None, str] = {}  # district (None: any) whose years cannot be told -> why
        self.counted = self.totals = self.not_kept = self.faulty = 0
        self._above: str | None = None
        self._known: dict[str, str | tuple[str, ...] | None] = {}

    def take(self, at: int) -> None:
        """Count one row, or say why not."""
        row, plan = self.table.rows[at], self.plan
        if any(text_of(row[column]) != value for column, value in plan.only):
            self.not_kept += 1
        elif level := self.table.outside[at]:
            self.left[level] += 1
        elif self.total[at]:
            self.totals += 1
            if is_whole(row[plan.district]) or not text_of(row[plan.district]):
                self.whole.append(at)
        elif (district := self._district(at)) is not None:
            year = self.year_at(at)
            if year is None:
                why = f"{self.table.where(at, plan.year)} says no academic year"
                self._fault(at, plan.year, "no academic year that can be read", district, why)
            else:
                self._add(at, district, year)

    def year_at(self, at: int) -> str | None:
        """The academic year of a row."""
        if self.plan.year is None:
            return self.plan.chosen_year
        return year_of(self.table.rows[at][self.plan.year], self.plan.lone)

    def _district(self, at: int) -> str | None:
        cell, column = self.table.rows[at][self.plan.district], self.plan.district
        words = normalise(text_of(cell))
        if not words:
            return self._blank(at)
        said = words in self.names
        named = self.names[words] or None if said else self._named(words)
        if isinstance(named, tuple):
            why = f"{self.table.where(at, column)} names {' and '.join(named)}"
            for district in named:
                self.lost.setdefault(district, f"{why}: give each a row of its own")
            self._note_fault(at, column, f"names {len(named)} districts: give each a row of its own")
            return None
        if named is None and not said and self.plan.how == "name" and (near := near_district(cell)):
            self.lost.setdefault(near, f"{self.table.where(at, column)} says “{_short(cell)}”, which may mean {near}")
            self._note_fault(at, column, f"no district of Kent; may mean {near}: say which, or correct it")
            return None
        if named is None:
            self._leave(cell)
        self._above = named or ""
        return named

    def _leave(self, cell: object) -> None:
        what = outside(cell)
        self.left[what] += 1
        if what == "other":
            self.strange[_short(cell)] += 1

    def _named(self, words: str) -> str | tuple[str, ...] | None:
        if words not in self._known:
            self._known[words] = district_of(words, self.plan.how, self.settings)
        return self._known[words]

    def _blank(self, at: int) -> str | None:
        held = [c for c in (self.plan.numerator, self.plan.denominator) if c is not None]
        empty = held and all(not text_of(self.table.rows[at][column]) for column in held)
        above = self._above if self.plan.blanks == "above" else None
        if empty or self.plan.blanks == "out" or above == "":
            self.left["blank"] += 1
            return None
        if above:
            return above
        raise NotLoadable(
            f"{self.table.where(at, self.plan.district)} names no district, and its row holds figures: say whether it "
            "belongs to the district above it or is to be left out."
        )

    def _add(self, at: int, district: str, year: str) -> None:
        """Add a row's figures to its district and year."""
        cell, row = self.found.setdefault((district, year), Cell()), self.table.rows[at]
        bottom = self._figure(at, self.plan.denominator)
        top = self._top(at, bottom)
        for column, figure in ((self.plan.numerator, top), (self.plan.denominator, bottom)):
            if figure.fault:
                self._fault(at, column, figure.fault, district, None, year)
                return
        known = top.value is not None and bottom.value is not None
        if known and self.plan.denominator is not None and self.plan.parts and top.value > bottom.value:
            words = f"more than its denominator, {text_of(row[self.plan.denominator])}"
            self._fault(at, self.plan.numerator, words, district, None, year)
            return
        self.counted += 1
        cell.rows += 1
        cell.top.add(top)
        cell.bottom.add(bottom)
        cell.unknown |= {figure.symbol for figure in (top, bottom) if figure.symbol}

    def _top(self, at: int, bottom: Figure) -> Figure:
        """The numerator of a row, worked back where the file gives it as a percentage."""
        column, plan = self.plan.numerator, self.plan
        if plan.share is None or column is None or self.table.fault(at, column) or bottom.fault:
            return self._figure(at, column)
        return worked_back(self.table.rows[at][column], bottom, plan.share)

    def _figure(self, at: int, column: int | None) -> Figure:
        if column is None:
            return Figure(1.0)
        if fault := self.table.fault(at, column):
            return Figure(fault=fault)
        figure = read_figure(self.table.rows[at][column], self.plan.points)
        if self.plan.whole and figure.value is not None and not figure.value.is_integer():
            return Figure(fault="a fraction, where people or things are counted")
        return figure

    def _fault(self, at: int, column: int, words: str, district: str, why: str | None, year: str | None = None) -> None:
        """Take note of a fault; its district and year (all of its years where the year is at fault) become unknown."""
        said = self._note_fault(at, column, words)
        if year is None:
            self.lost.setdefault(district, why or said)
        else:
            cell = self.found.setdefault((district, year), Cell())
            cell.reason = cell.reason or said

    def _note_fault(self, at: int, column: int, words: str) -> str:
        self.faulty += 1
        value, where = _short(self.table.rows[at][column]), self.table.where(at, column)
        message = f"{where} holds “{value}”: {words}." if value else f"{where} is blank: {words}."
        if len(self.faults) < SHOWN:
            self.faults.append({"where": where, "value": value, "message": message})
        return message

    def cells(self) -> list[dict]:
        """A row for each district and year, unknown where anything of it is."""
        years = {year for _, year in self.found}
        for district, why in self.lost.items():
            for year in years:
                cell = self.found.setdefault((district, year), Cell())
                cell.reason = cell.reason or f"{why}."
        return [self._made(*key, cell) for key, cell in sorted(self.found.items())]

    def _made(self, district: str, year: str, cell: Cell) -> dict:
        base = {"district": district, "year": year, "numerator": None, "denominator": None, "symbol": "x"}
        base |= dict.fromkeys(("low", "high", "base_low", "base_high", "reason"))
        with_base = self.plan.denominator is not None
        if cell.reason:
            return base | {"reason": cell.reason}
        if cell.unknown:
            symbol = next(mark for mark in ("c", "u", "low", "z", "x") if mark in cell.unknown)
            ends = {"low": cell.top.low, "high": cell.top.high}
            ends |= {"base_low": cell.bottom.low, "base_high": cell.bottom.high} if with_base else {}
            return base | {"symbol": symbol} | ends
        bottom = cell.bottom.low if with_base else None
        return base | {"numerator": cell.top.low, "denominator": bottom, "symbol": None}


def settle_total(table: Table, district: int, how: str) -> list[bool]:
    """Which rows are totals once the column of districts is known: a row for Kent or all districts is one, too."""
    told = is_total if how == "name" else is_whole  # a nursery may be called Total Kids
    return [known or told(row[district]) for known, row in zip(table.total, table.rows, strict=True)]


def _short(cell: object) -> str:
    return text_of(cell)[:60]
