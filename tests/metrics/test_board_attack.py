"""An attacker with every table of the board's release, its totals and the counts that it holds under two names."""

from __future__ import annotations

import random

import pytest

from metrics import definitions, results
from metrics.identities import needs_of
from metrics.released import PARTS
from tests.metrics.disclosure.attack import attack

DISTRICTS, PHASES = ("Dover", "Swale", "Thanet"), ("Early Years", "Primary", "Secondary")
NEEDS = {"ASD": "CI", "SLCN": "CI", "SEMH": "SEMH", "MLD": "CL", "OTH": None}
# What each count is of: requests, those with agreed support, those with specialist support.
KINDS = {("lift_requests", "numerator"): "all", ("allocated_share", "denominator"): "all",
         ("allocated_share", "numerator"): "agreed", ("specialist_share", "numerator"): "level 3",
         ("specialist_share", "denominator"): "with a level", ("early_years_share", "numerator"): "early",
         ("early_years_share", "denominator"): "with a phase"}  # fmt: skip


@pytest.fixture
def released(fill, request_row, warehouse, request):
    """Requests of three districts at random, some of every kind few; (counts, shown) of all that the board sees."""
    chance = random.Random(request.param)
    rows = []
    for district, many in zip(DISTRICTS, (40, 70, 110), strict=True):
        for i in range(many):
            need, phase, level, term = (
                chance.choices(list(values), weights)[0]
                for values, weights in (
                    (NEEDS, (8, 4, 4, 2, 1)),
                    (PHASES, (1, 6, 3)),
                    ((1, 2, 3), (5, 3, 1)),
                    ((1, 2, 3), (6, 3, 1)),
                )
            )
            said = {"need": need, "area_of_need": NEEDS[need], "phase": phase, "level": level, "term": term}
            rows.append(request_row(f"{district}{i}", district=district, disadvantaged=chance.random() < 0.2, **said))
    fill("lift_activity", rows)
    fill("context", [{"district": d, "phase": p, "pupils": 4000.0, "sen_support": 400.0, "settings": 20.0, "idaci": 0.2}
                     for d in DISTRICTS for p in PHASES])  # fmt: skip
    return _cells(warehouse)


def _cells(warehouse) -> tuple[dict, set]:
    counts, shown = {}, set()
    for part in PARTS.values():
        by, ids = part.by, [name for name in {name for name, _ in KINDS} if part.asks(definitions()[name])]
        real, seen = (results(warehouse, ids, by=by, audience=who) for who in ("internal", "board"))
        for frame, board in ((real, False), (seen, True)):
            for row in frame.to_dict("records"):
                place = [] if row["area"] == "Kent" else [("district", row["area"])]
                where = frozenset([*place, *((name, _plain(row[name])) for name in by if name in row)])
                if row["symbol"] == "z" or ("level", None) in where:
                    continue
                for (indicator, number), kind in KINDS.items():
                    if row["indicator"] != indicator or row[number] is None or row[number] != row[number]:
                        continue
                    if board:
                        shown.add((kind, where))
                    else:
                        counts[kind, where] = row[number]
    assert shown <= set(counts)
    return counts, shown


def _plain(value):
    return None if value is None or value != value else int(value) if isinstance(value, float) else value


def _sums(counts: dict) -> list:
    """Totals and their parts along every dimension; percentages have a rest; levels, phases and areas of need."""
    sums = []
    for kind, where in list(counts):
        for name in ("district", "phase", "term", "need", "area_of_need", "level", "disadvantaged"):
            parts = [(k, w) for k, w in counts if k == kind and len(w) == len(where) + 1 and where < w
                     and next(iter(w - where))[0] == name]  # fmt: skip
            if len(parts) > 1 and sum(counts[part] for part in parts) == counts[kind, where]:
                sums.append(("=", (kind, where), parts))
    for (kind, where), named in {**_of_level(counts), **_of_phase(counts), **_of_area(counts)}.items():
        sums.append(("=", (kind, where), named))
    return sums


def _of_level(counts: dict) -> dict:
    levels = {"agreed": (2, 3), "level 3": (3,), "with a level": (1, 2, 3)}
    found = {
        (kind, where): [("all", where | {("level", level)}) for level in levels[kind]]
        for kind, where in counts
        if kind in levels
    }
    return {key: parts for key, parts in found.items() if all(part in counts for part in parts)}


def _of_phase(counts: dict) -> dict:
    phases = {"early": PHASES[:1], "with a phase": PHASES}
    found = {
        (kind, where): [("all", where | {("phase", phase)}) for phase in phases[kind]]
        for kind, where in counts
        if kind in phases
    }
    return {key: parts for key, parts in found.items() if all(part in counts for part in parts)}


def _of_area(counts: dict) -> dict:
    found = {}
    for kind, where in counts:
        area = dict(where).get("area_of_need", "none")
        if kind == "all" and area != "none" and "level" not in dict(where):
            parts = [(kind, where - {("area_of_need", area)} | {("need", need)}) for need in needs_of()[area]]
            found[kind, where] = [part for part in parts if part in counts]
    return found


@pytest.mark.parametrize("released", range(4), indirect=True)
def test_no_hidden_count_follows_from_all_tables_of_the_release_together(released):
    counts, shown = released
    hidden = set(counts) - shown
    assert hidden
    assert len(shown) > 50
    found = attack(counts, _sums(counts), hidden)
    assert found.recovered == []
    assert found.narrowed == []
