"""The same warehouse and reading process as the loaders' tests have."""

from tests.loaders.conftest import load, reader, rows, warehouse

__all__ = ["load", "reader", "rows", "warehouse"]
