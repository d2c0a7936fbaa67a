"""The app: page configuration, the warehouse and the navigation. Everything else is in pages/."""

from pathlib import Path

import streamlit as st

from ui.ahead import make_ready
from ui.page import navigation
from ui.warehouse import warehouse

st.set_page_config(
    page_title="Specialist teaching in Kent",
    page_icon=str(Path(__file__).with_name("ui") / "icon.png"),
    layout="wide",
    initial_sidebar_state="collapsed",
)
make_ready(warehouse())
navigation().run()
