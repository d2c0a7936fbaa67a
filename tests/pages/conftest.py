"""Three warehouses to look at the pages with: the whole sample, one district missing, and nothing at all."""

from __future__ import annotations

import shutil

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests.browser.server import ROOT, loaded, returns_in
from tests.loaders.returns import as_csv
from warehouse import open_warehouse

SAMPLE = ROOT / "data" / "sample"


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    """Where the warehouses of this run stand; whatever the app holds open is closed at the end."""
    yield tmp_path_factory.mktemp("warehouses")
    st.cache_resource.clear()


@pytest.fixture(scope="session")
def sample(folder):
    """The synthetic sample."""
    return loaded(folder / "sample.duckdb", SAMPLE, origin="sample")


@pytest.fixture(scope="session")
def partial(folder):
    """Real returns, Thanet's activity and the survey not among them."""
    files = [path for path in returns_in(SAMPLE) if "Thanet" not in path.name and "satisfaction" not in path.name]
    return loaded(folder / "partial.duckdb", *files)


@pytest.fixture(scope="session")
def activity(folder):
    """LIFT activity and nothing else."""
    return loaded(folder / "activity.duckdb", *(path for path in returns_in(SAMPLE) if "LIFT activity" in path.name))


@pytest.fixture(scope="session")
def empty(folder):
    """A warehouse without a return."""
    path = folder / "empty.duckdb"
    open_warehouse(path).close()
    return path


@pytest.fixture
def look(monkeypatch):
    """Run a page of the app on a warehouse, with what its address says; returns the AppTest."""

    def run(database, page: str, **address: str) -> AppTest:
        monkeypatch.setenv("STLS_DB", str(database))
        test = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        for name, value in address.items():
            test.query_params[name] = value
        test.run()
        if page != "summary":
            test.switch_page(f"pages/{page}.py").run()
        assert not test.exception, test.exception
        return test

    return run


@pytest.fixture
def fresh(empty, tmp_path):
    """An empty warehouse of this test's own."""
    return shutil.copy(empty, tmp_path / "fresh.duckdb")


@pytest.fixture
def dropped(look, fresh):
    """A file dropped on the page."""

    def drop(lines: list[list], name: str = "LIFT activity Thanet 2018-19.csv"):
        test = look(fresh, "upload")
        test.file_uploader[0].upload(name, as_csv(lines), "text/csv").run()
        assert not test.exception, test.exception
        return test

    return drop
