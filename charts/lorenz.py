"""Lorenz curve: what share of the offer goes to what share of the need, from the least to the most served district."""

from __future__ import annotations

import pandas as pd

from charts.axes import plain, titled, value_axis
from charts.chart import Chart, figure, legend_below
from charts.palette import Palette


def lorenz(curve: pd.DataFrame, need: str, offer: str, colours: Palette) -> Chart:
    """Cumulative shares (population, share: 0 to 1; area: who is added) -> the curve beside the line of equal shares.

    need, offer: what is along and what is up, in words.
    """
    x, y = ((100 * curve[name]).round(1).tolist() for name in ("population", "share"))
    told = f"%{{x:.0f}}% of {need}, %{{y:.0f}}% of {offer}<extra></extra>"
    base = {"type": "scatter", "hovertemplate": f"%{{customdata}}{told}"}
    traces = [
        base
        | {"x": [0, 100], "y": [0, 100], "mode": "lines", "name": "equal shares", "hoverinfo": "skip",
           "hovertemplate": None, "line": {"color": colours.outline, "dash": "dash", "width": 1.5}},
        base
        | {"x": x, "y": y, "mode": "lines+markers", "name": "as shared out", "fill": "tonexty",
           "customdata": [f"With {plain(area)}: " if area else "" for area in curve["area"]],
           "fillcolor": "rgba(128,128,128,0.15)", "marker": {"size": 7, "color": colours.focus},
           "line": {"color": colours.focus, "width": 2.5}},
    ]  # fmt: skip
    made = figure(
        traces,
        380,
        colours,
        xaxis=_axis(f"Share of {need}", colours),
        yaxis=_axis(f"Share of {offer}", colours),
        legend=legend_below(-0.2),
        margin={"l": 8, "r": 16, "t": 8, "b": 90},
    )
    return Chart(made, _alt(curve, need, offer))


def _axis(title: str, colours: Palette) -> dict:
    return value_axis("percent", colours, range=[0, 101], title=titled(title, colours))


def _alt(curve: pd.DataFrame, need: str, offer: str) -> str:
    half = curve[curve["population"] <= 0.5].iloc[-1]
    return (
        "Lorenz curve below the line of equal shares: the least served districts with "
        f"{100 * half['population']:.0f}% of {need} have {100 * half['share']:.0f}% of {offer}."
    )
