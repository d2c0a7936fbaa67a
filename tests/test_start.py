"""start.py: one clear line for each thing that can go wrong, and nothing done twice."""

from __future__ import annotations

import errno
import os
import socket
import subprocess
import sys
import urllib.request
from argparse import Namespace
from contextlib import closing
from pathlib import Path

import pytest

import start
from tests import chromium

ROOT = Path(start.__file__).parent


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A folder with requirement files in it and no environment yet."""
    for name in ("requirements.txt", "requirements-test.txt", "constraints.txt"):
        (tmp_path / name).write_text(f"# {name}\n", encoding="utf-8")
    monkeypatch.setattr(start, "ROOT", tmp_path)
    monkeypatch.setattr(start, "ENVIRONMENT", tmp_path / ".venv")
    return tmp_path


@pytest.fixture
def commands(monkeypatch):
    """What start.py would have run; `answers` holds what a command with that word in it gives back."""
    ran, answers = [], {}

    def outcome(command, env=None, show=()):
        ran.append(" ".join(command))
        return next((answer for word, answer in answers.items() if word in command), (0, []))

    monkeypatch.setattr(start, "outcome", outcome)
    outcome.ran, outcome.answers = ran, answers
    return outcome


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind((start.ADDRESS, 0))
        return probe.getsockname()[1]


def environment(home) -> None:
    """An environment whose Python is there, as far as start.py looks."""
    python = home / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    python.parent.mkdir(parents=True)
    python.touch()


def first_lines(process, until: str) -> list[str]:
    lines = []
    for line in process.stdout:
        lines.append(line)
        if until in line:
            break
    return lines


def one_line(capsys) -> str:
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1
    return lines[0]


def test_an_old_python_is_refused_with_what_to_do():
    with pytest.raises(start.Stop, match=r"Python 3\.8 is too old: install Python 3\.11 or later"):
        start.check_python((3, 8, 18))


def test_a_busy_port_is_one_line_and_status_1(capsys, home, commands):
    with closing(socket.socket()) as busy:
        busy.bind((start.ADDRESS, 0))
        busy.listen()
        port = busy.getsockname()[1]
        assert start.main(["--port", str(port), "--no-browser"]) == 1
    assert f"Port {port} is in use" in one_line(capsys)
    assert commands.ran == []


def test_a_port_that_is_none_is_refused(capsys, home):
    assert start.main(["--port", "70000"]) == 1
    assert "70000 is no port" in one_line(capsys)


def test_a_python_without_venv_is_told_how_to_get_it(capsys, home, monkeypatch):
    monkeypatch.setattr(start.importlib.util, "find_spec", lambda name: None)
    assert start.main(["--port", str(free_port())]) == 1
    assert "python3-venv" in one_line(capsys)


def test_a_full_disk_is_said_before_anything_is_downloaded(capsys, home, commands, monkeypatch):
    monkeypatch.setattr(start.shutil, "disk_usage", lambda path: Namespace(free=300 * 1024**2))
    assert start.main(["test"]) == 1
    assert "The disk has 0.3 GB free and setting up needs 2 GB" in one_line(capsys)
    assert commands.ran == []


def test_a_disk_that_fills_up_on_the_way_is_one_line(capsys, home, monkeypatch):
    def full(*requirements):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(start, "prepare", full)
    assert start.main(["test"]) == 1
    assert one_line(capsys) == "The disk is full: free some space and start again."


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (["WARNING: Retrying", "ERROR: No matching distribution found for duckdb==2.0.0"], "No matching distribution"),
        (["ERROR: Could not install packages: [Errno 28] No space left on device"], "The disk filled up"),
    ],
)
def test_a_failed_download_is_one_line_with_the_reason(capsys, home, commands, said, expected):
    environment(home)
    commands.answers["install"] = (1, said)
    assert start.main(["test"]) == 1
    assert expected in one_line(capsys)
    assert not list((home / ".venv").glob("*.installed"))


def test_what_is_installed_is_installed_once(home, commands):
    environment(home)
    assert start.prepare("requirements.txt") == start.prepare("requirements.txt")
    assert sum("pip install" in command for command in commands.ran) == 1


def test_a_changed_pin_is_installed(home, commands):
    environment(home)
    start.prepare("requirements.txt")
    (home / "constraints.txt").write_text("numpy==2\n", encoding="utf-8")
    start.prepare("requirements.txt")
    assert sum("pip install" in command for command in commands.ran) == 2


def test_an_environment_whose_python_is_gone_is_made_again(home, commands):
    environment(home)
    commands.answers["--version"] = (1, [])
    start.prepare("requirements.txt")
    assert any("-m venv --clear" in command for command in commands.ran)


@pytest.mark.parametrize("installed", [False, True])
def test_the_apps_modules_are_compiled_once_for_all_that_run_them(home, monkeypatch, installed):
    environment(home)
    (home / ".venv" / "requirements.txt.installed").write_text(start.fingerprint() if installed else "")
    (home / "loaders").mkdir()
    (home / "loaders" / "some.py").write_text("VALUE = 1\n", encoding="utf-8")
    given = start.outcome
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setattr(
        start, "outcome", lambda words, **_: given([sys.executable, *words[1:]]) if "compileall" in words else (0, [])
    )
    start.prepare("requirements.txt")
    assert [path.name.split(".")[0] for path in (home / "loaders" / "__pycache__").iterdir()] == ["some"]


def test_every_folder_of_the_app_is_compiled():
    folders = {path.parent.name for path in ROOT.glob("*/*.py")} - {"tests", "bench"}
    assert set(start.OWN) == folders | {"app.py"}


def test_the_sample_is_loaded_only_where_there_is_no_warehouse(tmp_path, commands):
    env = {"STLS_DB": str(tmp_path / "deep" / "stls.duckdb")}
    start.load_sample("python", env)
    assert [command.split()[2:4] for command in commands.ran] == [["loaders", "load"]]
    Path(env["STLS_DB"]).touch()
    start.load_sample("python", env)
    assert len(commands.ran) == 1


def test_a_first_load_that_was_cut_short_is_done_again(tmp_path, commands):
    env = {"STLS_DB": str(tmp_path / "stls.duckdb")}
    commands.answers["loaders"] = (1, ["reading", "Calendar.csv: the file is empty"])
    with pytest.raises(start.Stop, match="the file is empty"):
        start.load_sample("python", env)
    Path(env["STLS_DB"]).touch()
    commands.answers.clear()
    start.load_sample("python", env)
    start.load_sample("python", env)
    assert len(commands.ran) == 2


def test_the_tests_never_see_the_real_warehouse_or_key(monkeypatch):
    seen = {}
    monkeypatch.setattr(start, "prepare", lambda *requirements: "python")
    monkeypatch.setattr(start, "browser", lambda python: "/a/browser")
    monkeypatch.setattr(start.subprocess, "call", lambda command, cwd, env: seen.update(env, command=command) or 5)
    monkeypatch.setenv("STLS_DB", "real.duckdb")
    monkeypatch.setenv("STLS_KEY_FILE", "real.key")
    assert start.main(["test", "-k", "none"]) == 5
    assert seen["command"] == ["python", "-m", "pytest", *start.SIDE_BY_SIDE, "-k", "none"]
    assert seen["STLS_CHROMIUM"] == "/a/browser"
    assert seen["STLS_DB"] != "real.duckdb"
    assert "STLS_KEY_FILE" not in seen


def test_no_browser_to_be_had_is_one_line(capsys, home, monkeypatch):
    monkeypatch.setattr(start, "prepare", lambda *requirements: sys.executable)
    monkeypatch.setattr(chromium, "find", lambda python: None)
    monkeypatch.setattr(chromium, "install", lambda python: None)
    assert start.main(["test"]) == 1
    assert "set STLS_CHROMIUM to its path" in one_line(capsys)


def test_the_browser_that_is_named_comes_first(monkeypatch):
    monkeypatch.setenv("STLS_CHROMIUM", sys.executable)  # it answers --version, which is all that is asked
    assert chromium.find() == sys.executable
    monkeypatch.setenv("STLS_CHROMIUM", "/nowhere/chromium")
    assert chromium.find() != "/nowhere/chromium"


def test_a_server_that_ends_at_once_is_one_line():
    server = subprocess.Popen([sys.executable, "-c", "raise SystemExit(3)"])
    server.wait()
    with pytest.raises(start.Stop, match="did not start"):
        start.wait_until_healthy(server, f"http://{start.ADDRESS}:{free_port()}")


def test_the_app_comes_up_with_the_sample_and_goes_when_told(tmp_path):
    """The whole of a first start, but for making the environment: this Python stands in for it."""
    port, database = free_port(), tmp_path / "stls.duckdb"
    code = "import sys, start; start.prepare = lambda *_: sys.executable; sys.exit(start.main(sys.argv[1:]))"
    command = [sys.executable, "-c", code, "--no-browser", "--port", str(port)]
    env = {**os.environ, "STLS_DB": str(database), "PYTHONUNBUFFERED": "1"}
    env.pop("STLS_KEY_FILE", None)
    with subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True) as started:
        try:
            said = first_lines(started, until="open at")
            with urllib.request.urlopen(f"http://{start.ADDRESS}:{port}/_stcore/health", timeout=10) as answer:
                assert answer.read() == b"ok"
            assert database.exists()
        finally:
            started.terminate()
    assert any("synthetic sample" in line for line in said)
    with closing(socket.socket()) as probe:
        assert probe.connect_ex((start.ADDRESS, port)) != 0
