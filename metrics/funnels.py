"""Funnels: one indicator's districts against the limits that chance alone would give around Kent."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from metrics import wording
from metrics.coverage import uneven_in
from metrics.ranking import KENT, effective_bases
from metrics.statistics import Funnel, Refused, assess_funnel, curve_bases, limits_at
from metrics.statistics.funnel import HIGH_95, HIGH_998, LOW_95, LOW_998

KINDS = {"wilson": "proportion", "wilson clustered": "proportion", "poisson": "rate", "standardised": "ratio"}
WHERE = {
    HIGH_998: "above the 99.8% limit",
    HIGH_95: "above the 95% limit",
    LOW_95: "below the 95% limit",
    LOW_998: "below the 99.8% limit",
}
INSIDE = "inside the limits"
BASES = {"proportion": "Base", "rate": "Base", "ratio": "Expected pupils"}
NO_FUNNEL = {
    "order statistic": "A median has no funnel: its limits do not follow from the number of cases alone.",
    "kaplan-meier": "A median has no funnel: its limits do not follow from the number of cases alone.",
    "byar clustered": "Delegates come by the event, so a funnel of single ones would be too narrow: none is drawn.",
    "gap": "A gap is one figure for Kent, so there is no district to put in a funnel.",
    "none": "Money, posts and plain counts are not chance counts out of a base: no funnel is drawn.",
}


@dataclass(frozen=True)
class FunnelFrame:
    """points: the rows with base_at, where (in words) and outside. curves: base, l95, u95, l998, u998.

    curves are the limits that findings rest on; widened says whether they allow for overdispersion. baseline: Kent's
    value. plainly: how many lie outside the plain limits. note: what the test of overdispersion says. reason: why
    there is no funnel, or None.
    """

    points: pd.DataFrame = field(default_factory=pd.DataFrame)
    curves: pd.DataFrame = field(default_factory=pd.DataFrame)
    baseline: float = np.nan
    widened: bool = False
    plainly: int = 0
    note: str = ""
    base_title: str = "Base"
    reason: str | None = None


def funnel(rows: pd.DataFrame, it) -> FunnelFrame:
    """The funnel of one indicator's rows of one year (districts and Kent), or the reason why there is none."""
    if why := uneven_in(rows):
        return FunnelFrame(reason=why)
    kind = KINDS.get(it.interval)
    if kind is None:
        return FunnelFrame(reason=NO_FUNNEL[it.interval])
    held = rows[(rows["area"] != KENT) & rows["value"].notna()].reset_index(drop=True)
    scale = 100.0 if kind == "proportion" else float(it.multiplier)
    x, n = held["numerator"].to_numpy(dtype=float), held["denominator"].to_numpy(dtype=float)
    size = effective_bases(held, it) if it.interval == "wilson clustered" else None
    try:
        found = assess_funnel(x, n, kind, scale, size)
    except Refused as refusal:
        return FunnelFrame(reason=str(refusal))
    return FunnelFrame(
        _points(held, found), _curves(found, kind, scale), found.baseline, found.widened is not None,
        sum(label in WHERE for label in found.labels), _note(found),
        "Effective base" if size is not None else BASES[kind],
    )  # fmt: skip


def _points(held: pd.DataFrame, found: Funnel) -> pd.DataFrame:
    where = [WHERE.get(label, INSIDE) for label in found.findings]
    points = held.assign(base_at=found.base, where=where, outside=[text != INSIDE for text in where])
    return points[np.isfinite(points["base_at"])].reset_index(drop=True)


def _curves(found: Funnel, kind: str, scale: float) -> pd.DataFrame:
    bases = curve_bases(found.base)
    dispersion = found.dispersion if found.widened is not None else None
    limits = limits_at(bases, found.baseline / scale, kind, scale, dispersion)
    most = scale if kind == "proportion" else np.inf
    return pd.DataFrame({"base": bases, **{side: np.clip(line, 0, most) for side, line in limits.items()}})


def _note(found: Funnel) -> str:
    said = found.note if found.note.endswith(".") else f"{found.note}."
    return said if "indicative" in said else f"{said} With twelve points a funnel is indicative."


def answer(found: FunnelFrame, part: bool = False) -> str:
    """What the funnel says in a sentence: who lies outside which limits, and on which limits that rests.

    part: some districts are hidden, so that the middle is that of the others.
    """
    middle = "the districts shown" if part else "Kent"
    outside = found.points[found.points["outside"]]
    kind = "limits widened for overdispersion" if found.widened else "the limits of chance alone"
    if outside.empty:
        return f"No district {'shown ' if part else ''}lies outside {kind} around {middle}.{_plainly(found)}"
    parts = [
        f"{wording.listed(list(outside.loc[outside['where'] == where, 'area']))} {where}"
        for where in WHERE.values()
        if (outside["where"] == where).any()
    ]
    return f"Against {kind} around {middle}: {'; '.join(parts)}; the others are inside.{_plainly(found)}"


def _plainly(found: FunnelFrame) -> str:
    if not found.widened:
        return ""
    return f" Plain limits, as if districts differed by chance alone, would leave {found.plainly} outside."


def title(found: FunnelFrame, part: bool = False) -> str:
    """A finding of ten words or fewer about the funnel. part: some districts are hidden."""
    outside = list(found.points.loc[found.points["outside"], "area"])
    if not outside:
        return f"Every district {'shown ' if part else ''}lies inside the funnel"
    if len(outside) <= 2:
        return f"{wording.listed(outside)} outside the funnel"
    return f"{len(outside)} districts lie outside the funnel"
