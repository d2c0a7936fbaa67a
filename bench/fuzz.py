"""Real workbooks with random damage, inspected and loaded for minutes: no fault of ours, no stall, no half an answer.

    nice python bench/fuzz.py FOLDER [--minutes 20] [--seed 1]

Each file of the folder is damaged in turn: bytes are changed, cut out and put in, the file is cut short, parts of a
package are damaged, left out, swapped or put in twice. What is damaged is read as `inspect` and as `load` read it.
Prints how many answers there were of each kind, the slowest, and every one that should not be; a short sample of the
same is `tests/loaders/reading/test_mutations.py`.
"""

from __future__ import annotations

import argparse
import io
import random
import sys
import tempfile
import time
import zipfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from loaders.answers import NONE  # noqa: E402
from loaders.inspect import inspect_safely  # noqa: E402
from loaders.load import MAKER, new_reader  # noqa: E402
from loaders.reading.grid import Unreadable  # noqa: E402
from loaders.refusal import NotLoadable  # noqa: E402
from tests.loaders.reading.test_mutations import damaged, damaged_inside  # noqa: E402

LONGEST = 10  # seconds
KEY = b"a key for the bench alone, 32 by"


def cut_short(data: bytes, chance: random.Random) -> bytes:
    """The file as it is when only part of it arrives."""
    return data[: chance.randrange(len(data))]


def rearranged(data: bytes, chance: random.Random) -> bytes:
    """A package with two of its parts swapped, one left out, or one put in twice."""
    packed, way = io.BytesIO(), chance.randrange(3)
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        one, other = chance.choice(names), chance.choice(names)
        for name in names:
            source = {one: other, other: one}.get(name, name) if way == 0 else name
            if not (way == 1 and name == one):
                new.writestr(name, old.read(source))
            if way == 2 and name == one:
                new.writestr(name.upper() if chance.random() < 0.5 else name + "x", old.read(other))
    return packed.getvalue()


def mutant(data: bytes, chance: random.Random) -> bytes:
    """The file with one sort of damage."""
    ways = [damaged, damaged, cut_short]
    if data.startswith(b"PK"):
        ways += [damaged_inside, damaged_inside, rearranged]
    try:
        return chance.choice(ways)(data, chance)
    except (zipfile.BadZipFile, ValueError, EOFError):  # damaged already: the package cannot be opened again
        return damaged(data, chance)


def judged(data: bytes, name: str, readers: tuple) -> tuple[str, str]:
    """(what the answer is, what is wrong with it)."""
    answer = inspect_safely(data, name, reader=readers[0])
    if answer["verdict"] == "refuse":
        return "refused", "" if len(answer["message"]) > 15 else "no reason"
    if not answer["tables"]:
        return "half", "no tables and no refusal"
    try:
        readers[1].run(MAKER, data, name, KEY, NONE)
    except (Unreadable, NotLoadable) as refusal:
        return "inspected", "" if len(refusal.message) > 15 else "loading gives no reason"
    return "loaded", ""


def main() -> int:
    """Damage and read until the time is over; 1 where something was wrong."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("folder", type=Path)
    words.add_argument("--minutes", type=float, default=20)
    words.add_argument("--seed", type=int, default=1)
    args = words.parse_args()
    files = [path for path in sorted(args.folder.rglob("*")) if path.is_file() and 0 < path.stat().st_size < 2_000_000]
    chance, ends = random.Random(args.seed), time.monotonic() + 60 * args.minutes
    answers, slowest, wrong = Counter(), 0.0, 0
    with new_reader() as first, new_reader() as second:
        while time.monotonic() < ends:
            path = chance.choice(files)
            data, began = mutant(path.read_bytes(), chance), time.monotonic()
            try:
                kind, fault = judged(data, path.name, (first, second))
            except Exception as bug:
                kind, fault = "fault", f"{type(bug).__name__}: {bug} {getattr(bug, '__notes__', [''])[-1][-600:]}"
            took = time.monotonic() - began
            answers[kind] += 1
            slowest = max(slowest, took)
            if fault or took > LONGEST:
                wrong += 1
                kept = Path(tempfile.gettempdir()) / f"fuzz-{args.seed}-{sum(answers.values())}{path.suffix}"
                kept.write_bytes(data)
                print(f"{path.name}: {fault or f'{took:.1f} s'} (kept as {kept})", flush=True)
    print(f"{sum(answers.values()):,} read: {dict(answers)}; slowest {slowest:.1f} s; wrong {wrong}")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
