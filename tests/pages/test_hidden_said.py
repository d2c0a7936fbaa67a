"""The board is told what is left out of a chart: in its sentence, its marks and its alt text."""

from __future__ import annotations

import json

from tests.pages.test_pages import words


def test_funnel_and_ranks_say_which_districts_they_leave_out(look, sample):
    left_out = "Left out, since hidden (c): Swale and Thanet."
    board = look(sample, "compare", audience="Board")
    assert left_out in words(board)
    assert "Every district shown lies inside the funnel" in words(board)
    funnel = board.get("plotly_chart")[1].proto
    assert "around the districts shown" in funnel.alt
    assert "Kent" not in [trace["name"] for trace in json.loads(funnel.spec)["data"]]
    assert left_out in words(look(sample, "compare", audience="Board", look="In order: ranks"))
    internal = look(sample, "compare")
    assert "Left out" not in words(internal)
    assert "around Kent" in internal.get("plotly_chart")[1].proto.alt


def test_the_grid_of_findings_marks_what_is_hidden(look, sample):
    (chart,) = look(sample, "summary", audience="Board").get("plotly_chart")
    marks = {(note["x"], note["y"]): note["text"] for note in json.loads(chart.proto.spec)["layout"]["annotations"]}
    assert marks["Thanet", "Support started within 30 days"] == "c"
    assert "Support started within 30 days in Thanet" in chart.proto.alt
    assert json.loads(look(sample, "summary").get("plotly_chart")[0].proto.spec)["layout"]["annotations"] == []


def test_counts_of_ratings_say_that_hidden_figures_are_in_none(look, sample):
    assert "A hidden figure (c, u) is in no bar." in words(look(sample, "scorecard", audience="Board"))
    assert "is in no bar" not in words(look(sample, "scorecard"))
