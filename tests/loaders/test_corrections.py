"""Cells put right on the page: read as if they stood in the file, counted on record, and kept nowhere else."""

from __future__ import annotations

import pytest

from loaders import history, load_return, read_return
from loaders.answers import NONE, Answers
from tests.loaders.returns import LIFT, as_csv, as_xlsx, lift

NAME = "LIFT activity Thanet 2018-19.xlsx"
FAULTY = lift({"LIFT meeting date": "31/02/2019"}, {}, {"School / setting": ""}, {"UPN": "Z207000016049"})
DATE, SETTING, UPN, DOB = (list(LIFT).index(name) for name in ("LIFT meeting date", "School / setting", "UPN", "DOB"))
RIGHT = {("Data", 2, DATE): "03/12/2018", ("Data", 4, SETTING): " Orchard Academy ", ("Data", 5, UPN): "P207000016049"}


@pytest.fixture
def read(warehouse, reader):
    """Read lines or bytes with corrected cells."""

    def read(content=FAULTY, name: str = NAME, **cells_of: dict):
        data = content if isinstance(content, bytes) else as_xlsx(content)
        return read_return(warehouse, name, data, reader, Answers(**cells_of))

    return read


def _sums(reading) -> tuple[int, int, int]:
    checked = reading.checked
    assert checked.lines == checked.rows + checked.not_data
    assert checked.rows == checked.accepted + sum(checked.set_aside.values())
    return checked.lines, checked.rows, checked.accepted


def test_each_fault_says_which_cell_it_is_in(read):
    faulty = {(f.row_number, f.column): f for f in read().checked.faulty}
    assert set(faulty) == {(2, DATE), (4, SETTING), (5, UPN)}
    date, setting, upn = faulty[2, DATE], faulty[4, SETTING], faulty[5, UPN]
    assert (date.kind, date.sheet, date.label, date.value) == ("set aside", "Data", "LIFT meeting date", "31/02/2019")
    assert (setting.kind, setting.value, upn.kind) == ("set aside", "", "warning")
    assert dict(setting.beside) == {"Request ref": "R3", "LIFT meeting date": "03/12/2018", "Phase": "Primary",
                                    "SEN status": "SEN Support", "Primary need": "ASD"}  # fmt: skip


def test_no_personal_cell_is_shown_beside_a_fault_or_in_it(read):
    said = repr(read().checked.faulty)
    assert all(word not in said for word in ("Hill", "Ann", "207000016049", "01/02/2010"))
    assert next(f for f in read().checked.faulty if f.column == UPN).personal


def test_a_name_typed_into_another_column_is_masked_beside_a_fault(read):
    lines = lift({"School / setting": "", "Phase": "Ann Hill", "Request ref": "P207000016049"})
    said = repr(read(lines).checked.faulty)
    assert "Hill" not in said
    assert "207000016049" not in said


def test_what_is_right_now_is_accepted_and_the_sums_hold(read):
    assert _sums(read()) == (5, 4, 2)
    corrected = read(cells=RIGHT)
    assert _sums(corrected) == (5, 4, 4)
    assert (corrected.faults, corrected.corrected) == ([], 3)


def test_what_is_still_wrong_stays_with_its_new_reason(read):
    still = read(cells={("Data", 2, DATE): "03/12/2031", ("Data", 4, SETTING): "Orchard Academy"})
    assert _sums(still) == (5, 4, 3)
    assert "outside the academic years of this file" in still.checked.faulty[0].message


def test_a_text_file_is_corrected_by_its_line(read):
    lines = as_csv([*FAULTY[:2], ["", *FAULTY[2][1:-1], "two\nlines"], *FAULTY[3:]])
    faulty = [f for f in read(lines, "Thanet 2018-19.csv").checked.faulty if f.column == SETTING]
    assert [f.row_number for f in faulty] == [5]
    assert read(lines, "Thanet 2018-19.csv", cells={faulty[0].place: "A"}).accepted == 3


def test_a_cell_beyond_a_short_line_and_an_error_cell_can_be_written(read):
    lines = as_csv(FAULTY).split(b"\r\n")
    lines[3] = lines[3].rsplit(b",", len(LIFT) - 2)[0]  # the line ends before its setting
    short = b"\n".join(lines)
    assert read(short, "Thanet 2018-19.csv").accepted == 2
    assert read(short, "Thanet 2018-19.csv", cells={("", 4, SETTING): "Orchard Academy"}).accepted == 3
    broken = as_xlsx(lift({"School / setting": "#REF!"}))
    assert read(broken).accepted == 0
    assert read(broken, cells={("Data", 2, SETTING): "Orchard Academy"}).accepted == 1


def test_columns_read_as_the_same_are_both_told(read):
    lines = lift({"School / setting": "", "Setting name": ""})
    fault = next(f for f in read(lines).checked.faulty if f.code == "setting")
    assert (fault.column, fault.also) == (SETTING, (len(LIFT),))


def test_a_fault_in_no_single_cell_has_no_column(read):
    lines = [*lift({})[:1], [*lift({})[1], "one too many"]]
    fault = read(as_csv(lines), "Thanet 2018-19.csv").checked.faulty[0]
    assert (fault.code, fault.column, fault.beside) == ("ragged", None, ())


@pytest.mark.parametrize("place", [("Gone", 2, 1), ("Data", 99, 1)])
def test_a_correction_of_a_cell_that_is_not_there_is_our_own_fault(place, read):
    with pytest.raises(LookupError, match="A correction names"):
        read(cells={place: "x"})


def test_bytes_that_stand_load_again_once_corrected_and_not_twice(read, warehouse):
    assert load_return(warehouse, read(), "tester").status == "loaded"
    assert load_return(warehouse, read(), "tester").status == "unchanged"
    report = load_return(warehouse, read(cells=RIGHT), "A. Clerk")
    assert (report.status, report.accepted) == ("loaded", 4)
    assert report.message.endswith("3 cells were corrected on the page.")
    assert load_return(warehouse, read(cells=RIGHT), "A. Clerk").status == "unchanged"
    assert [(b["who"], b["corrected"]) for b in history(warehouse)] == [("A. Clerk", 3), ("tester", 0)]


def test_the_hash_is_that_of_the_bytes_alone_only_where_nothing_was_answered(read):
    import hashlib

    assert read().sha256 == hashlib.sha256(as_xlsx(FAULTY)).hexdigest()
    hashes = {read().sha256, read(cells=RIGHT).sha256, read(cells=dict(list(RIGHT.items())[:1])).sha256}
    assert len(hashes) == 3
    assert Answers(cells=dict(reversed(RIGHT.items()))).stamp() == Answers(cells=RIGHT).stamp() != NONE.stamp()


def test_a_corrected_value_is_stored_in_its_row_and_nowhere_else(read, warehouse, tmp_path):
    cells = RIGHT | {("Data", 4, SETTING): "Zircon Lodge School", ("Data", 5, DOB): "07/08/2009"}
    load_return(warehouse, read(cells=cells), "tester")
    cursor = warehouse.cursor()
    names = cursor.execute("select table_schema || '.' || table_name from information_schema.tables "
                           "where table_type = 'BASE TABLE'").fetchall()  # fmt: skip
    held = {name: str(cursor.execute(f"select * from {name}").fetchall()) for (name,) in names}
    assert {name for name, text in held.items() if "Zircon" in text} == {"store.lift_activity"}
    assert all("207000016049" not in text and "2009, 8, 7" not in text for text in held.values())


def test_a_date_is_typed_day_first_also_where_the_column_is_month_first(read):
    lines = lift(
        {"LIFT meeting date": "12/25/2018"}, {"LIFT meeting date": "soon"}, {"LIFT meeting date": "12/04/2018"}
    )
    said = {"month_first": frozenset({"meeting_date"}), "cells": {("Data", 3, DATE): "05/12/2018"}}
    days = [str(day) for day in read(lines, **said).checked.table["meeting_date"].to_pylist()]
    assert days == ["2018-12-25", "2018-12-05", "2018-12-04"]
    assert read(lines, month_first=frozenset({"meeting_date"})).accepted == 2
