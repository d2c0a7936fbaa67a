"""Every chart: a valid Plotly figure whose alt text says what it shows."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go
import pytest

from charts.axes import value_axis
from charts.dot_plot import dot_plot
from charts.grid import heat, status_grid
from charts.palette import DARK, KINDS, LIGHT, colour, palette, shape, sign, words
from charts.ratings import ratings
from charts.side_by_side import side_by_side
from charts.spine import placed_rows, spine
from charts.tile_map import key, tile_map
from metrics.findings import worded
from tests.frames import DISTRICTS, WAIT, twelve, unknown
from warehouse import reference

PLACES = {row["district"]: (int(row["tile_row"]), int(row["tile_column"])) for row in reference.rows("districts.csv")}


def said(**changes: dict):
    """The worded frame of twelve districts."""
    return worded(twelve(**changes), {WAIT.id: WAIT})


def by_need():
    """Two needs by district."""
    frames = [said().assign(need=need) for need in ("Autistic spectrum disorder", "Hearing impairment")]
    return pd.concat(frames, ignore_index=True)


CHARTS = {
    "dot plot": lambda colours: dot_plot(said(), colours, "Thanet"),
    "tile map": lambda colours: tile_map(said(), PLACES, colours, "Thanet"),
    "side by side": lambda colours: side_by_side(said(), said(), ("One", "Two"), colours, "Thanet"),
    "spine": lambda colours: spine(said(), "Thanet", colours),
    "grid": lambda colours: status_grid(said(), colours, "Thanet"),
    "heat": lambda colours: heat(by_need(), ["Autistic spectrum disorder", "Hearing impairment"], "need", colours),
    "ratings": lambda colours: ratings(said(Thanet={"rating": "red"}, Dover={"rating": "green"}), colours),
}


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("name", CHARTS)
def test_every_figure_is_valid_plotly(name, colours):
    made = CHARTS[name](colours)
    checked = go.Figure(made.figure.to_dict())  # raises on any property that Plotly does not know
    assert len(checked.data) > 0
    assert 40 < len(made.alt) < 1200


@pytest.mark.parametrize("name", ["dot plot", "tile map"])
def test_alt_text_says_kent_the_ends_and_what_stands_out(name):
    alt = CHARTS[name](LIGHT).alt
    assert "Support started within 30 days" in alt
    assert "Kent 61%" in alt
    assert "Lowest Thanet 44%, highest Sevenoaks 90%" in alt
    assert "Clearly worse than the rest of Kent: Thanet." in alt
    assert "Dartford" not in alt.split("Clearly worse")[1]  # different, but not beyond chance


def test_dot_plot_ranks_districts_and_says_where_there_is_no_figure():
    made = dot_plot(said(Dover=unknown("Dover")), LIGHT)
    order = list(made.figure.layout.yaxis.categoryarray)[::-1]
    assert order[0] == "Sevenoaks"
    assert order[-1] == "Dover"
    assert any("not available" in note.text for note in made.figure.layout.annotations)
    assert "No figure: Dover." in made.alt


def test_dot_plot_draws_each_interval_and_the_line_of_kent():
    figure = dot_plot(said(), LIGHT).figure
    worse = next(trace for trace in figure.data if trace.name == words("worse", False))
    assert worse.x[0] + worse.error_x.array[0] == pytest.approx(53.75)
    assert figure.layout.shapes[0].x0 == pytest.approx(100 * 720 / 1180)


def test_a_count_is_not_drawn_against_the_sum_of_all_districts():
    frame = said().assign(unit="count")
    assert not dot_plot(frame, LIGHT).figure.layout.shapes
    assert placed_rows(frame, "Thanet") == []


def test_tile_map_has_a_tile_for_each_district_and_a_blank_for_medway():
    figure = tile_map(said(), PLACES, LIGHT).figure
    texts = [note.text for note in figure.layout.annotations]
    assert len(texts) == 13
    assert any(text.startswith("Medway") for text in texts)
    assert any("▼ worse" in text and "Thanet" in text for text in texts)
    assert key(said()) == [f"{sign(s, False)} {words(s, False)}" for s in ("worse", "better", "similar")]


def test_a_likely_finding_is_hollow_and_says_so_where_a_clear_one_is_filled():
    likely = said(Thanet={"confidence": 95.0})
    names = {trace.name: trace.marker.symbol for trace in dot_plot(likely, LIGHT).figure.data}
    assert names["likely worse than the rest of Kent"] == "triangle-down-open"
    assert names["clearly better than the rest of Kent"] == "diamond"
    assert any("▽ worse" in note.text for note in tile_map(likely, PLACES, LIGHT).figure.layout.annotations)
    assert "Likely worse than the rest of Kent: Thanet." in dot_plot(likely, LIGHT).alt


def test_a_tile_without_a_figure_says_so():
    figure = tile_map(said(Thanet=unknown("Thanet")), PLACES, LIGHT).figure
    assert any("Thanet" in note.text and "not<br>available" in note.text for note in figure.layout.annotations)


def test_spine_turns_low_is_better_round_so_that_right_is_better():
    high = placed_rows(said(), "Thanet")[0]
    low = placed_rows(said().assign(polarity="low"), "Thanet")[0]
    assert high.place < 0 < low.place
    assert high.left == -low.right
    assert max(abs(high.left), abs(high.right)) == pytest.approx(1)


def test_grid_leaves_out_indicators_without_a_finding():
    other = said().assign(indicator="other", title="Other", status="similar")
    made = status_grid(pd.concat([said(), other], ignore_index=True), LIGHT)
    assert list(made.figure.layout.yaxis.tickvals) == ["Support started within 30 days"]
    assert "Clearly worse than the rest of Kent: Thanet 1." in made.alt


def test_the_grid_says_once_in_its_legend_what_districts_are_compared_with():
    made = status_grid(said(), LIGHT).figure
    assert made.layout.legend.title.text == "Against the rest of Kent"
    assert {"clearly worse", "could be chance"} <= {trace.name for trace in made.data}


def test_no_line_of_the_grid_is_too_long_for_a_phone():
    long = said().assign(title="Specialist teachers per 1,000 pupils at SEN Support")
    (label,) = status_grid(long, LIGHT).figure.layout.yaxis.ticktext
    assert label == "Specialist teachers per<br>1,000 pupils at SEN<br>Support"


def test_heat_leaves_a_cell_without_a_figure_blank():
    frame = by_need().drop(index=0)
    made = heat(frame, ["Autistic spectrum disorder", "Hearing impairment"], "need", LIGHT)
    assert made.figure.data[0].text[0][0] == ""
    assert made.figure.data[0].text[1][0] == "60%"


def test_ratings_count_by_shape_and_not_by_colour_alone():
    made = CHARTS["ratings"](LIGHT)
    assert "Thanet: 1 floor missed" in made.alt
    assert any("✖ 1" in text for trace in made.figure.data for text in trace.text)


def test_a_number_that_its_bar_has_no_room_for_is_left_out():
    figure = CHARTS["ratings"](LIGHT).figure
    assert figure.layout.uniformtext.mode == "hide"
    assert {trace.constraintext for trace in figure.data} == {"inside"}
    assert all("%{x}" in trace.hovertemplate for trace in figure.data)


def test_thousands_on_an_axis_have_commas():
    assert value_axis("pounds", LIGHT)["separatethousands"]


def test_text_from_data_cannot_be_markup_in_a_chart():
    frame = said().replace("Thanet", "<a href='x'>Thanet</a>")
    figure = dot_plot(frame, LIGHT).figure
    assert not any("<a" in text for text in figure.layout.yaxis.ticktext)
    assert not any("<a" in text for trace in figure.data for text in trace.customdata)


def test_no_two_findings_share_a_shape_and_a_colour():
    for colours in (LIGHT, DARK):
        looks = [(shape(*kind), colour(colours, kind[0])) for kind in KINDS]
        assert len(set(looks)) == len(KINDS)
    assert len({sign(*kind) + words(*kind) for kind in KINDS}) == len(KINDS)
    assert palette("dark") is DARK
    assert palette(None) is LIGHT


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_colours_that_carry_meaning_reach_their_contrast(colours):
    for name in ("focus", "worse", "better", "lower", "outline"):
        assert _contrast(getattr(colours, name), colours.paper) >= 3
    for name in ("text", "quiet"):
        assert _contrast(getattr(colours, name), colours.paper) >= 4.5
    for fill in (colours.focus, colours.worse, colours.better, colours.lower):
        assert _contrast(colours.paper, fill) >= 4.5  # the words on a tile
    assert _contrast(colours.text, colours.shade) >= 4.5  # the figures in a heat table


def _contrast(one: str, other: str) -> float:
    bright, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_the_frames_for_tests_hold_all_twelve_districts():
    assert tuple(DISTRICTS) == tuple(sorted(reference.districts()))
