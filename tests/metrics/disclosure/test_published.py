"""Figures of the field's own disclosure tools, each reproduced."""

import json
from pathlib import Path

import pytest

from metrics import disclosure as dc

CASES = json.loads((Path(__file__).parent / "published_figures.json").read_text(encoding="utf-8"))
# The case names its table and not the counts: a made-up table by region and gender with the same one small cell.
REGION_GENDER = {
    "A|male": 21, "A|female": 2, "B|male": 9, "B|female": 16, "C|male": 13, "C|female": 8, "D|male": 17, "D|female": 12,
}  # fmt: skip


def found_by_attack(problem, hidden, name):
    ranges = dc.feasible_ranges(problem, hidden)
    exact = dc.recoverable(problem, hidden)
    return {
        "safe": not exact,
        "recoverable": sorted(map(name, exact)),
        "feasible_computed_by_us": {name(cell): list(ends) for cell, ends in sorted(ranges.items())},
    }


def crosstab(i):
    table = {tuple(key.split("|")): count for key, count in i["table"].items()}
    problem = dc.known_rule(table, i["attacker_lower_bound"], i["totals_published"])
    return found_by_attack(problem, [tuple(key.split("|")) for key in i["suppressed"]], "|".join)


def linked(i):
    return found_by_attack(dc.linked(i["cells"], i["groupings"]), i["suppressed"], str)


def one_way(i):
    def further(**how):
        return len(dc.suppress_one_way(i["cells"], 1, **how)[1])

    return {
        "extra_suppressions_without_check": further(singletons=False),
        "extra_suppressions_with_singleton_check": further(singletons=True),
        "extra_if_min_suppressed_total_3": further(singletons=False, least_together=3),
        "extra_if_min_suppressed_total_5": further(singletons=False, least_together=5),
    }


def rounding(i):
    return {"value": dc.redact_and_round(i["value"])}


def primary(i):
    return {"primary_cells": dc.small_counts(REGION_GENDER, int(i["rule"].split()[-1]))}


def rate_leak(i):
    return dc.rate_leak(i["published"]["percent"], i["published"]["denominator"])


FAMILIES = {
    "sdc_crosstab": crosstab, "sdc_linked": linked, "sdc_one_way": one_way, "sdc_round": rounding,
    "sdc_primary": primary, "sdc_rate_leak": rate_leak,
}  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_published_figure(case):
    assert FAMILIES[case["family"]](case["inputs"]) == case["expected"]


def test_every_case_of_every_family_is_there():
    assert len(CASES) >= 9
    assert {case["family"] for case in CASES} == set(FAMILIES)


@pytest.mark.parametrize(("count", "shown"), [(0, 0), (6, 0), (7, 0), (8, 10), (12, 10), (13, 15)])
def test_small_counts_become_nought_and_others_are_rounded(count, shown):
    assert dc.redact_and_round(count) == shown


@pytest.mark.parametrize("bad", [-1, 7.1])
def test_what_is_not_a_count_is_not_rounded(bad):
    with pytest.raises(ValueError, match="not a count"):
        dc.redact_and_round(bad)


def test_the_difference_of_two_linked_tables_gives_a_cell_away():
    """Without N hidden, county-2 and small share all but K and N (sdcTable, test-linked-tables.r)."""
    case = next(case for case in CASES if case["family"] == "sdc_linked")["inputs"]
    problem = dc.linked(case["cells"], case["groupings"])
    assert "K" in dc.recoverable(problem, ["A", "B", "K", "L", "M"])


def test_linked_tables_are_protected_together():
    case = next(case for case in CASES if case["family"] == "sdc_linked")["inputs"]
    done = dc.protect_linked(case["cells"], case["groupings"], dc.Rules(threshold=case["maxN"]))
    assert done.primary == {"A", "B", "K", "L", "M"}
    assert done.secondary
