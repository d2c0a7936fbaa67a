"""Titles of charts over many indicators, and means beside practice: findings in few words."""

from __future__ import annotations

import pandas as pd

from metrics import equity_answers, titles
from metrics.findings import worded
from tests.frames import WAIT, row, twelve, unknown

FOUND = {"finding": True, "confidence": 99.8}


def said(**changes: dict) -> pd.DataFrame:
    """The worded frame of twelve districts."""
    return worded(twelve(**changes), {WAIT.id: WAIT})


def test_the_grid_names_who_differs_most():
    assert titles.most_findings(said()) == "Sevenoaks and Thanet differ most: 1 finding each"
    more = said(Dover=FOUND | {"comparison": "worse"})
    assert titles.most_findings(more) == "3 districts differ from Kent on 1 indicator each"
    calm = said(Thanet={"finding": False}, Sevenoaks={"finding": False})
    assert titles.most_findings(calm) == "No district differs from Kent beyond chance"
    calm.loc[calm["area"] == "Dover", ["value", "symbol"]] = None, "c"
    assert titles.most_findings(calm) == "No district shown differs from Kent beyond chance"


def test_the_ratings_name_who_misses_most_floors():
    assert titles.most_missed(said(Thanet={"rating": "red"})) == "Thanet misses most floors: 1"
    met = said(Dover={"rating": "green"})
    assert titles.most_missed(met) == "No district misses a floor standard"
    concealed = said(Dover={"rating": "green"}, Thanet={**unknown("Thanet"), "symbol": "c"})
    assert titles.most_missed(concealed) == "No district shown misses a floor standard"
    assert titles.most_missed(said()) == "No district is rated for this choice"


def test_a_heat_table_names_the_need_that_varies_most():
    rows = [row("Dover", 5, 10) | {"need": "SEMH"}, row("Swale", 9, 10) | {"need": "SEMH"}]
    rows += [row("Dover", 5, 10) | {"need": "ASD"}, row("Swale", 6, 10) | {"need": "ASD"}]
    assert titles.varies_most(pd.DataFrame(rows), "need") == "Varies most between districts: SEMH"
    assert titles.varies_most(pd.DataFrame(rows[:1]), "need") == "Too few requests to compare needs between districts"


def test_means_are_set_beside_practice_and_nothing_is_blamed():
    def both(**values):
        means = twelve().assign(indicator="means", finding=False)
        means["value"] = [values.get(area, 2.0) for area in means["area"]]
        return pd.concat([said(), worded(means, {"means": WAIT})], ignore_index=True)

    asked = ("means", WAIT.id)
    assert equity_answers.means_and_practice(both(Thanet=1.0), *asked).startswith(
        "The only district behind in practice beyond chance is below Kent on “"
    )
    assert equity_answers.means_and_practice(both(Thanet=3.0), *asked).startswith(
        "None of those behind in practice beyond chance (Thanet) is below Kent on “"
    )
    concealed = both(Thanet=1.0)
    mine = (concealed["indicator"] == WAIT.id) & (concealed["area"] == "Thanet")
    concealed.loc[mine, ["value", "status", "symbol"]] = None, "untested", "c"
    assert equity_answers.means_and_practice(concealed, *asked) == (
        "No district shown is behind the rest of Kent in practice beyond chance, so means are not set against it. "
        "Thanet is hidden (c)."
    )
