"""What a person said about a file that the file itself does not say, or says in words that are not known."""

from __future__ import annotations

from dataclasses import dataclass, field, fields


@dataclass(frozen=True)
class Answers:
    """A person's answers about one file; empty where the file was read as it came.

    dataset: which return it is. columns: normalised label -> column of the return, "" for a column to leave out.
    values: (list of values, normalised value) -> code. district and year: of the whole file. month_first: the columns
    whose dates a person says are month first. cells: (sheet, row number as the sheet shows it, column from 0) -> the
    corrected text.
    """

    dataset: str | None = None
    columns: dict[str, str] = field(default_factory=dict)
    values: dict[tuple[str, str], str] = field(default_factory=dict)
    district: str | None = None
    year: str | None = None
    month_first: frozenset[str] = frozenset()
    cells: dict[tuple[str, int, int], str] = field(default_factory=dict)

    def stamp(self) -> bytes:
        """The answers as bytes, the same for the same answers: with them a file is another one than without."""
        said = (getattr(self, held.name) for held in fields(self))
        parts = [sorted(part.items() if isinstance(part, dict) else part) if _many(part) else part for part in said]
        return repr(parts).encode()


def _many(part: object) -> bool:
    return isinstance(part, dict | frozenset)


NONE = Answers()
