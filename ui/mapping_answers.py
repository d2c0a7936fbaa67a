"""From the choices of the mapping grid to answers about a file, which is then read again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loaders.ask_columns import month_if
from loaders.ask_values import values_if
from loaders.datasets import DATASETS
from ui.returns import amend

if TYPE_CHECKING:
    from loaders.answers import Answers
    from loaders.questions import About, Question

LEAVE_OUT = BLANK = ""


def apply(upload: str, about: About, before: Answers, said: dict[tuple, str | None], likeliest: bool) -> None:
    """Amend the answers about a file. said: (kind, subject) -> what was chosen, None where nothing was.

    likeliest: where nothing was chosen, take the candidate that stands out, as the person asked.
    """
    said = said | suggested(about, said) if likeliest else dict(said)
    columns, values = _columns(about, before, said), _values(about, before, said)
    months = {subject for (kind, subject), code in said.items() if kind == "month_first" and code == "yes"}
    asked = {question.subject for question in about.questions if question.kind == "month_first"}
    amend(
        upload,
        dataset=_dataset(about, before, said.get(("dataset", ""))),
        columns=columns,
        values=values,
        district=said.get(("district", "")) or before.district,
        year=said.get(("year", "")) or before.year,
        month_first=(before.month_first - asked) | months,
    )


def suggested(about: About, said: dict[tuple, str | None]) -> dict[tuple, str]:
    """The likeliest answers, of what nothing was said of yet."""
    asked = {(q.kind, q.subject): q.suggested.code for q in about.questions if q.suggested and q.kind != "missing"}
    asked |= {("column", column.key): column.suggested.code for column in about.columns if column.suggested}
    named = {("column", key) for key in named_of(said)}
    return {key: code for key, code in asked.items() if said.get(key) is None and key not in named}


def named_of(said: dict[tuple, str | None]) -> dict[str, str]:
    """Column of the file -> what it was named as, as the one that was missing."""
    pairs = (chosen.split("|", 1) for (kind, _), chosen in said.items() if kind == "missing" and chosen)
    return {key: name for name, key in pairs}


def followed(about: About, said: dict[tuple, str | None]) -> list[Question]:
    """What is asked of the values and dates of columns, now that it is said what they hold."""
    if about.dataset is None:
        return []
    dataset, asked = DATASETS[about.dataset], {(question.kind, question.subject) for question in about.questions}
    chosen = {subject: code for (kind, subject), code in said.items() if kind == "column" and code}
    named = {column.key: column.column for column in about.columns if column.column} | chosen | named_of(said)
    found: dict[tuple, Question] = {}
    for column in about.columns:
        if name := named.get(column.key):
            for question in (*values_if(column, name, dataset), *month_if(column, name, dataset)):
                found.setdefault((question.kind, question.subject), question)
    return [question for key, question in found.items() if key not in asked]


def _dataset(about: About, before: Answers, chosen: str | None) -> str | None:
    """Which return it is: as chosen, where that is not what the file was taken for without being told."""
    return chosen if chosen and chosen != about.dataset else before.dataset


def _columns(about: About, before: Answers, said: dict[tuple, str | None]) -> dict[str, str]:
    """What each column holds; a column named as the one that was missing, or as the one meant of two, comes last."""
    now = {column.key: column.column for column in about.columns}
    found = dict(before.columns)
    for (kind, subject), chosen in said.items():
        if kind == "column" and chosen != now[subject]:
            found.pop(subject, None)
            found |= {} if chosen is None else {subject: chosen}
    for question in about.questions:
        chosen = said.get((question.kind, question.subject))
        if chosen and question.kind == "missing":
            name, _, key = chosen.partition("|")
            found[key] = name
        elif chosen and question.kind == "twice":
            found |= {candidate.code: LEAVE_OUT for candidate in question.candidates} | {chosen: question.subject}
    return found


def _values(about: About, before: Answers, said: dict[tuple, str | None]) -> dict[tuple[str, str], str]:
    """What each value means; an answer that was taken back is forgotten."""
    now = {question.subject: question.answer for question in about.questions if question.kind == "value"}
    found = dict(before.values)
    for (kind, subject), chosen in said.items():
        if kind == "value" and chosen != now[subject]:
            found.pop(subject, None)
            found |= {} if chosen is None else {subject: chosen}
    return found


def gave_any(answers: Answers) -> bool:
    """True where a person said anything of the file, but for cells put right."""
    return any((answers.dataset, answers.columns, answers.values, answers.district, answers.year, answers.month_first))


def take_back(upload: str) -> None:
    """Forget what was said of a file in this drop, but for cells put right."""
    amend(upload, dataset=None, columns={}, values={}, district=None, year=None, month_first=frozenset())
