"""Rows that are not loaded, in words: what waits for a correction, and what is left out rightly."""

from __future__ import annotations

from warehouse.batches import RIGHTLY


def waiting(set_aside: dict[str, int]) -> int:
    """How many rows are set aside until somebody corrects them. set_aside: reason code -> rows."""
    return sum(rows for code, rows in set_aside.items() if code not in RIGHTLY)


def left_out(set_aside: dict[str, int]) -> int:
    """How many rows are left out because they should be."""
    return sum(set_aside.values()) - waiting(set_aside)


def aside_said(set_aside: dict[str, int], stands: int = 0) -> list[str]:
    """Both in words, each with its number. stands: the repeats of rows of other files, which are said by themselves."""
    rightly = {RIGHTLY[code]: rows for code, rows in set_aside.items() if code in RIGHTLY}
    if stands:
        rightly[RIGHTLY["duplicate"]] -= stands
    wait, left = waiting(set_aside), left_out(set_aside) - stands
    kinds = " and ".join(kind for kind, rows in rightly.items() if rows)
    said = [f"{wait:,} set aside for you to correct"] if wait else []
    return [*said, f"{left:,} left out rightly ({kinds})"] if left else said
