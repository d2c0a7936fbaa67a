"""Data quality: which returns are in, in part or missing, by district, dataset and year."""

from __future__ import annotations

import pandas as pd

from metrics import wording
from metrics.coverage import ANSWERED, TITLES, coverage

STATES = {"in": "● in", "partly": "◐", "missing": "○ missing", "no answer": "– no answer"}
KEY = "● in; ◐ in part, with what is there; ○ missing; – nobody answered, which is no missing return."
TERMLY = ("lift_activity", "lift_meetings")
PHASES = ("Early Years", "Primary", "Secondary")

CLAIMED = """
select distinct dataset, year, district, term from store.standing where year is not null
union select distinct 'lift_meetings', year, district, term from lift_meetings where term is not null
union select distinct 'voice_survey', year, district, null from voice_pair where year is not null"""


def completeness(cursor) -> pd.DataFrame:
    """A row for every return, year and district: dataset, title, year, district, state ("in", "partly", "missing",
    "no answer") and words. A year that no return covers has no rows.
    """
    covered = coverage(cursor)
    held: dict[tuple, set] = {}
    for dataset, year, district, term in cursor.execute(CLAIMED).fetchall():
        held.setdefault((dataset, year, district), set()).add(term)
    due, idle, phases = _terms_due(cursor), _idle_terms(cursor), _phases(cursor)
    answered = {(dataset, year) for dataset, year, _ in held if dataset in ANSWERED}
    rows = []
    for year in covered.years:
        for dataset in TITLES:
            for district in covered.districts:
                terms = held.get((dataset, year, district))
                if terms is None:
                    state, words = ("no answer" if (dataset, year) in answered else "missing"), ""
                else:
                    without = idle.get((year, district), set()) if dataset == "lift_activity" else set()
                    expected = due.get(year, set()) - without
                    words = _part(dataset, terms - {None}, expected, phases.get((year, district), set()))
                    state = "partly" if words else "in"
                rows.append((dataset, TITLES[dataset], year, district, state, f"{STATES[state]} {words}".strip()))
    return pd.DataFrame(rows, columns=["dataset", "title", "year", "district", "state", "words"])


def _part(dataset: str, terms: set, due: set, phases: set) -> str:
    """What a return that is not whole has or lacks; "" where it is whole."""
    if dataset in TERMLY and terms and due - terms:
        ends_early = min(due - terms) > max(terms)
        return f"{terms_said(sorted(terms))} only" if ends_early else f"without {terms_said(sorted(due - terms))}"
    if dataset == "context" and phases and set(PHASES) - phases:
        return f"without {wording.listed([phase for phase in PHASES if phase not in phases])}"
    return ""


def terms_said(terms: list[int]) -> str:
    """ "term 2", "terms 1 to 3", "terms 1, 2 and 5"."""
    if len(terms) == 1:
        return f"term {terms[0]}"
    if terms == list(range(terms[0], terms[-1] + 1)) and len(terms) > 2:
        return f"terms {terms[0]} to {terms[-1]}"
    return f"terms {wording.listed([str(term) for term in terms])}"


def _terms_due(cursor) -> dict[str, set]:
    """Year -> the terms that have begun by the end of the data."""
    due: dict[str, set] = {}
    sql = "select year, term from term where starts <= (select ends from data_end)"
    for year, term in cursor.execute(sql).fetchall():
        due.setdefault(year, set()).add(term)
    return due


def _idle_terms(cursor) -> dict[tuple, set]:
    """(year, district) -> terms in which its calendar has no meeting held: no request is then no gap."""
    sql = """select year, district, term from lift_meetings where term is not null
             group by all having not coalesce(bool_or(held), false)"""
    found: dict[tuple, set] = {}
    for year, district, term in cursor.execute(sql).fetchall():
        found.setdefault((year, district), set()).add(term)
    return found


def _phases(cursor) -> dict[tuple, set]:
    rows = cursor.execute("select year, district, list(distinct phase) from context group by all").fetchall()
    return {(year, district): set(held) - {None} for year, district, held in rows}


def missing(complete: pd.DataFrame, year: str | None = None) -> list[str]:
    """The returns that are missing or in part, a sentence for each return and year, the most districts first."""
    lacking = complete[complete["state"].isin(["missing", "partly"])]
    lacking = lacking if year is None else lacking[lacking["year"] == year]
    groups = sorted(lacking.groupby(["year", "title", "state"], sort=False), key=lambda group: -len(group[1]))
    every = complete["district"].nunique()
    return [_lack(*names, rows, every) for names, rows in groups]


def _lack(year: str, title: str, state: str, rows: pd.DataFrame, every: int) -> str:
    named = f"{title[:1].upper()}{title[1:]} {year}"
    if state == "missing":
        whom = (
            "missing for every district"
            if len(rows) == every
            else f"missing from {wording.listed(sorted(rows['district']))}"
        )
        return f"{named}: {whom}."
    parts = [f"{row.district} has {row.words.removeprefix('◐ ')}" for row in rows.itertuples()]
    return f"{named}: {wording.listed([part.replace('has without', 'is without') for part in parts])}."


def answer(complete: pd.DataFrame, year: str, waiting: int, moved: str | None = None) -> str:
    """The first line of the page: how complete a year is, its worst gap, and what waits to be corrected.

    waiting: rows set aside that a figure is short of; moved: a sentence on how far gaps could move a headline figure.
    """
    asked = complete[(complete["year"] == year) & (complete["state"] != "no answer")]
    if asked.empty:
        return f"No return covers {year}."
    counts = asked["state"].value_counts()
    whole, partly, lacking = (int(counts.get(state, 0)) for state in ("in", "partly", "missing"))
    said = f"For {year}, {whole} of {len(asked)} district returns are complete ({100 * whole / len(asked):.0f}%)"
    parts = [f"{partly} in part"] * bool(partly) + [f"{lacking} missing"] * bool(lacking)
    said += f", {' and '.join(parts)}." if parts else "."
    worst = missing(complete, year)
    rows = f"{waiting:,} {'row waits' if waiting == 1 else 'rows wait'} to be corrected." if waiting else ""
    return " ".join(part for part in (said, f"The worst gap: {worst[0]}" if worst else "", rows, moved or "") if part)


def title(complete: pd.DataFrame, year: str) -> str:
    """A finding of ten words or fewer about one year's returns, for the title of their grid."""
    asked = complete[(complete["year"] == year) & (complete["state"] != "no answer")]
    lacking = asked[asked["state"] != "in"]
    if lacking.empty:
        return f"Every return for {year} is in"
    return f"{len(lacking)} of {len(asked)} returns are missing or in part"
