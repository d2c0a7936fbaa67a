"""Satisfaction survey: one school's response."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from loaders.columns import Column
from loaders.datasets.base import Dataset, Return, Rows, scope_by_district_and_year
from loaders.words import normalise, not_data_words

QUESTIONS = ("overall", "allocation", "advice", "admin", "timeliness")


class SurveyResponse(Return):
    """One school's response to the satisfaction survey."""

    response_id: Annotated[str | None, Column("text")] = None
    started: Annotated[dt.date | None, Column("date")] = None
    submitted: Annotated[dt.date | None, Column("date")] = None
    email: Annotated[str | None, Column("drop")] = None
    respondent_name: Annotated[str | None, Column("name")] = None
    first_name: Annotated[str | None, Column("name")] = None
    last_name: Annotated[str | None, Column("name")] = None
    ip_address: Annotated[str | None, Column("drop")] = None
    district: Annotated[str | None, Column("district")] = None
    setting: Annotated[str | None, Column("text")] = None
    phase: Annotated[str | None, Column("choice", "phase")] = None
    role: Annotated[str | None, Column("free_text")] = None
    overall: Annotated[str | None, Column("choice", "satisfaction")] = None
    allocation: Annotated[str | None, Column("choice", "satisfaction")] = None
    advice: Annotated[str | None, Column("choice", "satisfaction")] = None
    admin: Annotated[str | None, Column("choice", "satisfaction")] = None
    timeliness: Annotated[str | None, Column("choice", "satisfaction")] = None
    comment: Annotated[str | None, Column("free_text")] = None


def check(rows: Rows) -> None:
    """Set aside test responses and empty ones; keep comments with personal details masked, as not yet reviewed."""
    days = rows.get("submitted")
    answers = {question: _answers(rows, question) for question in QUESTIONS}
    tests = not_data_words("test_setting")
    for i, setting in enumerate(rows.get("setting")):
        if setting and normalise(setting) in tests:
            rows.set_aside(i, "test_response", "setting", "A test response: remove it from the export.")
        elif all(answers[q][i] is None for q in QUESTIONS):
            rows.set_aside(i, "blank", "overall", "None of the questions is answered.")
        elif days[i] is None and not rows.own_years[i]:
            rows.set_aside(
                i, "date", "submitted", "The date of submission is missing: the response belongs to no year."
            )
    own = [year or rows.own_years[i] for i, year in enumerate(rows.years_of(days))]
    rows.stored |= answers | {"district": rows.districts(), "year": own, "term": rows.terms_of(days)}
    rows.stored |= {
        name: rows.get(name) for name in ("response_id", "submitted", "setting", "phase", "role", "comment")
    }
    rows.stored["comment_reviewed"] = [False] * len(rows)
    for i, district in enumerate(rows.stored["district"]):
        if district is None:
            rows.warn(i, "district_missing", "district", "No district: counted for Kent, for no district.")
    scope_by_district_and_year(rows)


def _answers(rows: Rows, question: str) -> list[int | None]:
    """5 very satisfied to 1 very dissatisfied. A bare number is no known answer: which end is best it does not say."""
    unknown = rows.unknown.get(question, ())
    answers = enumerate(rows.get(question))
    return [int(said) if said and said.isdigit() and i not in unknown else None for i, said in answers]


DATASET = Dataset(
    name="satisfaction_survey",
    title="LIFT satisfaction survey",
    model=SurveyResponse,
    required=(("submitted",), ("setting",), ("overall",), ("allocation",)),
    check=check,
    needs_district=False,
    reference="response_id",
)
