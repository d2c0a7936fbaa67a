"""The child of each row: hashes and an age in the place of UPN, name and date of birth."""

from __future__ import annotations

from loaders.datasets.base import Rows
from loaders.identity import ages_at, name_words, upns_of, wrong_upns
from loaders.words import text_of


def store_identity(rows: Rows) -> None:
    """Hashes and age of each row's child, with a warning where the UPN is wrong or the child cannot be told apart."""
    upn_hash, faulty = _upns(rows)
    person_hash = _persons(rows)
    rows.stored["upn_hash"], rows.stored["person_hash"] = upn_hash, person_hash
    rows.stored["age"] = ages_at(rows.get("date_of_birth"), rows.get("meeting_date"))
    for i in faulty:
        message = "The UPN fails its check letter: check it against the school's record."
        rows.warn(i, "upn_check_letter", "upn", message)
    unknown = (i for i, hash_ in enumerate(upn_hash) if hash_ is None and person_hash[i] is None)
    for i in unknown if None in upn_hash else ():
        message = "No UPN, and no name with date of birth: counted as a child of its own."
        rows.warn(i, "pupil_not_identified", "upn", message)


def _upns(rows: Rows) -> tuple[list[str | None], list[int]]:
    """The hash of each row's UPN, and the rows whose UPN is not right."""
    cells = rows.cells.get("upn")
    if cells is None:
        return [None] * len(rows), []
    distinct = [cell for cell in rows.distinct.get("upn") or set(cells) if cell != ""]
    upns = upns_of(distinct)
    hashes = dict(zip(distinct, rows.hasher.all(upns, "upn "), strict=True))
    hashes[""] = None
    invalid = wrong_upns(upns if all(upns) else list(filter(None, upns)))
    wrong = {cell for cell, upn in zip(distinct, upns, strict=True) if upn in invalid} if invalid else ()
    faulty = [i for i, cell in enumerate(cells) if cell in wrong] if wrong else []
    return list(map(hashes.__getitem__, cells)), faulty


def _persons(rows: Rows) -> list[str | None]:
    """The hash of each row's name with its date of birth; the name may stand in one column or in two."""
    born = rows.get("date_of_birth")
    columns = [rows.cells[name] for name in ("pupil_name", "surname", "forename") if name in rows.cells]
    if not columns:
        return [None] * len(rows)
    names = columns[0] if len(columns) == 1 else list(zip(*columns, strict=True))
    distinct = list(set(names))
    texts = list(map(text_of if len(columns) == 1 else _full, distinct))
    words = dict(zip(distinct, name_words(texts), strict=True))
    dates = {day: day and f" {day.isoformat()}" for day in set(born)}
    people = zip(map(words.__getitem__, names), map(dates.__getitem__, born), strict=True)
    return rows.hasher.all([name + day if name and day else "" for name, day in people], "person ")


def _full(cells: tuple) -> str:
    return " ".join(map(text_of, cells))
