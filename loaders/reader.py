"""The process in which returns are read. This imports next to nothing, so that it can be started before all else."""

from __future__ import annotations

import threading
from pathlib import Path

from loaders.reading.guard import Reader

BEGIN = "loaders.apart:begin"
MAKER = "loaders.apart:read_and_check"
MEMORY = 410  # MB above what reading needs before it sees a file: what checking needs is in it, some 60 MB


def new_reader() -> Reader:
    """A child process for reading, which knows the returns before it sees a file."""
    return Reader(memory_mb=MEMORY, preload=("loaders.apart",))


def begin(reader: Reader, path: Path) -> None:
    """Have a file read while the one who asks gets the warehouse ready; `read_return` then waits for no more of it."""
    threading.Thread(target=reader.run, args=(BEGIN, path, path.name), daemon=True).start()
