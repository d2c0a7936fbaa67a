"""The mapping grid in a real browser: answered by keyboard, at phone width, its text never more than text; and stop."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.server import ROOT, serve
from tests.browser.test_browser import SLOW, press, settled, shows
from tests.loaders.answering import renamed
from tests.loaders.returns import as_csv, lift
from warehouse import open_warehouse

HOSTILE = "=1+1 <b>*x*</b> [a](http://b)"


@pytest.fixture
def app_of_its_own(tmp_path):
    """The address of the app with an empty warehouse."""
    database = tmp_path / "own.duckdb"
    open_warehouse(database).close()
    with serve(ROOT / "app.py", database) as (address, _):
        yield address


def drop(page, name: str, content: bytes) -> None:
    page.locator("[data-testid=stFileUploader] input[type=file]").set_input_files(
        {"name": name, "mimeType": "text/csv", "buffer": content}
    )


def choose(page, label: str, words: str) -> None:
    """Choose by keyboard alone: type part of an option and take the first that is left."""
    settled(page)  # a choice brings what follows from it, and the grid is drawn again
    box = page.get_by_label(label)
    box.focus()
    box.press_sequentially(words)
    expect(page.get_by_role("option").first).to_contain_text(words, timeout=SLOW)
    box.press("Enter")


@pytest.mark.parametrize("width", [1366, 390])
def test_a_file_in_its_own_words_is_mapped_by_keyboard_and_loaded(app_of_its_own, view, width):
    lines = lift({"Phase": "Nursery class", HOSTILE: "<script>"}, {HOSTILE: "<script>"})
    lines = renamed(lines, LIFT_meeting_date="Mtg of LIFT", First_contact=f"{HOSTILE} begin")
    page = view(f"{app_of_its_own}/upload", width)
    settled(page)
    drop(page, "LIFT activity Thanet 2018-19.csv", as_csv(lines))
    shows(page.get_by_text("Waits for 2 answers of yours"))
    settled(page)
    main = page.locator("[data-testid=stMain]")
    assert main.evaluate("main => main.scrollWidth - main.clientWidth") <= 1

    box = page.get_by_label("Which column holds: Start of support?")
    box.focus()
    box.press("ArrowDown")
    options = page.get_by_role("option")
    expect(options.filter(has_text=f"{HOSTILE} begin: dates")).to_have_count(1, timeout=SLOW)
    assert page.get_by_role("listbox").locator("a, b, em, strong, script").count() == 0
    box.press("Escape")
    choose(page, "Which column holds: Start of support?", "begin")
    choose(page, "Which column holds: Meeting date?", "Mtg")
    settled(page)
    page.get_by_role("button", name="Use my answers", exact=True).press("Enter")
    shows(page.get_by_text("2 of 2 rows can be loaded."))
    assert main.locator("a[href*='http://b']").count() == 0

    press(page, "Load 1 file")
    shows(page.get_by_text("2 of 2 rows loaded as batch 1."))
    settled(page)
    page.get_by_text("Review them (2)").click()
    shows(page.get_by_role("rowheader", name="column “mtg of lift”"))


def test_reading_stops_in_the_midst_of_a_file(app_of_its_own, view):
    head, row = lift({})
    small, many = as_csv([head, row]), as_csv([head, *([f"R{n}", *row[1:]] for n in range(150_000))])
    page = view(f"{app_of_its_own}/upload")
    settled(page)
    page.locator("[data-testid=stFileUploader] input[type=file]").set_input_files(
        [
            {"name": "LIFT activity Dover 2018-19.csv", "mimeType": "text/csv", "buffer": small},
            {"name": "LIFT activity Thanet 2018-19.csv", "mimeType": "text/csv", "buffer": many},
        ]
    )
    shows(page.get_by_text("Reading 2 of 2"))
    page.get_by_role("button", name="Stop reading").first.click()
    # Only a file whose reading was ended is not read: one that ran to its end would stand among those read.
    shows(page.get_by_text("Stopped. Not read: LIFT activity Thanet 2018-19.csv."))
    settled(page)
    shows(page.get_by_role("button", name="Load 1 file"))
