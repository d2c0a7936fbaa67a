"""Findings: tested rules that turn the results frame into plain sentences, ranked. Association only, never a cause."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from metrics import family, strength, wording

JUDGED = ("worse", "better", "lower", "higher")  # in the order in which they are told
MEANING = (
    "Each district is tested against the rest of Kent. Clear: beyond chance at 99.8%. Likely: beyond chance at 95%. "
    "Both only where the difference survives the Benjamini-Hochberg rule over all indicators and districts of the year "
    "and of the pupils chosen that the audience may see, so that a figure has the same verdict on every page: of all "
    "findings, about 5% or fewer should be chance. Anything else could be chance. A difference is an association; it "
    "does not say what caused it."
)


@dataclass(frozen=True)
class Finding:
    """One sentence with where it comes from. `distance`: how far, at the least, from the rest of Kent (share of it)."""

    sentence: str
    indicator: str
    area: str
    status: str
    distance: float
    strength: str
    base: str


def worded(results: pd.DataFrame, definitions: dict) -> pd.DataFrame:
    """The same frame with columns for reading: title, shown, range, base, status, strength,
    compared, rated, aim, least, towards, trending, changed."""
    frame = results.astype({name: object for name in results if not pd.api.types.is_numeric_dtype(results[name])})
    rows = list(frame.itertuples(index=False))
    changed = _changed(frame)
    said = {
        "title": [definitions[row.indicator].title for row in rows],
        "shown": [_shown(row) for row in rows],
        "range": [wording.interval(row.lower, row.upper, row.unit) for row in rows],
        "base": [_base(row, definitions[row.indicator]) for row in rows],
        "status": [status(row) for row in rows],
        "strength": [strength_of(row) for row in rows],
        "compared": [_compared(row) for row in rows],
        "rated": [_rated(row, sure) for row, sure in zip(rows, changed, strict=True)],
        "aim": [_aim(row) for row in rows],
        "least": [wording.floor(row.floor, row.unit, row.target, getattr(row, "floor_within", None)) for row in rows],
        "towards": [wording.direction(row.direction, sure) for row, sure in zip(rows, changed, strict=True)],
        "changed": changed,
        "trending": [wording.direction(row.trend) for row in rows],
    }
    # Plain Python text: pages read the frame row by row, which is several times slower from Arrow's columns.
    return frame.assign(**{name: pd.Series(texts, index=frame.index, dtype=object) for name, texts in said.items()})


def _base(row, it) -> str:
    return wording.base(row.numerator, row.denominator, row.unit, it.counts == "money")


def _changed(frame: pd.DataFrame) -> list[str | None]:
    """How strong each change from the year before is, over the family that it was marked in, else over the frame."""
    if "p_change" not in frame:
        return [None] * len(frame)
    frame = frame if "change_finding" in frame else family.mark(frame)
    confidence = np.where(pd.to_numeric(frame["p_change"]) < strength.FAR, 99.8, 95.0)
    held = zip(frame["p_change"], confidence, frame["change_finding"], strict=True)
    return [strength.strength(p, sure, bool(found)) for p, sure, found in held]


def status(row) -> str:
    """better, worse, higher or lower where the row is a finding; "similar" where tested and not; "untested" else."""
    if wording.missing(row.comparison) or row.area == "Kent":
        return "untested"
    return row.comparison if row.finding and row.comparison in JUDGED else "similar"


def strength_of(row) -> str | None:
    """clear, likely or could be chance, over the family that the frame's findings were marked in; None if untested."""
    found = status(row)
    if found == "untested":
        return None
    return strength.strength(0.0, row.confidence, found != "similar")


def _shown(row) -> str:
    return wording.symbol(row.symbol) if wording.missing(row.value) else wording.number(row.value, row.unit)


def _aim(row) -> str:
    if row.polarity == "none":
        return "none, no judgement"
    return wording.target(row.target, row.target_status, row.unit, getattr(row, "within", None))


def _rated(row, changed: str | None) -> str:
    return wording.rating(row.rating, row.direction, changed, getattr(row, "rating_sure", None) is not False)


def _compared(row) -> str:
    if row.area == "Kent":
        return "Kent"
    found = status(row)
    if found == "untested":
        return strength.UNTESTED
    return strength.CHANCE if found == "similar" else f"{strength.adverb(strength_of(row))} {found}"


def sentence(row) -> str:
    """One row of a worded frame as a sentence with value, reference, strength, base and interval."""
    reference = wording.number(row.reference, row.unit)
    sure = row.base if row.range == "no interval" else f"{row.base}; 95% interval {row.range}"
    per = " per 1,000" if row.unit in ("rate", "fte") and "1,000" not in row.title else ""
    against = f"against {reference}{per} in the rest of Kent"
    return f"{row.title}: {row.shown}{per} in {row.area}, {against}: {row.compared} ({sure})."


def ranked(frame: pd.DataFrame, most: int | None = None) -> list[Finding]:
    """The findings of a worded frame, clear ones before likely ones, in each the furthest from the rest of Kent first.

    most: at most so many of them.
    """
    found = frame[frame["finding"].eq(True) & frame["status"].isin(JUDGED)]
    made = [
        Finding(sentence(row), row.indicator, row.area, row.status, _distance(row), row.strength, row.base)
        for row in found.itertuples(index=False)
    ]
    return sorted(made, key=_place)[:most]


def _place(one: Finding) -> tuple:
    return one.strength != strength.CLEAR, -one.distance, one.indicator, one.area


def _distance(row) -> float:
    """How far the nearer limit of the interval lies from the rest of Kent: size and certainty in one figure."""
    if wording.missing(row.reference) or row.reference == 0:
        return 0.0
    nearer = row.lower if row.value > row.reference else row.upper
    nearer = row.value if wording.missing(nearer) else nearer
    gap = nearer - row.reference if row.value > row.reference else row.reference - nearer
    return max(gap, 0.0) / abs(row.reference)


def areas_with(frame: pd.DataFrame, *statuses: str) -> list[str]:
    """The districts of one indicator's rows whose status is one of these, in the frame's order."""
    return list(dict.fromkeys(frame.loc[frame["status"].isin(statuses), "area"]))


def hidden_in(frame: pd.DataFrame) -> list[str]:
    """The districts whose figure is hidden from the audience of the frame, in its order."""
    hidden = frame["value"].isna() & frame["symbol"].isin(["c", "u"]) & (frame["area"] != "Kent")
    return list(dict.fromkeys(frame.loc[hidden, "area"]))


def beside_kent(frame: pd.DataFrame, area: str) -> pd.DataFrame:
    """One area's worded rows with Kent's value in words beside (`kent`)."""
    kent = frame[frame["area"] == "Kent"].set_index("indicator")["shown"]
    mine = frame[frame["area"] == area]
    return mine.assign(kent=mine["indicator"].map(kent))
