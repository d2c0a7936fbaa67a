"""The browser that the tests drive: found on this machine, or installed. Standard library only, for start.py."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
PLACES = (
    "/usr/lib/chromium/chromium",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
ASK_PLAYWRIGHT = """from playwright.sync_api import sync_playwright
with sync_playwright() as playwright: print(playwright.chromium.executable_path)"""


def find(python=sys.executable):
    """The path of a browser on this machine that answers, or None. STLS_CHROMIUM comes first, playwright's own last."""
    for place in (os.environ.get("STLS_CHROMIUM"), *map(shutil.which, NAMES), *PLACES):
        if place and _answers(place):
            return place
    place = _run(python, "-c", ASK_PLAYWRIGHT).stdout.strip()
    return place if place and _answers(place) else None


def install(python):
    """Install a browser, by the system's packages where that is allowed, else by playwright; its path, or None."""
    if shutil.which("apt-get") and os.geteuid() == 0:
        _run("apt-get", "update")
        _run("apt-get", "install", "-y", "--no-install-recommends", "chromium")
    if not find(python):
        _run(python, "-m", "playwright", "install", "chromium")
    return find(python)


def _answers(place):
    # On Windows --version would open a window, so that being there must do.
    return Path(place).is_file() and (os.name == "nt" or _run(place, "--version").returncode == 0)


def _run(*command):
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        return subprocess.run(command, env=quiet, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    except OSError as error:
        return subprocess.CompletedProcess(command, 1, "", str(error))
