"""A return that holds fewer terms than others: what was not sent is unknown, and nobody is compared on it."""

from __future__ import annotations

import pytest

from metrics import definitions, results
from metrics.findings import worded
from metrics.funnels import funnel
from metrics.gradient import along_deprivation
from metrics.ranking import ranking
from metrics.sections.unequal import unequal
from metrics.statistics import Refused


@pytest.fixture
def half_sent(fill, request_row, warehouse):
    """Dover sends 12 requests in term 1 and 12 in term 2; Thanet's 12 are of term 1, the only one that it sent."""
    sent = (("Thanet", 1), ("Dover", 1), ("Dover", 2))
    fill("lift_activity", [request_row(f"{d}{t}{i}", district=d, term=t) for d, t in sent for i in range(12)])
    pupils = {"phase": "Primary", "pupils": 1000.0, "sen_support": 100.0, "settings": 5.0, "idaci": 0.2}
    fill("context", [pupils, pupils | {"district": "Dover"}])
    cursor = warehouse.cursor()
    cursor.execute("update store.claim set term = 1 where dataset = 'lift_activity'")
    cursor.execute(
        "insert into store.claim select batch, dataset, scope || '|2', district, year, 2 "
        "from store.claim where district = 'Dover' and dataset = 'lift_activity'"
    )


def test_a_district_that_sent_part_of_a_year_is_not_found_low(half_sent, figure):
    """12 requests of one term against 24 of two say nothing of how the districts differ."""
    for indicator in ("lift_requests", "settings_using_lift", "settings_not_reached", "access_rate_sen"):
        for area in ("Thanet", "Dover"):
            row = figure(indicator, area)
            assert row["value"] == row["value"]
            assert row["comparison"] is None
            assert not row["finding"]
        assert figure(indicator)["rating"] is None
    assert "hold different terms" in figure("access_ratio")["reason"]
    assert "hold different terms" in figure("equity_gap", "Kent")["reason"]
    assert figure("specialist_share")["comparison"] == "similar"
    assert figure("lift_requests", terms=[1])["comparison"] == "similar"
    assert not figure("lift_requests", terms=[1])["note"]


def test_districts_that_sent_different_terms_have_no_rank_funnel_gap_or_slope(half_sent, warehouse):
    it, rows = definitions()["lift_requests"], worded(results(warehouse, ["lift_requests"]), definitions())
    assert "hold different terms" in funnel(rows, it).reason
    assert "hold different terms" in unequal(rows, it).reason
    assert "hold different terms" in along_deprivation(warehouse, rows).reason
    with pytest.raises(Refused, match="hold different terms"):
        ranking(rows, it)


def test_a_term_that_was_not_sent_is_unknown_and_not_nought(half_sent, warehouse):
    asked = ["lift_requests", "allocated_share"]
    rows = results(warehouse, asked, by=("district", "term")).set_index(["indicator", "area", "term"])
    for indicator in asked:
        thanet = rows.loc[indicator, "Thanet", 2]
        assert (thanet["value"] != thanet["value"], thanet["numerator"] != thanet["numerator"]) == (True, True)
        assert (thanet["symbol"], thanet["reason"]) == ("x", "No LIFT activity return for Thanet, 2018/19, term 2.")
    assert rows.loc["lift_requests", "Thanet", 1]["numerator"] == 12
    kent = rows.loc["lift_requests", "Kent", 2]
    assert kent["value"] != kent["value"]  # Thanet's pupils would be in the base and its requests not
    assert rows.loc["allocated_share", "Kent", 2]["denominator"] == 12
    assert "Thanet has terms 1 only" in rows.loc["allocated_share", "Kent", 2]["note"]
    chosen = results(warehouse, asked, terms=[2]).set_index(["indicator", "area"])
    assert chosen.loc["lift_requests", "Thanet"]["reason"] == "No LIFT activity return for Thanet, 2018/19, term 2."
