"""Problems of one table, gathered: the first of each kind in full, the rest as a count."""

from __future__ import annotations

from .grid import Problem, Sheet, column_letter

SHOWN = 25


class Faults:
    """Gathers problems and notices of a sheet's table."""

    def __init__(self, sheet: Sheet, names: list[str]):
        self._sheet, self._names = sheet, names
        self.problems: list[Problem] = []
        self._seen: dict[tuple[str, int | None], int] = {}

    def add(self, code: str, place: int | None, column: int | None, value: object, message: str) -> None:
        """Take note of a problem; place is the row in the sheet counted from 0, None for the whole column."""
        key = (code, column)
        self._seen[key] = self._seen.get(key, 0) + 1
        if self._seen[key] > SHOWN:
            return
        row = self._sheet.row_number(place) if place is not None else None
        shown = None if value is None else str(value)[:120]
        self.problems.append(Problem(code, self._sheet.name, row, self._column(column), shown, message))

    def close(self) -> list[Problem]:
        """All problems, with a last one for each kind that had too many to show."""
        for (code, column), count in self._seen.items():
            if count > SHOWN:
                message = f"{count - SHOWN:,} more of the same kind."
                self.problems.append(Problem(code, self._sheet.name, None, self._column(column), None, message))
        return self.problems

    def _column(self, column: int | None) -> str | None:
        if column is None:
            return None
        return self._names[column] if column < len(self._names) else column_letter(column)
