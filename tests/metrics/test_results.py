"""The one frame: intervals, comparison with the rest of Kent, ratings and directions, on counts that can be
checked by hand.
"""

from __future__ import annotations

import math

import pytest

from metrics import AudienceRefused, UnknownIndicator, definitions, results
from metrics.gap import equity_of
from tests.metrics.conftest import day

CALENDAR = "lift_meetings"


def meetings(district: str, held: int, planned: int, year: str = "2018/19") -> list[dict]:
    return [
        {"district": district, "year": year, "held": i < held, "invited": 10.0, "attended": 5.0} for i in range(planned)
    ]


def test_wilson_interval_of_the_published_example(fill, figure):
    """81 of 263: 30.8%, 95% interval 25.5% to 36.6% (Newcombe and Altman, Statistics with confidence)."""
    fill(CALENDAR, meetings("Thanet", 81, 263))
    row = figure("meetings_held")
    assert [round(row[name], 1) for name in ("value", "lower", "upper")] == [30.8, 25.5, 36.6]
    assert row["method"] == "Wilson"


def test_kent_is_rebuilt_from_counts_and_never_averaged(fill, figure):
    fill(CALENDAR, meetings("Thanet", 1, 10) + meetings("Dover", 90, 90))
    assert figure("meetings_held", "Kent")["value"] == pytest.approx(91.0)


def test_a_district_is_tested_against_kent_without_it(fill, figure):
    fill(CALENDAR, meetings("Thanet", 20, 100) + meetings("Dover", 90, 100) + meetings("Swale", 90, 100))
    thanet, kent = figure("meetings_held"), figure("meetings_held", "Kent")
    assert thanet["reference"] == pytest.approx(90.0)
    assert (thanet["comparison"], thanet["confidence"], bool(thanet["finding"])) == ("worse", 99.8, True)
    assert kent["comparison"] is None
    assert math.isnan(kent["p_value"])


def test_false_discoveries_are_controlled_over_all_that_is_shown(fill, warehouse):
    """One of twelve at p = 0.03 is no finding: chance alone gives that."""
    districts = [d for (d,) in warehouse.cursor().execute("select district from district").fetchall()]
    fill(CALENDAR, [m for d in districts for m in meetings(d, 70 if d == "Thanet" else 80, 100)])
    thanet = results(warehouse, ["meetings_held"]).set_index("area").loc["Thanet"]
    assert thanet["comparison"] == "worse"
    assert not thanet["finding"]


@pytest.mark.parametrize(("held", "rating"), [(95, "green"), (94, "amber"), (85, "amber"), (84, "red")])
def test_green_meets_the_target_amber_the_floor_and_red_neither(fill, figure, held, rating):
    fill(CALENDAR, meetings("Thanet", held, 100))
    row = figure("meetings_held")
    assert (row["rating"], row["target"], row["floor"], row["target_status"]) == (rating, 95, 85, "illustrative")


@pytest.mark.parametrize(
    ("held", "of", "sure"), [(990, 1000, True), (96, 100, False), (84, 100, False), (70, 100, True)]
)
def test_a_rating_is_sure_where_the_whole_interval_has_it(fill, figure, held, of, sure):
    fill(CALENDAR, meetings("Thanet", held, of))
    assert figure("meetings_held")["rating_sure"] is sure


def test_no_direction_no_colour(fill, request_row, figure):
    fill("lift_activity", [request_row("1")])
    assert figure("specialist_share")["rating"] is None


def test_values_from_before_a_framework_began_are_a_recalculated_baseline(fill, figure):
    fill(CALENDAR, meetings("Thanet", 9, 10))
    assert not figure("meetings_held", framework="sla-2012")["baseline"]
    fill("training_log", [{"evaluations": 10.0, "more_confident": 9.0, "attended": 10.0}] * 2)
    assert figure("training_confidence_gain", framework="varied-2021")["baseline"]


def test_both_directions_of_travel(fill, figure):
    years = {"2018/19": 50, "2019/20": 70, "2020/21": 90}
    for year, held in years.items():
        fill(CALENDAR, meetings("Thanet", held, 100, year))
    row = figure("meetings_held", year="2020/21")
    assert (row["previous"], row["direction"], row["trend"]) == (70.0, "improving", "improving")
    first = figure("meetings_held")
    assert first["direction"] is None
    assert math.isnan(first["previous"])


def test_a_count_above_its_base_is_null_and_says_that_the_return_is_off(fill, request_row, figure):
    fill("lift_activity", [request_row("1", targets_set=3.0, targets_met=4.0, closed=day("2018-10-12"))])
    row = figure("targets_met")
    assert row["value"] != row["value"]
    assert row["reason"].startswith("More is counted than its base holds")


def test_a_zero_base_is_null_with_its_reason_and_never_infinite(fill, figure):
    fill(CALENDAR, [{"held": False, "invited": 0.0, "attended": 0.0}])
    row = figure("meeting_attendance")
    assert math.isnan(row["value"])
    assert row["symbol"] == "x"
    assert row["reason"]


def test_an_empty_warehouse_gives_an_empty_frame_with_its_columns(warehouse):
    frame = results(warehouse)
    assert frame.empty
    assert {"indicator", "year", "area", "value", "reason"} <= set(frame.columns)


def test_an_unknown_indicator_is_named(warehouse):
    with pytest.raises(UnknownIndicator, match="no_such"):
        results(warehouse, ["no_such"])


def test_an_unknown_audience_is_refused(warehouse):
    with pytest.raises((AudienceRefused, ValueError)):
        results(warehouse, audience="everyone")


def test_every_indicator_answers_every_way_it_can_be_asked(fill, request_row, warehouse):
    """Whatever is asked, a value or a reason: no exception, no infinity, no null without a word."""
    fill("lift_activity", [request_row("1"), request_row("2", district="Dover", sex="F", phase="Early Years")])
    fill("context", [{"phase": "Primary", "pupils": 1000.0, "sen_support": 100.0, "settings": 5.0, "idaci": 0.2}])
    for by in (("district",), ("area",), ("district", "phase"), ("district", "level"), ("sex",), ("district", "term")):
        for filters in ({}, {"phase": "Primary"}, {"need": "ASD"}):
            frame = results(warehouse, by=by, filters=filters)
            assert not frame["value"].abs().eq(math.inf).any()
            assert frame.loc[frame["value"].isna(), "reason"].notna().all()
            assert set(frame["indicator"]) == set(definitions())


def test_the_gap_of_equal_districts_is_no_wider_than_chance(fill, warehouse):
    fill(CALENDAR, meetings("Thanet", 8, 10) + meetings("Dover", 8, 10) + meetings("Swale", 8, 10))
    found = equity_of(results(warehouse, ["meetings_held"]), "wilson", 100)
    assert found.difference == 0
    assert found.chance_mean > 0
    assert found.p_value == 1


def test_a_gap_of_one_district_is_refused(fill, warehouse):
    fill(CALENDAR, meetings("Thanet", 8, 10))
    found = equity_of(results(warehouse, ["meetings_held"]), "wilson", 100)
    assert "two districts" in found.reason


def test_a_share_on_a_small_base_says_so(fill, figure):
    fill(CALENDAR, meetings("Thanet", 8, 9) + meetings("Dover", 8, 10))
    assert figure("meetings_held")["note"] == "base under 10: read with care"
    assert figure("meetings_held", "Dover")["note"] is None


def test_a_return_of_some_terms_says_which(fill, request_row, warehouse, figure):
    """Dover sends terms 1 and 2, Thanet term 1 alone: Thanet's year is part of a year, and so is Kent's."""
    fill(
        "lift_activity",
        [request_row("1"), request_row("2", district="Dover"), request_row("3", district="Dover", term=2)],
    )
    warehouse.cursor().execute("update store.claim set term = 1")
    warehouse.cursor().execute(
        "insert into store.claim select batch, dataset, scope || '|2', district, year, 2 "
        "from store.claim where district = 'Dover'"
    )
    assert "Thanet has terms 1 only" in figure("specialist_share")["note"]
    assert "Thanet has terms 1 only" in figure("specialist_share", "Kent")["note"]
    assert "Dover" not in (figure("specialist_share", "Dover")["note"] or "")


def test_a_term_in_which_no_meeting_was_held_is_no_gap(fill, request_row, warehouse, figure):
    """Dover has requests in terms 1 and 2. Thanet's one meeting of term 2 was not held, so it has term 1 alone."""
    fill("lift_activity", [request_row("1"), request_row("2", district="Dover")])
    warehouse.cursor().execute("update store.claim set term = 1")
    warehouse.cursor().execute(
        "insert into store.claim select batch, dataset, scope || '|2', district, year, 2 "
        "from store.claim where district = 'Dover'"
    )
    assert "Thanet has terms 1 only" in figure("specialist_share")["note"]
    fill(CALENDAR, [{"term": 2, "held": False, "invited": 10.0, "attended": 0.0}])
    assert "terms 1 only" not in (figure("specialist_share")["note"] or "")


def test_a_figure_under_the_least_base_has_no_colour(fill, figure):
    """Nine of nine would be green, eight of ten is not: a handful of meetings meets no standard and misses none."""
    fill(CALENDAR, meetings("Thanet", 9, 9) + meetings("Dover", 10, 10))
    assert figure("meetings_held")["rating"] is None
    assert figure("meetings_held")["target"] is not None
    assert figure("meetings_held", "Dover")["rating"] == "green"


def test_kents_ratio_to_its_own_rate_meets_no_target(fill, request_row, figure):
    fill(
        "lift_activity",
        [request_row(f"{d}{i}", district=d) for d, n in (("Thanet", 20), ("Dover", 40)) for i in range(n)],
    )
    fill("context", [{"district": d, "phase": "Primary", "pupils": 900.0, "sen_support": 90.0, "settings": 5.0,
                      "idaci": 0.2} for d in ("Thanet", "Dover")])  # fmt: skip
    kent = figure("access_ratio", "Kent")
    assert (kent["value"], kent["rating"], kent["direction"], kent["trend"]) == (1.0, None, None, None)
    assert "by construction" in kent["note"]
    thanet = figure("access_ratio", "Thanet")
    assert (thanet["rating"], thanet["target"], thanet["within"], thanet["floor_within"]) == ("red", 1.0, 0.1, 0.25)
