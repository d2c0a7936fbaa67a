"""Loaders: file -> grid of cells -> dataset -> checked rows -> warehouse.

`read_return` reads and checks a file and stores nothing; `load_return` stores what was read.
"""

from __future__ import annotations

import importlib

# Imported when first asked for: the process that reads files must not pay for the database that it never opens.
_PLACES = {
    "KeyMissing": "warehouse.keys",
    "NoSuchBatch": "warehouse.batches",
    "Reading": "loaders.load",
    "Report": "loaders.load",
    "as_it_stands": "loaders.standing_now",
    "faults": "warehouse.batches",
    "history": "warehouse.batches",
    "load_files": "loaders.load",
    "load_return": "loaders.load",
    "read_return": "loaders.load",
    "undo": "warehouse.batches",
}
__all__ = list(_PLACES)


def __getattr__(name: str) -> object:
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(_PLACES[name]), name)
