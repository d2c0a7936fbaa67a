"""A release as cells and the linear relations between them: all that an attacker can calculate with."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field

import numpy as np
from scipy import sparse

OPEN, KNOWN, PUBLISHED, UNPUBLISHED = "open", "known", "published", "unpublished"


@dataclass(frozen=True)
class Cell:
    """One count. `role`: open (shown or hidden as is found safe), known (public from elsewhere), published (shown in an
    earlier release, so that hiding it now is no use), unpublished (never shown).

    low, high: what somebody who knows the rule takes for granted about it while it is hidden. `must_hide`: hidden in
    whatever way the others are. `weight`: what hiding it costs the reader, 1 for a cell of the body of a table.
    `label`: what a person calls it. `demand`: the range that a primary cell must keep, if not low to high.
    """

    name: Hashable
    count: float
    low: float = 0.0
    high: float = np.inf
    primary: bool = False
    role: str = OPEN
    weight: float = 1.0
    must_hide: bool = False
    label: str = ""
    demand: tuple[float, float] | None = None

    def __str__(self) -> str:
        return self.label or str(self.name)


@dataclass(frozen=True)
class Relation:
    """The sum of sign x count over some cells: always what it is in truth (`=`), or never below `least`."""

    signs: tuple[tuple[Hashable, float], ...]
    least: float | None = None


def margin(total: Hashable, parts: Iterable[Hashable]) -> Relation:
    """The parts make up the total; what is over, if anything, is taken as known."""
    return Relation(((total, 1.0), *((part, -1.0) for part in parts)))


def counted_once(total: Hashable, parts: Iterable[Hashable]) -> list[Relation]:
    """A total in which each person counts once: no more than the parts together, and no less than any of them."""
    parts = tuple(parts)
    together = Relation(((total, -1.0), *((part, 1.0) for part in parts)), 0.0)
    return [together, *(Relation(((total, 1.0), (part, -1.0)), 0.0) for part in parts)]


@dataclass
class Problem:
    """Cells and relations as arrays. Positions, not names, are used below this; deviations are from the true counts.

    equal: rows that sum to nought in every deviation. above, slack: rows that may not fall below -slack.
    """

    cells: list[Cell]
    equal: sparse.csr_array
    above: sparse.csr_array
    slack: np.ndarray
    count: np.ndarray = field(init=False)

    def __post_init__(self) -> None:
        self.count = np.array([cell.count for cell in self.cells], dtype=float)
        self.low = np.array([cell.low for cell in self.cells], dtype=float) - self.count
        self.high = np.array([cell.high for cell in self.cells], dtype=float) - self.count
        ends = [cell.demand or (cell.low, cell.high) for cell in self.cells]
        self.demand = np.array(ends, dtype=float).reshape(-1, 2).T - self.count
        self.primary = np.array([cell.primary and cell.role in (OPEN, UNPUBLISHED) for cell in self.cells], dtype=bool)
        self.weight = np.array([cell.weight for cell in self.cells], dtype=float)
        roles = np.array([cell.role for cell in self.cells], dtype=object)
        self.open, self.known, self.unpublished = roles == OPEN, roles == KNOWN, roles == UNPUBLISHED
        self.published = roles == PUBLISHED
        kept = np.array([cell.must_hide for cell in self.cells], dtype=bool) & ~self.known & ~self.published
        self.forced = self.primary | self.unpublished | kept
        self.owed = (self.open | kept) & ~self.primary  # if hidden, more than a single value must be possible
        if len(self.cells) and ((self.low > 0) | (self.high < 0))[~self.known].any():
            raise AssertionError("a true count lies outside what the rule says of it")

    def rows(self) -> tuple[sparse.csr_array, np.ndarray, np.ndarray]:
        """All relations as rows, with the least and most that each may come to in a deviation."""
        nought, least = np.zeros(self.equal.shape[0]), -self.slack
        rows = sparse.vstack([self.equal, self.above]).tocsr()
        return rows, np.r_[nought, least], np.r_[nought, np.full(len(least), np.inf)]

    @property
    def names(self) -> list[Hashable]:
        return [cell.name for cell in self.cells]


def problem(cells: Iterable[Cell], relations: Iterable[Relation]) -> Problem:
    """Put cells and relations together. A relation of cells that are not there, or untrue, says nothing.

    They are put in order, so that the same release is hidden the same way whatever order it was counted in.
    """
    cells = sorted(cells, key=lambda cell: str(cell.name))
    place = {cell.name: at for at, cell in enumerate(cells)}
    equal, above, slack, seen = [], [], [], set()
    for relation in relations:
        if any(name not in place for name, _ in relation.signs):
            continue
        row = tuple(sorted((place[name], sign) for name, sign in relation.signs))
        if (row, relation.least is None) in seen:
            continue
        seen.add((row, relation.least is None))
        if relation.least is None:
            equal.append(row)
        elif (over := sum(sign * cells[at].count for at, sign in row) - relation.least) >= 0:
            above.append(row)
            slack.append(over)
    above = sorted(zip(above, slack, strict=True))
    rows, over = [row for row, _ in above], np.array([most for _, most in above], dtype=float)
    return Problem(cells, _matrix(sorted(equal), len(cells)), _matrix(rows, len(cells)), over)


def _matrix(rows: list[tuple], width: int) -> sparse.csr_array:
    at = [(number, column, sign) for number, row in enumerate(rows) for column, sign in row]
    numbers, columns, signs = zip(*at, strict=True) if at else ((), (), ())
    return sparse.csr_array((np.array(signs, dtype=float), (numbers, columns)), shape=(len(rows), width))


def parts(whole: Problem) -> list[tuple[Problem, np.ndarray]]:
    """The problems that have nothing to do with each other, each with the positions of its cells in the whole.

    What is known holds nothing together; a part in which nothing needs protection is left out.
    """
    free = sparse.diags_array((~whole.known).astype(float)).tocsr()
    rows = sparse.vstack([whole.equal, whole.above]).tocsr() @ free
    rows.eliminate_zeros()
    links = sparse.block_array([[None, abs(rows)], [abs(rows).T, None]]).tocsr()
    _, labels = sparse.csgraph.connected_components(links, directed=False)
    cell_labels = labels[rows.shape[0] :]
    needed = np.unique(cell_labels[whole.forced & (whole.primary | whole.owed)])
    order = np.argsort(cell_labels, kind="stable")
    starts = np.searchsorted(cell_labels[order], needed), np.searchsorted(cell_labels[order], needed, side="right")
    return [(_part(whole, order[a:b]), order[a:b]) for a, b in zip(*starts, strict=True)]


def _part(whole: Problem, at: np.ndarray) -> Problem:
    equal, above = whole.equal.tocsc()[:, at].tocsr(), whole.above.tocsc()[:, at].tocsr()
    used, kept = np.diff(equal.indptr) > 0, np.diff(above.indptr) > 0
    return Problem([whole.cells[i] for i in at], equal[used], above[kept], whole.slack[kept])
