"""The margin plot: a bar from the least to the greatest value, a dot where it stands."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go
import pytest

from charts.margin import margin_plot
from charts.palette import DARK, LIGHT

ROWS = pd.DataFrame(
    [
        {"area": "Kent", "title": "Started", "unit": "percent", "value": 72.0, "low": 70.0, "high": 73.0},
        {"area": "Thanet", "title": "Started", "unit": "percent", "value": 44.0, "low": 41.0, "high": 47.0},
    ]
).assign(shown=["72%", "44%"], between=["between 70% and 73%", "between 41% and 47%"])


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_it_is_valid_plotly_and_says_what_it_shows(colours):
    made = margin_plot(ROWS, colours, "Thanet")
    assert go.Figure(made.figure.to_dict())
    bars, dots = made.figure.to_dict()["data"]
    assert (list(bars["base"]), list(bars["x"])) == ([70.0, 41.0], [3.0, 6.0])
    assert list(dots["x"]) == [72.0, 44.0]
    assert "Thanet 44%, between 41% and 47%" in made.alt
