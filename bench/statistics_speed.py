"""How long the statistics take: every test, interval and finding of a full release, and each part of a page.

Run: python -m bench.statistics_speed
"""

from time import perf_counter

import numpy as np

from metrics import statistics as st

INDICATORS, YEARS, DISTRICTS, REPEATS = 45, 8, 12, 5


def release(generator):
    """Counts and bases of every indicator, year and district, with the rest of Kent beside each."""
    n = generator.integers(40, 4000, (INDICATORS, YEARS, DISTRICTS))
    x = generator.binomial(n, generator.uniform(0.1, 0.9, (INDICATORS, 1, 1)))
    return x, n, x.sum(axis=2, keepdims=True) - x, n.sum(axis=2, keepdims=True) - n


def all_findings(x, n, x_rest, n_rest):
    p, sign = st.compare_proportions(x, n, x_rest, n_rest)
    st.compare_rates(x, n, x_rest, n_rest)
    st.compare_labels(p, sign, "high")
    st.benjamini_hochberg(p)
    st.wilson(x, n)
    st.wilson(x, n, 0.998)
    before, change = st.compare_proportions(x[:, 1:], n[:, 1:], x[:, :-1], n[:, :-1])
    st.against_previous(before, change, "high")
    st.corporate_trends((x / n).transpose(0, 2, 1).reshape(-1, YEARS), "high")


def one_gap(x, n):
    st.gap(*st.wilson(x, n))
    st.chance_gap(x, n)
    st.spread_beyond_chance(x / n, st.chance_variance(x, n))


def waits(generator):
    times = np.ceil(generator.exponential(30, 5000))
    ended, groups = generator.random(5000) < 0.9, generator.integers(0, DISTRICTS, 5000)
    st.kaplan_meier_median(times, ended)
    st.compare_waits(times, ended, groups)


def slowest_and_median(call) -> str:
    taken = []
    for _ in range(REPEATS):
        start = perf_counter()
        call()
        taken.append((perf_counter() - start) * 1000)
    return f"{np.median(taken):8.1f} ms median, {max(taken):8.1f} ms slowest"


def main():
    generator = np.random.default_rng(0)
    whole = release(generator)
    x, n = (part[0, 0] for part in whole[:2])
    population, value = n.astype(float), x / n
    _, lower, upper = st.wilson(x, n)
    bounds = {"lower": lower, "upper": upper}
    series = generator.poisson(50, 24)
    parts = {
        f"all tests, intervals and findings ({x.size * INDICATORS * YEARS})": lambda: all_findings(*whole),
        "gap, chance's gap, spread beyond chance": lambda: one_gap(x, n),
        "funnel with overdispersion": lambda: st.assess_funnel(x, n),
        "slope index, simulated": lambda: st.slope_index(population, value, "proportion", **bounds),
        "interval of ranks": lambda: st.rank_interval(x, n),
        "XmR chart of 24 points": lambda: st.xmr_chart(series),
        "dissimilarity of 12 x 27": lambda: st.dissimilarity_from_rest(generator.poisson(20, (12, 27))),
        "Kaplan-Meier and log-rank, 5,000 waits": lambda: waits(generator),
    }
    for name, call in parts.items():
        print(f"{name:55s} {slowest_and_median(call)}")


if __name__ == "__main__":
    main()
