"""Counts that tables of a release hold under different names: the attacker knows which are the same, and which lie
inside another.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from metrics.disclosure.cells import Coordinates, Counts
from metrics.disclosure.model import Relation, margin
from warehouse import reference

PHASES = ("Early Years", "Primary", "Secondary")
REQUESTS, PUPILS = ("lift_requests", "numerator"), ("access_rate_pupils", "numerator")


@dataclass(frozen=True)
class Same:
    """`count` (indicator, part) is the sum of `parts` over some values of a dimension."""

    count: tuple[str, str]
    parts: tuple[str, str]
    dimension: str
    values: tuple


AGREED, NOT_STARTED = ("allocated_share", "numerator"), ("open_not_started", "numerator")
STARTED, USING = ("median_wait_days", "denominator"), ("settings_using_lift", "numerator")
SENSORY = ("sensory_contact_5_days", "denominator")
# (whole, parts): nobody is in two of the parts, and all of them are in the whole, of which they may not be all.
INSIDE = (
    (REQUESTS, [("specialist_share", "denominator")]),
    (REQUESTS, [("early_years_share", "denominator")]),
    (REQUESTS, [USING]),  # a setting that uses LIFT has made a request
    (USING, [("settings_not_reached", "numerator")]),  # counted here as the settings that were reached
    (("specialist_share", "denominator"), [AGREED]),
    (AGREED, [PUPILS]),
    (AGREED, [STARTED]),  # of whom some start after the end of the data, and so are not started yet
    (AGREED, [NOT_STARTED]),
    (AGREED, [("open_cases", "numerator")]),
    (AGREED, [("started_within_30_days", "denominator")]),
    (AGREED, [("received_to_start_days", "denominator")]),
    (AGREED, [("virtual_share", "denominator")]),
    (AGREED, [("specialist_share", "numerator")]),
    (PUPILS, [("access_rate_sen", "numerator")]),
    (STARTED, [("started_within_30_days", "numerator")]),
    (("countywide_cases", "numerator"), [SENSORY]),
    (SENSORY, [("habilitation_referrals", "denominator")]),
)
# The same count under another indicator, which may be split where the first is not, or hold more districts.
ALSO = {REQUESTS: ("allocated_share", "denominator"), PUPILS: ("cost_per_pupil", "denominator")}
SAME = (
    Same(("early_years_share", "numerator"), REQUESTS, "phase", PHASES[:1]),
    Same(("early_years_share", "denominator"), REQUESTS, "phase", PHASES),
    Same(("access_ratio", "numerator"), PUPILS, "phase", PHASES),
    Same(("specialist_share", "numerator"), REQUESTS, "level", (3,)),
    Same(("specialist_share", "denominator"), REQUESTS, "level", (1, 2, 3)),
    Same(("allocated_share", "numerator"), REQUESTS, "level", (2, 3)),
)


def identities(counts: Counts) -> list[Relation]:
    """The relations between cells of different indicators, and between needs and their areas."""
    found: list[Relation] = []
    for year in sorted({year for _, _, year in counts.lines}):
        for same in SAME:
            found += _over(counts, same, year)
        found += _areas_of_need(counts, year)
        for whole, parts in INSIDE:
            for named in (whole, ALSO[whole]) if whole in ALSO else (whole,):
                found += _inside(counts, named, parts, year)
    return found


def _over(counts: Counts, same: Same, year: str) -> list[Relation]:
    whole, parts = (_cells(counts, named, year) for named in (same.count, same.parts))
    made = []
    for where, name in whole.items():
        held = dict(where)
        asked = [held[same.dimension]] if same.dimension in held else same.values
        rest = where - {(same.dimension, held.get(same.dimension))}
        made += _sum(name, [rest | {(same.dimension, value)} for value in asked if value in same.values], parts)
    return made


def _inside(counts: Counts, whole: tuple[str, str], parts: list[tuple[str, str]], year: str) -> list[Relation]:
    """No less in the whole than in its parts, wherever both are counted of the same pupils."""
    held, wholes = [_cells(counts, named, year) for named in parts], _cells(counts, whole, year)
    made = [
        Relation(((name, 1.0), *((cells[where], -1.0) for cells in held)), 0.0)
        for where, name in wholes.items()
        if all(where in cells and cells[where] != name for cells in held)
    ]
    return made + _split_further(wholes, held)


def _split_further(wholes: Mapping[Coordinates, str], held: list[Mapping[Coordinates, str]]) -> list[Relation]:
    """The same where the whole is not given by what its parts are split by: over all values they are not more."""
    places: dict[tuple, list[Coordinates]] = {}
    for where in held[0]:
        if where not in wholes and all(where in cells for cells in held):
            for coordinate in where:
                coarse = where - {coordinate}
                if coarse in wholes:
                    places.setdefault((coarse, coordinate[0]), []).append(where)
    return [
        Relation(((wholes[coarse], 1.0), *((cells[where], -1.0) for where in fine for cells in held)), 0.0)
        for (coarse, _), fine in places.items()
    ]


def _areas_of_need(counts: Counts, year: str) -> list[Relation]:
    """Requests of an area of need are those of its needs."""
    made = []
    cells = _cells(counts, REQUESTS, year)
    members = needs_of()
    for where, name in cells.items():
        held = dict(where)
        if "area_of_need" in held:
            rest = where - {("area_of_need", held["area_of_need"])}
            made += _sum(name, [rest | {("need", need)} for need in members.get(held["area_of_need"], ())], cells)
    return made


def needs_of() -> Mapping[str | None, tuple]:
    """Area of need -> its needs; what is not recorded, and needs that belong to no area, under None."""
    found: dict[str | None, list] = {None: [None]}
    for row in reference.rows("needs.csv"):
        found.setdefault(row["area_of_need"] or None, []).append(row["code"])
    return {area: tuple(needs) for area, needs in found.items()}


def _cells(counts: Counts, named: tuple[str, str], year: str) -> dict[Coordinates, str]:
    line = counts.lines.get((*named, year))
    return line.cells if line else {}


def _sum(name: str, places: Iterable[Coordinates], cells: Mapping[Coordinates, str]) -> list[Relation]:
    """The relation, where every part that occurs is there; a part that occurs nowhere in Kent has no cell and is 0."""
    parts = [cells[place] for place in places if place in cells]
    return [margin(name, parts)] if parts and name not in parts else []
