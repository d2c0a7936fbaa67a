"""Findings: tested rules that turn the results frame into plain sentences, ranked. Association only, never a cause."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from metrics import wording

WORDS = {
    "better": "clearly better",
    "worse": "clearly worse",
    "higher": "clearly higher",
    "lower": "clearly lower",
    "similar": "no clear difference",
}
MEANING = (
    "Each district is tested against the rest of Kent, twelve at once. A finding is what still stands out after the "
    "Benjamini-Hochberg rule is applied to everything compared on this page: of all findings, about 5% or fewer should "
    "be chance. A difference is an association; it does not say what caused it."
)


@dataclass(frozen=True)
class Finding:
    """One sentence with where it comes from. `distance`: how far, at the least, from the rest of Kent (share of it)."""

    sentence: str
    indicator: str
    area: str
    status: str
    distance: float


def worded(results: pd.DataFrame, definitions: dict) -> pd.DataFrame:
    """The same frame with columns for reading: title, shown, range, base, status,
    compared, rated, aim, least, towards, trending."""
    frame = results.astype({name: object for name in results if not pd.api.types.is_numeric_dtype(results[name])})
    rows = list(frame.itertuples(index=False))
    said = {
        "title": [definitions[row.indicator].title for row in rows],
        "shown": [_shown(row) for row in rows],
        "range": [wording.interval(row.lower, row.upper, row.unit) for row in rows],
        "base": [wording.base(row.numerator, row.denominator, row.unit) for row in rows],
        "status": [status(row) for row in rows],
        "compared": [_compared(row) for row in rows],
        "rated": [wording.rating(row.rating, row.direction) for row in rows],
        "aim": [_aim(row) for row in rows],
        "least": [wording.floor(row.floor, row.unit) for row in rows],
        "towards": [wording.direction(row.direction) for row in rows],
        "trending": [wording.direction(row.trend) for row in rows],
    }
    # Plain Python text: pages read the frame row by row, which is several times slower from Arrow's columns.
    return frame.assign(**{name: pd.Series(texts, index=frame.index, dtype=object) for name, texts in said.items()})


def status(row) -> str:
    """better, worse, higher or lower where the row is a finding; "similar" where tested and not; "untested" else."""
    if wording.missing(row.comparison) or row.area == "Kent":
        return "untested"
    return row.comparison if row.finding and row.comparison in WORDS else "similar"


def _shown(row) -> str:
    return wording.symbol(row.symbol) if wording.missing(row.value) else wording.number(row.value, row.unit)


def _aim(row) -> str:
    if row.polarity == "none":
        return "none, no judgement"
    return wording.target(row.target, row.target_status, row.unit)


def _compared(row) -> str:
    if row.area == "Kent":
        return "Kent"
    if wording.missing(row.comparison):
        return "not tested"
    if status(row) == "similar" and row.comparison != "similar":
        return "could be chance"
    return WORDS[status(row)]


def sentence(row) -> str:
    """One row of a worded frame as a sentence with value, reference, strength, base and interval."""
    reference = wording.number(row.reference, row.unit)
    sure = row.base if row.range == "no interval" else f"{row.base}; 95% interval {row.range}"
    per = " per 1,000" if row.unit in ("rate", "fte") and "1,000" not in row.title else ""
    against = f"against {reference}{per} in the rest of Kent"
    return f"{row.title}: {row.shown}{per} in {row.area}, {against}: {row.compared} ({sure})."


def ranked(frame: pd.DataFrame, most: int | None = None) -> list[Finding]:
    """The findings of a worded frame, the furthest from the rest of Kent first, at most `most` of them."""
    found = frame[frame["finding"].eq(True) & ~frame["status"].isin(["untested", "similar"])]
    made = [
        Finding(sentence(row), row.indicator, row.area, row.status, _distance(row))
        for row in found.itertuples(index=False)
    ]
    return sorted(made, key=lambda finding: (-finding.distance, finding.indicator, finding.area))[:most]


def _distance(row) -> float:
    """How far the nearer limit of the interval lies from the rest of Kent: size and certainty in one figure."""
    if wording.missing(row.reference) or row.reference == 0:
        return 0.0
    nearer = row.lower if row.value > row.reference else row.upper
    nearer = row.value if wording.missing(nearer) else nearer
    gap = nearer - row.reference if row.value > row.reference else row.reference - nearer
    return max(gap, 0.0) / abs(row.reference)


def areas_with(frame: pd.DataFrame, *statuses: str) -> list[str]:
    """The districts of one indicator's rows whose status is one of these, in the frame's order."""
    return list(dict.fromkeys(frame.loc[frame["status"].isin(statuses), "area"]))


def chart_title(frame: pd.DataFrame) -> str:
    """A finding of ten words or fewer about one indicator's rows, for the title of its chart."""
    if frame.loc[frame["area"] != "Kent", "value"].notna().sum() == 0:
        return "No district has a figure yet"
    low, high = _low_and_high(frame)
    down, up = low[0], high[0]
    if not low[1] and not high[1]:
        tested = (frame["status"] != "untested").any()
        return (
            "No district clearly differs from the rest of Kent"
            if tested
            else "Districts differ; this measure is not tested"
        )
    parts = [f"{wording.listed(names)} {word}" for word, names in ((down, low[1]), (up, high[1])) if names]
    title = f"{', '.join(parts)} than rest of Kent"
    if len(title.split()) <= 10:
        return title
    counts = [f"{len(names)} {word}" for word, names in ((down, low[1]), (up, high[1])) if names]
    many = sum(len(names) for _, names in (low, high))
    return f"{', '.join(counts)} than rest of Kent" if many > 1 else f"{(low[1] + high[1])[0]} stands apart"


def _low_and_high(frame: pd.DataFrame) -> tuple[tuple[str, list[str]], tuple[str, list[str]]]:
    judged = frame["status"].isin(["better", "worse"]).any()
    words = ("worse", "better") if judged else ("lower", "higher")
    return tuple((f"clearly {word}", areas_with(frame, word)) for word in words)


def beside_kent(frame: pd.DataFrame, area: str) -> pd.DataFrame:
    """One area's worded rows with Kent's value in words beside (`kent`)."""
    kent = frame[frame["area"] == "Kent"].set_index("indicator")["shown"]
    mine = frame[frame["area"] == area]
    return mine.assign(kent=mine["indicator"].map(kent))


def district_title(frame: pd.DataFrame, area: str) -> str:
    """A finding of ten words or fewer about one district."""
    rows = frame[frame["area"] == area]
    counts = rows["status"].value_counts()
    words = [f"{word} on {counts[word]}" for word in ("worse", "better") if word in counts]
    if not words:
        other = int(counts.get("higher", 0) + counts.get("lower", 0))
        words = [f"different on {other}"] if other else []
    return f"{area}: clearly {', '.join(words)}" if words else f"{area} does not clearly differ from Kent"
