"""Voice: one parent's, carer's or pupil's answer in one wave. A file may hold both waves in one physical row."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from loaders.columns import Column, says_nothing
from loaders.datasets.base import Dataset, Return, Rows
from loaders.words import text_of

WAVES = ("before", "after", "later")
SCORES = ("progress", "confidence")


class VoiceAnswer(Return):
    """One answer, or the answers of all waves side by side."""

    request_ref: Annotated[str | None, Column("text")] = None
    district: Annotated[str | None, Column("district")] = None
    respondent: Annotated[str | None, Column("choice", "respondent")] = None
    wave: Annotated[str | None, Column("choice", "wave")] = None
    date: Annotated[dt.date | None, Column("date")] = None
    progress: Annotated[int | None, Column("score")] = None
    confidence: Annotated[int | None, Column("score")] = None
    date_before: Annotated[dt.date | None, Column("date")] = None
    date_after: Annotated[dt.date | None, Column("date")] = None
    date_later: Annotated[dt.date | None, Column("date")] = None
    progress_before: Annotated[int | None, Column("score")] = None
    confidence_before: Annotated[int | None, Column("score")] = None
    progress_after: Annotated[int | None, Column("score")] = None
    confidence_after: Annotated[int | None, Column("score")] = None
    progress_later: Annotated[int | None, Column("score")] = None
    confidence_later: Annotated[int | None, Column("score")] = None
    comment: Annotated[str | None, Column("free_text")] = None


def check(rows: Rows) -> None:
    """Set aside scores outside 1 to 5, then give each wave of each row a stored row of its own."""
    for column, cells in rows.cells.items():
        if column.split("_")[0] in SCORES:
            for i, (cell, value) in enumerate(zip(cells, rows.get(column), strict=True)):
                if value is None and text_of(cell) and not says_nothing(text_of(cell)):
                    rows.set_aside(i, "score", column, "The score is not a whole number from 1 to 5: correct it.")
    wide = "wave" not in rows.cells
    rows.values["line"] = list(range(len(rows)))
    answers = [a for wave in WAVES for a in _wide(rows, wave)] if wide else _long(rows)
    _warn_unmatched(rows, answers)
    names = ("line", "request_ref", "district", "respondent", "wave", "answered", "progress", "confidence", "comment")
    rows.stored = {name: [answer[name] for answer in answers] for name in names}
    rows.stored["comment_reviewed"] = [False] * len(answers)
    key = [a["request_ref"] or f"row {rows.sheet_of(a['line'])}/{rows.row_numbers[a['line']]}" for a in answers]
    rows.scope_by(key, rows.stored["respondent"], rows.stored["wave"])


def _answers(rows: Rows, waves: list, date: str, progress: str, confidence: str) -> list[dict]:
    """An answer a row from three columns; `waves` says each row's wave."""
    names = ("request_ref", "district", "respondent", "wave", "answered", "progress", "confidence", "comment")
    columns = (rows.get("request_ref"), rows.districts(), rows.get("respondent"), waves, rows.get(date),
               rows.get(progress), rows.get(confidence), rows.get("comment"))  # fmt: skip
    return [{"line": i, **dict(zip(names, row, strict=True))} for i, row in enumerate(zip(*columns, strict=True))]


def _wide(rows: Rows, wave: str) -> list[dict]:
    """One wave of rows that hold several; a wave that was not answered leaves no row, but for "before"."""
    answers = _answers(rows, [wave] * len(rows), f"date_{wave}", f"progress_{wave}", f"confidence_{wave}")
    return [a for a in answers if wave == "before" or any(a[name] is not None for name in ("answered", *SCORES))]


def _long(rows: Rows) -> list[dict]:
    return _answers(rows, rows.get("wave"), "date", "progress", "confidence")


def _warn_unmatched(rows: Rows, answers: list[dict]) -> None:
    before = {
        (a["request_ref"], a["respondent"])
        for a in answers
        if a["wave"] == "before" and any(a[name] is not None for name in SCORES)
    }
    for a in answers:
        if a["wave"] in ("after", "later") and (a["request_ref"], a["respondent"]) not in before:
            rows.warn(
                a["line"], "after_without_before", "request_ref", "An answer after with none before: kept, not matched."
            )


DATASET = Dataset(
    name="voice_survey",
    title="Parent and pupil voice",
    model=VoiceAnswer,
    required=(("request_ref",), ("respondent",), ("wave", "progress_before"), ("progress", "progress_after")),
    check=check,
    needs_district=False,
    reference="request_ref",
)
