"""Counting, in SQL: one query a source for all indicators that read it, for districts and for Kent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from metrics.definition import SOURCES, Definition

PUPIL = ("phase", "need", "area_of_need", "level", "sen_status", "sex", "disadvantaged", "in_care", "eal", "term")
HELD = {
    "lift_request": PUPIL,
    "lift_meeting": ("term",),
    "survey_response": ("phase", "term"),
    "voice_pair": ("phase", "term"),
    "training_event": ("term",),
    "team_year": (),
    "countywide_case": ("phase", "term"),
    "context_year": ("phase",),
    "closed_case": PUPIL,
}
# A rate may be split by what was asked for or agreed and still be out of all pupils; not by who the pupils are.
SPLITS_OF_ALL = ("need", "area_of_need", "level", "term")
DIMENSIONS = PUPIL


@dataclass(frozen=True)
class Question:
    """What is asked: split by district or area and further dimensions, within filters and terms."""

    by: tuple[str, ...] = ("district",)
    filters: dict[str, object] = field(default_factory=dict)
    terms: tuple[int, ...] | None = None

    @property
    def place(self) -> str | None:
        """district, area, or None for Kent alone."""
        return next((name for name in self.by if name in ("district", "area")), None)

    @property
    def dimensions(self) -> tuple[str, ...]:
        """The dimensions besides the place."""
        return tuple(name for name in self.by if name not in ("district", "area"))

    def asked_of(self, source: str) -> set[str]:
        """Every dimension that a source must hold to answer."""
        return set(self.dimensions) | set(self.filters) | ({"term"} if self.terms else set())


def unanswerable(it: Definition, question: Question) -> str | None:
    """Why an indicator cannot be split or filtered as asked; None where it can."""
    asked = question.asked_of(it.source)
    if lacking := sorted(asked - set(HELD[it.source])):
        return f"Its source does not hold {' or '.join(words(name) for name in lacking)}."
    if it.complement and "term" in asked:
        return "It looks back over three terms, so one term has none of its own."
    other = it.denominator_source or it.source
    if lacking := sorted(asked - set(HELD[other]) - set(SPLITS_OF_ALL)):
        return f"Its denominator is not held by {' or '.join(words(name) for name in lacking)}."
    return None


def words(name: str) -> str:
    """What a dimension is called in a sentence."""
    return {"in_care": "children in care", "eal": "English as an additional language", "sen_status": "SEN status",
            "area_of_need": "area of need"}.get(name, name)  # fmt: skip


def count(cursor, its: Iterable[Definition], question: Question, uncovered: dict[str, frozenset]) -> dict:
    """Count every indicator as asked.

    uncovered: indicator id -> the (district, year) that one of its returns lacks, left out on both sides. Gives
    (id, part) -> {(year, area, *dimensions): value}; part is numerator, denominator, values, sum_xx and the like.
    """
    jobs: dict[tuple[str, frozenset], list[tuple[str, str, str]]] = {}
    for it in its:
        for source, part, sql in _parts(it):
            jobs.setdefault((source, uncovered[it.id]), []).append((it.id, part, sql))
    found: dict = {}
    for (source, left_out), parts in jobs.items():
        _ask(cursor, source, left_out, parts, question, found)
    return found


def _parts(it: Definition) -> list[tuple[str, str, str]]:
    """(source, part, SQL) of everything to be counted for an indicator."""
    parts = [(it.source, "numerator", it.numerator), (it.source, "values", it.values)]
    parts.append((it.denominator_source or it.source, "denominator", it.denominator))
    if it.interval == "wilson clustered":
        x, n, where = it.cluster_numerator, it.cluster_denominator, it.cluster_where
        sums = {"clusters": "count(*)", "sum_x": f"sum({x})", "sum_n": f"sum({n})", "sum_xx": f"sum({x} * {x})",
                "sum_xn": f"sum({x} * {n})", "sum_nn": f"sum({n} * {n})"}  # fmt: skip
        parts += [(it.source, part, f"{sql} filter (where {where})") for part, sql in sums.items()]
    if it.interval == "byar clustered":
        parts.append((it.source, "sum_xx", f"sum({it.event_size} * {it.event_size})"))
    return [(source, part, sql) for source, part, sql in parts if sql]


def _ask(cursor, source: str, left_out: frozenset, parts: list, question: Question, found: dict) -> None:
    held = HELD[source]
    dimensions = [name for name in question.dimensions if name in held]
    where, values = _where(source, left_out, question)
    columns = ", ".join(f"{sql} as c{i}" for i, (_, _, sql) in enumerate(parts))
    keys = "".join(f', "{name}"' for name in dimensions)
    place = {"district": "district", "area": "(select area from district d where d.district = s.district)"}.get(
        question.place
    )
    sets = f"((year, place{keys}), (year{keys}))" if place else f"((year{keys}))"
    total = "grouping(place) = 1" if place else "true"
    area = f"case when {total} then 'Kent' else place end" if place else "'Kent'"
    cursor.execute(
        f"""select year, {area} as area{keys}, {columns}
            from (select *, {place or "null"} as place from {source} s {where}) as counted
            group by grouping sets {sets} having {total} {"or place is not null" if place else ""}""",
        values,
    )
    slots = [found.setdefault((id_, part), {}) for id_, part, _ in parts]
    width = 2 + len(dimensions)
    spread = [dimensions.index(name) + 2 if name in dimensions else None for name in question.dimensions]
    for row in cursor.fetchall():
        key = (row[0], row[1], *("*" if at is None else row[at] for at in spread))
        for slot, value in zip(slots, row[width:], strict=True):
            slot[key] = value


def _where(source: str, left_out: frozenset, question: Question) -> tuple[str, list]:
    """The rows of a source that count: within the filters it holds, outside what another return of the indicator
    lacks.
    """
    clauses, values = ["year is not null"], []
    if SOURCES[source] == "staffing_funding":
        clauses.append(
            "district is distinct from 'Kent'"
        )  # countywide teams stand under Kent; no district's figure has them
    for name, value in question.filters.items():
        if name in HELD[source]:
            clauses.append(f'"{name}"::varchar = ?')
            values.append(str(value).lower() if isinstance(value, bool) else str(value))
    if question.terms and "term" in HELD[source]:
        clauses.append(f"term in ({', '.join('?' * len(question.terms))})")
        values += list(question.terms)
    for district, year in sorted(left_out):
        clauses.append("not (district is not distinct from ? and year = ?)")
        values += [district, year]
    return "where " + " and ".join(clauses), values
