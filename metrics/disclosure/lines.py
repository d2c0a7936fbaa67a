"""The relations between the cells of a release: totals and their parts, along the place and every other dimension."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from metrics.disclosure.cells import Coordinates, Counts, Line, told
from metrics.disclosure.crosstab import count_cell
from metrics.disclosure.model import UNPUBLISHED, Cell, Relation, counted_once, margin

Groups = Mapping[str, Mapping[object, Iterable[object]]]


def relations_of(counts: Counts, groups: Groups) -> list[Relation]:
    """All totals and parts. groups: dimension -> group -> its members, as {"place": {"East Kent": [...districts]}}.

    May add cells to the counts: the rest of a total of which only some parts are asked for.
    """
    found = list(counts.relations)
    for line in counts.lines.values():
        for (total, dimension), parts in _families(line).items():
            found += _related(counts, line, total, dimension, parts, groups.get(dimension, {}))
    return found


def _families(line: Line) -> dict[tuple[Coordinates, str], dict[object, Coordinates]]:
    """(coordinates of a total, dimension) -> value -> coordinates of a part. The total itself need not be there."""
    families: dict = {}
    for where in line.cells:
        for dimension, value in where:
            families.setdefault((where - {(dimension, value)}, dimension), {})[value] = where
    return families


def _related(counts: Counts, line: Line, total, dimension: str, parts: dict, groups: Mapping) -> list[Relation]:
    members = {value: _members(value, groups) for value in parts}
    singles = {value for value in parts if members[value] is None}
    found = []
    for group in parts.keys() - singles:  # areas of districts, the year to date of terms
        inside = [value for value in singles if value in members[group]]
        if inside:
            asked = any((parts[value], dimension) in line.split for value in inside)  # who is absent sent no return
            whole = asked or len(inside) == len(members[group])
            found += _relate(counts, line, parts[group], [parts[value] for value in inside], whole)
    if total not in line.cells:
        return found
    grouped = set().union(*(members[group] for group in parts.keys() - singles)) if len(singles) < len(parts) else set()
    families = [[parts[value] for value in singles], [parts[v] for v in parts if v not in singles or v not in grouped]]
    for family in [family for n, family in enumerate(families) if family and (n == 0 or len(singles) < len(parts))]:
        split = len(family) > 1 and any((where, dimension) in line.split for where in family)
        if dimension in line.partial:
            names = [line.cells[where] for where in family]
            found.append(Relation(((line.cells[total], 1.0), *((name, -1.0) for name in names)), 0.0))
        else:
            found += _relate(counts, line, total, family, split)
    return found


def _members(value: object, groups: Mapping) -> set | None:
    if isinstance(value, tuple):
        return set(value)
    return set(groups[value]) if value in groups else None


def _relate(counts: Counts, line: Line, total: Coordinates, parts: list[Coordinates], whole: bool) -> list[Relation]:
    """The relation of a total and parts. whole: no part is lacking, so that anything over is of no known part."""
    names = [line.cells[where] for where in parts]
    if line.once:
        return counted_once(line.cells[total], names) if whole else counted_once(line.cells[total], names)[1:]
    over = counts.cells[line.cells[total]].count - sum(counts.cells[name].count for name in names)
    if over == 0 or whole:
        return [margin(line.cells[total], names)]
    if over < 0:
        return []
    rest = f"rest of {line.cells[total]} without {', '.join(sorted(names))}"
    cell = count_cell(rest, over, counts.rules, 1.0, UNPUBLISHED)
    label = f"the rest of {line.label}, {told(total)}, without {'; '.join(told(where) for where in parts[:3])}"
    counts.cells.setdefault(rest, Cell(**(cell.__dict__ | {"label": label})))
    return [margin(line.cells[total], [*names, rest])]
