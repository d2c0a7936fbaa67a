"""Sets up and runs the app (`python3 start.py`), or sets up and runs its tests (`python3 start.py test`).

Standard library only, and written so that an old Python can read far enough to say that it is too old.
"""

import argparse
import errno
import functools
import hashlib
import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
import webbrowser
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
OLDEST_PYTHON = (3, 11)
SPACE_NEEDED = 2 * 1024**3  # bytes; the environment takes 1.1 GB, and as much again while it unpacks
SECONDS_TO_START, ADDRESS = 120, "127.0.0.1"
OWN = ("app.py", "charts", "loaders", "metrics", "pages", "ui", "warehouse")
SIDE_BY_SIDE = ("-n", "logical", "--maxprocesses", "4", "--dist", "worksteal")  # of pytest-xdist; -n 0 is one by one


say = functools.partial(print, flush=True)


class Stop(Exception):
    """Set-up cannot go on; the message is the one line that the person sees."""


def main(words):
    """Do what the words ask for; the exit status is 0, or 1 with one line on standard error, or pytest's own."""
    try:
        check_python(sys.version_info)
        return test(words[1:]) if words[:1] == ["test"] else run(options(words))
    except Stop as stop:
        sentence = str(stop)
    except OSError as error:
        full = error.errno == errno.ENOSPC
        sentence = "The disk is full: free some space and start again." if full else f"This could not be done: {error}"
    except KeyboardInterrupt:
        sentence = "Stopped before it was ready."
    print(" ".join(sentence.split()), file=sys.stderr, flush=True)
    return 1


def options(words):
    """The options of a plain start: port and no_browser."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--port", type=int, default=8501, help="where the app answers on this machine (default 8501)")
    parser.add_argument("--no-browser", action="store_true", help="do not open a browser")
    return parser.parse_args(words)


def check_python(version):
    """Raise Stop where this Python is older than the app's parts need."""
    if tuple(version[:2]) < OLDEST_PYTHON:
        oldest = ".".join(map(str, OLDEST_PYTHON))
        raise Stop(f"Python {version[0]}.{version[1]} is too old: install Python {oldest} or later and use that.")


def check_port(port):
    """Raise Stop where nothing can listen on the port."""
    if not 1 <= port <= 65535:
        raise Stop(f"{port} is no port: choose a number from 1024 to 65535 with --port.")
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        if os.name == "posix":  # else the port of an app closed a moment ago would look busy
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, port))
        except OSError as error:
            why = "needs an administrator" if error.errno == errno.EACCES else "is in use, perhaps by this app already"
            raise Stop(f"Port {port} {why}: choose another one, such as --port {min(port + 1, 65535)}.") from None


def check_can_install():
    """Raise Stop where Python cannot make an environment or the disk cannot hold one."""
    if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        raise Stop("This Python has no venv module: install it (on Debian or Ubuntu: apt install python3-venv).")
    free = shutil.disk_usage(str(ROOT)).free
    if free < SPACE_NEEDED:
        have, need = free / 1024**3, SPACE_NEEDED / 1024**3
        raise Stop(f"The disk has {have:.1f} GB free and setting up needs {need:.0f} GB: free some space first.")


def prepare(*requirements):
    """The environment's Python with these requirement files installed, and the app compiled; nothing is done twice."""
    python = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    stamp = ENVIRONMENT / (requirements[-1] + ".installed")
    wanted = fingerprint()
    if not (python.exists() and stamp.exists() and stamp.read_text() == wanted):
        check_can_install()
        make_environment(python)
        install(str(python), requirements)
        stamp.write_text(wanted)
    outcome([str(python), "-m", "compileall", "-q", *OWN])  # else, where nothing may be kept, each process does
    return str(python)


def make_environment(python):
    """Make the environment where it is not there or has no pip; raises Stop."""
    if not python.exists() or outcome([str(python), "-m", "pip", "--version"])[0]:
        say("Making an environment in .venv")
        status, lines = outcome([sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)])
        if status:
            raise Stop(f"The environment could not be made: {last(lines)}")


def fingerprint():
    """A hash of all that decides what is installed."""
    files = sorted([*ROOT.glob("requirements*.txt"), ROOT / "constraints.txt"])
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def install(python, requirements):
    """Install requirement files with the environment's pip; raises Stop with pip's own reason."""
    say("Installing what is needed (first start only; a few minutes)")
    command = [python, "-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--progress-bar", "off"]
    for requirement in requirements:
        command += ["-r", str(ROOT / requirement)]
    status, lines = outcome(command, show=("Collecting ", "Installing collected"))
    if status and any("No space left" in line for line in lines):
        raise Stop("The disk filled up while installing: free some space and start again.")
    if status:
        errors = [line for line in lines if line.startswith("ERROR")]
        raise Stop(
            f"Installing failed ({last(errors or lines)}). Check the network connection and pip's settings "
            "(a proxy goes into HTTPS_PROXY), then start again: what has been downloaded is kept."
        )


def outcome(command, env=None, show=()):
    """Run a command quietly: its exit status and its lines. Lines that begin as `show` says are shown on a terminal."""
    lines = []
    with subprocess.Popen(
        command, cwd=str(ROOT), env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL
    ) as process:
        for raw in process.stdout:
            lines.append(raw.decode("utf-8", "replace").rstrip())
            if show and sys.stdout.isatty() and lines[-1].startswith(show):
                say("  " + lines[-1][:76])
    return process.returncode, lines


def last(lines):
    """The last line that says anything."""
    return next((line for line in reversed(lines) if line.strip()), "no reason was given")


def run(choice):
    """Set up, load the sample where there is no warehouse yet, and serve until stopped."""
    check_port(choice.port)
    python = prepare("requirements.txt")
    env = dict(os.environ)
    env["STLS_DB"] = str(Path(env.get("STLS_DB") or ROOT / "data/warehouse/stls.duckdb").absolute())
    load_sample(python, env)
    env["STLS_AHEAD"] = "1"  # the board's figures are made ready beside the pages
    return serve(python, env, choice)


def load_sample(python, env):
    """Load the synthetic sample into a warehouse that is not there yet, or whose first load was cut short."""
    warehouse = Path(env["STLS_DB"])
    begun = warehouse.with_name(warehouse.name + ".first-load")
    if warehouse.exists() and not begun.exists():
        return
    say("Loading the synthetic sample (first start only)")
    warehouse.parent.mkdir(parents=True, exist_ok=True)
    begun.touch()
    status, lines = outcome([python, "-m", "loaders", "load", str(ROOT / "data/sample"), "--sample"], env)
    if status:
        raise Stop(f"The synthetic sample could not be loaded: {last(lines)}")
    begun.unlink()


def serve(python, env, choice):
    """Serve the app on this machine alone until it is stopped; 0 where that was the person's wish."""
    where = f"http://{ADDRESS}:{choice.port}"
    command = [python, "-m", "streamlit", "run", "app.py", "--server.headless", "true"]
    command += ["--server.address", ADDRESS, "--server.port", str(choice.port)]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # so that the server is stopped along with this script
    server = subprocess.Popen(command, cwd=str(ROOT), env=env, stdout=subprocess.DEVNULL)
    try:
        wait_until_healthy(server, where)
        say(f"The app is open at {where} (Ctrl+C stops it)")
        if not choice.no_browser:
            webbrowser.open(where)
        if server.wait():
            raise Stop("The app stopped by itself; the lines above say why.")
    except KeyboardInterrupt:
        say("Stopped.")
    finally:
        stop(server)
    return 0


def stop(server):
    """End the server, politely first."""
    server.terminate()
    try:
        server.wait(timeout=10)
    except subprocess.TimeoutExpired:
        server.kill()


def wait_until_healthy(server, where):
    """Return once the server says ok; raises Stop where it ends or stays silent."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    end = time.monotonic() + SECONDS_TO_START
    while server.poll() is None and time.monotonic() < end:
        try:
            with opener.open(where + "/_stcore/health", timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise Stop("The app did not start; the lines above say why." if server.poll() else "The app does not answer.")


def test(words):
    """Install what the tests need, a browser included, and give pytest's exit status."""
    python = prepare("requirements.txt", "requirements-test.txt")
    with tempfile.TemporaryDirectory() as folder:
        env = dict(os.environ, STLS_CHROMIUM=browser(python), STLS_DB=str(Path(folder) / "stls.duckdb"))
        env.pop("STLS_KEY_FILE", None)  # the real key is none of the tests' business either
        return subprocess.call([python, "-m", "pytest", *SIDE_BY_SIDE, *words], cwd=str(ROOT), env=env)


def browser(python):
    """The path of a browser that runs; installed where there is none. Raises Stop where that fails too."""
    from tests import chromium

    found = chromium.find(python)
    if not found:
        say("Installing Chromium for the tests")
        found = chromium.install(python)
    if not found:
        raise Stop("No browser for the tests: install Chromium, Chrome or Edge, or set STLS_CHROMIUM to its path.")
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
