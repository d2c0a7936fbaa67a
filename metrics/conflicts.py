"""Conflicts: figures that look well until another is set beside them, each found by a tested rule."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from metrics import wording
from metrics.definition import definitions
from metrics.strength import CHANCE, KENT, UNTESTED, adverb, weakest

FEW_ANSWERED = 1 / 3  # fewer settings than this answering, and a share satisfied speaks for few of them
FEW_SET = 0.75  # of Kent's targets for each pupil supported
WELL_SATISFIED = 90.0
TARGETS, SUPPORTED = "targets_met", "access_rate_pupils"
WAIT, ACCESS, SETTINGS = "started_within_30_days", "access_rate_sen", "settings_using_lift"


@dataclass(frozen=True)
class Conflict:
    """One sentence, its base and strength, which rule found it, and the page that shows more.

    kind: the rule's name. page: "trends", "compare" or "scorecard"; indicator and area: what that page should open on.
    """

    sentence: str
    base: str
    kind: str
    strength: str
    indicator: str
    area: str
    page: str


def conflicts(frame: pd.DataFrame, area: str | None = None, most_of_a_kind: int | None = 3) -> list[Conflict]:
    """The conflicts in a worded frame of one year, by rule, Kent before districts.

    area: only that district, which comes first, and Kent. most_of_a_kind: how many of one rule at most; None is all.
    """
    cells = _cells(frame)
    areas = sorted(
        {name for _, name in cells if area in (None, name) or name == KENT},
        key=lambda name: (name != area, name != KENT, name),
    )
    found: list[Conflict] = []
    for rule in RULES:
        made = [conflict for name in areas for conflict in rule(cells, name)]
        found += made[:most_of_a_kind]
    return found


def _cells(frame: pd.DataFrame) -> dict:
    return {(row.indicator, row.area): row for row in frame.itertuples(index=False) if not wording.missing(row.value)}


def flagged(frame: pd.DataFrame) -> pd.DataFrame:
    """The worded frame with a column `flags`: what to mind of each figure, in a few words and with its strength."""
    said: dict[tuple, list[str]] = {}
    for one in conflicts(frame, most_of_a_kind=None):
        sure = "" if one.strength == UNTESTED else f" ({one.strength})"
        said.setdefault((one.indicator, one.area), []).append(f"{one.kind}{sure}")
    for key, row in _cells(frame).items():
        if row.rating == "red" and row.direction == "improving":
            said.setdefault(key, []).append(f"floor missed, but improving ({row.changed or CHANCE})")
    texts = ["; ".join(said.get(key, ())) for key in zip(frame["indicator"], frame["area"], strict=True)]
    return frame.assign(flags=pd.Series(texts, index=frame.index, dtype=object))


def green_but_worsening(cells: dict, area: str) -> list[Conflict]:
    """The target is met, and the figure gets worse under either rule of direction."""
    made = []
    for (indicator, place), row in cells.items():
        if place == area and row.rating == "green" and "worsening" in (row.direction, row.trend):
            sure = _sure(row)
            begun = f"Green, but {'perhaps ' if sure == CHANCE else ''}worsening"
            said = f"{begun}: {row.title} in {area}. {row.shown} meets the target of {row.aim}; {_by(row)}."
            made.append(Conflict(said, row.base, "green, but worsening", sure, indicator, area, "trends"))
    return made


def _by(row) -> str:
    rules = []
    if row.direction == "worsening":
        before = wording.number(row.previous, row.unit)
        rules.append(f"it was {before} the year before (the scorecard's rule)")
    if row.trend == "worsening":
        rules.append("it worsens over all years (Kent's corporate rule over years)")
    return " and ".join(rules)


def _sure(row) -> str:
    """The test against the year before, held to the false-discovery rate; a regression over a few years is no surer."""
    return (getattr(row, "changed", None) or CHANCE) if row.direction == "worsening" else CHANCE


def satisfied_but_few_answered(cells: dict, area: str) -> list[Conflict]:
    """High satisfaction, of under a third of the schools and settings."""
    settings = cells.get((SETTINGS, area))
    made = []
    for (indicator, place), row in cells.items():
        if place != area or not indicator.startswith("satisfaction_") or settings is None:
            continue
        share = row.denominator / settings.denominator if settings.denominator else 1.0
        enough = row.denominator >= definitions()[indicator].minimum_base
        if row.value >= WELL_SATISFIED and share < FEW_ANSWERED and enough:
            base = (
                f"{wording.whole(row.denominator)} answers, {wording.whole(settings.denominator)} schools and settings"
            )
            said = f"{row.title} in {area}: {row.shown}, of under {_under(share)} of schools and settings ({base})."
            made.append(
                Conflict(
                    said, base, f"satisfied, of under {_under(share)} of schools", UNTESTED, indicator, area, "compare"
                )
            )
    return sorted(made, key=lambda conflict: conflict.indicator != "satisfaction_overall")


def _under(share: float) -> str:
    for words, part in (("a tenth", 0.1), ("a fifth", 0.2), ("a quarter", 0.25)):
        if share < part:
            return words
    return "a third"


def met_but_few_set(cells: dict, area: str) -> list[Conflict]:
    """Many targets met where few are set for each pupil supported."""
    per_pupil = {place: _per_pupil(cells, place) for place in (area, KENT)}
    row = cells.get((TARGETS, area))
    if row is None or area == KENT or any(value is None for value in per_pupil.values()):
        return []
    well = row.rating == "green" or getattr(row, "status", None) == "better"
    if not well or per_pupil[area] >= FEW_SET * per_pupil[KENT]:
        return []
    base = f"{per_pupil[area]:.1f} targets set for each pupil supported, Kent {per_pupil[KENT]:.1f}"
    said = f"{row.title} in {area}: {row.shown}, where few targets are set ({base})."
    return [Conflict(said, f"{row.base}; {base}", "met, where few are set", UNTESTED, TARGETS, area, "compare")]


def _per_pupil(cells: dict, area: str) -> float | None:
    set_, pupils = cells.get((TARGETS, area)), cells.get((SUPPORTED, area))
    if set_ is None or pupils is None or not pupils.numerator:
        return None
    return set_.denominator / pupils.numerator


def quick_but_for_few(cells: dict, area: str) -> list[Conflict]:
    """Support starts sooner than in the rest of Kent, and is agreed for fewer pupils with need, both beyond chance."""
    wait, access = cells.get((WAIT, area)), cells.get((ACCESS, area))
    if wait is None or access is None or getattr(wait, "status", "") != "better" or access.status != "lower":
        return []
    said = (
        f"{area}: support starts {adverb(wait.strength)} sooner ({wait.shown} within 30 days), but is agreed for "
        f"{adverb(access.strength)} fewer pupils ({access.shown} per 1,000 at SEN Support) than in the rest of Kent."
    )
    base, sure = f"{wait.base}; {access.base}", weakest([wait.strength, access.strength])
    return [Conflict(said, base, "quick, but for few", sure, ACCESS, area, "compare")]


def rules_disagree(cells: dict, area: str) -> list[Conflict]:
    """The two directions of travel point opposite ways."""
    made = []
    for (indicator, place), row in cells.items():
        if place == area and {row.direction, row.trend} == {"improving", "worsening"}:
            said = (
                f"{row.title} in {area}: {row.direction} against the year before (the scorecard's rule), {row.trend} "
                "over all years (Kent's corporate rule over years)."
            )
            made.append(
                Conflict(said, row.base, "the two rules of direction disagree", CHANCE, indicator, area, "trends")
            )
    return made


RULES: tuple[Callable[[dict, str], list[Conflict]], ...] = (
    green_but_worsening,
    satisfied_but_few_answered,
    met_but_few_set,
    quick_but_for_few,
    rules_disagree,
)


def answer(found: list[Conflict]) -> str:
    """How many figures look well until another is set beside them."""
    if not found:
        return "No good figure here is contradicted by another."
    count = f"{len(found)} figures look" if len(found) > 1 else "One figure looks"
    return f"{count} well until another is set beside {'them' if len(found) > 1 else 'it'}."
