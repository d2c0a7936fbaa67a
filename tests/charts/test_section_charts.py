"""Charts of sections: valid Plotly, quickly made, alt text that says it, and never colour alone."""

from __future__ import annotations

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest

from charts.bases import bases
from charts.funnel import funnel
from charts.gap import gap
from charts.gradient import against, along, disadvantage
from charts.lorenz import lorenz
from charts.palette import DARK, LIGHT
from charts.ranks import ranks
from charts.xmr import WORDS, xmr
from metrics.funnels import funnel as funnel_of
from metrics.ranking import ranking
from metrics.sections.gradients import deprivation
from metrics.sections.gradients import disadvantage as disadvantage_section
from metrics.sections.need import bases as bases_section
from metrics.sections.need import children
from metrics.sections.travel import worded
from metrics.sections.unequal import unequal
from tests.frames import twelve
from tests.metrics.sections.test_gradients import along as sloped
from tests.metrics.sections.test_gradients import groups
from tests.metrics.sections.test_need import frame as three_bases
from tests.metrics.sections.test_need import gaps
from tests.metrics.sections.test_travel import EVEN, IT, charted
from tests.metrics.sections.test_unequal import frame as shares

FALLEN = [80, 79, 81, 80, 78, 80, 79, 81, 60, 59, 61, 60, 58, 60, 59, 61]


def chart_of_terms(colours, values=FALLEN, **more):
    found = charted(values, **more)
    return xmr(worded(found, IT), found.closures, "Support started", "percent", colours)


def chart_of_funnel(colours, focus=None):
    found = funnel_of(shares([30, *[60] * 11]), IT)
    return funnel(found.points, found.curves, found.baseline, found.base_title, colours, focus)


def scattered(colours):
    frame = pd.DataFrame({"area": ["Dover", "Swale", "Kent"], "x": [1.0, 2.0, 1.5], "y": [3.0, 5.0, 4.0]})
    return against(frame, "Teachers", "Pupils", colours, "Dover")


CHARTS = {
    "xmr": chart_of_terms,
    "run chart": lambda colours: chart_of_terms(colours, EVEN[:4]),
    "funnel": lambda colours: chart_of_funnel(colours, "Swale"),
    "lorenz": lambda colours: lorenz(unequal(shares(list(range(20, 80, 5))), IT).drawn, "need", "offer", colours),
    "ranks": lambda colours: ranks(ranking(twelve(), IT), "the highest", colours, "Thanet"),
    "bases": lambda colours: bases(bases_section(three_bases(), "2020/21").drawn, colours, "Thanet"),
    "gap": lambda colours: gap(children(gaps()).drawn, colours, "Thanet"),
    "disadvantage": lambda colours: disadvantage(
        disadvantage_section(groups(0.0001), "2020/21").drawn, "percent", colours, "Dover"
    ),
    "along deprivation": lambda colours: along(deprivation(*sloped(1.5)).drawn, colours, "Swale"),
    "means against practice": scattered,
}


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("name", CHARTS)
def test_every_figure_is_valid_plotly(name, colours):
    made = CHARTS[name](colours)
    assert len(go.Figure(made.figure.to_dict()).data) > 0  # raises on any property that Plotly does not know
    assert 40 < len(made.alt) < 1400


def test_each_kind_of_point_has_a_shape_and_words_of_its_own():
    traces = [trace for trace in chart_of_terms(LIGHT).figure.data if trace.mode == "markers"]
    assert {trace.name for trace in traces} == {WORDS["improvement"], WORDS["concern"]}
    assert len({trace.marker.symbol for trace in traces}) == 2
    assert len({trace.marker.color for trace in traces}) == 2


def test_limits_are_drawn_and_named_with_their_values():
    texts = [note.text for note in chart_of_terms(LIGHT).figure.layout.annotations]
    assert any(text.startswith("Limit,<br>upper<br>") for text in texts)
    assert any(text.startswith("Mean<br>") for text in texts)
    trial = [note.text for note in chart_of_terms(LIGHT, EVEN + EVEN[:2]).figure.layout.annotations]
    assert any(text.startswith("Trial limit,<br>upper") for text in trial)


def test_a_run_chart_has_a_median_and_no_limits():
    made = chart_of_terms(LIGHT, EVEN[:4]).figure
    texts = [note.text for note in made.layout.annotations]
    assert any(text.startswith("Median") for text in texts)
    assert not any("imit" in text for text in texts)


def test_closures_are_shaded_and_labelled():
    made = chart_of_terms(LIGHT).figure
    assert [shape.x0 for shape in made.layout.shapes] == ["2020-03-23", "2021-01-05"]
    assert sum("Schools" in note.text for note in made.layout.annotations) == 2


def test_a_rebase_draws_two_means():
    levels = {
        trace.y[0]
        for trace in chart_of_terms(LIGHT, rebase_at=(8,)).figure.data
        if trace.mode == "lines" and len(set(trace.y)) == 1
    }
    assert len(levels) == 6


def test_a_missing_term_breaks_the_line_and_has_no_point():
    values = [float(value) for value in EVEN * 2]
    values[5] = np.nan
    made = chart_of_terms(LIGHT, values).figure
    assert made.data[0].y[5] is None
    assert sum(len(trace.x) for trace in made.data if trace.mode == "markers") == 15


def test_hover_names_the_same_term_a_year_before():
    trace = next(trace for trace in chart_of_terms(LIGHT).figure.data if trace.mode == "markers")
    assert all("Same term a year before: " in text for text in trace.customdata)


def test_a_funnel_names_who_lies_outside_and_the_chosen_district():
    texts = [note.text for note in chart_of_funnel(LIGHT, "Swale").figure.layout.annotations]
    assert texts == ["Ashford", "Swale"]  # the others lie on one spot


def test_a_funnel_names_every_district_that_has_room():
    found = funnel_of(shares([60] * 12), IT)
    spread = found.points.assign(base_at=[100 * n for n in range(1, 13)], value=[30 + 5 * n for n in range(12)])
    made = funnel(spread, found.curves, found.baseline, found.base_title, LIGHT)
    assert len(made.figure.layout.annotations) == 12


def test_every_point_of_a_lorenz_curve_says_whose_it_is():
    told = CHARTS["lorenz"](LIGHT).figure.data[1].customdata
    assert told[0] == ""
    assert told[1] == "With Ashford: "
    assert len(told) == 13


def test_no_rank_without_its_interval():
    made = ranks(ranking(twelve(), IT), "the highest", LIGHT)
    bars, dots = made.figure.data
    assert len(bars.x) == len(dots.x) == 12
    assert all(" of 12" in text for text in dots.customdata)


def test_the_headline_of_a_district_stands_in_words_beside_its_bases():
    drawn = bases_section(three_bases(), "2020/21").drawn
    said = {note.text for note in bases(drawn, LIGHT).figure.layout.annotations}
    assert said == {"▽ below", "below", "▲ above", "depends"}
    chance = bases(drawn.assign(strength="could be chance"), LIGHT)
    assert {note.text for note in chance.figure.layout.annotations} == {"below", "above", "depends"}


def test_the_gap_runs_from_fewer_to_more_with_its_strength_in_words():
    made = gap(children(gaps()).drawn, LIGHT)
    (bars,) = made.figure.data
    assert list(zip(bars.y, bars.base, bars.x, strict=True)) == [
        ("Thanet", -110.0, 60.0), ("Ashford", -4.0, 7.0), ("Dover", 2.0, 14.0),
    ]  # fmt: skip
    beside = [note.text for note in made.figure.layout.annotations]
    assert beside == ["▼ 50 to 110 fewer", "4 fewer to 3 more", "2 to 16 more", "not available"]
    assert "Thanet: 50 to 110 fewer, clear" in made.alt


def test_the_slope_line_is_drawn_over_the_districts():
    line = along(deprivation(*sloped(1.5)).drawn, LIGHT).figure.data[1]
    assert line.mode == "lines"
    assert line.y[-1] > line.y[0]
