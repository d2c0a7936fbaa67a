"""One browser and one server for the tests that only look; a server of its own for the test that loads."""

from __future__ import annotations

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.server import ROOT, browser, loaded, returns_in, serve

SAMPLE = ROOT / "data" / "sample"


@pytest.fixture(scope="session")
def chromium():
    """The browser."""
    with sync_playwright() as playwright, browser(playwright) as running:
        yield running


@pytest.fixture(scope="session")
def app(tmp_path_factory):
    """The address of the app with the synthetic sample; its first visitor comes by a link into a page."""
    database = loaded(tmp_path_factory.mktemp("browser") / "sample.duckdb", SAMPLE, origin="sample")
    with serve(ROOT / "app.py", database) as (address, _):
        yield address


@pytest.fixture
def app_without_thanet(tmp_path):
    """The address of the app with the returns of all districts but Thanet."""
    database = loaded(tmp_path / "partial.duckdb", *(path for path in returns_in(SAMPLE) if "Thanet" not in path.name))
    with serve(ROOT / "app.py", database) as (address, _):
        yield address


@pytest.fixture
def view(chromium):
    """Open a page of its own at a size; fails the test where it asks anything of another machine."""
    contexts = []

    def open_at(address: str, width: int = 1366, height: int = 768):
        contexts.append(chromium.new_context(viewport={"width": width, "height": height}))
        page = contexts[-1].new_page()
        outside = []
        page.on("request", lambda request: outside.append(request.url) if "//127.0.0.1:" not in request.url else None)
        page.outside = outside
        page.goto(address)
        return page

    yield open_at
    asked = [url for context in contexts for page in context.pages for url in page.outside]
    for context in contexts:
        context.close()
    assert not [url for url in asked if not url.startswith(("data:", "blob:"))], "a page asked another machine"
