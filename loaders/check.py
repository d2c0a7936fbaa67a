"""A grid of cells becomes a checked return: which one, whose, of which years, and what became of every row."""

from __future__ import annotations

from dataclasses import dataclass, field

import pyarrow as pa

from loaders.columns import Column, read_column
from loaders.datasets.base import Rows, columns_of
from loaders.dates import read_dates
from loaders.header import Table, find_table, is_data_sheet
from loaders.identity import Hasher
from loaders.masking import Mask
from loaders.place import Place, districts_in, own_year, place_of, years_in
from loaders.rows import Lines, lines_of
from loaders.words import district_spellings, normalise, text_of

PERSONAL = ("upn", "name", "birth_date", "drop")
SHOWN = 500  # rows set aside or warned about that are listed one by one in a report


class NotLoadable(Exception):
    """The file cannot be loaded; the message says why and what to do, `dataset` what it was taken for."""

    def __init__(self, message: str, dataset: str | None = None):
        super().__init__(message)
        self.message, self.dataset = message, dataset


@dataclass
class Checked:
    """A checked return: the table to store, and what became of every line of the file."""

    file: str
    dataset: str
    table: pa.Table
    rows: int
    accepted: int
    set_aside: dict[str, int]
    not_data: int
    warnings: dict[str, int]
    faults: list[dict]
    claims: list[dict]
    unmatched: list[dict]
    sheets: list[dict]
    years: tuple[str, ...]
    notices: list[str] = field(default_factory=list)


def check_grid(grid, key: bytes) -> Checked:
    """Check a file's grid. Raises NotLoadable with every reason that stops the whole file."""
    tables, left_out = tables_of(grid)
    lines = [lines_of(table) for table in tables]
    rows = _collect(grid, tables, lines, Hasher(key))
    if not len(rows):
        raise NotLoadable(
            f"{grid.name} has a header but no rows: send the return with its rows filled in.", rows.dataset.name
        )
    _place(rows, grid.name)
    _read(rows, grid.name)
    rows.dataset.check(rows)
    if len(rows.aside) == len(rows) and rows.dataset.name == "lift_activity":
        _nothing_left(rows, grid.name)
    return _checked(grid, rows, tables, lines, left_out)


def tables_of(grid) -> tuple[list[Table], list[str]]:
    """The tables of the file's one return, and the sheets left out. Raises NotLoadable where there is none."""
    left_out = [sheet.name for sheet in grid.sheets if not is_data_sheet(sheet)]
    found = [table for sheet in grid.sheets if is_data_sheet(sheet) and (table := find_table(sheet))]
    whole = [table for table in found if not table.missing]
    if not whole:
        raise NotLoadable(_why_not(grid.name, found), found[0].dataset.name if found and _likely(found[0]) else None)
    name = max((t.dataset.name for t in whole), key=lambda n: sum(t.dataset.name == n for t in whole))
    if other := [table for table in whole if table.dataset.name != name]:
        both = (
            f"{whole[0].dataset.title} and {other[0].dataset.title}"
            if other[0] is not whole[0]
            else f"{other[0].dataset.title} and others"
        )
        raise NotLoadable(f"{grid.name} holds more than one kind of return ({both}): send each as a file of its own.")
    if broken := [table for table in found if table.missing and table.dataset.name == name and _likely(table)]:
        raise NotLoadable(_why_not(grid.name, broken), name)
    used = {id(table.sheet) for table in whole}
    left_out += [
        sheet.name
        for sheet in grid.sheets
        if is_data_sheet(sheet) and id(sheet) not in used and any(map(any, sheet.rows))
    ]
    return whole, left_out


def _likely(table: Table) -> bool:
    """True where enough labels are known to say that a return of this kind was meant."""
    return len(table.columns) + len(table.ticks) >= max(3, len(table.dataset.required))


def _why_not(file: str, found: list[Table]) -> str:
    from loaders.datasets import DATASETS

    likely = [table for table in found if _likely(table)]
    if not likely:
        kinds = ", ".join(dataset.title for dataset in DATASETS.values())
        return (
            f"{file} is none of the eight returns ({kinds}): check that its header row has the columns of the template."
        )
    table = max(likely, key=lambda t: len(t.columns))
    needed = "; ".join(" or ".join(f"“{name.replace('_', ' ')}”" for name in group) for group in table.missing)
    where = f", sheet {table.sheet.name}, row {table.header + table.sheet.first_row}"
    return f"{file} looks like {table.dataset.title}, but its header{where} has no column for {needed}: add it, or rename the column that holds it."


def _collect(grid, tables: list[Table], lines: list[Lines], hasher: Hasher) -> Rows:
    """Put the tables of all sheets together, column by column."""
    dataset = tables[0].dataset
    names = {name for table in tables for name in table.columns} | (
        {dataset.ticks} if any(t.ticks for t in tables) else set()
    )
    cells: dict[str, list] = {name: [] for name in sorted(names)}
    rows = Rows(dataset, cells, [], [], [], [], {}, hasher, epoch_1904=grid.epoch_1904)
    for table, found in zip(tables, lines, strict=True):
        columns = list(zip(*found.rows, strict=True)) if found.rows else []
        for name in cells:
            index = table.columns.get(name)
            if index is not None:
                cells[name] += columns[index] if columns else []
                rows.labels.setdefault(name, text_of(table.sheet.rows[table.header][index]))
            else:
                cells[name] += (
                    _ticked(table, found.rows) if name == dataset.ticks and table.ticks else [""] * len(found.rows)
                )
        start = len(rows.row_numbers)
        rows.sheets += [table.sheet.name] * len(found.rows)
        rows.row_numbers += found.row_numbers
        rows.places += [place_of(table.sheet.name, table.titles, grid.name)] * len(found.rows)
        rows.own_years += [own_year(table.sheet.name, table.titles, grid.name)] * len(found.rows)
        for i in found.ragged:
            rows.aside[start + i] = (
                "ragged",
                "",
                "",
                "The row has more cells than the header has columns: its values may be shifted.",
            )
    return rows


def _ticked(table: Table, rows: list[list]) -> list[str]:
    """The outcomes ticked in each row, joined; a no, a nought or a blank is no tick."""
    crosses = {"", "n", "no", "0", "false"}
    return [
        "/".join(
            code_title(code)
            for i, code in table.ticks.items()
            if normalise(text_of(row[i])) not in crosses or text_of(row[i]) in "✓✔☑√" and text_of(row[i])
        )
        for row in rows
    ]


def code_title(code: str) -> str:
    """The title of a LIFT outcome, which is one of its spellings."""
    from warehouse import reference

    return next(row["title"] for row in reference.rows("lift_outcomes.csv") if row["code"] == code)


def _place(rows: Rows, file: str) -> None:
    """Settle district and years of the file, or say why they cannot be told."""
    _districts(rows, file)
    said = [years_in(text_of(cell)) or _run_together(text_of(cell)) for cell in rows.cells.get("academic_year", ())]
    if said:
        rows.own_years = [years[0] if len(years) == 1 else own for years, own in zip(said, rows.own_years, strict=True)]
    stated = {year for place in rows.places for year in place.years} | {year for years in said for year in years}
    rows.years = tuple(sorted(stated))
    untold = not rows.years if rows.dataset.year == "stated" else rows.dataset.year == "own" and None in rows.own_years
    if untold:
        where = sorted({sheet for sheet, year in zip(rows.sheets, rows.own_years, strict=True) if not year})
        sheets = f" (sheet {', '.join(where)})" if rows.dataset.year == "own" and len(set(rows.sheets)) > 1 else ""
        raise NotLoadable(
            f"{file}{sheets} does not say which academic year it is for: put it into the file's name or title, as 2018-19.",
            rows.dataset.name,
        )


def _run_together(text: str) -> tuple[str, ...]:
    """ "201819", as the Department for Education writes it."""
    return years_in(f"{text[:4]}-{text[4:]}") if len(text) == 6 and text.isdigit() else ()


def _districts(rows: Rows, file: str) -> None:
    known = district_spellings()
    cells = rows.cells.get("district")
    if cells is not None:
        memo = {cell: known.get(normalise(text_of(cell))) or _one(districts_in(text_of(cell))) for cell in set(cells)}
        rows.values["district"] = [memo[cell] for cell in cells]
        strange = {
            text_of(cell)
            for cell, district in memo.items()
            if district is None and normalise(text_of(cell)) not in ("", "kent")
        }
        _strange(rows, file, sorted(strange))
    if not rows.dataset.needs_district:
        return
    clash = next((place for place in rows.places if place.conflict), None) if cells is None else None
    if clash:
        said = " but ".join(f"{where} says {district}" for where, district in dict(reversed(clash.said_by)).items())
        raise NotLoadable(f"{file}: {said}: make them say the same district.", rows.dataset.name)
    if all(district is None for district in rows.districts()) and "Kent" not in map(text_of, cells or ()):
        raise NotLoadable(
            f"{file} does not say which of Kent's twelve districts it is for: put the district into the file's name, the "
            "title or a District column.",
            rows.dataset.name,
        )


def _one(found: set[str]) -> str | None:
    return found.pop() if len(found) == 1 else None


def _strange(rows: Rows, file: str, strange: list[str]) -> None:
    """Districts in a column that no one knows: the whole file is refused where no row has a known one."""
    if strange and not any(rows.values["district"]):
        raise NotLoadable(
            f"{file}: no district of Kent is called {', '.join(strange[:5])}: correct the District column.",
            rows.dataset.name,
        )
    if rows.dataset.name == "context" or not strange:
        return
    for i, cell in enumerate(rows.cells["district"]):
        if text_of(cell) in strange:
            if rows.dataset.name in ("satisfaction_survey", "voice_survey"):
                rows.unmatched["district", text_of(cell)[:60]] += 1
            else:
                rows.set_aside(i, "district", "district", "No district of this name is known: correct the spelling.")


def _read(rows: Rows, file: str) -> None:
    """Read every column by what its model says it holds; list what could not be read."""
    kinds = columns_of(rows.dataset.model)
    rows.mask = Mask(
        text_of(cell)
        for name, column in kinds.items()
        if column.kind == "name"
        for cell in set(rows.cells.get(name, ()))
    )
    if "date_of_birth" in rows.cells:
        rows.values["date_of_birth"] = read_dates(rows.cells["date_of_birth"], rows.epoch_1904).values
    for name, column in kinds.items():
        if name not in rows.cells or column.kind in (*PERSONAL, "district", "need", "outcome"):
            continue
        if column.kind == "date":
            _dates(rows, name, column, file)
        else:
            _values(rows, name, column)


def _dates(rows: Rows, name: str, column: Column, file: str) -> None:
    read = read_dates(rows.cells[name], rows.epoch_1904)
    if read.month_first:
        raise NotLoadable(
            f"{file}: the dates in the column {rows.labels[name]} can only be read month first (as 04/25/2019), and a column "
            "is never read both ways: change the column to day first (25/04/2019) and send it again.",
            rows.dataset.name,
        )
    rows.values[name] = read.values
    for i in read.unread if not column.reason else ():
        rows.warn(i, "date_not_read", name, "This is no date: left blank. Write dates as 03/09/2018.")


def _values(rows: Rows, name: str, column: Column) -> None:
    read = read_column(rows.cells[name], column)
    rows.values[name] = read.values
    for i in read.unread if column.kind != "score" else ():
        if column.kind == "choice":
            text = rows.mask(str(read.values[i]))[:60]
            rows.values[name][i] = text
            rows.unmatched[name, text] += 1
            rows.warn(
                i,
                "value_not_recognised",
                name,
                "This value is not known: kept as it is. Correct it, or add the spelling to values.csv.",
            )
        else:
            rows.warn(i, f"{column.kind}_not_read", name, "This could not be read: left blank.")


def _nothing_left(rows: Rows, file: str) -> None:
    codes = {aside[0] for aside in rows.aside.values()}
    if codes == {"meeting_date"}:
        said = ", ".join(rows.years)
        raise NotLoadable(
            f"{file}: not one meeting date falls in the year it says it is for ({said}): check the year in its name or title.",
            rows.dataset.name,
        )


def _checked(grid, rows: Rows, tables: list[Table], lines: list[Lines], left_out: list[str]) -> Checked:
    """Put the result together: stored rows as an Arrow table, counts, faults and what the file covers."""
    from loaders.result import claims_of, counts, faults_of, stored_table

    table, kept = stored_table(rows)
    unknown = sorted({label for t in tables for label in (*t.unknown, *t.twice)})
    unmatched = [{"column": name, "value": value, "rows": n} for (name, value), n in rows.unmatched.most_common()]
    unmatched += [{"column": rows.mask(label)[:80], "value": None, "rows": len(rows)} for label in unknown]
    return Checked(
        file=grid.name, dataset=rows.dataset.name, table=table, rows=len(rows), accepted=len(rows) - len(rows.aside),
        set_aside=counts(rows), not_data=sum(found.not_data for found in lines), warnings=rows.warning_counts(),
        faults=faults_of(rows), claims=claims_of(rows, kept), unmatched=unmatched, years=rows.years,
        sheets=[{"sheet": t.sheet.name, "header_row": t.header + t.sheet.first_row, "rows": len(f.rows), "not_data": f.not_data,
                 "columns": {text_of(t.sheet.rows[t.header][i]): name for name, i in t.columns.items()}} for t, f in zip(tables, lines, strict=True)],
        notices=[f"Sheet {name} was left out." for name in left_out],
    )  # fmt: skip


def read_and_check(source, name: str, key: bytes) -> Checked:
    """Read a file and check it: what the child process runs."""
    from loaders.reading import read_grid

    return check_grid(read_grid(source, name), key)
