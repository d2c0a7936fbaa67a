"""Is it getting better? What the points of a trend say, how sure that is, and both directions of travel by name."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from metrics import wording
from metrics.sections.section import KENT, Section, refused, sources
from metrics.statistics import Refused, assurance, corporate_trend
from metrics.statistics.spc import IMPROVEMENT
from metrics.trends import Trend

TITLE = "Is it getting better?"
STATES = {
    "improvement": "special cause, improving",
    "concern": "special cause, worsening",
    "neutral": "special cause, no judgement",
    "common": "common cause",
    "none": "no limits to judge by",
}
RULES = {
    "Above UCL": "above the upper limit",
    "Below LCL": "below the lower limit",
    "7 Point Trend (Increasing)": "part of a rise of 7 terms",
    "7 Point Trend (Decreasing)": "part of a fall of 7 terms",
    "2 in 3 Above CL": "two of three near the upper limit",
    "2 in 3 Below CL": "two of three near the lower limit",
    "7 Points Above CL": "part of a run of 7 above the mean",
    "7 Points Below CL": "part of a run of 7 below the mean",
    "Common Cause": "within the limits, no run",
}
PER = {"rate": " per 1,000", "per_setting": " per setting"}
WORD = {"improvement": "better", "concern": "worse", "neutral": "different"}


def travel(found: Trend, it, yearly: pd.DataFrame) -> Section:
    """The section of one trend. yearly: the worded rows of the chosen year, for the scorecard's direction."""
    if found.reason:
        return refused(TITLE, found.reason)
    drawn = worded(found, it)
    known = drawn[drawn["value"].notna()]
    return Section(
        title=_title(known, found),
        sentence=_last_points(known, found, it),
        measure=f"{it.statement} {_how(found)}",
        source=sources(it),
        drawn=drawn,
        table=_table(drawn),
        numbers=("Value", "Counts", "Same term a year before", "Centre", "Lower limit", "Upper limit"),
        lines=(*directions(found, it, yearly), *_assured(found, it, yearly)),
        caveat=" ".join(_caveats(found, drawn)),
    )


def worded(found: Trend, it) -> pd.DataFrame:
    """The points with middle (a date), state in a word (`kind`), `rule`, `shown`, `before`, `base` and `when`."""
    points = found.points
    middles = [start + (end - start) / 2 for start, end in zip(points["starts"], points["ends"], strict=True)]
    unit = it.unit
    return points.assign(
        middle=[dt.datetime.combine(day, dt.time()) for day in middles],
        kind=[_kind(state) for state in points["state"]],
        rule=[RULES.get(label, "no limits to judge by") for label in points["label"]],
        shown=[amount(value, unit, found.per_week) for value in points["value"]],
        before=[
            "none" if wording.missing(value) else amount(value, unit, found.per_week)
            for value in points["same_term_before"]
        ],
        centre_shown=[amount(value, unit, found.per_week) for value in points["centre"]],
        lower_shown=[amount(value, unit, found.per_week) for value in points["lower"]],
        upper_shown=[amount(value, unit, found.per_week) for value in points["upper"]],
        base=[_base(x, n, unit) for x, n in zip(points["numerator"], points["denominator"], strict=True)],
        when=[f"{year}, term {term}" for year, term in zip(points["year"], points["term"], strict=True)],
        closed=[_in_closure(start, end, found.closures) for start, end in zip(points["starts"], points["ends"],
                strict=True)],
    )  # fmt: skip


def _kind(state: str | None) -> str:
    return "none" if wording.missing(state) else state.split("_")[0]


def _base(numerator: float, denominator: float, unit: str) -> str:
    return "not available" if wording.missing(numerator) and wording.missing(denominator) else wording.base(
        numerator, denominator, unit)  # fmt: skip


def _in_closure(starts: dt.date, ends: dt.date, closures: tuple) -> bool:
    return any(starts <= last and ends >= first for first, last in closures)


def amount(value: float, unit: str, per_week: bool) -> str:
    """A value in words; per school week it keeps the figures that matter."""
    if wording.missing(value):
        return "not available"
    if not per_week:
        return wording.number(value, unit)
    digits = 2 if abs(value) < 1 else 1 if abs(value) < 100 else 0
    return f"{value:,.{digits}f}{PER.get(unit, '')} a week"


def _how(found: Trend) -> str:
    return "Per school week, for terms differ in length." if found.per_week else "By term of the LIFT meeting or event."


def _title(known: pd.DataFrame, found: Trend) -> str:
    last = known.iloc[-1]
    if last["kind"] == "none":
        return f"Too few terms to tell in {found.area}"
    if last["kind"] == "common":
        return f"Last term within its usual range in {found.area}"
    return f"{found.area}: latest terms {WORD[last['kind']]} than before"


def _last_points(known: pd.DataFrame, found: Trend, it) -> str:
    last = known.iloc[-1]
    held = f"{it.title} in {found.area} was {last['shown']} in {last['when']}"
    if not wording.missing(last["same_term_before"]):
        held += f" ({last['before']} in the same term a year before)"
    if last["kind"] == "none":
        segment = found.chart.segments[-1]
        return f"{held}: {segment.reason or 'a run chart without limits.'} Whether it changed cannot be told."
    trial = ", by trial limits" if bool(last["trial"]) else ""
    if last["kind"] == "common":
        return f"{held}: the last term lies within what chance gives{trial}, so it shows no change by itself."
    streak = _streak(known["kind"].tolist())
    terms = "the last term is" if streak == 1 else f"the last {streak} terms are"
    mean = amount(last["centre"], it.unit, found.per_week)
    how = f"{WORD[last['kind']]} than its mean of {mean} by more than chance gives{trial}"
    return f"{held}: {terms} {how} (last: {last['rule']})."


def _streak(kinds: list[str]) -> int:
    """How many points at the end share the last one's kind."""
    return next((i for i, kind in enumerate(reversed(kinds)) if kind != kinds[-1]), len(kinds))


def directions(found: Trend, it, yearly: pd.DataFrame) -> tuple[str, str]:
    """Both directions of travel, each with its rule's name."""
    return (
        f"Direction of travel by Kent's corporate rule: {_corporate(found, it)}.",
        f"Direction of travel by the scorecard's rule: {_scorecard(found.area, yearly)}.",
    )


def _assured(found: Trend, it, yearly: pd.DataFrame) -> tuple[str, ...]:
    """Whether the process as it runs will meet the year's target; nothing where there is no target or no limits."""
    rows, last = yearly[(yearly["area"] == found.area) & yearly["target"].notna()], found.chart.segments[-1]
    if rows.empty or last.limits is None or found.per_week:
        return ()
    target = rows.iloc[0]
    word = assurance(last.limits.lpl, last.limits.upl, target["target"], IMPROVEMENT[it.polarity])
    said = {
        "inconsistent": "chance alone decides from term to term whether it is met",
        "consistent_pass": "as it runs, each term is expected to meet it",
        "consistent_fail": "as it runs, no term is expected to meet it",
    }.get(word)
    return (f"Target {target['aim']}: {said}.",) if said else ()


def _corporate(found: Trend, it) -> str:
    try:
        slope = corporate_trend(found.points["value"].to_numpy(dtype=float), it.polarity)
    except Refused as refusal:
        return f"not told ({str(refusal).rstrip('.')})"
    sure = "p under 0.001" if slope.p_value < 0.001 else f"p {slope.p_value:.3f}"
    return f"{slope.direction}, a regression over all {slope.points} terms charted ({sure})"


def _scorecard(area: str, yearly: pd.DataFrame) -> str:
    rows = yearly[yearly["area"] == area]
    if rows.empty or wording.missing(rows.iloc[0]["value"]):
        return "not told (the chosen year has no figure)"
    row = rows.iloc[0]
    if wording.missing(row["previous"]) or wording.missing(row["direction"]):
        return f"not told ({row['year']} has no year before to set it against)"
    before = wording.number(row["previous"], row["unit"])
    return f"{row['direction']}, {row['year']} ({row['shown']}) against the year before ({before})"


def _caveats(found: Trend, drawn: pd.DataFrame) -> list[str]:
    said = list(found.notes)
    if any(segment.limits for segment in found.chart.segments):
        said.append("Limits are the mean plus and minus 2.66 mean moving ranges; a point on a limit is inside it.")
    if drawn["closed"].any():
        said.append("Shaded: schools closed to most pupils (23 March to 31 May 2020, 5 January to 7 March 2021).")
    gaps = int(drawn["value"].isna().sum())
    if gaps:
        said.append(f"{gaps} {'term has' if gaps == 1 else 'terms have'} no figure and stay as a gap.")
    if found.area == KENT and found.per_week:
        said.append("A district without its return in some year lowers Kent's count of it.")
    said.append("A change beside another event is not said to come from it.")
    return said


def _table(drawn: pd.DataFrame) -> pd.DataFrame:
    columns = {
        "when": "Term",
        "shown": "Value",
        "base": "Counts",
        "before": "Same term a year before",
        "said": "What the \
chart says",
        "centre_shown": "Centre",
        "lower_shown": "Lower limit",
        "upper_shown": "Upper limit",
        "shut": "Schools closed",
    }
    said = [STATES[kind] if kind == "none" else f"{STATES[kind]}: {rule}" for kind, rule in zip(
        drawn["kind"], drawn["rule"], strict=True)]  # fmt: skip
    texts = drawn.assign(said=said, shut=["part of the term" if closed else "" for closed in drawn["closed"]])
    for name in ("lower_shown", "upper_shown"):
        texts[name] = texts[name].replace("not available", "none")
    return texts[list(columns)].rename(columns=columns)
