"""Writing the choice back: in every column of a row that could tell what is hidden in it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from metrics.assess import trends
from metrics.disclosure.counted import BEHIND, KENT, Table
from metrics.disclosure.rules import SCHOOLS, Rules, rounded
from metrics.family import mark

HIDDEN = "Hidden so that nobody can be told from a small number."
FEW = "Too few schools answered for a reliable figure: fewer than {least}."
SAFE = {"districts", "target", "floor", "target_status", "baseline", "unit", "polarity", "title"}
COMPARED = ("reference", "p_value", "comparison", "confidence")
BEFORE = ("previous", "p_change", "change_finding", "direction")


def show(table: Table, definitions, rules: Rules, hidden: dict[str, np.ndarray], blurred: np.ndarray) -> pd.DataFrame:
    """The frame as it may be seen. hidden: "numerator" and "denominator" -> rows; blurred: rows with a rounded count.

    A row in which either count is hidden keeps its keys, its targets and the other count, and nothing else.
    """
    frame = table.frame.drop(columns=BEHIND, errors="ignore").reset_index(drop=True)
    gone = hidden["numerator"] | hidden["denominator"]
    few = _few_schools(frame, definitions, rules)
    gone |= _derived(frame, definitions, gone)
    whole = gone & ~(hidden["numerator"] | hidden["denominator"]) | few
    for part in ("numerator", "denominator"):
        _clear(frame, (part,), hidden[part] | whole)
    keys = [*table.dimensions, "indicator", "year", "area", "numerator", "denominator"]
    rest = [name for name in frame.columns if name not in SAFE and name not in keys]
    _clear(frame, rest, gone | few)
    _round(frame, table.frame, definitions, blurred & ~gone, rules)
    _say(frame, gone, "c", HIDDEN)
    _say(frame, few, "u", FEW.format(least=rules.least_base))
    _neighbours(frame, table, gone | few | blurred)
    return mark(frame, table.dimensions) if "finding" in frame else frame  # the family is what is shown


def _clear(frame: pd.DataFrame, names, rows: np.ndarray) -> None:
    if not rows.any():
        return
    for name in names:
        if name not in frame:
            continue
        if name == "method":
            frame.loc[rows, name] = "none"
        elif frame[name].dtype == bool:
            frame.loc[rows, name] = False
        else:
            frame.loc[rows, name] = np.nan if pd.api.types.is_float_dtype(frame[name]) else None


def _say(frame: pd.DataFrame, rows: np.ndarray, symbol: str, reason: str) -> None:
    for name, text in (("symbol", symbol), ("reason", reason)):
        if name in frame and rows.any():
            frame[name] = frame[name].astype(object).where(~rows, text)


def _few_schools(frame: pd.DataFrame, definitions, rules: Rules) -> np.ndarray:
    answered = pd.to_numeric(frame["denominator"]).to_numpy(dtype=float)
    schools = np.array([definitions[name].counts == SCHOOLS for name in frame["indicator"]], dtype=bool)
    with np.errstate(invalid="ignore"):
        return schools & (answered < rules.least_base)


def _derived(frame: pd.DataFrame, definitions, gone: np.ndarray) -> np.ndarray:
    """A gap between districts goes when any of them is hidden that year, or none is there to be checked."""
    rows = np.zeros(len(frame), dtype=bool)
    known = frame["value"].notna().to_numpy()
    for at, (name, year) in enumerate(zip(frame["indicator"], frame["year"], strict=True)):
        if definitions[name].derived == "equity_gap" and known[at]:
            own = ((frame["indicator"] == definitions[name].of) & (frame["year"] == year)).to_numpy()
            rows[at] = not own.any() or gone[own].any()
    return rows


def _round(frame: pd.DataFrame, true: pd.DataFrame, definitions, rows: np.ndarray, rules: Rules) -> None:
    """Rounded counts, the value that they give, and nothing that was worked out from the true ones."""
    if not rows.any():
        return
    _clear(frame, [name for name in frame.columns if name.startswith(("lower", "upper"))], rows)
    _clear(frame, (*COMPARED, *BEFORE, "trend", "rating", "method", "finding"), rows)
    for at in np.flatnonzero(rows):
        it = definitions[frame.at[at, "indicator"]]
        top, bottom = (frame.at[at, part] for part in ("numerator", "denominator"))
        value = top if it.unit == "count" else top / bottom * it.multiplier if bottom else np.nan
        frame.at[at, "value"] = value if pd.notna(top) else np.nan
        if "note" in frame:
            frame["note"] = frame["note"].astype(object)
            frame.at[at, "note"] = f"Counts rounded to the nearest {rules.round_to}."


def rounded_counts(frame: pd.DataFrame, part: str, rows: np.ndarray, multiple: int) -> pd.Series:
    """A column of counts with some of them rounded."""
    counts = pd.to_numeric(frame[part]).astype(float)
    return counts.where(
        ~rows, [rounded(count, multiple) if row else 0 for count, row in zip(counts, rows, strict=True)]
    )


def _neighbours(frame: pd.DataFrame, table: Table, unseen: np.ndarray) -> None:
    """What a row that is shown says of one that is not: of the rest of Kent, of the year before, of all years."""
    others = [name for name in ("indicator", *table.dimensions)]
    keys = list(zip(*(frame[name].astype(str) for name in others), strict=True))
    years, areas = frame["year"].tolist(), frame["area"].tolist()
    shown = {(key, area, year) for key, area, year, no in zip(keys, areas, years, unseen, strict=True) if not no}
    hidden = {(key, area) for key, area, no in zip(keys, areas, unseen, strict=True) if no}
    no_kent = np.array([(key, KENT, year) not in shown for key, year in zip(keys, years, strict=True)], dtype=bool)
    _clear(frame, COMPARED, no_kent)
    before = [f"{int(year[:4]) - 1}/{int(year[:4]) % 100:02d}" for year in years]
    no_before = [(key, area, year) not in shown for key, area, year in zip(keys, areas, before, strict=True)]
    _clear(frame, BEFORE, np.array(no_before, dtype=bool))
    if "trend" in frame:  # anew from what is shown: a year that the table lacks altogether is no part of it either
        told = trends(frame) if len(frame) else frame["trend"]
        frame["trend"] = pd.Series(told, frame.index, dtype=object).where(frame["trend"].notna(), None)
    _clear(
        frame, ("trend",), np.array([(key, area) in hidden for key, area in zip(keys, areas, strict=True)], dtype=bool)
    )
