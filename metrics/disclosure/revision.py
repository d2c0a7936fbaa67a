"""This release beside all earlier ones: what was shown stays known, what was hidden stays hidden under both."""

from __future__ import annotations

from collections.abc import Iterable

from metrics.disclosure.ledger import Earlier
from metrics.disclosure.model import OPEN, PUBLISHED, UNPUBLISHED, Cell, Relation


def with_earlier(
    cells: Iterable[Cell], relations: Iterable[Relation], earlier: Iterable[Earlier]
) -> tuple[list[Cell], list[Relation]]:
    """The cells and relations of a release joined with those of earlier ones.

    A count that has not changed is one cell in both, so that an attacker who has both releases may use either. One that
    was corrected is two cells, and the old one must stay protected as it was.
    """
    joined, every = {cell.name: cell for cell in cells}, list(relations)
    for release in earlier:
        renamed = {cell.name: _place(joined, cell, release) for cell in release.cells}
        every += [
            Relation(tuple((renamed[name], sign) for name, sign in relation.signs), relation.least)
            for relation in release.relations
        ]
    return list(joined.values()), every


def _place(joined: dict[str, Cell], old: Cell, release: Earlier) -> str:
    """Put an earlier cell among the others; gives the name under which it stands."""
    state = release.states[old.name]
    name = old.name
    if name in joined and joined[name].count != old.count:
        name = f"{old.name} | {old.count:g} before a correction"
    label = old.label if name == old.name else f"{old.label}, as released in {release.release}"
    told = {"shown": PUBLISHED, "unpublished": UNPUBLISHED, "rounded": UNPUBLISHED}.get(state)
    if name not in joined:
        role = told or UNPUBLISHED
        hidden = state in ("primary", "secondary")
        joined[name] = Cell(name, old.count, old.low, old.high, state == "primary", role, must_hide=hidden, label=label)
        return name
    joined[name] = _both(joined[name], old, state)
    return name


def _both(new: Cell, old: Cell, state: str) -> Cell:
    """One cell in two releases: shown in either is known; hidden in the earlier one stays hidden."""
    known = new.__dict__ | {"low": max(new.low, old.low), "high": min(new.high, old.high)}
    if state == "shown" or new.role == PUBLISHED:
        return Cell(**(known | {"role": PUBLISHED, "primary": False, "must_hide": False}))
    if state == "unpublished":
        return Cell(**known)
    hidden = {"primary": new.primary or state == "primary", "must_hide": new.must_hide or state != "rounded"}
    return Cell(**(known | hidden | ({"role": OPEN} if new.role == OPEN else {})))
