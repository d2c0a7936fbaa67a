"""A warehouse of its own for each test, and one reading process for all."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders.load import new_reader
from warehouse import open_warehouse


@pytest.fixture(scope="session")
def reader():
    with new_reader() as found:
        yield found


@pytest.fixture
def warehouse(tmp_path, monkeypatch):
    monkeypatch.delenv("STLS_KEY_FILE", raising=False)
    with open_warehouse(tmp_path / "store" / "stls.duckdb") as found:
        yield found


@pytest.fixture
def load(warehouse, reader, tmp_path):
    """Load lines or bytes under a name; gives the report."""
    from loaders import load_return, read_return
    from tests.loaders.returns import as_csv

    def load(content, name: str = "LIFT activity Thanet 2018-19.csv", origin: str = "upload"):
        data = content if isinstance(content, bytes) else as_csv(content)
        return load_return(warehouse, read_return(warehouse, name, data, reader), "tester", origin)

    return load


@pytest.fixture
def rows(warehouse):
    """The rows of a query."""
    return lambda query, *values: warehouse.cursor().execute(query, values or None).fetchall()


@pytest.fixture
def inputs() -> Path | None:
    """The folder of returns beside the checkout, where there is one."""
    folder = Path(__file__).resolve().parents[3] / "shared" / "inputs"
    return folder if (folder / "truth.json").exists() else None
