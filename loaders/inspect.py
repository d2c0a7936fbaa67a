"""What is in a file and what would happen to it: load, warn or refuse. Nothing is written."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from loaders.reading.grid import Grid, Problem, Unreadable
from loaders.reading.guard import Reader
from loaders.reading.read import read_grid
from loaders.reading.table import Table, read_table

Identify = Callable[[Grid], tuple[str | None, str]]
SECONDS = 9
_WORDS = {
    "error_cell": "cells hold an Excel error",
    "unsaved_formula": "formulas have no saved value",
    "ragged": "lines have too many or too few fields",
    "blank_header": "columns have no name",
    "duplicate_header": "columns share a name",
    "multi_row_header": "headers run over several rows",
    "second_header": "headers of other tables stand among the rows",
    "total": "totals stand among the data",
    "mixed_dates": "dates are written otherwise than the rest of their column",
    "no_year": "columns of dates have no year",
    "month_first": "columns of dates are month first",
    "impossible_date": "dates are no day of any calendar",
    "mixed_numbers": "numbers mix decimal commas and points",
    "number_format": "figures are no numbers",
    "ambiguous_number": "columns have points that may mark thousands",
    "text_in_numbers": "words stand in columns of numbers",
    "text_in_dates": "words stand in columns of dates",
    "too_narrow": "cells hold ##### in place of a value",
    "mixed_units": "figures are in more than one unit",
    "unsplit": "lines were never divided into columns",
    "garbled": "lines hold letters read in the wrong alphabet",
    "scientific": "numbers were shortened by Excel",
    "long_number": "numbers lost their last digits",
    "look_alike": "words mix look-alike letters",
    "hidden_character": "texts hold characters that do not show",
    "quote": "quotation marks do not pair",
    "nul": "lines held NUL characters",
    "lost_character": "lines hold letters that were lost before",
    "mixed_encoding": "lines are in another encoding",
}


def inspect_file(source: Path | bytes, name: str, identify: Identify | None = None) -> dict:
    """The verdict on one file in the shape of `inspect --json`; reads in this process.

    identify says which return a grid is: its name or None, and a sentence that says why.
    """
    try:
        grid = read_grid(source, name)
    except Unreadable as refusal:
        return _answer(name, "refuse", refusal.message)
    except OSError as fault:
        return _answer(name, "refuse", f"The file could not be opened: {fault.strerror or fault}.")
    tables = [table for sheet in grid.sheets if not sheet.hidden and (table := read_table(sheet))]
    if not tables:
        return _answer(
            name, "refuse", "The file has no cell with anything in it on a sheet that shows. Send one with a table."
        )
    _add_file_problems(grid, tables[0])
    problems = [problem for table in tables for problem in table.problems]
    message = [_summary(problems, tables), *(notice.message for notice in grid.notices), *_asides(grid, tables)]
    dataset, reason = identify(grid) if identify else (None, "")
    if identify and dataset is None:
        message.append(reason or "Loading would refuse it, because it is none of the eight returns.")
    return _answer(name, "warn" if problems else "load", " ".join(message), dataset, tables)


def _add_file_problems(grid: Grid, table: Table) -> None:
    """Problems of the whole file, such as its encoding, are told with its first table."""
    table.problems.extend(grid.problems)


def _summary(problems: list[Problem], tables: list[Table]) -> str:
    rows = sum(table.rows for table in tables)
    read = f"{rows:,} {'row' if rows == 1 else 'rows'} in {len(tables)} {'table' if len(tables) == 1 else 'tables'}."
    if not problems:
        return f"A clean table: {read}"
    counts = Counter(problem.code for problem in problems)
    told = "; ".join(f"{_WORDS.get(code, code)} ({count})" for code, count in counts.most_common())
    return f"Readable, but look at this first: {told}. {read}"


def _asides(grid: Grid, tables: list[Table]) -> list[str]:
    """What is worth saying and changes no value."""
    said = []
    if any(table.header_row is None for table in tables):
        said.append("There is no header: columns are called by their letters.")
    elif any((table.header_row or 1) > 1 for table in tables):
        below = next(table for table in tables if (table.header_row or 1) > 1)
        said.append(f"The header is in row {below.header_row}{f' of sheet {below.sheet}' if below.sheet else ''}.")
    if any(sheet.merged for sheet in grid.sheets if not sheet.hidden):
        said.append("Merged cells stand for every row and column that they cover.")
    return said


def _answer(name: str, verdict: str, message: str, dataset: str | None = None, tables: list[Table] = ()) -> dict:
    return {
        "file": name,
        "verdict": verdict,
        "message": message,
        "dataset": dataset,
        "tables": [
            {
                "sheet": table.sheet,
                "header_row": table.header_row,
                "columns": table.columns,
                "rows": table.rows,
                "not_data": table.not_data,
                "problems": [_shown(problem) for problem in table.problems],
            }
            for table in tables
        ],
    }


def _shown(problem: Problem) -> dict:
    return {key: getattr(problem, key) for key in ("code", "row", "column", "value", "message")}


def inspect_safely(
    source: Path | bytes, name: str, identify: Identify | None = None, reader: Reader | None = None
) -> dict:
    """As inspect_file, but in a child process: nothing in the file can end or stall this one."""
    own = reader or Reader(seconds=SECONDS)
    try:
        return own.run("loaders.inspect:inspect_file", source, name, identify)
    except Unreadable as refusal:
        return _answer(name, "refuse", refusal.message)
    finally:
        if reader is None:
            own.close()


def identify_return(grid: Grid) -> tuple[str | None, str]:
    """Which of the eight returns a grid is: its name, or None and a sentence that says why loading would refuse it."""
    from loaders.check import NotLoadable, tables_of

    try:
        return tables_of(grid)[0][0].dataset.name, ""
    except NotLoadable as refusal:
        return None, f"Loading would refuse it: {refusal.message}"


def inspect_main(args: object, identify: Identify | None = identify_return) -> int:
    """The command `inspect FILE [--json]`; args has `file` and `json`. Exit status 1 when the file is refused."""
    path = Path(args.file)
    answer = inspect_safely(path, path.name, identify)
    if args.json:
        print(json.dumps(answer, ensure_ascii=True))
    else:
        _print(answer)
    return int(answer["verdict"] == "refuse")


def _print(answer: dict) -> None:
    lines = [f"{answer['file']}: {answer['verdict']}. {answer['message']}"]
    for table in answer["tables"]:
        where = f"header in row {table['header_row']}" if table["header_row"] else "no header"
        lines.append(f"  {table['sheet'] or 'table'}: {table['rows']:,} rows, {len(table['columns'])} columns, {where}")
        for problem in table["problems"]:
            row = f"row {problem['row']}" if problem["row"] else "all rows"
            lines.append(f"    {row}{', ' + problem['column'] if problem['column'] else ''}: {problem['message']}")
    encoding = sys.stdout.encoding or "utf-8"
    print("\n".join(lines).encode(encoding, "backslashreplace").decode(encoding))
