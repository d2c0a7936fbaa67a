"""The rules: which figures may not be shown for themselves, and how counts are rounded."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

PEOPLE = frozenset({"pupils", "requests", "cases", "respondents"})
SCHOOLS = "schools"


class ReleaseRefused(Exception):
    """A view or a revision cannot be made safe; the message says why, and what it would give away."""


@dataclass(frozen=True)
class Rules:
    """The settings of disclosure control.

    threshold: counts of people from 1 to this are hidden. least_base: schools' answers on a smaller base are of low
    reliability. round_to: show a further hidden count rounded to a multiple of this where that is safe. strict: refuse
    a view in which small totals are split further, for there the rule itself narrows what a part can be. singletons:
    the one person in a cell of 1 must not learn another hidden cell. seconds: time for making the choice smaller, of an
    ordinary processor: it is counted in steps, so that the same counts are hidden whatever machine it is and how busy.
    """

    threshold: int = 5
    least_base: int = 10
    round_to: int | None = None
    strict: bool = False
    singletons: bool = True
    seconds: float = 3.0

    def __post_init__(self) -> None:
        if self.threshold < 1 or self.least_base < 0 or (self.round_to is not None and self.round_to < 2):
            raise ValueError("a threshold is 1 or more, a least base 0 or more, and counts are rounded to 2 or more")


def small_counts(counts: Mapping[Hashable, float], largest: int = 5, zeros: bool = False) -> list[Hashable]:
    """The cells that a frequency rule hides for themselves: counts of 1 to `largest`, with `zeros` nought as well."""
    _checked(counts.values())
    return [name for name, count in counts.items() if (0 if zeros else 1) <= count <= largest]


def percentage_hidden(numerator: float, denominator: float, threshold: int = 5) -> bool:
    """True where a percentage must go: its numerator or its complement is 1 to `threshold`."""
    _checked((numerator, denominator - numerator))
    return any(1 <= part <= threshold for part in (numerator, denominator - numerator))


def redact_and_round(count: int, largest: int = 7, multiple: int = 5) -> int:
    """A count with small ones (`largest` or less) as 0 and the others to the nearest multiple.

    Raises ValueError for what is not a count. As ehrQL does in its measures.
    """
    _checked((count,))
    return 0 if count <= largest else rounded(count, multiple)


def rounded(count: float, multiple: int = 5) -> int:
    """A count to the nearest multiple; half-way goes up."""
    return int(multiple * ((2 * count + multiple) // (2 * multiple)))


def _checked(counts) -> None:
    for count in counts:
        if count < 0 or count != int(count):
            raise ValueError(f"{count} is not a count: counts are whole numbers from 0 up.")
