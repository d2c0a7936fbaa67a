"""How every page opens: question, filter bar and labels; and what stands there where nothing can be shown."""

from __future__ import annotations

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

from metrics import AudienceRefused, findings
from metrics.coverage import TITLES
from ui import html
from ui.fetch import fetch, newest_core_year, synthetic, years, years_of_kept_tables
from ui.filters import Choice, carry_over, filter_bar, keep_filters

PAGES = {
    "summary": "Summary",
    "scorecard": "Scorecard",
    "equity": "Equity",
    "compare": "Compare",
    "trends": "Trends",
    "district": "District",
    "outcomes": "Outcomes",
    "quality": "Data quality",
    "explore": "Explore",
    "upload": "Upload",
}

NO_RETURN = "No return is in for this year. A table kept on Explore is: choose it as the indicator, or another year."
AUDIENCE_LABELS = {
    "internal": ("Internal: real counts, not for publication", "internal"),
    "board": ("Board: small numbers are hidden (c), and what would give them away", "board"),
}


def navigation():
    """The pages of the app, the summary first, along the top. Returns the page to run."""
    pages = [st.Page(f"pages/{name}.py", title=title, default=name == "summary") for name, title in PAGES.items()]
    return st.navigation(pages, position="top")


def opening(question: str, page: str, kept_tables: bool = False) -> Choice:
    """Title, filter bar and labels of a page. Stops with a sentence where there are no data or it is refused.

    kept_tables: the page shows tables kept on Explore, so that a year which they alone hold can be chosen.
    """
    title(question)
    held = years()
    if not held:
        carry_over(page)
        nothing_loaded()
    choice = filter_bar(held, page, years_of_kept_tables() if kept_tables else [], newest_core_year())
    keep_filters()
    labels(choice.audience)
    if allowed(lambda: fetch(choice, ("lift_requests",))) is None:
        st.stop()
    return choice


def internal_only(choice: Choice) -> None:
    """Stop, with the reason, where real counts of single returns would be shown to another audience."""
    if choice.audience != "internal":
        st.warning("This page shows real counts of single returns, for the internal audience alone.")
        st.stop()


def allowed(read):
    """What a read gives; None, with the reason on the page, where the audience may not see it."""
    try:
        return read()
    except AudienceRefused as refused:
        st.warning(html.plain(str(refused)))
        return None


def title(question: str) -> None:
    """The page's question and the house style.

    The first link that a fresh server answers may name a page: Streamlit then runs it as one of a folder of pages,
    without app.py. Naming the navigation ends that, and running again, once, brings app.py in.
    """
    if PagesManager.uses_pages_directory and "framed" not in st.session_state:
        st.session_state["framed"] = True
        navigation()
        st.rerun()
    html.style()
    st.title(question, anchor=False)


def labels(audience: str | None = None, of_returns: bool = True) -> None:
    """What every reader must know first: whether the data are made up, and who may see the page.

    of_returns: False where no figure of the page comes from a return.
    """
    made_up = [("Synthetic demonstration data", "synthetic")] if of_returns and synthetic() else []
    seen_by = [AUDIENCE_LABELS[audience]] if audience in AUDIENCE_LABELS else []
    if made_up or seen_by:
        html.pills(made_up + seen_by)


def nothing_loaded() -> None:
    """Stop: no return is loaded at all."""
    st.info("No return has been loaded yet. Load the LIFT activity returns and the district context return to begin.")
    upload_link()
    st.stop()


def upload_link() -> None:
    """The way to where returns are loaded."""
    st.page_link("pages/upload.py", label="Load a return on the Upload page")


def stop_if_empty(frame) -> None:
    """Stop where no row has a value, naming the returns that are missing."""
    if frame["value"].notna().any():
        return
    missing_returns(frame)
    st.stop()


def missing_of(frame, area: str) -> None:
    """Say which return an area lacks, and link to the upload; nothing where it lacks none. frame: one indicator."""
    mine = frame[(frame["area"] == area) & frame["value"].isna()]
    lacking = [reason for reason in mine["reason"] if reason and any(title in reason for title in TITLES.values())]
    if lacking:
        st.info(html.plain(" ".join(dict.fromkeys(lacking))))
        upload_link()


def missing_returns(frame) -> None:
    """Say why an indicator has no figure, with the reasons of the frame, and link to the upload."""
    kent = frame[(frame["area"] == "Kent") & frame["value"].isna()]
    reasons = list(dict.fromkeys(reason for reason in kent["reason"] if reason))
    st.info(html.plain(" ".join(reasons) or _nothing(frame)))
    if any(title in reason for reason in reasons for title in TITLES.values()):
        upload_link()


def _nothing(frame) -> str:
    """What is said where a frame names no reason: it has no row at all for a year that only a kept table holds."""
    return "There is no figure for this choice." if len(frame) else NO_RETURN


def unrated(choice: Choice) -> str:
    """What is hidden from a reader has no rating, which a count of ratings must say."""
    return "" if choice.audience == "internal" else " A hidden figure (c, u) is in no bar."


def meaning() -> None:
    """What a comparison and a finding mean, on every page that shows one."""
    html.write("p", findings.MEANING, "stls-beneath")
