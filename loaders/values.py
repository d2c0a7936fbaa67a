"""The columns of a return read by what its model says they hold; what could not be read is listed, never dropped."""

from __future__ import annotations

from loaders.columns import Column, mostly_alike, read_column
from loaders.datasets.base import Rows, columns_of
from loaders.dates import read_dates
from loaders.masking import Mask, holds_identity, shapes_of, without_address, without_identity
from loaders.own_names import may_hold_names, own_names
from loaders.people import People
from loaders.refusal import NotLoadable
from loaders.strangers import NAME, like_a_name
from loaders.words import text_of

_TITLES = ("title",)  # of courses, which are named after those who thought of them
READ_BY_RETURN = ("upn", "name", "drop", "district", "need", "outcome")


def names_in(rows: Rows) -> Mask:
    """A mask that knows every name met in the file's columns of names."""
    kinds = columns_of(rows.dataset.model)
    names = (name for name, column in kinds.items() if column.kind == "name" and name in rows.cells)
    return Mask(text_of(cell) for name in names for cell in rows.distinct.get(name) or set(rows.cells[name]))


def people_in(rows: Rows) -> People:
    """The people whom the file's columns of names name, a row at a time."""
    kinds = columns_of(rows.dataset.model)
    names = [rows.cells[name] for name, column in kinds.items() if column.kind == "name" and name in rows.cells]
    return People(lambda: (" ".join(map(text_of, parts)) for parts in zip(*names, strict=True)), rows.mask)


def read_values(rows: Rows, file: str) -> None:
    """Read every column into rows.values, with its warnings. Raises NotLoadable for a column of month-first dates."""
    for name, column in columns_of(rows.dataset.model).items():
        if name not in rows.cells or column.kind in READ_BY_RETURN:
            continue
        if column.kind in ("date", "birth_date"):
            _read_dates(rows, name, column, file)
        else:
            _read_cells(rows, name, column)
    _warn_of_broken(rows)
    for warning in rows.late_warnings:
        rows.warn(*warning)


def _read_dates(rows: Rows, name: str, column: Column, file: str) -> None:
    read = read_dates(rows.cells[name], rows.epoch_1904, rows.distinct.get(name))
    if read.month_first:
        raise NotLoadable(
            f"{file}: the dates in the column {rows.labels[name]} can only be read month first (as 04/25/2019), and a "
            "column is never read both ways: change the column to day first (25/04/2019) and send it again.",
            rows.dataset.name,
        )
    if read.turned:
        raise NotLoadable(
            f"{file}: in the column {rows.labels[name]} each date after the 12th of a month is text and each other one "
            "a date of the workbook: Excel has taken day for month where it could (10/09/2018 became 9 October). Open "
            "the text file with the column set to dates, day first, save it and send it again.",
            rows.dataset.name,
        )
    rows.values[name] = read.values
    for i in read.unread if not column.reason else ():
        rows.warn(i, "date_not_read", name, "This is no date: left blank. Write dates as 03/09/2018.")


def _read_cells(rows: Rows, name: str, column: Column) -> None:
    read = read_column(rows.cells[name], column, rows.distinct.get(name))
    rows.values[name] = read.values
    if column.kind == "choice":
        _keep_unmatched(rows, name, read.unread)
    elif column.kind == "free_text":
        rows.values[name] = _masked(read.values, rows.mask if name in _TITLES else rows.withheld)
    elif column.kind == "text":
        rows.values[name] = _without_people(rows, name, read.values)
    elif column.kind != "score":
        for i in read.unread:
            rows.warn(i, f"{column.kind}_not_read", name, "This could not be read: left blank.")


def _without_people(rows: Rows, name: str, values: list[str | None]) -> list[str | None]:
    """A column that is no free text without e-mail addresses, UPNs and whole names of the file's own pupils.

    A reference that is made of one is kept as its keyed hash: it still tells rows apart.
    """
    alike = mostly_alike(values, rows.distinct.get(name))
    texts = list(filter(None, set(values) if alike else values))
    shapes = shapes_of(texts)
    identity = holds_identity(shapes)
    changed = {}
    for text in texts if identity or name == "setting" or rows.people.may_be_in(shapes) else ():
        bare = rows.people.without(without_identity(text) if identity else text)
        bare = without_address(bare) if name == "setting" else bare
        if bare != text:
            changed[text] = rows.hashed(text) if name == rows.dataset.reference else bare
    if name != "setting" and any(map(like_a_name, shapes)):  # a setting cannot be told from a stranger
        changed |= {text: rows.hashed(text) if name == rows.dataset.reference else NAME for text in texts
                    if like_a_name(text)}  # fmt: skip
    changed |= own_names(rows, name, values) if may_hold_names(rows, shapes) else {}
    if not changed:
        return values
    message = "This held a person's name, number or address: it is kept without. Put names into the name column only."
    for i in [i for i, value in enumerate(values) if value in changed]:
        rows.warn(i, "person_in_text", name, message)
    return [changed.get(value, value) for value in values]


def _masked(values: list[str | None], mask) -> list[str | None]:
    memo = {text: mask(text) if text else None for text in set(values)}
    return list(map(memo.__getitem__, values))


def _keep_unmatched(rows: Rows, name: str, unread: list[int]) -> None:
    rows.unknown[name] = set(unread)
    message = "This value is not known: kept as it is. Correct it, or add the spelling to values.csv."
    for i in unread:
        text = rows.values[name][i] = rows.withheld(str(rows.values[name][i]))[:60]
        rows.unmatched[name, text] += 1
        rows.warn(i, "value_not_recognised", name, message)


def _warn_of_broken(rows: Rows) -> None:
    for (name, i), broken in rows.broken.items():
        rows.warn(i, broken.code, name, broken.message)
