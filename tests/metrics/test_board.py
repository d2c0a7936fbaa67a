"""The board's view: cut from one protected release, so that neither one view nor two of them give away a child."""

from __future__ import annotations

import datetime as dt

import pytest

from metrics import AudienceRefused, publish, releases, results


@pytest.fixture
def districts(fill, request_row):
    """Thanet: 3 of 20 requests for Early Years. Dover: 10 of 20. Swale: 12 of 30."""
    rows = []
    for district, early, every in (("Thanet", 3, 20), ("Dover", 10, 20), ("Swale", 12, 30)):
        phases = ["Early Years"] * early + ["Primary"] * (every - early)
        rows += [request_row(f"{district}{i}", district=district, phase=phase) for i, phase in enumerate(phases)]
    fill("lift_activity", rows)
    fill("lift_meetings", [{"held": i < 3, "invited": 10.0, "attended": 5.0} for i in range(4)])


def row(frame, indicator: str, area: str):
    return frame[(frame["indicator"] == indicator) & (frame["area"] == area)].iloc[0]


def test_a_small_number_of_children_is_hidden_in_every_column(districts, warehouse):
    frame = results(warehouse, audience="board")
    thanet = row(frame, "early_years_share", "Thanet")
    assert thanet["symbol"] == "c"
    numbers = ["numerator", "value", "lower", "upper", "lower_998", "upper_998", "reference", "p_value", "previous"]
    assert thanet[numbers].isna().all()
    assert not thanet["finding"]


def test_it_cannot_be_worked_out_from_kent(districts, warehouse):
    """With Kent's 25 and two districts shown, 25 - 10 - 12 would give Thanet's 3: another must go as well."""
    shown = results(warehouse, ["early_years_share"], audience="board").set_index("area")["numerator"]
    assert shown[["Kent", "Dover", "Swale"]].isna().any()


def test_meetings_are_no_people_and_are_shown(districts, warehouse):
    held = row(results(warehouse, audience="board"), "meetings_held", "Thanet")
    assert (held["numerator"], held["denominator"]) == (3, 4)


def test_schools_answers_on_a_small_base_are_of_low_reliability(districts, fill, warehouse):
    fill("satisfaction_survey", [{"overall": 4}] * 9 + [{"overall": 4, "district": "Dover"}] * 12)
    frame = results(warehouse, audience="board")
    assert row(frame, "satisfaction_overall", "Thanet")["symbol"] == "u"
    assert row(frame, "satisfaction_overall", "Dover")["numerator"] == 12


def test_the_internal_view_keeps_its_real_counts(districts, warehouse):
    assert row(results(warehouse), "early_years_share", "Thanet")["numerator"] == 3


def test_a_filter_that_would_let_views_be_compared_is_refused_with_its_reason(districts, warehouse):
    two = {"filters": {"need": "ASD", "phase": "Primary"}}
    for asked in ({"terms": [1, 2]}, {"filters": {"sex": "F"}}, two):
        with pytest.raises(AudienceRefused, match="could give away a child"):
            results(warehouse, ["early_years_share"], audience="board", **asked)


@pytest.mark.parametrize("by", [("district", "sex"), ("area", "phase"), ("sen_status",), ("district", "need", "term")])
def test_a_split_outside_the_release_is_refused_for_two_such_views_could_tell_what_each_hides(districts, warehouse, by):
    with pytest.raises(AudienceRefused, match="together they could give away a child"):
        results(warehouse, ["allocated_share"], by=by, audience="board")


@pytest.mark.parametrize(("by", "like"), [((), ("district",)), (("phase",), ("district", "phase"))])
def test_kent_alone_is_cut_from_the_districts_tables(districts, warehouse, by, like):
    alone = results(warehouse, ["lift_requests"], by=by, audience="board")
    beside = results(warehouse, ["lift_requests"], by=like, audience="board")
    assert set(alone["area"]) == {"Kent"}
    assert alone["symbol"].tolist() == beside.loc[beside["area"] == "Kent", "symbol"].tolist()


def test_many_targets_of_few_pupils_are_hidden(fill, request_row, warehouse):
    """Four pupils with five targets each in Dover, of whom the twenty targets would tell; twelve pupils elsewhere."""
    closed = {"closed": dt.date(2019, 3, 1), "targets_set": 5.0, "targets_met": 3.0}
    many = (("Dover", 4), ("Swale", 12), ("Thanet", 12))
    fill("lift_activity", [request_row(f"{d}{i}", district=d, **closed) for d, n in many for i in range(n)])
    shown = results(warehouse, ["targets_met"], audience="board").set_index("area")
    assert shown.loc["Dover", "symbol"] == "c"
    assert shown.loc[["Swale", "Thanet", "Kent"], "numerator"].isna().any()
    assert "pupils_behind" not in shown


def test_settings_that_use_lift_do_not_tell_how_many_requests_there_are_at_the_least(fill, request_row, warehouse):
    """Four requests of four settings: with the settings shown they could not be one to three."""
    many = (("Dover", 4), ("Swale", 30), ("Thanet", 40))
    fill("lift_activity", [request_row(f"{d}{i}", district=d, setting=f"{d} {i}") for d, n in many for i in range(n)])
    fill("context", [{"district": d, "phase": "Primary", "pupils": 900.0, "sen_support": 90.0, "settings": 50.0,
                      "idaci": 0.2} for d in ("Dover", "Swale", "Thanet")])  # fmt: skip
    shown = results(warehouse, ["settings_using_lift", "settings_not_reached"], audience="board")
    assert shown.loc[shown["area"] == "Dover", "numerator"].isna().all()


@pytest.mark.parametrize(("asked", "by"), [({"filters": {"need": "ASD"}}, "need"), ({"terms": [1]}, "term")])
def test_a_filter_by_need_or_term_is_cut_from_the_split_that_is_released(districts, warehouse, asked, by):
    chosen = results(warehouse, ["allocated_share", "early_years_share"], audience="board", **asked)
    assert row(chosen, "allocated_share", "Swale")["denominator"] == 30
    withheld = row(chosen, "early_years_share", "Swale")
    assert withheld["symbol"] == "c"
    assert withheld["reason"].startswith(f"Withheld: {'by need' if by == 'need' else 'too few people'}")
    split = results(warehouse, ["allocated_share"], by=("district", by), audience="board")
    assert split["denominator"].dropna().tolist() == chosen["denominator"].dropna().tolist()


@pytest.mark.parametrize(
    ("indicator", "by", "said"),
    [
        ("meetings_held", ("district", "phase"), "Its source does not hold phase."),
        ("access_ratio", ("district", "need"), "It is worked out for all pupils together"),
        ("settings_not_reached", ("district", "term"), "It looks back over three terms"),
    ],
)
def test_what_cannot_be_split_is_not_said_to_be_withheld(districts, warehouse, indicator, by, said):
    shown = results(warehouse, [indicator], by=by, audience="board")
    assert set(shown["symbol"]) == {"z"}
    assert shown["reason"].str.startswith(said).all()


def test_the_ratio_to_need_goes_where_its_expected_pupils_would_tell_of_kents_phases(fill, request_row, warehouse):
    """Kent has 3 pupils in Early Years: what is expected of a district is their rate times numbers that are public."""
    fill("lift_activity", [request_row(f"{d}{i}", district=d, phase="Early Years" if i == 0 else "Primary")
                           for d, n in (("Thanet", 20), ("Dover", 30), ("Swale", 40)) for i in range(n)])  # fmt: skip
    base = {"pupils": 1000.0, "sen_support": 100.0, "settings": 5.0, "idaci": 0.2}
    held = {"Thanet": 300, "Dover": 100, "Swale": 90}
    fill("context", [base | {"district": d, "phase": p, "sen_support": held[d] + (p == "Primary")}
                     for d in held for p in ("Early Years", "Primary")])  # fmt: skip
    assert results(warehouse, ["access_ratio"])["denominator"].notna().any()
    shown = results(warehouse, ["access_ratio"], audience="board")
    assert shown["denominator"].isna().all()
    assert shown.set_index("area")["symbol"]["Kent"] == "c"


def test_the_split_by_phase_agrees_with_the_whole(districts, warehouse):
    """What is hidden for Thanet as a whole is not shown phase by phase."""
    split = results(warehouse, ["lift_requests"], by=("district", "phase"), audience="board")
    thanet = split[(split["area"] == "Thanet") & split["phase"].isin(["Early Years", "Primary"])]
    assert thanet["numerator"].isna().all()  # 3 of 20: shown together they would be 3 and 17


def test_a_release_on_record_has_a_name_once_and_is_checked_against(districts, warehouse):
    assert publish(warehouse, "July pack", "an analyst") > 0
    assert [(name, who) for name, who, _, _ in releases(warehouse)] == [("July pack", "an analyst")]
    with pytest.raises(AudienceRefused, match="recorded already"):
        publish(warehouse, "July pack", "an analyst")
    assert row(results(warehouse, audience="board"), "early_years_share", "Thanet")["symbol"] == "c"


def test_what_was_hidden_is_hidden_the_same_way_after_a_restart(districts, warehouse, monkeypatch):
    before = results(warehouse, audience="board")
    monkeypatch.setattr("metrics.board._known", {})
    monkeypatch.setattr("metrics.patterns.secure", None)  # it is not chosen again
    after = results(warehouse, audience="board")
    assert before["symbol"].fillna("").tolist() == after["symbol"].fillna("").tolist()
    assert before["numerator"].fillna(-1).tolist() == after["numerator"].fillna(-1).tolist()


def test_other_counts_are_protected_anew(districts, fill, request_row, warehouse):
    results(warehouse, audience="board")
    fill("lift_activity", [request_row(f"Ashford{i}", district="Ashford", phase="Early Years") for i in range(4)])
    shown = results(warehouse, ["early_years_share"], audience="board")
    assert row(shown, "early_years_share", "Ashford")["symbol"] == "c"


def test_nothing_loaded_is_nothing_to_release(warehouse):
    assert results(warehouse, audience="board").empty
    with pytest.raises(AudienceRefused, match="no return has been loaded"):
        publish(warehouse, "Nothing", "an analyst")
