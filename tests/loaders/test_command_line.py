"""python -m loaders: load, history, undo; exit status and the shape of the answers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.loaders.returns import as_csv, lift
from warehouse import open_warehouse

ROOT = Path(__file__).resolve().parents[2]
KEYS = {"file", "dataset", "status", "rows", "accepted", "set_aside", "not_data", "warnings", "batch", "message"}


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "LIFT activity Thanet 2018-19.csv").write_bytes(as_csv(lift({}, {"Primary need": ""})))
    return tmp_path


def call(folder: Path, *words: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "loaders", *words, "--db", str(folder / "stls.duckdb")],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if name != "STLS_KEY_FILE"},
    )


def test_all_well_is_nought_and_the_answer_is_json_on_standard_output(folder):
    done = call(folder, "load", str(folder / "in"), "--json")
    assert (done.returncode, done.stderr) == (0, "")
    (report,) = json.loads(done.stdout)["files"]
    assert set(report) == KEYS
    assert {key: report[key] for key in ("dataset", "status", "rows", "accepted", "set_aside", "not_data", "warnings",
    "batch")} == {
        "dataset": "lift_activity", "status": "loaded", "rows": 2, "accepted": 2, "set_aside": {}, "not_data": 1,
        "warnings": {"need_not_recorded": 1}, "batch": 1,
    }  # fmt: skip
    again = call(folder, "load", str(folder / "in"), "--json")
    assert (again.returncode, json.loads(again.stdout)["files"][0]["status"]) == (0, "unchanged")


def test_something_refused_or_set_aside_is_one_and_the_rest_is_in(folder):
    (folder / "in" / "empty.csv").write_bytes(b"")
    done = call(folder, "load", str(folder / "in"), str(folder / "nowhere.csv"), "--json")
    reports = json.loads(done.stdout)["files"]
    assert done.returncode == 1
    assert sorted(report["status"] for report in reports) == ["loaded", "refused", "refused"]
    assert any("is not there: check the name and the folder" in report["message"] for report in reports)


def test_a_folder_without_returns_is_said_in_a_sentence(folder):
    (folder / "none").mkdir()
    done = call(folder, "load", str(folder / "none"))
    assert done.returncode == 1
    assert done.stderr.startswith("There is no return in ")


def test_words_that_are_off_are_two(folder):
    assert call(folder, "load").returncode == 2
    assert call(folder, "lode", "x").returncode == 2
    assert call(folder, "undo", "first").returncode == 2


def test_history_and_undo(folder):
    call(folder, "load", str(folder / "in"))
    assert "stands" in call(folder, "history").stdout
    assert call(folder, "undo", "1").stdout == "Batch 1 (LIFT activity Thanet 2018-19.csv) was taken back.\n"
    done = call(folder, "undo", "1")
    assert (done.returncode, done.stdout) == (1, "")
    assert "was taken back before" in done.stderr
    assert "taken back" in call(folder, "history").stdout


def test_a_warehouse_in_use_is_said_within_a_second(folder):
    with open_warehouse(folder / "stls.duckdb"):
        start = time.perf_counter()
        done = call(folder, "load", str(folder / "in"))
        took = time.perf_counter() - start
    assert (done.returncode, done.stdout) == (1, "")
    assert "in use by another process" in done.stderr
    assert "Traceback" not in done.stderr
    assert took < 1 or took < 5 * started()  # a machine that is busy takes as long to start Python at all


def started() -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import duckdb"], check=True)
    return time.perf_counter() - start


def test_a_missing_key_is_said_in_a_sentence(folder):
    call(folder, "load", str(folder / "in"))
    (folder / "stls.key").unlink()
    done = call(folder, "load", str(folder / "in"))
    assert (done.returncode, done.stdout) == (1, "")
    assert "Put the file back from your backup" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_pipe_or_a_device_stalls_nothing(folder):
    make = getattr(os, "mkfifo", os.mkdir)  # Windows has no pipes in folders
    make(folder / "in" / "pipe.csv")
    done = call(folder, "load", str(folder / "in"), "--json")
    reports = json.loads(done.stdout)["files"]
    assert sorted(report["status"] for report in reports) == ["loaded", "refused"]
    assert any("is no file that can be read" in report["message"] for report in reports)
