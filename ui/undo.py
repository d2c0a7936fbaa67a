"""Taking a batch back: chosen, shown what it would change, confirmed, and put on record with who did it."""

from __future__ import annotations

import streamlit as st

from loaders import NoSuchBatch, undo
from ui import html, preview
from ui.warehouse import warehouse


def take_back(batches: list[dict], who: str) -> None:
    """The choice of a batch, and, once it is asked for, what would change and the last word."""
    live = {f"Batch {b['batch']}: {b['file']}": b["batch"] for b in batches if b["status"] != "taken back"}
    if not live:
        return
    chosen = st.selectbox("A batch to take back", list(live), index=None, key="undo", placeholder="Choose a batch",
                          filter_mode="contains")  # fmt: skip
    if st.button("Take it back", disabled=chosen is None, key="undo-ask"):
        st.session_state["undo_asked"] = live[chosen]
    if chosen is None or st.session_state.get("undo_asked") != live[chosen]:
        return
    _confirm(live[chosen], who)


def _confirm(number: int, who: str) -> None:
    try:
        preview.taking_back(number)
        html.write("p", f"On record as taken back by: {who.strip() or 'not given'}.", "stls-beneath")
        left, right = st.columns([1, 4])
        if left.button(f"Yes, take back batch {number}", type="primary", key="undo-yes"):
            name = undo(warehouse(), number, who.strip() or "not given")
            _done(f"{name} was taken back; what it had replaced stands again.")
        if right.button("Keep it", key="undo-no"):
            _done(None)
    except NoSuchBatch as gone:  # taken back meanwhile, from another session
        _done(str(gone))


def _done(said: str | None) -> None:
    st.session_state["upload_said"] = [said] if said else []
    for name in ("undo", "undo_asked", "preview-undo"):
        st.session_state.pop(name, None)
    st.rerun()
