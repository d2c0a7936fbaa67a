"""Reference data: the CSV and TOML files in data/reference that a person edits, and their tables.

Districts, terms, needs, LIFT outcomes, outcome statements and the spellings by which columns and
values of the returns are known. Everything is read as text first, so that nothing is mistaken for a null.
"""

from __future__ import annotations

import csv
import datetime as dt
import functools
import hashlib
import tomllib
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "data" / "reference"
TABLES = """
create or replace table district (district varchar primary key, gss_code varchar, former_name varchar, area varchar,
    tile_row integer, tile_column integer, imd_2019_score double, imd_2025_score double, sla_school varchar);
create or replace table term (year varchar, term integer, starts date, ends date, primary key (year, term));
create or replace table need (code varchar primary key, title varchar, area_of_need varchar, area_title varchar);
create or replace table lift_outcome (code varchar primary key, title varchar, level integer);
create or replace table outcome_statement (id varchar primary key, statement varchar, status varchar, workstream_b
varchar); create or replace table workstream_outcome (id varchar primary key, statement varchar);
create or replace macro academic_year(d) as case when month(d) >= 9
    then year(d) || '/' || right((year(d) + 1)::varchar, 2) else (year(d) - 1) || '/' || right(year(d)::varchar, 2) end;
"""


@functools.cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of one reference file as text. Raises ValueError naming file and line where a row is ragged."""
    path = FOLDER / name
    with path.open(newline="", encoding="utf-8-sig") as handle:
        reader = csv.DictReader(handle)
        found = []
        for row in reader:
            if None in row or None in row.values():
                raise ValueError(
                    f"{path.name}, line {reader.line_num}: the row has more or fewer columns than the header"
                )
            if any(value.strip() for value in row.values()):
                found.append({key: value.strip() for key, value in row.items()})
    return tuple(found)


@functools.cache
def outcomes() -> dict:
    """The outcomes framework and Workstream B as their TOML file says them."""
    return tomllib.loads((FOLDER / "outcomes.toml").read_text(encoding="utf-8"))


@functools.cache
def districts() -> tuple[str, ...]:
    """The districts, in the order of the file."""
    return tuple(row["district"] for row in rows("districts.csv"))


@functools.cache
def terms() -> tuple[tuple[str, int, dt.date, dt.date], ...]:
    """(year, term, starts, ends), in order of time."""
    found = [
        (r["academic_year"], int(r["term"]), dt.date.fromisoformat(r["start"]), dt.date.fromisoformat(r["end"]))
        for r in rows("terms.csv")
    ]
    return tuple(sorted(found, key=lambda term: term[2]))


def academic_year(day: dt.date) -> str:
    """The academic year of a day, 1 September to 31 August, written 2018/19."""
    start = day.year if day.month >= 9 else day.year - 1
    return f"{start}/{(start + 1) % 100:02d}"


@functools.lru_cache(maxsize=4096)
def term_of(day: dt.date) -> int | None:
    """The term of a day: between terms the one before, before the first term of a year term 1; None without dates."""
    year = academic_year(day)
    held = [(term, starts) for y, term, starts, _ in terms() if y == year]
    begun = [term for term, starts in held if starts <= day]
    return begun[-1] if begun else (1 if held else None)


def stamp(*texts: str) -> str:
    """A hash of the texts given and of every reference file: what says whether the tables are up to date."""
    digest = hashlib.sha256("".join(texts).encode() + TABLES.encode())
    for path in sorted(FOLDER.iterdir()):
        if path.suffix in (".csv", ".toml"):
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def store(connection) -> None:
    """Write the reference tables afresh into the warehouse."""
    connection.execute(TABLES)
    number = lambda text: float(text) if text else None  # noqa: E731 - blank is unknown, not 0
    district = [
        (r["district"], r["gss_code"], r["former_name"], r["area"], int(r["tile_row"]), int(r["tile_column"]),
         number(r["imd_2019_score"]), number(r["imd_2025_score"]), r["sla_school"] or None)
        for r in rows("districts.csv")
    ]  # fmt: skip
    connection.executemany("insert into district values (?, ?, ?, ?, ?, ?, ?, ?, ?)", district)
    connection.executemany("insert into term values (?, ?, ?, ?)", list(terms()))
    need = [(r["code"], r["title"], r["area_of_need"] or None, r["area_title"] or None) for r in rows("needs.csv")]
    connection.executemany("insert into need values (?, ?, ?, ?)", need)
    outcome = [(r["code"], r["title"], int(r["level"]) if r["level"] else None) for r in rows("lift_outcomes.csv")]
    connection.executemany("insert into lift_outcome values (?, ?, ?)", outcome)
    _store_framework(connection)


def _store_framework(connection) -> None:
    framework = outcomes()
    statements = [(s["id"], s["statement"], s["status"], s["workstream_b"]) for s in framework["statement"]]
    connection.executemany("insert into outcome_statement values (?, ?, ?, ?)", statements)
    workstream = [(w["id"], w["statement"]) for w in framework["workstream_b"]]
    connection.executemany("insert into workstream_outcome values (?, ?)", workstream)
