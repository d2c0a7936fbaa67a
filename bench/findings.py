"""How long all findings take over all indicators, districts and years, and the data of each section of a page.

    python -m bench.findings [FOLDER]

FOLDER holds returns; without it the synthetic sample is used.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import pandas as pd

from bench.results import timed
from loaders import load_files
from metrics import definitions, findings, results
from metrics.access import by_basis
from metrics.conflicts import Conflict, conflicts
from metrics.funnels import funnel
from metrics.gradient import along_deprivation, by_disadvantage
from metrics.offer import offer, offers_held
from metrics.ranking import ranking
from metrics.sections import gradients, need, offers, unequal
from metrics.shortfall import gap_in_children
from metrics.trends import trend
from warehouse import open_warehouse

ACCESS, WAIT = "access_rate_sen", "started_within_30_days"


def main(folder: Path) -> None:
    """Load a folder, then time findings and sections."""
    with tempfile.TemporaryDirectory() as scratch, open_warehouse(Path(scratch) / "bench.duckdb") as warehouse:
        files = sorted(path for path in folder.iterdir() if path.suffix in (".xlsx", ".xls", ".ods", ".csv", ".txt"))
        for _ in load_files(warehouse, files, "bench"):
            pass
        found, contradicted = everything(warehouse)
        whole = timed(lambda: everything(warehouse))
        print(f"{len(found):,} findings and {len(contradicted):,} conflicts: {whole:.0f} ms")
        print(f"target 1,000 ms: {'met' if whole <= 1000 else 'missed'}")
        for name, work in sections(warehouse).items():
            spent = timed(work)
            print(f"{name}: {spent:.0f} ms, target 100 ms {'met' if spent <= 100 else 'missed'}")


def everything(warehouse) -> tuple[list[findings.Finding], list[Conflict]]:
    """All findings and conflicts, from nothing but the warehouse."""
    frame, its = results(warehouse), definitions()
    worded = findings.worded(frame, its)
    years = [part for _, part in worded.groupby("year")]
    return findings.ranked(worded), [one for part in years for one in conflicts(part)]


def sections(warehouse) -> dict:
    """What each section needs, without any cache."""
    frame, its = results(warehouse, [ACCESS, WAIT]), definitions()
    year = frame["year"].max()
    rows = findings.worded(frame[frame["year"] == year].reset_index(drop=True), its)
    access, wait = (pd.DataFrame(rows[rows["indicator"] == name]) for name in (ACCESS, WAIT))
    return {
        "three bases": lambda: need.bases(by_basis(warehouse), year),
        "gap in children": lambda: need.children(gap_in_children(warehouse, year)),
        "disadvantage": lambda: gradients.disadvantage(by_disadvantage(warehouse, year), year),
        "deprivation": lambda: gradients.deprivation(along_deprivation(warehouse, access), access),
        "level by need": lambda: offers.mix(offer(warehouse, year), year),
        "which offer where": lambda: offers.held(offers_held(warehouse, year), year),
        "how unequal": lambda: unequal.unequal(access, its[ACCESS]),
        "funnel": lambda: funnel(wait, its[WAIT]),
        "ranks": lambda: ranking(wait, its[WAIT]),
        "trend": lambda: trend(warehouse, WAIT),
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[1] / "data" / "sample")
