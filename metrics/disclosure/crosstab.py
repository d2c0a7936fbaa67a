"""Tables by name: one-way, crossed and linked tables of counts as problems, protected and checked."""

from __future__ import annotations

import itertools
from collections.abc import Hashable, Iterable, Mapping, Sequence

import numpy as np

from metrics.disclosure.model import OPEN, UNPUBLISHED, Cell, Problem, Relation, margin, problem
from metrics.disclosure.rules import Rules, rounded, small_counts
from metrics.disclosure.secure import Secured, secure

TOTAL = "Total"


def count_cell(name: Hashable, count: float, rules: Rules, weight: float = 1.0, role: str = OPEN) -> Cell:
    """A count of people under the rule: small ones must be hidden, and who sees one hidden takes it for 1 to 5.

    Of a larger hidden count he takes for granted that it is not nought, for noughts are shown; of a larger one that is
    never printed, nothing. Of cells alike, hiding a smaller one costs the reader less.
    """
    weight *= 1 + 0.01 * np.log1p(count)
    if 1 <= count <= rules.threshold:
        return Cell(name, count, 1.0, float(rules.threshold), True, role, weight)
    return Cell(name, count, min(1.0, count) if role == OPEN else 0.0, np.inf, False, role, weight)


def with_margins(counts: Mapping[tuple, float]) -> dict[tuple, float]:
    """A crossed table with all its margins. Keys are tuples, one place a dimension; margins have "Total"."""
    totals: dict[tuple, float] = {}
    for key, count in counts.items():
        for mask in itertools.product((False, True), repeat=len(key)):
            place = tuple(TOTAL if out else value for out, value in zip(mask, key, strict=True))
            totals[place] = totals.get(place, 0) + count
    return totals


def margin_relations(keys: Iterable[tuple]) -> list[Relation]:
    """Every total is the sum of its parts, along every dimension."""
    lines: dict[tuple, list[tuple]] = {}
    for key in keys:
        for at, value in enumerate(key):
            if value != TOTAL:
                lines.setdefault((*key[:at], TOTAL, *key[at + 1 :]), []).append((at, key))
    by_dimension: dict[tuple, list[tuple]] = {}
    for total, found in lines.items():
        for at, key in found:
            by_dimension.setdefault((total, at), []).append(key)
    return [margin(total, found) for (total, _), found in by_dimension.items()]


def crossed(counts: Mapping[tuple, float], rules: Rules = Rules(), totals_published: bool = True) -> Problem:  # noqa: B008
    """A crossed table of people under the rule, its margins published or not."""
    every = with_margins(counts)
    role = OPEN if totals_published else UNPUBLISHED
    cells = [
        count_cell(key, count, rules, 1.0 + out, role if out else OPEN)
        for key, count in every.items()
        for out in (sum(value == TOTAL for value in key),)
        if totals_published or not out
    ]
    return problem(cells, margin_relations(every) if totals_published else [])


def known_rule(counts: Mapping[tuple, float], least: float = 0.0, totals_published: bool = True) -> Problem:
    """A crossed table whose attacker knows only that a hidden cell is `least` or more; for published examples."""
    every = with_margins(counts) if totals_published else dict(counts)
    return problem([Cell(key, count, min(least, count)) for key, count in every.items()], margin_relations(every))


def linked(counts: Mapping[Hashable, float], groupings: Mapping[Hashable, Sequence[Hashable]]) -> Problem:
    """Counts and several published groupings of them: tables linked by the cells that they share."""
    cells = [Cell(name, count) for name, count in counts.items()]
    totals = [Cell(name, sum(counts[part] for part in parts)) for name, parts in groupings.items()]
    return problem([*cells, *totals], [margin(name, parts) for name, parts in groupings.items()])


def protect_table(counts: Mapping[tuple, float], rules: Rules = Rules(), totals_published: bool = True) -> Secured:  # noqa: B008
    """Which cells of a crossed table, its margins included, are hidden. Raises ReleaseRefused."""
    return secure(crossed(counts, rules, totals_published), rules)


def protect_linked(
    counts: Mapping[Hashable, float],
    groupings: Mapping[Hashable, Sequence[Hashable]],
    rules: Rules = Rules(),  # noqa: B008
) -> Secured:
    """Which cells of linked tables are hidden; a cell that two tables share is hidden in both or in neither."""
    cells = [count_cell(name, count, rules) for name, count in counts.items()]
    cells += [count_cell(name, sum(counts[p] for p in parts), rules, 2.0) for name, parts in groupings.items()]
    return secure(problem(cells, [margin(name, parts) for name, parts in groupings.items()]), rules)


def suppress_one_way(
    counts: Mapping[Hashable, float], largest: int = 1, *, singletons: bool = True, least_together: float = 0
) -> tuple[list[Hashable], list[Hashable]]:
    """(primary, further) cells hidden in a one-way table with its total published, smallest further cells first.

    A hidden cell is never alone. singletons: two cells of 1 are not enough, for each of the two people knows one of
    them. least_together: what the hidden cells must come to.
    """
    primary, further = small_counts(counts, largest), []
    for name in sorted((n for n in counts if n not in primary), key=lambda n: (counts[n] == 0, counts[n])):
        hidden = [*primary, *further]
        ones = sum(counts[n] == 1 for n in hidden)
        alone = len(hidden) == 1 or (singletons and len(hidden) == 2 and ones >= 1)
        if not primary or not (alone or sum(counts[n] for n in hidden) < least_together):
            break
        further.append(name)
    return primary, further


def round_table(counts: Mapping[Hashable, float], multiple: int = 5) -> dict[Hashable, int]:
    """Every count to the nearest multiple."""
    return {name: rounded(count, multiple) for name, count in counts.items()}
