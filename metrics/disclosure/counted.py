"""What the numerators and denominators of a results frame count, and so which rule holds for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from metrics.disclosure.rules import PEOPLE

KENT = "Kent"
OF_PEOPLE = {"lift_request", "closed_case", "countywide_case", "voice_pair"}  # every row of these is about a child
NOT_PEOPLE = ("distinct setting", "sum(visits)")
PARTS = ("numerator", "denominator")
BEHIND = "pupils_behind"  # a column of how many pupils a count of something else rests on; it is never shown


@dataclass(frozen=True)
class Table:
    """One results frame of a release, with the filters and terms that it was asked for with.

    partial: dimensions of which it leaves out rows, so that nobody knows what its parts lack of a total.
    """

    frame: pd.DataFrame
    filters: Mapping[str, object] = field(default_factory=dict)
    terms: tuple[int, ...] | None = None
    partial: tuple[str, ...] = ()

    @property
    def dimensions(self) -> list[str]:
        """The columns by which the frame is split besides year and area."""
        columns = list(self.frame.columns)
        return [name for name in columns[: columns.index("numerator")] if name not in ("indicator", "year", "area")]

    def fixed(self) -> dict[str, object]:
        """What holds for every row: the filters but that by district, which the area tells, and the terms."""
        held = {name: value for name, value in self.filters.items() if name != "district" and value is not None}
        return held | ({"term": tuple(sorted(self.terms))} if self.terms else {})


def source_of(definition, part: str) -> tuple[str, str] | None:
    """(source, SQL) of a part, which tells the same count in two indicators from another; None where there is none."""
    sql = getattr(definition, part)
    if not sql or definition.derived == "equity_gap":
        return None
    source = definition.source if part == "numerator" else definition.denominator_source or definition.source
    return source, " ".join(sql.split())


def counts_people(definition, part: str) -> bool:
    """True where small numbers of a part are hidden. A rate's denominator from the context return is public already."""
    found = source_of(definition, part)
    if found is None:
        return False
    if definition.people is not None:
        return part in definition.people
    source, sql = found
    if source in OF_PEOPLE:
        return not any(word in sql for word in NOT_PEOPLE)
    return definition.counts in PEOPLE and (part == "numerator" or definition.unit == "percent")


def counts_settings(definition, part: str) -> bool:
    """True for settings that made requests: they are shown, but tell how many requests there are at the least."""
    found = source_of(definition, part)
    return found is not None and part == "numerator" and found[0] in OF_PEOPLE and "distinct setting" in found[1]


def counted(definition, part: str, row: Mapping) -> float:
    """What a part counts: of an indicator that is given as what is left of a public number, what was taken from it."""
    left = definition.complement and part == "numerator"
    return float(row["denominator"] - row[part]) if left else float(row[part])


def once_each(definition, part: str) -> bool:
    """True where somebody who is in several parts of a total counts once in it."""
    return "distinct" in source_of(definition, part)[1]
