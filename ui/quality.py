"""Tables of the Data quality page: what is in, what is set aside, and how far gaps could move the headline figures."""

from __future__ import annotations

from contextlib import AbstractContextManager

import pandas as pd
import streamlit as st

from charts.margin import margin_plot
from metrics import faults, margins, quality, wording
from metrics.definition import SOURCE_TITLES
from ui import html
from ui.downloads import offer
from ui.explore_reads import accounted, tables_kept
from ui.fetch import indicators, stamp
from ui.filters import Choice
from ui.show import colours, figure
from ui.tables import table
from ui.warehouse import warehouse

AT_ONCE = 20


@st.cache_data(max_entries=4, show_spinner=False)
def _complete(stamp: tuple[str, int, int]) -> pd.DataFrame:
    return quality.completeness(warehouse().counting())


def completeness() -> pd.DataFrame:
    """Every return, year and district with its state, for what stands now."""
    return _complete(stamp())


@st.cache_data(max_entries=12, show_spinner="Counting")
def _margins(stamp: tuple[str, int, int], year: str) -> pd.DataFrame:
    frame = margins.margins(warehouse(), year)
    frame["shown"] = [wording.number(row.value, row.unit) for row in frame.itertuples()]
    frame["between"] = [margins.between(row) for _, row in frame.iterrows()]
    return frame


@st.cache_resource(max_entries=12, show_spinner=False)  # shared and never written to
def _found(stamp: tuple[str, int, int], year: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    cursor = warehouse().cursor()
    return faults.faults(cursor, year), faults.unrecognised(cursor)


def found(year: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What is set aside or warned of in the files of a year, and what was not recognised in any."""
    return _found(stamp(), year)


def folded(label: str, key: str) -> AbstractContextManager | None:
    """A fold of the page; None while it is closed, so that what it holds is not made until somebody asks."""
    toggle = st.expander(label, key=key, on_change="rerun")
    return toggle if toggle.open else None


def other_years(complete: pd.DataFrame, year: str, district: str | None) -> None:
    """The tables of the other years, behind a toggle."""
    if toggle := folded("Show the other years", "years"):
        with toggle:
            for other in [held for held in complete["year"].unique() if held != year]:
                grid(complete, other, district)


def headline_margins(year: str) -> pd.DataFrame:
    """How far gaps could move the headline figures of a year, with words for reading: shown, between."""
    return _margins(stamp(), year)


def grid(complete: pd.DataFrame, year: str, district: str | None) -> None:
    """A table of the returns of one year, districts across, each cell a shape and words."""
    held = complete[complete["year"] == year]
    across = held.pivot(index="title", columns="district", values="words").reindex(held["title"].unique())
    across.index = [title[:1].upper() + title[1:] for title in across.index]
    table(across.reset_index(names="Return"), f"Returns for {year}, by district", chosen=district)
    html.write("p", quality.KEY, "stls-beneath")


def headlines(frame: pd.DataFrame, area: str) -> None:
    """The headline figures of one area: as they stand, and between what they could lie; every gap behind a toggle."""
    mine = frame[frame["area"] == area]
    whole = mine[mine["gap"] == "all"]
    whole = whole.assign(mostly=[margins.mostly(mine, row) for _, row in whole.iterrows()])
    whole = whole.rename(columns=MARGIN | {"title": "Headline figure", "mostly": "The gap that could move it most"})
    table(whole[["Headline figure", *MARGIN.values(), "The gap that could move it most"]], f"Headline figures, {area}")
    toggle = folded("Show what each gap could do", "margins-each")
    if not toggle:
        return
    with toggle:
        gaps = mine[mine["gap"] != "all"].rename(
            columns=MARGIN | {"title": "Headline figure", "gap": "Gap, and its ends"}
        )
        table(gaps[["Headline figure", "Gap, and its ends", *MARGIN.values()]], f"Each gap by itself, {area}")
        offer(frame.drop(columns=["shown", "between"]), "gaps", label="Download these margins (CSV)")


MARGIN = {"shown": "As it stands", "between": "If every gap were closed"}


def districts(frame: pd.DataFrame, title: str, choice: Choice) -> None:
    """One headline figure by district, each with its margin: chart and table."""
    held = frame[(frame["title"] == title) & (frame["gap"] == "all")]
    held = pd.concat([held[held["area"] == "Kent"], held[held["area"] != "Kent"].sort_values("value", ascending=False)])
    html.heading(margins.district_title(held), 3)
    html.write("p", _beneath(held, choice), "stls-beneath")
    figure(margin_plot(held, colours(), choice.district), "margins")
    toggle = folded("Show the figures as a table", "table-margins")
    if not toggle:
        return
    with toggle:
        table(
            held.rename(columns=MARGIN | {"area": "District"})[["District", *MARGIN.values()]],
            title,
            (),
            choice.district,
        )


def _beneath(held: pd.DataFrame, choice: Choice) -> str:
    it = indicators().get(held["indicator"].iloc[0])
    measure = f"{it.statement} Source: {wording.listed([SOURCE_TITLES[name] for name in it.datasets])}." if it else ""
    return f"{measure} Kent by district, all phases, all needs, {choice.year}.".strip()


def set_aside(found: pd.DataFrame, kind: str) -> None:
    """Rows set aside, or warned of, by reason; by file and district behind a toggle, with a download."""
    part = found[found["kind"] == kind]
    if part.empty:
        html.write("p", "None.", "stls-beneath")
        return
    by_reason = part.groupby(["reason", "title", "waits"]).agg(rows=("rows", "sum"), files=("batch", "nunique"))
    by_reason = by_reason.reset_index().sort_values(["waits", "rows"], ascending=False)
    shown = pd.DataFrame(
        {
            "Reason": by_reason["reason"],
            "Return": [title[:1].upper() + title[1:] for title in by_reason["title"]],
            "Rows": [f"{rows:,}" for rows in by_reason["rows"]],
            "Files": [f"{files:,}" for files in by_reason["files"]],
        }
    )
    table(
        shown,
        f"Rows {kind}, by reason" if kind == "set aside" else "Rows kept with a warning, by reason",
        ("Rows", "Files"),
    )
    toggle = folded(f"By district and file ({part['batch'].nunique():,} files)", f"by-file-{kind}")
    if not toggle:
        return
    with toggle:
        named = {"file": "File", "districts": "Districts", "years": "Years", "reason": "Reason", "rows": "Rows"}
        ordered = part.sort_values(["districts", "file"])
        table(ordered[list(named)].rename(columns=named), f"Rows {kind}, by file", ("Rows",))
        offer(part.drop(columns=["waits"]), kind.replace(" ", "-"), label="Download this list (CSV)")


def unrecognised(found: pd.DataFrame) -> None:
    """Values and columns that were not recognised, with their counts."""
    if found.empty:
        html.write("p", "Every value was recognised.", "stls-beneath")
        return
    texts = found.assign(
        value=found["value"].fillna("(the column itself)"), rows=[f"{rows:,}" for rows in found["rows"]]
    )
    named = {"value": "Value", "column": "Column", "title": "Return", "rows": "Rows", "files": "Files"}
    head = texts.head(AT_ONCE)[list(named)].rename(columns=named)
    more = f", the first {AT_ONCE} of {len(texts):,}" if len(texts) > AT_ONCE else ""
    table(head, f"Values not recognised{more}", ("Rows", "Files"))
    offer(found, "not-recognised", label="Download all of them (CSV)")


def kept_tables() -> None:
    """What became of the rows of tables kept on Explore, which are no returns; nothing where none is kept."""
    held = tables_kept()
    if not held:
        return
    html.heading("What was left out of tables kept on Explore?")
    html.bullets([_kept(row) for row in held])


def _kept(row: dict) -> str:
    rows = accounted(row["rows"]) if row["rows"] else "How many of its rows were left out was not recorded."
    return f"{row['title']} (table {row['number']}), {row['file']}, {wording.day(row['saved_at'])}. {rows}"
