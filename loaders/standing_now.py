"""A reading beside what is loaded: how many of its rows stand already, and how many it would replace."""

from __future__ import annotations

from dataclasses import replace

from loaders.load import Reading, reading_of
from loaders.repeats import without_repeats
from warehouse import Warehouse, batches


def as_it_stands(warehouse: Warehouse, reading: Reading, origin: str = "upload") -> Reading:
    """The reading as loading it now would count it, with `stands`, the rows that stand already; stores nothing.

    Requests that stand from another file are set aside with their batch. A file that stands whole has no row to load.
    """
    if reading.checked is None:
        return reading
    cursor = warehouse.cursor()
    if number := batches.same_bytes_standing(cursor, reading.sha256, origin):
        said = f"It stands already, as batch {number}: loading it changes nothing."
        return replace(reading, accepted=0, stands=reading.accepted, message=said)
    checked = without_repeats(cursor, reading.checked, origin)
    replaced = batches.replaced(cursor, checked.dataset, [claim["scope"] for claim in checked.claims], origin)
    repeats = reading.accepted - checked.accepted
    if not repeats and not replaced:
        return reading
    said = replace(checked, notices=_said(repeats, replaced, checked.notices))
    found = reading_of(reading.file, reading.sha256, said, repeats)
    return replace(found, stands=repeats, upload=reading.upload, corrected=reading.corrected)


def _said(repeats: int, replaced: int, notices: list[str]) -> list[str]:
    rows = "1 row stands" if repeats == 1 else f"{repeats:,} rows stand"
    said = [f"{rows} already from another file: the list of rows left out says from which."] if repeats else []
    before = "1 row that stands" if replaced == 1 else f"{replaced:,} rows that stand"
    return [*said, *([f"Loading it replaces {before}."] if replaced else []), *notices]
