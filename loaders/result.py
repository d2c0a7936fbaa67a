"""What a checked return hands on: the rows to store, what they cover, and the faults with their places."""

from __future__ import annotations

from collections import Counter

import pyarrow as pa

from loaders.datasets.base import Rows

DATES = (
    "papers_received", "meeting_date", "support_started", "closed", "submitted", "answered", "held_on",
    "referral_date", "first_contact",
)  # fmt: skip
WHOLE = (
    "term", "age", "level", "overall", "allocation", "advice", "admin", "timeliness", "progress", "confidence",
    "row_number",
)  # fmt: skip
FLAGS = ("disadvantaged", "in_care", "eal", "held", "habilitation", "comment_reviewed")
NUMBERS = (
    "visits", "targets_set", "targets_met", "invited", "attended", "teachers", "teaching_assistants", "others",
    "evaluations", "more_confident", "budget", "spend", "teacher_fte_funded", "teacher_fte_in_post", "support_fte",
    "planned_visits", "settings", "pupils", "sen_support", "ehcp_mainstream", "idaci", "ehcp_special",
    "ehcp_out_of_county", "ehc_requests",
)  # fmt: skip
TYPES = (
    dict.fromkeys(DATES, pa.date32())
    | dict.fromkeys(WHOLE, pa.int32())
    | dict.fromkeys(FLAGS, pa.bool_())
    | dict.fromkeys(NUMBERS, pa.float64())
)


def stored_table(rows: Rows) -> tuple[pa.Table, list[int]]:
    """The accepted rows as an Arrow table, and which of the rows made for storing they are."""
    line = rows.stored.pop("line", None)
    sheets = [rows.shown_sheets.get(sheet, sheet) for sheet in rows.sheets]
    columns = rows.stored | {"scope": rows.scopes, "sheet": sheets, "row_number": rows.row_numbers}
    if line is not None:
        columns |= {"sheet": [sheets[at] for at in line], "row_number": [rows.row_numbers[at] for at in line]}
    kept = [i for i, place in enumerate(line or range(len(rows))) if place not in rows.aside]
    everything = len(kept) == len(rows.scopes)
    arrays = {
        name: pa.array(values if everything else [values[i] for i in kept], TYPES.get(name, pa.string()))
        for name, values in columns.items()
    }
    return pa.table(arrays), kept


def counts(rows: Rows) -> dict[str, int]:
    """Reason code -> rows set aside."""
    return dict(Counter(aside[0] for aside in rows.aside.values()))


def faults_of(rows: Rows) -> list[dict]:
    """Every row set aside and the warnings kept, with sheet, row, column, value and what to do."""
    return [
        {"kind": kind, "code": code, "sheet": rows.sheet_of(i), "row_number": rows.row_numbers[i],
         "column_name": column, "value": value, "message": message}
        for kind, i, code, column, value, message, _ in told(rows)
    ]  # fmt: skip


def told(rows: Rows) -> list[tuple]:
    """(kind, position, code, label, value, message, column) of every row set aside and of the warnings kept."""
    aside = [("set aside", i, *found) for i, found in sorted(rows.aside.items())]
    return aside + [("warning", *found) for found in rows.warned if found[0] not in rows.aside]


def claims_of(rows: Rows, kept: list[int]) -> list[dict]:
    """The scopes that the stored rows cover, each with its district, year and term where it has them."""
    blank = [None] * len(rows.scopes)
    district, year, term = (rows.stored.get(name, blank) for name in ("district", "year", "term"))
    if rows.dataset.name != "lift_activity":
        term = blank
    places = {rows.scopes[i]: i for i in kept}
    return [{"scope": s, "district": district[i], "year": year[i], "term": term[i]} for s, i in places.items()]
