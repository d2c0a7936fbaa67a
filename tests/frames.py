"""Results frames made by hand, for the tests of charts, sentences and screens."""

from __future__ import annotations

from types import SimpleNamespace

import pandas as pd

DISTRICTS = [
    "Ashford",
    "Canterbury",
    "Dartford",
    "Dover",
    "Folkestone and Hythe",
    "Gravesham",
    "Maidstone",
    "Sevenoaks",
    "Swale",
    "Thanet",
    "Tonbridge and Malling",
    "Tunbridge Wells",
]
BLANK = {
    "year": "2020/21",
    "lower_998": None,
    "upper_998": None,
    "method": "Wilson",
    "p_value": None,
    "comparison": None,
    "confidence": None,
    "finding": False,
    "rating": None,
    "target": None,
    "floor": None,
    "target_status": None,
    "baseline": False,
    "previous": None,
    "p_change": None,
    "direction": None,
    "trend": None,
    "districts": 1,
    "note": None,
    "symbol": None,
    "reason": None,
    "unit": "percent",
    "polarity": "high",
}
WAIT = SimpleNamespace(
    id="started_within_30_days",
    title="Support started within 30 days",
    statement="Of the requests where support was agreed, the share where it began within 30 days.",
    source="lift_request",
    unit="percent",
    polarity="high",
    counts="requests",
    caveat="Calendar days.",
)


def row(area: str, numerator: float, denominator: float, half_width: float = 10, **more) -> dict:
    """One row of a results frame: a percentage with an interval of so many points either side."""
    value = 100 * numerator / denominator
    limits = {"lower": max(value - half_width, 0), "upper": min(value + half_width, 100), "reference": 60.0}
    counts = {"numerator": numerator, "denominator": denominator, "value": value}
    return BLANK | {"indicator": WAIT.id, "area": area} | counts | limits | more


def twelve(**changes: dict) -> pd.DataFrame:
    """Twelve districts and Kent: Thanet clearly worse (35 of 80), Sevenoaks clearly better, no other beyond chance."""
    rows = [row(name, 60, 100, comparison="similar") for name in DISTRICTS]
    rows[9] = row("Thanet", 35, 80, comparison="worse", finding=True, p_value=0.0001, confidence=99.8)
    rows[7] = row("Sevenoaks", 90, 100, 6, comparison="better", finding=True, p_value=0.00001, confidence=99.8)
    rows[2] = row("Dartford", 50, 100, comparison="worse", finding=False, p_value=0.04, confidence=95.0)
    rows.append(row("Kent", 720, 1180, 3, reference=None, districts=12))
    return pd.DataFrame([made | changes.get(made["area"], {}) for made in rows])


def unknown(area: str) -> dict:
    """What a row holds when the district's return is missing."""
    return dict.fromkeys(("numerator", "denominator", "value", "lower", "upper", "reference", "comparison"), None) | {
        "symbol": "x",
        "reason": f"{area} has no LIFT activity return for 2020/21.",
    }
