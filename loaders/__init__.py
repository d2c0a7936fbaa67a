"""Loaders: file -> grid of cells -> dataset -> checked rows -> warehouse.

`read_return` reads and checks a file and stores nothing; `load_return` stores what was read.
"""

from loaders.load import Reading, Report, load_files, load_return, read_return
from warehouse.batches import NoSuchBatch, faults, history, undo
from warehouse.keys import KeyMissing

__all__ = [
    "KeyMissing",
    "NoSuchBatch",
    "Reading",
    "Report",
    "faults",
    "history",
    "load_files",
    "load_return",
    "read_return",
    "undo",
]
