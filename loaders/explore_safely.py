"""Exploring in the child process that reads files, so that nothing in a file can end or stall the server."""

from __future__ import annotations

from loaders.explore import Found
from loaders.explore_tally import Plan, Tally
from loaders.reading.grid import Unreadable
from loaders.reading.guard import Reader
from loaders.refusal import NotLoadable

REFUSALS = (Unreadable, NotLoadable)  # each says, in `message`, what a person can do


def look(data: bytes, name: str, settings: dict[str, str | None]) -> Found:
    """What is in a file. Raises one of REFUSALS. settings: school or setting -> district, where known."""
    with _reader() as reader:
        return reader.run("loaders.explore:profile", data, name, settings)


def work_out(data: bytes, name: str, plan: Plan, settings: dict[str, str | None]) -> Tally:
    """The counts of a file's table by a plan. Raises one of REFUSALS."""
    with _reader() as reader:
        return reader.run("loaders.explore_tally:tally", data, name, plan, settings)


def _reader() -> Reader:
    return Reader(preload=("loaders.explore_tally", "loaders.inspect", "loaders.reading"))
