"""Grids over the twelve districts: where findings are, and how a figure varies by need."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from charts.axes import lines, wrapped
from charts.chart import Chart, figure, known, legend_below, records, sentence_case
from charts.hidden import letter, symbol, told
from charts.marks import hover, marks
from charts.palette import KINDS, Palette, kind, sign, words

AGAINST = " than the rest of Kent"
NAMES_WIDE = 24  # letters: the names of rows leave a phone room for twelve districts


def status_grid(frame: pd.DataFrame, colours: Palette, focus: str | None = None) -> Chart:
    """Worded rows of many indicators -> indicators with a finding down, districts across, a mark where one differs.

    A hidden figure has its symbol in its cell.
    """
    districts = [row for row in records(frame) if row.area != "Kent"]
    tested = [row for row in districts if known(row.value) and row.status != "untested"]
    telling = {row.indicator for row in tested if row.status != "similar"} or {row.indicator for row in tested[:1]}
    held = [row for row in tested if row.indicator in telling]
    hidden = [row for row in districts if row.indicator in telling and symbol(row)]
    areas = sorted({row.area for row in [*held, *hidden]})
    titles = _most_findings_first(held)
    made = figure(
        _keyed(_small(marks([(row.area, row.title, row) for row in held], colours))),
        34 * len(titles) + 200,
        colours,
        annotations=[letter(row, row.area, row.title, colours) for row in hidden],
        xaxis=_across(areas, colours, focus),
        yaxis=_down(titles, colours),
        legend=_legend(colours),
        margin={"l": 8, "r": 8, "t": 8, "b": 50},
    )
    return Chart(made, " ".join([_alt(held, titles, areas), *told(hidden, lambda r: f"{r.title} in {r.area}")]))


def _most_findings_first(held: list) -> list[str]:
    found = Counter({row.title: 0 for row in held})
    found.update(row.title for row in held if row.status != "similar")
    return [title for title, _ in found.most_common()]


def _small(traces: list[dict]) -> list[dict]:
    """What could be chance is a small dot, so that the eye goes to what stands out."""
    return [t | {"marker": t["marker"] | {"size": 4}} if t["name"] == words("similar", False) else t for t in traces]


def _keyed(traces: list[dict]) -> list[dict]:
    """The traces, with names that say no more what the title of the legend says for all of them."""
    return [trace | {"name": trace["name"].removesuffix(AGAINST)} for trace in traces]


def _legend(colours: Palette) -> dict:
    """The legend under the grid; left of the plot, if only just, it may be as wide as the whole chart on a phone."""
    font = {"size": 12, "color": colours.text}
    title = {"text": "Against the rest of Kent", "side": "top", "font": font}
    return legend_below() | {"x": -0.001, "xanchor": "left", "font": font, "title": title}


def _across(areas: list[str], colours: Palette, focus: str | None) -> dict:
    # Two lines at most, for they stand upright on a phone; "Tunbridge Wells" beside them has room for one.
    text = [f"<b>{wrapped(area, 16)}</b>" if area == focus else wrapped(area, 16) for area in areas]
    return {
        "side": "top",
        "autotickangles": [0, -90],
        "categoryorder": "array",
        "categoryarray": areas,
        "tickvals": areas,
        "ticktext": text,
        "fixedrange": True,
        "automargin": True,
        "range": [-0.5, len(areas) - 0.5],
        "gridcolor": colours.grid,
        "tickfont": {"color": colours.text, "size": 11},
    }


def _down(titles: list[str], colours: Palette) -> dict:
    return {
        "categoryorder": "array",
        "categoryarray": titles[::-1],
        "fixedrange": True,
        "automargin": True,
        "gridcolor": colours.grid,
        "tickvals": titles,
        "ticktext": [lines(title, NAMES_WIDE) for title in titles],
        "tickfont": {"color": colours.text, "size": 12},
    }


def _alt(held: list, titles: list[str], areas: list[str]) -> str:
    parts = [f"Grid of the {len(titles)} indicators with a finding, by {len(areas)} districts."]
    for found in KINDS[:-2]:
        counts = Counter(row.area for row in held if kind(row) == found)
        if counts:
            named = ", ".join(f"{area} {count}" for area, count in counts.most_common())
            parts.append(f"{sentence_case(words(*found))}: {named}.")
    return " ".join(parts if len(parts) > 1 else [*parts, "No district differs from the rest of Kent beyond chance."])


def heat(frame: pd.DataFrame, lines: list[str], line_column: str, colours: Palette) -> Chart:
    """One indicator's worded rows by district and a further dimension -> shaded cells with their figures.

    `lines`: the values of `line_column` from top to bottom. A cell without a figure stays blank.
    """
    held = {(getattr(row, line_column), row.area): row for row in records(frame, line_column) if known(row.value)}
    areas = [*sorted({area for _, area in held} - {"Kent"}), "Kent"]
    cells = [[held.get((line, area)) for area in areas] for line in lines]
    made = figure(
        [_shaded(cells, areas, lines, colours)],
        34 * len(lines) + 150,
        colours,
        annotations=_hidden(frame, line_column, colours),
        xaxis=_across(areas, colours, None),
        yaxis=_down(lines, colours),
        showlegend=False,
    )
    concealed = told(records(frame, line_column), lambda row: f"{getattr(row, line_column)} in {row.area}")
    return Chart(made, " ".join([_heat_alt(held, frame["title"].iloc[0], line_column), *concealed]))


def _shaded(cells: list[list], areas: list[str], lines: list[str], colours: Palette) -> dict:
    return {
        "type": "heatmap",
        "x": areas,
        "y": lines,
        "z": _each(cells, lambda row: row.value),
        "text": _texts(cells),
        "texttemplate": "%{text}",
        "xgap": 2,
        "ygap": 2,
        "showscale": False,
        "hoverongaps": False,
        "colorscale": [[0, colours.grid], [1, colours.shade]],
        "customdata": _each(cells, hover),
        "hovertemplate": "%{y}<br>%{customdata}<extra></extra>",
        "textfont": {"size": 12, "color": colours.text},
    }


def _hidden(frame: pd.DataFrame, line_column: str, colours: Palette) -> list[dict]:
    """The symbol in every cell that is hidden, so that it is not taken for one without a figure."""
    return [
        letter(row, row.area, getattr(row, line_column), colours) for row in records(frame, line_column) if symbol(row)
    ]


def _each(cells: list[list], what) -> list[list]:
    return [[None if row is None else what(row) for row in line] for line in cells]


def _texts(cells: list[list]) -> list[list[str]]:
    plain = ("untested", "similar")
    return [
        ["" if row is None else row.shown if row.status in plain else f"{row.shown} {sign(*kind(row))}" for row in line]
        for line in cells
    ]


def _heat_alt(held: dict, title: str, line_column: str) -> str:
    districts = {key: row for key, row in held.items() if key[1] != "Kent"}
    if not districts:
        return f"Heat table of {title} by district and {line_column}, without a figure."
    (low, high) = (pick(districts, key=lambda key: districts[key].value) for pick in (min, max))
    return (
        f"Heat table of {title} by district and {line_column}. Lowest {districts[low].shown} ({low[1]}, {low[0]}), "
        f"highest {districts[high].shown} ({high[1]}, {high[0]})."
    )
