"""What a person said about a file that the file itself does not say, or says in words that are not known."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

DISGUISED = "#"  # no normalised word starts so


@dataclass(frozen=True)
class Remembered:
    """What was confirmed about one layout before: which return it is, its columns, values and month-first columns."""

    who: str
    when: dt.datetime
    columns: dict[str, str] = field(default_factory=dict)
    values: dict[tuple[str, str], str] = field(default_factory=dict)
    month_first: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Answers:
    """A person's answers about one file; empty where the file was read as it came.

    dataset: which return it is. columns: normalised label -> column of the return, "" for a column to leave out.
    values: (list of values, normalised value) -> code, "" for a value that says nothing. A label or value that may be
    a person goes by its disguise, for it must not leave the process that reads. district and year: of the whole file.
    month_first: the columns whose dates a person says are month first. cells: (sheet, row number as the sheet shows
    it, column from 0) -> the corrected text. remembered: layout -> what was confirmed of it before.
    """

    dataset: str | None = None
    columns: dict[str, str] = field(default_factory=dict)
    values: dict[tuple[str, str], str] = field(default_factory=dict)
    district: str | None = None
    year: str | None = None
    month_first: frozenset[str] = frozenset()
    cells: dict[tuple[str, int, int], str] = field(default_factory=dict)
    remembered: Mapping[str, Remembered] = field(default_factory=dict)
    secret: bytes = field(default=b"", repr=False)  # the warehouse's key, while a file is read

    def memory_of(self, dataset: str, keys: Iterable[str]) -> Remembered | None:
        """What was confirmed before about a header with these labels, read as this return."""
        return self.remembered.get(layout_of(dataset, keys)) if self.remembered else None

    def stamp(self) -> bytes:
        """The corrected cells as bytes, the same for the same corrections; empty where there are none."""
        return repr(sorted(self.cells.items())).encode() if self.cells else b""

    def disguise(self, word: str) -> str:
        """What a label or value that may be a person is called in questions and answers about it."""
        return DISGUISED + hmac.digest(self.secret, word.encode(), hashlib.sha256).hex()[:16]

    def of_column(self, key: str) -> str | None:
        """What was said now of the column with this label; None where nothing was."""
        found = self.columns.get(key)
        return self.columns.get(self.disguise(key)) if found is None and self._hides(self.columns) else found

    def of_value(self, name: str, word: str) -> str | None:
        """What was said now of a value of this list; None where nothing was."""
        found = self.values.get((name, word))
        hidden = found is None and self._hides(word for _, word in self.values)
        return self.values.get((name, self.disguise(word))) if hidden else found

    @staticmethod
    def _hides(words: Iterable[str]) -> bool:
        return any(word.startswith(DISGUISED) for word in words)


NONE = Answers()


def layout_of(dataset: str, keys: Iterable[str]) -> str:
    """The fingerprint of a layout: the return, and the labels of its header; in any order, unless one stands twice."""
    labels = list(keys)
    labels = labels if any(" #" in label for label in labels) else sorted(labels)
    return f"{dataset} {hashlib.sha256('|'.join(labels).encode()).hexdigest()[:32]}"
