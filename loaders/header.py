"""Finding the table in a sheet: which row is the header, which return it is, and which column holds what."""

from __future__ import annotations

from dataclasses import dataclass, field

from loaders.datasets import DATASETS, Dataset
from loaders.words import column_spellings, normalise, not_data_words, text_of, value_spellings

SEARCHED = 500  # rows from the top in which a header may stand


@dataclass
class Table:
    """A return found in a sheet. `header` is the header's place in the sheet's rows, counted from 0."""

    sheet: object
    dataset: Dataset
    header: int
    columns: dict[str, int]
    ticks: dict[int, str]
    unknown: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    @property
    def titles(self) -> list[str]:
        """What stands above the header, a text a row."""
        above = self.sheet.rows[: self.header]
        return [" ".join(text_of(c) for c in row if c != "") for row in above if any(c != "" for c in row)]


def is_data_sheet(sheet) -> bool:
    """False for hidden sheets and those called summary, guidance, lookups, notes and the like."""
    return not sheet.hidden and normalise(sheet.name) not in not_data_words("sheet")


def find_table(sheet) -> Table | None:
    """The likeliest return in a sheet, complete or not (`missing`); None where nothing looks like one."""
    best, best_rank = None, None
    for place, row in enumerate(sheet.rows[:SEARCHED]):
        labels = [normalise(c) if isinstance(c, str) else "" for c in row]
        if sum(map(bool, labels)) < 2:
            continue
        for dataset in DATASETS.values():
            if len(set(labels) & column_spellings(dataset.name).keys()) < 2:
                continue
            table = _match(sheet, place, labels, dataset)
            rank = (not table.missing, len(table.columns) + len(table.ticks), -place)
            if best_rank is None or rank > best_rank:
                best, best_rank = table, rank
    return best


def _match(sheet, place: int, labels: list[str], dataset: Dataset) -> Table:
    spellings, outcomes = column_spellings(dataset.name), value_spellings("outcome") if dataset.ticks else {}
    table = Table(sheet, dataset, place, {}, {})
    for index, label in enumerate(labels):
        column = spellings.get(label)
        if column and column not in table.columns:
            table.columns[column] = index
        elif column:
            table.twice.append(text_of(sheet.rows[place][index]))
        elif label in outcomes:
            table.ticks[index] = outcomes[label]
        elif label:
            table.unknown.append(text_of(sheet.rows[place][index]))
    if dataset.ticks and dataset.ticks in table.columns:
        table.unknown += [text_of(sheet.rows[place][index]) for index in table.ticks]
        table.ticks = {}
    table.missing = [group for group in dataset.required if not _has(table, group)]
    return table


def _has(table: Table, group: tuple[str, ...]) -> bool:
    """A group of columns of which one must be there; tick columns stand in for the column that they spell out."""
    return any(name in table.columns or (name == table.dataset.ticks and table.ticks) for name in group)
