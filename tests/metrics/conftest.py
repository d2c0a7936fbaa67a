"""Tiny warehouses: a few rows written out in the test, and the figures that they must give."""

from __future__ import annotations

import datetime as dt

import pyarrow as pa
import pytest

from warehouse import batches, open_warehouse


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.fixture
def warehouse(tmp_path):
    with open_warehouse(tmp_path / "tiny.duckdb") as opened:
        yield opened


@pytest.fixture
def fill(warehouse):
    """fill("lift_activity", [{...}, ...]): store rows as one batch; district and year are what it covers."""

    def fill(dataset: str, rows: list[dict]) -> int:
        rows = [{"district": "Thanet", "year": "2018/19", **row} for row in rows]
        scopes = [f"{row['district']}|{row['year']}" for row in rows]
        names = dict.fromkeys(name for row in rows for name in row)
        if dataset == "voice_survey":
            names.pop("year")
        columns = {name: [row.get(name) for row in rows] for name in names} | {"scope": scopes}
        table = pa.table(columns)
        claims = {
            s: {"scope": s, "district": r["district"], "year": r["year"]} for s, r in zip(scopes, rows, strict=True)
        }
        batch = batches.Batch(
            "tiny.csv", f"{dataset}{len(rows)}", dataset, "test", "upload", lines=len(rows), rows=len(rows),
            accepted=len(rows), set_aside={}, not_data=0, warnings={}, claims=list(claims.values()),
        )  # fmt: skip
        with batches.transaction(warehouse) as cursor:
            return batches.add(cursor, batch, table)

    return fill


@pytest.fixture
def request_row():
    """A LIFT request with agreed support that began 10 days after its meeting, but for what is said otherwise."""

    def row(ref: str, **said) -> dict:
        plain = {
            "request_ref": ref, "upn_hash": f"upn {ref}", "person_hash": f"person {ref}", "setting": "Thanet: elmstead",
            "meeting_date": day("2018-10-01"), "term": 1, "phase": "Primary", "sen_status": "SEN Support", "level": 3,
            "papers_received": day("2018-09-21"), "support_started": day("2018-10-11"), "closed": None, "need": "ASD",
            "area_of_need": "CI", "delivery": "Face to face", "disadvantaged": False, "outcomes": "specialist",
        }  # fmt: skip
        return plain | said

    return row


@pytest.fixture
def figure(warehouse):
    """figure("lift_requests", area="Thanet"): the one row of the results frame."""
    from metrics import results

    def figure(indicator: str, area: str = "Thanet", year: str = "2018/19", **asked):
        frame = results(warehouse, [indicator], years=[year], **asked)
        found = frame[frame["area"] == area]
        assert len(found) == 1, f"{len(found)} rows for {indicator} in {area}"
        return found.iloc[0]

    return figure
