"""The Upload page: read first, nothing stored; load; take back."""

from __future__ import annotations

from tests.browser.server import ROOT
from tests.loaders.returns import CONTEXT, as_csv, table
from tests.pages.test_pages import words

THANET = ROOT / "data" / "sample" / "Synthetic LIFT activity Thanet 2018-19 to 2020-21.csv"


def _thanet() -> tuple[str, bytes, str]:
    return THANET.name, THANET.read_bytes(), "text/csv"


def button(test, label: str):
    """The button of that label."""
    return next(button for button in test.button if button.label.startswith(label))


def test_a_file_is_read_loaded_and_taken_back(look, fresh):
    test = look(fresh, "upload")
    assert "No return is loaded." in words(test)
    test.file_uploader[0].upload(THANET.name, THANET.read_bytes(), "text/csv").run()
    assert "LIFT activity return" in words(test)
    assert "No return is loaded." in words(test)  # read, and not stored
    button(test, "Load 1 file").click().run()
    assert "1 file is in use" in words(test)
    test.selectbox(key="undo").set_value(test.selectbox(key="undo").options[0]).run()
    button(test, "Take it back").click().run()
    button(test, "Yes, take back batch 1").click().run()
    assert not test.exception
    assert "was taken back" in test.success[0].value.replace("\\", "")
    assert "No return is loaded." in words(test)


def test_a_file_that_is_no_return_is_refused_and_the_others_can_be_loaded(look, fresh):
    test = look(fresh, "upload")
    files = [
        ("shopping.csv", b"item,price\nbread,2\nmilk,1\n", "text/csv"),
        (THANET.name, THANET.read_bytes(), "text/csv"),
    ]
    test.file_uploader[0].set_value(files).run()
    assert not test.exception
    assert "✖ Refused." in words(test)
    assert button(test, "Load 1 file")


def test_a_file_that_stands_is_said_to_stand_before_it_is_loaded_again(look, fresh):
    test = look(fresh, "upload")
    test.file_uploader[0].upload(*_thanet()).run()
    button(test, "Load 1 file").click().run()
    other = ("District context 2018-19.csv", as_csv(table(CONTEXT, {})), "text/csv")
    test.file_uploader[0].set_value([_thanet(), other]).run()
    assert not test.exception
    assert "It stands already, as batch 1: loading it changes nothing." in words(test)
    assert "1 file that brings nothing new" in words(test)
    button(test, "Load 1 file").click().run()
    assert "2 files are in use" in words(test)


def test_what_a_load_would_change_can_be_stopped_and_tried_after_all(look, fresh, monkeypatch):
    test = look(fresh, "upload")
    with monkeypatch.context() as stopped:
        stopped.setattr("ui.preview.watch", lambda job: (job.stop(), job.wait(20)))
        test.file_uploader[0].upload(*_thanet()).run()
        assert "Stopped before it was tried: what it would change is not known." in words(test)
    assert button(test, "Load 1 file")
    button(test, "Try it after all").click().run()
    assert not test.exception
    assert "rows would be added." in words(test)


def test_batches_beyond_the_newest_are_behind_a_fold(look, sample, monkeypatch):
    monkeypatch.setattr("ui.returns.NEWEST", 5)
    test = look(sample, "upload")
    assert "Loaded before these (14)" in [one.label for one in test.expander]
