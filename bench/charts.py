"""How long each chart takes to make, beside a bare Plotly figure of as many points; the target is 15 ms.

python bench/charts.py
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import plotly.graph_objects as go

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from charts.dot_plot import dot_plot
from charts.grid import heat, status_grid
from charts.palette import LIGHT
from charts.ratings import ratings
from charts.side_by_side import side_by_side
from charts.spine import spine
from charts.tile_map import tile_map
from charts.xmr import xmr
from metrics.sections.travel import worded
from tests.charts.test_charts import PLACES, by_need, said
from tests.charts.test_section_charts import FALLEN
from tests.metrics.sections.test_travel import IT, charted

TARGET = 0.015  # seconds
TIMES = 20


def least(make: Callable[[], object]) -> float:
    """Seconds that the quickest of some runs takes."""
    taken = []
    for _ in range(TIMES):
        start = time.perf_counter()
        make()
        taken.append(time.perf_counter() - start)
    return min(taken)


def main() -> None:
    """Print each chart's time, what a bare figure takes, and the ratio."""
    found = charted(FALLEN)
    points = worded(found, IT)
    frame, needs = said(), by_need()
    makes = {
        "dot plot": lambda: dot_plot(frame, LIGHT),
        "tile map": lambda: tile_map(frame, PLACES, LIGHT),
        "side by side": lambda: side_by_side(frame, frame, ("One", "Two"), LIGHT),
        "spine": lambda: spine(frame, "Thanet", LIGHT),
        "grid": lambda: status_grid(frame, LIGHT),
        "heat": lambda: heat(needs, ["Autistic spectrum disorder"], "need", LIGHT),
        "ratings": lambda: ratings(frame, LIGHT),
    }
    makes["terms"] = lambda: xmr(points, found.closures, "Support started", "percent", LIGHT)
    bare = least(lambda: go.Figure(go.Scatter(x=list(range(12)), y=list(range(12)))))
    print(f"bare figure {bare * 1000:.1f} ms")
    for name, make in makes.items():
        taken = least(make)
        met = "met" if taken < TARGET else "MISSED"
        print(f"{name}: {taken * 1000:.1f} ms, ratio {taken / bare:.1f} (target {TARGET * 1000:.0f} ms: {met})")


if __name__ == "__main__":
    main()
