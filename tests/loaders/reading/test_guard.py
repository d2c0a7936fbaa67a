"""Nothing that happens while a file is read ends, stalls or confuses the process that asked."""

from __future__ import annotations

import concurrent.futures
import time

import pytest

from loaders.reading import Unreadable
from loaders.reading.guard import Reader

HERE = "tests.loaders.reading.crashing:"


@pytest.fixture(scope="module")
def reader():
    with Reader(memory_mb=150, seconds=2) as one:
        yield one


def test_one_child_serves_many_calls(reader):
    assert reader.run(HERE + "double", 21) == 42
    assert reader.run(HERE + "process") == reader.run(HERE + "process")


@pytest.mark.parametrize("end", ["abort", "panic"])
def test_a_file_that_ends_the_child_is_refused_and_the_next_is_read(reader, end):
    before = reader.run(HERE + "process")
    with pytest.raises(Unreadable, match="had to be stopped"):
        reader.run(HERE + end)
    assert reader.run(HERE + "process") != before


@pytest.mark.parametrize(("way", "arguments"), [("hoard", (400,)), ("hoard_slowly", ())])
def test_memory_is_limited(reader, way, arguments):
    with pytest.raises(Unreadable, match="more memory"):
        reader.run(HERE + way, *arguments)
    assert reader.run(HERE + "hoard", 40) == 40_000_000


@pytest.mark.parametrize(("way", "arguments"), [("stall", (30,)), ("spin", ())])
def test_time_is_limited(way, arguments):
    with Reader(seconds=0.5) as reader:
        start = time.monotonic()
        with pytest.raises(Unreadable, match="takes longer"):
            reader.run(HERE + way, *arguments)
        assert time.monotonic() - start < 5
        assert reader.run(HERE + "double", 1) == 2


def test_what_libraries_print_reaches_nobody(reader, capfd):
    assert reader.run(HERE + "chatter") == "unharmed"
    assert capfd.readouterr() == ("", "")


def test_a_refusal_arrives_with_its_sentence(reader):
    with pytest.raises(Unreadable) as refusal:
        reader.run(HERE + "refuse")
    assert refusal.value.message == "A sentence."


def test_our_own_faults_are_raised_with_their_place(reader):
    with pytest.raises(KeyError) as fault:
        reader.run(HERE + "fail")
    assert "crashing.py" in fault.value.__notes__[0]


def test_an_answer_that_cannot_be_sent_is_our_fault(reader):
    with pytest.raises(TypeError, match="cannot be pickled"):
        reader.run(HERE + "unsendable")
    assert reader.run(HERE + "double", 2) == 4


def test_threads_get_their_own_answers(reader):
    with concurrent.futures.ThreadPoolExecutor(6) as pool:
        assert list(pool.map(lambda n: reader.run(HERE + "double", n), range(40))) == [n * 2 for n in range(40)]


def test_large_files_and_grids_travel(reader):
    text = b"a,b,c\n" + b"1,2,x\n" * 100_000
    assert len(reader.run("loaders.reading.read:read_grid", text, "a.csv").sheets[0].rows) == 100_001


def test_a_child_that_cannot_start_is_our_fault():
    with Reader(preload=("no.such.module",)) as reader, pytest.raises(RuntimeError, match="did not start"):
        reader.run(HERE + "double", 1)


def test_a_closed_reader_starts_again():
    reader = Reader()
    reader.start()
    assert reader.run(HERE + "double", 3) == 6
    reader.close()
    assert reader.run(HERE + "double", 4) == 8
    reader.close()
