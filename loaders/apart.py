"""What runs in the process that reads files, apart from the one that serves people: file in, checked return out."""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import sys
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import python_calamine  # noqa: F401 - before memory is measured, as all that reading needs

from loaders.reading import read_grid, workbook  # noqa: F401

if TYPE_CHECKING:
    from loaders.answers import Answers
    from loaders.checked import Checked

MANY = 20_000  # rows
_begun: dict[Path, Future] = {}


class _NoPandas:
    """pyarrow imports pandas at its first array, if it can: half a second and 60 MB that nothing here needs."""

    @staticmethod
    def find_spec(name: str, path: object = None, target: object = None) -> None:
        if name == "pandas":
            raise ModuleNotFoundError("pandas is not used in the process that reads files", name=name)


if "pandas" not in sys.modules:
    sys.meta_path.insert(0, _NoPandas)
# pyarrow's own allocator sets a gigabyte aside, which counts against the limit, and gives nothing back.
os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")


def get_ready() -> threading.Thread:
    """Import what checking needs while the first file is awaited and parsed: calamine lets go of the interpreter."""
    ahead = threading.Thread(target=importlib.import_module, args=("loaders.check",), daemon=True)
    ahead.start()
    return ahead


def begin(source: Path, name: str) -> None:
    """Begin to read a file that `read_and_check` will be asked for once the warehouse is open."""
    gc.disable()  # as while it is checked
    _begun[source] = ThreadPoolExecutor(1).submit(read_grid, source, name)


def read_and_check(source, name: str, key: bytes, answers: Answers) -> Checked:
    """Read a file and check it. Raises Unreadable or NotLoadable, each with a sentence that says what to do."""
    # Millions of cells are no garbage: looking through them again and again costs a third of the time.
    gc.disable()
    begun = _begun.pop(source, None) if isinstance(source, Path) else None
    try:
        grid = begun.result() if begun else read_grid(source, name)
        del begun
        checked = importlib.import_module("loaders.check").check_grid(grid, key, answers)
        del grid
    finally:
        gc.enable()
    if checked.rows > MANY:
        _give_back_memory()
    return checked


def _give_back_memory() -> None:
    """Let the system have what the cells took: the other process is about to need as much for storing."""
    import ctypes

    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
