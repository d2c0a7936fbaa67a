"""The app in a real browser: every page at two widths, a shared link, and a return loaded and taken back."""

from __future__ import annotations

import itertools
import re

import pytest
from playwright.sync_api import expect

from tests.browser.server import ROOT

PAGES = ("summary", "scorecard", "equity", "compare", "district", "outcomes", "upload")
THANET = ROOT / "data" / "sample" / "Synthetic LIFT activity Thanet 2018-19 to 2020-21.csv"
SLOW = 30_000
A4_ACROSS = 1047  # CSS pixels, with margins of a centimetre


def address(app: str, page: str, query: str = "") -> str:
    """The address of a page; the summary stands at the root."""
    return f"{app}/{'' if page == 'summary' else page}{query}"


def settled(page) -> None:
    """Wait until the script has run and the page has said its answer."""
    shows(said(page))
    expect(page.locator("[data-testid=stApp]")).to_have_attribute("data-test-script-state", "notRunning", timeout=SLOW)


def said(page):
    """The page's answer; while a page is drawn again its former one may stand beside the new one."""
    return page.locator(".stls-answer").first


def shows(found) -> None:
    """Wait until something is on the page, once or, while the page is drawn again, twice."""
    expect(found.first).to_be_visible(timeout=SLOW)


def press(page, name: str | re.Pattern) -> None:
    """Press a button, once the page stands still: before, the button of the former page may stand beside its own."""
    button = page.get_by_role("button", name=name)
    shows(button)
    settled(page)
    button.click(timeout=SLOW)


def test_a_link_into_a_page_opens_on_a_server_that_nobody_has_visited(app, view):
    page = view(address(app, "equity", "?year=2019%2F20&district=Thanet"))
    settled(page)
    expect(page.get_by_label("Year", exact=True)).to_have_value("2019/20")
    expect(page.get_by_label("District", exact=True)).to_have_value("Thanet")
    expect(page.get_by_test_id("stTopNavLink").first).to_have_text("Summary")


def is_whole(page, charts: bool) -> None:
    """A page without a fault, its charts described, that does not scroll sideways and skips no level of heading."""
    settled(page)
    assert page.locator("h1").count() == 1
    assert page.locator("[data-testid=stException]").count() == 0
    if charts:
        expect(page.locator(".js-plotly-plot .main-svg").first).to_be_visible(timeout=SLOW)
        for chart in page.locator("[data-testid=stPlotlyChart]").all():
            assert len(chart.get_attribute("aria-label")) > 40
    main = page.locator("[data-testid=stMain]")
    assert main.evaluate("main => main.scrollWidth - main.clientWidth") <= 1
    levels = [
        int(tag[1]) for tag in main.evaluate("main => [...main.querySelectorAll('h1,h2,h3,h4')].map(e => e.tagName)")
    ]
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels)), levels


def test_what_the_reader_chooses_is_in_the_address_and_goes_along(app, view):
    page = view(address(app, "compare"))
    settled(page)
    choose(page, "Year", "2018/19")
    choose(page, "District", "Swale")
    choose(page, "Indicator", "Median wait for support")
    expect(said(page)).to_contain_text("Median wait for support", timeout=SLOW)
    expect(page).to_have_url(re.compile("district=Swale"), timeout=SLOW)
    settled(page)
    answered, link = said(page).inner_text(), page.evaluate("location.href")

    other = view(link)
    settled(other)
    expect(said(other)).to_have_text(answered, timeout=SLOW)

    page.get_by_role("link", name="District", exact=True).click()
    expect(page.locator("h1").first).to_contain_text("How does one district", timeout=SLOW)
    expect(said(page)).to_contain_text("Swale", timeout=SLOW)
    expect(page).to_have_url(re.compile("/district.*year=2018"), timeout=SLOW)


def choose(page, label: str, option: str) -> None:
    """Choose an option of a filter by typing, for long lists draw only what is seen."""
    page.get_by_label(label, exact=True).fill(option)
    page.get_by_role("option", name=option, exact=True).click()
    settled(page)


def test_the_table_behind_the_toggle_opens_by_keyboard(app, view):
    page = view(address(app, "compare"))
    settled(page)
    toggle = page.get_by_text("Show the figures as a table").first
    toggle.scroll_into_view_if_needed()
    page.locator("summary", has_text="Show the figures as a table").first.focus()
    page.keyboard.press("Enter")
    table = page.get_by_role("table").first
    expect(table).to_be_visible(timeout=SLOW)
    assert table.locator("tbody tr").count() == 13
    with page.expect_download() as download:
        page.get_by_role("button", name="Download these figures (CSV)").click()
    assert re.fullmatch(r"compare-2020-21-[0-9a-f]{10}\.csv", download.value.suggested_filename)


def take_back(page, name: str) -> None:
    """Take a batch back by the name of its file, after a look at what that would change."""
    settled(page)
    box = page.get_by_label("A batch to take back")
    box.click()
    box.press_sequentially(name)
    page.get_by_role("option").filter(has_text=name).first.click()
    press(page, "Take it back")
    shows(page.get_by_role("heading", name="What taking it back would change"))
    press(page, re.compile("^Yes, take back batch"))
    shows(page.get_by_text("was taken back"))


def test_a_return_is_loaded_the_figure_changes_and_it_is_taken_back(app_without_thanet, view):
    query = "?district=Thanet&year=2019%2F20"
    page = view(address(app_without_thanet, "district", query))
    settled(page)
    before = said(page).inner_text()

    page.get_by_role("link", name="Upload", exact=True).click()
    page.locator("[data-testid=stFileUploader] input[type=file]").set_input_files(THANET)
    press(page, "Load 1 file")
    shows(page.get_by_text("rows loaded as batch"))

    page.get_by_role("link", name="District", exact=True).click()
    expect(page.locator("h1").first).to_contain_text("How does one district", timeout=SLOW)
    expect(said(page)).not_to_have_text(before, timeout=SLOW)
    expect(said(page)).to_contain_text("Thanet", timeout=SLOW)

    page.get_by_role("link", name="Upload", exact=True).click()
    expect(page.locator("h1").first).to_contain_text("Which returns are in", timeout=SLOW)
    settled(page)
    take_back(page, "Thanet")
    page.get_by_role("link", name="District", exact=True).click()
    expect(said(page)).to_have_text(before, timeout=SLOW)


@pytest.mark.parametrize("name", ["summary", "outcomes"])
def test_the_grid_of_findings_is_whole_on_a_phone(app, view, name):
    page = view(address(app, name), 390, 844)
    settled(page)
    words = page.locator(f".st-key-plain-{name} .js-plotly-plot text")
    shows(words)
    page.wait_for_function("document.querySelectorAll('.js-plotly-plot .xtick').length === 12", timeout=SLOW)
    boxes = [word.bounding_box() for word in words.all()]
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= 390 for box in boxes if box)
    said = words.all_text_contents()
    assert {"Swale", "Thanet", "clearly worse", "likely worse"} <= set(said)


def test_a_printed_page_has_no_controls_and_its_chart_fits_the_paper(app, view):
    page = view(address(app, "summary"))
    settled(page)
    shows(page.locator(".st-key-plain-summary .js-plotly-plot text"))
    drawn = page.locator(".st-key-plain-summary .main-svg").first.bounding_box()["width"]
    page.emulate_media(media="print")
    for hidden in (".st-key-filters", "header", ".st-key-table-summary"):
        expect(page.locator(hidden).first).to_be_hidden()
    expect(page.locator(".st-key-findings a").first).to_be_visible()
    zoom = page.locator(".st-key-plain-summary .stElementContainer:has(.stPlotlyChart)").first.evaluate(
        "held => parseFloat(getComputedStyle(held).zoom)"
    )
    assert drawn * zoom <= A4_ACROSS  # paper does not draw a chart anew
