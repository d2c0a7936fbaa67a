"""What a file was taken for and why, and what about it only a person can say: plain facts for the page that asks."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Candidate:
    """One possible answer. likely: good enough to be suggested; it is never applied before a person confirms it."""

    code: str
    title: str
    reason: str = ""
    likely: bool = False


@dataclass(frozen=True)
class Question:
    """What a reading cannot know. kind: dataset, missing, twice, value, year, district or month_first.

    subject: what the answer is about: a column, (list, normalised value), or "". words: the question. candidates:
    likeliest first. needed: nothing can be loaded without an answer. answer: the one that holds now, `by` whose it is.
    """

    kind: str
    subject: object
    words: str
    candidates: tuple[Candidate, ...]
    needed: bool = False
    rows: int = 0
    answer: str | None = None
    by: str = ""

    @property
    def suggested(self) -> Candidate | None:
        """The likeliest answer, where one stands out and none was given."""
        first = self.candidates[0] if self.candidates and self.answer is None else None
        return first if first and first.likely else None


@dataclass(frozen=True)
class FileColumn:
    """A column of the file. key: what answers about it are kept under. sample: what it holds, never a personal detail.

    column: what it is read as; "" left out, None not recognised. how: why. rule: how its dates are read. texts: the
    values of a column not read yet, each with its rows (0: not counted), for what is asked of them once a person says
    what it holds. month_first: its dates can only be so.
    """

    key: str
    label: str
    sheet: str
    letter: str
    sample: str
    column: str | None
    how: str
    rule: str = ""
    candidates: tuple[Candidate, ...] = ()
    texts: tuple[tuple[str, int], ...] = field(default=(), repr=False)
    month_first: bool = False

    @property
    def suggested(self) -> Candidate | None:
        """The likeliest reading, where one stands out and the column is not read as anything."""
        first = self.candidates[0] if self.candidates and self.column is None else None
        return first if first and first.likely else None


@dataclass(frozen=True)
class Layout:
    """What a person said of one layout in this file, fit to be remembered; kept_back: answers that hold a person."""

    layout: str
    dataset: str
    columns: dict[str, str] = field(default_factory=dict)
    values: dict[tuple[str, str], str] = field(default_factory=dict)
    month_first: tuple[str, ...] = ()
    dataset_said: bool = False
    kept_back: int = 0

    @property
    def holds_something(self) -> bool:
        """True where there is an answer to remember."""
        return bool(self.columns or self.values or self.month_first or self.dataset_said)


@dataclass(frozen=True)
class Reused:
    """Answers remembered of a layout that this reading used."""

    who: str
    when: dt.datetime
    count: int

    @property
    def sentence(self) -> str:
        """What was used, whose it is and when it was confirmed."""
        many = "1 answer" if self.count == 1 else f"{self.count:,} answers"
        were = "was" if self.count == 1 else "were"
        day = f"{self.when.day} {self.when:%B %Y}"
        return f"{many} remembered for this layout {were} used, as confirmed by {self.who} on {day}."


@dataclass(frozen=True)
class Beside:
    """Sheets of the file that were left out and may be part of the return, and what would have to be said of them.

    sheets: each with its rows.
    """

    sheets: tuple[tuple[str, int], ...] = ()
    columns: tuple[FileColumn, ...] = ()
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True)
class About:
    """All of it for one file. choices: every column of the return with its title. answered: a fingerprint of the
    answers that this reading used, empty where it used none. beside: sheets that may be part of it."""

    dataset: str | None
    because: str
    columns: tuple[FileColumn, ...] = ()
    questions: tuple[Question, ...] = ()
    choices: tuple[Candidate, ...] = ()
    layouts: tuple[Layout, ...] = ()
    reused: tuple[Reused, ...] = ()
    answered: str = ""
    beside: Beside = Beside()

    @property
    def open(self) -> int:
        """How many things a person could still say."""
        unknown = sum(column.column is None for column in self.columns)
        return unknown + sum(question.answer is None for question in self.questions) + bool(self.beside.sheets)

    @property
    def suggestions(self) -> int:
        """How many of them have an answer that stands out."""
        asked = [question for question in self.questions if question.kind != "missing"]
        return sum(one.suggested is not None for one in (*self.columns, *asked))

    @property
    def needed(self) -> int:
        """How many of them stand in the way of loading."""
        return sum(question.needed and question.answer is None for question in self.questions)
