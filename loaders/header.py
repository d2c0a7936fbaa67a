"""Finding the table in a sheet: which row is the header, which return it is, and which column holds what."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from loaders.answers import NONE, Answers, Remembered, layout_of
from loaders.datasets import DATASETS, Dataset
from loaders.datasets.base import columns_of
from loaders.labels import blank_keys, keys_of, said_of
from loaders.words import column_spellings, normalise, not_data_words, text_of, value_spellings

WHAT_TO_CORRECT = "What to correct"  # the column that marked workbooks have: never one of the return
SEARCHED = 1000  # rows from the top in which a header may stand
TICK = "tick: "  # before the code of an outcome: the column ticks the rows that had it
_HINT = re.compile(
    r"\(\s*(?:d{1,2}\W?m{1,3}\W?y{2,4}|y(?:es)?\s*/?\s*n(?:o)?|(?:please )?tick.*|x|if known|if applicable|required|"
    r"mandatory|optional|please select|select|drop ?down|select from list|£)\s*\)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"^(?:question |q ?)?\d{1,2}[a-z]? ")


@dataclass
class Table:
    """A return found in a sheet. `header` is the header's place in the sheet's rows, counted from 0.

    keys: column -> what answers about it are kept under; blank: the same for columns without a label. said: those keys
    that a person's answer reads, `memory` where it was confirmed before. meant: (list, normalised value) -> [code,
    text, rows] and turned: month-first columns, as loaders.meanings applied them. carried: titles of a table above it.
    """

    sheet: object
    dataset: Dataset
    header: int
    columns: dict[str, int] = field(default_factory=dict)
    ticks: dict[int, str] = field(default_factory=dict)
    labels: dict[int, str] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    twice: dict[str, list[int]] = field(default_factory=dict)
    missing: list[tuple[str, ...]] = field(default_factory=list)
    keys: dict[int, str] = field(default_factory=dict)
    blank: dict[int, str] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)
    memory: Remembered | None = None
    meant: dict[tuple[str, str], list] = field(default_factory=dict)
    turned: set[str] = field(default_factory=set)
    carried: list[str] = field(default_factory=list)

    @property
    def layout(self) -> str:
        """The fingerprint under which answers about this header are remembered."""
        return layout_of(self.dataset.name, self.keys.values())

    @property
    def titles(self) -> list[str]:
        """What stands above the header, a text a row."""
        above = self.sheet.rows[: self.header]
        own = [" ".join(text_of(c) for c in row if c != "") for row in above if any(c != "" for c in row)]
        return own + self.carried


def is_data_sheet(sheet) -> bool:
    """False for hidden sheets and those called summary, guidance, lookups, notes and the like."""
    words = normalise(sheet.name)
    ends = {words.partition(" ")[0], words.rpartition(" ")[2]}
    return not (sheet.hidden or words in not_data_words("sheet") or ends & not_data_words("sheet with more words"))


def find_table(sheet, answers: Answers = NONE) -> Table | None:
    """The likeliest return in a sheet, complete or not (`missing`); None where nothing looks like one."""
    best, best_rank = None, None
    wanted = [DATASETS[answers.dataset]] if answers.dataset else DATASETS.values()
    asks = bool(answers.columns or answers.remembered)
    for place in range(min(len(sheet.rows), SEARCHED)):
        if best and not best.missing and place > best.header + 30:
            break
        if len({cell for cell in sheet.rows[place] if isinstance(cell, str) and cell.lower() != cell.upper()}) < 2:
            continue
        labels = labels_of(sheet, place)
        every = {word for words in labels.values() for word in words}
        keys = keys_of(labels) if asks else {}
        for dataset in wanted:
            known = column_spellings(dataset.name)
            if not asks and every.isdisjoint(known):  # nearly every row, and rows may have thousands of cells
                continue
            memory = answers.memory_of(dataset.name, keys.values())
            said = said_of(keys.values(), answers, memory)
            told = sum(key in said for key in keys.values())
            if sum(any(word in known for word in words) for words in labels.values()) + told < 2:
                continue
            table = match(sheet, place, labels, dataset, said, memory)
            rank = (not table.missing, memory is not None, len(table.columns) + len(table.ticks), -place)
            if best_rank is None or rank > best_rank:
                best, best_rank = table, rank
    return best


def labels_of(sheet, place: int) -> dict[int, list[str]]:
    """Column -> what its label may be read as, surest first: with the band above it, by itself, without hints."""
    row = sheet.rows[place]
    bands = _bands(sheet, place, len(row))
    found = {}
    for index, cell in enumerate(row):
        label, band = (cell if isinstance(cell, str) else ""), bands.get(index, "")
        if label.strip() == WHAT_TO_CORRECT:
            continue
        if label.strip():
            word = normalise(label)
            with_band = [f"{normalise(band)} {word}", f"{word} {normalise(band)}"] if band else []
            plain = normalise(_HINT.sub(" ", label))
            found[index] = list(dict.fromkeys([*with_band, word, plain, _NUMBERED.sub("", plain)]))
        elif cell == "" and band and _stands_alone(sheet, place, index):
            found[index] = [normalise(band)]
    return found


def _bands(sheet, place: int, width: int) -> dict[int, str]:
    """The texts of the row above, each over the columns that it spans: as far as it is merged, else up to the next."""
    if not place:
        return {}
    above = sheet.rows[place - 1][:width]
    spans = {left: right for (top, left), (bottom, right) in sheet.merged or () if top <= place - 1 <= bottom}
    found, current, last = {}, "", -1
    for index in range(width):
        cell = above[index] if index < len(above) else ""
        if isinstance(cell, str) and cell.strip():
            current, last = cell, spans.get(index, index if spans else width)
        elif cell != "":
            current, last = "", -1
        if current and index <= last:
            found[index] = current
    return found


def _stands_alone(sheet, place: int, index: int) -> bool:
    """True where the cell above a blank label names this very column: merged downwards, or over no other column."""
    above, row = sheet.rows[place - 1], sheet.rows[place]
    if index >= len(above) or above[index] == "":
        return False
    if any(left == index == right and top < place <= bottom for (top, left), (bottom, right) in sheet.merged or ()):
        return True
    beside = index + 1
    return beside >= len(row) or (beside < len(above) and above[beside] != "") or row[beside] == ""


def match(
    sheet, place: int, labels: dict[int, list[str]], dataset: Dataset, said: dict[str, str], memory: Remembered | None
) -> Table:
    """The table below a header; what a person said of a column comes before the spellings that are known."""
    spellings, outcomes = column_spellings(dataset.name), value_spellings("outcome") if dataset.ticks else {}
    table = Table(sheet, dataset, place, keys=keys_of(labels), memory=memory)
    row = sheet.rows[place]
    ours = [index for index, cell in enumerate(row) if isinstance(cell, str) and cell.strip() == WHAT_TO_CORRECT]
    table.blank = blank_keys(len(row), {*labels, *ours})
    every = table.keys | table.blank
    table.said = {key: said[key] for key in every.values() if key in said and _is_of(dataset, said[key])}
    for index in sorted(every, key=lambda at: every[at] not in table.said):
        meant = table.said.get(every[index])
        if index in table.blank and meant is None:
            continue
        words = labels.get(index, ())
        column = next((spellings[word] for word in words if word in spellings), None) if meant is None else meant
        text = (text_of(row[index]) or text_of(sheet.rows[place - 1][index])) if words else every[index]
        table.labels[index] = text
        if meant == "":
            continue
        if meant and meant.startswith(TICK):
            table.ticks[index] = meant.removeprefix(TICK)
        elif column and column not in table.columns:
            table.columns[column] = index
        elif column:
            table.twice.setdefault(column, []).append(index)
        elif code := next((outcomes[word] for word in words if word in outcomes), None):
            table.ticks[index] = code
        else:
            table.unknown.append(text)
    if dataset.ticks and dataset.ticks in table.columns:
        table.unknown += [table.labels[index] for index in table.ticks]
        table.ticks = {}
    table.missing = [group for group in dataset.required if not _has(table, group)]
    return table


def _is_of(dataset: Dataset, said: str) -> bool:
    """True for a column of this return, one of its tick columns, or a column to leave out."""
    return said == "" or said in columns_of(dataset.model) or bool(dataset.ticks and said.startswith(TICK))


def _has(table: Table, group: tuple[str, ...]) -> bool:
    """A group of columns of which one must be there; tick columns stand in for the column that they spell out."""
    return any(name in table.columns or (name == table.dataset.ticks and table.ticks) for name in group)
