"""Which releases on record are of explored tables, and which of the returns: they share no count."""

from __future__ import annotations

from metrics.definition import EXPLORED
from metrics.disclosure.ledger import Earlier, earlier_releases


def is_explored(release: Earlier) -> bool:
    """True for a release of explored tables."""
    return any(cell.name.startswith(f"{EXPLORED}: ") for cell in release.cells)


def earlier_explored(cursor) -> list[Earlier]:
    """The releases of explored tables, the oldest first."""
    return [release for release in earlier_releases(cursor) if is_explored(release)]


def earlier_returns(cursor) -> list[Earlier]:
    """The releases of the returns, the oldest first."""
    return [release for release in earlier_releases(cursor) if not is_explored(release)]
