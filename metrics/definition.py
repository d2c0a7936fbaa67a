"""Indicators as data: words and counts in one TOML file each, checked all at once."""

from __future__ import annotations

import datetime as dt
import functools
import tomllib
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

FOLDER = Path(__file__).parent / "indicators"
SOURCES = {
    "lift_request": "lift_activity",
    "lift_meeting": "lift_meetings",
    "survey_response": "satisfaction_survey",
    "voice_pair": "voice_survey",
    "training_event": "training_log",
    "team_year": "staffing_funding",
    "countywide_case": "countywide_caseload",
    "context_year": "context",
    "closed_case": "lift_activity",
}
TITLES = {
    "lift_activity": "LIFT activity return",
    "lift_meetings": "LIFT meeting calendar",
    "satisfaction_survey": "satisfaction survey",
    "voice_survey": "parent and pupil voice return",
    "training_log": "training log",
    "staffing_funding": "funding and staffing return",
    "countywide_caseload": "sensory and physical disability caseload",
    "context": "district context return",
}
EXPLORED = "explored"  # the source of an indicator that a person made of a table; it is no return
SOURCE_TITLES = TITLES | {EXPLORED: "table kept on the Explore page"}


def _said(text: str) -> str:
    if text.strip().lower() in ("", "n/a", "na", "none", "tbc", "-"):
        raise ValueError("is blank: say it, or leave the indicator out")
    return text


Words = Annotated[str, AfterValidator(_said)]


class DefinitionsInvalid(Exception):
    """Some definitions are not complete or not sound; the message lists every failure of every file."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Target(_Strict):
    """A target; `within` is the distance from it that still meets it, where close to a value is best."""

    value: float
    within: float | None = None
    status: Literal["illustrative", "agreed"] = "illustrative"


class Floor(_Strict):
    """The floor standard: a value, or a wider distance from the target."""

    value: float | None = None
    within: float | None = None


class Framework(_Strict):
    """When a framework's target and floor hold for an indicator; it filters no result."""

    from_: dt.date = Field(alias="from")
    to: dt.date | None = None
    target: Target | None = None
    floor: Floor | None = None


class Definition(_Strict):
    """One indicator: what it says, why, from what, and how its interval is made. Numerator and denominator are SQL."""

    id: Words
    title: Words
    statement: Words
    why: Words
    source: Literal[tuple(SOURCES)]
    numerator: Words | None = None
    denominator: Words | None = None
    denominator_source: Literal[tuple(SOURCES)] | None = None
    values: Words | None = None
    cluster_numerator: Words | None = None
    cluster_denominator: Words | None = None
    cluster_where: Words | None = None
    event_size: Words | None = None
    complement: bool = False
    derived: Literal["access_ratio", "equity_gap"] | None = None
    of: Words | None = None
    unit: Literal["percent", "rate", "ratio", "days", "pounds", "count", "per_setting", "fte", "points"]
    multiplier: float = 100
    polarity: Literal["high", "low", "target", "none"]
    counts: Literal[
        "pupils", "requests", "cases", "respondents", "schools", "settings", "meetings", "events", "posts", "money"
    ]
    interval: Literal[
        "wilson",
        "wilson clustered",
        "poisson",
        "byar clustered",
        "order statistic",
        "kaplan-meier",
        "standardised",
        "gap",
        "none",
    ]
    minimum_base: int
    outcomes: tuple[str, ...]
    workstream_b: tuple[Literal["B1", "B2", "B3"], ...]
    evidence: Literal["quantitative", "qualitative"]
    period: Literal["academic year", "financial year"]
    owner: Words
    next_review: dt.date
    caveat: Words
    frameworks: dict[str, Framework]
    people: tuple[str, ...] | None = None  # which parts count people; None: as source and SQL tell

    @property
    def datasets(self) -> tuple[str, ...]:
        """The returns that the indicator needs."""
        sources = (self.source, self.denominator_source or self.source)
        return tuple(dict.fromkeys(SOURCES[source] for source in sources))

    def framework_for(self, name: str | None) -> tuple[str, Framework] | None:
        """The framework asked for, or the newest that the indicator belongs to."""
        held = {name: self.frameworks[name]} if name in self.frameworks else {} if name else self.frameworks
        return max(held.items(), key=lambda item: item[1].from_) if held else None


@functools.cache
def definitions(folder: Path = FOLDER) -> dict[str, Definition]:
    """Every indicator by id. Raises DefinitionsInvalid with all failures of all files at once."""
    found, faults = {}, []
    for path in sorted(folder.glob("*.toml")):
        try:
            found[path.stem] = Definition(id=path.stem, **tomllib.loads(path.read_text(encoding="utf-8")))
        except (tomllib.TOMLDecodeError, TypeError) as fault:
            faults.append(f"{path.name}: {fault}")
        except ValidationError as fault:
            faults += [f"{path.name}: {'.'.join(map(str, e['loc']))} {e['msg']}" for e in fault.errors()]
        else:
            faults += [f"{path.name}: {fault}" for fault in _unsound(found[path.stem])]
    if faults:
        raise DefinitionsInvalid("\n".join(faults))
    return dict(sorted(found.items(), key=lambda item: item[0]))


def _unsound(it: Definition) -> list[str]:
    """What a definition lacks for the interval or the unit that it names."""
    faults = []
    if it.interval == "wilson clustered" and not (it.cluster_numerator and it.cluster_denominator and it.cluster_where):
        faults.append("a clustered interval needs cluster_numerator, cluster_denominator and cluster_where")
    if it.interval == "byar clustered" and not it.event_size:
        faults.append("an interval for events needs event_size")
    if (it.interval in ("order statistic", "kaplan-meier")) != bool(it.values):
        faults.append("an order statistic and a Kaplan-Meier median need values, and nothing else has them")
    if (it.derived == "equity_gap") != bool(it.of):
        faults.append("a gap says in `of` which indicator it is of, and nothing else does")
    if not it.numerator and not it.values:
        faults.append("there is neither a numerator nor values")
    if it.unit != "count" and not it.denominator:
        faults.append("only a count has no denominator")
    if it.polarity == "none" and any(f.target for f in it.frameworks.values()):
        faults.append("polarity none has no target: no colour is given where no direction is good")
    return faults
