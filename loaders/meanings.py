"""What values mean: the lists of codes, the words for them, and a person's answers put into the cells of a file.

An answer is applied by writing the known spelling of its code into the cells, table by table, before anything is read:
so what was said of one layout cannot reach another, and everything after it reads words that it knows.
"""

from __future__ import annotations

import datetime as dt
import functools

from loaders.answers import Answers
from loaders.columns import Column, is_known
from loaders.datasets.base import columns_of
from loaders.datasets.support import JOINED, outcome_codes
from loaders.dates import is_day_first, month_first_date
from loaders.header import Table
from loaders.rows import Lines
from loaders.settle import KENT, district_of
from loaders.words import normalise, text_of, value_spellings
from warehouse import reference

BLANK = ""
WORDED = {"yes": "Yes", "no": "No", "no_answer": "No answer"}


def list_of(column: Column) -> str | None:
    """The list whose codes a column holds; None where it holds something else."""
    if column.kind == "flag":
        return column.values or "yes_no"
    if column.kind == "choice":
        return column.values
    return column.kind if column.kind in ("need", "outcome", "district") else None


@functools.cache
def titles_of(name: str) -> dict[str, str]:
    """Code -> title of every value of a list; needs with the areas that some districts record in their place."""
    if name == "district":
        return {district: district for district in (*reference.districts(), KENT)}
    if name == "outcome":
        return {row["code"]: row["title"] for row in reference.rows("lift_outcomes.csv")}
    if name == "need":
        needs = reference.rows("needs.csv")
        areas = {row["area_of_need"]: row["area_title"] for row in needs if row["area_of_need"]}
        areas = {code: f"{title} (the area, no need named)" for code, title in areas.items()}
        return areas | {row["code"]: f"{row['code']}: {row['title']}" for row in needs}
    found: dict[str, str] = {}
    for row in reference.rows("values.csv"):
        if row["list"] == name:
            found.setdefault(row["code"], WORDED.get(row["code"], row["spelling"]))
    return found


def spelling_of(name: str, code: str) -> str:
    """A spelling that is read as this code of a list and as nothing else."""
    if name == "district" or code == BLANK:
        return code
    if name == "outcome":
        return titles_of(name)[code]
    lists = ("need", "area_of_need") if name == "need" else (name,)
    for known in map(value_spellings, lists):
        if known.get(normalise(code)) == code:
            return code
        if word := next((word for word, meant in known.items() if meant == code), None):
            return word
    raise KeyError((name, code))


def unknown_parts(name: str, text: str) -> list[str]:
    """What of a cell no list knows: the whole of it, or of several outcomes those that are not known."""
    word = normalise(text)
    if not word:
        return []
    if name == "outcome":
        return [] if outcome_codes(text) else [part for part, known in _segments(text) if not known]
    if name == "need":
        known = word in value_spellings("need") or word in value_spellings("area_of_need")
    elif name == "district":
        known = district_of(text) is not None
    else:
        known = is_known(name, text)
    return [] if known else [text]


def _segments(text: str) -> list[tuple[str, bool]]:
    """The parts of a cell of outcomes, each with whether it is known; a known spelling may hold the joining mark."""
    parts, found, at = [part for part in JOINED.split(text) if part.strip()], [], 0
    known = value_spellings("outcome")
    while at < len(parts):
        runs = ((end, "/".join(parts[at:end])) for end in range(len(parts), at, -1))
        end, run = next(((end, run) for end, run in runs if normalise(run) in known), (at + 1, parts[at]))
        found.append((run, normalise(run) in known))
        at = end
    return found


def apply_answers(tables: list[Table], lines: list[Lines], answers: Answers) -> None:
    """Put what a person said of values and of month-first dates into the cells of each table."""
    for table, found in zip(tables, lines, strict=True):
        memory = table.memory
        said = _Said(answers, memory.values if memory else {})
        turned = answers.month_first | (memory.month_first if memory else frozenset())
        kinds = columns_of(table.dataset.model)
        for name, index in _columns(table):
            column = kinds[name]
            if index in table.ticks:
                _mean(table, found, index, "yes_no", said)
            elif column.kind in ("date", "birth_date") and name in turned:
                _turn(table, found, index, name, said=name in answers.month_first)
            elif listed := list_of(column):
                _mean(table, found, index, listed, said)


def _columns(table: Table) -> list[tuple[str, int]]:
    again = [(name, index) for name, places in table.twice.items() for index in places]
    return [*table.columns.items(), *again, *((table.dataset.ticks, index) for index in table.ticks)]


class _Said:
    """What was said of values: now, or else of the same layout before."""

    def __init__(self, answers: Answers, before: dict[tuple[str, str], str]):
        self._answers, self._before = answers, before
        self.lists = {name for name, _ in (*answers.values, *before)}

    def __call__(self, name: str, text: str) -> str | None:
        """The code of a text; None where nothing was said of it, or nothing that this list knows."""
        now = self._answers.of_value(name, normalise(text))
        code = self._before.get((name, normalise(text))) if now is None else now
        return code if code == BLANK or code in titles_of(name) else None


def _mean(table: Table, lines: Lines, index: int, name: str, said: _Said) -> None:
    """Write the known spelling over each value that was answered for."""
    memo: dict[str, tuple[str, list[str]] | None] = {}
    for row in lines.rows if name in said.lists else ():
        text = text_of(row[index])
        if text not in memo:
            memo[text] = _meant(table, name, text, said)
        if found := memo[text]:
            row[index] = found[0]
            for word in found[1]:
                table.meant[name, word][2] += 1


def _meant(table: Table, name: str, text: str, said: _Said) -> tuple[str, list[str]] | None:
    """The text to write instead, and the normalised values in it that were answered for; None where none was."""
    if not normalise(text):
        return None
    whole = said(name, text)
    parts = [(text, False)] if whole is not None or name != "outcome" else _segments(text)
    codes = {part: code for part, known in parts if not known and (code := said(name, part)) is not None}
    for part, code in codes.items():
        table.meant.setdefault((name, normalise(part)), [code, part, 0])
    pieces = [spelling_of(name, codes[part]) if part in codes else part for part, _ in parts]
    return ("/".join(filter(None, pieces)), list(map(normalise, codes))) if codes else None


def _turn(table: Table, lines: Lines, index: int, name: str, said: bool) -> None:
    """Read a column's text dates month first; one that was only remembered is left alone where a date is day first."""
    texts = {row[index] for row in lines.rows if isinstance(row[index], str) and row[index]}
    if not said and any(map(is_day_first, texts)):
        return
    memo: dict[str, dt.date | str] = {text: month_first_date(text) for text in texts}
    table.turned.add(name)
    for row in lines.rows:
        if isinstance(row[index], str) and row[index]:
            row[index] = memo[row[index]]
