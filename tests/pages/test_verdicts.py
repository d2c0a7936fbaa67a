"""One figure, one verdict: what a page shows beside it changes nothing."""

from __future__ import annotations

import pytest

import ui.fetch
from metrics.findings import MEANING
from tests.pages.test_pages import words

PAGES = ("summary", "scorecard", "district", "compare", "equity", "outcomes")
SAID = ("status", "strength", "compared", "finding", "change_finding", "changed", "towards")


@pytest.fixture
def seen(monkeypatch):
    """The worded rows that pages are made of: [(page, row)]; set `seen.page` before each look."""
    rows, made = [], ui.fetch._one_year

    def one_year(*asked):
        frame = made(*asked)
        rows.extend(frame.to_dict("records"))
        return frame

    monkeypatch.setattr(ui.fetch, "_one_year", one_year)
    return rows


@pytest.mark.parametrize("asked", [{}, {"phase": "Primary"}, {"audience": "Board"}], ids=["all", "primary", "board"])
def test_a_figure_has_the_same_verdict_on_every_page(look, sample, seen, asked):
    verdicts: dict[tuple, dict[tuple, set]] = {}
    for page in PAGES:
        seen.clear()
        look(sample, page, **asked)
        for row in seen:
            said = tuple(str(row[name]) for name in SAID)
            verdicts.setdefault((row["indicator"], row["year"], row["area"]), {}).setdefault(said, set()).add(page)
    assert {key: held for key, held in verdicts.items() if len(held) > 1} == {}
    on_several = [key for key, held in verdicts.items() if len(set().union(*held.values())) > 3]
    assert len(on_several) > 12 * 3
    assert any(said[3] == "True" for held in verdicts.values() for said in held)


@pytest.mark.parametrize("page", PAGES)
def test_the_page_says_what_a_verdict_rests_on(look, sample, page):
    assert MEANING in words(look(sample, page))
    assert "the same verdict on every page" in MEANING
