"""What is known of one district and year of a table: sums, with their ends where a figure is suppressed."""

from __future__ import annotations

from dataclasses import dataclass, field

from loaders.explore_figures import Figure


@dataclass
class Part:
    """A sum of figures, and between which values it lies where some of them are unknown; high None: not known."""

    low: float = 0
    high: float | None = 0

    def add(self, figure: Figure) -> None:
        """Add a figure, or the ends of one that is unknown."""
        low, high = (figure.low, figure.high) if figure.value is None else (figure.value, figure.value)
        self.low += low
        self.high = None if high is None or self.high is None else self.high + high


@dataclass
class Cell:
    """What is known of one district and year: sums with their ends, marks met, and what leaves it without a figure."""

    top: Part = field(default_factory=Part)
    bottom: Part = field(default_factory=Part)
    rows: int = 0
    reason: str | None = None
    unknown: set[str] = field(default_factory=set)

    @property
    def hidden(self) -> bool:
        """True where the file suppresses a figure of it."""
        return bool(self.unknown & {"c", "low", "u"})
