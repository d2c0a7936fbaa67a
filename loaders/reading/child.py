"""The process in which files are read: takes calls on standard input and answers on standard output, both pickled.

Started by `guard.Reader` as `python -m loaders.reading.child [MODULE...]`; the modules are imported before memory
is measured. What `get_ready()` of such a module starts goes on while the first call is awaited. Nothing that a file
makes a library print can reach the answers or the person: the streams are moved aside before anything is read.
"""

from __future__ import annotations

import importlib
import os
import pickle
import signal
import sys
import traceback
from typing import BinaryIO

from .grid import Grid, Unreadable

OUT_OF_MEMORY, UNSENDABLE = 86, 87


def main(preload: list[str]) -> None:
    """Serve calls until the parent closes its end."""
    modules = [importlib.import_module(module) for module in preload]
    calls, answers = _take_streams()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    held = _data_bytes()
    _send(answers, ("ready", None))
    started = [module.get_ready() for module in modules if hasattr(module, "get_ready")]
    while True:
        try:
            target, arguments, named, memory, seconds = pickle.load(calls)
        except EOFError:
            return
        if target.partition(":")[0] not in preload:  # two threads that import each other's modules trip each other up
            for thread in started:
                thread.join()
        _limit(held + memory if held else None, seconds)
        answer = _answer(target, arguments, named)
        del arguments, named
        _send(answers, answer)
        del answer


def _take_streams() -> tuple[BinaryIO, BinaryIO]:
    calls, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    if os.name == "nt":
        import msvcrt

        msvcrt.setmode(calls.fileno(), os.O_BINARY)
        msvcrt.setmode(answers.fileno(), os.O_BINARY)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    return calls, answers


def _answer(target: str, arguments: tuple, named: dict) -> tuple[str, object]:
    try:
        module, _, function = target.partition(":")
        return "result", getattr(importlib.import_module(module), function)(*arguments, **named)
    except Unreadable as refusal:
        return "unreadable", refusal.message
    except MemoryError:
        return "memory", None
    except Exception as fault:
        return "fault", _sendable(fault)
    except BaseException:
        # A panic of a Rust library is no Exception, and may leave the library in disorder.
        return "ended", None


def _sendable(fault: Exception) -> Exception:
    """The fault with the place where it happened; as RuntimeError where it does not survive the journey."""
    where = traceback.format_exc()
    try:
        fault = pickle.loads(pickle.dumps(fault))
    except Exception:
        fault = RuntimeError(f"{type(fault).__name__}: {fault}")
    fault.add_note(where)
    return fault


def _send(answers: BinaryIO, answer: tuple[str, object]) -> None:
    try:
        pickler = pickle.Pickler(answers, protocol=5)
        # Millions of cells, none of which holds another: remembering each would double the memory.
        pickler.fast = isinstance(answer[1], Grid)
        pickler.dump(answer)
        answers.flush()
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except OSError:
        os._exit(0)
    except Exception:
        os._exit(UNSENDABLE)


def _data_bytes() -> int:
    """Writable memory of this process in bytes; 0 where the system does not tell."""
    try:
        with open("/proc/self/statm") as status:
            return int(status.read().split()[5]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError, AttributeError):
        return 0


def _limit(memory: int | None, seconds: float) -> None:
    """Limits of the operating system, where it has them; the parent watches as well.

    Writable memory is limited and not address space: libraries map far more than they ever use.
    """
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    wanted = {
        resource.RLIMIT_CPU: int(used.ru_utime + used.ru_stime + seconds) + 1,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_DATA: memory,
    }
    for limit, value in wanted.items():
        hard = resource.getrlimit(limit)[1]
        if value is not None:
            resource.setrlimit(limit, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))


if __name__ == "__main__":
    main(sys.argv[1:])
