"""A district against the rest of Kent, and a year against the one before: one test for each kind of figure."""

from __future__ import annotations

import numpy as np
import pandas as pd

from metrics.count import DIMENSIONS
from metrics.statistics import compare, intervals, survival
from metrics.valued import SUMS, median_wait

KENT = "Kent"
MEDIANS = ("order statistic", "kaplan-meier")


def series_of(frame: pd.DataFrame) -> list[str]:
    """The columns that tell one line from another over the years."""
    return ["indicator", "area", *(name for name in frame.columns if name in DIMENSIONS)]


def keys_of(frame: pd.DataFrame, names: list[str]) -> list[tuple]:
    return list(zip(*(frame[name] for name in names), strict=True))


def against_kent(frame: pd.DataFrame) -> None:
    """Test every district against the rest of Kent: Kent without it."""
    names = [name for name in series_of(frame) if name != "area"]
    kent = {
        key: i
        for i, (key, area) in enumerate(zip(keys_of(frame, [*names, "year"]), frame["area"], strict=True))
        if area == KENT
    }
    whole = (
        frame.iloc[[kent[key] for key in keys_of(frame, [*names, "year"])]].reset_index(drop=True)
        if len(frame)
        else frame
    )
    columns = ["numerator", "denominator", "sum_xx", *SUMS]
    columns = list(dict.fromkeys(columns))
    other = pd.DataFrame({name: whole[name].to_numpy() - frame[name].to_numpy() for name in columns}, index=frame.index)
    p, sign = tested(frame, other, _rest_values(frame, kent, names))
    district = (frame["area"] != KENT).to_numpy()
    frame["p_value"] = np.where(district, p, np.nan)
    words, confidence = compare.compare_labels(frame["p_value"].to_numpy(), sign, frame["polarity"].to_numpy())
    frame["comparison"], frame["confidence"] = words, confidence
    frame["reference"] = np.where(district & (frame["interval"] != "none"), _reference(frame, other), np.nan)


def _rest_values(frame: pd.DataFrame, kent: dict, names: list[str]) -> list:
    """For medians: the values of all other districts beside each district's own."""
    if not frame["interval"].isin(MEDIANS).any():
        return [None] * len(frame)
    cells: dict[tuple, list[int]] = {}
    keys = keys_of(frame, [*names, "year"])
    for i, (key, area, kind) in enumerate(zip(keys, frame["area"], frame["interval"], strict=True)):
        if kind in MEDIANS and area != KENT:
            cells.setdefault(key, []).append(i)
    held = frame["values"].tolist()
    rest = [None] * len(frame)
    for members in cells.values():
        for i in members:
            parts = [held[j] for j in members if j != i and held[j] is not None]
            rest[i] = np.concatenate(parts) if parts else None
    return rest


def _reference(frame: pd.DataFrame, other: pd.DataFrame) -> np.ndarray:
    """The value of the rest of Kent, in the indicator's unit."""
    value = intervals.ratio(other["numerator"], other["denominator"]) * frame["multiplier"].to_numpy()
    for kind, middle in (("order statistic", np.median), ("kaplan-meier", lambda cases: median_wait(cases, 0.95)[0])):
        held = (frame["interval"] == kind).to_numpy()
        value[held] = [np.nan if v is None else middle(v) for v in frame.loc[held, "rest_values"]]
    return value


def tested(frame: pd.DataFrame, other: pd.DataFrame, rest_values: list) -> tuple[np.ndarray, np.ndarray]:
    """p and sign of each row against other counts, by the kind of its interval."""
    p, sign = np.full(len(frame), np.nan), np.full(len(frame), np.nan)
    frame["rest_values"] = pd.Series(rest_values, frame.index, dtype=object)
    for kind, rows in frame.reset_index(drop=True).groupby("interval").groups.items():
        at = np.asarray(rows)
        p[at], sign[at] = _compare(kind, frame.iloc[at], other.iloc[at])
    return p, sign


def _compare(kind: str, cells: pd.DataFrame, other: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    x, n, y, m = (part[name].to_numpy() for part in (cells, other) for name in ("numerator", "denominator"))
    if kind == "wilson":
        return compare.compare_proportions(x, n, y, m)
    if kind in ("poisson", "standardised"):
        return compare.compare_rates(x, n, y, m)
    if kind == "wilson clustered":
        sizes = [intervals.effective_size(*(part[name].to_numpy() for name in SUMS)) for part in (cells, other)]
        return compare.compare_clustered_proportions(x, n, sizes[0], y, m, sizes[1])
    if kind == "byar clustered":
        spreads = [
            intervals.dispersion(part["numerator"].to_numpy(), part["sum_xx"].to_numpy()) for part in (cells, other)
        ]
        return compare.compare_clustered_rates(x, n, spreads[0], y, m, spreads[1])
    if kind in MEDIANS:
        test = _medians if kind == "order statistic" else _log_rank
        found = [test(own, rest) for own, rest in zip(cells["values"], cells["rest_values"], strict=True)]
        return tuple(np.array(found, dtype=float).reshape(-1, 2).T)
    return np.full(len(cells), np.nan), np.full(len(cells), np.nan)


def _medians(own: np.ndarray | None, rest: np.ndarray | None) -> tuple[float, float]:
    if own is None or rest is None:
        return np.nan, np.nan
    groups = np.repeat(["own", "rest"], [len(own), len(rest)])
    p, sign, _ = compare.compare_medians(np.concatenate([own, rest]), groups, names=["own"])
    return float(p[0]), float(sign[0])


def _log_rank(own: np.ndarray | None, rest: np.ndarray | None) -> tuple[float, float]:
    if own is None or rest is None:
        return np.nan, np.nan
    cases, groups = np.concatenate([own, rest]), np.repeat(["own", "rest"], [len(own), len(rest)])
    p, sign, _ = survival.compare_waits(cases[:, 0], cases[:, 1] > 0, groups, names=["own"])
    return float(p[0]), float(sign[0])
