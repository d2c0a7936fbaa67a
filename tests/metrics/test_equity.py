"""Equity against need: three bases side by side, a gap in children as a range, the offer, gradients and trends."""

from __future__ import annotations

import pytest

from metrics.access import by_basis
from metrics.gradient import along_deprivation, by_disadvantage, inequality
from metrics.offer import offer, offers_held
from metrics.results import results
from metrics.shortfall import gap_in_children, sentence
from metrics.trends import trend
from tests.metrics.conftest import day


@pytest.fixture
def two_districts(fill, request_row):
    """Thanet supports 2 of 100 pupils at SEN Support, Dover 6 of 100; Thanet has three times the low-income pupils."""
    fill("lift_activity", [request_row(f"T{i}", need="ASD") for i in range(2)]
         + [request_row(f"D{i}", district="Dover", disadvantaged=i < 3) for i in range(6)])  # fmt: skip
    base = {"phase": "Primary", "pupils": 1000.0, "sen_support": 100.0, "settings": 5.0}
    fill("context", [base | {"idaci": 0.3}, base | {"district": "Dover", "idaci": 0.1}])


def test_observed_over_expected_on_three_bases(two_districts, warehouse):
    """Kent: 8 of 200 at SEN Support, so 4 expected in each; by low income Thanet would have 6 and Dover 2."""
    thanet = by_basis(warehouse).set_index(["area", "basis"]).loc["Thanet"]
    assert thanet["expected"].round(9).to_dict() == {"sen_support": 4.0, "pupils": 4.0, "low_income": 6.0}
    assert thanet["ratio"].round(3).to_dict() == {"sen_support": 0.5, "pupils": 0.5, "low_income": 0.333}
    assert set(thanet["side"]) == {"below"}


def test_the_headline_stands_only_where_all_three_bases_agree(fill, request_row, warehouse):
    """On SEN Support and on pupils Thanet is below 1; with a tenth of the low-income pupils it would be above."""
    fill(
        "lift_activity",
        [request_row(f"T{i}") for i in range(2)] + [request_row(f"D{i}", district="Dover") for i in range(6)],
    )
    base = {"phase": "Primary", "pupils": 1000.0, "sen_support": 100.0, "settings": 5.0}
    fill("context", [base | {"idaci": 0.02}, base | {"district": "Dover", "idaci": 0.2}])
    thanet = results(warehouse, ["access_ratio"]).set_index("area").loc["Thanet"]
    assert thanet["value"] != thanet["value"]
    assert thanet["reason"].startswith("Depends on how need is counted")


def test_a_gap_in_children_is_a_range_over_the_bases(two_districts, warehouse):
    thanet = gap_in_children(warehouse, "2018/19").set_index("area").loc["Thanet"]
    assert (round(thanet["least"]), round(thanet["most"])) == (2, 4)
    assert (
        thanet["sentence"]
        == "Thanet: 2 to 4 fewer pupils than Kent's average rate would give, depending on how need is counted."
    )


def test_the_sentence_takes_no_side_where_the_bases_differ():
    assert "depends on how need is counted" in sentence("Maidstone", -17.0, 6.3)
    assert (
        sentence("Dover", -22.4, -5.8)
        == "Dover: 6 to 22 more pupils than Kent's average rate would give, depending on how need is counted."
    )


def test_a_phase_without_context_makes_the_gap_unknown_and_says_why(fill, request_row, warehouse):
    fill("lift_activity", [request_row("1")])
    row = gap_in_children(warehouse, "2018/19").set_index("area").loc["Thanet"]
    assert row["least"] != row["least"]
    assert row["reason"] == "No district context return for Thanet, 2018/19."


def test_offer_matrix_and_which_offer_is_where(two_districts, warehouse):
    found = offer(warehouse, "2018/19")
    assert found.matrix["requests"].sum() == 8
    assert found.between.loc["Thanet", "Dover"] == 0  # both give specialist support for communication, and nothing else
    held = offers_held(warehouse, "2018/19").set_index(["offer", "area"])["requests"]
    assert held["specialist", "Dover"] == 6
    assert held["team_around_school", "Dover"] == 0


def test_which_offer_is_where_keeps_to_the_filters(fill, request_row, warehouse):
    """Dover: 2 requests for Primary and 1 for Early Years; Thanet: none for Early Years, so it is not asked of."""
    fill("lift_activity", [request_row("T1"), *(request_row(f"D{i}", district="Dover") for i in range(2)),
                           request_row("D9", district="Dover", phase="Early Years")])  # fmt: skip
    early = offers_held(warehouse, "2018/19", filters={"phase": "Early Years"})
    assert set(early["area"]) == {"Dover"}
    assert early.set_index("offer")["requests"]["specialist"] == 1
    assert offers_held(warehouse, "2018/19")["requests"].sum() == 4


def test_gradient_by_disadvantage(two_districts, warehouse):
    rows = by_disadvantage(warehouse, "2018/19").set_index("area")
    assert rows.loc["Dover", ["disadvantaged_base", "others_base"]].tolist() == [3, 3]
    assert (
        rows.loc["Thanet", "reason"] == "The returns do not say who is disadvantaged."
        or rows.loc["Thanet", "others_base"] == 2
    )


def test_a_slope_over_two_districts_is_refused(two_districts, warehouse):
    rows = results(warehouse, ["access_rate_sen"])
    assert "at least 5 groups" in along_deprivation(warehouse, rows).reason


def test_inequality_of_equal_districts_is_nought(fill, request_row, warehouse):
    fill("lift_activity", [request_row("1"), request_row("2", district="Dover")])
    base = {"phase": "Primary", "pupils": 1000.0, "sen_support": 100.0, "settings": 5.0}
    fill("context", [base, base | {"district": "Dover"}])
    found = inequality(results(warehouse, ["access_rate_sen"]))
    assert (found.gini, found.ceiling) == (0, 0.5)


def test_a_trend_of_four_terms_is_a_run_chart_and_says_so(fill, request_row, warehouse):
    days = ["2018-09-10", "2018-11-05", "2019-01-10", "2019-03-04"]
    fill("lift_activity", [request_row(d, meeting_date=day(d), term=i + 1) for i, d in enumerate(days)])
    found = trend(warehouse, "specialist_share", "Thanet")
    assert found.notes == ("4 of 8 points: a run chart without limits.",)
    assert found.points["lower"].isna().all()


def test_yearly_figures_get_no_chart_of_variation(warehouse):
    assert "by the year" in trend(warehouse, "budget_spent").reason


def test_an_empty_warehouse_has_no_bases_and_no_gap(warehouse):
    assert by_basis(warehouse).empty
    assert gap_in_children(warehouse, "2018/19").empty


def test_a_basis_that_one_district_lacks_is_no_basis_for_any(fill, request_row, warehouse):
    """Without Thanet's IDACI its pupils would count in Kent's rate and not in Kent's base: the others' would be off."""
    fill("lift_activity", [request_row(f"{d}{i}", district=d) for d in ("Thanet", "Dover", "Swale") for i in range(6)])
    base = {"phase": "Primary", "pupils": 1000.0, "sen_support": 100.0, "settings": 5.0, "idaci": 0.2}
    fill("context", [base | {"idaci": None}, base | {"district": "Dover"}, base | {"district": "Swale"}])
    dover = by_basis(warehouse).set_index(["area", "basis"]).loc["Dover"]
    assert dover["ratio"].round(3).to_dict() | {"low_income": None} == {
        "sen_support": 1.0, "pupils": 1.0, "low_income": None,
    }  # fmt: skip
    assert dover.loc["low_income", "ratio"] != dover.loc["low_income", "ratio"]
    assert dover.loc["low_income", "reason"] == "The context return does not hold this basis for every phase."
    headline = results(warehouse, ["access_ratio"]).set_index("area").loc["Dover"]
    assert headline["value"] != headline["value"]
    assert "Depends" not in headline["reason"]


def test_the_gap_between_districts_is_rated_as_any_other_figure(two_districts, warehouse):
    (gap,) = results(warehouse, ["equity_gap"]).to_dict("records")
    assert gap["value"] > gap["floor"]
    assert gap["rating"] == "red"
