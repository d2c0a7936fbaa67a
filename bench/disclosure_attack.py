"""Protect random tables, attack each, and count how many more cells are hidden than the best lower bound.

Run: python -m bench.disclosure_attack [tables, 500] [first seed, 0] [largest number of cells, 700]
"""

import sys
from time import perf_counter

from bench.disclosure_bound import least_hidden
from metrics import disclosure as dc
from tests.metrics.disclosure.attack import attack
from tests.metrics.disclosure.tables import random_table

RULES = dc.Rules(seconds=1.0)


def protected(counts, sums):
    relations = []
    for kind, total, parts in sums:
        relations += [dc.margin(total, parts)] if kind == "=" else dc.counted_once(total, parts)
    cells = [
        dc.count_cell(name, count, RULES, 1.0 + 0.5 * sum(at == "all" for at in name)) for name, count in counts.items()
    ]
    return dc.secure(dc.problem(cells, relations), RULES)


def one(seed, largest):
    counts, sums = random_table(seed, largest)
    begun = perf_counter()
    try:
        done = protected(counts, sums)
    except dc.ReleaseRefused as refusal:
        return {"seed": seed, "cells": len(counts), "refused": str(refusal), "seconds": perf_counter() - begun}
    seconds = perf_counter() - begun
    found = attack(counts, sums, done.hidden)
    bound = least_hidden(counts, sums, done.limited, seconds=0.5)
    return {
        "seed": seed, "cells": len(counts), "refused": None, "safe": found.safe, "seconds": seconds,
        "small": len(done.primary), "hidden": len(done.hidden), "bound": bound, "by_rule": len(found.by_rule),
        "recovered": found.recovered, "narrowed": found.narrowed,
    }  # fmt: skip


def main(tables=500, first=0, largest=700):
    results = [one(seed, largest) for seed in range(first, first + tables)]
    shown = [result for result in results if not result["refused"]]
    safe = [result for result in shown if result["safe"]]
    for result in shown:
        if not result["safe"]:
            print("UNSAFE", result["seed"], result["recovered"][:3], result["narrowed"][:3])
    for result in results:
        if result["refused"]:
            print("refused", result["seed"], result["cells"], "cells:", result["refused"])
    hidden, bound, small = (sum(result[name] for result in shown) for name in ("hidden", "bound", "small"))
    times = sorted(result["seconds"] for result in results)
    print(f"{len(safe)} of {len(shown)} tables safe, {len(results) - len(shown)} refused, of {len(results)}")
    print(f"cells: {sum(r['cells'] for r in results):,}; small {small:,}; hidden {hidden:,}; at the least {bound:,}")
    print(f"hidden beyond the lower bound: {hidden - bound:,} ({(hidden - bound) / max(bound, 1):.1%} of it)")
    print(f"further cells {hidden - small:,} against at least {bound - small:,}")
    print(f"narrow by the rule alone: {sum(result['by_rule'] for result in shown):,} cells")
    middle, slow = times[len(times) // 2], times[int(len(times) * 0.95)]
    print(f"seconds a table: median {middle:.2f}, 95% {slow:.2f}, most {times[-1]:.2f}")


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:]))
