"""From counts to judgement: value and interval, the test against the rest of Kent, and both directions of travel."""

from __future__ import annotations

import numpy as np
import pandas as pd

from metrics.against import MEDIANS, against_kent, keys_of, series_of, tested
from metrics.definition import Definition
from metrics.rating import BY_CONSTRUCTION, own_ratio
from metrics.statistics import travel
from metrics.valued import SUMS, add_values


def assess(frame: pd.DataFrame, its: dict[str, Definition]) -> pd.DataFrame:
    """Add value, limits, method, reference, p_value, comparison, previous, p_change, direction and trend to counts."""
    numbers = ["numerator", "denominator", "sum_xx", *SUMS[:3], *SUMS[4:]]
    frame = frame.copy()
    for name in numbers:
        frame[name] = pd.to_numeric(frame[name]).astype(float)
    for name in ("uneven", "partial"):  # of returns alone, see `rows_of`
        frame[name] = frame[name].astype(bool) if name in frame else False
    frame["interval"] = pd.Series([its[name].interval for name in frame["indicator"]], frame.index, dtype=object)
    frame["multiplier"] = [its[name].multiplier for name in frame["indicator"]]
    cases = [None if not held else np.asarray(held, dtype=float) for held in frame["values"]]
    frame["values"] = pd.Series(cases, frame.index, dtype=object)
    add_values(frame)
    frame["previous_row"] = _row_before(frame)
    against_kent(frame)
    _travel(frame)
    _reasons(frame)
    return frame


def _row_before(frame: pd.DataFrame) -> list[int]:
    """The position of the same cell a year before, -1 where there is none."""
    names = series_of(frame)
    place = {(*key, year): i for i, (key, year) in enumerate(zip(keys_of(frame, names), frame["year"], strict=True))}
    before = [f"{int(year[:4]) - 1}/{int(year[:4]) % 100:02d}" for year in frame["year"]]
    return [place.get((*key, year), -1) for key, year in zip(keys_of(frame, names), before, strict=True)]


def _travel(frame: pd.DataFrame) -> None:
    """The scorecard's direction against the previous year, and Kent's corporate one over all years shown."""
    at = frame["previous_row"].to_numpy()
    columns = ["numerator", "denominator", "sum_xx", *SUMS[:3], *SUMS[4:], "value"]
    known = np.where((at >= 0)[:, None], frame[columns].to_numpy(dtype=float)[at], np.nan)
    before = pd.DataFrame(known, columns=columns, index=frame.index)
    held = frame["values"].tolist()
    p, sign = tested(frame, before, [held[i] if i >= 0 else None for i in at])
    partial = frame["partial"].to_numpy(dtype=bool)  # a year of fewer terms is not set against a whole one
    p = np.where(partial | ((at >= 0) & partial[at]), np.nan, p)
    target = np.full(len(frame), np.nan)  # closeness to a target is read from the rating; here up and down
    frame["previous"], frame["p_change"] = before["value"], p
    frame["direction"] = travel.against_previous(
        p, sign, frame["polarity"].to_numpy(), frame["value"].to_numpy(), before["value"].to_numpy(), target
    )
    frame["trend"] = trends(frame.assign(value=frame["value"].where(~partial)))


def trends(frame: pd.DataFrame) -> np.ndarray:
    """Kent's corporate direction of every row, over the years that the frame holds of it."""
    years = sorted(frame["year"].unique())
    keys = keys_of(frame, series_of(frame))
    order = {key: i for i, key in enumerate(dict.fromkeys(keys))}
    matrix, polarity = np.full((len(order), len(years)), np.nan), np.empty(len(order), dtype=object)
    at = [order[key] for key in keys]
    matrix[at, [years.index(year) for year in frame["year"]]] = frame["value"]
    polarity[at] = frame["polarity"]
    words, _, _ = travel.corporate_trends(matrix, polarity)
    return np.asarray(words, dtype=object)[at]


def _reasons(frame: pd.DataFrame) -> None:
    """A null always says why: here those that the counts themselves make impossible."""
    null = frame["value"].isna() & frame["reason"].isna()
    no_base = null & ((frame["denominator"].fillna(0) <= 0) | frame["interval"].isin(MEDIANS))
    frame.loc[no_base, "reason"] = "Nothing to measure it on: the base is 0 or not recorded."
    frame.loc[null & ~no_base, "reason"] = "The returns do not record it."
    over = null & ~no_base & (frame["numerator"] > frame["denominator"]) & (frame["unit"] == "percent")
    frame.loc[over, "reason"] = "More is counted than its base holds, so there is no share: check the return."
    frame.loc[null, "symbol"] = "x"


def note_small_bases(frame: pd.DataFrame, its: dict[str, Definition]) -> pd.DataFrame:
    """Say where a share rests on fewer than the least base that its definition names, and of Kent's ratio to itself."""
    least = np.array([its[name].minimum_base for name in frame["indicator"]])
    known = frame["value"].notna()
    small = (frame["unit"] == "percent") & known & (frame["denominator"] < least)
    held = frame["note"].astype(object).where(frame["note"].notna(), None)
    frame["note"] = held
    told = {i: f"base under {least[i]}: read with care" for i in np.flatnonzero(small)}
    told |= dict.fromkeys(np.flatnonzero(own_ratio(frame, its) & known), BY_CONSTRUCTION)
    notes = frame["note"].tolist()
    frame["note"] = pd.Series([_both(note, told.get(i)) for i, note in enumerate(notes)], frame.index, dtype=object)
    return frame


def _both(note: str | None, further: str | None) -> str | None:
    return "; ".join(part for part in (note, further) if part) or None


def blanks_as_none(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with None where a word is unknown."""
    for name in ("comparison", "confidence", "direction", "trend", "reason", "symbol", "note", "rating", "rating_sure"):
        frame[name] = frame[name].astype(object).where(frame[name].notna(), None)
    return frame
