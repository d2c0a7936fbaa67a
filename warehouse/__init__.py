"""The warehouse: one DuckDB file, its schema, its batches and its reference data.

The only place where loaders (which write) and metrics (which count) meet.
"""

from __future__ import annotations

__all__ = ["Warehouse", "WarehouseBusy", "default_path", "open_warehouse"]


def __getattr__(name: str) -> object:
    # Imported when first asked for: reference data is read in processes that never open the database.
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from warehouse import connection

    return getattr(connection, name)
