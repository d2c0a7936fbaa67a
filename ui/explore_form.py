"""What a person says of a table: which columns name the district, the year, and what is counted out of what."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from loaders.explore import Found, Profile
from loaders.explore_places import Candidate
from loaders.explore_tally import Plan
from metrics import wording
from metrics.explored import OURS, Said
from ui import html
from ui.explore_asked import NAMES, NONE, WHAT_SHARES, WIDTH, asked_of, choose, kept_rows, pick_one
from warehouse import reference

SHARE = "A percentage that the table gives, of a whole"
KINDS = {
    "A share: part of a whole, in per cent": "share",
    SHARE: "share",
    "A rate for each 1,000": "rate",
    "A number for each one": "each",
    "Pounds for each one": "pounds",
    "A count by itself": "count",
}
POLARITIES = {"Neither: no judgement": "none", "Higher is better": "high", "Lower is better": "low"}
STEPS = {"districts": "districts across", "years": "years across", "measures": "measures in a column"}
ROWS = "The rows themselves, each counted once"
FIRST_YEAR = 2012


def form(found: Found) -> tuple[Plan, Said] | None:
    """Ask what the columns of a file's table are; a plan and what is said, once the person asks for the figures."""
    with st.container(horizontal=True, gap="small", key="explore-form"):
        asked = _all(found)
    if asked["missing"]:
        html.write("p", f"Still to be said: {wording.listed(asked['missing'])}.", "stls-note")
    go = st.button("Work it out", type="primary", disabled=bool(asked["missing"]))
    return (asked["plan"](), asked["said"]) if go else None


def _all(found: Found) -> dict:
    """Every question in order: what is said, the plan that it makes, and what is still missing."""
    table = found.tables[0]
    if len(found.tables) > 1:
        table = found.tables[choose("Table, and how it is read", [_read_as(one) for one in found.tables], "sheet")]
    place = _district(table)
    year = _year(table)
    measure = _measure(table, place)
    asked = asked_of(table, place, year, measure)
    title = st.text_input("Title", placeholder=measure["numerator"], max_chars=120, key="explore-title", width=WIDTH)
    polarity = POLARITIES[pick_one("Which is better?", list(POLARITIES), "polarity")]
    counts = pick_one("What is counted?", list(wording.COUNTED.values()), "counts")
    code = next(name for name, words in wording.COUNTED.items() if words == counts)
    missing = [words for words, value in asked.items() if value is None]
    said = Said(title.strip() or measure["numerator"], measure["kind"], measure["numerator"], measure["denominator"],
                measure["over"], polarity, code)  # fmt: skip
    return {"said": said, "missing": missing, "plan": lambda: _plan(table, place, year, measure, asked, said)}


def _read_as(table: Profile) -> str:
    """A table of a file in words: its sheet, how it is read, and how many rows that gives."""
    how = f"{wording.listed([STEPS[step] for step in table.steps])}, read as" if table.steps else "as it stands:"
    return f"{table.sheet or 'Table'}, {how} {table.rows:,} rows"


def _plan(table: Profile, place: Candidate, year: dict, measure: dict, asked: dict, said: Said) -> Plan:
    names = tuple((text, "" if meant == NONE else meant) for text, meant in (asked.get(NAMES) or {}).items())
    return Plan(
        sheet=table.index, district=place.column, how=place.how, year=year["column"], chosen_year=year["chosen"],
        lone=asked.get("whether a year starts or ends it"), numerator=measure["top"], denominator=measure["bottom"],
        points=asked.get("what points mean"), blanks=asked.get("rows without a district"), names=names,
        only=kept_rows(table, asked, measure["only"]), layout=bool(table.steps),
        share=asked.get(WHAT_SHARES) if measure["given"] else None,
        parts=measure["kind"] == "share", whole=said.counts not in ("posts", "money"),
    )  # fmt: skip


def _district(table: Profile) -> Candidate:
    return table.districts[choose("Column that names the district", [one.sentence for one in table.districts], "place")]


def _year(table: Profile) -> dict:
    """The column of years, or the one year of the table; neither where the table states none and nobody has yet."""
    newest = int(reference.academic_year(dt.date.today())[:4])
    years = [f"{first}/{(first + 1) % 100:02d}" for first in range(newest, FIRST_YEAR - 1, -1)]
    if first := table.stated_year or table.likely_year:
        years = [first, *(year for year in years if year != first)]
    columns = [f"As the column “{one.label}” says" for one in table.years]
    at = choose("Academic year", [*columns, *years], "year", 0 if columns or table.stated_year else None)
    if at is None:
        return {"column": None, "chosen": None, "lone": False}
    if at < len(columns):
        return {"column": table.years[at].column, "chosen": None, "lone": table.years[at].lone}
    return {"column": None, "chosen": years[at - len(columns)], "lone": False}


def _measure(table: Profile, place: Candidate) -> dict:
    """What is counted, out of what, and of which rows. given: the numerator is a percentage that the table gives."""
    said = pick_one("What does it measure?", list(KINDS), "kind")
    kind, given = KINDS[said], said == SHARE
    order = [*table.numbers, *(at for at in range(len(table.labels)) if at not in table.numbers)]
    tops = [*table.percents, *(at for at in order if at not in table.percents)] if given else order
    names = [*(table.labels[at] for at in tops), *([] if given else [ROWS])]
    label = "The column of percentages" if given else "Numerator: the column that counts"
    top = choose(label, names, "top-given" if given else "top")
    made = {"kind": kind, "given": given, "numerator": names[top], "top": tops[top] if top < len(tops) else None}
    made |= {"denominator": None, "bottom": None, "over": None, "unsaid": False}
    return made | _base(table, order, kind, given, made["top"]) | {"only": _only(table, place)}


def _base(table: Profile, order: list[int], kind: str, given: bool, top: int | None) -> dict:
    """What it is out of: a column, or a denominator of ours, which percentages of a table are not of."""
    if kind == "count":
        return {}
    ours = (
        []
        if given
        else [f"{words[:1].upper()}{words[1:]}, from the district context returns" for words in OURS.values()]
    )
    bottoms = [*(table.labels[at] for at in order), *ours]
    first = next((place for place, at in enumerate(order) if at != top and at in table.numbers), None)
    at = choose("Denominator: what it is out of", bottoms, "bottom-given" if given else "bottom", first)
    if at is None:
        return {"unsaid": True}
    if at < len(order):
        return {"denominator": bottoms[at], "bottom": order[at]}
    return {"over": list(OURS)[at - len(order)]}


def _only(table: Profile, place: Candidate) -> tuple[int, str] | None:
    columns = [column for column in table.choices if column != place.column and column not in table.splits]
    if not columns:
        return None
    at = choose("Rows to keep", ["All rows", *(f"Rows by “{table.labels[one]}”" for one in columns)], "only")
    if at == 0:
        return None
    values = table.choices[columns[at - 1]]
    return columns[at - 1], values[choose("Keep the rows that say", values, "only-value")]
