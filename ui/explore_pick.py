"""What is shown of an explored table: for whom, which year, which district. Its years are its own."""

from __future__ import annotations

import streamlit as st

from ui.filters import ALL_DISTRICTS, AUDIENCES, WIDTH
from warehouse import reference

YEAR = "explore-shown-year"


def pick(result: dict | None) -> tuple[str, str | None, str | None]:
    """Audience, year and chosen district (None: all) in a bar like that of other pages; without a table, audience."""
    with st.container(horizontal=True, gap="small", key="filters"):
        year, district = (_year(result), _district()) if result else (None, None)
        audience = st.selectbox("Audience", list(AUDIENCES), key="audience", bind="query-params", width=WIDTH)
    return AUDIENCES[audience], year, district


def _year(result: dict) -> str:
    years = sorted({cell["year"] for cell in result["cells"]}, reverse=True)
    if st.session_state.get(YEAR) not in years:
        st.session_state.pop(YEAR, None)
    return st.selectbox("Year of the table", years, key=YEAR, width=WIDTH)


def _district() -> str | None:
    options = [ALL_DISTRICTS, *reference.districts()]
    chosen = st.selectbox("District", options, key="district", bind="query-params", filter_mode="contains", width=WIDTH)
    return None if chosen == ALL_DISTRICTS else chosen
