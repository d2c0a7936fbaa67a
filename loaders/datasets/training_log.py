"""Training log: one event."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from loaders.columns import Column
from loaders.datasets.base import Dataset, Return, Rows, scope_by_district_and_year

NUMBERS = ("teachers", "teaching_assistants", "others", "attended", "evaluations", "more_confident")


class TrainingEvent(Return):
    """One training event."""

    district: Annotated[str | None, Column("district")] = None
    date: Annotated[dt.date, Column("date", reason="date")]
    title: Annotated[str | None, Column("free_text")] = None
    training_type: Annotated[str | None, Column("choice", "training_type")] = None
    delivery: Annotated[str | None, Column("choice", "delivery")] = None
    status: Annotated[str | None, Column("choice", "training_status")] = None
    teachers: Annotated[float | None, Column("number", whole=True)] = None
    teaching_assistants: Annotated[float | None, Column("number", whole=True)] = None
    others: Annotated[float | None, Column("number", whole=True)] = None
    attended: Annotated[float | None, Column("number", whole=True)] = None
    evaluations: Annotated[float | None, Column("number", whole=True)] = None
    more_confident: Annotated[float | None, Column("number", whole=True)] = None


def check(rows: Rows) -> None:
    """Set aside cancelled events and those without a date; warn where the total is not the sum of the roles."""
    days = rows.get("date")
    for i, status in enumerate(rows.get("status")):
        if status == "cancelled":
            rows.set_aside(i, "cancelled", "status", "A cancelled event: it reached no one.")
    rows.set_aside_missing("date", "date", "The event has no date, or it is no date: write it as 03/09/2018.")
    rows.stored |= {name: rows.get(name) for name in ("title", "training_type", "delivery", *NUMBERS)}
    rows.stored["attended"] = _attended(rows)
    rows.warn_over("more_confident", "evaluations")
    rows.stored |= {
        "held_on": days,
        "district": rows.districts(),
        "year": rows.years_of(days),
        "term": rows.terms_of(days),
    }
    scope_by_district_and_year(rows)


def _attended(rows: Rows) -> list[float | None]:
    """The total as stated; where none is stated, the sum of the roles."""
    found = []
    roles = zip(*(rows.get(name) for name in NUMBERS[:3]), strict=True)
    for i, (stated, parts) in enumerate(zip(rows.get("attended"), roles, strict=True)):
        known = [part for part in parts if part is not None]
        if stated is not None and len(known) == 3 and sum(known) != stated:
            rows.warn(
                i,
                "attended_not_sum",
                "attended",
                f"The roles add up to {sum(known):g}, not to the total stated, which is used.",
            )
        found.append(stated if stated is not None else sum(known) if known else None)
    return found


DATASET = Dataset(
    name="training_log",
    title="Training log",
    model=TrainingEvent,
    required=(("date",), ("attended", "teachers")),
    check=check,
)
