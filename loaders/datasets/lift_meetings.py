"""LIFT meetings: one planned meeting of the calendar."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from loaders.columns import Column
from loaders.datasets.base import Dataset, Return, Rows, scope_by_district_and_year


class LiftMeeting(Return):
    """One planned LIFT meeting."""

    district: Annotated[str | None, Column("district")] = None
    meeting_date: Annotated[dt.date, Column("date", reason="meeting_date")]
    meeting_type: Annotated[str | None, Column("choice", "meeting_type")] = None
    held: Annotated[bool | None, Column("flag", "held")] = None
    delivery: Annotated[str | None, Column("choice", "delivery")] = None
    invited: Annotated[float | None, Column("number", whole=True)] = None
    attended: Annotated[float | None, Column("number", whole=True)] = None


def check(rows: Rows) -> None:
    """Set aside meetings without a date, warn where more came than were invited."""
    days = rows.get("meeting_date")
    rows.set_aside_missing(
        "meeting_date", "meeting_date", "The meeting has no date, or it is no date: write it as 03/09/2018."
    )
    for name in ("meeting_date", "meeting_type", "held", "delivery", "invited", "attended"):
        rows.stored[name] = rows.get(name)
    rows.stored |= {"district": rows.districts(), "year": rows.years_of(days), "term": rows.terms_of(days)}
    for i, (invited, attended) in enumerate(zip(rows.get("invited"), rows.get("attended"), strict=True)):
        if invited is not None and attended is not None and attended > invited:
            rows.warn(
                i, "attended_over_invited", "attended", "More settings attended than were invited: check both numbers."
            )
    scope_by_district_and_year(rows)


DATASET = Dataset(
    name="lift_meetings",
    title="LIFT meeting calendar",
    model=LiftMeeting,
    required=(("meeting_date",), ("held",), ("invited",), ("attended",)),
    check=check,
)
