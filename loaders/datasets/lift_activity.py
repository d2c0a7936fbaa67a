"""LIFT activity: one request at a LIFT meeting."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from loaders.columns import Column
from loaders.datasets.base import Dataset, Return, Rows
from loaders.datasets.pupil import store_identity
from loaders.datasets.support import store_needs, store_outcomes
from loaders.words import normalise

STORED = (
    "request_ref", "papers_received", "meeting_date", "setting_name", "dfe_number", "urn", "phase", "year_group",
    "sex", "disadvantaged", "in_care", "eal", "sen_status", "support_started", "closed", "visits", "delivery",
    "targets_set", "targets_met",
)  # fmt: skip


class LiftActivity(Return):
    """One request at a LIFT meeting."""

    request_ref: Annotated[str | None, Column("text")] = None
    district: Annotated[str | None, Column("district")] = None
    academic_year: Annotated[str | None, Column("text")] = None
    papers_received: Annotated[dt.date | None, Column("date")] = None
    meeting_date: Annotated[dt.date, Column("date", reason="meeting_date")]
    setting: Annotated[str, Column("text", reason="setting")]
    dfe_number: Annotated[str | None, Column("text")] = None
    urn: Annotated[str | None, Column("text")] = None
    phase: Annotated[str | None, Column("choice", "phase")] = None
    upn: Annotated[str | None, Column("upn")] = None
    pupil_name: Annotated[str | None, Column("name")] = None
    surname: Annotated[str | None, Column("name")] = None
    forename: Annotated[str | None, Column("name")] = None
    date_of_birth: Annotated[dt.date | None, Column("birth_date")] = None
    year_group: Annotated[str | None, Column("year_group")] = None
    sex: Annotated[str | None, Column("choice", "sex")] = None
    disadvantaged: Annotated[bool | None, Column("flag")] = None
    in_care: Annotated[bool | None, Column("flag")] = None
    eal: Annotated[bool | None, Column("flag")] = None
    sen_status: Annotated[str | None, Column("choice", "sen_status")] = None
    need: Annotated[str | None, Column("need")] = None
    outcome: Annotated[str | None, Column("outcome")] = None
    support_started: Annotated[dt.date | None, Column("date")] = None
    closed: Annotated[dt.date | None, Column("date")] = None
    visits: Annotated[float | None, Column("number")] = None
    delivery: Annotated[str | None, Column("choice", "delivery")] = None
    targets_set: Annotated[float | None, Column("number")] = None
    targets_met: Annotated[float | None, Column("number")] = None


def check(rows: Rows) -> None:
    """Set aside rows without a meeting or a setting, warn of the rest, and say what is stored."""
    days = rows.get("meeting_date")
    years = rows.years_of(days)
    _meetings(rows, days, years)
    rows.set_aside_missing("setting", "setting", "No school or setting is named: add it.")
    rows.values["setting_name"] = rows.get("setting")
    rows.stored |= {name: rows.get(name) for name in STORED}
    rows.stored |= {"district": rows.districts(), "year": years, "term": rows.terms_of(days)}
    rows.stored["setting"] = _settings(rows)
    store_needs(rows)
    store_outcomes(rows)
    store_identity(rows)
    _starts(rows, days)
    rows.warn_over("targets_met", "targets_set")
    rows.scope_by(rows.stored["district"], years, rows.stored["term"])
    _repeated(rows)


def _meetings(rows: Rows, days: list[dt.date | None], years: list[str | None]) -> None:
    missing = "The LIFT meeting date is missing or is no date: write it as 03/09/2018."
    outside = f"The meeting is outside the academic years of this file ({', '.join(rows.years)}): correct the date."
    for i, year in enumerate(years):
        if year not in rows.years:
            rows.set_aside(i, "meeting_date", "meeting_date", missing if days[i] is None else outside)


def _settings(rows: Rows) -> list[str | None]:
    """One key a setting: its normalised name within its district, since not every district gives numbers."""
    pairs = list(zip(rows.stored["district"], rows.get("setting"), strict=True))
    memo = {(district, name): f"{district}: {normalise(name)}" if name else None for district, name in set(pairs)}
    return list(map(memo.__getitem__, pairs))


def _starts(rows: Rows, days: list[dt.date | None]) -> None:
    message = "Support starts before the meeting: kept, but left out of every wait."
    for i, (started, met) in enumerate(zip(rows.get("support_started"), days, strict=True)):
        if started and met and started < met:
            rows.warn(i, "start_before_meeting", "support_started", message)


def _repeated(rows: Rows) -> None:
    """A reference that an earlier good row of this file has; other files are looked at when it is stored."""
    message = "This request reference stands in an earlier row of this file: remove one of the two."
    seen: set[str] = set()
    refs = rows.stored["request_ref"]
    for i, ref in enumerate(refs) if len(set(refs)) < len(refs) else ():  # mostly each is another
        if ref is None or i in rows.aside:
            continue
        if ref in seen:
            rows.set_aside(i, "duplicate", "request_ref", message)
        seen.add(ref)


DATASET = Dataset(
    name="lift_activity",
    title="LIFT activity",
    model=LiftActivity,
    required=(("request_ref",), ("meeting_date",), ("setting",), ("phase",), ("sen_status",), ("outcome",),
              ("support_started",), ("closed",), ("upn", "pupil_name", "surname")),
    check=check,
    ticks="outcome",
    year="stated",
    reference="request_ref",
    missed=("need", "delivery", "visits", "targets_set", "targets_met", "papers_received"),
)  # fmt: skip
