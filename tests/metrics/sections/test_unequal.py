"""How unequal: the gap always beside what chance gives, Gini always beside its ceiling."""

from __future__ import annotations

import pandas as pd

from metrics.definition import definitions
from metrics.findings import worded
from metrics.sections.unequal import unequal
from tests.frames import DISTRICTS, row

IT = definitions()["started_within_30_days"]


def frame(shares: list[int]) -> pd.DataFrame:
    rows = [row(name, share, 100) for name, share in zip(DISTRICTS, shares, strict=False)]
    return worded(pd.DataFrame([*rows, row("Kent", sum(shares), 100 * len(shares))]), definitions())


def test_a_gap_within_chance_says_so():
    found = unequal(frame([55 + i % 5 for i in range(12)]), IT)
    assert found.title == "The gap could be chance alone"
    assert "within what chance alone can give" in found.sentence


def test_a_gap_beyond_chance_stands_beside_what_chance_gives_and_the_gini_beside_its_ceiling():
    found = unequal(frame([20 + 6 * i for i in range(12)]), IT)
    assert found.title == "Districts clearly differ more than by chance"
    assert "Tunbridge Wells is 66 percentage points above Ashford" in found.sentence
    assert "cannot exceed 0.92" in found.caveat
    values = found.table.set_index("Measure")["Value"]
    assert values["Districts with a figure"] == "12"
    assert values["Highest minus lowest (95% interval)"].startswith("66 (")


def test_the_curve_runs_from_nought_to_one():
    drawn = unequal(frame([20 + 6 * i for i in range(12)]), IT).drawn
    assert drawn.iloc[0].tolist() == [0, 0, ""]
    assert drawn[["population", "share"]].iloc[-1].round(9).tolist() == [1, 1]
    assert drawn["area"].tolist()[1:] == DISTRICTS[:12]
    assert (drawn["share"] <= drawn["population"] + 1e-12).all()


def test_clustered_figures_rest_on_their_effective_bases():
    plain = unequal(frame([50 + 2 * i for i in range(12)]), IT)
    clustered = unequal(
        frame([50 + 2 * i for i in range(12)]).assign(indicator="targets_met"), definitions()["targets_met"]
    )
    assert clustered.sentence != plain.sentence
    assert "average" in clustered.sentence


def test_one_district_and_all_equal():
    assert unequal(frame([50]), IT).reason.endswith(".")
    assert unequal(frame([50] * 12), IT).title == "The gap could be chance alone"


def test_money_has_a_gap_but_no_chance():
    rows = frame([50 + i for i in range(12)]).assign(indicator="cost_per_pupil", lower=None, upper=None)
    found = unequal(rows, definitions()["cost_per_pupil"])
    assert "not known for this kind of figure" in found.sentence
    assert "nan" not in found.sentence


def test_a_gap_without_a_test_ranks_nobody():
    cost = definitions()["cost_per_pupil"]
    rows = [row(name, spent, 1, indicator=cost.id, value=spent, unit="pounds", polarity="none")
            for name, spent in zip(DISTRICTS[:3], (4000.0, 3000.0, 5000.0), strict=True)]  # fmt: skip
    found = unequal(worded(pd.DataFrame(rows), definitions()), cost)
    assert found.title == "Dartford and Canterbury lie furthest apart"
    alike = worded(pd.DataFrame([one | {"value": 4000.0, "numerator": 4000.0} for one in rows]), definitions())
    assert unequal(alike, cost).title == "All districts have the same figure"
