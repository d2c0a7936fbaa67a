"""Values that no list knows, each asked about once, and those that a person has said the meaning of."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from loaders.answers import NONE, Answers
from loaders.content import Content
from loaders.datasets import Dataset
from loaders.datasets.base import Rows, columns_of
from loaders.header import TICK, Table
from loaders.keep import by_whom, called, may_be_a_person
from loaders.likely import title_of, values_like
from loaders.masking import Mask
from loaders.meanings import list_of, unknown_parts
from loaders.questions import FileColumn, Question
from loaders.words import normalise, text_of

ASKED = 40  # values of one column; what is beyond them is counted
SHOWN_LENGTH = 60
FEW = 6  # different values: few enough to ask about, however seldom each occurs


def values_asked(rows: Rows | None, tables: list[Table], answers: Answers) -> list[Question]:
    """A question for each unknown value of a list and each that was answered; columns by their order in the return."""
    answered = _answered(tables, answers, rows.mask if rows else Mask())
    if rows is None:
        return answered
    found: list[Question] = []
    for name, column in columns_of(rows.dataset.model).items():
        listed = list_of(column)
        if listed and name in rows.cells and not (name == rows.dataset.ticks and name not in rows.distinct):
            found += _of_column(rows, name, listed, answers)
    found += _of_ticks(rows, answers)
    return answered + _each_once(found)


def _each_once(questions: list[Question]) -> list[Question]:
    """Several columns may hold values of one list: each value is asked about once, for all of them."""
    found: dict[object, Question] = {}
    for question in questions:
        before = found.setdefault(question.subject, question)
        if before is not question:
            found[question.subject] = replace(before, rows=before.rows + question.rows)
    return list(found.values())


def _of_column(rows: Rows, name: str, listed: str, answers: Answers) -> list[Question]:
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
    label = rows.mask(rows.labels.get(name, title_of(name)))[:80]
    return [
        _question(f"{label}: what", listed, texts[word], count, rows.mask, answers)
        for word, count in counts.most_common(ASKED)
    ]


def texts_of(content: Content, mask: Mask, whole: bool) -> tuple[tuple[str, int], ...]:
    """The values of a column that nobody has named yet, with their rows; none that may be a person's.

    whole: all rows of the table were looked at, so that the counts are true. A column in which hardly a value comes
    twice, or that may hold people, has none: it is asked about when it has been named and read.
    """
    many = len(content.cells)
    often = many <= FEW or many * 5 < content.filled * 4
    if many > ASKED or not often or content.dates > 0.5 or content.upns > 0.1:
        return ()
    texts = [(text_of(cell), times if whole else 0) for cell, times in content.cells.most_common()]
    safe = [(text, times) for text, times in texts if not may_be_a_person(text, mask)]
    return tuple(safe) if len(safe) * 3 > len(texts) * 2 else ()


def values_if(column: FileColumn, name: str, dataset: Dataset) -> list[Question]:
    """What would be asked of a column's values if it were read as `name`; nothing where its values are in no list."""
    kinds = columns_of(dataset.model)
    listed = "yes_no" if name.startswith(TICK) else list_of(kinds[name]) if name in kinds else None
    found: dict[object, Question] = {}
    for text, times in column.texts if listed else ():
        for part in unknown_parts(listed, text):
            if not may_be_a_person(part, Mask()):
                question = _question(f"{column.label}: what", listed, part, times, Mask(), NONE)
                before = found.setdefault(question.subject, question)
                if before is not question:
                    found[question.subject] = replace(before, rows=before.rows + times)
    return list(found.values())


def _question(what: str, listed: str, text: str, count: int, mask: Mask, answers: Answers) -> Question:
    subject = (listed, called(normalise(text), text, mask, answers))
    words = f"{what} does “{mask(text)[:SHOWN_LENGTH]}” mean?"
    return Question("value", subject, words, values_like(listed, text), rows=count)


def _of_ticks(rows: Rows, answers: Answers) -> list[Question]:
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
        _question("In a column of ticks: what", "yes_no", texts[word], count, rows.mask, answers)
        for word, count in counts.most_common(ASKED)
    ]


def _answered(tables: list[Table], answers: Answers, mask: Mask) -> list[Question]:
    found = {}
    for table in tables:
        for (listed, word), (code, text, count) in table.meant.items():
            by = by_whom(table, answers.of_value(listed, word) is not None)
            question = _question("What", listed, text, count, mask, answers)
            found[listed, word] = replace(question, answer=code, by=by)
    return list(found.values())
