"""Small results frames, as the counting gives them, with only the columns that a test needs."""

from __future__ import annotations

import numpy as np
import pandas as pd

from metrics import definitions

KENT = "Kent"
COLUMNS = (
    "indicator year area numerator denominator value lower upper lower_998 upper_998 method reference p_value "
    "comparison confidence finding rating target floor target_status baseline previous direction trend districts note "
    "symbol reason unit polarity"
).split()


def row(indicator, area, numerator, denominator, year="2018/19", **said):
    it = definitions()[indicator]
    bottom = denominator if denominator else np.nan
    value = numerator if it.unit == "count" else numerator / bottom * it.multiplier
    plain = {
        "indicator": indicator, "year": year, "area": area, "numerator": float(numerator),
        "denominator": np.nan if denominator is None else float(denominator), "value": value, "lower": value * 0.9,
        "upper": value * 1.1, "lower_998": value * 0.8, "upper_998": value * 1.2, "method": "Wilson",
        "reference": np.nan if area == KENT else value * 1.05, "p_value": np.nan if area == KENT else 0.01,
        "comparison": None if area == KENT else "worse", "confidence": None if area == KENT else 95.0,
        "finding": area != KENT,
        "rating": "red", "target": 80.0, "floor": 60.0, "target_status": "illustrative", "baseline": False,
        "previous": value * 0.97, "direction": "up", "trend": "rising", "districts": 12 if area == KENT else None,
        "note": None, "symbol": None, "reason": None, "unit": it.unit, "polarity": it.polarity,
    }  # fmt: skip
    return plain | said


def frame_of(rows, dimensions=()):
    """Rows as a frame, the further dimensions after the area as in every results frame."""
    columns = [*COLUMNS[:3], *dimensions, *COLUMNS[3:]]
    return pd.DataFrame([{name: one.get(name) for name in columns} for one in rows], columns=columns)


def by_district(indicator, counts, denominators=None, year="2018/19", **said):
    """Rows for districts and for Kent, which is their sum. counts: district -> numerator."""
    bottoms = denominators or dict.fromkeys(counts)
    known = None not in bottoms.values()
    kent = row(indicator, KENT, sum(counts.values()), sum(bottoms.values()) if known else None, year, **said)
    return [*(row(indicator, area, top, bottoms[area], year, **said) for area, top in counts.items()), kent]


def cell(frame, area, year="2018/19", indicator=None, **where):
    """The one row of a place."""
    found = frame[(frame["area"] == area) & (frame["year"] == year)]
    if indicator:
        found = found[found["indicator"] == indicator]
    for name, value in where.items():
        found = found[found[name] == value]
    assert len(found) == 1
    return found.iloc[0]
