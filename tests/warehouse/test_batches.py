"""A file goes in whole or not at all; the newer replaces what it covers and no more; undo brings the older back."""

from __future__ import annotations

import pytest

from loaders import NoSuchBatch, faults, history, undo
from tests.loaders.returns import FUNDING, SURVEY, VOICE, lift, table

T1, T2, T3 = "03/10/2018", "03/12/2018", "10/01/2019"


def term(day: str, *refs: str, **change: str) -> list[dict]:
    return [{"LIFT meeting date": day, "First contact": "", "Request ref": ref, **change} for ref in refs]


@pytest.fixture
def standing(rows):
    """The references that stand, in order."""
    return lambda: [ref for (ref,) in rows("select request_ref from lift_activity order by request_ref")]


def test_a_return_sent_again_replaces_what_it_covers_and_undo_brings_it_back(load, standing, warehouse):
    """
    | batch | terms  | requests    | stands       |
    |     1 | 1 and 2| A1 A2 B1 B2 | A1 A2 B1 B2  |
    |     2 | 2      | B1 B3       | A1 A2 B1 B3  |
    |  undo | 2      |             | A1 A2 B1 B2  |
    """
    load(lift(*term(T1, "A1", "A2"), *term(T2, "B1", "B2")))
    again = load(lift(*term(T2, "B1", "B3", Visits="9")))
    assert standing() == ["A1", "A2", "B1", "B3"]
    assert again.message.endswith("They replace 2 rows loaded before.")
    undo(warehouse, again.batch, "tester")
    assert standing() == ["A1", "A2", "B1", "B2"]


def test_each_batch_taken_back_lets_the_one_before_it_stand(load, standing, warehouse):
    numbers = [load(lift(*term(T1, ref))).batch for ref in ("A1", "A2", "A3")]
    undo(warehouse, numbers[1], "tester")
    assert standing() == ["A3"]
    undo(warehouse, numbers[2], "tester")
    assert standing() == ["A1"]
    undo(warehouse, numbers[0], "tester")
    assert standing() == []


def test_other_districts_and_years_are_left_alone(load, standing):
    load(lift(*term(T1, "A1")))
    load(lift(*term(T1, "D1")), "LIFT activity Dover 2018-19.csv")
    load(lift(*term("03/10/2019", "A9")), "LIFT activity Thanet 2019-20.csv")
    assert standing() == ["A1", "A9", "D1"]


def test_a_whole_year_sent_again_may_drop_a_request_and_change_others(load, standing):
    load(lift(*term(T1, "A1", "A2", "A3"), *term(T2, "B1")))
    load(lift(*term(T1, "A1", "A3"), *term(T2, "B1", "B2")))
    assert standing() == ["A1", "A3", "B1", "B2"]


def test_a_few_requests_of_the_term_before_do_not_throw_that_term_away(load, standing):
    load(lift(*term(T1, "A1", "A2", "A3")))
    report = load(lift(*term(T1, "A1"), *term(T2, "B1")))
    assert (report.accepted, report.set_aside) == (1, {"duplicate": 1})
    assert standing() == ["A1", "A2", "A3", "B1"]


def test_a_reference_that_stands_from_another_file_is_a_duplicate(load, rows, warehouse):
    """A1 stands in term 1; a file for term 2 has it again, in term 2."""
    first = load(lift(*term(T1, "A1")))
    report = load(lift(*term(T2, "A1", "B1")), "LIFT activity Thanet 2018-19 T2.csv")
    assert (report.rows, report.accepted, report.set_aside) == (2, 1, {"duplicate": 1})
    found = faults(warehouse, report.batch)
    assert [(f["code"], f["row_number"], f["value"]) for f in found] == [("duplicate", 2, "A1")]
    assert f"(batch {first.batch})" in found[0]["message"]
    assert rows("select term from lift_activity where request_ref = 'A1'") == [(1,)]


def test_a_return_of_nothing_but_requests_that_stand_elsewhere_throws_no_term_away(load, standing):
    load(lift(*term(T1, "A1", "A2")))
    load(lift(*term(T1, "S1")), "LIFT activity Swale 2018-19.csv")
    report = load(lift(*term(T1, "A2", "A1")), "LIFT activity Swale 2018-19 again.csv")
    assert (report.accepted, report.set_aside) == (0, {"duplicate": 2})
    assert standing() == ["A1", "A2", "S1"]
    assert "replace" not in report.message


def test_a_term_left_without_a_row_stands_and_its_requests_count_as_standing(load, standing):
    """Term 2 keeps nothing of its own, so it is not covered; what stands in it is then elsewhere for term 3's row."""
    load(lift(*term(T1, "A1"), *term(T2, "B1")))
    report = load(lift(*term(T2, "A1"), *term("05/03/2019", "B1", "C1")), "LIFT activity Thanet 2018-19 late.csv")
    assert (report.accepted, report.set_aside) == (1, {"duplicate": 2})
    assert standing() == ["A1", "B1", "C1"]


def test_the_same_bytes_change_nothing_while_their_batch_stands(load, standing, warehouse):
    lines = lift(*term(T1, "A1"), *term(T2, "A1", "B1"))
    first, version = load(lines), warehouse.version()
    again = load(lines, "another name, Thanet 2018-19.csv")
    assert (again.status, again.batch, again.rows, again.accepted, again.set_aside) == (
        "unchanged",
        first.batch,
        3,
        2,
        {"duplicate": 1},
    )
    assert warehouse.version() == version
    undo(warehouse, first.batch, "tester")
    assert load(lines).status == "loaded"
    assert standing() == ["A1", "B1"]


def test_voice_is_replaced_by_request_respondent_and_wave(load, rows):
    before, after = {"Request ref": "R1"}, {"Request ref": "R1", "Wave": "After"}
    load(table(VOICE, before, after, {"Request ref": "R2"}), "voice.csv")
    load(table(VOICE, {**after, "Getting on at school (1-5)": "5"}), "voice 2.csv")
    assert rows("select request_ref, wave, progress from voice_survey order by all") == [
        ("R1", "after", 5), ("R1", "before", 2), ("R2", "before", 2),
    ]  # fmt: skip


def test_both_waves_of_one_row_stand_and_are_replaced_each_by_itself(load, rows):
    both = {
        "Request ref": "R1",
        "Respondent": "Pupil",
        "Progress before": "1",
        "Confidence before": "1",
        "Progress after": "2",
    }
    after = {**both, "Progress before": "", "Confidence before": "", "Progress after": "5"}
    load(table(both, {}), "voice.csv")
    assert rows("select wave, progress from voice_survey order by all") == [("after", 2), ("before", 1)]
    load(table(after, {}), "voice 2.csv")
    assert rows("select wave, progress from voice_survey where wave = 'after'") == [("after", 5)]


def test_a_survey_is_replaced_by_district_and_year(load, rows):
    load(table(SURVEY, {}, {"District": "Dover"}, {"Submitted": "10/06/2020"}), "survey.csv")
    load(table(SURVEY, {"Overall": "Dissatisfied"}), "survey again.csv")
    assert rows("select district, year, overall from satisfaction_survey order by all") == [
        ("Dover", "2018/19", 4), ("Thanet", "2018/19", 2), ("Thanet", "2019/20", 4),
    ]  # fmt: skip


def test_the_sample_is_put_away_while_a_real_return_stands(load, rows, warehouse):
    load(table(FUNDING, {"District": "Dover"}), "SLA funding 2018-19.csv", origin="sample")
    load(lift(*term(T1, "S1")), origin="sample")
    assert warehouse.synthetic()
    real = load(lift(*term(T2, "A1")))
    assert not warehouse.synthetic()
    assert rows("select request_ref from lift_activity") == [("A1",)]
    assert rows("select count(*) from staffing_funding") == [(0,)]
    assert {row["status"] for row in history(warehouse)} == {"stands", "put away while real returns are loaded"}
    undo(warehouse, real.batch, "tester")
    assert warehouse.synthetic()
    assert rows("select request_ref from lift_activity") == [("S1",)]
    assert rows("select count(*) from staffing_funding") == [(1,)]


def test_a_request_of_the_sample_is_no_duplicate_of_a_real_one(load):
    load(lift(*term(T1, "A1")), origin="sample")
    assert load(lift(*term(T2, "A1"))).accepted == 1


def test_history_says_what_became_of_each_batch(load, warehouse):
    first = load(lift(*term(T1, "A1"), *term(T2, "B1"), *term("", "C1")))
    load(lift(*term(T2, "B2")))
    last = load(lift(*term(T3, "D1")))
    undo(warehouse, last.batch, "someone else")
    newest, _, oldest = history(warehouse)
    assert (newest["status"], newest["undone_by"]) == ("taken back", "someone else")
    assert (oldest["status"], oldest["rows"], oldest["accepted"]) == ("partly replaced", 3, 2)
    assert (oldest["set_aside"], oldest["not_data"], oldest["who"], first.batch) == (
        {"meeting_date": 1},
        1,
        "tester",
        oldest["batch"],
    )


def test_the_lines_of_each_batch_add_up(load, rows):
    load([["Thanet"], *lift(*term(T1, "A1", "A2"), *term("", "C1")), ["Total requests", 2]])
    assert rows("select line_count, row_count, accepted, not_data from store.batch") == [(6, 3, 2, 3)]


def test_a_batch_that_is_not_there_or_was_taken_back_cannot_be(load, warehouse):
    with pytest.raises(NoSuchBatch, match="There is no batch 77"):
        undo(warehouse, 77, "tester")
    number = load(lift(*term(T1, "A1"))).batch
    undo(warehouse, number, "tester")
    with pytest.raises(NoSuchBatch, match="was taken back before"):
        undo(warehouse, number, "tester")


def test_every_load_and_undo_changes_the_version(load, warehouse):
    versions = [warehouse.version()]
    number = load(lift(*term(T1, "A1"))).batch
    versions.append(warehouse.version())
    undo(warehouse, number, "tester")
    versions.append(warehouse.version())
    assert len(set(versions)) == 3


def test_what_stands_is_the_same_however_it_came_about(load, rows, warehouse):
    """The standing tables that loads and undos keep up are those that a fresh filling gives."""
    from warehouse.batches import transaction
    from warehouse.standing import refresh

    for day, refs in ((T1, "AB"), (T2, "CD"), (T1, "AE"), (T3, "F"), (T2, "G")):
        number = load(lift(*term(day, *refs))).batch
    undo(warehouse, number, "tester")
    kept = rows("from lift_activity order by all")
    with transaction(warehouse) as cursor:
        refresh(cursor)
    assert rows("from lift_activity order by all") == kept != []
