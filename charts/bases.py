"""Three bases of need side by side: observed over expected for each district, 1 being Kent's rate."""

from __future__ import annotations

import pandas as pd

from charts.axes import row_axis, row_places, value_axis
from charts.chart import Chart, figure, known, legend_below, sentence_case
from charts.marks import points, whiskers
from charts.notes import SIGNS, at_right, upright
from charts.palette import Palette
from charts.rows import rows as every_row

STEP = 0.24
SHAPES = ("circle", "square", "diamond-open")


def bases(frame: pd.DataFrame, colours: Palette, focus: str | None = None) -> Chart:
    """Rows (area, basis, title, ratio, lower, upper, side, shown) -> a mark a basis in each district's row.

    Districts run from the lowest to the highest mean ratio; those without a figure keep a row that says so.
    """
    rows = every_row(frame)
    titles = list(dict.fromkeys(row.title for row in rows))
    names = _ordered(frame)
    place = row_places(names)
    made = figure(
        [_basis(rows, title, place, at, colours) for at, title in enumerate(titles)],
        44 * len(names) + 120,
        colours,
        shapes=[upright(1, colours, layer="below")],
        annotations=[at_right(place[name], _side(frame[frame["area"] == name]), colours) for name in names],
        xaxis=value_axis("ratio", colours, side="top", rangemode="tozero"),
        yaxis=row_axis(names, focus, colours),
        legend=legend_below(-0.03),
        margin={"l": 8, "r": 74, "t": 8, "b": 70},
    )
    return Chart(made, _alt(frame, names))


def _ordered(frame: pd.DataFrame) -> list[str]:
    means = frame.groupby("area", sort=False)["ratio"].mean()
    return list(means.sort_values(na_position="last", kind="stable").index)


def _basis(rows: list, title: str, place: dict[str, int], at: int, colours: Palette) -> dict:
    part = [row for row in rows if row.title == title and known(row.ratio)]
    # None of the colours that mean better, worse or lower.
    shade = (colours.focus, colours.outline, colours.third)[at]
    ratios = [row.ratio for row in part]
    return points(
        ratios,
        [place[row.area] + (1 - at) * STEP for row in part],
        [f"{row.area}: {row.shown}<br>{row.title}<br>{row.assumes}" for row in part],
        {"symbol": SHAPES[at], "size": 9, "color": shade, "line": {"width": 1.5, "color": shade}},
        name=title if part else "no figure",
        error_x=whiskers(ratios, [row.lower for row in part], [row.upper for row in part], shade),
    )


def _side(mine: pd.DataFrame) -> str:
    """The headline where all bases agree, with a sign where it is beyond chance on each."""
    if mine["ratio"].isna().any():
        return "no figure"
    side = mine["side"].iloc[0]
    if side not in ("below", "above"):
        return "depends"
    weakest = "clear" if mine["strength"].eq("clear").all() else "likely"
    sure = weakest if mine["strength"].isin(["clear", "likely"]).all() else None
    return f"{SIGNS.get((side, sure), '')} {side}".strip()


def _alt(frame: pd.DataFrame, names: list[str]) -> str:
    parts = ["Observed over expected pupils on three bases of need, 1 being Kent's rate."]
    for name in names:
        rows = frame[frame["area"] == name]
        parts.append(f"{name}: {', '.join(f'{row.title} {row.shown}' for row in every_row(rows))}.")
    return sentence_case(" ".join(parts))
