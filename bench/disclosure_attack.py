"""Protect random tables, attack each, and count how many more cells are hidden than the best lower bound.

Run: python -m bench.disclosure_attack [--tables 500] [--start 0] [--largest 3640] [--seconds 1] [--whole 0]
In parts: --start says from which seed on. 500 tables up to the full 3,640 cells take about half an hour on one core,
the attack more of it than the protection. --whole also attacks so many hidden cells of
each table with integer programming.
"""

from __future__ import annotations

import argparse
from time import thread_time

import numpy as np

from bench.disclosure_bound import least_hidden
from metrics import disclosure as dc
from tests.metrics.disclosure.attack import attack, whole_number_range
from tests.metrics.disclosure.linked import mixed

SMALL_ENOUGH = 1000  # cells of a table that integer programming can be asked about


def protected(counts, sums, rules):
    """A random table as a release: the rest of a base that a percentage leaves is never printed."""
    relations = []
    for kind, total, parts in sums:
        relations += [dc.margin(total, parts)] if kind == "=" else dc.counted_once(total, parts)
    cells = [
        dc.count_cell(
            name, count, rules, 1.0 + 0.5 * sum(at == "all" for at in name),
            "unpublished" if name[0] == "rest" else "open",
        )
        for name, count in counts.items()
    ]  # fmt: skip
    return dc.secure(dc.problem(cells, relations), rules)


def one(seed, largest, rules, whole):
    counts, sums = mixed(seed, largest)
    unprinted = {name for name in counts if name[0] == "rest"}
    begun = thread_time()
    try:
        done = protected(counts, sums, rules)
    except dc.ReleaseRefused as refusal:
        return {"seed": seed, "cells": len(counts), "refused": str(refusal), "seconds": thread_time() - begun}
    seconds = thread_time() - begun
    found = attack(counts, sums, done.hidden, unprinted=unprinted)
    attacked = thread_time() - begun - seconds
    bound = least_hidden(counts, sums, done.limited, seconds=0.5, unprinted=unprinted)
    return {
        "seed": seed, "cells": len(counts), "refused": None, "safe": found.safe, "seconds": seconds,
        "attacked": attacked, "small": len(done.primary), "hidden": len(done.hidden), "bound": bound,
        "by_rule": len(found.by_rule), "recovered": found.recovered, "narrowed": found.narrowed,
        "whole": in_whole_numbers(counts, sums, done, unprinted, whole, seed),
    }  # fmt: skip


def in_whole_numbers(counts, sums, done, unprinted, number, seed):
    """(asked, told by whole numbers alone, narrowed by them alone, not known in time) over some small hidden cells."""
    if not number or len(counts) > SMALL_ENOUGH or not done.primary:
        return 0, 0, 0, 0
    wide = [name for name in counts if name in done.primary and name not in done.limited]
    chosen = np.random.default_rng(seed).permutation(len(wide))[:number]
    ends = [whole_number_range(counts, sums, done.hidden | unprinted, wide[at]) for at in chosen]
    known = [pair for pair in ends if pair]
    told = sum(low == high for low, high in known)
    narrowed = sum((low, high) != (1, 5) for low, high in known) - told
    return len(ends), told, narrowed, len(ends) - len(known)


def report(results):
    shown = [result for result in results if not result["refused"]]
    safe = [result for result in shown if result["safe"]]
    hidden, bound, small = (sum(result[name] for result in shown) for name in ("hidden", "bound", "small"))
    times = sorted(result["seconds"] for result in results)
    print(f"{len(safe)} of {len(shown)} tables safe, {len(results) - len(shown)} refused, of {len(results)}")
    print(f"cells: {sum(r['cells'] for r in results):,}; small {small:,}; hidden {hidden:,}; at the least {bound:,}")
    print(f"hidden beyond the lower bound: {hidden - bound:,} ({(hidden - bound) / max(bound, 1):.1%} of it)")
    print(f"further cells {hidden - small:,} against at least {bound - small:,}")
    print(f"narrow by the rule alone: {sum(result['by_rule'] for result in shown):,} cells")
    middle, slow = times[len(times) // 2], times[int(len(times) * 0.95)]
    print(f"seconds of computing a table: median {middle:.2f}, 95% {slow:.2f}, most {times[-1]:.2f}; "
          f"attack {sum(r['attacked'] for r in shown):.0f} in all")  # fmt: skip
    asked, told, narrowed, late = (sum(result["whole"][at] for result in shown) for at in range(4))
    if asked:
        print(
            f"in whole numbers: {asked:,} cells asked about, {told} told, {narrowed} narrowed, {late} not known in time"
        )


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name, default in (("tables", 500), ("start", 0), ("largest", 3640), ("whole", 0)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--seconds", type=float, default=1.0, help="what Rules(seconds=) gives the protector")
    asked = parser.parse_args()
    rules, results = dc.Rules(seconds=asked.seconds), []
    for seed in range(asked.start, asked.start + asked.tables):
        result = one(seed, asked.largest, rules, asked.whole)
        results.append(result)
        if result["refused"]:
            print("refused", seed, result["cells"], "cells:", result["refused"], flush=True)
        elif not result["safe"]:
            print("UNSAFE", seed, result["recovered"][:3], result["narrowed"][:3], flush=True)
        if len(results) % 50 == 0:
            print(f"... {len(results)} tables", flush=True)
    report(results)


if __name__ == "__main__":
    main()
