"""LIFT activity: one request at a LIFT meeting."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated

from loaders.columns import Column
from loaders.datasets.base import Dataset, Return, Rows
from loaders.identity import age_at, upn_is_valid, upn_of
from loaders.words import normalise, text_of, value_spellings
from warehouse import reference

JOINED = re.compile(r"\s*[/;,]\s*")
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
    for i, (day, year) in enumerate(zip(days, years, strict=True)):
        if day is None:
            rows.set_aside(
                i,
                "meeting_date",
                "meeting_date",
                "The LIFT meeting date is missing or is no date: write it as 03/09/2018.",
            )
        elif year not in rows.years:
            said = ", ".join(rows.years)
            rows.set_aside(
                i,
                "meeting_date",
                "meeting_date",
                f"The meeting is outside the academic years of this file ({said}): correct the date.",
            )
    rows.set_aside_missing("setting", "setting", "No school or setting is named: add it.")
    rows.values["setting_name"] = rows.get("setting")
    rows.stored |= {name: rows.get(name) for name in STORED}
    rows.stored |= {"district": rows.districts(), "year": years, "term": rows.terms_of(days)}
    rows.stored["setting"] = _settings(rows)
    _needs(rows)
    _outcomes(rows)
    _identity(rows)
    _starts(rows)
    rows.scope_by(rows.stored["district"], years, rows.stored["term"])
    _repeated(rows)


def _settings(rows: Rows) -> list[str | None]:
    """One key a setting: its normalised name within its district, since not every district gives numbers."""
    names = rows.get("setting")
    memo = {name: normalise(name) for name in set(names) if name}
    return [
        f"{district}: {memo[name]}" if name else None
        for district, name in zip(rows.stored["district"], names, strict=True)
    ]


def _needs(rows: Rows) -> None:
    needs, areas, legacy = value_spellings("need"), value_spellings("area_of_need"), value_spellings("legacy")
    area_of = {row["code"]: row["area_of_need"] or None for row in reference.rows("needs.csv")}
    memo: dict = {}
    for cell in set(rows.cells.get("need", ())):
        word = normalise(text_of(cell))
        code = needs.get(word)
        area = area_of.get(code) if code else areas.get(word)
        memo[cell] = (code or (None if area or not word else text_of(cell)), area, word)
    found = [memo[cell] for cell in rows.cells.get("need", [""] * len(rows))] if "need" in rows.cells else []
    rows.stored["need"] = [need for need, _, _ in found] or rows.get("need")
    rows.stored["area_of_need"] = [area for _, area, _ in found] or rows.get("need")
    for i, (need, area, word) in enumerate(found):
        if not word:
            rows.warn(i, "need_not_recorded", "need", "No need is recorded: the request is counted, but under no need.")
        elif need and need not in area_of:
            rows.unmatched["need", need] += 1
            rows.warn(
                i, "need_not_recorded", "need", "This need is not known: add the spelling to values.csv or correct it."
            )
        elif word in legacy:
            rows.warn(i, "legacy_code", "need", f"An old code, read as {legacy[word]}.")


def outcome_codes(text: str) -> list[str] | None:
    """The outcomes in a cell, the whole tried before its parts; None where a part is not known."""
    known = value_spellings("outcome")
    if code := known.get(normalise(text)):
        return [code]
    parts = [part for part in JOINED.split(text) if part]
    for size in range(len(parts) - 1, 0, -1):
        head = "/".join(parts[:size])
        if (code := known.get(normalise(head))) and (rest := outcome_codes("/".join(parts[size:]))) is not None:
            return [code, *rest]
    return None


def _outcomes(rows: Rows) -> None:
    levels = {row["code"]: int(row["level"] or 0) for row in reference.rows("lift_outcomes.csv")}
    cells = rows.cells.get("outcome", [""] * len(rows))
    memo = {}
    for cell in set(cells):
        text = text_of(cell)
        codes = outcome_codes(text) if text else []
        level = max((levels[code] for code in codes or ()), default=0) or None
        memo[cell] = (";".join(codes) if codes else text or None, level, codes)
    found = [memo[cell] for cell in cells]
    rows.stored["outcomes"] = [outcomes for outcomes, _, _ in found]
    rows.stored["level"] = [level for _, level, _ in found]
    for i, (text, _, codes) in enumerate(found):
        if codes is None:
            rows.unmatched["outcome", rows.mask(text)] += 1
            rows.stored["outcomes"][i] = rows.mask(text)
        if not codes:
            rows.warn(
                i,
                "outcome_unknown",
                "outcome",
                "The outcome is missing or not known: the request has no level of support.",
            )


def _identity(rows: Rows) -> None:
    """Hashes and age in the place of UPN, name and date of birth."""
    upns = [upn_of(cell) for cell in rows.cells.get("upn", [""] * len(rows))]
    names, born = full_names(rows), rows.get("date_of_birth")
    rows.stored["upn_hash"] = [rows.hasher.upn(upn) for upn in upns]
    rows.stored["person_hash"] = [rows.hasher.person(name, day) for name, day in zip(names, born, strict=True)]
    rows.stored["age"] = [age_at(day, met) for day, met in zip(born, rows.get("meeting_date"), strict=True)]
    for i, (upn, person) in enumerate(zip(upns, rows.stored["person_hash"], strict=True)):
        if upn and not upn_is_valid(upn):
            rows.warn(
                i, "upn_check_letter", "upn", "The UPN fails its check letter: check it against the school's record."
            )
        elif not upn and not person:
            rows.warn(
                i,
                "pupil_not_identified",
                "upn",
                "No UPN, and no name with date of birth: counted as a child of its own.",
            )


def full_names(rows: Rows) -> list[str]:
    """Each row's name, from one column or two."""
    blank = [""] * len(rows)
    columns = [rows.cells.get(name, blank) for name in ("pupil_name", "surname", "forename")]
    return [" ".join(text_of(cell) for cell in cells if cell != "") for cells in zip(*columns, strict=True)]


def _starts(rows: Rows) -> None:
    for i, (started, met) in enumerate(zip(rows.get("support_started"), rows.get("meeting_date"), strict=True)):
        if started and met and started < met:
            rows.warn(
                i,
                "start_before_meeting",
                "support_started",
                "Support starts before the meeting: kept, but left out of every wait.",
            )


def _repeated(rows: Rows) -> None:
    """A reference that an earlier good row of this file has; other files are looked at when it is stored."""
    seen: set[str] = set()
    for i, ref in enumerate(rows.stored["request_ref"]):
        if i in rows.aside or ref is None:
            continue
        if ref in seen:
            rows.set_aside(
                i,
                "duplicate",
                "request_ref",
                "This request reference stands in an earlier row of this file: remove one of the two.",
            )
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
)  # fmt: skip
