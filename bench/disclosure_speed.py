"""A release of 60 indicators by 12 districts, protected, checked and attacked; and one crossed table of that size.

Run: python -m bench.disclosure_speed
"""

from time import perf_counter

import numpy as np
import pandas as pd

from metrics import definitions
from metrics import disclosure as dc
from tests.metrics.disclosure.attack import attack

INDICATORS, DISTRICTS, TARGET = 60, 12, 5.0


def release(seed):
    """A frame of percentages of requests, and a definition for each; a third of the indicators have small bases."""
    rng = np.random.default_rng(seed)
    rows, its = [], {}
    for number in range(INDICATORS):
        bottom = rng.poisson(rng.choice([12, 40, 150]), DISTRICTS)
        top = rng.binomial(bottom, rng.uniform(0.05, 0.95))
        name = f"share_{number}"
        changed = {"id": name, "numerator": f"count(*) filter (where q{number})", "denominator": f"count(a{number})"}
        its[name] = definitions()["allocated_share"].model_copy(update=changed)
        areas = [*(f"District {at}" for at in range(DISTRICTS)), "Kent"]
        for area, x, n in zip(areas, [*top, top.sum()], [*bottom, bottom.sum()], strict=True):
            value = 100 * x / n if n else np.nan
            rows.append((name, "2018/19", area, float(x), float(n), value, None, None))
    return pd.DataFrame(rows, columns="indicator year area numerator denominator value symbol reason".split()), its


def as_seen(frame, shown):
    """What an attacker makes of the frames: counts, sums and what is hidden, complements of percentages included."""
    counts, sums, hidden = {}, [], set()
    for true, seen in zip(frame.itertuples(), shown.itertuples(), strict=True):
        top, bottom, rest = ((true.indicator, true.area, part) for part in ("top", "bottom", "rest"))
        counts |= {top: true.numerator, bottom: true.denominator, rest: true.denominator - true.numerator}
        sums.append(("=", bottom, [top, rest]))
        hidden |= {name for name, value in ((top, seen.numerator), (bottom, seen.denominator)) if pd.isna(value)}
        hidden |= {rest} if pd.isna(seen.value) and counts[rest] else set()
        if true.area == "Kent":
            for part in ("top", "bottom"):
                parts = [(true.indicator, f"District {at}", part) for at in range(DISTRICTS)]
                sums.append(("=", (true.indicator, "Kent", part), parts))
    return counts, sums, hidden


def by_indicator(counts, sums, hidden):
    for name in {cell[0] for cell in hidden}:
        own = {cell: count for cell, count in counts.items() if cell[0] == name}
        yield attack(own, [line for line in sums if line[1][0] == name], {cell for cell in hidden if cell[0] == name})


def crossed_table(seed):
    rng = np.random.default_rng(seed)
    body = rng.poisson(10 * rng.gamma(1.2, 1 / 1.2, (INDICATORS, DISTRICTS)))
    return {(row, column): float(count) for (row, column), count in np.ndenumerate(body)}


def main():
    for seed in range(3):
        frame, its = release(seed)
        begun = perf_counter()
        done = dc.protect(frame, its)
        seconds = perf_counter() - begun
        found = list(by_indicator(*as_seen(frame, done.frame)))
        safe = sum(one.safe for one in found)
        hidden = int((done.frame["symbol"] == "c").sum())
        print(
            f"{INDICATORS} x {DISTRICTS} release: {seconds:.2f} s (target {TARGET:.0f}), {hidden} of {len(frame)} rows"
        )
        print(f"  hidden, {len(done.secured.secondary)} further counts, {safe} of {len(found)} tables safe")
        for one in found:
            if not one.safe:
                print("  UNSAFE", one.recovered[:3], one.narrowed[:3])
        begun = perf_counter()
        table = dc.protect_table(crossed_table(seed))
        print(f"one {INDICATORS} x {DISTRICTS} table: {perf_counter() - begun:.2f} s, {len(table.primary)} small, "
              f"{len(table.secondary)} further")  # fmt: skip


if __name__ == "__main__":
    main()
