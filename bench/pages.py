"""How long a filter change takes to redraw each page in a browser, beside a bare page measured in the same run.

    python -m bench.pages [FOLDER OF RETURNS]     without a folder, the synthetic sample

Prints median and 95th percentile in milliseconds, each page's ratio to the bare page, and the server's memory.
A change is timed from the click on the option to the last change of the page's elements.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
from pathlib import Path

import psutil
from playwright.sync_api import Page, sync_playwright

from tests.browser.server import ROOT, browser, loaded, serve

PAGES = ("", "scorecard", "equity", "compare", "trends", "district", "outcomes", "quality")
YEARS = ("2019/20", "2018/19", "2020/21")
CHANGES = 21
LIMIT_MS, LIMIT_MB = 400, 400
WATCH = """() => {
    const main = document.querySelector('[data-testid=stMain]');
    window.stls = {start: 0, last: 0};
    new MutationObserver(() => { window.stls.last = performance.now(); })
        .observe(main, {subtree: true, childList: true, attributes: true, characterData: true});
    document.addEventListener('click', event => {
        if (event.target.closest('[role=option]')) { window.stls.start = performance.now(); window.stls.last = 0; }
    }, true);
}"""
QUIET = """() => window.stls.last > window.stls.start && performance.now() - window.stls.last > 350
    && document.querySelector('[data-testid=stApp]').dataset.testScriptState === 'notRunning'"""


def change(page: Page, year: str) -> float:
    """Choose a year; returns the milliseconds from the click to the last change of the page."""
    page.get_by_label("Year", exact=True).click()
    page.get_by_role("option", name=year, exact=True).click()
    page.wait_for_function(QUIET, polling=50, timeout=20_000)
    return page.evaluate("window.stls.last - window.stls.start")


def timed(page: Page, address: str) -> list[float]:
    """Milliseconds of each change on one page, every year seen once before."""
    page.goto(address)
    page.wait_for_selector(".js-plotly-plot .main-svg", timeout=30_000)
    page.wait_for_timeout(800)
    page.evaluate(WATCH)
    every = [change(page, YEARS[turn % len(YEARS)]) for turn in range(CHANGES + len(YEARS))]
    print("   first time each year:", " ".join(f"{ms:.0f}" for ms in every[: len(YEARS)]), file=sys.stderr)
    return every[len(YEARS) :]


def said(name: str, times: list[float], bare: float | None) -> float:
    """Print one line; returns the 95th percentile."""
    ordered = sorted(times)
    middle, high = statistics.median(ordered), ordered[int(0.95 * (len(ordered) - 1) + 0.5)]
    ratio = f"{high / bare:5.2f} x bare" if bare else ""
    print(f"{name:12} p50 {middle:5.0f} ms   p95 {high:5.0f} ms   {ratio}")
    return high


def main() -> int:
    """Run the measurement; 1 where a page is over 400 ms or the server over 400 MB."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "data" / "sample"
    with tempfile.TemporaryDirectory() as work, sync_playwright() as playwright:
        database = loaded(Path(work) / "bench.duckdb", folder)
        with browser(playwright) as chromium:
            page = chromium.new_page(viewport={"width": 1366, "height": 768})
            with serve(ROOT / "bench" / "bare_page.py", os.devnull) as (address, _):
                bare = said("bare", timed(page, address), None)
            with serve(ROOT / "app.py", database) as (address, process):
                high = [said(name or "summary", timed(page, f"{address}/{name}"), bare) for name in PAGES]
                memory = psutil.Process(process.pid).memory_info().rss / 2**20
    print(f"server memory {memory:.0f} MB")
    return int(max(high) > LIMIT_MS or memory > LIMIT_MB)


if __name__ == "__main__":
    raise SystemExit(main())
