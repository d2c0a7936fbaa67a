"""From counts to judgement: value and interval, the test against the rest of Kent, and both directions of travel."""

from __future__ import annotations

import numpy as np
import pandas as pd

from metrics.count import DIMENSIONS
from metrics.definition import Definition
from metrics.statistics import compare, intervals, survival, travel

KENT = "Kent"
SUMS = ["clusters", "sum_x", "sum_n", "sum_xx", "sum_xn", "sum_nn"]
NONE = np.empty(0)
MEDIANS = ("order statistic", "kaplan-meier")
LIMITS = ("value", "lower", "upper", "lower_998", "upper_998")


def assess(frame: pd.DataFrame, its: dict[str, Definition]) -> pd.DataFrame:
    """Add value, limits, method, reference, p_value, comparison, previous, direction and trend to counted cells."""
    numbers = ["numerator", "denominator", "sum_xx", *SUMS[:3], *SUMS[4:]]
    frame = frame.copy()
    for name in numbers:
        frame[name] = pd.to_numeric(frame[name]).astype(float)
    frame["interval"] = pd.Series([its[name].interval for name in frame["indicator"]], frame.index, dtype=object)
    frame["multiplier"] = [its[name].multiplier for name in frame["indicator"]]
    cases = [None if not held else np.asarray(held, dtype=float) for held in frame["values"]]
    frame["values"] = pd.Series(cases, frame.index, dtype=object)
    _values(frame)
    frame["previous_row"] = _row_before(frame)
    _against_kent(frame)
    _travel(frame)
    _reasons(frame)
    return frame


def _values(frame: pd.DataFrame) -> None:
    """Value, limits and method of every row, by the kind of interval that its definition names."""
    for name in LIMITS:
        frame[name] = np.nan
    frame["method"] = pd.Series("none", frame.index, dtype=object)
    for kind, rows in frame.groupby("interval").groups.items():
        cells = frame.loc[rows]
        at95, at998 = (_interval(kind, cells, confidence) for confidence in (0.95, 0.998))
        for name, values in zip(LIMITS, (*at95[:3], *at998[1:3]), strict=True):
            frame.loc[rows, name] = values
        frame.loc[rows, "method"] = at95[3]
    counted = frame["unit"] == "count"
    frame.loc[counted, "value"] = frame.loc[counted, "numerator"]
    frame.loc[frame["lower"].isna(), "method"] = "none"


def _interval(kind: str, cells: pd.DataFrame, confidence: float) -> tuple:
    """(value, lower, upper, method) of cells that share a kind of interval, in their unit."""
    x, n, scale = cells["numerator"].to_numpy(), cells["denominator"].to_numpy(), cells["multiplier"].to_numpy()
    if kind == "wilson":
        value, lower, upper = intervals.wilson(x, n, confidence)
        return value * 100, lower * 100, upper * 100, "Wilson"
    if kind == "wilson clustered":
        value, lower, upper = intervals.wilson_clustered(*(cells[name].to_numpy() for name in SUMS), confidence)
        return value * 100, lower * 100, upper * 100, "Wilson, clustered"
    if kind in ("poisson", "standardised"):
        return intervals.rate(x, n, scale, confidence)
    if kind == "kaplan-meier":
        found = np.array([_waits(cases, confidence) for cases in cells["values"]]).reshape(-1, 3)
        return *found.T, "Kaplan-Meier"
    if kind == "byar clustered":
        return *intervals.byar_clustered(x, cells["sum_xx"].to_numpy(), n, scale, confidence), "Byar, clustered"
    if kind == "order statistic":
        found = np.array(
            [intervals.median_interval(NONE if v is None else v, confidence)[:3] for v in cells["values"]]
        ).reshape(-1, 3)
        return *found.T, "order statistic"
    nothing = np.full(len(cells), np.nan)
    return intervals.ratio(x, n) * scale, nothing, nothing, "none"


def _waits(cases: np.ndarray | None, confidence: float) -> tuple[float, float, float]:
    """Kaplan-Meier median and limits of (days, begun) cases."""
    if cases is None:
        return np.nan, np.nan, np.nan
    found = survival.kaplan_meier_median(cases[:, 0], cases[:, 1] > 0, confidence)
    return found.median, found.lower, found.upper


def _series(frame: pd.DataFrame) -> list[str]:
    """The columns that tell one line from another over the years."""
    return ["indicator", "area", *(name for name in frame.columns if name in DIMENSIONS)]


def _keys(frame: pd.DataFrame, names: list[str]) -> list[tuple]:
    return list(zip(*(frame[name] for name in names), strict=True))


def _row_before(frame: pd.DataFrame) -> list[int]:
    """The position of the same cell a year before, -1 where there is none."""
    names = _series(frame)
    place = {(*key, year): i for i, (key, year) in enumerate(zip(_keys(frame, names), frame["year"], strict=True))}
    before = [f"{int(year[:4]) - 1}/{int(year[:4]) % 100:02d}" for year in frame["year"]]
    return [place.get((*key, year), -1) for key, year in zip(_keys(frame, names), before, strict=True)]


def _against_kent(frame: pd.DataFrame) -> None:
    """Test every district against the rest of Kent: Kent without it."""
    names = [name for name in _series(frame) if name != "area"]
    kent = {
        key: i
        for i, (key, area) in enumerate(zip(_keys(frame, [*names, "year"]), frame["area"], strict=True))
        if area == KENT
    }
    whole = (
        frame.iloc[[kent[key] for key in _keys(frame, [*names, "year"])]].reset_index(drop=True)
        if len(frame)
        else frame
    )
    columns = ["numerator", "denominator", "sum_xx", *SUMS]
    columns = list(dict.fromkeys(columns))
    other = pd.DataFrame({name: whole[name].to_numpy() - frame[name].to_numpy() for name in columns}, index=frame.index)
    p, sign = _test(frame, other, _rest_values(frame, kent, names))
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
    keys = _keys(frame, [*names, "year"])
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
    for kind, middle in (("order statistic", np.median), ("kaplan-meier", lambda cases: _waits(cases, 0.95)[0])):
        held = (frame["interval"] == kind).to_numpy()
        value[held] = [np.nan if v is None else middle(v) for v in frame.loc[held, "rest_values"]]
    return value


def _test(frame: pd.DataFrame, other: pd.DataFrame, rest_values: list) -> tuple[np.ndarray, np.ndarray]:
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


def _travel(frame: pd.DataFrame) -> None:
    """The scorecard's direction against the previous year, and Kent's corporate one over all years shown."""
    at = frame["previous_row"].to_numpy()
    columns = ["numerator", "denominator", "sum_xx", *SUMS[:3], *SUMS[4:], "value"]
    known = np.where((at >= 0)[:, None], frame[columns].to_numpy(dtype=float)[at], np.nan)
    before = pd.DataFrame(known, columns=columns, index=frame.index)
    held = frame["values"].tolist()
    p, sign = _test(frame, before, [held[i] if i >= 0 else None for i in at])
    target = np.full(len(frame), np.nan)  # closeness to a target is read from the rating; here up and down
    frame["previous"] = before["value"]
    frame["direction"] = travel.against_previous(
        p, sign, frame["polarity"].to_numpy(), frame["value"].to_numpy(), before["value"].to_numpy(), target
    )
    _trend(frame)


def _trend(frame: pd.DataFrame) -> None:
    years = sorted(frame["year"].unique())
    keys = _keys(frame, _series(frame))
    order = {key: i for i, key in enumerate(dict.fromkeys(keys))}
    matrix, polarity = np.full((len(order), len(years)), np.nan), np.empty(len(order), dtype=object)
    at = [order[key] for key in keys]
    matrix[at, [years.index(year) for year in frame["year"]]] = frame["value"]
    polarity[at] = frame["polarity"]
    words, _, _ = travel.corporate_trends(matrix, polarity)
    frame["trend"] = np.asarray(words, dtype=object)[at]


def _reasons(frame: pd.DataFrame) -> None:
    """A null always says why: here those that the counts themselves make impossible."""
    null = frame["value"].isna() & frame["reason"].isna()
    no_base = null & ((frame["denominator"].fillna(0) <= 0) | frame["interval"].isin(MEDIANS))
    frame.loc[no_base, "reason"] = "Nothing to measure it on: the base is 0 or not recorded."
    frame.loc[null & ~no_base, "reason"] = "The returns do not record it."
    frame.loc[null, "symbol"] = "x"


def note_small_bases(frame: pd.DataFrame, its: dict[str, Definition]) -> pd.DataFrame:
    """Say where a share rests on fewer than the least base that its definition names."""
    least = np.array([its[name].minimum_base for name in frame["indicator"]])
    small = (frame["unit"] == "percent") & frame["value"].notna() & (frame["denominator"] < least)
    said = [f"base under {n}: read with care" for n in least[small]]
    held = [note for note in frame.loc[small, "note"]]
    frame.loc[small, "note"] = [f"{note}; {word}" if note else word for note, word in zip(held, said, strict=True)]
    return frame


def with_findings(frame: pd.DataFrame) -> pd.DataFrame:
    """Mark what survives false-discovery control at 5% over all comparisons of the frame."""
    frame["finding"] = compare.benjamini_hochberg(frame["p_value"].to_numpy(dtype=float))
    for name in ("comparison", "confidence", "direction", "trend", "reason", "symbol", "note", "rating"):
        frame[name] = frame[name].astype(object).where(frame[name].notna(), None)
    return frame
