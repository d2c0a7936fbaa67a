"""XmR charts: process limits, segments, short series, icons. Source: references 21, 22, 23."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from .intervals import numbers
from .refusal import Refused
from .spc_rules import assurance, assurance_icon, label_points, point_state

LIMIT_FACTOR = 2.66
SCREEN_FACTOR = 3.267
RUN_CHART_BELOW = 8
TRIAL_BELOW = 13
RUN_CHART, TRIAL, LIMITS = "run chart", "trial limits", "limits"
CLOSURES = ((date(2020, 3, 23), date(2020, 5, 31)), (date(2021, 1, 5), date(2021, 3, 7)))
ANNUAL = ("year", "academic year", "financial year")
IMPROVEMENT = {"high": "increase", "low": "decrease", "none": "neutral", "target": "neutral"}


@dataclass(frozen=True)
class Limits:
    """Mean, lower and upper process limits, the near limits two thirds of the way, and the mean moving range."""

    mean: float
    lpl: float
    upl: float
    near_lpl: float
    near_upl: float
    moving_range: float


@dataclass(frozen=True)
class Segment:
    """Points start up to stop: how many have a value, its kind, limits (None on a run chart), centre, and reason."""

    start: int
    stop: int
    points: int
    kind: str
    limits: Limits | None
    centre: float
    reason: str | None


@dataclass(frozen=True)
class Chart:
    """Segments, and for each point its label and state; icons are those of the last point and the last limits."""

    segments: tuple[Segment, ...]
    labels: tuple[str | None, ...]
    states: tuple[str | None, ...]
    variation_icon: str | None
    assurance: str | None
    assurance_icon: str | None


def process_limits(values, screen_outliers: bool = True, fix_after: int | None = None) -> Limits:
    """XmR limits: mean and 2.66 mean moving ranges either side.

    values: in order of time; a null breaks the moving range. screen_outliers leaves out, once, moving ranges of
    3.267 times their mean or more (off matches the NHS Excel tool). fix_after: only the first so many points count.
    Raises Refused without two successive values, or where no variation is left to put limits around.
    """
    values = numbers(values)[:fix_after]
    ranges = np.abs(np.diff(values))
    ranges = ranges[np.isfinite(ranges)]
    if not ranges.size:
        raise Refused("Limits need two successive points with a value.")
    if screen_outliers and ranges.mean() > 0:
        ranges = ranges[ranges < SCREEN_FACTOR * ranges.mean()]
    mean, spread = float(np.nanmean(values)), float(ranges.mean())
    if spread <= 1e-12 * abs(mean):
        raise Refused("The points do not vary from one to the next, so there is nothing to put limits around.")
    wide, near = LIMIT_FACTOR * spread, LIMIT_FACTOR * spread * 2 / 3
    return Limits(mean, mean - wide, mean + wide, mean - near, mean + near, spread)


def is_short(points: int, threshold: int = TRIAL_BELOW) -> bool:
    """Whether a segment has too few points for other than trial limits (fewer than 13)."""
    return points < threshold


def segment_kind(points: int) -> str:
    """run chart below 8 points, trial limits from 8 to 12, limits from 13."""
    return RUN_CHART if points < RUN_CHART_BELOW else TRIAL if is_short(points) else LIMITS


def xmr_chart(
    values, improvement="neutral", target=None, rebase_at=(), screen_outliers=True, fix_after=None, period="term"
) -> Chart:
    """A whole chart, segment by segment.

    values: in order of time, nulls for missing points; improvement: "increase", "decrease" or "neutral"; rebase_at:
    positions that start a new segment; period: what a point is. A segment of fewer than 8 points, or without
    variation, has no limits, its points no label, and says why. Raises Refused where no point has a value, and for
    yearly points.
    """
    values = numbers(values)
    if period in ANNUAL:
        raise Refused("An XmR chart is not drawn from yearly points: a year hides the variation within it.")
    if not np.isfinite(values).any():
        raise Refused("No point has a value.")
    starts = sorted({0, *(int(at) for at in rebase_at if 0 < at < values.size)})
    ends = zip(starts, [*starts[1:], values.size], strict=True)
    segments = [_segment(values, start, stop, screen_outliers, fix_after) for start, stop in ends]
    labels = tuple(label for segment in segments for label in _labels(values, segment))
    states = tuple(point_state(label, improvement) for label in labels)
    last = segments[-1].limits
    word = assurance(last.lpl, last.upl, target, improvement) if last else None
    return Chart(tuple(segments), labels, states, states[-1], word, assurance_icon(word))


def chart_icons(values, target=None, improvement="neutral", screen_outliers=True) -> tuple[str | None, str | None]:
    """The variation icon (the state of the last point) and the assurance icon of a series."""
    chart = xmr_chart(values, improvement, target, screen_outliers=screen_outliers)
    return chart.variation_icon, chart.assurance_icon


def closures_between(start: date, end: date) -> list[tuple[date, date]]:
    """The times within start and end when schools were closed to most pupils."""
    return [(max(first, start), min(last, end)) for first, last in CLOSURES if first <= end and last >= start]


def school_week_rate(counts, weeks) -> np.ndarray:
    """Counts per school week; NaN where the count is null or there was no school week."""
    counts, weeks = np.broadcast_arrays(numbers(counts), numbers(weeks))
    return np.divide(counts, weeks, out=np.full(counts.shape, np.nan), where=weeks > 0)


def _segment(values, start, stop, screen_outliers, fix_after) -> Segment:
    part = values[start:stop]
    points = int(np.isfinite(part).sum())
    kind, limits, reason = segment_kind(points), None, None
    if kind == RUN_CHART:
        reason = f"{points} of {RUN_CHART_BELOW} points: a run chart without limits."
    else:
        try:
            limits = process_limits(part, screen_outliers, fix_after)
        except Refused as refusal:
            kind, reason = RUN_CHART, refusal.reason
    if kind == TRIAL:
        reason = f"{points} of {TRIAL_BELOW} points: trial limits, which each new point will move."
    centre = limits.mean if limits else float(np.median(part[np.isfinite(part)])) if points else np.nan
    return Segment(start, stop, points, kind, limits, centre, reason)


def _labels(values, segment: Segment) -> list[str | None]:
    part = values[segment.start : segment.stop]
    if segment.limits is None:
        return [None] * part.size
    at = segment.limits
    return label_points(part, at.mean, at.lpl, at.upl, at.near_lpl, at.near_upl)
