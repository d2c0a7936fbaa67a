"""How strong a finding is, in three words that every claim of a difference uses: clear, likely, could be chance."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from metrics import wording
from metrics.statistics import benjamini_hochberg

KENT = "Kent"
CLEAR, LIKELY, CHANCE, UNTESTED = "clear", "likely", "could be chance", "not tested"
ORDER = (CHANCE, LIKELY, CLEAR)
FAR = 0.002  # the p below which a finding lies beyond the 99.8% limits
MEANING = (
    "Clear: beyond chance at 99.8%. Likely: beyond chance at 95%. Both only where the difference survives the "
    "Benjamini-Hochberg rule over everything compared here, so that of all findings about 5% or fewer are chance. "
    "Anything else could be chance."
)


def strength(p: float | None, confidence: float | None, finding: bool) -> str | None:
    """clear, likely or could be chance, from the test and false-discovery control; None where there was no test."""
    if wording.missing(p):
        return None
    if not finding or wording.missing(confidence):
        return CHANCE
    return CLEAR if confidence >= 99.8 else LIKELY


def graded(p: Iterable[float]) -> np.ndarray:
    """The strength of each of a family of tests, false discoveries held to 5% over all; None where p is null."""
    p = np.asarray(list(p), dtype=float)
    found = np.where(p < FAR, CLEAR, LIKELY).astype(object)
    return np.where(np.isnan(p), None, np.where(benjamini_hochberg(p), found, CHANCE))


def weakest(held: Iterable[str | None]) -> str | None:
    """The least of several strengths: what rests on all of them is no surer. None where one was not tested."""
    held = list(held)
    return None if not held or any(wording.missing(one) for one in held) else min(held, key=ORDER.index)


def adverb(word: str | None) -> str:
    """clearly or likely, as it stands before what was found."""
    return {CLEAR: "clearly", LIKELY: "likely"}.get(word, "")


def by_strength(names: Iterable[str], held: Iterable[str | None]) -> dict[str, list[str]]:
    """clearly and likely -> the names of that strength, in order; what could be chance is in neither."""
    pairs = list(zip(names, held, strict=True))
    parts = {adverb(word): [name for name, one in pairs if one == word] for word in (CLEAR, LIKELY)}
    return {word: found for word, found in parts.items() if found}


def counted(held: Iterable[str | None]) -> str:
    """How many are clear and how many likely: "3 clear, 2 likely"."""
    held = list(held)
    return ", ".join(f"{held.count(word)} {word}" for word in (CLEAR, LIKELY) if word in held)


def with_strength(frame: pd.DataFrame) -> pd.DataFrame:
    """The results frame with a column `strength`."""
    held = zip(frame["p_value"], frame["confidence"], frame["finding"], strict=True)
    return frame.assign(strength=pd.Series([strength(*one) for one in held], index=frame.index, dtype=object))
