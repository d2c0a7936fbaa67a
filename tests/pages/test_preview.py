"""What a preview is made of: the same loaders and the same figures, on a copy."""

from __future__ import annotations

import pytest

from loaders import NoSuchBatch, load_return, read_return
from loaders.load import new_reader
from metrics import results
from tests.loaders.returns import CONTEXT, VOICE_WIDE, as_csv, lift, table
from ui.preview import of_loading, of_undo
from warehouse import open_warehouse

AUTUMN, SPRING = {"LIFT meeting date": "03/12/2018"}, {"LIFT meeting date": "04/02/2019"}
NAME = "LIFT activity Thanet 2018-19.csv"
TRAINED = {"LIFT outcome": "Generic training"}


@pytest.fixture(scope="module")
def reader():
    with new_reader() as found:
        yield found


@pytest.fixture
def held(tmp_path, monkeypatch, reader):
    """A warehouse with Thanet's context and its autumn: 20 requests, half of them with support agreed."""
    monkeypatch.delenv("STLS_KEY_FILE", raising=False)
    with open_warehouse(tmp_path / "stls.duckdb") as warehouse:
        rows = lift(*[AUTUMN | (TRAINED if n % 2 else {}) for n in range(20)])
        for name, lines in (("District context 2018-19.csv", table(CONTEXT, {})), (NAME, rows)):
            load_return(warehouse, read_return(warehouse, name, as_csv(lines), reader), "tester")
        yield warehouse


def _shown(warehouse) -> dict:
    frame = results(warehouse, ["allocated_share"])
    return {row.area: row.value for row in frame.itertuples() if row.value == row.value}


def test_the_sentences_are_what_the_load_then_comes_to(held, reader):
    more = lift(*[AUTUMN | (TRAINED if n % 4 else {}) for n in range(20)])
    reading = read_return(held, NAME, as_csv(more), reader)
    preview = of_loading(held, [reading])
    assert preview.rows == "20 rows would be added and 20 rows loaded before would no longer stand."
    assert "Thanet, requests where support is agreed, 2018/19: 50% to 75%, red to green." in _said(preview)
    assert (preview.covered, preview.uncovered, preview.notes) == ([], [], [])
    assert _shown(held)["Thanet"] == 50
    load_return(held, reading, "tester")
    assert _shown(held)["Thanet"] == 75


def _said(preview) -> list[str]:
    return [change.sentence for change in preview.found]


def test_a_file_that_stands_and_requests_that_stand_elsewhere_are_said(held, reader):
    same = read_return(held, NAME, as_csv(lift(*[AUTUMN | (TRAINED if n % 2 else {}) for n in range(20)])), reader)
    spring = read_return(held, "LIFT activity Thanet 2018-19 b.csv", as_csv(lift(*[SPRING] * 3)), reader)
    preview = of_loading(held, [same, spring])
    aside = "3 more rows would be set aside, since the requests stand already from another file."
    assert preview.notes == ["1 file stands already.", aside]
    assert preview.rows == "No row would be added or taken away."
    assert (same.status, same.accepted) == ("ready", 20)


def test_a_preview_counts_the_rows_that_the_files_read_have(held, reader):
    reading = read_return(held, "Parent and pupil voice 2018-19.csv", as_csv(table(VOICE_WIDE, {})), reader)
    assert reading.accepted == 1
    assert of_loading(held, [reading]).rows == "1 row would be added."


def test_undo_tells_what_becomes_unknown_and_is_no_longer_covered(held):
    preview = of_undo(held, 2)
    assert preview.rows == "20 rows loaded before would no longer stand."
    assert preview.uncovered == ["LIFT activity return, Thanet, 2018/19: term 2"]
    assert {change.kind for change in preview.found if change.indicator == "allocated_share"} == {"unknown"}
    lost = next(said for said in _said(preview) if said.startswith("Thanet, requests where support is agreed"))
    assert lost.endswith("2018/19: 50% to no figure. No LIFT activity return for Thanet, 2018/19.")
    with pytest.raises(NoSuchBatch):
        of_undo(held, 99)
    assert _shown(held)["Thanet"] == 50


def test_real_returns_are_not_compared_with_the_sample(tmp_path, monkeypatch, reader):
    monkeypatch.delenv("STLS_KEY_FILE", raising=False)
    with open_warehouse(tmp_path / "sample.duckdb") as warehouse:
        sample = read_return(warehouse, NAME, as_csv(lift(*[AUTUMN] * 20)), reader)
        load_return(warehouse, sample, "sample", "sample")
        mine = read_return(warehouse, NAME, as_csv(lift(*[TRAINED] * 20)), reader)
        preview = of_loading(warehouse, [mine])
        assert preview.origins == ("sample", "upload")
        assert {change.kind for change in preview.found} == {"known"}
        load_return(warehouse, mine, "tester")
        assert {change.kind for change in of_undo(warehouse, 2).found} == {"unknown"}
