"""Work on several files in a thread of its own: the page shows how far it is, goes on by itself, and can stop it."""

from __future__ import annotations

import threading
from collections.abc import Callable

import streamlit as st

from ui import html

QUICK = 0.3  # seconds: what takes no longer is not worth a bar and a button
POLL = 0.1


class Job:
    """Work done on one thing after another until all are done or it is stopped; the page only looks.

    things: (name, thing). done: what the work gave for each, in order. cancel is called when it is to stop, to end what
    is under way. An exception of the work ends it and is kept in `fault`, unless it was stopped.
    """

    def __init__(self, verb: str, things: list[tuple[str, object]], work: Callable, cancel: Callable | None = None):
        self.verb, self.things, self.done, self.fault = verb, things, [], None
        self._work, self._cancel, self._stop = work, cancel, threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        try:
            for _, thing in self.things:
                if self.stopped:
                    return
                self.done.append(self._work(thing))
        except Exception as fault:
            self.fault = None if self.stopped else fault

    def stop(self) -> None:
        """Stop: nothing more is begun, and what is under way is ended where it can be."""
        self._stop.set()
        if self._cancel:
            self._cancel()

    @property
    def stopped(self) -> bool:
        """True once a person has stopped it."""
        return self._stop.is_set()

    @property
    def left(self) -> list[tuple[str, object]]:
        """What was not done."""
        return self.things[len(self.done) :]

    def wait(self, seconds: float) -> bool:
        """Wait as long as that at most; True when it has ended."""
        self._thread.join(seconds)
        return not self._thread.is_alive()


def watch(job: Job) -> None:
    """Show how far a job is, with a button to stop it, until it ends. A click elsewhere leaves it running."""
    if job.wait(QUICK):
        return
    place = st.empty()
    with place.container():
        bar = st.progress(0.0, job.verb)
        st.button(f"Stop {job.verb.lower()}", key=f"stop-{job.verb.lower()}", on_click=job.stop)
    while not job.wait(POLL):
        done, of = len(job.done), len(job.things)
        name = job.things[min(done, of - 1)][0]
        said = "Stopping" if job.stopped else f"{job.verb} {min(done + 1, of)} of {of}: {html.plain(name)}"
        bar.progress(done / of, said)
    place.empty()
