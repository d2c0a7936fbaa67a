"""Answers are remembered for the layout they were given on, used on the next file of it, and never hold a person."""

from __future__ import annotations

import json

import pytest

from loaders import load_files, load_return, read_return
from loaders.__main__ import main
from loaders.answers import Answers, layout_of
from loaders.keep import may_be_a_person
from loaders.masking import Mask
from tests.loaders.answering import column, question, renamed
from tests.loaders.returns import as_csv, lift
from warehouse import mappings, open_warehouse

NAME = "LIFT activity Thanet 2018-19.csv"
SAID = {"columns": {"base": "setting", "extra": ""}, "values": {("phase", "nursery class"): "Early Years"}}
ROWS = {"Phase": "Nursery class", "Extra": "z"}


def file(*rows: dict, extra: str = "Extra") -> bytes:
    lines = lift(*({**ROWS, **row} for row in rows or ({},)))
    lines[0] = ["Base" if label == "School / setting" else extra if label == "Extra" else label for label in lines[0]]
    return as_csv(lines)


@pytest.fixture
def read(warehouse, reader):
    """Read a file with answers."""
    return lambda data, name=NAME, **said: read_return(warehouse, name, data, reader, Answers(**said))


@pytest.fixture
def taught(warehouse, read):
    """A warehouse in which the answers SAID were given and loaded."""
    report = load_return(warehouse, read(file(), **SAID), "A. Analyst")
    assert report.status == "loaded", report.message
    return warehouse


def kept(warehouse) -> list[tuple]:
    return [(row["kind"], row["subject"], row["meaning"], row["who"]) for row in mappings.kept(warehouse)]


def test_what_was_said_is_kept_when_the_file_is_loaded_and_not_before(warehouse, read):
    reading = read(file(), **SAID)
    assert (reading.status, kept(warehouse)) == ("ready", [])
    load_return(warehouse, reading, "A. Analyst")
    assert kept(warehouse) == [
        ("column", "base", "setting", "A. Analyst"),
        ("column", "extra", "", "A. Analyst"),
        ("value", "nursery class", "Early Years", "A. Analyst"),
    ]


def test_the_next_file_of_the_layout_is_read_so_and_says_by_whom_and_when(taught, read):
    reading = read(file({"Request ref": "R8"}), "LIFT activity Dover 2018-19.csv")
    assert reading.status == "ready"
    assert "3 answers remembered for this layout were used, as confirmed by A. Analyst on" in reading.message
    assert column(reading.about, "Base").how.startswith("as confirmed by A. Analyst on ")
    assert question(reading.about, "value").by.startswith("as confirmed by A. Analyst on ")
    assert reading.checked.table["phase"].to_pylist() == ["Early Years"]


def test_columns_may_be_moved_and_the_layout_is_the_same():
    assert layout_of("context", ["a", "b"]) == layout_of("context", ["b", "a"])
    assert layout_of("context", ["a", "a #2"]) != layout_of("context", ["a #2", "a"])
    assert layout_of("context", ["a", "b"]) != layout_of("training_log", ["a", "b"])


def test_another_layout_learns_nothing(taught, read):
    other = read(file({"Request ref": "R8"}, extra="Another label"))
    assert (other.status, other.about.needed, other.about.reused) == ("refused", 1, ())
    known = read(as_csv(lift({"Phase": "Nursery class"})))
    assert known.checked.table["phase"].to_pylist() == ["Nursery class"]
    assert question(known.about, "value", ("phase", "nursery class")).answer is None


def test_a_sheet_of_another_layout_in_the_same_file_learns_nothing(taught, read):
    from tests.loaders.returns import as_xlsx

    first = lift({**ROWS, "Request ref": "R7"})
    first[0] = ["Base" if label == "School / setting" else label for label in first[0]]
    book = as_xlsx({"Autumn": first, "Spring": lift({"Request ref": "R8", "Phase": "Nursery class"})})
    reading = read(book, "LIFT activity Thanet 2018-19.xlsx")
    assert reading.checked.table["phase"].to_pylist() == ["Early Years", "Nursery class"]


def test_a_newer_answer_takes_the_place_of_an_older_one(taught, read):
    again = read(file({"Request ref": "R9"}), values={("phase", "nursery class"): "Primary"})
    assert again.checked.table["phase"].to_pylist() == ["Primary"]
    load_return(taught, again, "B. Other")
    assert ("value", "nursery class", "Primary", "B. Other") in kept(taught)
    assert len(kept(taught)) == 3


def test_each_answer_and_a_whole_layout_can_be_forgotten(taught, read):
    layout = mappings.kept(taught)[0]["layout"]
    mappings.forget(taught, layout, "value", "phase", "nursery class")
    assert len(kept(taught)) == 2
    assert read(file({"Request ref": "R8"})).checked.table["phase"].to_pylist() == ["Nursery class"]
    mappings.forget_layout(taught, layout)
    assert kept(taught) == []
    assert read(file({"Request ref": "R8"})).status == "refused"


def test_a_remembered_month_first_column_that_proves_day_first_is_left_alone(warehouse, read):
    month = as_csv(lift({"LIFT meeting date": "04/25/2019"}))
    load_return(warehouse, read(month, month_first=frozenset({"meeting_date"})), "A")
    assert kept(warehouse) == [("month_first", "meeting_date", "yes", "A")]
    unclear = read(as_csv(lift({"Request ref": "R8", "LIFT meeting date": "12/03/2018"})))
    assert str(unclear.checked.table["meeting_date"][0]) == "2018-12-03"
    assert column(unclear.about, "LIFT meeting date").rule.startswith("Month first, as confirmed by A on ")
    proven = read(as_csv(lift({"Request ref": "R9", "LIFT meeting date": "25/04/2019"})))
    assert str(proven.checked.table["meeting_date"][0]) == "2019-04-25"
    assert proven.about.reused == ()


def test_the_command_line_uses_them_says_so_and_still_refuses_the_rest(taught, tmp_path, capsys, reader):
    (tmp_path / NAME).write_bytes(file({"Request ref": "R8"}))
    (tmp_path / "LIFT activity Dover 2018-19.csv").write_bytes(file({"Request ref": "R8"}, extra="Other"))
    path = taught.path
    taught.close()
    assert main(["load", str(tmp_path / NAME), str(tmp_path / "LIFT activity Dover 2018-19.csv"), "--json",
                 "--db", str(path)]) == 1  # fmt: skip
    loaded, refused = json.loads(capsys.readouterr().out)["files"]
    assert loaded["status"] == "loaded"
    assert "3 answers remembered for this layout were used, as confirmed by A. Analyst" in loaded["message"]
    assert (refused["status"], refused["batch"]) == ("refused", None)
    assert "no column for “setting”" in refused["message"]
    with open_warehouse(path) as again:
        assert len(kept(again)) == 3


def test_the_same_bytes_with_the_same_answers_change_nothing_and_with_others_they_do(taught, read, tmp_path, reader):
    path = tmp_path / NAME
    path.write_bytes(file())
    (report,) = load_files(taught, [path], "nightly", reader=reader)
    assert report.status == "unchanged"
    other = read(file(), values={("phase", "nursery class"): "Primary"})
    assert load_return(taught, other, "B").status == "loaded"


def test_an_answer_about_what_may_be_a_person_is_used_and_not_remembered(warehouse, read, rows):
    row = {"Phase": "Quillfeather", "SEN status": "Ann Meadowsweet", "Pupil name": "Quillfeather, Ann"}
    said = {("phase", "quillfeather"): "Primary", ("sen_status", "ann meadowsweet"): "EHCP"}
    report = load_return(warehouse, read(as_csv(lift(row)), values=said), "A. Analyst")
    assert (report.status, report.accepted) == ("loaded", 1)
    assert kept(warehouse) == []
    assert "2 answers are not remembered" in report.message
    assert rows("select phase, sen_status from store.lift_activity") == [("Primary", "EHCP")]


@pytest.mark.parametrize("text", ["a.hill@x.org", "P207000016049", "Mrs Hill", "01/02/2010", "Ann Hill", "07700900123",
                                  "Hill, Ann", "Quillfeather", "ref 123456"])  # fmt: skip
def test_what_may_be_a_person(text):
    assert may_be_a_person(text, Mask(["Quillfeather"]))


@pytest.mark.parametrize("text", ["Home visit", "K code", "Nursery Class", "Thannet", "Specialist Outreach", "HI/VI"])
def test_what_is_no_person(text):
    assert not may_be_a_person(text, Mask(["Quillfeather"]))


def test_renaming_needs_answers_once(warehouse, read):
    """The same layout with a title above it that changes from file to file is the same layout."""
    lines = renamed(lift({"Request ref": "R1"}), Visits="Times seen")
    load_return(warehouse, read(as_csv([["Autumn log"], *lines]), columns={"times seen": "visits"}), "A")
    again = read(as_csv([["Spring log"], *renamed(lift({"Request ref": "R2"}), Visits="Times seen")]))
    assert again.checked.table["visits"].to_pylist() == [2.0]


def test_what_may_be_a_person_is_asked_about_in_disguise_and_the_answer_finds_it(warehouse, read, rows):
    data = as_csv(
        lift({"Phase": "Ann Meadowsweet", "Tom Quillfeather": "7", "Pupil name": "Hill, Jo"}, drop=["Visits"])
    )
    about = read(data).about
    asked = next(one for one in about.questions if one.kind == "value")
    label = next(one for one in about.columns if one.column is None)
    assert (asked.subject[0], asked.subject[1][0], label.key[0]) == ("phase", "#", "#")
    reading = read(data, values={asked.subject: "Primary"}, columns={label.key: "visits"})
    assert reading.about.open == 0
    report = load_return(warehouse, reading, "A")
    assert "2 answers are not remembered" in report.message
    assert (rows("select phase, visits from store.lift_activity"), kept(warehouse)) == ([("Primary", 7.0)], [])
