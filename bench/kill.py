"""Kill a load at random moments and look at what is left: every batch whole or absent.

python bench/kill.py [--times 50]
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
COUNTS = """
select b.batch, b.accepted, (select count(*) from store.lift_activity r where r.batch = b.batch),
       (select count(*) from main.lift_activity r where r.batch = b.batch),
       (select count(*) from store.claim c where c.batch = b.batch)
from store.batch b
"""


def make(folder: Path, files: int, rows: int) -> list[Path]:
    """Write small LIFT activity returns, one a district."""
    from warehouse import reference

    labels = "Request ref,LIFT meeting date,School / setting,Phase,UPN,SEN status,LIFT outcome,First contact,Closed"
    paths = []
    for place, district in enumerate(reference.districts()[:files]):
        lines = [
            f"{place}-{n},{1 + n % 28:02d}/{10 + n % 3}/2018,School {n % 40},Primary,,K,Advice,," for n in range(rows)
        ]
        path = folder / f"LIFT activity {district} 2018-19.csv"
        path.write_text("\n".join([labels, *lines]), encoding="utf-8")
        paths.append(path)
    return paths


def kill_once(paths: list[Path], database: Path, after: float) -> None:
    """Start a load and kill it after so many seconds."""
    words = [sys.executable, "-m", "loaders", "load", *map(str, paths), "--db", str(database)]
    process = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(after)
    process.kill()
    process.wait()


def broken(database: Path) -> list[str]:
    """What is not whole in a warehouse: nothing, if all is well."""
    from warehouse import open_warehouse

    with open_warehouse(database) as warehouse:
        rows = warehouse.cursor().execute(COUNTS).fetchall()
        strays = (
            warehouse.cursor()
            .execute("select count(*) from store.lift_activity anti join store.batch using (batch)")
            .fetchall()
        )
    found = [f"batch {batch}: {told} accepted, {kept} stored, {stands} standing, {claims} claims" for batch, told,
    kept, stands, claims in rows
             if not (told == kept == stands and claims)]  # fmt: skip
    return found + ([f"{strays[0][0]} rows of no batch"] if strays[0][0] else [])


def seconds_of_a_load(paths: list[Path], folder: Path) -> float:
    """How long the whole load takes, start of Python included."""
    start = time.perf_counter()
    words = [sys.executable, "-m", "loaders", "load", *map(str, paths), "--db", str(folder / "whole.duckdb")]
    subprocess.run(words, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def rounds(times: int, folder: Path, seed: int = 2018) -> tuple[list[str], int]:
    """Kill as many loads; what was found broken, and how many batches had gone in by then."""
    paths, chance = make(folder, 6, 1500), random.Random(seed)
    whole, faults, batches = seconds_of_a_load(paths, folder), [], 0
    for turn in range(times):
        database = folder / f"{turn}.duckdb"
        kill_once(paths, database, chance.uniform(0.2, 1) * whole)
        faults += broken(database)
        batches += count(database)
    return faults, batches


def count(database: Path) -> int:
    """Batches in a warehouse."""
    from warehouse import open_warehouse

    with open_warehouse(database) as warehouse:
        return warehouse.cursor().execute("select count(*) from store.batch").fetchall()[0][0]


def main() -> None:
    """Print what was found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=50)
    with tempfile.TemporaryDirectory() as scratch:
        times = parser.parse_args().times
        faults, batches = rounds(times, Path(scratch))
    print("\n".join(faults))
    print(f"killed {times} times; {batches} batches whole, {len(faults)} not")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
