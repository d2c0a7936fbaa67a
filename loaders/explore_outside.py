"""Rows of an explored table that are of no district of Kent: of Medway, of a nation or region, of a whole authority."""

from __future__ import annotations

import functools
from collections import Counter

from loaders.words import district_spellings, normalise, text_of

MEDWAY = frozenset({"medway", "medway council", "medway towns", "medway unitary authority", "e06000035"})
NATIONS = frozenset(
    {"england", "wales", "scotland", "united kingdom", "uk", "great britain", "national", "all england",
     "england total", "england and wales", "e92000001", "k02000001", "k04000001"}
)  # fmt: skip
REGIONS = frozenset(
    {"south east", "south east england", "the south east", "london", "east of england", "east midlands",
     "west midlands", "north east", "north west", "south west", "yorkshire and the humber",
     "inner london", "outer london"}
)  # fmt: skip
NATION, REGION, AUTHORITY = "nation", "region", "authority"
_LEVELS = {
    "national": NATION,
    "country": NATION,
    "nation": NATION,
    "regional": REGION,
    "region": REGION,
    "government office region": REGION,
    "local authority": AUTHORITY,
    "la": AUTHORITY,
    "county": AUTHORITY,
    "upper tier local authority": AUTHORITY,
}
_BELOW = frozenset(
    {"district", "local authority district", "lower tier local authority", "ward", "school", "school level", "provider",
     "lad", "institution", "setting"}
)  # fmt: skip
# What a row left out is, as a person reads it after its number.
LEFT_OUT = {
    "medway": "of Medway, which is not Kent County Council's",
    NATION: "of England or another nation",
    REGION: "of a whole region",
    AUTHORITY: "of a whole local authority",
    "blank": "without a district",
    "other": "of no district of Kent",
}
# What a column that names other areas is called -> what such areas are, and what to ask for.
_OTHER_AREAS = {
    "NHS areas, which do not follow the districts' borders": "ccg icb stp trust pct subicb".split(),
    "wards, parishes or small areas": "ward lsoa msoa oa parish".split(),
    "postcodes": ["postcode", "postcodes"],
    "constituencies, which do not follow the districts' borders": ["constituency", "pcon"],
    "whole local authorities": ["la", "authority", "utla"],
}


@functools.lru_cache(65536, typed=True)
def outside(cell: object) -> str:
    """What a cell that names no district of Kent names: medway, nation, region or other."""
    words = normalise(text_of(cell))
    if words in MEDWAY:
        return "medway"
    if words in NATIONS:
        return NATION
    return REGION if words in REGIONS or (words.startswith("e12") and len(words) == 9) else "other"


def levels_of(rows: list[list]) -> list[str | None]:
    """For each row what it is of, where a column of levels (National, Regional, Local authority) says so.

    A row that names a district of Kent is of that district, whatever its level is called.
    """
    column = next((at for at, cells in enumerate(zip(*rows, strict=True)) if _is_levels(cells)), None)
    if column is None:
        return [None] * len(rows)
    return [None if _names_district(row) else _LEVELS.get(normalise(text_of(row[column]))) for row in rows]


def _is_levels(cells: tuple) -> bool:
    if not isinstance(cells[0], str) or normalise(cells[0]) not in _LEVELS.keys() | _BELOW:
        return False
    held = {normalise(cell) if isinstance(cell, str) else "" for cell in Counter(cells)} - {""}
    return held <= _LEVELS.keys() | _BELOW


def _names_district(row: list) -> bool:
    return not district_spellings().keys().isdisjoint(normalise(cell) for cell in row if isinstance(cell, str))


def what_it_has(labels: list[str]) -> str | None:
    """What areas a table without districts names in their place, by the names of its columns; None: none known."""
    for label in labels:
        words = set(normalise(label).split())
        for areas, names in _OTHER_AREAS.items():
            if words & set(names):
                return f"Column “{label}” names {areas}"
    return None
