"""One open warehouse for the whole server; every query takes a cursor of its own."""

from __future__ import annotations

import streamlit as st

from ui.html import plain
from warehouse import Warehouse, WarehouseBusy, default_path, open_warehouse


@st.cache_resource(max_entries=4, show_spinner=False)
def _opened(path: str) -> Warehouse:
    return open_warehouse(path)


def warehouse() -> Warehouse:
    """The warehouse of this server. Stops the page with a sentence where another process holds the file."""
    try:
        return _opened(str(default_path()))
    except WarehouseBusy as busy:
        st.title("Is the warehouse free?")
        st.error(plain(str(busy)))
        st.stop()
