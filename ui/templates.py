"""Blank workbooks of the returns, to download."""

from __future__ import annotations

from functools import partial

import streamlit as st

from loaders.templates import template
from metrics.coverage import TITLES
from ui import html

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def templates() -> None:
    """A button for each return, out of the way until it is asked for."""
    with st.expander("Blank templates, with lists and notes", key="templates"):
        html.write(
            "p",
            "One for each return. Send a filled one under any name: it says itself which return, district and year it "
            "is for.",
            "stls-beneath",
        )
        with st.container(horizontal=True, gap="small", key="template-buttons"):
            for name, title in TITLES.items():
                st.download_button(
                    f"{title[:1].upper()}{title[1:]}",
                    partial(template, name),
                    f"Template {title}.xlsx",
                    XLSX,
                    key=f"template-{name}",
                    on_click="ignore",
                )
