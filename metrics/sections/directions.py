"""Both directions of travel by name, and whether a process as it runs will meet its target."""

from __future__ import annotations

import pandas as pd

from metrics import wording
from metrics.statistics import Refused, assurance, corporate_trend
from metrics.statistics.spc import IMPROVEMENT
from metrics.trends import Trend

TERMS, YEARS = "Kent's corporate rule over terms", "Kent's corporate rule over years"
CHANGED = "the latest terms are not what these limits expect, so that the limits do not say whether it will be met."
DIFFER = "Terms and years are two regressions and need not agree; the pages of a year show the one over years."


def directions(found: Trend, it, yearly: pd.DataFrame) -> tuple[str, ...]:
    """Both directions of travel, each with its rule's name; Kent's corporate one over terms and over years."""
    return (
        f"Direction of travel by {TERMS}: {_corporate(found, it)}.",
        f"Direction of travel by {YEARS}: {_over_years(found.area, yearly)}. {DIFFER}",
        f"Direction of travel by the scorecard's rule: {_scorecard(found.area, yearly)}.",
    )


def assured(found: Trend, it, yearly: pd.DataFrame) -> tuple[str, ...]:
    """Whether the process as it runs will meet the year's target; nothing where there is no target or no limits."""
    rows, last = yearly[(yearly["area"] == found.area) & yearly["target"].notna()], found.chart.segments[-1]
    if rows.empty or last.limits is None or found.per_week:
        return ()
    target = rows.iloc[0]
    known = found.points[found.points["value"].notna()]
    if not str(known["state"].iloc[-1]).startswith("common"):
        return (f"Target {target['aim']}: {CHANGED}",)
    word = assurance(last.limits.lpl, last.limits.upl, target["target"], IMPROVEMENT[it.polarity])
    said = {
        "inconsistent": "chance alone decides from term to term whether it is met",
        "consistent_pass": "as it runs, each term is expected to meet it",
        "consistent_fail": "as it runs, no term is expected to meet it",
    }.get(word)
    return (f"Target {target['aim']}: {said}.",) if said else ()


def _corporate(found: Trend, it) -> str:
    try:
        slope = corporate_trend(found.points["value"].to_numpy(dtype=float), it.polarity)
    except Refused as refusal:
        return f"not told ({str(refusal).rstrip('.')})"
    sure = "p under 0.001" if slope.p_value < 0.001 else f"p {slope.p_value:.3f}"
    return f"{slope.direction}, a regression over all {slope.points} terms charted ({sure})"


def _scorecard(area: str, yearly: pd.DataFrame) -> str:
    rows = yearly[yearly["area"] == area]
    if rows.empty or wording.missing(rows.iloc[0]["value"]):
        return "not told (the chosen year has no figure)"
    row = rows.iloc[0]
    if wording.missing(row["previous"]) or wording.missing(row["direction"]):
        return f"not told ({row['year']} has no year before to set it against)"
    before = wording.number(row["previous"], row["unit"])
    return f"{row['direction']}, {row['year']} ({row['shown']}) against the year before ({before})"


def _over_years(area: str, yearly: pd.DataFrame) -> str:
    rows = yearly[yearly["area"] == area]
    if rows.empty or wording.missing(rows.iloc[0]["trend"]):
        return "not told (it needs three years)"
    return f"{rows.iloc[0]['trend']}, a regression over all years"


def over_years(area: str, yearly: pd.DataFrame) -> tuple[str, ...]:
    """Both directions from yearly figures alone, for an indicator that has no terms; nothing where neither is known."""
    rows = yearly[yearly["area"] == area]
    if rows.empty or (wording.missing(rows.iloc[0]["trend"]) and wording.missing(rows.iloc[0]["direction"])):
        return ()
    return (
        f"Direction of travel by {YEARS}: {_over_years(area, yearly)}.",
        f"Direction of travel by the scorecard's rule: {_scorecard(area, yearly)}.",
    )
