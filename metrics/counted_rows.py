"""Counts laid out as rows: one for every indicator, year, area and part, with its counts or the reason why not."""

from __future__ import annotations

import pandas as pd

from metrics import access, count
from metrics.coverage import Coverage
from metrics.definition import Definition

KENT = "Kent"
SUMS = ("clusters", "sum_x", "sum_n", "sum_xx", "sum_xn", "sum_nn")
NOTHING = {"numerator": None, "denominator": None, "values": None, "sum_xx": None, **dict.fromkeys(SUMS)}
PARTS = ("numerator", "denominator", "values", "sum_xx", "agreed", *SUMS)


def rows_of(its: list[Definition], question: count.Question, covered: Coverage, counted: dict) -> pd.DataFrame:
    """A row for every indicator, year, area and part, with its counts or the reason why there are none."""
    areas = {"district": covered.districts, "area": tuple(sorted(set(covered.area_of.values())))}.get(
        question.place, ()
    )
    rows = []
    for it in its:
        why = count.unanswerable(it, question) or _not_split(it, question)
        found = {part: counted.get((it.id, part), {}) for part in PARTS}
        parts = [("*",) * len(question.dimensions)] if why else _parts_held(found, question)
        for year in covered.years:
            absent, lacking = covered.missing_note(it, year), len(covered.lacking(it, year))
            uneven = None if "term" in question.dimensions else covered.uneven(it, year, question.terms)
            gaps = covered.partial_note(it, year, KENT)  # without any, every term of every district is there
            for area in (*areas, KENT):
                missing = why or covered.missing_reason(it, year, area)
                missing = missing or (uneven if it.derived == "access_ratio" else None)
                part_of = covered.partial_note(it, year, area, question.terms)
                note = _note(absent if area == KENT else None, part_of)
                base = {"indicator": it.id, "year": year, "area": area, "unit": it.unit, "polarity": it.polarity,
                        "reason": missing, "symbol": "z" if why else "x" if missing else None, "note": note,
                        "districts": len(covered.districts) - lacking if area == KENT else None,
                        "uneven": bool(uneven), "partial": bool(uneven and part_of)}  # fmt: skip
                rows += [
                    base
                    | dict(zip(question.dimensions, part, strict=True))
                    | _counts(it, found, (year, area), part, missing)
                    | (_unsent(covered, it, year, area, _terms(part, question)) if gaps and not missing else {})
                    for part in parts
                ]
    # As objects: a blank beside whole numbers would turn all into fractions, and texts are read back one by one.
    names = [*rows[0]] if rows else ["indicator", "year", "area", *question.dimensions]
    frame = pd.DataFrame({name: pd.Series([row[name] for row in rows], dtype=object) for name in names})
    return frame


def _terms(part: tuple, question: count.Question) -> tuple | None:
    """The terms that a row is of; None is the whole year."""
    term = dict(zip(question.dimensions, part, strict=True)).get("term")
    return question.terms if term is None else (int(term),)


def _unsent(covered: Coverage, it: Definition, year: str, area: str, terms: tuple | None) -> dict:
    """Instead of the counts: why there are none of these terms. Nothing where the terms were sent."""
    why = covered.unsent(it, year, area, terms)
    return {**NOTHING, "reason": why, "symbol": "x"} if why else {}


def _note(*parts: str | None) -> str | None:
    return "; ".join(part for part in parts if part) or None


def _not_split(it: Definition, question: count.Question) -> str | None:
    """The access ratio is worked out within phase, and is not split by anything else."""
    return (
        "It is worked out within phase: choose a filter and not a split."
        if it.derived and question.dimensions
        else None
    )


def _parts_held(found: dict, question: count.Question) -> list[tuple]:
    """Every combination of the further dimensions that occurs, in order; blanks of a dimension last."""
    if not question.dimensions:
        return [()]
    source = found["numerator"] or found["values"] or found["denominator"]
    held = {key[2:] for part in (source, found["denominator"]) for key in part if "*" not in key[2:]}
    in_order = sorted(held, key=lambda part: [(value is None, str(value).rjust(4)) for value in part])
    return in_order or [(None,) * len(question.dimensions)]


def _counts(it: Definition, found: dict, place: tuple, part: tuple, missing: str | None) -> dict:
    """The counts of one cell. A group that a return has no row for is a known nought; a missing return is unknown."""
    if missing:
        return NOTHING
    if found["agreed"] and not found["agreed"].get(place, False):
        return NOTHING | {"reason": access.DEPENDS, "symbol": "z"}
    key, nought = (*place, *part), 0 if it.unit != "pounds" else None
    top = found["numerator"].get(key, nought)
    cell = {
        "values": found["values"].get(key),
        "sum_xx": found["sum_xx"].get(key, 0),
        **{name: found[name].get(key, 0) for name in SUMS},
    }
    bottom = _denominator(found["denominator"], place, part) if it.denominator else None
    if it.complement:
        top = None if bottom is None or top is None or top > bottom else bottom - top
    return {"numerator": None if it.values else top, "denominator": bottom, **cell}


def _denominator(counts: dict, place: tuple, part: tuple) -> float | None:
    """The denominator of a cell; one that its source does not split stands for all parts ("*")."""
    some = next(iter(counts), None)  # a dimension is held by its source or not, for every key alike
    if some is None:
        return 0
    part = tuple("*" if star == "*" else value for star, value in zip(some[2:], part, strict=True))
    return counts.get((*place, *part), 0)
