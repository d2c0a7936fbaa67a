"""Countywide caseload: one sensory or physical-disability case."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from loaders.columns import Column
from loaders.datasets.base import Dataset, Return, Rows, scope_by_district_and_year


class CountywideCase(Return):
    """One sensory or physical-disability case, referred to the countywide team directly."""

    case_ref: Annotated[str | None, Column("text")] = None
    district: Annotated[str | None, Column("district")] = None
    service: Annotated[str | None, Column("choice", "service")] = None
    phase: Annotated[str | None, Column("choice", "phase")] = None
    referral_date: Annotated[dt.date, Column("date", reason="referral_date")]
    first_contact: Annotated[dt.date | None, Column("date")] = None
    band: Annotated[str | None, Column("text")] = None
    planned_visits: Annotated[float | None, Column("number")] = None
    habilitation: Annotated[bool | None, Column("flag")] = None


def check(rows: Rows) -> None:
    """Set aside cases without a referral date; warn where the contact came before the referral."""
    days = rows.get("referral_date")
    rows.set_aside_missing(
        "referral_date", "referral_date", "The case has no referral date, or it is no date: write it as 03/09/2018."
    )
    for i, (referred, contact) in enumerate(zip(days, rows.get("first_contact"), strict=True)):
        if referred and contact and contact < referred:
            rows.warn(
                i, "contact_before_referral", "first_contact", "First contact is before the referral: check both dates."
            )
    for name in (
        "case_ref",
        "service",
        "phase",
        "referral_date",
        "first_contact",
        "band",
        "planned_visits",
        "habilitation",
    ):
        rows.stored[name] = rows.get(name)
    rows.stored |= {"district": rows.districts(), "year": rows.years_of(days), "term": rows.terms_of(days)}
    scope_by_district_and_year(rows)


DATASET = Dataset(
    name="countywide_caseload",
    title="Sensory and physical disability caseload",
    model=CountywideCase,
    required=(("service",), ("referral_date",), ("first_contact",)),
    check=check,
    reference="case_ref",
)
