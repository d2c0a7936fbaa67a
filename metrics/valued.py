"""Value, limits and method of counted cells: the one place where a numerator is divided by a denominator."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import numpy as np
import pandas as pd

from metrics.statistics import intervals, survival

Columns = Mapping[str, np.ndarray]
SUMS = ["clusters", "sum_x", "sum_n", "sum_xx", "sum_xn", "sum_nn"]
NONE = np.empty(0)
COUNTS = ("numerator", "denominator", "multiplier", "values", "sum_xx", *(name for name in SUMS if name != "sum_xx"))
LIMITS = ("value", "lower", "upper", "lower_998", "upper_998")


def add_values(frame: pd.DataFrame) -> None:
    """Value, limits and method of every row, by the kind of interval that its definition names."""
    found = {name: np.full(len(frame), np.nan) for name in LIMITS}
    method = np.full(len(frame), "none", dtype=object)
    for kind, cells, rows in by_interval(frame, COUNTS):
        at95, at998 = (_interval(kind, cells, confidence) for confidence in (0.95, 0.998))
        for name, values in zip(LIMITS, (*at95[:3], *at998[1:3]), strict=True):
            found[name][rows] = values
        method[rows] = at95[3]
    for name, values in found.items():
        frame[name] = values
    frame["method"] = method
    counted = frame["unit"] == "count"
    frame.loc[counted, "value"] = frame.loc[counted, "numerator"]
    frame.loc[frame["lower"].isna(), "method"] = "none"


def by_interval(frame: pd.DataFrame, names: Iterable[str]) -> Iterator[tuple[str, Columns, np.ndarray]]:
    """(kind of interval, some columns of its rows as arrays, the positions of those rows), one kind after another.

    As arrays, for to take rows out of the whole frame copies all its columns, which takes longer than the figures.
    """
    kinds = frame["interval"].to_numpy(dtype=object)
    columns = {name: frame[name].to_numpy() for name in names}
    for kind in dict.fromkeys(kinds):
        rows = np.flatnonzero(kinds == kind)
        yield kind, {name: column[rows] for name, column in columns.items()}, rows


def _interval(kind: str, cells: Columns, confidence: float) -> tuple:
    """(value, lower, upper, method) of cells that share a kind of interval, in their unit."""
    x, n, scale = cells["numerator"], cells["denominator"], cells["multiplier"]
    if kind == "wilson":
        value, lower, upper = intervals.wilson(x, n, confidence)
        return value * 100, lower * 100, upper * 100, "Wilson"
    if kind == "wilson clustered":
        value, lower, upper = intervals.wilson_clustered(*(cells[name] for name in SUMS), confidence)
        return value * 100, lower * 100, upper * 100, "Wilson, clustered"
    if kind in ("poisson", "standardised"):
        return intervals.rate(x, n, scale, confidence)
    if kind == "kaplan-meier":
        found = np.array([median_wait(cases, confidence) for cases in cells["values"]]).reshape(-1, 3)
        return *found.T, "Kaplan-Meier"
    if kind == "byar clustered":
        return *intervals.byar_clustered(x, cells["sum_xx"], n, scale, confidence), "Byar, clustered"
    if kind == "order statistic":
        found = np.array(
            [intervals.median_interval(NONE if v is None else v, confidence)[:3] for v in cells["values"]]
        ).reshape(-1, 3)
        return *found.T, "order statistic"
    nothing = np.full(x.shape, np.nan)
    return intervals.ratio(x, n) * scale, nothing, nothing, "none"


def median_wait(cases: np.ndarray | None, confidence: float) -> tuple[float, float, float]:
    """Kaplan-Meier median and limits of (days, begun) cases."""
    if cases is None:
        return np.nan, np.nan, np.nan
    found = survival.kaplan_meier_median(cases[:, 0], cases[:, 1] > 0, confidence)
    return found.median, found.lower, found.upper
