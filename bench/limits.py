"""Files at the limits of size and shape: seconds until there is a verdict, and memory in all, beside their targets.

    python -m bench.limits

A verdict may be a refusal; what it says is printed. Files are made afresh, some 50 MB each, and synthetic.
"""

from __future__ import annotations

import csv
import datetime as dt
import random
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import xlsxwriter

from bench.load import LABELS, LEFT_OUT, SET_ASIDE, request, timed
from loaders.reading.limits import FILE_BYTES

SECONDS, MEGABYTES = 10, 500
COLUMNS, ROWS = 16_384, 1_048_576  # of the largest sheet


def lift_text(path: Path, rows: int | None = None) -> None:
    """A LIFT activity return of 20 columns as CSV: of these rows, or as many as the limit of size allows."""
    from loaders.identity import check_letter

    chance = random.Random(2018)
    kept = [place for place, label in enumerate(LABELS) if label not in LEFT_OUT]
    with open(path, "w", newline="", encoding="utf-8") as handle:
        writer, number = csv.writer(handle), 0
        writer.writerow([LABELS[place] for place in kept])
        while number < rows if rows else handle.tell() < FILE_BYTES - 1_000:
            number += 1
            cells = request(chance, number, check_letter)
            writer.writerow([f"{c:%d/%m/%Y}" if isinstance(c, dt.datetime) else c for c in (cells[i] for i in kept)])


def short_lines(path: Path, rows: int) -> None:
    """So many lines of five short fields."""
    chance = random.Random(2018)
    with open(path, "w", encoding="utf-8") as handle:
        handle.write("Id,District,Year,Count,Note\n")
        handle.writelines(
            f"{n},Ashford,2018/19,{chance.randrange(99)},{chance.choice('abcdef')}\n" for n in range(rows)
        )


def wide_sheet(path: Path) -> None:
    """A sheet of as many columns as there can be, and some rows."""
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Data")
        sheet.write_row(0, 0, [f"Column {n}" for n in range(COLUMNS)])
        for row in range(1, 200):
            sheet.write_row(row, 0, range(COLUMNS))


def formatted_rows(path: Path) -> None:
    """Two rows that hold something, and a format on every row that a sheet can have."""
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet, bold = book.add_worksheet("Data"), book.add_format({"bold": True})
        sheet.write_row(0, 0, ["Name", "Count"])
        sheet.write_row(1, 0, ["x", 1])
        for row in range(2, ROWS):
            sheet.write_blank(row, 0, None, bold)


def files() -> Iterator[tuple[str, str, Callable[[Path], None], tuple[str, ...]]]:
    """What it is, its name, how it is made, and the commands that are given it."""
    name = "LIFT activity Ashford 2018-19.csv"
    yield "LIFT return of 200,000 rows, CSV", name, lambda path: lift_text(path, 200_000), ("inspect", "load")
    yield "LIFT return of 50 MB, CSV", name, lift_text, ("inspect", "load")
    for rows in (1_000_000, 1_500_000):
        yield f"{rows:,} short lines", "short.csv", lambda path, rows=rows: short_lines(path, rows), ("inspect",)
    yield f"{COLUMNS:,} columns, 200 rows", "wide.xlsx", wide_sheet, ("inspect", "load")
    yield f"{ROWS:,} formatted rows", "formatted.xlsx", formatted_rows, ("inspect", "load")


def main() -> None:
    """Print a line for each file and command."""
    for what, name, make, commands in files():
        with tempfile.TemporaryDirectory() as scratch:
            path = Path(scratch) / name
            make(path)
            for command in commands:
                words = [sys.executable, "-m", "loaders", command, str(path)]
                words += ["--db", f"{scratch}/bench.duckdb"] if command == "load" else []
                with open(Path(scratch) / "said.txt", "w+", encoding="utf-8") as said:
                    taken = timed(words, (0, SET_ASIDE), said)
                    said.seek(0)
                    print(_line(f"{what}, {path.stat().st_size / 1e6:.0f} MB: {command}", *taken))
                    print(f"    {said.readline().replace(scratch, '').strip()[:200]}")


def _line(what: str, seconds: float, computing: float, memory: float) -> str:
    kept = "met" if seconds <= SECONDS and memory <= MEGABYTES else "MISSED"
    return (
        f"{what}: {seconds:.1f} s (computing {computing:.1f} s; target {SECONDS}), {memory:.0f} MB in all "
        f"(target {MEGABYTES}): {kept}"
    )


if __name__ == "__main__":
    main()
