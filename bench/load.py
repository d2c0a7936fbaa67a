"""How long a large return takes to load, beside what the spreadsheet readers take; how much memory; and the targets.

    python bench/load.py [--rows 100000] [--wide] [--folder ../shared/inputs]

Prints ratios for 20 columns (--wide: for 24 as well), with texts within their cells and with shared ones, as Excel
writes them: the whole command (read apart, checked, hashed, committed) to python-calamine alone, and to pandas with
openpyxl, each in turns with the others; by the clock, and in seconds of computing, which other work disturbs less.
With a folder, the time to load all its files.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import TextIO

import psutil
import xlsxwriter

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
LABELS = (
    "Request ref;Date papers received;LIFT meeting date;School / setting;DfE no;URN;Phase;UPN;Pupil name;DOB;NCY;"
    "Gender;Pupil Premium;CiC;EAL;SEN status;Primary need;LIFT outcome;First contact;Closed;Visits;Mode;Targets set;"
    "Targets met"
).split(";")
CALAMINE = (
    "import python_calamine as c, sys; c.CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0).to_python()"
)
LEFT_OUT = ("DfE no", "URN", "CiC", "EAL")  # of the file of 20 columns
OVER_CALAMINE, OVER_PANDAS, MEGABYTES = 2, 1 / 3, 500  # the targets
SET_ASIDE = 1  # some rows of the folder's files are meant to be
PANDAS = "import pandas, sys; pandas.read_excel(sys.argv[1], engine='openpyxl', dtype=object)"


def make(path: Path, rows: int, left_out: tuple[str, ...] = (), shared: bool = False) -> None:
    """Write a LIFT activity return of this many requests, without some columns; synthetic throughout."""
    from loaders.identity import check_letter

    chance = random.Random(2018)
    book = xlsxwriter.Workbook(str(path), {"constant_memory": not shared})
    sheet, dated = book.add_worksheet("Data"), book.add_format({"num_format": "dd/mm/yyyy"})
    kept = [place for place, label in enumerate(LABELS) if label not in left_out]
    sheet.write_row(0, 0, [LABELS[place] for place in kept])
    for number in range(1, rows + 1):
        cells = request(chance, number, check_letter)
        for column, cell in enumerate(cells[place] for place in kept):
            if isinstance(cell, dt.datetime):
                sheet.write_datetime(number, column, cell, dated)
            else:
                sheet.write(number, column, cell)
    book.close()


def request(chance: random.Random, number: int, check_letter) -> list:
    """The cells of one request, in the order of LABELS."""
    met = dt.datetime(2018, 9, 5) + dt.timedelta(days=chance.randrange(310))
    started = met + dt.timedelta(days=chance.randrange(5, 60))
    digits = f"886{chance.randrange(10**9):09d}"
    pick = chance.choice
    return [
        f"105-18-{number:06d}", met - dt.timedelta(days=chance.randrange(1, 30)), met,
        f"School {chance.randrange(300)}",
        f"886/{chance.randrange(9999):04d}", 900000 + chance.randrange(999), pick(["Primary", "Secondary",
        "Early Years"]),
        check_letter(digits) + digits, f"Surname{chance.randrange(900)}, Forename{chance.randrange(400)}",
        dt.datetime(2008, 1, 1) + dt.timedelta(days=chance.randrange(2500)), pick("123456R"), pick("MF"), pick("YN"),
        pick("YN"),
        pick("YN"), pick(["SEN Support", "EHCP", "None"]), pick(["SEMH", "ASD", "SLCN", "MLD"]),
        pick(["Advice", "Specialist 1:1 support", "Group or whole-school support / Advice"]), started,
        started + dt.timedelta(days=chance.randrange(20, 200)), chance.randrange(12), pick(["Face to face",
        "Virtual"]), 3,
        chance.randrange(4),
    ]  # fmt: skip


def timed(words: list[str], allowed: tuple[int, ...] = (0,), said: TextIO | None = None) -> tuple[float, float, float]:
    """Seconds of one command by the clock and of computing, and the most memory that all its processes held, in MB."""
    start, before, most = time.perf_counter(), os.times(), [0.0]
    process = subprocess.Popen(words, cwd=ROOT, stdout=said or subprocess.DEVNULL, stderr=said)
    watcher = threading.Thread(target=_watch, args=(process.pid, most), daemon=True)
    watcher.start()
    process.wait()
    seconds, after = time.perf_counter() - start, os.times()
    watcher.join()
    assert process.returncode in allowed, process.returncode
    computing = after.children_user + after.children_system - before.children_user - before.children_system
    return seconds, computing, most[0]


def _watch(number: int, most: list[float]) -> None:
    try:
        process = psutil.Process(number)
        while process.status() != psutil.STATUS_ZOMBIE:
            held = [one.memory_info().rss for one in (process, *process.children(recursive=True))]
            most[0] = max(most[0], sum(held) / 1e6)
            time.sleep(0.05)
    except psutil.Error:
        return


def load(paths: list[Path], folder: Path, allowed: tuple[int, ...] = (0, SET_ASIDE)) -> tuple[float, float, float]:
    """Load into a fresh warehouse through the command line."""
    with tempfile.TemporaryDirectory(dir=folder) as fresh:
        words = ["-m", "loaders", "load", *map(str, paths), "--db", f"{fresh}/bench.duckdb"]
        return timed([sys.executable, *words], allowed)


def compare(scratch: Path, rows: int, left_out: tuple[str, ...], shared: bool, times: int) -> None:
    """Print the ratios for one file; in turns, so that other work on the machine slows all alike."""
    path = scratch / "LIFT activity Ashford 2018-19.xlsx"
    make(path, rows, left_out, shared)
    read, whole = [], []
    for _ in range(times):
        read.append(timed([sys.executable, "-c", CALAMINE, str(path)]))
        whole.append(load([path], scratch, allowed=(0,)))
    alone, own = _least(read), _least(whole)
    pandas = timed([sys.executable, "-c", PANDAS, str(path)])[0]
    texts = "shared texts" if shared else "texts in their cells"
    print(f"{rows:,} rows of {len(LABELS) - len(left_out)} columns, {texts}, {path.stat().st_size / 1e6:.1f} MB")
    print(f"  python-calamine {alone[0]:.2f} s; whole load {own[0]:.2f} s; pandas with openpyxl {pandas:.2f} s")
    print(f"  load / calamine {_against(own[0] / alone[0], OVER_CALAMINE)}, computing {own[1] / alone[1]:.2f}")
    print(f"  load / pandas {_against(own[0] / pandas, OVER_PANDAS)}")
    print(f"  memory {_against(max(memory for *_, memory in whole), MEGABYTES, 0)} MB", flush=True)


def _least(runs: list[tuple[float, float, float]]) -> tuple[float, float]:
    return min(seconds for seconds, *_ in runs), min(computing for _, computing, _ in runs)


def _against(figure: float, target: float, decimals: int = 2) -> str:
    kept = "met" if figure <= target else "MISSED"
    return f"{figure:.{decimals}f} (target {target:.{decimals}f}: {kept})"


def main() -> None:
    """Print the ratios."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--folder", type=Path, default=ROOT.parent / "shared" / "inputs")
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--wide", action="store_true")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        for left_out in (LEFT_OUT, ()) if args.wide else (LEFT_OUT,):
            for shared in (False, True):
                compare(Path(scratch), args.rows, left_out, shared, args.times)
        files = [p for p in sorted(args.folder.glob("*")) if p.suffix != ".json"] if args.folder.is_dir() else []
        if files:
            print(f"{len(files)} files: {min(load(files, Path(scratch))[0] for _ in range(3)):.2f} s")


if __name__ == "__main__":
    main()
