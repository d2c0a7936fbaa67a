"""Any table with a district: what is in it, and counts by district and year of the columns that a person names.

Both run in the child process that reads files. No cell leaves it but counts, column names and the cells at fault.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from loaders.explore_figures import asks_about_points, is_figure
from loaders.explore_places import Candidate, YearColumn, candidates, is_total, is_whole, year_columns
from loaders.place import own_year
from loaders.reading.grid import Sheet, column_letter
from loaders.reading.header import filled, find_header, trimmed
from loaders.refusal import NotLoadable
from loaders.words import district_spellings, normalise, not_data_words, text_of

FEW = 40  # values of a column by which rows may be chosen


@dataclass(frozen=True)
class Table:
    """One table of a sheet. rows: its rows, padded; places: where each stands in the sheet; total: which are totals."""

    sheet: Sheet
    header_row: int | None
    labels: list[str]
    rows: list[list]
    places: list[int]
    total: list[bool]
    not_data: int
    titles: list[str]

    def column(self, index: int) -> list:
        """The cells of a column, totals left out."""
        return [row[index] for row, total in zip(self.rows, self.total, strict=True) if not total]

    def where(self, at: int, column: int) -> str:
        """Where a person finds a cell of rows[at]."""
        row = self.sheet.row_number(self.places[at])
        if self.sheet.lines:
            return f"Line {row}, column “{self.labels[column]}”"
        return f"Cell {column_letter(column)}{row}{f' of sheet {self.sheet.name}' if self.sheet.name else ''}"


@dataclass(frozen=True)
class Profile:
    """What a person chooses from. numbers: columns of figures; points: column -> a figure such as "23.824" to ask
    about; choices: column -> its few values, by which rows may be chosen.
    """

    sheet: str
    index: int
    header_row: int | None
    labels: list[str]
    rows: int
    districts: list[Candidate]
    years: list[YearColumn]
    stated_year: str | None
    numbers: list[int]
    points: dict[int, str]
    choices: dict[int, list[str]]


@dataclass(frozen=True)
class Found:
    """The tables of a file that name districts, the likeliest first, and which of the eight returns the file is."""

    file: str
    tables: list[Profile]
    dataset: str | None
    notices: list[str] = field(default_factory=list)


def profile(source, name: str, settings: dict[str, str | None]) -> Found:
    """What is in a file. Raises Unreadable, and NotLoadable where no column of any sheet names a district of Kent."""
    from loaders.inspect import identify_return
    from loaders.reading import read_grid

    grid = read_grid(source, name)
    held = [(index, table) for index, sheet in enumerate(grid.sheets) if (table := table_of(sheet))]
    profiles = [_profile(index, table, name, settings) for index, table in held]
    whole = [one for one in profiles if one.districts]
    if not whole:
        raise NotLoadable(_no_district(name, profiles))
    notices = [notice.message for notice in (*grid.problems, *grid.notices)][:10]
    best = sorted(whole, key=lambda one: (-one.districts[0].districts, -one.districts[0].matched))
    return Found(name, best, identify_return(grid)[0], notices)


def table_of(sheet: Sheet) -> Table | None:
    """The table of a sheet with merged cells filled down; None where it is hidden or has no row below a header."""
    width = _width(sheet)
    if sheet.hidden or not width:
        return None
    header = find_header(sheet, width)
    labels = _apart(header.names)
    rows = _filled(sheet, header.bottom, len(labels))
    marked = {row for row, _ in (*sheet.error_cells, *sheet.unsaved_formulas)}
    places = _rows_of(rows, header, marked)
    if not places:
        return None
    padded = [(list(rows[place]) + [""] * len(labels))[: len(labels)] for place in places]
    above = [" ".join(text_of(c) for c in row if c != "") for row in sheet.rows[: header.bottom]]
    row = sheet.row_number(header.row) if header.bottom else None
    return Table(
        sheet, row, labels, padded, places, [_says_total(row) for row in padded], len(rows) - len(places), above
    )


def _apart(names: list[str]) -> list[str]:
    """The labels, cut where long, a second of one name told apart by a number."""
    times: Counter = Counter()
    labels = []
    for name in (name[:80] for name in names):
        times[name] += 1
        labels.append(f"{name} ({times[name]})" if times[name] > 1 else name)
    return labels


def _rows_of(rows: list[list], header, marked: set[int]) -> list[int]:
    """The lines below the header that are rows: not blank, not the header again, and no note under the table."""
    labels = rows[header.row] if header.bottom else None
    below = range(header.bottom, len(rows))
    held = [at for at in below if (filled(rows[at]) or at in marked) and rows[at] != labels]
    last = max((at for at in held if filled(rows[at]) > 1 or at in marked), default=-1)
    return [at for at in held if at <= last or len(header.names) == 1]


def _says_total(row: list) -> bool:
    """True where the first words of a row are those of a total, and no other cell names a district."""
    first = next((cell for cell in row if type(cell) is str and cell and not cell[0].isdigit() and cell.strip()), "")
    if normalise(first) not in not_data_words("total"):
        return False
    return district_spellings().keys().isdisjoint(normalise(cell) for cell in row if isinstance(cell, str))


def _width(sheet: Sheet) -> int:
    """How many columns the fullest rows have; in a text file one long line is a fault and not the table's width."""
    reach = [trimmed(row) for row in sheet.rows[:2000]]
    if sheet.lines is None or not reach:
        return max((len(row) for row in sheet.rows[:1]), default=0)
    usual = [width for width in reach if reach.count(width) > 1 and width > 1]
    return max(usual or reach)


def _filled(sheet: Sheet, bottom: int, width: int) -> list[list]:
    """The rows, each cell under a merge holding the value of its first."""
    rows = list(sheet.rows)
    for (top, left), (last, right) in sheet.merged:
        if top < bottom or left >= width or last == top:
            continue
        for place in range(top + 1, min(last + 1, len(rows))):
            rows[place] = [
                rows[top][left] if left <= at <= right and cell == "" else cell for at, cell in enumerate(rows[place])
            ]
    return rows


def _profile(index: int, table: Table, file: str, settings: dict) -> Profile:
    kept = [row for row, total in zip(table.rows, table.total, strict=True) if not total]
    columns = [Counter(cells) for cells in zip(*kept, strict=True)] or [Counter() for _ in table.labels]
    named = candidates(table.labels, columns, settings)
    points = {at: doubt for at, cells in enumerate(columns) if (doubt := asks_about_points(cells))}
    return Profile(
        sheet=table.sheet.name,
        index=index,
        header_row=table.header_row,
        labels=table.labels,
        rows=len(kept),
        districts=named,
        years=year_columns(table.labels, columns),
        stated_year=own_year(table.sheet.name, table.titles, file),
        numbers=[at for at, cells in enumerate(columns) if _is_numbers(cells)],
        points=points,
        choices={at: few for at, cells in enumerate(columns) if (few := _few(cells))},
    )


def _is_numbers(cells: Counter) -> bool:
    held = {cell for cell in cells if text_of(cell)}
    return sum(map(is_figure, held)) * 2 >= len(held) > 0


def _few(cells: Counter) -> list[str]:
    """The values of a column of few words, such as Total, Boys and Girls; none of a column of figures or of names."""
    held = {text_of(cell) for cell in cells if isinstance(cell, str)} - {""}
    repeated = len(held) * 2 <= cells.total()
    return sorted(held) if 1 < len(held) <= FEW and repeated and not all(map(is_figure, held)) else []


def _no_district(file: str, profiles: list[Profile]) -> str:
    if not profiles:
        return f"{file} holds no table: send one with a header row, and a row for each district."
    labels = ", ".join(f"“{label}”" for label in profiles[0].labels[:8])
    return (
        f"{file}: no column names Kent's districts, by name, GSS code, former name, or a school or setting known here. "
        f"Its columns are {labels}. Put the district into a column of its own, one in each row."
    )


def settle_total(table: Table, district: int, how: str) -> list[bool]:
    """Which rows are totals once the column of districts is known: a row for Kent or all districts is one, too."""
    told = is_total if how == "name" else is_whole  # a nursery may be called Total Kids
    return [known or told(row[district]) for known, row in zip(table.total, table.rows, strict=True)]
