"""Support agreed against need: observed over expected pupils, within phase, on three bases of need side by side."""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd

from metrics import count
from metrics.coverage import Coverage, coverage
from metrics.definition import Definition, definitions
from metrics.statistics import agreed_side, compare_rates, expected_counts, shortfall, standardised_ratios

KENT = "Kent"
BASES = {
    "sen_support": ("sum(sen_support)", "Pupils at SEN Support", "assumes that schools identify need alike"),
    "pupils": ("sum(pupils)", "Pupils on roll", "assumes that need is spread evenly over pupils"),
    "low_income": (
        "sum(pupils * idaci)",
        "Pupils in low-income families",
        "assumes that need follows income deprivation (pupils x IDACI)",
    ),
}
COLUMNS = """year area basis title assumes observed expected ratio lower upper method p_value side fewer fewer_lower
fewer_upper reason""".split()
HIDDEN = "Hidden so that nobody can be told from a small number."
NO_BASE = "The context return does not hold this basis for every phase."
DEPENDS = "Depends on how need is counted: the three bases do not agree which side of 1 it is."


@dataclasses.dataclass(frozen=True)
class Published:
    """Pupils with agreed support as an audience may see them: (year, area, phase) and (year, area) -> pupils or NaN."""

    phases: dict[tuple, float]
    totals: dict[tuple, float]


def by_basis(
    warehouse, *, filters: dict | None = None, place: str = "district", published: Published | None = None
) -> pd.DataFrame:
    """Observed and expected pupils on each basis: a row for every year, area and basis.

    published: worked out from these counts and from public ones alone. A district of which a phase is hidden is
    observed by its total, in which who is in two phases counts once.

    Columns: year, area, basis, title, assumes, observed, expected, ratio, lower, upper, method, p_value (against the
    rest of Kent), side ("above",
    "below" or "depends on how need is counted"), fewer, fewer_lower, fewer_upper (pupils fewer than Kent's rate would
    give), reason.
    """
    cursor = warehouse.counting()
    filters = {name: value for name, value in (filters or {}).items() if name != "district" and value is not None}
    covered = coverage(cursor)
    it = definitions()["access_ratio"]
    question = count.Question((place,), filters)
    if why := count.unanswerable(it, question):
        return _nothing(covered, place, why)
    cells = strata(cursor, it, question, covered, published)
    frame = pd.DataFrame(
        [
            _row(year, area, basis, covered, it, cells)
            for year in covered.years
            for area in _areas(covered, place)
            for basis in BASES
        ]
    )
    return _worked_out(frame)


def _areas(covered: Coverage, place: str) -> tuple[str, ...]:
    return (*(covered.districts if place == "district" else sorted(set(covered.area_of.values()))), KENT)


def _nothing(covered: Coverage, place: str, why: str) -> pd.DataFrame:
    rows = [{"year": year, "area": area, "basis": basis, "observed": np.nan, "expected": np.nan, "reason": why}
            for year in covered.years for area in _areas(covered, place) for basis in BASES]  # fmt: skip
    return _worked_out(pd.DataFrame(rows))


def strata(
    cursor, it: Definition, question: count.Question, covered: Coverage, published: Published | None = None
) -> dict:
    """(basis, year, area) -> (observed pupils, population) of every phase, Kent's phases in the same order."""
    within = dataclasses.replace(question, by=(*question.by, "phase"))
    its = [it.model_copy(update={"id": basis, "denominator": sql}) for basis, (sql, _, _) in BASES.items()]
    left_out = covered.uncovered(it)
    counted = count.count(cursor, its, within, dict.fromkeys(BASES, left_out))
    found = {}
    for basis in BASES:
        top, bottom = published.phases if published else counted[basis, "numerator"], counted[basis, "denominator"]
        phases = sorted({key[2] for key in bottom if key[2] is not None})
        short = {(year, phase) for (year, area, phase), number in bottom.items() if area != KENT and number is None}
        for year, area, _ in bottom:
            found[basis, year, area] = (
                _observed([top.get((year, area, phase)) or 0 for phase in phases], (year, area), published),
                np.array(
                    [
                        np.nan
                        if area == KENT and (year, phase) in short
                        else _or_nan(bottom.get((year, area, phase), 0))
                        for phase in phases
                    ],
                    dtype=float,
                ),
            )
    return found


def _observed(counts: list, place: tuple, published: Published | None) -> np.ndarray:
    """Pupils of each phase; where one is hidden, a district's total stands for them all, for only its sum is used."""
    found = np.array(counts, dtype=float)
    if published is None or place[1] == KENT or not np.isnan(found).any():
        return found
    return np.array([published.totals.get(place, np.nan), *[0.0] * (len(found) - 1)])


def _or_nan(value: float | None) -> float:
    return np.nan if value is None else value


def _row(year: str, area: str, basis: str, covered: Coverage, it: Definition, cells: dict) -> dict:
    reason = covered.missing_reason(it, year, area) or covered.uneven(it, year)
    observed = expected = np.nan
    ref_counts = np.zeros(1)
    if not reason and (basis, year, area) in cells:
        counts, pops = cells[basis, year, area]
        ref_counts, ref_pops = cells[basis, year, KENT]
        observed, expected = counts.sum(), expected_counts(pops[None, :], ref_counts, ref_pops)[0]
    if not reason and np.isnan(observed):
        reason = HIDDEN
    elif not reason and np.isnan(expected):
        reason = NO_BASE if not np.isnan(ref_counts).any() else HIDDEN
    return {"year": year, "area": area, "basis": basis, "observed": observed, "expected": expected, "reason": reason}


def _worked_out(frame: pd.DataFrame) -> pd.DataFrame:
    if frame.empty:
        return pd.DataFrame(columns=COLUMNS)
    observed, expected = frame["observed"].to_numpy(dtype=float), frame["expected"].to_numpy(dtype=float)
    ratio, lower, upper, method = standardised_ratios(observed, expected)
    frame = frame.assign(ratio=ratio, lower=lower, upper=upper, method=method)
    frame["p_value"] = _against_the_rest(frame, observed, expected)
    frame["title"] = [BASES[basis][1] for basis in frame["basis"]]
    frame["assumes"] = [BASES[basis][2] for basis in frame["basis"]]
    frame["fewer"], frame["fewer_lower"], frame["fewer_upper"] = shortfall(observed, expected)
    sides = agreed_side(frame["ratio"].to_numpy().reshape(-1, len(BASES)).T)
    frame["side"] = np.repeat(sides, len(BASES))
    frame.loc[frame["area"] == KENT, ["side"]] = None
    return frame


def _against_the_rest(frame: pd.DataFrame, observed: np.ndarray, expected: np.ndarray) -> np.ndarray:
    """p of each area's ratio against that of the rest of Kent; null for Kent."""
    keys = list(zip(frame["year"], frame["basis"], strict=True))
    kent = {key: at for at, (key, area) in enumerate(zip(keys, frame["area"], strict=True)) if area == KENT}
    at = np.array([kent[key] for key in keys])
    p, _ = compare_rates(observed, expected, observed[at] - observed, expected[at] - expected)
    return np.where(frame["area"] == KENT, np.nan, p)


def headline(cursor, it: Definition, question: count.Question, covered: Coverage) -> dict[tuple, dict]:
    """(year, area) -> observed and expected on SEN Support, and whether the three bases agree."""
    cells = strata(cursor, it, question, covered)
    found = {}
    for year, area in {key[1:] for key in cells}:
        rows = [_row(year, area, basis, covered, it, cells) for basis in BASES]
        ratios = np.array([[row["observed"] / row["expected"] if row["expected"] else np.nan] for row in rows])
        side = agreed_side(ratios)[0]
        whole = area == KENT or side is not None  # without one of the bases nothing can be agreed on
        found[year, area] = {
            "numerator": _known(rows[0]["observed"]),
            "denominator": _known(rows[0]["expected"]) if whole else None,
            "agreed": not whole or area == KENT or side in ("above", "below"),
        }
    return found


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
