"""What is hidden shows its symbol in every chart, and is named in its alt text."""

from __future__ import annotations

import pytest

from charts.dot_plot import dot_plot
from charts.grid import heat, status_grid
from charts.palette import LIGHT
from charts.side_by_side import side_by_side
from charts.spine import spine
from charts.tile_map import tile_map
from tests.charts.test_charts import PLACES, said

HIDDEN = {"value": None, "lower": None, "upper": None, "numerator": None, "comparison": None, "symbol": "c"}


def held_from(symbol: str):
    """Thanet hidden with a symbol, Swale a finding, so that a grid has a row."""
    return said(Thanet=HIDDEN | {"symbol": symbol}, Swale={"comparison": "worse", "finding": True})


CHARTS = {
    "dot plot": lambda frame: dot_plot(frame, LIGHT),
    "side by side": lambda frame: side_by_side(frame, frame, ("One", "Two"), LIGHT),
    "grid": lambda frame: status_grid(frame, LIGHT),
    "heat": lambda frame: heat(frame.assign(need="Any"), ["Any"], "need", LIGHT),
    "tile map": lambda frame: tile_map(frame, PLACES, LIGHT),
}


@pytest.mark.parametrize("symbol", ["c", "u"])
@pytest.mark.parametrize("name", CHARTS)
def test_the_symbol_stands_in_the_chart_and_the_name_in_its_alt_text(name, symbol):
    made = CHARTS[name](held_from(symbol))
    texts = [note.text for note in made.figure.layout.annotations]
    assert any(symbol in text.replace("<b>", " ").replace("<", " ").split() for text in texts), texts
    assert f"Hidden ({symbol}): " in made.alt
    assert "Thanet" in made.alt.split(f"Hidden ({symbol}): ")[1]
    assert "No figure" not in made.alt


def test_the_spine_of_the_district_keeps_a_row_for_what_is_hidden():
    made = spine(held_from("c"), "Thanet", LIGHT)
    assert made.figure.layout.yaxis.categoryarray[0].endswith("<b>c</b>")
    assert "Hidden (c): " in made.alt
    assert "Hidden" not in spine(held_from("c"), "Swale", LIGHT).alt


@pytest.mark.parametrize("name", CHARTS)
def test_what_is_not_available_is_not_called_hidden(name):
    made = CHARTS[name](held_from("x"))
    assert "Hidden" not in made.alt
