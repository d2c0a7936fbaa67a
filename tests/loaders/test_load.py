"""Loading files: each its own transaction, refused ones with what to do, and nothing left of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders import history, load_files, load_return, read_return
from tests.loaders.returns import CONTEXT, LIFT, NAMES, VOICE, as_csv, as_xlsx, lift, table

NAME = "LIFT activity Thanet 2018-19.csv"
REFUSED = [
    ("none of the eight", "Rota.csv", [["Name", "Day"], ["a", "b"]],
    r"Rota.csv is none of the eight returns \(LIFT activity, .*\): check that"),
    ("empty", NAME, b"", r"The file is empty \(0 bytes\): send it again"),
    ("header alone", NAME, lift({})[:1], "has a header but no rows: send the return with its rows filled in"),
    ("nothing in it", "Thanet 2018-19.xlsx", as_xlsx([[]]), "is empty: send the return"),
    ("a missing column", NAME, lift({}, drop=["LIFT meeting date"]),
    "looks like LIFT activity, .* no column for “meeting date”: add it, or rename"),
    ("a missing column", "x.csv", table(VOICE, {}, drop=["Respondent"]),
    "looks like Parent and pupil voice, .* no column for “respondent”"),
    ("a missing column", "x.csv", table(CONTEXT, {}, drop=["pupils"]),
    "looks like District context, .* no column for “pupils”"),
    ("an unknown district", NAME, lift({"District": "Gotham"}),
    "no district of Kent is called Gotham: correct the District column"),
    ("no year", "LIFT activity Thanet.csv", lift({}),
    "does not say which academic year it is for: put it into the file's name"),
    ("no district", "LIFT activity 2018-19.csv", lift({}), "does not say which of Kent's twelve districts"),
    ("only hidden", "Thanet 2018-19.xlsx", as_xlsx({"Lookups": lift({})}),
    "nothing but sheets that are hidden or are named as notes"),
    ("no spreadsheet", NAME, b"%PDF-1.7 nothing", "."),
]  # fmt: skip


@pytest.mark.parametrize(("what", "name", "content", "sentence"), REFUSED, ids=[r[0] for r in REFUSED])
def test_a_file_that_cannot_be_loaded_is_refused_with_what_to_do(what, name, content, sentence, load, rows):
    import re

    report = load(content, name)
    assert (report.status, report.rows, report.batch) == ("refused", 0, None)
    assert re.search(sentence, report.message)
    assert rows("select count(*) from store.batch") == [(0,)]


@pytest.mark.parametrize(
    "column", ["LIFT meeting date", "School / setting", "Request ref", "LIFT outcome", "SEN status", "Phase"]
)
def test_each_column_that_figures_cannot_do_without_is_asked_for(column, load):
    report = load(lift({}, drop=[column]))
    assert (report.status, report.dataset) == ("refused", "lift_activity")
    assert "has no column for" in report.message


def test_the_column_that_was_not_recognised_is_named(load):
    lines = lift({})
    lines[0][lines[0].index("LIFT meeting date")] = "When we met"
    assert "Not recognised: “When we met”" in load(lines).message


def test_a_file_that_fails_leaves_the_others_and_the_warehouse_as_they_were(tmp_path, warehouse, reader, rows):
    good, empty, other = tmp_path / NAME, tmp_path / "empty 2018-19.csv", tmp_path / "SLA funding 2018-19.csv"
    good.write_bytes(as_csv(lift({})))
    empty.write_bytes(b"")
    other.write_bytes(as_csv(table(NAMES["staffing_funding"][1], {})))
    gone = tmp_path / "gone.csv"
    reports = list(load_files(warehouse, [good, empty, gone, other], "tester", reader=reader))
    assert [(Path(r.file).name, r.status) for r in reports] == [
        (NAME, "loaded"), ("empty 2018-19.csv", "refused"), ("gone.csv", "refused"), ("SLA funding 2018-19.csv",
        "loaded"),
    ]  # fmt: skip
    assert "could not be opened" in reports[2].message
    assert rows("select count(*) from lift_activity") == rows("select count(*) from staffing_funding") == [(1,)]
    assert len(history(warehouse)) == 2


def test_a_fault_while_storing_leaves_nothing_of_the_file(warehouse, reader, rows, monkeypatch):
    from warehouse import batches

    reading = read_return(warehouse, NAME, as_csv(lift({})), reader)
    version = warehouse.version()

    def fail(*_):
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr(batches, "stand", fail)
    monkeypatch.setattr(batches, "refresh", fail)
    with pytest.raises(RuntimeError):
        load_return(warehouse, reading, "tester")
    for table_name in ("store.batch", "store.claim", "store.fault", "store.lift_activity", "main.lift_activity"):
        assert rows(f"select count(*) from {table_name}") == [(0,)]
    assert warehouse.version() == version


def test_reading_stores_nothing(warehouse, reader, rows):
    reading = read_return(warehouse, NAME, as_csv(lift({}, {"LIFT meeting date": ""})), reader)
    assert (reading.status, reading.rows, reading.accepted, reading.set_aside) == ("ready", 2, 1, {"meeting_date": 1})
    assert reading.message == (
        "1 of 2 rows can be loaded, 1 set aside for you to correct. There is no column for “papers received”: figures "
        "of waits from the day that papers came in lack this return."
    )
    assert rows("select count(*) from store.batch") == [(0,)]


def test_a_path_and_its_bytes_are_read_alike(tmp_path, warehouse, reader):
    path = tmp_path / NAME
    path.write_bytes(as_csv(lift({})))
    one, two = read_return(warehouse, NAME, path, reader), read_return(warehouse, NAME, path.read_bytes(), reader)
    assert one.sha256 == two.sha256
    assert one.checked.table.equals(two.checked.table)


def test_what_crosses_from_the_reading_process_holds_no_personal_detail(warehouse, reader):
    import pickle

    sent = pickle.dumps(read_return(warehouse, NAME, as_csv(lift({}, {"UPN": "A1"}, {"DOB": "soon"})), reader))
    assert [text for text in ("Hill", "207000016049", "2010-02-01", "01/02/2010") if text.encode() in sent] == []
    assert LIFT["Pupil name"] == "Hill, Ann"
