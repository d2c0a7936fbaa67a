"""A gap in children: how many fewer than Kent's average rate would give, over the bases of need, then days and
pounds.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from metrics import access
from metrics.results import results
from metrics.strength import graded, weakest

TEACHING_DAYS = 195  # days a year that a full-time teacher works (School Teachers' Pay and Conditions Document)
KENT, PUPILS = "Kent", "access_rate_pupils"


def bases_of(warehouse, *, filters: dict | None = None, place: str = "district", audience: str) -> pd.DataFrame:
    """The three bases of need as an audience may see them (`access.by_basis`): the board's from published counts alone.

    Raises AudienceRefused.
    """
    published = None if audience == "internal" else _published(warehouse, filters or {}, place, audience)
    return access.by_basis(warehouse, filters=filters, place=place, published=published)


def _published(warehouse, filters: dict, place: str, audience: str) -> access.Published:
    whole = results(warehouse, [PUPILS], by=(place,), filters=filters, audience=audience, verdicts=False)
    asked = {name: value for name, value in filters.items() if name not in ("district", "phase") and value is not None}
    split = results(warehouse, [PUPILS], by=(place, "phase"), filters=asked, audience=audience, verdicts=False)
    if filters.get("phase") and len(split):
        split = split[split["phase"] == filters["phase"]]
    keys = zip(split["year"], split["area"], split.get("phase", ()), strict=False)
    totals = zip(whole["year"], whole["area"], strict=True)
    return access.Published(
        dict(zip(keys, split["numerator"], strict=True)), dict(zip(totals, whole["numerator"], strict=True))
    )


def gap_in_children(
    warehouse, year: str, *, filters: dict | None = None, place: str = "district", audience: str = "internal"
) -> pd.DataFrame:
    """Each district's gap in pupils with agreed support, as a range over the three bases of need.

    Columns: area, least and most (pupils fewer than Kent's average rate would give; below 0 is more), side, strength
    (the weakest of the bases), days_least, days_most (teacher days, at Kent's days a pupil), pounds_least,
    pounds_most (at Kent's spend a pupil), sentence, reason.
    """
    bases = bases_of(warehouse, filters=filters, place=place, audience=audience)
    if bases.empty:
        return pd.DataFrame(columns=["area", "least", "most", "side", "strength", "sentence", "reason"])
    bases = bases[(bases["year"] == year) & (bases["area"] != KENT)]
    bases = bases.assign(strength=graded(bases["p_value"]))
    days, pounds = _kent_per_pupil(warehouse, year, audience)
    rows = [_row(area, rows, days, pounds) for area, rows in bases.groupby("area", sort=False)]
    return pd.DataFrame(rows)


def _kent_per_pupil(warehouse, year: str, audience: str) -> tuple[float, float]:
    """Teacher days and pounds that Kent's district teams have for each pupil supported; NaN where not known."""
    frame = results(
        warehouse, ["teacher_posts_filled", "cost_per_pupil"], years=[year], audience=audience, verdicts=False
    )
    kent = frame[frame["area"] == KENT].set_index("indicator")
    if kent.empty:
        return np.nan, np.nan
    teachers, cost = kent.loc["teacher_posts_filled"], kent.loc["cost_per_pupil"]
    return teachers["numerator"] * TEACHING_DAYS / cost["denominator"] if cost["denominator"] else np.nan, cost["value"]


def _row(area: str, rows: pd.DataFrame, days: float, pounds: float) -> dict:
    fewer = rows["fewer"].to_numpy(dtype=float)
    if np.isnan(fewer).any():
        reason = next((text for text in rows["reason"] if text), "A basis of need is missing.")
        blank = dict.fromkeys(("least", "most", "days_least", "days_most", "pounds_least", "pounds_most"), np.nan)
        return {"area": area, **blank, "side": None, "strength": None, "sentence": None, "reason": reason}
    least, most = float(fewer.min()), float(fewer.max())
    return {
        "area": area, "least": least, "most": most, "side": rows["side"].iloc[0], "strength": weakest(rows["strength"]),
        "days_least": least * days, "days_most": most * days, "pounds_least": least * pounds,
        "pounds_most": most * pounds, "sentence": sentence(area, least, most), "reason": None,
    }  # fmt: skip


def sentence(area: str, least: float, most: float) -> str:
    """The gap in words: rounded to whole pupils, as a range, never as one figure where the bases differ."""
    low, high = sorted((round(abs(least)), round(abs(most))))
    if least < 0 < most:
        return (
            f"{area}: whether more or fewer pupils than Kent's average rate would give depends on how need is counted."
        )
    word = "fewer" if least + most > 0 else "more"
    span = f"{high:,}" if low == high else f"{low:,} to {high:,}"
    how = "" if low == high else ", depending on how need is counted"
    return f"{area}: {span} {word} {'pupil' if high == 1 else 'pupils'} than Kent's average rate would give{how}."
