"""The filter bar: the same on every page, kept in the address, so that a link opens the same view."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from warehouse import reference

ALL_DISTRICTS, ALL_PHASES, ALL_NEEDS = "All districts", "All phases", "All needs"
PHASES = ("Early Years", "Primary", "Secondary")
FRAMEWORKS = {"2021 variation": "varied-2021", "2012 agreement": "sla-2012"}
AUDIENCES = {"Internal": "internal", "Board": "board"}
WIDTH = 165
LABELS = {"year": "Year", "district": "District", "phase": "Phase", "need": "Need", "framework": "KPI framework",
          "audience": "Audience"}  # fmt: skip


@dataclass(frozen=True)
class Choice:
    """What the reader chose; None is all of them."""

    year: str
    district: str | None
    phase: str | None
    need: str | None
    framework: str
    audience: str
    framework_title: str

    @property
    def filters(self) -> dict[str, str]:
        """The filters of the results; the chosen district is shown among the others and not filtered to."""
        return {name: value for name, value in (("phase", self.phase), ("need", self.need)) if value}

    @property
    def words(self) -> str:
        """The choice in words, for the line beneath charts."""
        parts = [self.phase, need_title(self.need) if self.need else None]
        return "; ".join(part for part in parts if part) or "all phases, all needs"


def need_title(code: str) -> str:
    """A need's title for its code."""
    return next((row["title"] for row in reference.rows("needs.csv") if row["code"] == code), code)


def filter_bar(years: list[str], page: str, further: Sequence[str] = (), first: str | None = None) -> Choice:
    """The filter bar of a page, newest year first. The choice comes from the address, else from the page before.

    years: of the returns, oldest first; further: years that stand after them, for no return holds them. first: the
    year that is shown where nobody chose one.
    """
    carry_over(page)
    needs = {row["title"]: row["code"] for row in reference.rows("needs.csv")}
    options = {
        "year": [*years[::-1], *further[::-1]],
        "district": [ALL_DISTRICTS, *reference.districts()],
        "phase": [ALL_PHASES, *PHASES],
        "need": [ALL_NEEDS, *needs],
        "framework": list(FRAMEWORKS),
        "audience": list(AUDIENCES),
    }
    mend_address(options)
    with st.container(horizontal=True, gap="small", key="filters"):
        chosen = [_select(LABELS[key], held, key, first if key == "year" else None) for key, held in options.items()]
    year, district, phase, need, framework, audience = chosen
    return Choice(
        year=year,
        district=None if district == ALL_DISTRICTS else district,
        phase=None if phase == ALL_PHASES else phase,
        need=needs.get(need),
        framework=FRAMEWORKS[framework],
        audience=AUDIENCES[audience],
        framework_title=framework,
    )


def _select(label: str, options: list[str], key: str, first: str | None = None) -> str:
    if st.session_state.get(key, options[0]) not in options:
        del st.session_state[key]  # a year whose last return was taken back
    at = options.index(first) if first in options else 0
    return st.selectbox(label, options, at, key=key, bind="query-params", filter_mode="contains", width=WIDTH)


def mend_address(options: dict[str, list[str]]) -> None:
    """Put right a choice that a person typed into the address in small letters, and begin anew.

    An audience that nobody knows is the board: who may see less is shown less. options: of each filter, by its key.
    """
    mended = {}
    for key, held in options.items():
        asked = st.query_params.get(key)
        if asked is None or asked in held or key in st.session_state:
            continue
        meant = next((option for option in held if option.casefold() == asked.strip().casefold()), None)
        if meant := meant or ("Board" if key == "audience" else None):
            mended[key] = meant
    if mended:
        st.query_params.update(mended)
        st.rerun()


KEPT = ("year", "district", "phase", "need", "framework", "audience")


def carry_over(page: str) -> None:
    """Hand the filters on from the page before: a click in the navigation clears the address.

    Both the address and the widget are set, for a widget does not read an address that changes while the page runs.
    """
    last = st.session_state.get("last_page")
    held = st.session_state.setdefault("held_filters", {})
    if last not in (None, page):
        for name, value in held.items():
            if name not in st.query_params:
                st.query_params[name] = value
                st.session_state[name] = value
    st.session_state["last_page"] = page


def keep_filters() -> None:
    """Remember what the address holds, for the next page."""
    st.session_state["held_filters"] = {name: st.query_params[name] for name in KEPT if name in st.query_params}
