"""A server of the app on a free port with a warehouse of its own, and the browser that looks at it."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Playwright

ROOT = Path(__file__).parents[2]


def loaded(database: Path, *sources: Path, origin: str = "upload") -> Path:
    """A new warehouse with these files, or all returns of these folders, loaded."""
    from loaders import load_files
    from warehouse import open_warehouse

    files = [file for source in sources for file in ([source] if source.is_file() else returns_in(source))]
    with open_warehouse(database) as warehouse:
        for report in load_files(warehouse, files, "tests", origin):
            assert report.status == "loaded", report.message
    return database


def returns_in(folder: Path) -> list[Path]:
    """The returns of a folder, in order."""
    return sorted(path for path in folder.iterdir() if path.suffix in (".xlsx", ".xls", ".ods", ".csv", ".txt"))


@contextlib.contextmanager
def serve(script: Path, database: Path | str) -> Iterator[tuple[str, subprocess.Popen]]:
    """The address and the process of a running server; it stops with the block."""
    port = _free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(script), f"--server.port={port}", "--server.headless=true"]
    environment = {**os.environ, "STLS_DB": str(database)}
    environment.pop("STLS_KEY_FILE", None)
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
    )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(address, process)
        yield address, process
    finally:
        process.terminate()
        process.wait(20)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def _wait_for(address: str, process: subprocess.Popen) -> None:
    for _ in range(150):
        with (
            contextlib.suppress(urllib.error.URLError, ConnectionError),
            urllib.request.urlopen(f"{address}/_stcore/health"),
        ):
            return
        assert process.poll() is None, "the server ended before it answered"
        time.sleep(0.2)
    raise AssertionError("the server did not answer within 30 seconds")


@contextlib.contextmanager
def browser(playwright: Playwright) -> Iterator[Browser]:
    """A Chromium of this machine."""
    spec = importlib.util.spec_from_file_location("chromium", ROOT / "tests" / "chromium.py")
    chromium = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(chromium)
    running = playwright.chromium.launch(executable_path=chromium.find(), args=["--no-sandbox"])
    try:
        yield running
    finally:
        running.close()
