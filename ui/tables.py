"""Real tables: a caption, headers with a scope, every cell plain text, and a frame that a keyboard can scroll."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd
import streamlit as st

from charts import palette
from metrics import definitions, wording
from ui.html import escaped

LONGEST_WORD = 30
# What a phone has no room for is out of sight to the right: the style sheet shows this on narrow screens alone.
SIDEWAYS = ' <span class="stls-more">{} columns: scroll sideways for those out of sight.</span>'
BESIDE_EACH_OTHER = 4
AT_ONCE = 60  # rows: a longer table scrolls in a frame of its own, under its header
DOWN = ' <span class="stls-rows">{:,} rows: scroll down for the rest.</span>'


def table(frame: pd.DataFrame, caption: str, numbers: tuple[str, ...] = (), chosen: str | None = None) -> None:
    """A frame of texts as an HTML table; the first column names the rows, `numbers` are set right, `chosen` marks the
    row or the column of that name."""
    st.html(made(frame, caption, numbers, chosen))


def made(frame: pd.DataFrame, caption: str, numbers: tuple[str, ...] = (), chosen: str | None = None) -> str:
    """The HTML of the table."""
    return laid_out(list(frame.columns), frame.itertuples(index=False, name=None), caption, numbers, chosen)


def laid_out(
    columns: list[str], lines: Iterable[tuple], caption: str, numbers: tuple[str, ...] = (), chosen: str | None = None
) -> str:
    """The HTML of a table of these columns and lines, each line with a cell for each column."""
    right = [_kind(name in numbers, name == chosen) for name in columns]
    head = "".join(f'<th scope="col"{kind}>{escaped(name)}</th>' for name, kind in zip(columns, right, strict=True))
    made = [_line(line, right, chosen) for line in lines]
    named, size = escaped(caption), " many" if len(columns) > MANY else ""
    tall, down = (" tall", DOWN.format(len(made))) if len(made) > AT_ONCE else ("", "")
    sideways = SIDEWAYS.format(len(columns)) if len(columns) >= BESIDE_EACH_OTHER else ""
    return (
        f'<div class="stls-scroll{tall}" role="region" tabindex="0" aria-label="{named}">'
        f'<table class="stls-table{size}">'
        f"<caption>{named}{down}{sideways}</caption><thead><tr>{head}</tr></thead><tbody>{''.join(made)}</tbody>"
        "</table></div>"
    )


def _kind(number: bool, chosen: bool) -> str:
    kinds = [kind for kind, held in (("number", number), ("chosen", chosen)) if held]
    return f' class="{" ".join(kinds)}"' if kinds else ""


def _line(line: tuple, right: list[str], chosen: str | None) -> str:
    first, *rest = line
    cells = "".join(f"<td{kind}>{_broken(cell)}</td>" for cell, kind in zip(rest, right[1:], strict=True))
    marked = ' class="chosen"' if chosen is not None and chosen == first else ""
    return f'<tr{marked}><th scope="row"{right[0]}>{_broken(first)}</th>{cells}</tr>'


def _broken(cell: object) -> str:
    """A cell as HTML; a word longer than ours may be broken anywhere, so that it pushes no column out of sight."""
    text = escaped(cell)
    longest = max(map(len, str(cell).split()), default=0)
    return f'<span class="stls-long">{text}</span>' if longest > LONGEST_WORD else text


MANY = 14  # columns: the districts, Kent and the indicator fit a laptop's screen, and one more does not
# Each column of a frame that is walked through takes its time, and a results frame has forty.
READ = (
    "indicator",
    "title",
    "unit",
    "area",
    "value",
    "shown",
    "symbol",
    "status",
    "strength",
    "rating",
    "flags",
    "note",
)
FEW = "*: on a base under the indicator's least, which says little"
RATED = {"green": "✔", "amber": "◐", "red": "✖"}
KEYS = {
    "status": "◆ clearly and ◇ likely better, ▼ clearly and ▽ likely worse or lower, ▲ clearly and △ likely higher "
    "than the rest of Kent; no sign: could be chance, or not tested.",
    "rating": "✔ target met, ◐ floor met and target not, ✖ floor missed; no sign: not rated; ⚑ needs a second look.",
}


def matrix(frame: pd.DataFrame, caption: str, sign: str, chosen: str | None = None) -> None:
    """Worded rows of several indicators: an indicator a row, Kent and the districts across, each value with its sign.

    sign: "status" or "rating".
    """
    st.html(matrix_made(frame, caption, sign, chosen))


def matrix_made(frame: pd.DataFrame, caption: str, sign: str, chosen: str | None = None, kinds: bool = False) -> str:
    """The HTML of a matrix. kinds: say whether each indicator is quantitative or qualitative."""
    rows = list(frame[[name for name in READ if name in frame]].itertuples(index=False))
    titles = {row.indicator: f"{row.title} (days)" if row.unit == "days" else row.title for row in rows}
    cells = {(row.area, row.indicator): _cell(row, sign) for row in rows}
    areas = ["Kent", *sorted({area for area, _ in cells} - {"Kent"})]
    lines = [
        (title, *([definitions()[name].evidence] if kinds else []), *(cells.get((area, name), "") for area in areas))
        for name, title in titles.items()
    ]
    columns = ["Indicator", *(["Kind"] if kinds else []), *areas]
    key = f'<p class="stls-beneath">{escaped(f"{KEYS[sign]} {_blanks(rows)}")}</p>'
    return laid_out(columns, lines, caption, tuple(areas), chosen) + key


def _blanks(rows: list) -> str:
    """What the symbols in place of figures mean, those that are there."""
    held = dict.fromkeys(row.symbol or "x" for row in rows if wording.missing(row.value))
    said = [f"{one}: {wording.symbol(one)}" for one in sorted(held)]
    said += [FEW] if any(_few(row) and not wording.missing(row.value) for row in rows) else []
    return f"{'; '.join(said)}." if said else ""


def _cell(row, sign: str) -> str:
    mark = _found(row) if sign == "status" else RATED.get(row.rating, "") + _flag(row)
    if row.value is None or row.value != row.value:  # NaN is the one value that differs from itself
        return row.symbol or "x"
    return f"{row.shown.removesuffix(' days')}{'*' if _few(row) else ''} {mark}".strip()


def _few(row) -> bool:
    return "base under" in (getattr(row, "note", None) or "")


def _found(row) -> str:
    return palette.sign(*palette.kind(row)) if row.status in palette.FOUND else ""


def _flag(row) -> str:
    return " ⚑" if getattr(row, "flags", "") else ""
