"""What runs in the process that reads files, apart from the one that serves people: file in, checked return out."""

from __future__ import annotations

import contextlib
import gc
import sys

MANY = 20_000  # rows


class _NoPandas:
    """pyarrow imports pandas at its first array, if it can: half a second and 60 MB that nothing in this process needs."""

    @staticmethod
    def find_spec(name: str, path: object = None, target: object = None) -> None:
        if name == "pandas":
            raise ModuleNotFoundError("pandas is not used in the process that reads files", name=name)


if "pandas" not in sys.modules:
    sys.meta_path.insert(0, _NoPandas)

from loaders.check import Checked, check_grid  # noqa: E402
from loaders.reading import read_grid  # noqa: E402


def read_and_check(source, name: str, key: bytes) -> Checked:
    """Read a file and check it. Raises Unreadable or NotLoadable, each with a sentence that says what to do."""
    # Millions of cells are no garbage: looking through them again and again costs a third of the time.
    gc.disable()
    try:
        checked = check_grid(read_grid(source, name), key)
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
