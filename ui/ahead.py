"""The board's figures made ready beside the pages: its first view after a load then waits for no proof."""

from __future__ import annotations

import os
import threading
import time

from metrics import AudienceRefused, results
from metrics.released import STEPS
from warehouse import Warehouse

SWITCH = "STLS_AHEAD"  # set by start.py: tests and scripts that import the app want no work of its own accord
STILL = 4.0  # seconds without a further load before it is worth beginning
_busy = threading.Lock()
_made: dict[str, int] = {}


def make_ready(held: Warehouse) -> threading.Thread | None:
    """Begin to protect what stands, if nobody has for this version of the data; the thread, or None."""
    if not os.environ.get(SWITCH) or _made.get(str(held.path)) == held.version() or not _busy.acquire(blocking=False):
        return None
    thread = threading.Thread(target=_when_still, args=(held,), name="board", daemon=True)
    thread.start()
    return thread


def _when_still(held: Warehouse) -> None:
    try:
        version = None
        while version != held.version():
            version = held.version()
            time.sleep(STILL)
        _made[str(held.path)] = version  # before, so that a fault of ours is met once and not again at every click
        protect(held)
    finally:
        _busy.release()


def protect(held: Warehouse) -> None:
    """Make every step of the board's release; one that is refused is refused to the board as well, with its reason."""
    for step in STEPS:
        by = next(iter(step.values())).by
        try:
            results(held, ["lift_requests"], by=by, audience="board")
        except AudienceRefused:
            continue
