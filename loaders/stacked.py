"""Tables below each other on one sheet, and headings among the rows that say whose or of which year those below are."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator
from dataclasses import replace

from loaders.answers import NONE, Answers
from loaders.datasets.base import columns_of
from loaders.header import Table, find_table, labels_of, match
from loaders.labels import keys_of, said_of
from loaders.place import Place, districts_in, own_year, place_of, years_in
from loaders.words import column_spellings, normalise, text_of
from warehouse import reference

FEWEST = 3  # labels by which a row is taken for a header
SPARSE = 2  # cells of a line that may be a title
# Words that a heading may hold beside a district, a year and the words of the sheet's own titles.
_PLAIN = frozenset(
    "the of for and to term year academic financial school district council borough team area lift stls data return "
    "returns log activity continued contd".split()
)


def tables_in(sheet, answers: Answers = NONE) -> list[Table]:
    """The tables of a return in a sheet: a header with columns of its own begins another, the same one again none."""
    best = find_table(sheet, answers)
    headers = _headers(best, answers) if best else []
    if len(headers) < 2:
        return [best] if best else []
    rows, places = sheet.rows, [header.header for header in headers]
    above = {tuple(row) for row in rows[: places[0]] if any(cell != "" for cell in row)}
    starts = [0, *(_begin(rows, at, before + 1, above) for before, at in itertools.pairwise(places))]
    found: list[Table] = []
    for header, start, end in zip(headers, starts, [*starts[1:], len(rows)], strict=True):
        table = _table_at(part_of(sheet, start, end), header.header - start, header.dataset, answers)
        if found:
            table.carried = _carried(_last_titles(found[-1]), table.titles)
        found.append(table)
    return found


def _headers(best: Table, answers: Answers) -> list[Table]:
    """The headers of this return that begin a table, in the order of the sheet."""
    rows, labels = best.sheet.rows, {cell for cell in best.sheet.rows[best.header] if isinstance(cell, str) and cell}
    written = _as_written(best.dataset.name) | labels
    known = column_spellings(best.dataset.name).keys() | {normalise(label) for label in labels}
    kinds = columns_of(best.dataset.model)
    dated = next((at for name, at in best.columns.items() if kinds[name].kind == "date"), 0)
    found = []
    for place, row in enumerate(rows):
        if place == best.header:
            found.append(best)
        elif (not written.isdisjoint(row) or _in_words(row, dated)) and _is_header(best.sheet, place, known):
            table = _table_at(best.sheet, place, best.dataset, answers)
            if _counts_beside(table, best):
                found.append(table)
    pairs = zip(found, [*found[1:], None], strict=True)
    return _that_differ([table for table, after in pairs if _has_rows(table, after)])


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
    while start > after and (_is_sparse(rows[start - 1]) or tuple(rows[start - 1]) in above):
        start -= 1
    return start


def _is_sparse(row: list) -> bool:
    return len(row) - row.count("") <= SPARSE and all(isinstance(cell, str) for cell in row)


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


def placed(table: Table, places: list[int], file: str) -> Iterator[tuple[Place, str | None]]:
    """District and years of each row, by the nearest heading above it, and the one year that is its own.

    places: the rows' places in the sheet, in order.
    """
    marks = [(-1, table.titles), *_headings(table, file)]
    said = [(place_of(table.sheet.name, titles, file), own_year(table.sheet.name, titles, file)) for _, titles in marks]
    now = 0
    for place in places:
        while now + 1 < len(marks) and marks[now + 1][0] < place:
            now += 1
        yield said[now]


def _last_titles(table: Table) -> list[str]:
    return [table.titles, *(titles for _, titles in _headings(table, ""))][-1]


def _headings(table: Table, file: str) -> list[tuple[int, list[str]]]:
    """Lines among the rows that name a district or a year, with little else: (place, what then stands as titles)."""
    rows, titles = table.sheet.rows, table.titles
    common = _PLAIN | set(normalise(" ".join([*titles, table.sheet.name, file, table.dataset.title])).split())
    found = []
    for place in range(table.header + 1, len(rows)):
        row = rows[place]
        if not 0 < len(row) - row.count("") <= SPARSE or not _is_sparse(row):
            continue
        text = " ".join(text_of(cell) for cell in row if cell != "")
        if _names_place(text) and (_is_plain(text, common) or _is_over_header(table, place)):
            titles = [text, *_carried(titles, [text])]
            found.append((place, titles))
    return found


def _names_place(text: str) -> bool:
    return len(districts_in(text)) == 1 or len(years_in(text)) == 1


def _is_plain(text: str, common: frozenset[str] | set[str]) -> bool:
    names = {word for district in districts_in(text) for word in normalise(district).split()}
    spelt = {normalise(row["former_name"]) for row in reference.rows("districts.csv")}
    return all(word in common or word in names or word in spelt or word.isdigit() for word in normalise(text).split())


def _is_over_header(table: Table, place: int) -> bool:
    """True where the next line that is no title and no blank is the header again."""
    rows = table.sheet.rows
    after = next((row for row in rows[place + 1 :] if not _is_sparse(row)), None)
    return after is not None and after[: len(rows[table.header])] == rows[table.header]


def _carried(before: list[str], now: list[str]) -> list[str]:
    """What titles said before and those now do not: the district, the years, and that they are financial ones."""
    carried = []
    if not any(map(districts_in, now)):
        carried += next(([*named] for text in before if len(named := districts_in(text)) == 1), [])
    if not any(map(years_in, now)):
        carried += dict.fromkeys(year for text in before for year in years_in(text))
        carried += ["financial year"] if any("financial year" in text.lower() for text in before) else []
    return carried
