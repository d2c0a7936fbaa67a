"""Answers remembered for a layout: taken along when a file is read, kept when one is loaded."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from loaders.answers import Answers, Remembered
from warehouse import Warehouse, mappings

if TYPE_CHECKING:
    from loaders.questions import About, Layout


def with_memory(warehouse: Warehouse, answers: Answers) -> Answers:
    """The answers with all that is remembered: which of it fits, the labels of the file will tell."""
    rows = mappings.kept(warehouse)
    return replace(
        answers, remembered={layout: _of_one(list(said)) for layout, said in groupby(rows, lambda row: row["layout"])}
    )


def _of_one(rows: list[dict]) -> Remembered:
    last = max(rows, key=lambda row: row["confirmed_at"])
    of = {kind: [row for row in rows if row["kind"] == kind] for kind in ("column", "value", "month_first")}
    return Remembered(
        last["who"] if last["who"] != "not given" else "someone who gave no name",
        last["confirmed_at"],
        {row["subject"]: row["meaning"] for row in of["column"]},
        {(row["list"], row["subject"]): row["meaning"] for row in of["value"]},
        frozenset(row["subject"] for row in of["month_first"]),
    )


def remember(cursor, about: About | None, file: str, who: str) -> None:
    """Keep what a person answered about each layout of a file that is being loaded; the caller commits."""
    for layout in about.layouts if about else ():
        mappings.keep(cursor, layout.layout, layout.dataset, _said(layout), file, who)


def _said(layout: Layout) -> list[tuple[str, str, str, str]]:
    said = [("column", "", key, column) for key, column in layout.columns.items()]
    said += [("value", listed, word, code) for (listed, word), code in layout.values.items()]
    said += [("month_first", "", name, "yes") for name in layout.month_first]
    return said + ([("dataset", "", "", layout.dataset)] if layout.dataset_said else [])


def reused_said(about: About | None) -> list[str]:
    """A sentence for each layout of which remembered answers were used."""
    return [one.sentence for one in (about.reused if about else ())]


def kept_back_said(about: About | None) -> list[str]:
    """A sentence where an answer is not remembered, because it may be somebody's name or number."""
    count = max((layout.kept_back for layout in (about.layouts if about else ())), default=0)
    many = "1 answer is" if count == 1 else f"{count:,} answers are"
    return [f"{many} not remembered: what was asked about may be a person's name, number or date."] if count else []
