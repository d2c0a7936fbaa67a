"""What is asked about the columns of a file: which one is missing, which of two is meant, which is month first."""

from __future__ import annotations

from dataclasses import dataclass, replace

from loaders.answers import Answers
from loaders.datasets import Dataset
from loaders.datasets.base import columns_of
from loaders.header import Table
from loaders.keep import by_whom, called
from loaders.labels import UNLABELLED
from loaders.likely import SHOWN, title_of
from loaders.masking import Mask
from loaders.questions import Candidate, FileColumn, Question
from loaders.reading.grid import column_letter


@dataclass(frozen=True)
class Named:
    """What a column of the file is called: what answers about it are kept under, its label without a person, place."""

    key: str
    label: str
    letter: str


def named(table: Table, index: int, mask: Mask, answers: Answers) -> Named:
    """A column of the file as a person is told of it."""
    if index in table.blank:
        return Named(table.blank[index], "no label", column_letter(index))
    key = called(table.keys[index], table.labels[index], mask, answers)
    return Named(key, mask(table.labels[index])[:80], column_letter(index))


def how_read(table: Table, key: str, name: str | None) -> str:
    """Why a column is read as it is."""
    if key in table.said:
        return by_whom(table, not (table.memory and table.memory.columns.get(key) == table.said[key]))
    return "a known spelling" if name else "not recognised"


def each_once(columns: list[FileColumn]) -> tuple[FileColumn, ...]:
    """No two columns with one suggestion: the second of them is for a person to tell apart."""
    held: set[str] = set()
    found = []
    for column in columns:
        likely = column.suggested
        if likely and likely.code in held:
            first = replace(column.candidates[0], likely=False)
            column = replace(column, candidates=(first, *column.candidates[1:]))
        held |= {likely.code} if likely else set()
        found.append(column)
    return tuple(found)


def month_asked(name: str, table: Table, answers: Answers, mask: Mask) -> Question:
    """Whether a column of dates is month first, where it proves to be or a person said so."""
    label = named(table, table.columns[name], mask, answers).label
    turned = name in table.turned
    by = by_whom(table, name in answers.month_first) if turned else ""
    question = _month(name, label, columns_of(table.dataset.model)[name].personal)
    return replace(question, answer="yes" if turned else None, by=by)


def month_if(column: FileColumn, name: str, dataset: Dataset) -> list[Question]:
    """The same of a column of the file if it were read as `name`, where its dates can only be month first."""
    kind = columns_of(dataset.model).get(name)
    dates = kind is not None and kind.kind in ("date", "birth_date")
    return [_month(name, column.label, kind.personal)] if dates and column.month_first else []


def _month(name: str, label: str, personal: bool) -> Question:
    example = "" if personal else " (04/25/2019 is 25 April 2019)"
    words = f"The dates in “{label}” can only be month first{example}. Read them so?"
    return Question("month_first", name, words, (Candidate("yes", "Yes, the whole column is month first"),), True)


def missing_asked(tables: list[Table], columns: tuple[FileColumn, ...], needed: bool = True) -> list[Question]:
    """Columns that the return cannot do without and that no column of these sheets is read as.

    needed: False of sheets that were left out, which the return can do without.
    """
    groups = dict.fromkeys(group for table in tables for group in table.missing)
    found = []
    for group in groups:
        free = [(c, _rank(c, group)) for c in columns if not c.column]
        ordered = sorted(free, key=lambda pair: -pair[1])
        candidates = tuple(_holds(column, group, rank >= SHOWN) for column, rank in ordered)
        words = f"Which column holds: {' or '.join(title_of(name) for name in group)}?"
        found.append(Question("missing", group[0], words, candidates, needed))
    return found


def _holds(column: FileColumn, group: tuple[str, ...], likely: bool) -> Candidate:
    """A column of the file as the one that is missing; its code says which of the group it would be, then its key."""
    name = next((candidate.code for candidate in column.candidates if candidate.code in group), group[0])
    read_as = f", read as {title_of(name)}" if len(group) > 1 else ""
    where = f"column {column.letter}, " if column.key.startswith(UNLABELLED) else ""
    return Candidate(f"{name}|{column.key}", f"{where}{column.label}: {column.sample}{read_as}", likely=likely)


def _rank(column: FileColumn, group: tuple[str, ...]) -> int:
    """How early a missing column stands among what a column of the file is like; more where it is suggested."""
    places = [at for at, candidate in enumerate(column.candidates) if candidate.code in group]
    if not places:
        return 0
    return SHOWN if places[0] == 0 and column.candidates[0].likely else SHOWN - 1 - places[0]


def twice_asked(tables: list[Table], refused: bool, mask: Mask, answers: Answers) -> list[Question]:
    """Columns of the file that are read as the same: which is meant; the others are then left out."""
    found = {}
    for table in tables:
        for name, places in table.twice.items():
            both = [named(table, index, mask, answers) for index in (table.columns[name], *places)]
            labels = " and ".join(f"“{one.label}” (column {one.letter})" for one in both)
            candidates = tuple(Candidate(one.key, f"{one.label}, column {one.letter}") for one in both)
            words = f"{labels} are both read as {title_of(name)}. Which is meant? The other is then left out."
            needed = refused and any(name in group for group in table.dataset.required)
            found[name] = Question("twice", name, words, candidates, needed)
    return list(found.values())
