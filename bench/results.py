"""How long every indicator takes for every district and year, against the bare queries that count them.

    python -m bench.results [FOLDER]

FOLDER holds returns; without it the synthetic sample is used.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

from loaders import load_files
from metrics import count, definitions, results
from metrics.coverage import coverage
from warehouse import open_warehouse

ROUNDS = 15


def main(folder: Path) -> None:
    """Load a folder, then time the frame and the floor it stands on."""
    with tempfile.TemporaryDirectory() as scratch, open_warehouse(Path(scratch) / "bench.duckdb") as warehouse:
        files = sorted(path for path in folder.iterdir() if path.suffix in (".xlsx", ".xls", ".ods", ".csv", ".txt"))
        loaded = [report for report in load_files(warehouse, files, "bench") if report.status == "loaded"]
        its = [it for it in definitions().values() if not it.derived]
        covered = coverage(warehouse.counting())
        uncovered = {it.id: covered.uncovered(it) for it in its}
        floor = timed(lambda: count.count(warehouse.cursor(), its, count.Question(), uncovered))
        whole = timed(lambda: results(warehouse))
        rows = len(results(warehouse))
    ratio = whole / floor
    print(f"{len(loaded)} files, {rows:,} figures: {whole:.0f} ms; bare queries {floor:.0f} ms; ratio {ratio:.1f}")
    print(f"target 300 ms: {'met' if whole <= 300 else 'missed'}")


def timed(work) -> float:
    """Median milliseconds of some rounds, the first left out."""
    work()
    taken = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[1] / "data" / "sample")
