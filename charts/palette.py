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
    third: str


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
    "#7A56B8",
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
    "#C9B3F0",
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
LIKELY_SIGNS = SIGNS | {"worse": "▽", "better": "◇", "higher": "△", "lower": "▽"}
FOUND = ("worse", "better", "lower", "higher")
ORDER = (*FOUND, "similar", "untested")
# A finding is filled where it is clear and hollow where it is likely, and its words say which.
KINDS = (*((status, likely) for status in FOUND for likely in (False, True)), ("similar", False), ("untested", False))


def kind(row) -> tuple[str, bool]:
    """A row's status, and whether a finding of it is likely and not clear."""
    return row.status, row.status in FOUND and getattr(row, "strength", None) == "likely"


def shape(status: str, likely: bool) -> str:
    """The marker of a kind."""
    return f"{SHAPES[status]}-open" if likely else SHAPES[status]


def sign(status: str, likely: bool) -> str:
    """The sign of a kind, for text."""
    return (LIKELY_SIGNS if likely else SIGNS)[status]


def words(status: str, likely: bool) -> str:
    """What a kind means, for the legend."""
    if status not in FOUND:
        return {"similar": "could be chance"}.get(status, "not tested")
    return f"{'likely' if likely else 'clearly'} {status} than the rest of Kent"
