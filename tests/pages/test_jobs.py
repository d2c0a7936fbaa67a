"""Work in a thread of its own: done in order, stopped within a second, its faults told."""

from __future__ import annotations

import threading
import time

import pytest

from loaders.reading.guard import Cancelled, Reader
from ui.jobs import Job


def finished(job: Job) -> Job:
    assert job.wait(20)
    return job


def test_work_is_done_one_after_another():
    job = finished(Job("Reading", [("a", 1), ("b", 2)], lambda thing: thing * 10))
    assert (job.done, job.left, job.fault, job.stopped) == ([10, 20], [], None, False)


def test_what_was_done_stays_done_when_it_is_stopped_and_the_rest_is_named():
    begun, go = threading.Event(), threading.Event()

    def work(thing):
        begun.set()
        go.wait(10)
        return thing

    job = Job("Loading", [("a", 1), ("b", 2), ("c", 3)], work)
    begun.wait(10)
    job.stop()
    go.set()
    finished(job)
    assert (job.done, [name for name, _ in job.left], job.stopped) == ([1], ["b", "c"], True)


def test_a_fault_of_ours_is_kept_and_what_stopping_raises_is_not():
    job = finished(Job("Reading", [("a", 1)], lambda _: 1 / 0))
    assert isinstance(job.fault, ZeroDivisionError)
    begun, go = threading.Event(), threading.Event()

    def work(_):
        begun.set()
        go.wait(10)
        raise Cancelled

    job = Job("Reading", [("a", 1)], work, go.set)
    begun.wait(10)
    job.stop()
    assert finished(job).fault is None


def test_reading_is_ended_in_the_midst_of_a_file():
    with Reader() as reader:
        reader.start()
        job = Job("Reading", [("a", 30)], lambda seconds: reader.run("time:sleep", seconds), reader.cancel)
        time.sleep(0.5)
        began = time.monotonic()
        job.stop()
        finished(job)
        assert time.monotonic() - began < 1
        assert (job.done, job.fault) == ([], None)
        with pytest.raises(Cancelled):
            reader.run("time:sleep", 0)
