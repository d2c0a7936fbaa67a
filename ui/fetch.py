"""Cached reads: results by what was asked and by the version of the warehouse, so that a load shows at once."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from metrics import Definition, definitions, findings, results
from metrics import indicators as every_indicator
from metrics.coverage import coverage
from ui.filters import Choice
from ui.warehouse import warehouse
from warehouse import explored, reference

FEW, MANY = 24, 96
BY_DISTRICT = ("district",)
CORE = "lift_activity"


def stamp() -> tuple[str, int, int]:
    """What every cached read hangs on: which file, how often it has changed, and tables kept or thrown away since."""
    held = warehouse()
    return str(held.path), held.version(), explored.changes(held)


def indicators() -> dict[str, Definition]:
    """Every indicator that can be asked for, by id: those of files, and the tables that were kept on Explore."""
    return _indicators(stamp())


@st.cache_resource(max_entries=4, show_spinner=False)
def _indicators(stamp) -> dict[str, Definition]:
    return every_indicator(warehouse())


@st.cache_data(max_entries=8, show_spinner=False)
def _years(stamp: tuple[str, int, int]) -> list[str]:
    return list(coverage(warehouse().cursor()).years)


def years() -> list[str]:
    """The academic years for which any return stands, oldest first."""
    return _years(stamp())


@st.cache_data(max_entries=8, show_spinner=False)
def _core_years(stamp: tuple[str, int, int]) -> list[str]:
    return sorted({year for _, year in coverage(warehouse().cursor()).held.get(CORE, ())})


def newest_core_year() -> str | None:
    """The newest year with LIFT activity, on which pages open: a few answers of a later one are no picture of it."""
    held = _core_years(stamp())
    return held[-1] if held else None


@st.cache_data(max_entries=8, show_spinner=False)
def _years_kept(stamp: tuple[str, int, int]) -> list[str]:
    return explored.years(warehouse())


def years_of_kept_tables() -> list[str]:
    """The academic years that a table kept on Explore holds and no return does, oldest first."""
    return [year for year in _years_kept(stamp()) if year not in years()]


@st.cache_data(max_entries=8, show_spinner=False)
def _state(stamp: tuple[str, int, int]) -> tuple[bool, dt.date | None]:
    return warehouse().synthetic(), warehouse().data_end()


def synthetic() -> bool:
    """True while what stands is the synthetic sample."""
    return _state(stamp())[0]


def data_end() -> dt.date | None:
    """The date of the data."""
    return _state(stamp())[1]


def fetch(choice: Choice, ids: tuple[str, ...] | None = None, by: tuple[str, ...] = ("district",)) -> pd.DataFrame:
    """The worded results of one year. A verdict does not hang on what else is asked for, and is given by district
    alone. Raises metrics.AudienceRefused.
    """
    filters = tuple(sorted(choice.filters.items()))
    return _one_year(stamp(), ids, by, filters, choice.audience, choice.framework, choice.year)


# Shared and never written to, which saves every rerun a copy.
@st.cache_resource(max_entries=MANY, show_spinner=False)
def _one_year(stamp, ids, by, filters, audience, framework, year) -> pd.DataFrame:
    every = by == BY_DISTRICT and (ids is None or set(ids) <= definitions().keys())
    frame = _all_years(stamp, None if every else ids, by, filters, audience, framework)
    frame = frame[frame["year"] == year]
    if every and ids is not None:
        frame = frame.set_index("indicator", drop=False).loc[[name for name in ids if name in set(frame["indicator"])]]
    return findings.worded(frame.reset_index(drop=True), indicators())


@st.cache_resource(max_entries=FEW, show_spinner="Counting")
def _all_years(stamp, ids, by, filters, audience, framework) -> pd.DataFrame:
    asked = {"filters": dict(filters), "audience": audience, "framework": framework, "verdicts": by == BY_DISTRICT}
    return results(warehouse(), ids, by=by, **asked)


def tile_places() -> dict[str, tuple[int, int]]:
    """District -> (row, column) of its tile."""
    return {row["district"]: (int(row["tile_row"]), int(row["tile_column"])) for row in reference.rows("districts.csv")}


def of(frame: pd.DataFrame, indicator: str) -> pd.DataFrame:
    """The rows of one indicator."""
    return frame[frame["indicator"] == indicator]


def in_framework(framework: str) -> tuple[str, ...]:
    """The ids of the indicators that belong to a framework."""
    return tuple(name for name, it in definitions().items() if framework in it.frameworks)


@dataclass(frozen=True)
class Outcome:
    """One outcome with the indicators that bear on it. `name` stands before its wording."""

    name: str
    statement: str
    placeholder: bool
    ids: tuple[str, ...]


def statements() -> list[Outcome]:
    """The statements of the outcomes framework, in order."""
    its = definitions().items()
    return [
        Outcome(
            "", s["statement"], s["status"] == "placeholder", tuple(name for name, it in its if s["id"] in it.outcomes)
        )
        for s in reference.outcomes()["statement"]
    ]


def workstream_b() -> list[Outcome]:
    """The three outcomes of Workstream B, in order."""
    its = definitions().items()
    return [
        Outcome(f"{w['id']}: ", w["statement"], False, tuple(name for name, it in its if w["id"] in it.workstream_b))
        for w in reference.outcomes()["workstream_b"]
    ]


def evidence_for(frame: pd.DataFrame, ids: tuple[str, ...]) -> pd.DataFrame:
    """The rows of those indicators of an outcome that have any figure."""
    rows = frame[frame["indicator"].isin(ids)]
    held = rows.loc[rows["value"].notna(), "indicator"].unique()
    return rows[rows["indicator"].isin(held)]
