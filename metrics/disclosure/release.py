"""Protecting results frames: one, or several that are released together, beside all that was released before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from metrics.disclosure.cells import Counts, counts_of
from metrics.disclosure.counted import PARTS, Table
from metrics.disclosure.ledger import Earlier
from metrics.disclosure.lines import Groups, relations_of
from metrics.disclosure.model import Cell, Problem, Relation, problem
from metrics.disclosure.revision import with_earlier
from metrics.disclosure.rules import Rules
from metrics.disclosure.secure import Secured, secure
from metrics.disclosure.show import rounded_counts, show


@dataclass(frozen=True)
class Protected:
    """A release that is safe to show. frames: as they may be seen. secured: what was hidden and why (see Secured).

    cells, relations: what it is made of, for the ledger; they hold true counts and are not for showing.
    """

    frames: dict[str, pd.DataFrame]
    secured: Secured
    cells: list[Cell]
    relations: list[Relation]
    rules: Rules

    @property
    def frame(self) -> pd.DataFrame:
        """The frame of a release of one."""
        (frame,) = self.frames.values()
        return frame


def protect(
    frame: pd.DataFrame,
    definitions: Mapping,
    *,
    rules: Rules = Rules(),  # noqa: B008
    filters: Mapping[str, object] | None = None,
    terms: tuple[int, ...] | None = None,
    groups: Groups | None = None,
    earlier: Iterable[Earlier] = (),
) -> Protected:
    """Hide in a results frame what may not be shown, and all from which it could be worked out.

    definitions: id -> Definition. filters, terms: as the frame was asked for. groups: see `relations_of`. earlier: all
    releases before it. Comparisons with a year that the frame lacks are hidden: give the years before as well, and
    take them out afterwards. Raises ReleaseRefused with a sentence.
    """
    table = Table(frame, filters or {}, terms)
    return protect_tables({"table": table}, definitions, rules=rules, groups=groups, earlier=earlier)


def protect_tables(
    tables: Mapping[str, Table],
    definitions: Mapping,
    *,
    rules: Rules = Rules(),  # noqa: B008
    groups: Groups | None = None,
    earlier: Iterable[Earlier] = (),
    links: Callable[[Counts], list[Relation]] | None = None,
    choose: Callable[[Problem, Rules], Secured] = secure,
) -> Protected:
    """Protect several frames that are released together, so that none gives away what is hidden in another.

    links: what else ties their cells together, such as one count that two indicators hold under different names.
    choose: what hides the cells of the problem and proves them safe.
    """
    counts = counts_of(tables, definitions, rules)
    relations = relations_of(counts, groups or {}) + (links(counts) if links else [])
    cells = list(counts.cells.values())
    secured = choose(problem(*with_earlier(cells, relations, earlier)), rules)
    own = Secured(
        {name for name in secured.primary if name in counts.cells} | _small(cells),
        {name for name in secured.secondary if name in counts.cells},
        secured.rounded, secured.limited, secured.blurred, secured.seconds,
    )  # fmt: skip
    frames = {name: _shown(name, table, definitions, counts, own) for name, table in tables.items()}
    return Protected(frames, own, cells, relations, rules)


def _small(cells: list[Cell]) -> set[str]:
    """Small counts are hidden though an earlier release gave them away."""
    return {cell.name for cell in cells if cell.primary}


def _shown(name: str, table: Table, definitions: Mapping, counts: Counts, secured: Secured) -> pd.DataFrame:
    frame = table.frame.reset_index(drop=True)
    hidden = {part: np.zeros(len(frame), dtype=bool) for part in PARTS}
    blurred = {part: np.zeros(len(frame), dtype=bool) for part in PARTS}
    for (where, at, part), cell in counts.place.items():
        if where == name:
            hidden[part][at] = cell in secured.hidden
            blurred[part][at] = cell in secured.rounded
    for part in PARTS:
        if blurred[part].any():
            frame[part] = rounded_counts(frame, part, blurred[part], counts.rules.round_to)
    return show(
        Table(frame, table.filters, table.terms),
        definitions,
        counts.rules,
        hidden,
        blurred["numerator"] | blurred["denominator"],
    )
