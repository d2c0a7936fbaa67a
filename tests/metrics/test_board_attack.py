"""An attacker with every table of the board's release, its totals, the counts that it holds under two names, and what
lies inside what: whoever was supported was agreed to, a setting that uses LIFT made a request.
"""

from __future__ import annotations

import datetime as dt
import random

import pytest

from metrics import AudienceRefused, definitions, results
from metrics.identities import needs_of
from metrics.released import PARTS
from tests.metrics.disclosure.attack import attack, told

AREAS = {"Dover": "South", "Swale": "East", "Thanet": "East"}
PHASES = ("Early Years", "Primary", "Secondary")
NEEDS = {"ASD": "CI", "SLCN": "CI", "SEMH": "SEMH", "MLD": "CL", "OTH": None}
NUMBERS = ("numerator", "denominator")
# What each count is of. A setting is no person, and may follow.
KINDS = {
    ("lift_requests", "numerator"): "all", ("allocated_share", "denominator"): "all",
    ("allocated_share", "numerator"): "agreed", ("specialist_share", "numerator"): "level 3",
    ("specialist_share", "denominator"): "with a level", ("early_years_share", "numerator"): "early",
    ("early_years_share", "denominator"): "with a phase", ("access_rate_pupils", "numerator"): "pupils",
    ("access_rate_sen", "numerator"): "SEN pupils", ("median_wait_days", "denominator"): "started",
    ("started_within_30_days", "numerator"): "in time", ("started_within_30_days", "denominator"): "could be in time",
    ("virtual_share", "numerator"): "virtual", ("virtual_share", "denominator"): "delivered",
    ("open_cases", "numerator"): "open", ("open_not_started", "denominator"): "open",
    ("open_not_started", "numerator"): "open, not started", ("received_to_start_days", "denominator"): "received",
    ("settings_using_lift", "numerator"): "settings", ("settings_not_reached", "numerator"): "settings not reached",
}  # fmt: skip
IDS = sorted({indicator for indicator, _ in KINDS})
COUNTED_ONCE, NO_PEOPLE = {"pupils", "SEN pupils", "settings"}, {"settings", "settings not reached"}
INSIDE = (
    ("all", ["with a level"]), ("all", ["with a phase"]), ("all", ["settings"]), ("with a level", ["agreed"]),
    ("agreed", ["pupils"]), ("agreed", ["started"]), ("agreed", ["open, not started"]), ("agreed", ["open"]),
    ("agreed", ["level 3"]), ("agreed", ["could be in time"]), ("agreed", ["received"]), ("agreed", ["delivered"]),
    ("pupils", ["SEN pupils"]), ("started", ["in time"]),
)  # fmt: skip
SHARES = (("all", "agreed"), ("with a level", "level 3"), ("with a phase", "early"), ("could be in time", "in time"),
          ("delivered", "virtual"), ("open", "open, not started"))  # fmt: skip
LEVELS = {"agreed": (2, 3), "level 3": (3,), "with a level": (1, 2, 3)}
EARLY = {"early": PHASES[:1], "with a phase": PHASES}


@pytest.fixture
def released(fill, request_row, warehouse, request):
    """Requests of three districts at random, some of every kind few; (counts, shown, withheld), see `_cells`."""
    chance = random.Random(request.param)
    pairs = (("Dover", 40), ("Swale", 70), ("Thanet", 110))
    fill("lift_activity", [_request(request_row, chance, district, i) for district, many in pairs for i in range(many)])
    fill("context", [{"district": d, "phase": p, "pupils": 4000.0, "sen_support": 400.0, "settings": 20.0, "idaci": 0.2}
                     for d in AREAS for p in PHASES])  # fmt: skip
    return _cells(warehouse)


def _request(request_row, chance: random.Random, district: str, i: int) -> dict:
    need, phase, level, term = (
        chance.choices(list(values), weights)[0]
        for values, weights in (
            (NEEDS, (8, 4, 4, 2, 1)),
            (PHASES, (1, 6, 3)),
            ((1, 2, 3), (5, 3, 1)),
            ((1, 2, 3), (6, 3, 1)),
        )
    )
    began = dt.date(2018, 10, 1) + dt.timedelta(days=chance.choice((10, 20, 50)))
    said = {"need": need, "area_of_need": NEEDS[need], "phase": phase, "level": level, "term": term,
            "disadvantaged": chance.random() < 0.2, "sex": chance.choice("FFFM"), "in_care": chance.random() < 0.05,
            "sen_status": chance.choice(("SEN Support", "SEN Support", "EHCP")), "eal": chance.random() < 0.1,
            "support_started": began if chance.random() < 0.8 else None, "closed": None,
            "delivery": chance.choice(("Virtual", "Face to face", None)), "upn_hash": f"{district} {i % 60}",
            "person_hash": f"{district} {i % 60}", "setting": f"{district}: {phase} {i % 8}"}  # fmt: skip
    return request_row(f"{district}{i}", district=district, **said)


def _cells(warehouse) -> tuple[dict, set, set]:
    """(counts, those shown, those of tables that are withheld whole: nobody is told that they are small)."""
    counts, shown, asked = {}, set(), set()
    for part in PARTS.values():
        ids = [name for name in IDS if part.asks(definitions()[name])]
        for row, key, number in _numbers(results(warehouse, ids, by=part.by), part.by):
            counts |= {key: row[number]} if known(row[number]) else {}
        for row, key, number in _numbers(_seen(warehouse, ids, part.by), part.by):
            asked |= {key} if not str(row["reason"]).startswith("Withheld") else set()
            shown |= {key} if known(row[number]) else set()
    assert shown <= set(counts)
    return counts, shown, set(counts) - asked


def _numbers(frame, by: tuple):
    """(row, (kind, where), numerator or denominator) of every count of a frame."""
    for row in () if frame is None else frame.to_dict("records"):
        where = _where(row, by)
        for number in NUMBERS if row["symbol"] != "z" and ("level", None) not in where else ():
            if (kind := KINDS.get((row["indicator"], number))) is not None:
                yield row, (kind, where), number


def known(count) -> bool:
    return count is not None and count == count


def _seen(warehouse, ids: list[str], by: tuple):
    try:
        return results(warehouse, ids, by=by, audience="board")
    except AudienceRefused:
        return None


def _where(row: dict, by: tuple) -> frozenset:
    place = [] if row["area"] == "Kent" else [("district" if row["area"] in AREAS else "area", row["area"])]
    return frozenset([*place, *((name, _plain(row[name])) for name in by if name in row)])


def _plain(value):
    return None if value is None or value != value else int(value) if isinstance(value, float) else value


def _sums(counts: dict) -> list:
    """Totals and their parts along every dimension; percentages have a rest; levels, phases and areas of need."""
    sums, by_kind = [], {}
    for kind, where in counts:
        by_kind.setdefault(kind, []).append(where)
    for kind, where in list(counts):
        for name in ("district", "area", "phase", "term", "need", "area_of_need", "level", "disadvantaged", "sex",
                     "in_care", "eal"):  # fmt: skip
            places = [w for w in by_kind[kind] if len(w) == len(where) + 1 and where < w and name in dict(w - where)]
            sums += _total(counts, kind, where, places, name)
        if "area" in dict(where):
            area, rest = dict(where)["area"], where - {("area", dict(where)["area"])}
            inside = [rest | {("district", d)} for d, held in AREAS.items() if held == area]
            sums += _total(counts, kind, where, [w for w in inside if (kind, w) in counts], "district")
    aliases = {**_of(counts, LEVELS, "level"), **_of(counts, EARLY, "phase"), **_of_area(counts)}
    sums += [("=", key, parts) for key, parts in aliases.items()]
    for whole, parts in INSIDE:
        held = [w for w in by_kind.get(whole, ()) if all((part, w) in counts for part in parts)]
        sums += [("<=", (whole, w), [(part, w) for part in parts]) for w in held]
    return sums


def _total(counts: dict, kind: str, where: frozenset, places: list, name: str) -> list:
    parts = [(kind, place) for place in places]
    if not parts or (len(parts) == 1 and name != "district"):
        return []
    if kind in COUNTED_ONCE:
        return [("once", (kind, where), parts)]
    if name == "level":  # requests without a level are in no table
        return [("<=", (kind, where), parts)]
    return [("=", (kind, where), parts)] if sum(counts[part] for part in parts) == counts[kind, where] else []


def _of(counts: dict, held: dict, name: str) -> dict:
    found = {
        (kind, where): [("all", where | {(name, value)}) for value in held[kind]]
        for kind, where in counts
        if kind in held
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


def _with_rests(counts: dict, withheld: set) -> tuple[dict, list, set]:
    """The counts with what each percentage leaves of its base, which no table shows, but of those withheld whole."""
    rests, sums = {}, []
    shares = {key: base for base, part in SHARES for key in counts if key[0] == part and key not in withheld}
    for (part, where), base in shares.items():
        if (base, where) in counts:
            rests[f"not {part}", where] = counts[base, where] - counts[part, where]
            sums.append(("=", (base, where), [(part, where), (f"not {part}", where)]))
    return counts | rests, sums, set(rests)


@pytest.mark.parametrize("released", range(4), indirect=True)
def test_no_hidden_count_follows_from_all_tables_of_the_release_together(released):
    counts, shown, withheld = released
    hidden = set(counts) - shown
    assert hidden
    assert len(shown) > 50
    every, rests, unprinted = _with_rests(counts, withheld)
    free = {key for key in hidden if key[0] in NO_PEOPLE} | withheld
    for kind, whole, parts in _sums(counts):  # what he takes for granted is so
        assert kind == "=" or counts[whole] >= max(counts[part] for part in parts), (whole, parts)
        assert kind != "<=" or counts[whole] >= sum(counts[part] for part in parts), (whole, parts)
    found = attack(every, _sums(counts) + rests, hidden, unprinted=unprinted, unguarded=free)
    assert found.recovered == []
    assert found.narrowed == []
    people = [key for key in withheld if key[0] not in NO_PEOPLE and 1 <= counts[key] <= 5]
    assert told(every, _sums(counts) + rests, hidden | unprinted | free, people) == []
