"""Reading begun before it is known what a file is checked with: read once, and a fault is told when it is asked for."""

from __future__ import annotations

import pandas  # noqa: F401 - before loaders.apart, which bars it from a process that has no use for it
import pytest

from loaders import apart
from loaders.answers import NONE
from loaders.reading import Unreadable
from tests.loaders.returns import as_xlsx, lift

NAME = "LIFT activity Thanet 2018-19.xlsx"


@pytest.fixture
def read(monkeypatch):
    """The files that were read, in order."""
    read, found = apart.read_grid, []
    monkeypatch.setattr(apart, "read_grid", lambda source, name: (found.append(source), read(source, name))[1])
    return found


@pytest.fixture
def path(tmp_path):
    """A return of one request."""
    (tmp_path / NAME).write_bytes(as_xlsx(lift({})))
    return tmp_path / NAME


def test_a_file_begun_is_read_once_and_a_file_asked_for_again_is_read_again(path, read):
    apart.begin(path, NAME)
    assert apart.read_and_check(path, NAME, b"key", NONE).accepted == 1
    assert read == [path]
    assert apart.read_and_check(path, NAME, b"key", NONE).accepted == 1
    assert read == [path, path]


def test_the_fault_of_a_file_begun_is_told_when_it_is_asked_for(path, read):
    path.write_bytes(b"")
    apart.begin(path, NAME)
    with pytest.raises(Unreadable, match="empty"):
        apart.read_and_check(path, NAME, b"key", NONE)


def test_bytes_of_the_same_name_are_not_taken_for_the_file_begun(path, read):
    apart.begin(path, NAME)
    assert apart.read_and_check(as_xlsx(lift({}, {"Request ref": "R2"})), NAME, b"key", NONE).accepted == 2
    assert apart.read_and_check(path, NAME, b"key", NONE).accepted == 1
