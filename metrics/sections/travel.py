"""Is it getting better? What the points of a trend say, how sure that is, and both directions of travel by name."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pandas as pd

from metrics import wording
from metrics.sections.directions import assured, directions, over_years
from metrics.sections.section import KENT, Section, refused, sources
from metrics.strength import CLEAR, LIKELY, adverb
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
BEYOND = ("Above UCL", "Below LCL")
WORD = {"improvement": "better", "concern": "worse", "neutral": "different"}


def travel(found: Trend, it, yearly: pd.DataFrame) -> Section:
    """The section of one trend. yearly: the worded rows of the chosen year, for the scorecard's direction."""
    if found.reason:
        return replace(refused(TITLE, found.reason), lines=over_years(found.area, yearly))
    drawn = worded(found, it)
    known = drawn[drawn["value"].notna()]
    return Section(
        title=_title(known, found),
        sentence=" ".join(part for part in (_last_points(known, found, it), _hidden(drawn)) if part),
        measure=f"{it.statement} {_how(found)}",
        source=sources(it),
        drawn=drawn,
        table=_table(drawn),
        numbers=("Value", "Counts", "Same term a year before", "Centre", "Lower limit", "Upper limit"),
        lines=(*directions(found, it, yearly), *assured(found, it, yearly), *_rebased(found, it)),
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
        shown=[
            wording.symbol(symbol) if wording.missing(value) else amount(value, unit, found.per_week)
            for value, symbol in zip(points["value"], points["symbol"], strict=True)
        ],
        before=[
            "none" if wording.missing(value) else amount(value, unit, found.per_week)
            for value in points["same_term_before"]
        ],
        centre_shown=[amount(value, unit, found.per_week) for value in points["centre"]],
        lower_shown=[amount(value, unit, found.per_week) for value in points["lower"]],
        upper_shown=[amount(value, unit, found.per_week) for value in points["upper"]],
        base=[_base(x, n, unit) for x, n in zip(points["numerator"], points["denominator"], strict=True)],
        when=[f"{year}, term {term}" for year, term in zip(points["year"], points["term"], strict=True)],
        closed=[_in_closure(*ends, found.closures) for ends in zip(points["starts"], points["ends"], strict=True)],
    )


def _rebased(found: Trend, it) -> tuple[str, ...]:
    """What each segment's centre is, where a person chose to start anew."""
    if len(found.chart.segments) < 2:
        return ()
    before, since = (amount(segment.centre, it.unit, found.per_week) for segment in found.chart.segments[:2])
    return (
        f"The chart starts anew at the first closure, by choice: the centre is {before} before and {since} since. The "
        "step between them is not tested.",
    )


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
    return f"{found.area}: latest terms {adverb(_sure(last))} {WORD[last['kind']]} than before"


def _sure(last: pd.Series) -> str:
    """Beyond limits of 3 sigma is clear; a run of lesser signals, or limits from few terms, is likely."""
    return CLEAR if last["label"] in BEYOND and not bool(last["trial"]) else LIKELY


def _last_points(known: pd.DataFrame, found: Trend, it) -> str:
    last = known.iloc[-1]
    held = f"{it.title} in {found.area}, {last['when']}: {last['shown']}"
    if not wording.missing(last["same_term_before"]):
        held += f" ({last['before']} in the same term a year before)"
    if last["kind"] == "none":
        segment = found.chart.segments[-1]
        return f"{held}. Whether it changed cannot be told: {segment.reason or 'a run chart without limits.'}"
    trial = ", by trial limits" if bool(last["trial"]) else ""
    if last["kind"] == "common":
        return f"{held}. The last term lies within what chance gives{trial}, so it could be chance."
    streak = _streak(known["kind"].tolist())
    terms = "The last term is" if streak == 1 else f"The last {streak} terms are"
    mean = amount(last["centre"], it.unit, found.per_week)
    how = f"{adverb(_sure(last))} {WORD[last['kind']]} than its mean of {mean}{trial}"
    return f"{held}. {terms} {how} (last: {last['rule']}; {last['base']})."


def _hidden(drawn: pd.DataFrame) -> str:
    """How many terms are hidden, and whether the last ones are, so that none is taken for the latest that is not."""
    hidden = drawn["symbol"].eq("c") & drawn["value"].isna()
    if not hidden.any():
        return ""
    last = _streak(hidden.tolist()) if hidden.iloc[-1] else 0
    among = f", the last {last} among them" if last > 1 else ", the last among them" if last else ""
    return f"{hidden.sum()} of {len(drawn)} terms {'is' if hidden.sum() == 1 else 'are'} hidden (c){among}."


def _streak(kinds: list[str]) -> int:
    """How many points at the end share the last one's kind."""
    return next((i for i, kind in enumerate(reversed(kinds)) if kind != kinds[-1]), len(kinds))


def _caveats(found: Trend, drawn: pd.DataFrame) -> list[str]:
    said = list(found.notes)
    if any(segment.limits for segment in found.chart.segments):
        said.append(
            "Limits are the mean plus and minus 2.66 mean moving ranges; a point on a limit is inside it. Clear: "
            "beyond a limit. Likely: a run or a trend inside them, or beyond trial ones. Anything else could be chance."
        )
    if drawn["closed"].any():
        said.append("Shaded: schools closed to most pupils (23 March to 31 May 2020, 5 January to 7 March 2021).")
    gaps = int(drawn["value"].isna().sum())
    if gaps:
        said.append(
            f"{gaps} {'term has no figure and stays' if gaps == 1 else 'terms have no figure and stay'} as a gap."
        )
    if drawn["symbol"].eq("c").any():
        said.append(
            "Confidential terms are hidden so that nobody can be told from a small number; no limit rests on them."
        )
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
