"""A district against the rest of Kent, and a year against the one before: one test for each kind of figure."""

from __future__ import annotations

import numpy as np
import pandas as pd

from metrics.count import DIMENSIONS
from metrics.statistics import compare, intervals, survival
from metrics.valued import SUMS, Columns, by_interval, median_wait

KENT = "Kent"
TESTED = tuple(dict.fromkeys(["numerator", "denominator", *SUMS]))
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
    whole = frame[list(TESTED)].take([kent[key] for key in keys_of(frame, [*names, "year"])])
    other = pd.DataFrame({name: whole[name].to_numpy() - frame[name].to_numpy() for name in TESTED}, index=frame.index)
    cells = _median_cells(frame, [*names, "year"])
    p, sign = tested(frame, other, [None] * len(frame))
    _against_all_others(frame, cells, p, sign)
    frame["rest_values"] = pd.Series(_rest_values(frame, cells), frame.index, dtype=object)
    district = (frame["area"] != KENT).to_numpy()
    frame["p_value"] = np.where(district & ~frame["uneven"].to_numpy(dtype=bool), p, np.nan)
    words, confidence = compare.compare_labels(frame["p_value"].to_numpy(), sign, frame["polarity"].to_numpy())
    frame["comparison"], frame["confidence"] = words, confidence
    frame["reference"] = np.where(district & (frame["interval"] != "none"), _reference(frame, other), np.nan)


def _median_cells(frame: pd.DataFrame, names: list[str]) -> list[list[int]]:
    """The positions of the districts of each median of each year: they are each other's rest of Kent."""
    cells: dict[tuple, list[int]] = {}
    if frame["interval"].isin(MEDIANS).any():
        columns = zip(keys_of(frame, names), frame["area"], frame["interval"], strict=True)
        for i, (key, area, kind) in enumerate(columns):
            if kind in MEDIANS and area != KENT:
                cells.setdefault(key, []).append(i)
    return list(cells.values())


def _against_all_others(frame: pd.DataFrame, cells: list[list[int]], p: np.ndarray, sign: np.ndarray) -> None:
    """The tests of medians, all districts of a year at once: the pool that they are ranked in is the same for each."""
    held, kinds = frame["values"].tolist(), frame["interval"].tolist()
    for members in cells:
        known = [i for i in members if held[i] is not None]
        if len(known) > 1:
            cases = np.concatenate([held[i] for i in known])
            groups = np.repeat(np.array(known, dtype=object), [len(held[i]) for i in known])
            p[known], sign[known] = _pooled(kinds[known[0]], cases, groups, known)


def _pooled(kind: str, cases: np.ndarray, groups: np.ndarray, names: list) -> tuple[np.ndarray, np.ndarray]:
    if kind == "order statistic":
        return compare.compare_medians(cases, groups, names)[:2]
    return survival.compare_waits(cases[:, 0], cases[:, 1] > 0, groups, names)[:2]


def _rest_values(frame: pd.DataFrame, cells: list[list[int]]) -> list:
    """For medians: the values of all other districts beside each district's own."""
    held = frame["values"].tolist()
    rest = [None] * len(frame)
    for members in cells:
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
    rest = {name: other[name].to_numpy() for name in TESTED}
    for kind, cells, rows in by_interval(frame, [*TESTED, "values"]):
        beside = {name: column[rows] for name, column in rest.items()}
        p[rows], sign[rows] = _compare(kind, cells, beside, [rest_values[row] for row in rows])
    return p, sign


def _compare(kind: str, cells: Columns, other: Columns, rest_values: list) -> tuple[np.ndarray, np.ndarray]:
    x, n, y, m = (part[name] for part in (cells, other) for name in ("numerator", "denominator"))
    if kind == "wilson":
        return compare.compare_proportions(x, n, y, m)
    if kind in ("poisson", "standardised"):
        return compare.compare_rates(x, n, y, m)
    if kind == "wilson clustered":
        sizes = [intervals.effective_size(*(part[name] for name in SUMS)) for part in (cells, other)]
        return compare.compare_clustered_proportions(x, n, sizes[0], y, m, sizes[1])
    if kind == "byar clustered":
        spreads = [intervals.dispersion(part["numerator"], part["sum_xx"]) for part in (cells, other)]
        return compare.compare_clustered_rates(x, n, spreads[0], y, m, spreads[1])
    if kind in MEDIANS:
        pairs = zip(cells["values"], rest_values, strict=True)
        found = [_medians(own, rest, kind) for own, rest in pairs]
        return tuple(np.array(found, dtype=float).reshape(-1, 2).T)
    return np.full(x.shape, np.nan), np.full(x.shape, np.nan)


def _medians(own: np.ndarray | None, rest: np.ndarray | None, kind: str) -> tuple[float, float]:
    """One sample against another: a year against the one before."""
    if own is None or rest is None:
        return np.nan, np.nan
    groups = np.repeat(np.array(["own", "rest"], dtype=object), [len(own), len(rest)])
    p, sign = _pooled(kind, np.concatenate([own, rest]), groups, ["own"])
    return float(p[0]), float(sign[0])
