"""The child of each row: hashes and an age in the place of UPN, name and date of birth."""

from __future__ import annotations

from loaders.columns import of_each
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
    upns = upns_of(cells)
    wrong = wrong_upns(list(filter(None, upns)))
    faulty = [i for i, upn in enumerate(upns) if upn in wrong] if wrong else []
    return of_each(upns, rows.distinct.get("upn"), lambda some: rows.hasher.all(some, "upn ")), faulty


def _persons(rows: Rows) -> list[str | None]:
    """The hash of each row's name with its date of birth; the name may stand in one column or in two."""
    born = rows.get("date_of_birth")
    present = [name for name in ("pupil_name", "surname", "forename") if name in rows.cells]
    if not present:
        return [None] * len(rows)
    columns = [rows.cells[name] for name in present]
    names = list(map(text_of, columns[0])) if len(columns) == 1 else list(map(_full, zip(*columns, strict=True)))
    words = of_each(names, rows.distinct.get(present[0]), name_words)
    dates = {day: day and f" {day.isoformat()}" for day in set(born)}
    people = zip(words, map(dates.__getitem__, born), strict=True)
    return rows.hasher.all([name + day if name and day else "" for name, day in people], "person ")


def _full(cells: tuple) -> str:
    return " ".join(map(text_of, cells))
