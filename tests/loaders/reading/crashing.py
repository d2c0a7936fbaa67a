"""What a hostile file makes a library do, for the tests of the child process."""

from __future__ import annotations

import os
import sys
import time

from loaders.reading.grid import Unreadable


class Panic(BaseException):
    """As Rust libraries raise: no Exception."""


def double(number: int) -> int:
    return number * 2


def process() -> int:
    return os.getpid()


def abort() -> None:
    os.abort()


def panic() -> None:
    print("thread panicked at ...", file=sys.stderr)
    raise Panic


def chatter() -> str:
    os.write(1, b"noise in the answers")
    print("noise")
    return "unharmed"


def hoard(megabytes: int) -> int:
    return len(bytearray(megabytes * 1_000_000))


def hoard_slowly() -> None:
    held = []
    while True:
        held.append(bytearray(5_000_000))


def stall(seconds: float) -> None:
    time.sleep(seconds)


def spin() -> None:
    while True:
        pass


def refuse() -> None:
    raise Unreadable("A sentence.")


def fail() -> None:
    raise KeyError("our own fault")


def unsendable() -> object:
    return lambda: None
