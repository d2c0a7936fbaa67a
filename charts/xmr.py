"""XmR chart: one indicator term by term, with mean and limits where there are enough points, closures shaded."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from charts.axes import value_axis
from charts.chart import Chart, figure, known, legend_below, sentence_case
from charts.marks import points
from charts.notes import at_right
from charts.palette import Palette
from charts.rows import rows as every_row
from charts.terms import closed, closure, terms

ORDER = ("concern", "improvement", "neutral", "common", "none")
SHAPES = {
    "improvement": "diamond",
    "concern": "triangle-down",
    "neutral": "square",
    "common": "circle",
    "none": "circle-open",
}
WORDS = {
    "improvement": "special cause, improving",
    "concern": "special cause, worsening",
    "neutral": "special cause, no judgement",
    "common": "common cause",
    "none": "no limits to judge by",
}
LINES = {"centre": ("solid", 1.5), "lower": ("dash", 1.2), "upper": ("dash", 1.2)}


def xmr(
    frame: pd.DataFrame, closures: tuple[tuple[dt.date, dt.date], ...], title: str, unit: str, colours: Palette
) -> Chart:
    """Terms (middle, value, kind, rule, shown, before, base, when, centre, lower, upper, trial) -> the chart.

    Blue, orange and grey go with a shape and words each; a line breaks where a term has no figure or a segment ends.
    """
    rows = every_row(frame)
    words = [closed(start, end, colours) for start, end in closures]
    made = figure(
        [_path(rows, colours), *_limits(rows, colours), *_marks(rows, _shades(colours))],
        460,
        colours,
        shapes=[closure(start, end, colours) for start, end in closures],
        annotations=[*words, *_named(rows, colours), *_hidden(rows, colours)],
        xaxis=terms(rows, colours),
        yaxis=value_axis(unit, colours, rangemode="tozero" if unit in ("count", "rate") else "normal", showgrid=True),
        legend=legend_below(-0.2),
        margin={"l": 8, "r": 92, "t": 40, "b": 96},
    )
    return Chart(made, _alt(rows, title))


def _shades(colours: Palette) -> dict[str, str]:
    return {"improvement": colours.focus, "concern": colours.lower, "neutral": colours.text, "common": colours.outline,
            "none": colours.outline}  # fmt: skip


def _path(rows: list, colours: Palette) -> dict:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [row.middle for row in rows],
        "y": [row.value if known(row.value) else None for row in rows],
        "connectgaps": False,
        "line": {"color": colours.outline, "width": 1},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _marks(rows: list, shade: dict[str, str]) -> list[dict]:
    held = [row for row in rows if known(row.value)]
    parts = {kind: [row for row in held if row.kind == kind] for kind in ORDER}
    return [
        points(
            [row.middle for row in part],
            [row.value for row in part],
            [_hover(row) for row in part],
            {"symbol": SHAPES[kind], "size": 11, "color": shade[kind]},
            name=WORDS[kind],
        )
        for kind, part in parts.items()
        if part
    ]


def _hover(row) -> str:
    said = [f"{row.when}: {row.shown}", f"Counts: {row.base}", f"Same term a year before: {row.before}", row.rule]
    return "<br>".join([*said, "schools closed for part of it"] if row.closed else said)


def _limits(rows: list, colours: Palette) -> list[dict]:
    """Mean and limits as steps, a segment with limits of its own each."""
    return [
        _step(segment, level, dash, width, colours)
        for segment in _segments(rows)
        for name, (dash, width) in LINES.items()
        if known(level := getattr(segment[0], name))
    ]


def _step(segment: list, level: float, dash: str, width: float, colours: Palette) -> dict:
    ends = [_edge(segment[0], -1), *(row.middle for row in segment), _edge(segment[-1], 1)]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": ends,
        "y": [level] * len(ends),
        "line": {"color": colours.text, "width": width, "dash": dash},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _edge(row, side: int) -> dt.datetime:
    """The start or the end of a term, so that the lines reach past its point."""
    return dt.datetime.combine(row.starts if side < 0 else row.ends, dt.time())


def _segments(rows: list) -> list[list]:
    """Successive rows that share their centre and limits."""
    found: list[list] = []
    for row in rows:
        level = tuple(round(v, 9) if known(v) else None for v in (row.centre, row.lower, row.upper))
        if found and found[-1][0] == level:
            found[-1][1].append(row)
        else:
            found.append((level, [row]))
    return [part for _, part in found]


def _named(rows: list, colours: Palette) -> list[dict]:
    """What each line at the right is."""
    last = _segments(rows)[-1][0]
    trial = "Trial limit,<br>" if bool(last.trial) else "Limit,<br>"
    centre = "Mean" if known(last.upper) else "Median"
    levels = [
        (last.upper, f"{trial}upper<br>{last.upper_shown}"),
        (last.centre, f"{centre}<br>{last.centre_shown}"),
        (last.lower, f"{trial}lower<br>{last.lower_shown}"),
    ]
    return [
        at_right(height, text.replace(" a week", "<br>a week"), colours, yanchor="middle", align="left")
        for height, text in levels
        if known(height)
    ]


def _hidden(rows: list, colours: Palette) -> list[dict]:
    """A c at the foot of every term that is hidden, so that it is not taken for one without a figure."""
    base = {"y": 0, "yref": "y domain", "yanchor": "bottom", "showarrow": False}
    font = {"color": colours.quiet, "size": 12}
    return [
        base | {"x": row.middle, "text": "c", "hovertext": f"{row.when}: hidden", "font": font}
        for row in rows
        if hidden(row)
    ]


def hidden(row) -> bool:
    """Whether a term's figure is hidden from the audience."""
    return row.symbol == "c" and not known(row.value)


def _alt(rows: list, title: str) -> str:
    held = [row for row in rows if known(row.value)]
    low, high = min(held, key=lambda row: row.value), max(held, key=lambda row: row.value)
    parts = [
        f"Line of {title} over {len(held)} terms. First {held[0].shown} in {held[0].when}, last {held[-1].shown} in "
        f"{held[-1].when}; lowest {low.shown} in {low.when}, highest {high.shown} in {high.when}."
    ]
    for kind in ORDER[:3]:
        named = [row.when for row in held if row.kind == kind]
        if named:
            parts.append(f"{sentence_case(WORDS[kind])}: {'; '.join(named)}.")
    concealed = [row.when for row in rows if hidden(row)]
    return " ".join(parts + ([f"Hidden (c): {'; '.join(concealed)}."] if concealed else []))
