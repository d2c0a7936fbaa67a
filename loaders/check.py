"""A grid of cells becomes a checked return: which one, whose, of which years, and what became of every row."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from loaders.answers import NONE, Answers
from loaders.ask import Asking
from loaders.checked import Checked
from loaders.corrections import correct
from loaders.datasets.base import Rows
from loaders.faulty import LISTED, faulty_of
from loaders.gather import gather
from loaders.header import Table
from loaders.identity import Hasher
from loaders.keep import refuse_names
from loaders.meanings import apply_answers
from loaders.own_names import shown_file, shown_sheets
from loaders.questions import About
from loaders.refusal import NotLoadable
from loaders.result import claims_of, counts, faults_of, stored_table
from loaders.rows import lines_of
from loaders.settle import settle
from loaders.tables import left_tables, tables_of
from loaders.twins import warn_of_twins
from loaders.values import names_in, people_in, read_values

__all__ = ["Checked", "NotLoadable", "check_grid", "tables_of"]
FIGURES = {
    "need": "by need",
    "delivery": "of virtual support",
    "targets_set": "of targets met",
    "targets_met": "of targets met",
    "visits": "of visits",
    "papers_received": "of waits from the day that papers came in",
}


def check_grid(grid, key: bytes, answers: Answers = NONE, listed: int = LISTED) -> Checked:
    """Check a file's grid, with a person's answers. Raises NotLoadable with why, and with what they could answer.

    listed: how many faults of each kind are told with their cells.
    """
    asking = Asking(grid, replace(answers, secret=key))
    try:
        return _check(grid, key, asking, listed)
    except NotLoadable as refusal:
        refusal.about = asking.refused(refusal.dataset, refusal.doubts)
        raise


def _check(grid, key: bytes, asking: Asking, listed: int) -> Checked:
    answers = asking.answers
    correct(grid, answers)
    tables, left_out = tables_of(grid, answers, asking.seen)
    extents = [len(table.sheet.rows) for table in tables]
    lines = [lines_of(table) for table in tables]
    counted = [(len(found.rows), found.not_data) for found in lines]
    asking.saw(tables, lines, left_tables(grid, tables, answers) if left_out else [])
    apply_answers(tables, lines, answers)
    rows = gather(grid, tables, lines, Hasher(key))
    if not len(rows):
        raise NotLoadable(
            f"{grid.name} has a header but no rows: send the return with its rows filled in.", rows.dataset.name
        )
    rows.mask = names_in(rows)
    rows.people = people_in(rows)
    rows.shown_sheets = shown_sheets(rows, (sheet.name for sheet in grid.sheets))
    asking.rows = rows
    refuse_names(rows, tables)
    settle(rows, grid.name, answers)
    read_values(rows, grid.name)
    rows.dataset.check(rows)
    warn_of_twins(rows)
    _nothing_left(rows, grid.name)
    sheets = [_sheet(table, *found) for table, found in zip(tables, counted, strict=True)]
    about = asking.read()
    checked = _checked(grid, rows, tables, sum(extents), sheets, _left_out(left_out, about), about)
    return replace(checked, faulty=faulty_of(rows, tables, listed))


def _left_out(names: list[str], about: About) -> list[str]:
    """A notice for each sheet left out; those that may be part of the return come first, with their rows."""
    rows = dict(about.beside.sheets)
    asked = [
        f"Sheet {name} was left out, a table of {rows[name]:,} rows: too few of its columns are known. Rename them, or "
        "say on the Upload page what they hold."
        for name in names
        if name in rows
    ]
    return asked + [f"Sheet {name} was left out." for name in names if name not in rows]


def _nothing_left(rows: Rows, file: str) -> None:
    """A return all of whose meetings fall outside its year has the wrong year in its name; not a list of bad rows."""
    if rows.dataset.name != "lift_activity" or len(rows.aside) < len(rows):
        return
    if {aside[0] for aside in rows.aside.values()} == {"meeting_date"}:
        raise NotLoadable(
            f"{file}: not one meeting date falls in the year it says it is for ({', '.join(rows.years)}): check the "
            "year in its name or title, and that the column of meeting dates holds dates.",
            rows.dataset.name,
            ("year",),
        )


def _sheet(table: Table, rows: int, not_data: int) -> dict:
    columns = {table.labels[index]: name for name, index in table.columns.items()}
    columns |= {table.labels[index]: f"{table.dataset.ticks}: {code}" for index, code in table.ticks.items()}
    return {
        "sheet": table.sheet.name,
        "header_row": table.sheet.row_number(table.header),
        "rows": rows,
        "not_data": not_data,
        "columns": columns,
    }


def _checked(
    grid, rows: Rows, tables: list[Table], lines: int, sheets: list[dict], notices: list[str], about: About
) -> Checked:
    """Put the result together: stored rows as an Arrow table, counts, faults and what the file covers."""
    warnings = rows.warning_counts()
    table, kept = stored_table(rows)
    return Checked(
        file=shown_file(rows, grid.name),
        dataset=rows.dataset.name,
        table=table,
        lines=lines,
        rows=len(rows),
        accepted=len(rows) - len(rows.aside),
        set_aside=counts(rows),
        not_data=sum(sheet["not_data"] for sheet in sheets),
        warnings=warnings | counts_of_problems(grid),
        faults=faults_of(rows) + problems_of(grid, rows.shown_sheets),
        claims=claims_of(rows, kept),
        unmatched=_unmatched(rows, tables),
        sheets=sheets,
        years=rows.years,
        notices=[*notices, *_missed(rows)],
        about=about,
    )


def _unmatched(rows: Rows, tables: list[Table]) -> list[dict]:
    """Values and columns that were not recognised, each once with its count of rows."""
    # The cells of tick columns were counted before the file's names were known.
    counted: Counter = Counter()
    for (name, value), count in rows.unmatched.items():
        counted[rows.mask(name)[:80], rows.withheld(value)[:60]] += count
    found = [{"column": name, "value": value, "rows": n} for (name, value), n in counted.most_common()]
    twice = [table.labels[index] for table in tables for places in table.twice.values() for index in places]
    labels = sorted({rows.mask(label)[:80] for label in [*twice, *(u for table in tables for u in table.unknown)]})
    return found + [{"column": label, "value": None, "rows": len(rows)} for label in labels]


def _missed(rows: Rows) -> list[str]:
    """A notice of the columns that are not there and without which some figures lack this return."""
    absent = [name for name in rows.dataset.missed if name not in rows.cells]
    if not absent:
        return []
    named = _listed([f"“{name.replace('_', ' ')}”" for name in absent])
    figures = _listed(list(dict.fromkeys(FIGURES[name] for name in absent)))
    return [f"There is no column for {named}: figures {figures} lack this return."]


def _listed(texts: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(texts[:-1]), texts[-1])))


def problems_of(grid, shown: dict[str, str]) -> list[dict]:
    """What was odd in the reading of the file itself (a stray quote, a mixed encoding), with its line.

    shown: sheet -> its name as it may be stored.
    """
    return [
        {"kind": "warning", "code": p.code, "sheet": shown.get(p.sheet, ""), "row_number": p.row,
         "column_name": p.column, "value": None,
         "message": p.message.replace(p.sheet, shown.get(p.sheet, p.sheet)) if p.sheet else p.message}
        for p in grid.problems
    ]  # fmt: skip


def counts_of_problems(grid) -> dict[str, int]:
    """Code -> problems of the file itself."""
    codes = [problem.code for problem in grid.problems]
    return {code: codes.count(code) for code in dict.fromkeys(codes)}
