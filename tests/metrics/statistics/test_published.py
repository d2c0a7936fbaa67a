"""Figures printed in the tests and documents of the field's own tools, each to its tolerance."""

import json
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest

from metrics import statistics as st

FILES = ("published_figures.json", "published_further.json")
CASES = [case for name in FILES for case in json.loads((Path(__file__).parent / name).read_text(encoding="utf-8"))]
METHODS = {"exact Poisson": "Exact", "Byar": "Byars", None: None}


def wilson(i):
    value, lower, upper = st.wilson(i["x"], i["n"], i["confidence"])
    return {"value": value * i["multiplier"], "lower": lower * i["multiplier"], "upper": upper * i["multiplier"]}


def rate(i):
    value, lower, upper, method = st.rate(i["x"], i["n"], i["multiplier"], i["confidence"])
    return {"value": value, "lower": lower, "upper": upper, "method": METHODS[method.item()]}


def byar_count(i):
    lower, upper = st.byar(i["x"], i["confidence"])
    return {"lower": lower, "upper": upper}


def standardised(function):
    def run(i):
        strata = (i["counts"], i["pops"], i["ref_counts"], i["ref_pops"])
        found = asdict(function(*strata, i["confidence"], i["refvalue_or_multiplier"]))
        return found | {"method": METHODS[found["method"]]}

    return run


def average(i):
    return i["sum_numerator"] / i["sum_denominator"]


def funnel_proportion_limits(i):
    return st.funnel_proportion_limits(i["population"], average(i), i["multiplier"])


def funnel_proportion_significance(i):
    return {"label": st.funnel_proportion_significance(i["x"], i["n"], average(i)).item()}


def funnel_ratio_limits(i):
    return st.funnel_ratio_limits(i["observed"])


def funnel_ratio_significance(i):
    return {"label": st.funnel_ratio_significance(i["observed"], i["expected"]).item()}


def funnel_rate_limits(i):
    per_head = i["sum_events"] / i["sum_derived_population"]
    return st.funnel_rate_limits(i["events"], per_head, i["multiplier"], i["years"])


def funnel_rate_significance(i):
    return {"label": st.funnel_rate_significance(i["count"], i["population"], i["average_rate_per_100000"]).item()}


def rate_labels(i):
    """A rate stands for its events over the population that they imply; without events, of a crude rate, the real."""
    count, rate, population = (np.array(i[name], dtype=float) for name in ("count", "rate", "population"))
    implied = np.where(count > 0, count / np.where(rate > 0, rate, np.nan) * i["multiplier"], np.nan)
    base = np.where(count > 0, implied, np.nan if i["standardised"] else population)
    average = count.sum() / np.nansum(base) * 100_000
    found = st.funnel_rate_significance(count, base, average, standardised=i["standardised"])
    return {"labels": found}


def mean(i):
    return dict(zip(("value", "lower", "upper", "cases"), st.mean_interval(i["values"], i["confidence"]), strict=True))


def funnel_axis(i):
    asked = (i["min_denominator"], i["max_denominator"], i["statistic"])
    ends, places = st.funnel_axis_ends(*asked), st.funnel_axis(*asked)
    return {"axis_min": ends[0], "axis_max": ends[1], "first5": places[:5], "points": places.size}


def funnel_overdispersion(i):
    kind = (i["data_type"], i.get("method", "SHMI"))
    found = st.overdispersion(i["numerator"], i["denominator"], *kind, i["trim_by"])
    limits = st.overdispersed_limits(i["denominator"], found.tau2, *kind, found.target)
    return asdict(found) | {f"od_{side}": limit for side, limit in limits.items()}


def slope(i):
    bounds = (i.get("lower_cl"), i.get("upper_cl"))
    asked = (i["population"], i["value"], i["value_type"], i["transform"], i["multiplier"], *bounds)
    found = st.slope_index(*asked, confidence=i.get("confidence", 0.95))
    return asdict(found)


def spc_limits(i):
    return asdict(st.process_limits(i["values"], i["screen_outliers"]))


def spc_rules(i):
    states = st.xmr_chart(i["values"], i["improvement"]).states
    better = [place for place, state in enumerate(states, 1) if state.startswith("improvement")]
    return {"points_flagged_improvement": len(better), "run_positions": better}


def spc_rule_shift(i):
    complete = st.shift_complete(i["side_of_mean"], i["run"])
    return {"run_complete": complete, "flagged": st.part_of_run(complete, i["run"])}


def spc_rule_trend(i):
    complete = st.trend_complete(i["values"], i["run"])
    return {"trend_complete": complete, "flagged": st.part_of_run(complete, i["run"])}


def spc_rule_priority(i):
    flags = (i["outside"], i["in_trend"], i["in_two_of_three"], i["in_shift"])
    return {"labels": st.rule_labels(i["y"], i["side_of_mean"], *flags)}


def gini(i):
    values = i["values"]
    return {
        "gini": st.gini(values),
        "theil": st.theil(values).theil,
        "max_minus_min": st.max_minus_min(values),
        "max_over_min": st.max_over_min(values),
    }


RUN = {
    "wilson": wilson,
    "rate": rate,
    "byar_count": byar_count,
    "isr_rate": standardised(st.isr_rate),
    "isr_ratio": standardised(st.isr_ratio),
    "funnel_proportion_limits": funnel_proportion_limits,
    "funnel_proportion_significance": funnel_proportion_significance,
    "funnel_ratio_limits": funnel_ratio_limits,
    "funnel_ratio_significance": funnel_ratio_significance,
    "funnel_rate_limits": funnel_rate_limits,
    "funnel_rate_significance": funnel_rate_significance,
    "funnel_proportion_labels": lambda i: {
        "labels": st.funnel_proportion_significance(i["x"], i["n"], sum(i["x"]) / sum(i["n"]))
    },
    "funnel_ratio_labels": lambda i: {"labels": st.funnel_ratio_significance(i["observed"], i["expected"])},
    "funnel_rate_labels": rate_labels,
    "funnel_axis": funnel_axis,
    "funnel_overdispersion": funnel_overdispersion,
    "funnel_sr_unadjusted_limits": lambda i: st.unadjusted_limits(i["expected_count"], i["target"]),
    "funnel_aggregation": lambda i: {"rr": st.aggregate(i["numerator"], i["denominator"], i["group"])[3]},
    "funnel_outlier_flag": lambda i: {"flags": st.outside_limits(i["values"], i["lower"], i["upper"])},
    "sii_point": slope,
    "sii_ci_simulation": slope,
    "spc_limits": spc_limits,
    "mean": mean,
    "spc_rules": spc_rules,
    "spc_part_of_run": lambda i: {"flagged": st.part_of_run(i["complete"], i["run"])},
    "spc_rule_shift": spc_rule_shift,
    "spc_rule_trend": spc_rule_trend,
    "spc_rule_two_of_three": lambda i: {"flagged": st.two_of_three(i["close_to_limit"], i["side_of_mean"])},
    "spc_rule_priority": spc_rule_priority,
    "spc_assurance": lambda i: {"assurance": st.assurance(i["lpl"], i["upl"], i["target"], i["improvement"])},
    "spc_icons": lambda i: dict(
        zip(
            ("variation_icon", "assurance_icon"),
            st.chart_icons(i["values"], i["target"], i["improvement"]),
            strict=True,
        )
    ),
    "spc_short_series": lambda i: {"warn_default": [st.is_short(length) for length in i["lengths"]]},
    "gini": gini,
    "theil": lambda i: asdict(st.theil(i["values"], i["groups"])),
    "atkinson": lambda i: dict(zip(("A", "EDE"), st.atkinson(i["values"], i["epsilon"]), strict=True)),
    "lorenz": lambda i: {"cum_share": st.lorenz(i["values"])[1]},
    "hoover_schutz": lambda i: dict(zip(("distance", "intersection"), st.hoover_schutz(i["values"]), strict=True)),
    "gini_weighted": lambda i: {
        "gini_weighted": st.gini(i["values"], i["weights"]),
        "gini_unweighted": st.gini(i["values"]),
    },
}


def agrees(found, expected, tol) -> bool:
    """Whether a figure, list or word is the published one, numbers within the greater of both tolerances."""
    if expected is None or isinstance(expected, str | bool):
        return found == expected
    if isinstance(expected, list) and isinstance(expected[0], str | bool):
        return list(found) == expected
    found, expected = np.asarray(found, dtype=float), np.asarray(expected, dtype=float)
    allowed = np.maximum(tol.get("abs", 0), tol.get("rel", 0) * np.abs(expected))
    return found.shape == expected.shape and bool((np.abs(found - expected) <= allowed).all())


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_published_figure(case):
    found = RUN[case["family"]](case["inputs"])
    for name, expected in case["expected"].items():
        assert agrees(found[name], expected, case["tol"]), f"{name}: {found[name]}, published {expected}"
