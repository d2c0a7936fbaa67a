"""Reading in a child process, so that nothing in a file can end or stall the one that serves people.

    with Reader(memory_mb=350, seconds=30) as reader:
        grid = reader.run("loaders.reading.read:read_grid", path, "name.xlsx")

One child serves a whole drop of files. It is replaced after a file ended it, or took too much.
"""

from __future__ import annotations

import threading

from .grid import Unreadable
from .process import Child, Limits, Stopped


class Cancelled(Exception):
    """The reading was stopped by a person: nothing is wrong with the file."""


class Reader:
    """A child process for reading, started when first needed and replaced when a file ends it. Safe across threads.

    memory_mb: what a file may take above what the child holds when it starts; seconds: processor time of one call,
    which may take twice as long by the clock on a busy machine, or wall_seconds. preload names modules that the child
    imports before its memory is measured.
    """

    def __init__(
        self,
        memory_mb: int = 350,
        seconds: float = 30,
        preload: tuple[str, ...] = (),
        wall_seconds: float | None = None,
    ):
        self._limits = Limits(memory_mb, seconds, wall_seconds or 2 * seconds)
        self._preload = preload
        self._lock = threading.Lock()
        self._child: Child | None = None
        self._cancelled = False

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def start(self) -> None:
        """Start the child now, without waiting for it."""
        with self._lock:
            self._ready()

    def close(self) -> None:
        """End the child; a later call starts another."""
        with self._lock:
            self._drop()

    def cancel(self) -> None:
        """End the child at once, in the midst of a call too, from another thread; that call raises Cancelled."""
        self._cancelled = True
        if child := self._child:
            child.stop()

    def run(self, target: str, *arguments: object, **named: object) -> object:
        """Call "package.module:function" in the child and give back what it returns.

        Unreadable when the function raises it, or when the call ends the child or goes over a limit; any other
        exception of the function is raised here as it is, with a note of where it happened.
        """
        with self._lock:
            self._go_on()
            child = self._ready()
            self._go_on()
            try:
                try:
                    return child.call(target, arguments, named, self._limits)
                except Stopped as stop:
                    self._go_on()
                    # What earlier files left behind may be what was too much: once more in a fresh child.
                    if not (stop.args[1] and child.calls > 1):
                        raise
                self._drop()
                return self._ready().call(target, arguments, named, self._limits)
            except Stopped as stop:
                self._drop()
                raise Unreadable(stop.args[0]) from None
            except BaseException as fault:
                if not isinstance(fault, Exception):
                    self._drop()
                raise

    def _go_on(self) -> None:
        if self._cancelled:
            self._drop()
            raise Cancelled

    def _ready(self) -> Child:
        if self._child is None or self._child.ended():
            self._drop()
            self._child = Child(self._preload)
        return self._child

    def _drop(self) -> None:
        if self._child is not None:
            self._child.stop()
            self._child = None
