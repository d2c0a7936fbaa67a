"""What a table itself leaves open, asked of a person: what a point marks, which rows to keep, which district is it."""

from __future__ import annotations

import streamlit as st

from loaders.explore import Profile
from loaders.explore_places import Candidate
from ui import html
from warehouse import reference

WIDTH = 400
NO_BASE = (
    "A percentage by itself has no interval and cannot be compared or protected: choose the column with the number "
    "that it is a percentage of. Where the table has none, ask whoever made it for the counts."
)
SHARES = {"12.5 is 12.5%": "percent", "0.125 is 12.5%": "fraction"}
BLANKS = {"belong to the district named above them": "above", "are left out": "out"}
POINTS = {"thousands: 23.824 is 23,824": "thousands", "decimals: 23.824 is a fraction": "decimal"}
LONE = {"starts in it: 2019 is 2019/20": "starts", "ends in it: 2019 is 2018/19": "ends"}
NONE = "no district of Kent"
WHAT_SHARES = "what 0.5 means among the percentages"
NAMES = "which district a name means that may be misspelt"


def choose(label: str, options: list[str], key: str, index: int | None = 0) -> int | None:
    """The place of the option chosen: options of a file may be spelt alike."""
    places = range(len(options))
    said = {"format_func": lambda at: options[at], "placeholder": "Choose", "width": WIDTH}
    return st.selectbox(label, places, index, key=f"explore-{key}", **said)


def pick_one(label: str, options: list[str], key: str, index: int | None = 0) -> str | None:
    return st.selectbox(label, options, index=index, key=f"explore-{key}", width=WIDTH, placeholder="Choose")


def asked_of(table: Profile, place: Candidate, year: dict, measure: dict) -> dict:
    """What the table itself leaves open, each with its answer, None where there is none yet."""
    asked = _base_of(measure)
    if year["column"] is None:
        asked["the academic year"] = year["chosen"]
    if year["lone"]:
        asked["whether a year starts or ends it"] = _answer(
            "A single year such as 2019: the academic year", LONE, "lone"
        )
    counted = (None if measure["given"] else measure["top"], measure["bottom"])
    if measure["given"]:
        open_ = table.percents.get(measure["top"], False)
        asked[WHAT_SHARES] = _answer("Percentages are written so that", SHARES, "shares") if open_ else "percent"
    doubt = next((table.points[c] for c in counted if c in table.points), None)
    if doubt:
        html.write("p", f"“{doubt}”: what does the point in it mark?", "stls-beneath")
        asked["what points mean"] = _answer("Points in figures mark", POINTS, "points")
    for column, whole in table.splits.items():
        asked[_which_rows(table, column)] = _split(table, column, whole)
    if place.blank:
        asked["rows without a district"] = _answer(f"The {place.blank:,} rows that name no district", BLANKS, "blanks")
    if place.near:
        meant = {text: _meant(text, likely, at) for at, (text, likely) in enumerate(place.near)}
        asked[NAMES] = None if None in meant.values() else meant
    return asked


def _base_of(measure: dict) -> dict:
    """What is open about the denominator, the likeliest way for a percentage to be of no use."""
    if measure["unsaid"]:
        if measure["given"]:
            html.write("p", NO_BASE, "stls-note")
        return {"what it is out of": None}
    same = measure["bottom"] is not None and measure["bottom"] == measure["top"]
    return {"a denominator that is another column than the numerator": None} if same else {}


ALL_ADDED = "All of them, added together"


def _which_rows(table: Profile, column: int) -> str:
    return f"which rows of “{table.labels[column]}” to keep"


def _split(table: Profile, column: int, whole: str | None) -> str | None:
    """Which value of a column to keep the rows of, where a district and year has a row for each."""
    values = [*([whole] if whole else []), *(value for value in table.choices[column] if value != whole)]
    label = f"A district and year has several rows by “{html.unmarked(table.labels[column])}”: keep"
    with st.container(width=WIDTH):
        at = choose(label, [*values, ALL_ADDED], f"only-{column}", None)
        if whole:
            said = f"Likeliest: {whole}, of which the others seem to be parts; added together they would count twice."
            html.write("p", said, "stls-beneath")
    return None if at is None else [*values, ALL_ADDED][at]


def kept_rows(table: Profile, asked: dict, more: tuple[int, str] | None) -> tuple[tuple[int, str], ...]:
    said = {column: asked[_which_rows(table, column)] for column in table.splits}
    kept = tuple((column, value) for column, value in said.items() if value != ALL_ADDED)
    return kept + ((more,) if more else ())


def _answer(label: str, options: dict[str, str], key: str) -> str | None:
    return options.get(pick_one(label, list(options), key, None))


def _meant(text: str, likely: str, at: int) -> str | None:
    rest = [name for name in reference.districts() if name != likely]
    return pick_one(f"“{html.unmarked(text)}” is", [*filter(None, [likely]), NONE, *rest], f"near-{at}", None)
