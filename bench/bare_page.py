"""A bare Streamlit page with one table and one Plotly chart: what the app's pages are measured against."""

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

st.set_page_config(page_title="Bare", layout="wide")
st.title("Bare")
year = st.selectbox("Year", ["2020/21", "2019/20", "2018/19"], key="year", bind="query-params")
first = int(year[:4]) - 2000
frame = pd.DataFrame({"district": [f"District {i}" for i in range(12)], "value": [(i * first) % 17 for i in range(12)]})
st.plotly_chart(go.Figure(go.Scatter(x=frame["value"], y=frame["district"], mode="markers")), key="chart")
st.table(frame)
