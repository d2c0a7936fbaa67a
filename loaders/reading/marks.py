"""What a pass over the bytes of a sheet finds that its cells' values do not tell."""

from __future__ import annotations

from dataclasses import dataclass, field

from . import limits
from .grid import Place


@dataclass(slots=True)
class Marks:
    """How far the cells reach from A1, and the cells that hold an error or a formula without its value.

    Places count from 0. `misplaced` counts marks whose cell does not say where it stands. `merged`: first and last cell
    of each merge, where the reader of the cells does not tell.
    """

    rows: int = 0
    columns: int = 0
    errors: dict[Place, str] = field(default_factory=dict)
    unsaved: set[Place] = field(default_factory=set)
    computed: int = 0
    computed_zero: set[Place] = field(default_factory=set)
    misplaced: int = 0
    merged: list[tuple[Place, Place]] = field(default_factory=list)

    def reach(self, rows: int, columns: int) -> None:
        """Take note that cells reach this far."""
        self.rows, self.columns = max(self.rows, rows), max(self.columns, columns)

    def error(self, place: Place | None, text: str) -> None:
        """Take note of an error cell."""
        if place is None:
            self.misplaced += 1
        elif len(self.errors) < limits.MARKS:
            self.errors[place] = text

    def unsaved_at(self, place: Place | None) -> None:
        """Take note of a formula without a saved value."""
        if place is None:
            self.misplaced += 1
        elif len(self.unsaved) < limits.MARKS:
            self.unsaved.add(place)
