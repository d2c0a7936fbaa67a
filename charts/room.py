"""How much room labels take beside a plot.

Plotly finds that out by itself, and then draws the whole chart once more. Where a chart asks for the room beforehand it
is drawn once, which halves the time; `automargin` stays on for a font that is wider than the app's own.
"""

from __future__ import annotations

import html
import re

WIDTHS = {
    20: " ",
    26: "',.:;ijlI|",
    31: "!f()[]{}-",
    36: "t/\\r",
    43: '*?sz"',
    47: "xcvy",
    51: "JYFLk#$+0123456789<=>^_aeg~VX",
    55: "ESATZ`houbdnpq",
    59: "CPRKB",
    66: "&DGUHNOQ",
    73: "wM",
    85: "Wm%@",
}
EACH = {letter: width for width, letters in WIDTHS.items() for letter in letters}
WIDEST = 100
HEAVIER = 0.07  # what bold adds
HINTED = 1.08  # small letters are set on whole pixels
BESIDE = 11  # between the plot and its labels
FIGURES, LINE, TITLE = 50, 22, 30  # what figures take beside an axis, a line of labels above one, a title of it
SIZE = 13
BOLD = re.compile(r"<b>(.*?)</b>")
TAG = re.compile(r"<[^>]+>")


def width(label: str, size: int) -> int:
    """Pixels of the longest line of a label in the app's font."""
    return max(_width(line, size) for line in label.split("<br>"))


def _width(line: str, size: int) -> int:
    plain, bold = TAG.sub("", line), "".join(BOLD.findall(line))
    units = sum(EACH.get(letter, WIDEST) for letter in html.unescape(plain))
    heavier = HEAVIER * sum(EACH.get(letter, WIDEST) for letter in html.unescape(bold))
    return round((units + heavier) * size * (HINTED if size < SIZE else 1) / 100)


def needed(layout: dict) -> dict[str, int]:
    """The least left and top margin for the labels of a layout's axes: l, t."""
    return {"l": _beside(layout.get("yaxis", {})), "t": _above(layout.get("xaxis", {}))}


def _beside(axis: dict) -> int:
    if axis.get("visible") is False or axis.get("showticklabels") is False:
        return 0
    labels = axis.get("ticktext") or axis.get("categoryarray")
    titled = TITLE if axis.get("title") else 0
    if not labels:
        return FIGURES + titled
    size = axis.get("tickfont", {}).get("size", SIZE)
    return max(width(label, size) for label in labels) + axis.get("ticklabelstandoff", 0) + BESIDE + titled


def _above(axis: dict) -> int:
    if axis.get("side") != "top":
        return 0
    lines = max((label.count("<br>") + 1 for label in axis.get("ticktext") or [""]), default=1)
    return LINE * lines + 13 + (TITLE if axis.get("title") else 0)
