"""Which return a file is: the tables of all its sheets, or a sentence that says why it is none or not whole."""

from __future__ import annotations

from loaders.answers import NONE, Answers
from loaders.datasets import DATASETS
from loaders.header import Table, is_data_sheet, labels_of, match
from loaders.labels import keys_of, said_of
from loaders.reading.header import filled, find_header, trimmed
from loaders.refusal import NotLoadable
from loaders.stacked import tables_in

FEWEST = 3  # labels of a header that no one knows: a table of fewer columns is none of the returns
OWN_NOTES = "Part of the template: leave this sheet as it is."  # left out without a word


def tables_of(grid, answers: Answers = NONE, seen: list[Table] | None = None) -> tuple[list[Table], list[str]]:
    """The tables of the file's one return, and the sheets left out. Raises NotLoadable where there is none.

    seen: is given every table that looks like a return, whole or not.
    """
    data = [sheet for sheet in grid.sheets if is_data_sheet(sheet)]
    if not any(map(_holds_something, data)):
        raise NotLoadable(_nothing_in(grid))
    found = [table for sheet in data for table in tables_in(sheet, answers)]
    if seen is not None:
        seen += found
    whole = [table for table in found if not table.missing]
    if not whole:
        raise NotLoadable(_why_not(grid.name, found, answers.dataset), answers.dataset or _taken_for(found))
    name = _one_return(grid.name, whole)
    if broken := [table for table in found if table.missing and table.dataset.name == name and _likely(table)]:
        raise NotLoadable(_why_not(grid.name, broken), name)
    used = {table.sheet.name for table in whole}
    left_out = [s.name for s in grid.sheets if s.name not in used and _holds_something(s) and not _is_own(s)]
    return whole, left_out


def nearest(grid, answers: Answers, dataset: str | None, seen: list[Table]) -> list[Table]:
    """The tables of a file that cannot be loaded as it is, read as the return that it is taken for.

    seen: those that look like returns. Where no label says which row is the header, the first row that names most
    columns in words is taken for it.
    """
    near = [table for table in seen if dataset in (None, table.dataset.name)]
    if near and (dataset or any(map(_likely, near))):
        return [table for table in near if _likely(table)] or near
    sheets = [sheet for sheet in grid.sheets if is_data_sheet(sheet) and _holds_something(sheet)]
    guessed = (_guessed(sheet, dataset or "lift_activity", answers) for sheet in sheets)
    widest = max((table for table in guessed if table), key=lambda table: len(table.keys), default=None)
    return [widest] if widest else []


def left_tables(grid, tables: list[Table], answers: Answers) -> list[Table]:
    """Sheets that no label speaks for and that could be of the same return, once a person says what their columns hold.

    Those laid out like the first of them: others are for the next time.
    """
    used, dataset = {table.sheet.name for table in tables}, tables[0].dataset
    rest = [sheet for sheet in grid.sheets if sheet.name not in used and is_data_sheet(sheet)]
    sheets = [sheet for sheet in rest if _holds_something(sheet) and not _is_own(sheet)]
    guessed = (_guessed(sheet, dataset.name, answers) for sheet in sheets)
    found = [table for table in guessed if table and len(table.keys) >= len(dataset.required)]
    return [table for table in found if table.layout == found[0].layout]


def _guessed(sheet, dataset: str, answers: Answers) -> Table | None:
    width = max(map(trimmed, sheet.rows), default=0)
    header = find_header(sheet, width) if width else None
    if header is None or not header.bottom or not any(map(filled, sheet.rows[header.bottom :])):
        return None
    labels = labels_of(sheet, header.row)
    if len(labels) < FEWEST:
        return None
    said = said_of(keys_of(labels).values(), answers, None)
    return match(sheet, header.row, labels, DATASETS[dataset], said, None)


def _holds_something(sheet) -> bool:
    return any(cell != "" for row in sheet.rows for cell in row)


def _is_own(sheet) -> bool:
    """Whether a sheet is the notes or the lists of our own template."""
    return bool(sheet.rows) and bool(sheet.rows[0]) and sheet.rows[0][0] == OWN_NOTES


def _nothing_in(grid) -> str:
    if any(map(_holds_something, grid.sheets)):
        names = ", ".join(sheet.name for sheet in grid.sheets)
        return (
            f"{grid.name} has nothing but sheets that are hidden or are named as notes and lists ({names}): show the "
            "sheet that holds the return, or give it another name."
        )
    return f"{grid.name} is empty: send the return with its header row and its rows filled in."


def _taken_for(found: list[Table]) -> str | None:
    likely = [table for table in found if _likely(table)]
    return max(likely, key=lambda t: len(t.columns)).dataset.name if likely else None


def _one_return(file: str, whole: list[Table]) -> str:
    """The name of the one return that all tables are. Raises NotLoadable where there are two."""
    names = list(dict.fromkeys(table.dataset.name for table in whole))
    if len(names) > 1:
        titles = " and ".join(DATASETS[name].title for name in names)
        raise NotLoadable(f"{file} holds more than one kind of return ({titles}): send each as a file of its own.")
    return names[0]


def _likely(table: Table) -> bool:
    """True where enough labels are known to say that a return of this kind was meant."""
    return len(table.columns) + len(table.ticks) >= max(3, len(table.dataset.required) - 1)


def _why_not(file: str, found: list[Table], said: str | None = None) -> str:
    likely = [table for table in found if _likely(table)]
    if not likely and said:
        return (
            f"{file} is to be read as {DATASETS[said].title}, but too few of its columns are known: say which column "
            "is which."
        )
    if not likely:
        kinds = ", ".join(dataset.title for dataset in DATASETS.values())
        return (
            f"{file} is none of the eight returns ({kinds}): check that its header row has the columns of the template."
        )
    table = max(likely, key=lambda t: len(t.columns))
    needed = "; ".join(" or ".join(f"“{name.replace('_', ' ')}”" for name in group) for group in table.missing)
    sheet = f", sheet {table.sheet.name}" if table.sheet.name else ""
    where = f"{sheet}, row {table.sheet.row_number(table.header)}"
    unread = f" Not recognised: {', '.join(f'“{label}”' for label in table.unknown[:6])}." if table.unknown else ""
    return (
        f"{file} looks like {table.dataset.title}, but its header{where} has no column for {needed}: add it, or rename "
        f"the column that holds it.{unread}"
    )
