"""Accessibility in a real browser: axe on every page at two widths, the keyboard alone, and zoom to 400%."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.test_browser import SLOW, address, is_whole, settled

PAGES = ("summary", "scorecard", "equity", "compare", "trends", "district", "outcomes", "quality", "explore", "upload")
TABS = ("Where in Kent", "Level of support by need", "Three bases of need", "Mix of the offer", "Which offer where")
WITHOUT_CHARTS = ("explore", "upload")
AGAIN = 3  # times that a fault must be found
GRAVE = ("serious", "critical")
ZOOMED = 320  # a laptop's 1280 pixels at 400%


def opened(page) -> None:
    """Open every toggle of a page, so that what it hides is looked at too."""
    settled(page)
    for at in range(page.locator("summary").count()):
        page.locator("summary").nth(at).click()
        settled(page)


def faults(page) -> list[str]:
    """What axe finds that is serious or critical, and finds again: rule, where, and how many.

    A list of tabs takes the focus only once all of it is drawn, a moment after the page has settled on a busy machine.
    """
    for _ in range(AGAIN):
        found = [one for one in Axe().run(page).response["violations"] if one["impact"] in GRAVE]
        if not found:
            break
        page.wait_for_timeout(1000)
    return [f"{one['id']}: {one['nodes'][0]['html'][:120]} ({len(one['nodes'])})" for one in found]


@pytest.mark.parametrize("width", [1366, 390])
@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_whole_and_axe_finds_nothing_serious_on_it(app, view, name, width):
    page = view(address(app, name), width, 844)
    is_whole(page, charts=name not in WITHOUT_CHARTS)
    opened(page)
    assert faults(page) == []


@pytest.mark.parametrize("tab", TABS)
def test_axe_finds_nothing_serious_behind_the_tabs_on_a_phone(app, view, tab):
    page = view(address(app, "equity", f"?look={tab.replace(' ', '+')}"), 390, 844)
    opened(page)
    assert faults(page) == []


@pytest.mark.parametrize("name", ["summary", "compare"])
def test_axe_finds_nothing_serious_in_the_dark_for_the_board(app, view, name):
    page = view(address(app, name, "?audience=Board"), 1366, 844)
    page.emulate_media(color_scheme="dark")
    page.reload()
    opened(page)
    assert faults(page) == []


@pytest.mark.parametrize("name", PAGES)
def test_nothing_scrolls_sideways_at_400_percent(app, view, name):
    page = view(address(app, name), ZOOMED, 256)
    settled(page)
    main = page.locator("[data-testid=stMain]")
    assert main.evaluate("main => main.scrollWidth - main.clientWidth") <= 1


def test_a_wide_chart_is_scrolled_with_the_arrow_keys_on_a_phone(app, view):
    page = view(address(app, "equity", "?look=Level+of+support+by+need"), 390, 844)
    settled(page)
    expect(page.locator(".st-key-wide-needs .js-plotly-plot .main-svg").first).to_be_visible(timeout=SLOW)
    page.locator(".stls-sideways").focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('.st-key-wide-needs').scrollLeft > 20", timeout=SLOW)


OUTLINED = """() => {
    const here = document.activeElement;
    if (here === document.body) return true;  // between the last element and the first
    const seen = [here, here.parentElement, here.parentElement.parentElement].map(e => getComputedStyle(e));
    return seen.some(style => style.outlineStyle === 'solid' && parseFloat(style.outlineWidth) >= 2);
}"""


def reached(page, target: str, most: int = 40) -> None:
    """Press Tab until the element that matches has the focus; fails after `most`, and wherever no focus is seen."""
    for _ in range(most):
        page.keyboard.press("Tab")
        assert page.evaluate(OUTLINED), page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
        if page.evaluate("target => document.activeElement.matches(target)", target):
            return
    raise AssertionError(f"{target} was not reached by {most} presses of Tab")


def test_filter_tab_toggle_and_download_are_used_by_keyboard_alone(app, view):
    page = view(address(app, "compare"))
    settled(page)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to main content"
    reached(page, ".st-key-year input")
    page.keyboard.type("2018/19")
    page.keyboard.press("Enter")
    settled(page)
    expect(page.locator("[data-testid=stMain]")).to_contain_text("Kent by district, 2018/19.", timeout=SLOW)
    reached(page, "summary")
    page.keyboard.press("Enter")
    expect(page.get_by_role("table").first).to_be_visible(timeout=SLOW)
    settled(page)
    reached(page, ".stls-scroll")
    reached(page, ".st-key-download-compare button")
    with page.expect_download():
        page.keyboard.press("Enter")
    reached(page, "[role=tab]")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Rank: 1 is").first).to_be_visible(timeout=SLOW)


def test_a_toggle_is_reached_seen_and_switched_by_keyboard(app, view):
    page = view(address(app, "trends"))
    settled(page)
    reached(page, ".st-key-rebase input")
    page.keyboard.press("Space")
    expect(page.get_by_text("starts anew at the first closure, by choice")).to_be_visible(timeout=SLOW)
