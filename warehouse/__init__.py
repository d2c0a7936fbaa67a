"""The warehouse: one DuckDB file, its schema, its batches and its reference data.

The only place where loaders (which write) and metrics (which count) meet.
"""

from warehouse.connection import Warehouse, WarehouseBusy, default_path, open_warehouse

__all__ = ["Warehouse", "WarehouseBusy", "default_path", "open_warehouse"]
