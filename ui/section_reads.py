"""Cached sections: by what was asked and by the version of the warehouse, so that a load shows at once.

An audience that may not see all counts gets sections made from those that it may see, and from nothing else.
"""

from __future__ import annotations

import pandas as pd
import streamlit as st

from metrics import AudienceRefused
from metrics.funnels import FunnelFrame, funnel
from metrics.gradient import along_deprivation, by_disadvantage
from metrics.offer import offer, offers_held, offers_recorded
from metrics.ranking import ranking
from metrics.sections import Section, gradients, need, offers, refused, travel, unequal
from metrics.shortfall import bases_of, gap_in_children
from metrics.statistics import Refused
from metrics.trends import Trend, trend
from ui.fetch import fetch, indicators, of, stamp
from ui.filters import Choice
from ui.warehouse import warehouse

FEW = 24
PROTECTING = "Protecting the board's figures"


def _asked(choice: Choice) -> tuple:
    return stamp(), tuple(sorted(choice.filters.items())), choice.year, choice.audience


@st.cache_data(max_entries=FEW, show_spinner=PROTECTING)
def _bases(stamp, filters, year, audience) -> Section:
    return need.bases(bases_of(warehouse(), filters=dict(filters), audience=audience), year)


@st.cache_data(max_entries=FEW, show_spinner=PROTECTING)
def _children(stamp, filters, year, audience) -> Section:
    return need.children(gap_in_children(warehouse(), year, filters=dict(filters), audience=audience))


@st.cache_data(max_entries=FEW, show_spinner=PROTECTING)
def _disadvantage(stamp, filters, year, audience) -> Section:
    return gradients.disadvantage(by_disadvantage(warehouse(), year, filters=dict(filters), audience=audience), year)


@st.cache_data(max_entries=FEW, show_spinner=PROTECTING)
def _mix(stamp, filters, year, audience) -> Section:
    return offers.mix(offer(warehouse(), year, filters=dict(filters), audience=audience), year)


@st.cache_data(max_entries=FEW, show_spinner=PROTECTING)
def _held(stamp, filters, year, audience) -> Section:
    if audience == "internal":
        return offers.held(offers_held(warehouse(), year, filters=dict(filters)), year)
    if filters:
        raise AudienceRefused(offers.WHOLE_ONLY)
    return offers.held(offers_recorded(warehouse(), year, audience=audience), year, counted=False)


MADE = {"bases": _bases, "children": _children, "disadvantage": _disadvantage, "mix": _mix, "held": _held}
TITLES = {
    "bases": need.BASES_TITLE,
    "children": need.GAP_TITLE,
    "disadvantage": gradients.DISADVANTAGE_TITLE,
    "mix": offers.MIX_TITLE,
    "held": offers.HELD_TITLE,
}


def section(name: str, choice: Choice) -> Section:
    """bases, children, disadvantage, mix or held, for the choice; refused where the audience may not see it."""
    try:
        return MADE[name](*_asked(choice))
    except AudienceRefused as refusal:
        return refused(TITLES[name], str(refusal))


@st.cache_data(max_entries=FEW, show_spinner=False)
def _deprivation(stamp, filters, year, audience, rows: pd.DataFrame) -> Section:
    return gradients.deprivation(along_deprivation(warehouse(), rows), rows)


def deprivation(rows: pd.DataFrame, choice: Choice) -> Section:
    """The gradient of one indicator's worded rows along deprivation."""
    return _deprivation(*_asked(choice), rows)


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
def _trend(stamp, filters, indicator, area, rebase, audience, framework, until) -> Trend:
    asked = {"filters": dict(filters), "rebase": rebase, "audience": audience, "framework": framework, "until": until}
    return trend(warehouse(), indicator, area, **asked)


def travel_of(choice: Choice, indicator: str, rebase: bool) -> tuple[Trend | None, Section, pd.DataFrame]:
    """The trend of an indicator in the chosen district or Kent, its section, and the rows of the chosen year."""
    yearly = of(fetch(choice, (indicator,)), indicator)
    area, filters = choice.district or "Kent", tuple(sorted(choice.filters.items()))
    try:
        found = _trend(stamp(), filters, indicator, area, rebase, choice.audience, choice.framework, choice.year)
    except AudienceRefused as refusal:
        return None, refused(travel.TITLE, str(refusal)), yearly
    return found, travel.travel(found, indicators()[indicator], yearly), yearly
