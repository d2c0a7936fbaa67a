"""Gradients: disadvantaged pupils beside others, and districts along their deprivation."""

from __future__ import annotations

import numpy as np
import pandas as pd

from metrics import wording
from metrics.gradient import Deprivation
from metrics.sections.section import KENT, Section, clear_names, refused
from metrics.statistics import mid_ranks
from metrics.strength import CHANCE, CLEAR, LIKELY, MEANING, UNTESTED, by_strength, graded
from warehouse import reference

DISADVANTAGE_TITLE = "Disadvantaged pupils and others"
DEPRIVATION_TITLE = "Along deprivation"


def disadvantage(frame: pd.DataFrame, year: str) -> Section:
    """Support agreed for disadvantaged pupils and others in each district, from `gradient.by_disadvantage`."""
    held = frame[frame["difference"].notna()] if len(frame) else frame
    if held.empty:
        reasons = [reason for reason in frame.get("reason", ()) if not wording.missing(reason)]
        return refused(DISADVANTAGE_TITLE, next(iter(reasons), f"No request of {year} says who is disadvantaged."))
    drawn = frame.assign(strength=_strengths(frame)).reset_index(drop=True)
    found = drawn[(drawn["area"] != KENT) & drawn["strength"].isin([CLEAR, LIKELY])]
    kent = drawn[(drawn["area"] == KENT) & drawn["difference"].notna()]
    return Section(
        title=_disadvantage_title(found),
        sentence=f"{_kent_disadvantage(kent)} {_district_gradients(found)}".strip(),
        measure="Share of LIFT requests for which support was agreed (level 2 or 3), for disadvantaged pupils and "
        "for others; whiskers are 95% intervals.",
        source="LIFT activity return",
        drawn=drawn,
        table=_disadvantage_table(drawn),
        numbers=("Disadvantaged", "Others", "Difference"),
        caveat="This follows requests, not pupils: who is never asked for cannot be seen here. "
        f"{MEANING} A difference does not say what caused it.",
    )


def _strengths(frame: pd.DataFrame) -> np.ndarray:
    """How strong each difference is; the districts are one family, and Kent's one test another."""
    district = (frame["area"] != KENT).to_numpy()
    made = np.full(len(frame), None, dtype=object)
    for rows in (district, ~district):
        made[rows] = graded(frame.loc[rows, "p_value"])
    return made


def _disadvantage_title(found: pd.DataFrame) -> str:
    if found.empty:
        return "No difference by disadvantage beyond chance in any district"
    held = by_strength(found["area"], found["strength"])
    adverb, names = next(iter(held.items()))
    return f"{clear_names(names, 2)}: {'clear' if adverb == 'clearly' else 'likely'} difference by disadvantage"


def _kent_disadvantage(kent: pd.DataFrame) -> str:
    if kent.empty:
        return ""
    row = kent.iloc[0]
    one, other = (_share(row, side) for side in ("disadvantaged", "others"))
    differ = CHANCE if row["strength"] == CHANCE else f"a {row['strength']} difference"
    return (
        f"In Kent support was agreed for {one} of requests for disadvantaged pupils and {other} for others: {differ}."
    )


def _share(row, side: str) -> str:
    limits = wording.interval(row[f"{side}_lower"], row[f"{side}_upper"], "percent")
    return f"{wording.number(row[side], 'percent')} ({limits})"


def _district_gradients(found: pd.DataFrame) -> str:
    if found.empty:
        return "In no single district is the difference beyond chance."
    parts = []
    for way, rows in (("more", found[found["difference"] > 0]), ("less", found[found["difference"] < 0])):
        for adverb, names in by_strength(rows["area"], rows["strength"]).items():
            parts.append(f"{adverb} {way} often for them in {wording.listed(names)}")
    return f"It was agreed {wording.listed(parts)}."


def _disadvantage_table(drawn: pd.DataFrame) -> pd.DataFrame:
    lines = [
        {"District": row["area"], "Disadvantaged": _cell(row, "disadvantaged"), "Others": _cell(row, "others"),
         "Difference": "" if wording.missing(row["difference"]) else f"{row['difference']:+.0f} points",
         "Strength": _strength(row)}
        for _, row in drawn.iterrows()
    ]  # fmt: skip
    return pd.DataFrame(lines)


def _cell(row, side: str) -> str:
    if wording.missing(row[side]):
        return "not available"
    base = wording.base(row[f"{side}_numerator"], row[f"{side}_base"], "percent")
    return f"{wording.number(row[side], 'percent')} ({base})"


def _strength(row) -> str:
    if wording.missing(row["difference"]):
        return row["reason"] or UNTESTED
    return row["strength"] or UNTESTED


def deprivation(slope: Deprivation, rows: pd.DataFrame) -> Section:
    """Districts from most to least deprived and the slope through them; rows: one indicator and year, worded."""
    if slope.reason:
        return refused(DEPRIVATION_TITLE, slope.reason)
    scores = {row["district"]: float(row["imd_2019_score"]) for row in reference.rows("districts.csv")}
    held = rows[(rows["area"] != KENT) & rows["value"].notna()]
    held = held.assign(imd=held["area"].map(scores)).sort_values("imd", ascending=False, kind="stable")
    ranks = mid_ranks(held["denominator"].to_numpy(dtype=float))
    centre = held["numerator"].sum() / held["denominator"].sum() * _scale(held)
    drawn = held.assign(rank=ranks, line=centre + slope.sii * (ranks - 0.5)).reset_index(drop=True)
    return Section(
        title=_slope_title(slope),
        sentence=_slope_sentence(slope, len(drawn)),
        measure=f"{rows['title'].iloc[0]} by district, the most deprived (IMD 2019) on the left, each as wide as its "
        "pupils; the line is the slope index of inequality.",
        source="LIFT activity return, district context return, English indices of deprivation 2019",
        drawn=drawn,
        table=_slope_table(drawn),
        numbers=("IMD 2019 score", "Value", "95% interval"),
        caveat=f"Slope index {slope.sii:.1f} (95% interval {slope.lower:.1f} to {slope.upper:.1f}, by simulation), "
        f"relative index {_ratio(slope.rii)}. Twelve {slope.note}. A district's average says nothing of its pupils.",
    )


def _scale(held: pd.DataFrame) -> float:
    """What turns numerator over denominator into the value's unit, read from the rows themselves."""
    some = held[held["numerator"] > 0]
    if some.empty:
        return 0.0
    row = some.iloc[0]
    return row["value"] * row["denominator"] / row["numerator"]


def _ratio(rii: float) -> str:
    return "not known" if wording.missing(rii) else f"{rii:.2f}"


def _slope_title(slope: Deprivation) -> str:
    if slope.strength == CHANCE:
        return "A slope along deprivation could be chance"
    return f"{slope.strength.capitalize()}: {'less' if slope.sii > 0 else 'more'} support where deprivation is higher"


def _slope_sentence(slope: Deprivation, districts: int) -> str:
    way = "more" if slope.sii > 0 else "fewer"
    said = (
        f"Per 1,000, {abs(slope.sii):.0f} {way} pupils have support agreed at the least deprived end than at the "
        "most deprived"
    )
    if slope.strength == CHANCE:
        sure = f"95% interval {slope.lower:.0f} to {slope.upper:.0f}), which could be chance"
    else:
        low, high = sorted((abs(slope.lower), abs(slope.upper)))
        sure = f"95% interval {low:.0f} to {high:.0f}): a {slope.strength} slope"
    return f"{said} ({districts} districts; {sure}."


def _slope_table(drawn: pd.DataFrame) -> pd.DataFrame:
    columns = {"area": "District", "imd": "IMD 2019 score", "shown": "Value", "range": "95% interval", "base": "Base"}
    return drawn[list(columns)].assign(imd=[f"{score:.1f}" for score in drawn["imd"]]).rename(columns=columns)
