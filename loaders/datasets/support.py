"""What each request is for and what was agreed: needs with their areas, outcomes with the level of support."""

from __future__ import annotations

import re

from loaders.datasets.base import Rows
from loaders.words import normalise, text_of, value_spellings
from warehouse import reference

JOINED = re.compile(r"\s*[/;,+\n]\s*")
KEPT_LENGTH = 60


def store_needs(rows: Rows) -> None:
    """Need and area of need; where only the area is recorded the need stays empty; what is unknown is kept as text."""
    cells = rows.cells.get("need")
    if cells is None:
        rows.stored["need"] = rows.stored["area_of_need"] = [None] * len(rows)
        return
    memo = {cell: _need(rows, text_of(cell)) for cell in set(cells)}
    rows.stored["need"] = [memo[cell][0] for cell in cells]
    rows.stored["area_of_need"] = [memo[cell][1] for cell in cells]
    told = {cell: found for cell, found in memo.items() if found[2]}
    for i, cell in enumerate(cells) if told else ():
        if cell in told:
            _warn_of_need(rows, i, *told[cell])


def _need(rows: Rows, text: str) -> tuple[str | None, str | None, str]:
    """(need, area of need, what to warn about: missing, unknown, legacy or nothing)."""
    area_of = {row["code"]: row["area_of_need"] or None for row in reference.rows("needs.csv")}
    word = normalise(text)
    if not word:
        return None, None, "missing"
    if code := value_spellings("need").get(word):
        return code, area_of[code], "legacy" if word in value_spellings("legacy") else ""
    if area := value_spellings("area_of_need").get(word):
        return None, area, ""
    return rows.withheld(text)[:KEPT_LENGTH], None, "unknown"


def _warn_of_need(rows: Rows, i: int, need: str | None, area: str | None, fault: str) -> None:
    if fault == "legacy":
        rows.warn(i, "legacy_code", "need", f"An old code, read as {need}.")
    elif fault == "missing":
        rows.warn(i, "need_not_recorded", "need", "No need is recorded: the request is counted, but under no need.")
    else:
        rows.unmatched["need", need] += 1
        rows.warn(
            i, "need_not_recorded", "need", "This need is not known: add the spelling to values.csv or correct it."
        )


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


def store_outcomes(rows: Rows) -> None:
    """The outcomes agreed and the highest level of support among them; what is not known is kept as text."""
    levels = {row["code"]: int(row["level"] or 0) for row in reference.rows("lift_outcomes.csv")}
    cells = rows.cells.get("outcome", [""] * len(rows))
    memo = {}
    for cell in set(cells):
        text = text_of(cell)
        codes = outcome_codes(text) if normalise(text) else []
        level = max((levels[code] for code in codes or ()), default=0) or None
        memo[cell] = (
            rows.withheld(text)[:KEPT_LENGTH] if codes is None else ";".join(dict.fromkeys(codes)) or None,
            level,
            codes,
        )
    rows.stored["outcomes"] = [memo[cell][0] for cell in cells]
    rows.stored["level"] = [memo[cell][1] for cell in cells]
    told = {cell for cell, found in memo.items() if not found[2]}
    message = "The outcome is missing or not known: the request has no level of support."
    for i, cell in enumerate(cells) if told else ():
        if cell in told:
            if memo[cell][2] is None:
                rows.unmatched["outcome", memo[cell][0]] += 1
            rows.warn(i, "outcome_unknown", "outcome", message)
