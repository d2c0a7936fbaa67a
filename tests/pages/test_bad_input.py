"""Every page on warehouses that a careless page would break: one district, one year, all alike, noughts, nothing."""

from __future__ import annotations

import re

import pytest

from tests.browser.server import loaded, returns_in
from tests.pages.conftest import SAMPLE
from warehouse import batches, open_warehouse

PAGES = ("summary", "scorecard", "equity", "compare", "trends", "district", "outcomes", "quality")
TABS = ("Means and practice", "Where in Kent", "Level of support by need", "Three bases of need", "Gap in children",
        "Disadvantage", "Deprivation", "Mix of the offer", "Which offer where", "How unequal")  # fmt: skip
DISTRICTS = ("Dover", "Swale", "Thanet")
YEARS = ("2018/19", "2019/20")


def store(path, dataset: str, rows: list[dict]) -> None:
    """Rows put into a warehouse as one batch; district and year are what it covers."""
    import pyarrow as pa

    scopes = [f"{row['district']}|{row['year']}" for row in rows]
    names = list(dict.fromkeys(name for row in rows for name in row))
    table = pa.table({name: [row.get(name) for row in rows] for name in names} | {"scope": scopes})
    claims = {s: {"scope": s, "district": r["district"], "year": r["year"]} for s, r in zip(scopes, rows, strict=True)}
    batch = batches.Batch(
        f"{dataset}.csv", dataset, dataset, "test", "upload", lines=len(rows), rows=len(rows), accepted=len(rows),
        set_aside={}, not_data=0, warnings={}, claims=list(claims.values()),
    )  # fmt: skip
    with open_warehouse(path) as opened, batches.transaction(opened) as cursor:
        batches.add(cursor, batch, table)


def requests_of(district: str, year: str, many: int, level: int | None) -> list[dict]:
    """Requests alike: support agreed or not, begun after 10 days."""
    import datetime as dt

    met = dt.date(int(year[:4]), 10, 1)
    return [
        {"district": district, "year": year, "request_ref": f"{district}{year}{i}", "upn_hash": f"{district} {i}",
         "person_hash": f"{district} {i}", "setting": f"{district}: elm", "meeting_date": met, "term": 1,
         "phase": "Primary", "sen_status": "SEN Support", "level": level, "need": "ASD", "area_of_need": "CI",
         "papers_received": met - dt.timedelta(10), "support_started": met + dt.timedelta(10) if level else None,
         "outcomes": "specialist" if level else None, "disadvantaged": i % 2 == 0}
        for i in range(many)
    ]  # fmt: skip


@pytest.fixture(scope="session")
def one_district(folder):
    """Thanet's own returns and no others."""
    return loaded(folder / "one_district.duckdb", *(p for p in returns_in(SAMPLE) if "Thanet" in p.name))


@pytest.fixture(scope="session")
def alike(folder):
    """Three districts with the same counts in two years."""
    path = folder / "alike.duckdb"
    store(path, "lift_activity", [r for d in DISTRICTS for y in YEARS for r in requests_of(d, y, 20, 3)])
    store(path, "context", [_context(d, y, 200.0) for d in DISTRICTS for y in YEARS])
    return path


@pytest.fixture(scope="session")
def noughts(folder):
    """Three districts where nobody has had support agreed, and the context return says 0 pupils at SEN Support."""
    path = folder / "noughts.duckdb"
    store(path, "lift_activity", [r for d in DISTRICTS for y in YEARS for r in requests_of(d, y, 3, None)])
    store(path, "context", [_context(d, y, 0.0) for d in DISTRICTS for y in YEARS])
    return path


@pytest.fixture(scope="session")
def one_year(folder):
    """Two districts, one year, one term."""
    path = folder / "one_year.duckdb"
    store(path, "lift_activity", [r for d in DISTRICTS[:2] for r in requests_of(d, YEARS[0], 12, 3)])
    return path


def _context(district: str, year: str, sen_support: float) -> dict:
    return {"district": district, "year": year, "phase": "Primary", "pupils": sen_support * 10, "idaci": 0.2,
            "sen_support": sen_support, "settings": 5.0}  # fmt: skip


WAREHOUSES = ("one_district", "alike", "noughts", "one_year", "empty")


@pytest.fixture
def database(request):
    return request.getfixturevalue(request.param)


def read(test) -> str:
    """All that a page says, without tags and styles."""
    body = "\n".join(element.proto.body for element in test.get("html"))
    messages = [m.value for kind in (test.info, test.warning, test.error) for m in kind]
    return "\n".join([re.sub("<[^>]+>", " ", body), *messages])


def sound(test) -> None:
    """No exception, no error on the page, and no "nan"; a warning on the console is an error in the tests."""
    assert not test.exception, test.exception
    said = read(test)
    assert said.strip()
    assert not re.search(r"\b(nan|inf|NaT)\b|[:(] ?None\b", said)


@pytest.mark.parametrize("database", WAREHOUSES, indirect=True)
@pytest.mark.parametrize("page", PAGES)
def test_a_page_survives_or_says_why(look, database, page):
    for audience in ("Internal", "Board"):
        sound(look(database, page, audience=audience))


@pytest.mark.parametrize("database", ["one_district", "alike", "noughts", "one_year"], indirect=True)
def test_every_tab_of_equity_survives_or_says_why(look, database):
    for audience in ("Internal", "Board"):
        for tab in TABS:
            sound(look(database, "equity", audience=audience, look=tab))


@pytest.mark.parametrize("database", ["alike", "noughts", "one_year"], indirect=True)
@pytest.mark.parametrize("look_", ["By size: funnel", "In order: ranks"])
def test_funnels_and_ranks_survive_or_say_why(look, database, look_):
    sound(look(database, "compare", look=look_, indicator="Requests where support is agreed"))
