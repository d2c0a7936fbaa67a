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
        values = (memory.values if memory else {}) | answers.values
        turned = answers.month_first | (memory.month_first if memory else frozenset())
        kinds = columns_of(table.dataset.model)
        for name, index in _columns(table):
            column = kinds[name]
            if index in table.ticks:
                _mean(table, found, index, "yes_no", values)
            elif column.kind in ("date", "birth_date") and name in turned:
                _turn(table, found, index, name, said=name in answers.month_first)
            elif listed := list_of(column):
                _mean(table, found, index, listed, values)


def _columns(table: Table) -> list[tuple[str, int]]:
    again = [(name, index) for name, places in table.twice.items() for index in places]
    return [*table.columns.items(), *again, *((table.dataset.ticks, index) for index in table.ticks)]


def _mean(table: Table, lines: Lines, index: int, name: str, values: dict[tuple[str, str], str]) -> None:
    """Write the known spelling over each value that was answered for."""
    wanted = {word: code for (listed, word), code in values.items() if listed == name and _is_code(name, code)}
    memo: dict[str, str | None] = {}
    for row in lines.rows if wanted else ():
        text = text_of(row[index])
        if text not in memo:
            memo[text] = _meant(table, name, text, wanted)
        if memo[text] is not None:
            for word in _words(name, text, wanted):
                table.meant[name, word][2] += 1
            row[index] = memo[text]


def _is_code(name: str, code: str) -> bool:
    return code == BLANK or code in titles_of(name)


def _words(name: str, text: str, wanted: dict[str, str]) -> list[str]:
    word = normalise(text)
    if word in wanted or name != "outcome":
        return [word]
    return [word for part, known in _segments(text) if not known and (word := normalise(part)) in wanted]


def _meant(table: Table, name: str, text: str, wanted: dict[str, str]) -> str | None:
    """The text to write instead; None where nothing was said of it."""
    words = _words(name, text, wanted) if normalise(text) else []
    if not any(word in wanted for word in words):
        return None
    for word in words:
        table.meant.setdefault((name, word), [wanted[word], text, 0])
    if words == [normalise(text)]:
        return spelling_of(name, wanted[words[0]])
    pieces = [
        part if known or normalise(part) not in wanted else spelling_of(name, wanted[normalise(part)])
        for part, known in _segments(text)
    ]
    return "/".join(piece for piece in pieces if piece)


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
