"""Safe reading: any file a person might send becomes a grid of cells, or a sentence that says why not."""

from __future__ import annotations

import importlib

# Imported when first asked for: the process that has files read needs the names alone, and starts the reading one.
_PLACES = {
    "Grid": "grid",
    "Problem": "grid",
    "Sheet": "grid",
    "Unreadable": "grid",
    "cell_name": "grid",
    "column_letter": "grid",
    "read_grid": "read",
}
__all__ = list(_PLACES)


def __getattr__(name: str) -> object:
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_PLACES[name]}"), name)
