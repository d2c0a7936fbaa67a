"""Faults of the returns that stand: rows set aside, warnings, and values that were not recognised."""

from __future__ import annotations

import json

import pandas as pd

from metrics.coverage import TITLES
from warehouse.batches import RIGHTLY

REASONS = {
    "meeting_date": "Meeting date missing, impossible or outside the years of the file",
    "setting": "No school or setting named",
    "duplicate": "Request reference accepted before",
    "test_response": "Test response",
    "blank": "No answer at all",
    "score": "Score outside 1 to 5",
    "cancelled": "Event cancelled",
    "date": "No date, or no date that can be read",
    "amount": "Neither budget nor spend",
    "referral_date": "No referral date",
    "district": "District not known",
    "ragged": "More cells than the header has columns",
    "need_not_recorded": "Need missing or not known",
    "upn_check_letter": "UPN fails its check letter",
    "pupil_not_identified": "Neither UPN nor name with date of birth",
    "start_before_meeting": "Support starts before the meeting",
    "outcome_unknown": "Outcome missing or not known",
    "legacy_code": "Old code, read as today's",
    "value_not_recognised": "Value not recognised",
    "attended_over_invited": "More attended than invited",
    "attended_not_sum": "Attendance is not the sum of the roles",
    "district_missing": "District missing: counted for Kent alone",
    "after_without_before": "An answer after with none before",
    "spend_far_from_budget": "Spend far from budget",
    "contact_before_referral": "Contact before referral",
    "district_differs": "Another district than the file is of",
    "part_over_whole": "A part larger than its whole",
    "row_twice": "The same row twice",
    "share_above_one": "Share that is not between 0 and 1: left blank",
    "jump": "A jump of more than half from the year before",
    "person_in_text": "Name, number or address where none belongs: kept without",
    "date_not_read": "Date that could not be read",
}
# A batch counts while any of it stands; one whose every row was set aside covers nothing and stands for itself.
LIVE = """
select * from store.batch b where undone_at is null
  and (batch in (select batch from store.standing) or (accepted = 0 and row_count > 0
       and not exists (select 1 from store.batch n where n.file = b.file and n.batch > b.batch)))
  and (origin = 'upload' or not exists (select 1 from store.batch where undone_at is null and origin = 'upload'))"""


def faults(cursor, year: str | None = None) -> pd.DataFrame:
    """A row for each file, kind ("set aside", "warning") and reason: batch, file, title, districts, years, kind, code,
    reason, rows, waits (True where a figure is short of the rows until they are corrected).
    """
    sql = f"""select b.batch, b.file, b.dataset, b.set_aside, b.warnings, list(distinct c.district order by c.district),
                     list(distinct c.year order by c.year)
              from ({LIVE}) b left join store.claim c using (batch) group by all order by b.batch"""
    rows = []
    for batch, file, dataset, aside, warned, districts, years in cursor.execute(sql).fetchall():
        years = [held for held in years if held]
        if year and years and year not in years:
            continue
        where = _where([held for held in districts if held])
        base = {"batch": batch, "file": file, "title": TITLES[dataset], "districts": where, "years": ", ".join(years)}
        for kind, counts in (("set aside", aside), ("warning", warned)):
            for code, count in json.loads(counts).items():
                waits = kind == "set aside" and code not in RIGHTLY
                rows.append(base | {"kind": kind, "code": code, "reason": reason(code), "rows": count, "waits": waits})
    columns = ["batch", "file", "title", "districts", "years", "kind", "code", "reason", "rows", "waits"]
    return pd.DataFrame(rows, columns=columns)


def _where(districts: list[str]) -> str:
    return f"{len(districts)} districts" if len(districts) > 2 else " and ".join(districts) or "not known"


def reason(code: str) -> str:
    """A reason code in words."""
    return REASONS.get(code, code.replace("_", " ").capitalize())


def unrecognised(cursor) -> pd.DataFrame:
    """Values and columns of standing files that were not recognised: title, column, value (None: the column itself),
    rows, files. The commonest first.
    """
    rows = [
        (TITLES[dataset], found["column"], found["value"], found["rows"], file)
        for dataset, file, held in cursor.execute(f"select dataset, file, unmatched from ({LIVE})").fetchall()
        for found in json.loads(held)
    ]
    frame = pd.DataFrame(rows, columns=["title", "column", "value", "rows", "file"])
    keys = ["title", "column", "value"]
    grouped = frame.groupby(keys, dropna=False, sort=False).agg(rows=("rows", "sum"), files=("file", "nunique"))
    return grouped.reset_index().sort_values("rows", ascending=False, ignore_index=True)
