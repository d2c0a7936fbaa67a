"""One child process: started, asked, watched while it answers, and ended."""

from __future__ import annotations

import contextlib
import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
import time
import weakref
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from .child import OUT_OF_MEMORY, UNSENDABLE
from .grid import Unreadable

_ROOT = Path(__file__).resolve().parents[2]
_POLL = 0.05
_ON_THE_WAY = 1 << 20  # bytes: the most that Linux allows without being asked to
_START_SECONDS = 60
_MEMORY = (
    "This file needs more memory to read than is allowed ({:,} MB). Send it in parts, or save its sheet as CSV if it "
    "is a workbook."
)
_TIME = (
    "This file takes longer to read than is allowed ({:,.0f} seconds). Send it in parts, or save "
    "its sheet as CSV if it is a workbook."
)
_ENDED = (
    "Reading this file had to be stopped: it is damaged, or needs more memory than is allowed. "
    "Open it in Excel, save it as a new .xlsx file, in parts if it is very large, and send that."
)


class Stopped(Exception):
    """The child came to an end, or was brought to it; args[0] is the sentence, args[1] whether memory was the cause."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one call may take: memory above the child's own, processor seconds, seconds by the clock."""

    memory_mb: int
    seconds: float
    wall_seconds: float


class Child:
    """A process that runs functions, one at a time; `calls` counts them."""

    def __init__(self, preload: tuple[str, ...]):
        paths = [str(_ROOT), os.environ.get("PYTHONPATH", "")]
        settings = {
            "PYTHONPATH": os.pathsep.join(filter(None, paths)),
            "MALLOC_ARENA_MAX": "2",
            "MALLOC_MMAP_THRESHOLD_": "1048576",  # else it grows, and large blocks are not given back when let go of
            "OMP_NUM_THREADS": "1",
            "OPENBLAS_NUM_THREADS": "1",
            "RUST_BACKTRACE": "0",
        }
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "loaders.reading.child", *preload],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, **settings},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        _widen(self._process.stdout)
        self._end = weakref.finalize(self, _end, self._process)
        self._answers: queue.SimpleQueue = queue.SimpleQueue()
        self._watched = None
        self._awake = False
        self.calls = 0

    def ended(self) -> bool:
        """Whether the process is no more."""
        return self._process.poll() is not None

    def stop(self) -> None:
        """End the process."""
        self._end()

    def call(self, target: str, arguments: tuple, named: dict, limits: Limits) -> object:
        """What the function returns; raises what it raises, and Stopped when the child did not outlive it."""
        self._wake()
        self.calls += 1
        message = (target, arguments, named, limits.memory_mb * 1_000_000, limits.seconds)
        kind, value = self._exchange(message, limits)
        if kind == "result":
            return value
        if kind == "unreadable":
            raise Unreadable(value)
        if kind == "fault":
            raise value
        raise Stopped(_MEMORY.format(limits.memory_mb) if kind == "memory" else _ENDED, kind == "memory")

    def _wake(self) -> None:
        """Wait until the child has started; a child that cannot start is our fault and not a file's."""
        if not self._awake:
            try:
                self._exchange(None, Limits(0, _START_SECONDS, _START_SECONDS))
            except Stopped as stop:
                said = self._process.stderr.read().decode(errors="replace") if self.ended() else ""
                raise RuntimeError(f"The reading process did not start. {said[-2000:]}") from stop
            self._awake = True

    def _exchange(self, message: tuple | None, limits: Limits) -> tuple[str, object]:
        """Send a message (None: only listen) and wait for the answer, watching the child meanwhile."""
        threading.Thread(target=_converse, args=(self._process, message, self._answers), daemon=True).start()
        started, watch = time.monotonic(), _Watch(self._process.pid) if message else None
        while True:
            try:
                kind, value = self._answers.get(timeout=_POLL)
            except queue.Empty:
                late = time.monotonic() - started > limits.wall_seconds
                if late or (watch and watch.spent() > limits.seconds):
                    self._process.kill()
                    raise Stopped(_TIME.format(limits.seconds), False) from None
                if watch and watch.taken() > limits.memory_mb * 1_000_000:
                    self._process.kill()
                    raise Stopped(_MEMORY.format(limits.memory_mb), True) from None
                continue
            if kind == "silence":
                raise self._silence(limits)
            return kind, value

    def _silence(self, limits: Limits) -> Exception:
        code = self._process.wait(timeout=5)
        if code == UNSENDABLE:
            return TypeError("What the function returned cannot be pickled.")
        if code == OUT_OF_MEMORY:
            return Stopped(_MEMORY.format(limits.memory_mb), True)
        if hasattr(signal, "SIGXCPU") and code == -signal.SIGXCPU:
            return Stopped(_TIME.format(limits.seconds), False)
        return Stopped(_ENDED, False)


class _Watch:
    """Memory and processor time that a process took since the watch began; for systems without limits of their own."""

    def __init__(self, process: int):
        import psutil

        self._gone = psutil.Error
        self._process = psutil.Process(process)
        self._held, self._spent = self._now()

    def _now(self) -> tuple[int, float]:
        try:
            times = self._process.cpu_times()
            return self._process.memory_info().rss, times.user + times.system
        except self._gone:
            return 0, 0.0

    def taken(self) -> int:
        """Bytes."""
        return self._now()[0] - self._held

    def spent(self) -> float:
        """Seconds."""
        return self._now()[1] - self._spent


def _widen(pipe: IO[bytes]) -> None:
    """Let more than 64 kB be on the way at once, where the system can: 30 MB then pass in a quarter of the time."""
    with contextlib.suppress(ImportError, AttributeError, OSError):
        import fcntl

        fcntl.fcntl(pipe.fileno(), fcntl.F_SETPIPE_SZ, _ON_THE_WAY)


def _converse(process: subprocess.Popen, message: tuple | None, answers: queue.SimpleQueue) -> None:
    try:
        if message is not None:
            pickle.dump(message, process.stdin, protocol=5)
            process.stdin.flush()
        answers.put(pickle.load(process.stdout))
    except (EOFError, OSError, ValueError, pickle.UnpicklingError):
        answers.put(("silence", None))
    except Exception as fault:
        answers.put(("fault", fault))


def _end(process: subprocess.Popen) -> None:
    """End the process and close its pipes."""
    if process.poll() is None:
        process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout, process.stderr):
        try:
            pipe.close()
        except OSError:
            continue
