"""Definitions: complete, sound, and every failure of every file said at once."""

from __future__ import annotations

import pytest

from metrics.definition import FOLDER, DefinitionsInvalid, definitions
from warehouse import reference

WANTED = """lift_requests meetings_held meeting_attendance settings_using_lift visits allocated_share training_delegates
satisfaction_overall satisfaction_allocation satisfaction_advice satisfaction_admin satisfaction_timeliness
teacher_posts_filled
budget_spent access_rate_sen access_rate_pupils access_ratio specialist_share started_within_30_days
received_to_start_days
median_wait_days targets_met re_referred early_years_share voice_progress_gain voice_confidence_gain
training_confidence_gain
virtual_share cost_per_pupil teacher_fte_per_1000_sen funding_per_sen_pupil open_cases ehcp_mainstream_share
ehc_requests_rate
settings_not_reached equity_gap sensory_contact_5_days countywide_cases habilitation_referrals""".split()


def test_every_indicator_of_the_specification_is_there():
    assert set(WANTED) <= set(definitions())


def test_outcomes_named_by_indicators_are_in_the_framework():
    framework = reference.outcomes()
    known = {statement["id"] for statement in framework["statement"]}
    assert {outcome for it in definitions().values() for outcome in it.outcomes} <= known
    assert {b["id"] for b in framework["workstream_b"]} == {"B1", "B2", "B3"}


def test_blank_fields_fail_and_all_failures_are_listed(tmp_path):
    text = (FOLDER / "meetings_held.toml").read_text(encoding="utf-8")
    (tmp_path / "one.toml").write_text(
        text.replace('owner = "Strategic Commissioning, SEND"', 'owner = "n/a"'), encoding="utf-8"
    )
    (tmp_path / "two.toml").write_text(text.replace('polarity = "high"', 'polarity = "upwards"'), encoding="utf-8")
    (tmp_path / "three.toml").write_text(
        text.replace('interval = "wilson"', 'interval = "wilson clustered"'), encoding="utf-8"
    )
    with pytest.raises(DefinitionsInvalid) as refused:
        definitions(tmp_path)
    assert all(
        name in str(refused.value) for name in ("one.toml: owner", "two.toml: polarity", "three.toml: a clustered")
    )


def test_a_target_without_a_direction_is_refused(tmp_path):
    text = (FOLDER / "meetings_held.toml").read_text(encoding="utf-8")
    (tmp_path / "one.toml").write_text(text.replace('polarity = "high"', 'polarity = "none"'), encoding="utf-8")
    with pytest.raises(DefinitionsInvalid, match="no colour"):
        definitions(tmp_path)
