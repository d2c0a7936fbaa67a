"""Finding the table in a sheet: which row is the header, which return it is, and which column holds what."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from loaders.datasets import DATASETS, Dataset
from loaders.words import column_spellings, normalise, not_data_words, text_of, value_spellings

WHAT_TO_CORRECT = "What to correct"  # the column that marked workbooks have: never one of the return
SEARCHED = 1000  # rows from the top in which a header may stand
_HINT = re.compile(
    r"\(\s*(?:d{1,2}\W?m{1,3}\W?y{2,4}|y(?:es)?\s*/?\s*n(?:o)?|(?:please )?tick.*|x|if known|if applicable|required|"
    r"mandatory|optional|please select|select|drop ?down|select from list|£)\s*\)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"^(?:question |q ?)?\d{1,2}[a-z]? ")


@dataclass
class Table:
    """A return found in a sheet. `header` is the header's place in the sheet's rows, counted from 0."""

    sheet: object
    dataset: Dataset
    header: int
    columns: dict[str, int] = field(default_factory=dict)
    ticks: dict[int, str] = field(default_factory=dict)
    labels: dict[int, str] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    twice: dict[str, list[int]] = field(default_factory=dict)
    missing: list[tuple[str, ...]] = field(default_factory=list)

    @property
    def titles(self) -> list[str]:
        """What stands above the header, a text a row."""
        above = self.sheet.rows[: self.header]
        return [" ".join(text_of(c) for c in row if c != "") for row in above if any(c != "" for c in row)]


def is_data_sheet(sheet) -> bool:
    """False for hidden sheets and those called summary, guidance, lookups, notes and the like."""
    words = normalise(sheet.name)
    ends = {words.partition(" ")[0], words.rpartition(" ")[2]}
    return not (sheet.hidden or words in not_data_words("sheet") or ends & not_data_words("sheet with more words"))


def find_table(sheet) -> Table | None:
    """The likeliest return in a sheet, complete or not (`missing`); None where nothing looks like one."""
    best, best_rank = None, None
    for place in range(min(len(sheet.rows), SEARCHED)):
        if best and not best.missing and place > best.header + 30:
            break
        if sum(isinstance(cell, str) and cell != "" for cell in sheet.rows[place]) < 2:
            continue
        labels = labels_of(sheet, place)
        for dataset in DATASETS.values():
            known = column_spellings(dataset.name)
            if sum(any(word in known for word in words) for words in labels.values()) < 2:
                continue
            table = _match(sheet, place, labels, dataset)
            rank = (not table.missing, len(table.columns) + len(table.ticks), -place)
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


def _match(sheet, place: int, labels: dict[int, list[str]], dataset: Dataset) -> Table:
    spellings, outcomes = column_spellings(dataset.name), value_spellings("outcome") if dataset.ticks else {}
    table = Table(sheet, dataset, place)
    for index, words in labels.items():
        column = next((spellings[word] for word in words if word in spellings), None)
        text = text_of(sheet.rows[place][index]) or text_of(sheet.rows[place - 1][index])
        table.labels[index] = text
        if column and column not in table.columns:
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


def _has(table: Table, group: tuple[str, ...]) -> bool:
    """A group of columns of which one must be there; tick columns stand in for the column that they spell out."""
    return any(name in table.columns or (name == table.dataset.ticks and table.ticks) for name in group)
