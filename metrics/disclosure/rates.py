"""What a published percentage or rate gives away when its denominator is known."""

from __future__ import annotations

import math

CLOSE = 1e-9


def numerators_behind(
    value: float, denominator: float, *, multiplier: float = 100, decimals: int | None = None
) -> list[int]:
    """The whole numerators that give a published value; `decimals` is how it was rounded, by default as written."""
    if decimals is None:
        text = repr(float(value))
        decimals = len(text.partition(".")[2].rstrip("0")) if "e" not in text else 12
    half = 0.5 * 10.0**-decimals
    least = (value - half) * denominator / multiplier
    most = (value + half) * denominator / multiplier
    first = max(0, math.ceil(least - CLOSE))
    return list(range(first, math.floor(most + CLOSE) + 1))


def rate_leak(value: float, denominator: float, *, multiplier: float = 100, decimals: int | None = None) -> dict:
    """Can the hidden numerator be worked out? recovered_numerator (None if several fit) and safe."""
    found = numerators_behind(value, denominator, multiplier=multiplier, decimals=decimals)
    return {"recovered_numerator": found[0] if len(found) == 1 else None, "safe": len(found) != 1}
