"""Why a file was taken for what it was, in words."""

from __future__ import annotations

from loaders.answers import Answers
from loaders.header import Table


def because(tables: list[Table], dataset: str | None, answers: Answers) -> str:
    """Why the file was taken for what it was: labels matched, header row, sheet."""
    kinds = dict.fromkeys(table.dataset.title for table in tables if not table.missing)
    if dataset is None and len(kinds) > 1:
        return f"It holds more than one kind of return: {' and '.join(kinds)}."
    if not tables or dataset is None:
        return "No row of the file looks like the header of one of the eight returns."
    table = tables[0]
    matched, held = len(table.columns) + len(table.ticks), len(table.keys)
    where = f"row {table.sheet.row_number(table.header)}{_sheet(table)}"
    said = "You said so. " if answers.dataset else ""
    more = f" {len(tables) - 1} more {'sheet was' if len(tables) == 2 else 'sheets were'} read." if tables[1:] else ""
    return f"{said}{matched} of the {held} labels in its header, {where}, are columns of this return.{more}"


def _sheet(table: Table) -> str:
    return f" of sheet {table.sheet.name}" if table.sheet.name else ""
