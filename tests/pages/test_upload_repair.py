"""The Upload page: rows put right, what a load would change, undo that asks first, templates."""

from __future__ import annotations

import shutil

import pytest

from tests.loaders.returns import CONTEXT, as_csv, as_xlsx, lift, table
from tests.pages.test_pages import html, words
from tests.pages.test_upload import button

NAME = "LIFT activity Thanet 2018-19.xlsx"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FAULTY = lift({"LIFT meeting date": "31/02/2019"}, {}, {"School / setting": ""}, {"UPN": "Z207000016049"})


@pytest.fixture
def fresh(empty, tmp_path):
    """An empty warehouse of this test's own."""
    return shutil.copy(empty, tmp_path / "fresh.duckdb")


@pytest.fixture
def page(look, fresh):
    """The Upload page with a faulty file dropped."""

    def page(lines=FAULTY, name: str = NAME):
        test = look(fresh, "upload")
        test.file_uploader[0].upload(name, as_xlsx(lines), XLSX).run()
        assert not test.exception
        return test

    return page


def field(test, label: str):
    """The field of one cell."""
    return next(field for field in test.text_input if field.label == label)


def check_again(test):
    test.button(key=next(b.key for b in test.button if b.label == "Check again")).click().run()
    assert not test.exception
    return test


def test_rows_set_aside_are_put_right_on_the_page_and_loaded(page):
    test = page()
    assert field(test, "LIFT meeting date, row 2").value == "31/02/2019"
    assert "Request ref: R3; LIFT meeting date: 03/12/2018" in words(test)
    field(test, "LIFT meeting date, row 2").set_value("03/12/2018")
    field(test, "School / setting, row 4").set_value("Orchard Academy")
    check_again(test)
    assert "4 of 4 rows can be loaded." in words(test)
    assert "2 cells were corrected here." in words(test)
    test.text_input(key="who").set_value("A. Clerk").run()
    button(test, "Load 1 file").click().run()
    assert "2 cells were corrected on the page" in test.success[0].value.replace("\\", "")
    assert "A. Clerk; 2 cells were corrected on the page" in words(test)


def test_what_is_still_wrong_stays_with_its_new_reason(page):
    test = page()
    field(test, "LIFT meeting date, row 2").set_value("03/12/2031")
    check_again(test)
    assert "outside the academic years of this file" in words(test)
    assert field(test, "LIFT meeting date, row 2").value == "03/12/2031"
    assert "2 of 4 rows can be loaded" in words(test)


def test_a_personal_cell_is_an_empty_field_and_is_never_shown(page):
    test = page()
    test.radio[0].set_value("warning").run()
    upn = field(test, "UPN, row 5")
    assert upn.value == ""
    upn.set_value("P207000016049")
    check_again(test)
    assert not [f for f in test.text_input if f.label.startswith("UPN")]
    assert all(part not in html(test) for part in ("207000016049", "Hill", "01/02/2010"))


def test_corrections_that_stop_the_file_can_be_taken_back(page):
    lines = lift({}, {"LIFT meeting date": ""})
    lines[1][1] = "05/12/2018"
    test = page(lines)
    field(test, "LIFT meeting date, row 3").set_value("12/25/2018")
    check_again(test)
    assert "With these corrections the file cannot be read." in words(test)
    test.button(key="repair-forget").click().run()
    assert "1 of 2 rows can be loaded" in words(test)


def test_nothing_typed_reads_nothing_again_and_says_so(page):
    test = check_again(page())
    assert "Nothing was typed" in words(test)
    assert "2 of 4 rows can be loaded" in words(test)


def test_many_faults_come_a_page_at_a_time(page):
    test = page(lift(*[{"School / setting": ""}] * 30, {}))
    fields = [f for f in test.text_input if f.label.startswith("School")]
    assert len(fields) == 12
    next(s for s in test.selectbox if s.label == "30 cells, 12 to a page").set_value("Page 3").run()
    assert "School / setting, row 26" in [f.label for f in test.text_input]


def test_text_of_a_file_is_plain_beside_a_fault(page):
    test = page(lift({"LIFT meeting date": "soon", "School / setting": "<script>alert(1)</script>"}, {}))
    assert "&lt;script&gt;alert(1)" in html(test)
    assert "<script>alert" not in html(test)


def test_the_marked_workbook_is_offered_and_made_when_asked_for(page, monkeypatch):
    made = []
    monkeypatch.setattr("ui.repair.mark_faults", lambda *asked: made.append(asked))
    test = page()
    offered = next(b for b in test.get("download_button") if b.proto.label.startswith("Download the workbook"))
    assert offered.proto.deferred_file_id
    assert made == []


def test_two_files_are_put_right_one_after_the_other(look, fresh):
    test = look(fresh, "upload")
    files = [(name, as_xlsx(FAULTY), XLSX) for name in (NAME, NAME.replace("Thanet", "Dover"))]
    test.file_uploader[0].set_value(files).run()
    choice = test.selectbox(key="repair-file")
    assert [name[:2] for name in choice.options] == ["1.", "2."]
    choice.set_value(choice.options[1]).run()
    field(test, "School / setting, row 4").set_value("Orchard Academy")
    check_again(test)
    assert "3 of 4 rows can be loaded" in words(test)
    assert "2 of 4 rows can be loaded" in words(test)


def _loaded(test, name: str, lines: list[list]):
    test.file_uploader[0].upload(name, as_csv(lines), "text/csv").run()
    button(test, "Load 1 file").click().run()
    assert not test.exception
    return test


def test_what_loading_would_change_is_shown_before_and_nothing_is_stored(look, fresh):
    test = _loaded(look(fresh, "upload"), "District context 2018-19.csv", table(CONTEXT, {}))
    rows = lift(*[{"SEN status": "SEN Support", "LIFT outcome": "Generic training"}] * 20)
    test.file_uploader[0].upload("LIFT activity Thanet 2018-19.csv", as_csv(rows), "text/csv").run()
    said = words(test)
    assert "What loading would change" in said
    assert "Internal: real counts, not for publication" in said
    assert "20 rows would be added." in said
    assert "Thanet, requests where support is agreed, 2018/19: no figure to 100%, red." in said
    assert any(e.label == "Newly covered (1)" for e in test.expander)
    assert "1 file is in use, with 1 row." in words(test.run())


def test_undo_asks_first_shows_what_it_would_change_and_is_on_record(look, fresh):
    test = _loaded(look(fresh, "upload"), "District context 2018-19.csv", table(CONTEXT, {}))
    test.text_input(key="who").set_value("B. Clerk").run()
    test.selectbox(key="undo").select_index(0).run()
    test.button(key="undo-ask").click().run()
    assert "1 row loaded before would no longer stand." in words(test)
    assert "No longer covered (1)" in [e.label for e in test.expander]
    assert "1 file is in use" in words(test)
    test.button(key="undo-no").click().run()
    assert "1 file is in use" in words(test)
    test.selectbox(key="undo").select_index(0).run()
    test.button(key="undo-ask").click().run()
    test.button(key="undo-yes").click().run()
    assert not test.exception
    assert "No return is loaded." in words(test)
    assert "taken back by B. Clerk" in words(test)


def test_a_first_real_return_says_that_the_sample_steps_aside(look, sample, tmp_path):
    test = look(shutil.copy(sample, tmp_path / "copy.duckdb"), "upload")
    shutil.copy(sample.with_suffix(".key"), tmp_path / "copy.key")
    test.file_uploader[0].upload("LIFT activity Thanet 2018-19.csv", as_csv(lift({})), "text/csv").run()
    assert "The synthetic sample steps aside" in words(test)


def test_each_return_has_a_template(look, fresh):
    test = look(fresh, "upload")
    offered = [b.proto.label for b in test.get("download_button")]
    assert len(offered) == 8
    assert "LIFT activity return" in offered
