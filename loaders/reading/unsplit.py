"""Lines that stand whole in one cell each: text that was never divided into columns."""

from __future__ import annotations

from collections.abc import Iterable

from .records import DELIMITERS, NAMES

_FEWEST = 3  # fields, and lines that have as many


def never_divided(cells: Iterable[object]) -> str | None:
    """What the cells of a lone column, its label first, should have been divided by; None where they are texts."""
    texts = [cell for cell in cells if isinstance(cell, str) and cell.strip()]
    for delimiter in DELIMITERS:
        counts = {text.count(delimiter) for text in texts}
        if len(texts) >= _FEWEST and len(counts) == 1 and counts.pop() + 1 >= _FEWEST:
            return NAMES[delimiter]
    return None
