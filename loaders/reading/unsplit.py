"""Lines that stand whole in one cell each: text that was never divided into columns."""

from __future__ import annotations

from collections.abc import Iterable

from .delimiter import DELIMITERS, NAMES

_SAID = (
    "Each line stands whole in one cell, with a {} between its fields: divide it into columns (in Excel: Data, Text to "
    "Columns) and save it again."
)
_FEWEST = 3  # fields, and lines that have as many


def never_divided(cells: Iterable[object]) -> str | None:
    """What to do where the cells of a lone column, its label first, are whole lines; None where they are texts."""
    texts = [cell for cell in cells if isinstance(cell, str) and cell.strip()]
    for delimiter in DELIMITERS:
        counts = {text.count(delimiter) for text in texts}
        if len(texts) >= _FEWEST and len(counts) == 1 and counts.pop() + 1 >= _FEWEST:
            return _SAID.format(NAMES[delimiter])
    return None
