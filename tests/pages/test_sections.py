"""Sections that pages draw in a line: sentence first, table, caveat, and a refusal where data or audience ask it."""

from __future__ import annotations

import re

import pytest
from streamlit.testing.v1 import AppTest

PARTS = ("bases", "children", "means", "disadvantage", "deprivation", "mix", "held", "unequal")
SCRIPT = """
from ui import comparison_sections, equity_sections
from ui.fetch import fetch, of
from ui.filters import Choice

choice = Choice("2020/21", {district!r}, {phase!r}, None, "varied-2021", {audience!r}, "2021 variation")
reading = Choice("2020/21", None, {phase!r}, None, "varied-2021", "internal", "2021 variation")
results = fetch(reading, equity_sections.MEANS)
{call}
"""


@pytest.fixture
def draw(monkeypatch):
    """Run one call of a section on a warehouse."""

    def run(database, call: str, audience: str = "internal", phase: str | None = None, district: str | None = None):
        monkeypatch.setenv("STLS_DB", str(database))
        script = SCRIPT.format(call=call, audience=audience, phase=phase, district=district)
        test = AppTest.from_string(script, default_timeout=60).run()
        assert not test.exception, test.exception
        return test

    return run


def words(test) -> str:
    said = "\n".join(re.sub("<[^>]+>", " ", element.proto.body) for element in test.get("html"))
    return said.replace("&#x27;", "'").replace("&amp;", "&")


def call_of(part: str) -> str:
    asked = "results, choice" if part in ("means", "deprivation", "unequal") else "choice"
    return f"equity_sections.{part}({asked})"


@pytest.mark.parametrize("part", PARTS)
def test_each_section_has_a_short_title_a_source_and_a_period(draw, sample, part):
    test = draw(sample, call_of(part))
    said = words(test)
    title = re.search(r'<h2 class="stls-h2">([^<]+)<', "".join(e.proto.body for e in test.get("html")))[1]
    assert len(title.split()) <= 10
    assert "Source: " in said
    assert "Kent by district, 2020/21." in said
    assert all(len(chart.proto.alt) > 40 for chart in test.get("plotly_chart"))


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("phase", [None, "Early Years"])
def test_each_section_stands_with_a_district_missing(draw, partial, part, phase):
    said = words(draw(partial, call_of(part), phase=phase, district="Thanet"))
    assert not re.search(r"\bnan\b", said)
    assert said.strip()


@pytest.mark.parametrize("part", ["bases", "children", "disadvantage", "mix", "held"])
def test_the_board_sees_each_section_made_from_what_is_published(draw, sample, part):
    said = words(draw(sample, call_of(part), audience="board"))
    held_back = "does not hold figures by" in said  # a busy machine may not find a safe way in the time allowed
    assert "Kent by district, 2020/21." in said or (held_back and part in ("mix", "held"))
    assert not re.search(r"\bnan\b", said)


@pytest.mark.parametrize("part", ["bases", "children", "disadvantage", "mix", "held"])
def test_a_section_that_cannot_be_shown_to_the_board_says_why(draw, sample, part):
    said = words(draw(sample, call_of(part), audience="board", phase="Early Years"))
    assert "give away a child" in said or "Kent by district, 2020/21." in said or "single children" in said


def test_what_each_basis_assumes_stands_above_the_chart(draw, sample):
    said = words(draw(sample, "equity_sections.bases(choice)"))
    assert said.index("assumes that need is spread evenly") < said.index("Whiskers are 95% intervals")


def test_the_gap_is_a_chart_of_ranges_with_who_is_sure_of_it(draw, sample):
    test = draw(sample, "equity_sections.children(choice)")
    (chart,) = test.get("plotly_chart")
    assert "Thanet: 32 to 84 fewer" in chart.proto.alt
    assert "clearly in Thanet" in words(test)


def test_one_districts_gap_is_one_sentence(draw, sample):
    said = words(draw(sample, 'equity_sections.children_of(choice, "Dover")'))
    assert said.strip().startswith("Dover: ")


def test_funnel_and_ranks(draw, sample):
    rows = 'of(results, "started_within_30_days"), choice'
    test = draw(sample, f"comparison_sections.funnel({rows})\ncomparison_sections.ranks({rows})")
    said = words(test)
    assert len(test.get("plotly_chart")) == 2
    assert "indicative" in said
    assert re.search(r"ranks (between \d+\w+ and \d+\w+|\d+\w+) of 12", said)


def test_money_has_neither_funnel_nor_ranks_and_says_why(draw, sample):
    rows = 'of(results, "cost_per_pupil"), choice'
    said = words(draw(sample, f"comparison_sections.funnel({rows})\ncomparison_sections.ranks({rows})"))
    assert "no funnel is drawn" in said
    assert "no interval, so a rank would have none" in said
