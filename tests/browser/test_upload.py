"""Upload in a real browser: a return in words of its own is mapped, put right, previewed, loaded and taken back."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.server import ROOT, loaded, returns_in, serve
from tests.browser.test_browser import SLOW, address, press, said, settled, shows, take_back

SAMPLE = ROOT / "data" / "sample"
HEADER = "Request no,Locality,Day of the meeting,School,Phase,SEN status,What was agreed,Help began,Closed,UPN,Need"
STRANGE = "Thanet,{day},Larch Primary,Primary,SEN Support,1:1 specialist support,{began},,P207000016049,ASD"


@pytest.fixture
def strange(tmp_path) -> Path:
    """A return of Thanet with labels that nobody knows and one impossible date."""
    days = [("22/09/2020", "29/09/2020"), ("06/10/2020", "20/10/2020"), ("31/02/2021", "")]
    lines = [f"T-90{n},{STRANGE.format(day=day, began=began)}" for n, (day, began) in enumerate(days)]
    path = tmp_path / "Thanet requests 2020-21.csv"
    path.write_text("\n".join([HEADER, *lines]) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def app_of_returns(tmp_path):
    """The address of the app with the sample's returns loaded as if they were real ones."""
    with serve(ROOT / "app.py", loaded(tmp_path / "own.duckdb", *returns_in(SAMPLE))) as (found, _):
        yield found


def test_a_return_in_words_of_its_own_is_mapped_put_right_previewed_loaded_and_taken_back(
    app_of_returns, strange, view
):
    page = view(address(app_of_returns, "upload"))
    settled(page)
    stood = said(page).inner_text()
    page.locator("[data-testid=stFileUploader] input[type=file]").set_input_files(strange)

    # Map: what each strange column holds, the likeliest first.
    shows(page.get_by_role("heading", name="Needed before it can be loaded"))
    answer(page, "Which return is this?", "LIFT activity")  # what is asked of that return follows at once
    for label, column in (
        ("Meeting date", "Day of the meeting"),
        ("Request reference", "Request no"),
        ("Outcome", "What was agreed"),
        ("Start of support", "Help began"),
    ):
        answer(page, f"Which column holds: {label}?", column)
    use_answers(page)
    shows(page.get_by_text("2 of 3 rows can be loaded, 1 set aside"))

    # Fix: the impossible date, in its place.
    settled(page)
    page.get_by_label(re.compile("Day of the meeting, row 4")).fill("02/03/2021")
    press(page, "Check again")
    shows(page.get_by_text("3 of 3 rows can be loaded."))

    # Preview: nothing is stored, and what would change is said.
    shows(page.get_by_role("heading", name="What loading would change"))
    shows(page.get_by_text(re.compile(r"Thanet, .*: .* to ")))
    expect(said(page)).to_have_text(stood)

    # Commit, with who did it.
    settled(page)
    page.get_by_label(re.compile("^Who is loading them")).fill("A. Tester")
    press(page, "Load 1 file")
    shows(page.get_by_text("3 of 3 rows loaded as batch"))
    expect(said(page)).not_to_have_text(stood, timeout=SLOW)
    shows(page.get_by_role("heading", name="Answers remembered"))

    # Undo, after the same look.
    take_back(page, "Thanet requests")
    expect(said(page)).to_have_text(stood, timeout=SLOW)


def answer(page, question: str, choice: str) -> None:
    """Choose the answer to one question."""
    box = page.get_by_label(question)
    shows(box)
    settled(page)
    box.click()
    box.press_sequentially(choice)
    page.get_by_role("option").filter(has_text=choice).first.click()


def use_answers(page) -> None:
    """Use the answers chosen."""
    settled(page)
    page.get_by_role("button", name="Use my answers", exact=True).click()
