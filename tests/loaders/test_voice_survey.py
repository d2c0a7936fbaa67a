"""Parent and pupil voice: one answer a wave, in one row each or side by side in one row."""

from __future__ import annotations

import datetime as dt

from tests.loaders.returns import VOICE, VOICE_WIDE, aside, checked, stored, table


def test_voice_in_one_row_a_wave():
    after = {"Wave": "After", "Date": "03/06/2019", "Getting on at school (1-5)": "4"}
    columns = ["wave", "answered", "progress", "confidence", "respondent", "scope"]
    assert stored(table(VOICE, {}, after), *columns, name="voice.csv") == [
        ("before", dt.date(2018, 12, 3), 2, 3, "parent", "R1|parent|before"),
        ("after", dt.date(2019, 6, 3), 4, 3, "parent", "R1|parent|after"),
    ]


def test_voice_with_both_waves_in_one_row_is_one_row_and_two_answers():
    found = checked(table(VOICE_WIDE, {}), "voice.csv")
    assert (found.rows, found.accepted) == (1, 1)
    assert found.table.select(["wave", "progress", "confidence"]).to_pylist() == [
        {"wave": "before", "progress": 2, "confidence": 3},
        {"wave": "after", "progress": 4, "confidence": 5},
    ]


def test_a_wave_not_answered_leaves_no_answer_and_a_bad_score_sets_the_whole_row_aside():
    late = dict.fromkeys([label for label in VOICE_WIDE if "after" in label], "")
    bad = {"Request ref": "R2", "How well is your child / are you getting on at school? (after, 1-5)": "9"}
    found = checked(table(VOICE_WIDE, late, bad), "voice.csv")
    assert found.table["wave"].to_pylist() == ["before"]
    assert aside(found) == [("score", 3, "9")]


def test_voice_of_three_waves_side_by_side_and_a_band_over_each():
    """
    |     |          |            | Before |          |            | After |          | and so on
    | Ref | District | Respondent | Date   | Progress | Confidence | Date  | Progress | and so on
    """
    band = ["", "", ""] + [cell for wave in ("Before", "After", "Later") for cell in (wave, "", "")]
    names = ["Request ref", "District", "Respondent", *["Date", "Progress", "Confidence"] * 3]
    row = ["R1", "Thanet", "Child", "03/12/2018", "1", "2", "03/06/2019", "3", "4", "03/12/2019", "5", "5"]
    assert stored([band, names, row], "wave", "progress", "confidence", name="voice.csv") == [
        ("before", 1, 2), ("after", 3, 4), ("later", 5, 5),
    ]  # fmt: skip


def test_a_voice_score_may_be_a_number_or_text():
    scores = ["1", "5.0", 3, " 4 "]
    key = "Getting on at school (1-5)"
    refs = [{"Request ref": f"R{n}", key: s} for n, s in enumerate(scores)]
    assert stored(table(VOICE, *refs), "progress", name="voice.csv") == [1, 5, 3, 4]
