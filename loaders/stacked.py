"""Tables below each other on one sheet, of one return or of several."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator
from dataclasses import replace

from loaders.answers import NONE, Answers
from loaders.datasets import DATASETS
from loaders.datasets.base import columns_of
from loaders.header import Table, find_table, labels_of, match
from loaders.headings import carried, is_sparse, last_titles
from loaders.labels import keys_of, said_of
from loaders.words import column_spellings, normalise
from warehouse import reference

FEWEST = 3  # labels by which a row is taken for a header


def tables_in(sheet, answers: Answers = NONE) -> list[Table]:
    """The tables of a return in a sheet: a header with columns of its own begins another, the same one again none."""
    best = find_table(sheet, answers)
    if best is None:
        return []
    doubtful = _without_date(sheet.rows, _dated(best))
    others = list(_others(best, answers, doubtful))
    headers = _headers(best, answers, doubtful)
    return [*(_apart(sheet, headers, answers) if len(headers) > 1 else [best]), *others]


def _apart(sheet, headers: list[Table], answers: Answers) -> list[Table]:
    """Each table with the lines above its header, as a sheet of its own."""
    rows, places = sheet.rows, [header.header for header in headers]
    above = {tuple(row) for row in rows[: places[0]] if any(cell != "" for cell in row)}
    starts = [0, *(_begin(rows, at, before + 1, above) for before, at in itertools.pairwise(places))]
    found: list[Table] = []
    for header, start, end in zip(headers, starts, [*starts[1:], len(rows)], strict=True):
        table = _table_at(part_of(sheet, start, end), header.header - start, header.dataset, answers)
        if found:
            table.carried = carried(last_titles(found[-1]), table.titles)
        found.append(table)
    return found


def _headers(best: Table, answers: Answers, doubtful: list[int]) -> list[Table]:
    """The headers of this return that begin a table, in the order of the sheet."""
    rows, labels = best.sheet.rows, {cell for cell in best.sheet.rows[best.header] if isinstance(cell, str) and cell}
    written = _as_written(best.dataset.name) | labels
    known = column_spellings(best.dataset.name).keys() | {normalise(label) for label in labels}
    dated, kinds = _dated(best), columns_of(best.dataset.model)
    sure = any(kinds[name].kind == "date" for name in best.columns)
    found = []
    for place in sorted({best.header, *doubtful}) if sure else range(len(rows)):
        row = rows[place]
        if place == best.header:
            found.append(best)
        elif (not written.isdisjoint(row) or _in_words(row, dated)) and _is_header(best.sheet, place, known):
            table = _table_at(best.sheet, place, best.dataset, answers)
            if _counts_beside(table, best):
                found.append(table)
    pairs = zip(found, [*found[1:], None], strict=True)
    return _that_differ([table for table, after in pairs if _has_rows(table, after)])


def _dated(table: Table) -> int:
    """A column in which nearly every row has a date; the first where the return has none."""
    kinds = columns_of(table.dataset.model)
    return next((at for name, at in table.columns.items() if kinds[name].kind == "date"), 0)


def _without_date(rows: list[list], dated: int) -> list[int]:
    """The few rows that may be no rows: with a word, or nothing, in the column in which nearly every row has a date."""
    return [place for place, row in enumerate(rows) if dated >= len(row) or _is_word(row[dated])]


def _others(best: Table, answers: Answers, doubtful: list[int]) -> Iterator[Table]:
    """Whole tables of other returns on the same sheet: their rows would be read as this one's, or lost as titles."""
    if answers.dataset or best.missing:
        return
    dated, own = _dated(best), column_spellings(best.dataset.name).keys()
    for place in doubtful:
        row = best.sheet.rows[place]
        if place == best.header or not _in_words(row, dated) or len(row) - row.count("") < FEWEST:
            continue
        for dataset in () if _is_header(best.sheet, place, own) else DATASETS.values():
            if _is_header(best.sheet, place, column_spellings(dataset.name).keys()):
                table = _table_at(best.sheet, place, dataset, answers)
                if not table.missing:
                    yield table


def _in_words(row: list, dated: int) -> bool:
    """True for a line of words alone, which few rows are; dated: a column in which nearly every row has a date."""
    if dated < len(row) and not _is_word(row[dated]):
        return False
    return all(map(_is_word, row))


def _is_word(cell: object) -> bool:
    return cell.__class__ is str and not cell[:1].isdigit()


def _is_header(sheet, place: int, known: set[str]) -> bool:
    row = sheet.rows[place]
    if sum(normalise(cell) in known for cell in row if cell != "" and isinstance(cell, str)) < FEWEST:
        return False
    labels = labels_of(sheet, place)
    told = sum(any(word in known for word in words) for words in labels.values())
    return told >= FEWEST and told * 2 > sum(cell != "" for cell in row)


def _counts_beside(table: Table, best: Table) -> bool:
    """A whole table; above the fullest one a likely one too, whose rows would else be lost as titles."""
    if not table.missing:
        return True
    many = len(table.columns) + len(table.ticks)
    return table.header < best.header and many * 2 >= len(best.columns) and many >= len(best.dataset.required) - 1


def _has_rows(table: Table, after: Table | None) -> bool:
    """False for a band of labels right above the header."""
    end = after.header if after else table.header + 2
    return any(cell != "" for row in table.sheet.rows[table.header + 1 : end] for cell in row) or after is None


def _that_differ(headers: list[Table]) -> list[Table]:
    """Without those that only stand again, each label where it stood before."""
    kept = headers[:1]
    for table in headers[1:]:
        now = kept[-1]
        if not (table.columns.items() <= now.columns.items() and table.ticks.items() <= now.ticks.items()):
            kept.append(table)
    return kept


@functools.cache
def _as_written(dataset: str) -> frozenset[str]:
    """The known labels as they may stand in a cell, to find by a look the few rows that may be headers."""
    spellings = [row["spelling"] for row in reference.rows("columns.csv") if row["dataset"] == dataset]
    return frozenset(
        form(text) for text in spellings for form in (str, str.lower, str.upper, str.title, str.capitalize)
    )


def _table_at(sheet, place: int, dataset, answers: Answers) -> Table:
    labels = labels_of(sheet, place)
    keys = keys_of(labels)
    memory = answers.memory_of(dataset.name, keys.values())
    return match(sheet, place, labels, dataset, said_of(keys.values(), answers, memory), memory)


def _begin(rows: list[list], header: int, after: int, above: set[tuple]) -> int:
    """The first of the titles, blank lines and bands right above a header."""
    start = header
    while start > after and (is_sparse(rows[start - 1]) or tuple(rows[start - 1]) in above):
        start -= 1
    return start


def part_of(sheet, start: int, end: int):
    """Some rows of a sheet as a sheet; row numbers stay those of the file."""
    return replace(
        sheet,
        rows=sheet.rows[start:end],
        first_row=sheet.first_row + start,
        lines=sheet.lines[start:end] if sheet.lines else sheet.lines,
        merged=[
            ((top - start, left), (min(bottom, end - 1) - start, right))
            for (top, left), (bottom, right) in sheet.merged or ()
            if start <= top < end
        ],
        error_cells={(row - start, at): error for (row, at), error in sheet.error_cells.items() if start <= row < end},
        unsaved_formulas={(row - start, at) for row, at in sheet.unsaved_formulas if start <= row < end},
    )
