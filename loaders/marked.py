"""A file's workbook with its faults marked, made in the process that reads files and handed to the session alone."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from loaders.answers import NONE, Answers
from loaders.memory import with_memory
from warehouse import Warehouse, keys

MAKER = "loaders.annotate:annotated"


@dataclass(frozen=True)
class Marked:
    """A workbook as bytes, how many rows have something to correct, and what to know of how it was made."""

    content: bytes
    rows: int
    notes: tuple[str, ...] = ()


def mark_faults(warehouse: Warehouse, name: str, source: bytes | Path, reader=None, answers: Answers = NONE) -> Marked:
    """Mark each fault of a file that was read before. Raises Unreadable, NotLoadable and KeyMissing with what to do."""
    from loaders.load import new_reader
    from loaders.reading.grid import Unreadable

    key, own, answers = keys.key(warehouse), reader or new_reader(), with_memory(warehouse, answers)
    try:
        try:
            return own.run(MAKER, source, name, key, answers)
        except Unreadable:  # its own formatting takes too much memory or time: a plain workbook takes less
            return own.run(MAKER, source, name, key, answers, plain=True)
    finally:
        if reader is None:
            own.close()
