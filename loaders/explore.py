"""Any table with a district: what is in it, and counts by district and year of the columns that a person names.

Both run in the child process that reads files. No cell leaves it but counts, column names and the cells at fault.
"""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import dataclass, field

from loaders.explore_figures import SEEN, asks_about_points, is_figure, is_percent, read_figure
from loaders.explore_layouts import laid_out
from loaders.explore_outside import what_it_has
from loaders.explore_places import Candidate, YearColumn, candidates, is_called_year, year_columns
from loaders.explore_shares import asks_what_shares_are
from loaders.explore_sheets import DISTRICTS, NAMES, not_joined, together
from loaders.explore_splits import splits_of
from loaders.explore_stacked import sheets_of
from loaders.explore_table import Table, table_of
from loaders.place import own_year, years_in
from loaders.reading.grid import Grid
from loaders.refusal import NotLoadable
from loaders.words import normalise, text_of

FEW = 40  # values of a column by which rows may be chosen
CODES = frozenset({"code", "urn", "laestab", "dfe", "id", "ons", "gss", "postcode", "number"})
SHARES = frozenset({"percent", "percentage", "pct", "perc", "proportion"})


@dataclass(frozen=True)
class Profile:
    """What a person chooses from. index: the sheet, or which sheets together (NAMES); steps: how the table was
    laid out anew, () where it stands as it is. numbers: columns of figures; percents: columns of percentages -> whether
    it must be said what 0.5 means; points: column -> a figure such as "23.824" to ask about; choices: column -> its few
    values, by which rows may be chosen; splits: those of them by which a district and year has several rows, see
    splits_of. stated_year: said in full; likely_year: said as "16-17" alone, which may be an age.
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
    percents: dict[int, bool]
    steps: tuple[str, ...] = ()
    splits: dict[int, str | None] = field(default_factory=dict)
    likely_year: str | None = None


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
    readings = _readings(grid, name)
    read = [_profile(key, steps, table, name, settings) for key, steps, table in readings]
    whole = [one for one in read if one.districts]
    if any(one.index not in NAMES and one.districts[0].districts > 1 for one in whole):
        whole = [one for one in whole if one.index != DISTRICTS]  # a column says more than the name of the file
    if not whole:
        raise NotLoadable(_no_district(name, read))
    notices = [said for _, steps, table in readings if not steps for said in not_joined(table)]
    notices += [notice.message for notice in (*grid.problems, *grid.notices)][:10]
    return Found(name, sorted(whole, key=_likeliest), identify_return(grid)[0], notices)


def _likeliest(one: Profile) -> tuple:
    """Tables with most districts first; of those alike, sheets together, then what was laid out anew."""
    best = one.districts[0]
    return -best.districts, one.index not in NAMES, not one.steps, -best.matched / best.of, -best.matched


def _readings(grid: Grid, file: str) -> list[tuple[int, tuple[str, ...], Table]]:
    """Every table in every way in which it can be read: as it stands, and laid out anew."""
    tables = [(index, table) for index, sheet in enumerate(sheets_of(grid.sheets)) if (table := table_of(sheet))]
    joined = [(of, together([table for _, table in tables], file, of)) for of in NAMES]
    tables += [(of, table) for of, table in joined if table]
    found = []
    for index, table in tables:
        found.append((index, (), table))
        anew, steps = laid_out(table)
        if steps:
            found.append((index, steps, anew))
    return found


def table_for(grid: Grid, file: str, sheet: int, layout: bool) -> Table:
    """The table that a plan is about: of one sheet or of several together, as it stands or laid out anew."""
    sheets = sheets_of(grid.sheets)
    if sheet in NAMES:
        table = together([table for one in sheets if (table := table_of(one))], file, sheet)
    else:
        table = table_of(sheets[sheet])
    return laid_out(table)[0] if layout else table


def _profile(index: int, steps: tuple[str, ...], table: Table, file: str, settings: dict) -> Profile:
    columns, labels = table.columns, table.labels
    districts, years = candidates(labels, columns, settings), year_columns(labels, columns)
    no_counts = {one.column for one in years if one is years[0] or not one.lone or is_called_year(one.label)}
    no_counts |= {at for at, label in enumerate(labels) if _is_code(label)}
    points = {at: doubt for at, cells in enumerate(columns) if (doubt := asks_about_points(cells))}
    percents = {at: _is_percents(labels[at], cells) for at, cells in enumerate(columns) if at not in no_counts}
    numbers = [at for at, cells in enumerate(columns) if at not in no_counts and _is_numbers(cells)]
    choices = {at: few for at, cells in enumerate(columns) if (few := _few(cells))}
    named = {*numbers, *(one.column for one in districts), *(one.column for one in years)}
    splits = [at for at in choices if at not in named and not percents.get(at)]
    return Profile(
        sheet=NAMES.get(index) or _called(table),
        index=index,
        header_row=table.header_row,
        labels=labels,
        rows=len(table.kept()),
        districts=districts,
        years=years,
        stated_year=_stated_year(table, file, short=False),
        numbers=numbers,
        points=points,
        choices=choices,
        percents={at: asks_what_shares_are(list(columns[at])) for at, held in percents.items() if held},
        steps=steps,
        splits=splits_of(table, districts[0].column, years[0].column if years else None, splits) if districts else {},
        likely_year=_stated_year(table, file, short=True),
    )


def _called(table: Table) -> str:
    """The sheet's name, with the row from which on where it is one of several tables of it."""
    start = table.sheet.row_number(0)
    return f"{table.sheet.name or 'Table'} from row {start}" if start > 1 else table.sheet.name


def _stated_year(table: Table, file: str, short: bool) -> str | None:
    """The one academic year that sheet, title, file or the names of columns state; short: as "16-17" too."""
    if said := own_year(table.sheet.name, table.titles, file, short):
        return said
    held = {year for label in table.labels for year in years_in(label, short)}
    return held.pop() if len(held) == 1 else None


def _is_code(label: str) -> bool:
    """True for a column of codes, which are numbers that count nothing."""
    return not CODES.isdisjoint(normalise(label).split())


def _is_percents(label: str, cells: Counter) -> bool:
    held = {cell for cell in itertools.islice(cells, SEEN) if text_of(cell)}
    if sum(map(is_percent, held)) * 2 >= len(held) > 0:
        return True
    return _is_numbers(cells) and ("%" in label or not SHARES.isdisjoint(normalise(label).split()))


def _is_numbers(cells: Counter) -> bool:
    seen = itertools.islice(cells, SEEN)
    held = {cell for cell in seen if not read_figure(cell, "decimal").symbol}  # marks and blanks say nothing
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
    other = next((has for one in profiles if (has := what_it_has(one.labels))), None)
    ask = f" {other}: ask whoever made it for the same figures by district of Kent." if other else ""
    return (
        f"{file}: no column names Kent's districts, by name, GSS code, former name, or a school or setting known here. "
        f"Its columns are {labels}.{ask} Put the district into a column of its own, one in each row."
    )
