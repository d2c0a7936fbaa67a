"""The colours of every chart, for a light and a dark page. Shapes and words go with each: never colour alone."""

from __future__ import annotations

from dataclasses import dataclass

CATEGORICAL = ("#12436D", "#28A197", "#801650", "#F46A25", "#3D3D3D", "#A285D1")


@dataclass(frozen=True)
class Palette:
    """Colours by what they say; all reach 3:1 on their background but `context`, which never carries meaning alone."""

    focus: str
    context: str
    outline: str
    worse: str
    better: str
    text: str
    quiet: str
    paper: str
    grid: str
    lower: str
    shade: str


LIGHT = Palette(
    "#12436D",
    "#BFBFBF",
    "#6E6E6E",
    "#801650",
    "#1D7D75",
    "#0B0C0C",
    "#505A5F",
    "#FFFFFF",
    "#E3E5E8",
    "#B04A12",
    "#9DBBD6",
)
DARK = Palette(
    "#8FC1EE",
    "#5C656D",
    "#A9B3BB",
    "#F19AC3",
    "#4FCDC1",
    "#F5F5F5",
    "#C4CBD1",
    "#14181C",
    "#343B42",
    "#F7A072",
    "#2B5C8A",
)


def palette(theme: str | None) -> Palette:
    """The palette of a page whose theme is "light" or "dark"; light when unknown."""
    return DARK if theme == "dark" else LIGHT


def colour(colours: Palette, status: str) -> str:
    """The colour of a status: findings stand out, everything else is context."""
    return {
        "worse": colours.worse,
        "better": colours.better,
        "higher": colours.focus,
        "lower": colours.lower,
        "untested": colours.outline,
    }.get(status, colours.context)


SHAPES = {
    "worse": "triangle-down",
    "better": "diamond",
    "higher": "triangle-up",
    "lower": "triangle-down",
    "similar": "circle",
    "untested": "circle-open",
}
SIGNS = {"worse": "▼", "better": "◆", "higher": "▲", "lower": "▼", "similar": "●", "untested": "○"}
WORDS = {
    "worse": "clearly worse than the rest of Kent",
    "better": "clearly better than the rest of Kent",
    "higher": "clearly higher than the rest of Kent",
    "lower": "clearly lower than the rest of Kent",
    "similar": "no clear difference",
    "untested": "not tested",
}
ORDER = ("worse", "better", "lower", "higher", "similar", "untested")
