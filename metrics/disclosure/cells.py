"""From results frames to cells: the same count in two tables is one cell, and a percentage has a complement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from metrics.disclosure.counted import (
    BEHIND,
    KENT,
    PARTS,
    Table,
    counted,
    counts_people,
    counts_settings,
    once_each,
    source_of,
)
from metrics.disclosure.crosstab import count_cell
from metrics.disclosure.model import UNPUBLISHED, Cell, Relation, margin
from metrics.disclosure.rules import Rules

KENTS = 4.0  # what hiding a figure of Kent's costs a reader, against one of a district's: much is worked out from it
Coordinates = frozenset[tuple[str, object]]


@dataclass
class Line:
    """One part of one indicator in one year, over all tables: coordinates -> cell name. split: (coordinates, dimension)
    of the cells that are part of a whole split. partial: dimensions by which parts are left out of the split.
    """

    once: bool
    label: str
    cells: dict[Coordinates, str] = field(default_factory=dict)
    split: set[tuple[Coordinates, str]] = field(default_factory=set)
    partial: set[str] = field(default_factory=set)


@dataclass
class Counts:
    """The cells of a release. place: (table, row, part) -> name of its cell. lines: see Line."""

    rules: Rules
    cells: dict[str, Cell] = field(default_factory=dict)
    relations: list[Relation] = field(default_factory=list)
    place: dict[tuple[str, int, str], str] = field(default_factory=dict)
    lines: dict[tuple[str, str, str], Line] = field(default_factory=dict)


def counts_of(tables: Mapping[str, Table], definitions: Mapping, rules: Rules) -> Counts:
    """Every count of people in the tables, once, with the complements of percentages; of settings, those that made
    requests.
    """
    counts = Counts(rules)
    deepest = max((len(table.dimensions) + len(table.fixed()) for table in tables.values()), default=0) + 1
    for name, table in tables.items():
        dimensions, fixed = table.dimensions, table.fixed()
        for at, row in enumerate(table.frame.to_dict("records")):
            it = definitions[row["indicator"]]
            where = _where(row, dimensions, fixed)
            named = {}
            for part in PARTS:
                if (counts_people(it, part) or counts_settings(it, part)) and not _absent(row[part]):
                    weight = 1.0 + deepest - len(where) + (0.5 if part == "denominator" else 0)
                    weight *= KENTS if row["area"] == KENT else 1
                    named[part] = counts.place[name, at, part] = _add(counts, it, part, row, where, weight)
                    line = counts.lines[it.id, part, row["year"]]
                    line.split |= {(where, by) for by in (*dimensions, "place")}
                    line.partial |= set(table.partial)
            if it.unit == "percent" and len(named) == 2 and row["numerator"] <= row["denominator"]:
                _complement(counts, named, row)
    return counts


def _absent(value: object) -> bool:
    return value is None or pd.isna(value) or value != np.floor(value) or value < 0


def _where(row: dict, dimensions: list[str], fixed: Mapping) -> Coordinates:
    held = dict(fixed) | {name: None if _blank(row[name]) else row[name] for name in dimensions}
    return frozenset([*held.items(), *([("place", row["area"])] if row["area"] != KENT else [])])


def _blank(value: object) -> bool:
    return value is None or (isinstance(value, float) and np.isnan(value))


def said(where: Coordinates, value=str) -> str:
    """Coordinates in one order; names of cells in the ledger are made with it, so that its form may not change."""
    held = dict(where)
    rest = [f"{name} {value(held[name])}" for name in sorted(held) if name != "place"]
    return ", ".join([str(held.get("place", KENT)), *rest])


def told(where: Coordinates) -> str:
    """Coordinates as a person reads them."""
    return said(where, _plainly)


def _plainly(value: object) -> str:
    if isinstance(value, tuple):
        return " and ".join(str(one) for one in value)
    return "not known" if value is None else str(value)


def _add(counts: Counts, it, part: str, row: dict, where: Coordinates, weight: float) -> str:
    """The name of a cell, added if it is new. The same count of other rows (a return lacking) is another cell."""
    count = counted(it, part, row)
    source, sql = source_of(it, part)
    name = f"{source}: {sql} | {row['year']} | {said(where)}"
    if name in counts.cells and counts.cells[name].count != count:
        name = f"{name} | {it.id}"
    label = f"{it.title if part == 'numerator' else f'all behind {it.title}'}, {told(where)}, {row['year']}"
    if name not in counts.cells:
        counts.cells[name] = replace(_cell(counts.rules, it, part, row, name, weight), label=label)
    line = counts.lines.setdefault((it.id, part, row["year"]), Line(once_each(it, part), f"{it.title}, {row['year']}"))
    line.cells[where] = name
    return name


def _cell(rules: Rules, it, part: str, row: dict, name: str, weight: float) -> Cell:
    """The cell of a count. Few pupils behind many targets are few pupils: their targets are hidden, with any number."""
    cell = count_cell(name, counted(it, part, row), rules, weight)
    if counts_settings(it, part):
        most = max(float(row["denominator"]), cell.count) if not _absent(row["denominator"]) else np.inf
        return replace(cell, low=min(1.0, cell.count), high=most, primary=False)
    behind = row.get(BEHIND)
    few = not cell.primary and not _absent(behind) and 1 <= behind <= rules.threshold
    return replace(cell, must_hide=True) if few else cell


def _complement(counts: Counts, named: dict[str, str], row: dict) -> None:
    """Numerator and complement make up the denominator; the complement is never printed, and must not follow."""
    name = f"rest of {named['denominator']} without {named['numerator']}"
    if name not in counts.cells:
        cell = count_cell(name, float(row["denominator"] - row["numerator"]), counts.rules, 1.0, UNPUBLISHED)
        label = f"those not counted in {counts.cells[named['numerator']].label}"
        counts.cells[name] = Cell(**(cell.__dict__ | {"label": label}))
        counts.relations.append(margin(named["denominator"], [named["numerator"], name]))
