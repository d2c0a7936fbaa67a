"""Data quality: can these figures be trusted?"""

import streamlit as st

from metrics import margins, quality
from ui import html
from ui import quality as shown
from ui.page import internal_only, opening, upload_link
from ui.show import answer

choice = opening("Can these figures be trusted?", "quality")
internal_only(choice)
complete = shown.completeness()
found, strange = shown.found(choice.year)
waiting = int(found.loc[found["waits"], "rows"].sum())
moved = shown.headline_margins(choice.year)
answer(quality.answer(complete, choice.year, waiting, margins.first(moved, choice.district or "Kent")))

html.heading(quality.title(complete, choice.year))
html.write(
    "p",
    f"Every return that a district sends, {choice.year}. A LIFT return is complete when it has rows for every term "
    "that has begun, a context return when it has every phase.",
    "stls-beneath",
)
shown.grid(complete, choice.year, choice.district)
shown.other_years(complete, choice.year, choice.district)

html.heading("What is missing?")
html.bullets(quality.missing(complete) or ["Nothing: every return of every year is in."])
upload_link()

html.heading("How far could the gaps move the headline figures?")
if moved.empty:
    html.write("p", f"There is no headline figure for {choice.year}.", "stls-beneath")
else:
    html.write("p", margins.moves_most(moved) or "No gap that is known could move a headline figure.", "stls-beneath")
    shown.headlines(moved, choice.district or "Kent")
    chosen = st.selectbox("Headline figure, by district", list(moved["title"].unique()), key="headline", width=420)
    shown.districts(moved, chosen, choice)
    html.write(
        "p",
        "These are the ends of what the missing and doubted rows could do, all at once. They are "
        "no intervals, which say what chance does. A missing district is taken to have the middle base of the others.",
        "stls-beneath",
    )

html.heading("What was set aside?")
html.write(
    "p",
    f"Of files that hold rows for {choice.year}. Rows set aside are in no figure until they are corrected and sent "
    "again; repeats, test responses and cancelled events are left out rightly.",
    "stls-beneath",
)
shown.set_aside(found, "set aside")
html.heading("What was kept with a warning?")
shown.set_aside(found, "warning")
html.heading("What was not recognised?")
shown.unrecognised(strange)
shown.kept_tables()
html.write("p", "Phase, need and KPI framework do not change this page: returns come whole.", "stls-beneath")
