"""Values that no list knows, each asked about once, and those that a person has said the meaning of."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from loaders.answers import Answers
from loaders.datasets.base import Rows, columns_of
from loaders.header import Table
from loaders.keep import by_whom
from loaders.likely import title_of, values_like
from loaders.meanings import list_of, unknown_parts
from loaders.questions import Question
from loaders.words import normalise, text_of

ASKED = 40  # values of one column; what is beyond them is counted
SHOWN_LENGTH = 60


def values_asked(rows: Rows | None, tables: list[Table], answers: Answers) -> list[Question]:
    """A question for each unknown value of a list and each that was answered; columns by their order in the return."""
    answered = _answered(tables, answers, rows.mask if rows else str)
    if rows is None:
        return answered
    found: list[Question] = []
    for name, column in columns_of(rows.dataset.model).items():
        listed = list_of(column)
        if listed and name in rows.cells and not (name == rows.dataset.ticks and name not in rows.distinct):
            found += _of_column(rows, name, listed)
    found += _of_ticks(rows)
    return answered + _each_once(found)


def _each_once(questions: list[Question]) -> list[Question]:
    """Several columns may hold values of one list: each value is asked about once, for all of them."""
    found: dict[object, Question] = {}
    for question in questions:
        before = found.setdefault(question.subject, question)
        if before is not question:
            found[question.subject] = replace(before, rows=before.rows + question.rows)
    return list(found.values())


def _of_column(rows: Rows, name: str, listed: str) -> list[Question]:
    cells = rows.distinct.get(name) or set(rows.cells[name])
    parts = {cell: unknown_parts(listed, text_of(cell)) for cell in cells}
    unknown = {cell: found for cell, found in parts.items() if found}
    if not unknown:
        return []
    counts, texts = Counter(), {}
    for cell in rows.cells[name]:
        for part in unknown.get(cell, ()):
            counts[normalise(part)] += 1
            texts.setdefault(normalise(part), part)
    return [_question(rows, name, listed, word, texts[word], count) for word, count in counts.most_common(ASKED)]


def _question(rows: Rows, name: str, listed: str, word: str, text: str, count: int) -> Question:
    label = rows.labels.get(name, title_of(name))
    words = f"{rows.mask(label)[:80]}: what does “{rows.mask(text)[:SHOWN_LENGTH]}” mean?"
    return Question("value", (listed, word), words, values_like(listed, text), rows=count)


def _of_ticks(rows: Rows) -> list[Question]:
    """What stands in a tick column and is neither a tick nor a no."""
    ticked = rows.dataset.ticks
    if not ticked or ticked in rows.distinct:
        return []
    columns = set(columns_of(rows.dataset.model))
    counts, texts = Counter(), {}
    for (label, text), count in rows.unmatched.items():
        if label not in columns and normalise(text):
            counts[normalise(text)] += count
            texts.setdefault(normalise(text), text)
    return [
        Question("value", ("yes_no", word), f"In a column of ticks: what does “{rows.mask(texts[word])}” mean?",
                 values_like("yes_no", texts[word]), rows=count)
        for word, count in counts.most_common(ASKED)
    ]  # fmt: skip


def _answered(tables: list[Table], answers: Answers, mask) -> list[Question]:
    found = {}
    for table in tables:
        for (listed, word), (code, text, count) in table.meant.items():
            now = (listed, word) in answers.values
            words = f"What does “{mask(text)[:SHOWN_LENGTH]}” mean?"
            found[listed, word] = Question("value", (listed, word), words, values_like(listed, text), rows=count,
                                           answer=code, by=by_whom(table, now))  # fmt: skip
    return list(found.values())
