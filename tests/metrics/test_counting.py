"""What each indicator counts: a tiny table, and the answer."""

from __future__ import annotations

import pytest

from tests.metrics.conftest import day


def counted(row):
    return (None if row["numerator"] != row["numerator"] else row["numerator"], row["denominator"])


def test_a_child_is_counted_once_a_district_and_once_for_kent(fill, request_row, figure):
    """The same UPN twice in Thanet and once in Dover: one pupil in each, one for Kent."""
    same = {"upn_hash": "one child"}
    fill(
        "lift_activity",
        [request_row("1", **same), request_row("2", **same), request_row("3", district="Dover", **same)],
    )
    pupils = {"year": "2018/19", "phase": "Primary", "pupils": 1000.0, "sen_support": 100.0, "settings": 5.0}
    fill("context", [pupils, pupils | {"district": "Dover"}])
    assert counted(figure("access_rate_pupils")) == (1, 1000)
    assert counted(figure("access_rate_pupils", "Dover")) == (1, 1000)
    assert counted(figure("access_rate_pupils", "Kent")) == (1, 2000)


@pytest.mark.parametrize(
    ("first", "second", "children"),
    [
        ({"upn_hash": "a"}, {"upn_hash": "a"}, 1),
        ({"upn_hash": "a"}, {"upn_hash": "b"}, 2),  # two UPNs are two children, whatever their names
        ({"upn_hash": "a"}, {"upn_hash": None}, 1),  # one has no UPN: name and date of birth decide
        ({"upn_hash": None}, {"upn_hash": None}, 1),
        ({"upn_hash": None}, {"upn_hash": None, "person_hash": "other"}, 2),
        (
            {"upn_hash": None, "person_hash": None},
            {"upn_hash": None, "person_hash": None},
            2,
        ),  # nothing known: each its own
    ],
)
def test_two_rows_are_one_child_when_upns_agree_or_else_names_and_birth_dates(
    fill, request_row, figure, first, second, children
):
    person = {"person_hash": "same person"}
    fill("lift_activity", [request_row("1", **person | first), request_row("2", **person | second)])
    fill("context", [{"phase": "Primary", "pupils": 1000.0, "sen_support": 100.0, "settings": 5.0}])
    assert figure("access_rate_pupils")["numerator"] == children


def test_started_within_30_days_leaves_out_the_newest_and_starts_before_the_meeting(fill, request_row, figure):
    """Data end on 19 October 2018 with term 1: a meeting on 1 October is only 18 days before."""
    fill("lift_activity", [
        request_row("within", meeting_date=day("2018-09-10"), support_started=day("2018-10-10")),
        request_row("a day late", meeting_date=day("2018-09-10"), support_started=day("2018-10-11")),
        request_row("not started", meeting_date=day("2018-09-10"), support_started=None),
        request_row("before the meeting", meeting_date=day("2018-09-10"), support_started=day("2018-09-09")),
        request_row("too new", meeting_date=day("2018-10-01"), support_started=day("2018-10-02")),
        request_row("advice only", meeting_date=day("2018-09-10"), support_started=day("2018-09-12"), level=1),
    ])  # fmt: skip
    assert counted(figure("started_within_30_days")) == (1, 3)
    assert figure("median_wait_days")["value"] == 30.0  # of 1, 30 and 31 days; a start before the meeting is no wait


def test_received_to_start_counts_those_still_waiting(fill, request_row, figure):
    """Waits of 20, 20 and one child waiting since 21 September: the curve is at a third after 20 days."""
    fill("lift_activity", [request_row("1"), request_row("2"), request_row("3", support_started=None)])
    row = figure("received_to_start_days")
    assert (row["value"], row["denominator"], row["method"]) == (20.0, 3, "Kaplan-Meier")


def test_targets_of_one_pupil_count_together(fill, request_row, figure):
    closed = {"closed": day("2018-10-15")}
    fill("lift_activity", [
        request_row("1", targets_set=4.0, targets_met=4.0, **closed),
        request_row("2", targets_set=4.0, targets_met=0.0, **closed),
        request_row("open", targets_set=4.0, targets_met=4.0),
    ])  # fmt: skip
    row = figure("targets_met")
    assert counted(row) == (4, 8)
    assert row["method"] == "Wilson, clustered"
    assert row["upper"] - row["lower"] > 57  # plain Wilson for 4 of 8 is 57 points wide: eight targets are two pupils


def test_re_referred_needs_three_full_terms_after_closing(fill, request_row, figure):
    back = {"upn_hash": "back"}
    fill("lift_activity", [
        request_row("1", closed=day("2018-10-15"), **back),
        request_row("2", meeting_date=day("2019-01-10"), term=3, level=1, **back),
        request_row("3", closed=day("2018-10-15")),
        request_row("closed late", closed=day("2019-03-01")),
        request_row("last meeting", meeting_date=day("2019-04-30"), term=5, level=1),
    ])  # fmt: skip
    assert counted(figure("re_referred")) == (1, 2)


def test_a_rate_uses_only_districts_with_both_returns(fill, request_row, figure):
    """Dover sends its context but no LIFT activity: Kent's rate is Thanet's, and says so."""
    fill("lift_activity", [request_row("1")])
    pupils = {"phase": "Primary", "pupils": 1000.0, "sen_support": 100.0, "settings": 5.0}
    fill("context", [pupils, pupils | {"district": "Dover"}])
    kent = figure("access_rate_pupils", "Kent")
    assert counted(kent) == (1, 1000)
    assert kent["districts"] == 1
    assert "without Ashford" in kent["note"]
    dover = figure("access_rate_pupils", "Dover")
    assert dover["symbol"] == "x"
    assert dover["reason"] == "No LIFT activity return for Dover, 2018/19."


def test_settings_not_reached_are_all_but_those_with_a_request_in_three_terms(fill, request_row, figure):
    fill("lift_activity", [
        request_row("1", setting="Thanet: a", term=1),
        request_row("2", setting="Thanet: b", term=6, meeting_date=day("2019-06-10")),
    ])  # fmt: skip
    fill("context", [{"phase": "Primary", "pupils": 1000.0, "sen_support": 100.0, "settings": 5.0}])
    assert counted(figure("settings_not_reached")) == (4, 5)
    assert counted(figure("settings_using_lift")) == (2, 5)


def test_countywide_teams_are_in_no_district_figure(fill, figure):
    team = {"team": "district", "budget": 100.0, "spend": 90.0, "teacher_fte_funded": 2.0, "teacher_fte_in_post": 1.5}
    fill("staffing_funding", [team, {"team": "sensory", "district": "Kent", "budget": 1000.0, "spend": 1000.0}])
    assert counted(figure("budget_spent", "Kent")) == (90, 100)
    assert figure("budget_spent", "Kent")["method"] == "none"


def test_a_survey_answer_without_a_district_counts_for_kent_alone(fill, figure):
    fill("satisfaction_survey", [{"overall": 5}, {"overall": 2}, {"overall": 4, "district": None}, {"overall": None}])
    assert counted(figure("satisfaction_overall")) == (1, 2)
    assert counted(figure("satisfaction_overall", "Kent")) == (2, 3)


def test_a_voice_answer_belongs_to_the_year_of_its_request(fill, request_row, figure):
    fill("lift_activity", [request_row("R1")])
    asked = {"request_ref": "R1", "respondent": "parent"}
    fill("voice_survey", [
        asked | {"wave": "before", "answered": day("2019-10-01"), "progress": 2, "confidence": 3},
        asked | {"wave": "after", "answered": day("2020-01-01"), "progress": 4, "confidence": 3},
    ])  # fmt: skip
    assert counted(figure("voice_progress_gain")) == (1, 1)
    assert counted(figure("voice_confidence_gain")) == (0, 1)


def test_split_by_need_keeps_all_pupils_as_the_base_and_a_need_without_requests_is_nought(fill, request_row, warehouse):
    from metrics import results

    fill("lift_activity", [request_row("1", need="ASD"), request_row("2", need="HI", district="Dover")])
    pupils = {"phase": "Primary", "pupils": 1000.0, "sen_support": 100.0, "settings": 5.0}
    fill("context", [pupils, pupils | {"district": "Dover"}])
    frame = results(warehouse, ["lift_requests"], by=("district", "need")).set_index(["area", "need"])
    assert frame.loc[("Thanet", "ASD"), ["numerator", "denominator"]].tolist() == [1, 1000]
    assert frame.loc[("Thanet", "HI"), ["numerator", "denominator"]].tolist() == [0, 1000]
    assert frame.loc[("Kent", "HI"), ["numerator", "denominator"]].tolist() == [1, 2000]


def test_a_split_that_the_denominator_does_not_hold_is_refused_with_its_reason(fill, request_row, figure):
    fill("lift_activity", [request_row("1", sex="F")])
    fill("context", [{"phase": "Primary", "pupils": 1000.0, "sen_support": 100.0, "settings": 5.0}])
    row = figure("access_rate_pupils", filters={"sex": "F"})
    assert row["symbol"] == "z"
    assert "sex" in row["reason"]
    assert counted(figure("allocated_share", filters={"sex": "F"})) == (1, 1)


@pytest.mark.parametrize("blank", [{"pupils": None}, {"sen_support": None}, None])
def test_a_rate_over_some_of_the_phases_is_no_rate(fill, request_row, figure, blank):
    """Thanet's context return lacks a number for Primary, or the whole row, so that its 2,000 pupils are 1,000 or 0."""
    kinds = [(district, phase) for district in ("Thanet", "Dover") for phase in ("Primary", "Secondary")]
    fill("lift_activity", [request_row(f"{d}{p}", district=d, phase=p) for d, p in kinds])
    rows = [{"district": d, "phase": p, "pupils": 1000.0, "sen_support": 100.0, "settings": 5.0, "idaci": 0.2}
            for d, p in kinds]  # fmt: skip
    fill("context", [rows[0] | blank, *rows[1:]] if blank else rows[1:])
    thanet = figure("access_rate_pupils")
    assert thanet["value"] != thanet["value"]
    assert thanet["reason"].startswith("No number of pupils")
    assert thanet["reason"].endswith("for Primary in the district context return for Thanet, 2018/19.")
    assert counted(figure("access_rate_pupils", "Dover")) == (2, 2000)
    kent = figure("access_rate_pupils", "Kent")
    assert counted(kent) == (2, 2000)
    assert "Thanet" in kent["note"]
    assert figure("access_ratio", "Kent")["numerator"] == 2


def test_other_figures_stand_where_the_context_return_lacks_a_number(fill, request_row, figure):
    fill("lift_activity", [request_row("1"), request_row("2", phase="Secondary")])
    base = {"sen_support": 100.0, "settings": 5.0}
    fill("context", [base | {"phase": "Primary", "pupils": None}, base | {"phase": "Secondary", "pupils": 900.0}])
    assert counted(figure("settings_using_lift")) == (1, 10)
    assert counted(figure("allocated_share")) == (2, 2)


def test_nobody_is_followed_through_a_year_without_a_return(fill, request_row, figure):
    """Both close in term 1 of 2019/20. Thanet sent no return for that year: who came back there nobody knows."""
    closed = {"closed": day("2019-10-05")}
    fill("lift_activity", [request_row("T", **closed), request_row("D", district="Dover", **closed)])
    again = {"district": "Dover", "year": "2019/20", "term": 6, "meeting_date": day("2020-07-01")}
    fill("lift_activity", [request_row("D again", upn_hash="upn D", **again)])
    assert counted(figure("re_referred", "Dover", "2019/20")) == (0, 1)
    assert counted(figure("re_referred", "Kent", "2019/20")) == (0, 1)


def test_a_case_is_followed_only_where_the_return_of_the_next_year_is_in(fill, request_row, figure):
    """Both close in term 5 of 2018/19 and are followed to term 2 of 2019/20, for which Thanet sent nothing."""
    closed = {"closed": day("2019-05-10")}
    fill("lift_activity", [request_row("T", **closed), request_row("D", district="Dover", **closed)])
    later = {"district": "Dover", "year": "2019/20", "term": 6, "meeting_date": day("2020-07-01")}
    fill("lift_activity", [request_row("other", **later)])
    assert counted(figure("re_referred", "Thanet")) == (0, 0)
    assert counted(figure("re_referred", "Kent")) == (0, 1)


def test_support_that_begins_after_the_end_of_the_data_has_not_started_yet(fill, request_row, figure):
    """Data end on 19 October 2018 with term 1, as closing dates after it count for nothing either."""
    days = {"begun": day("2018-10-19"), "later": day("2018-10-20"), "unknown": None, "early": day("2018-09-30")}
    fill("lift_activity", [request_row(name, support_started=begins) for name, begins in days.items()])
    assert counted(figure("open_not_started")) == (2, 4)
