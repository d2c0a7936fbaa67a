"""The room that a chart asks for: for its longest label, in its size and weight, and none where it has no labels."""

from __future__ import annotations

from charts.chart import figure
from charts.palette import LIGHT
from charts.room import needed, width


def test_the_longest_line_counts_and_marks_of_the_label_do_not():
    assert width("Folkestone<br>and Hythe", 13) == width("Folkestone", 13)
    assert width("<b>Dover</b>", 13) > width("Dover", 13)
    assert width("A &amp; B", 13) == width("A & B", 13)
    # As measured in the app's own font: 120.8 pixels.
    assert 118 <= width("Tonbridge and Malling", 13) <= 124


def test_labels_above_a_plot_and_hidden_axes():
    assert (
        needed({"xaxis": {"side": "top", "ticktext": ["Dover"]}})["t"]
        < needed({"xaxis": {"side": "top", "ticktext": ["Folkestone<br>and Hythe"]}})["t"]
    )
    assert needed({"xaxis": {}, "yaxis": {"visible": False}}) == {"l": 0, "t": 0}


def test_a_figure_asks_for_its_labels_and_keeps_a_wider_margin_that_it_was_given():
    names = ["Dover", "Tonbridge and Malling"]
    made = figure([], 200, LIGHT, yaxis={"categoryarray": names}, margin={"l": 8, "r": 8, "t": 70, "b": 8})
    assert made.layout.margin.l == needed({"yaxis": {"categoryarray": names}})["l"] > 120
    assert made.layout.margin.t == 70
    assert figure([], 200, LIGHT, yaxis={"categoryarray": names}, margin={"l": 400}).layout.margin.l == 400
