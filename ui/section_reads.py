"""Cached sections: by what was asked and by the version of the warehouse, so that a load shows at once.

Counts that do not come through the results frame are for the internal audience alone.
"""

from __future__ import annotations

import pandas as pd
import streamlit as st

from metrics.access import by_basis
from metrics.funnels import FunnelFrame, funnel
from metrics.gradient import along_deprivation, by_disadvantage
from metrics.offer import offer, offers_held
from metrics.ranking import ranking
from metrics.sections import Section, gradients, need, offers, refused, travel, unequal
from metrics.shortfall import gap_in_children
from metrics.statistics import Refused
from metrics.trends import Trend, trend
from ui.fetch import fetch, indicators, of, stamp
from ui.filters import Choice
from ui.warehouse import warehouse

FEW = 24
INTERNAL = "These are real counts, without disclosure control: they are shown to the internal audience alone."


def _asked(choice: Choice) -> tuple:
    return stamp(), tuple(sorted(choice.filters.items())), choice.year


@st.cache_data(max_entries=FEW, show_spinner=False)
def _bases(stamp, filters, year) -> Section:
    return need.bases(by_basis(warehouse(), filters=dict(filters)), year)


@st.cache_data(max_entries=FEW, show_spinner=False)
def _children(stamp, filters, year) -> Section:
    return need.children(gap_in_children(warehouse(), year, filters=dict(filters)))


@st.cache_data(max_entries=FEW, show_spinner=False)
def _disadvantage(stamp, filters, year) -> Section:
    return gradients.disadvantage(by_disadvantage(warehouse(), year, filters=dict(filters)), year)


@st.cache_data(max_entries=FEW, show_spinner=False)
def _mix(stamp, filters, year) -> Section:
    return offers.mix(offer(warehouse(), year, filters=dict(filters)), year)


@st.cache_data(max_entries=FEW, show_spinner=False)
def _held(stamp, filters, year) -> Section:
    return offers.held(offers_held(warehouse(), year), year)


MADE = {"bases": _bases, "children": _children, "disadvantage": _disadvantage, "mix": _mix, "held": _held}
TITLES = {
    "bases": need.BASES_TITLE,
    "children": need.GAP_TITLE,
    "disadvantage": gradients.DISADVANTAGE_TITLE,
    "mix": offers.MIX_TITLE,
    "held": offers.HELD_TITLE,
}


def section(name: str, choice: Choice) -> Section:
    """bases, children, disadvantage, mix or held, for the choice; refused to any audience but the internal one."""
    if choice.audience != "internal":
        return refused(TITLES[name], INTERNAL)
    return MADE[name](*_asked(choice))


@st.cache_data(max_entries=FEW, show_spinner=False)
def _deprivation(stamp, filters, year, audience, rows: pd.DataFrame) -> Section:
    return gradients.deprivation(along_deprivation(warehouse(), rows), rows)


def deprivation(rows: pd.DataFrame, choice: Choice) -> Section:
    """The gradient of one indicator's worded rows along deprivation."""
    return _deprivation(*_asked(choice), choice.audience, rows)


@st.cache_data(max_entries=FEW, show_spinner=False)
def unequal_section(rows: pd.DataFrame) -> Section:
    """How unequal the districts are on one indicator's worded rows."""
    return unequal.unequal(rows, indicators()[rows["indicator"].iloc[0]])


@st.cache_data(max_entries=FEW, show_spinner=False)
def funnel_of(rows: pd.DataFrame) -> FunnelFrame:
    """The funnel of one indicator's worded rows, or its reason."""
    return funnel(rows, indicators()[rows["indicator"].iloc[0]])


@st.cache_data(max_entries=FEW, show_spinner=False)
def ranks_of(rows: pd.DataFrame) -> pd.DataFrame | str:
    """The ranks of one indicator's worded rows, or the reason why there are none."""
    try:
        return ranking(rows, indicators()[rows["indicator"].iloc[0]])
    except Refused as refusal:
        return str(refusal)


@st.cache_data(max_entries=FEW, show_spinner="Counting terms")
def _trend(stamp, filters, indicator, area, rebase) -> Trend:
    return trend(warehouse(), indicator, area, filters=dict(filters), rebase=rebase)


def travel_of(choice: Choice, indicator: str, rebase: bool) -> tuple[Trend | None, Section, pd.DataFrame]:
    """The trend of an indicator in the chosen district or Kent, its section, and the rows of the chosen year."""
    yearly = of(fetch(choice, (indicator,)), indicator)
    if choice.audience != "internal":
        return None, refused(travel.TITLE, INTERNAL), yearly
    area = choice.district or "Kent"
    found = _trend(stamp(), tuple(sorted(choice.filters.items())), indicator, area, rebase)
    return found, travel.travel(found, indicators()[indicator], yearly), yearly
