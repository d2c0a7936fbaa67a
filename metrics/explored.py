"""An explored table as an indicator like any other: the same frame, with interval, comparison and both directions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import asdict, dataclass

import pandas as pd

from metrics import assess, wording
from metrics.definition import EXPLORED, Definition
from metrics.disclosure.counted import KENT
from metrics.disclosure.rules import PEOPLE
from metrics.family import mark
from metrics.rating import RATINGS

KINDS = {
    "share": ("percent", 100, "wilson"),
    "rate": ("rate", 1000, "poisson"),
    "each": ("per_setting", 1, "poisson"),
    "pounds": ("pounds", 1, "none"),
    "count": ("count", 1, "none"),
}
KEYS = ("indicator", "year", "area", "numerator", "denominator")
BOARD, INTERNAL = "board", "internal"
OURS = {"pupils": "pupils", "sen_support": "pupils at SEN Support", "settings": "schools and settings"}
WITHOUT_INTERVAL = ("posts", "money")
REASONS = {
    "c": "Suppressed in the file",
    "u": "Of low reliability, so the file gives no figure",
    "low": "The file says that it rounds to 0, and gives no figure",
    "z": "Not applicable, says the file",
    "x": "The file has no figure that can be used",
}
SUMS = ("values", "sum_xx", *assess.SUMS)
ONLY_WORKED_WITH = (*SUMS, "interval", "multiplier", "previous_row", "rest_values", "uneven", "partial")


@dataclass(frozen=True)
class Said:
    """What a person said of a table.

    kind: a key of KINDS. over: a key of OURS, or None where the denominator is a column of the file or there is none.
    numerator, denominator: the columns' labels. polarity: high, low or none. counts: as in Definition. column,
    base_column: which column of which file each is: the same count in two tables is one to disclosure control.
    """

    title: str
    kind: str
    numerator: str
    denominator: str | None = None
    over: str | None = None
    polarity: str = "none"
    counts: str = "pupils"
    column: str = ""
    base_column: str = ""

    def as_dict(self) -> dict:
        """What is stored of it."""
        return asdict(self)

    @property
    def statement(self) -> str:
        """What the indicator says, in a sentence."""
        base = OURS.get(self.over) or (f"“{self.denominator}”" if self.denominator else None)
        how = {
            "share": "as a share of",
            "rate": "for each 1,000 of",
            "each": "for each of",
            "pounds": "in pounds for each of",
        }
        return f"“{self.numerator}” {how[self.kind]} {base}." if base and self.kind in how else f"“{self.numerator}”."


class Explored(Definition):
    """The definition of an explored table, which lives in no file. Its numerator and denominator are names, not SQL."""

    source: str
    said: Said

    @property
    def datasets(self) -> tuple[str, ...]:
        """The table itself, and the district context return where its denominator is ours."""
        return (EXPLORED, "context") if self.said.over else (EXPLORED,)


def definition(said: Said, name: str = "explored", title: str | None = None) -> Explored:
    """The definition of an explored table. Without a file's columns (`said.column`) its counts are nobody else's."""
    unit, multiplier, interval = KINDS[said.kind]
    if said.counts in WITHOUT_INTERVAL:
        interval = "none"
    base = said.base_column or f"denominator of {name}"
    return Explored(
        id=name, title=title or said.title, statement=said.statement, said=said,
        why="Somebody asked it of a table that is none of the returns.", source=EXPLORED,
        numerator=said.column or f"numerator of {name}",
        denominator=None if said.kind == "count" else f"sum({said.over})" if said.over else base,
        denominator_source="context_year" if said.over else None, unit=unit, people=_people(said),
        multiplier=multiplier, polarity=said.polarity, counts=said.counts, interval=interval, minimum_base=10,
        outcomes=(), workstream_b=(), evidence="quantitative", period="academic year", owner="Whoever explored it",
        next_review=dt.date.today(), frameworks={},
        caveat="Its columns were chosen by a person; the file is not checked as a return is.",
    )  # fmt: skip


def _people(said: Said) -> tuple[str, ...]:
    """The parts whose small numbers are hidden from the board. Of a file's denominator it is not known what it counts,
    so it is taken for people, unless it is the whole of parts that are not.
    """
    top = ("numerator",) if said.counts in PEOPLE else ()
    if said.kind == "count" or (said.over and said.kind != "share"):
        return top
    return top if said.kind == "share" and not top else (*top, "denominator")


def internal_frame(
    cursor, tables: Iterable[tuple[Explored, list[dict]]], years: Iterable[str] = (), audience: str = INTERNAL
) -> pd.DataFrame:
    """The results frame of explored tables, all years: its own and `years`, for which it may hold nothing and says so.

    tables: (definition, cells), cells as `loaders.explore_tally` gives them. For the board the reasons tell no number
    and no cell of the file. Kent is rebuilt from the districts whose figure is known.
    """
    districts = [name for (name,) in cursor.execute("select district from district order by district").fetchall()]
    rows, its = [], {}
    for it, cells in tables:
        its[it.id] = it
        bases = _bases(cursor, it.said.over) if it.said.over else None
        held = {(cell["district"], cell["year"]): _based(it.said, cell, bases, audience) for cell in cells}
        own_years = sorted({year for _, year in held})
        for year in sorted({*own_years, *years}):
            absent = _absent(it, year, own_years)
            own = [_row(it, year, name, held.get((name, year)) or _unknown({}, absent(name))) for name in districts]
            rows += [*own, _kent(it, year, own, absent(KENT))]
    frame = assess.note_small_bases(assess.assess(pd.DataFrame(rows), its), its)
    unrated = dict.fromkeys(RATINGS) | {"baseline": False}
    for name, value in unrated.items():
        frame[name] = pd.Series([value] * len(frame), frame.index, dtype=bool if value is False else object)
    frame = frame.drop(columns=list(ONLY_WORKED_WITH))
    # Disclosure control takes every column before the counts for one that the counts are split by.
    frame = assess.blanks_as_none(frame[[*KEYS, *(name for name in frame if name not in KEYS)]])
    return mark(frame, ["indicator"])  # each table is a family of its own, whatever else is kept


def _absent(it: Explored, year: str, own: list[str]):
    """Why an area has no cell: its table is of other years, or lacks the area."""
    if year in own:
        return lambda area: f"{area} is not in the file for {year}."
    return lambda area: f"The table holds nothing for {year}; it is about {wording.listed(own)}."


def _bases(cursor, over: str) -> dict[tuple[str, str], float]:
    """Our denominator by district and year, summed over phases."""
    assert over in OURS, over
    sql = f"select district, year, sum({over}) from context_year where district is not null group by all"
    return {(district, year): base for district, year, base in cursor.execute(sql).fetchall()}


def _based(said: Said, cell: dict, bases: dict | None, audience: str) -> dict:
    """A cell with its denominator; one that lacks it, or is not sound as a share, is unknown and says why."""
    if cell["symbol"]:
        return cell | {"reason": _reason(cell, said, audience)}
    if bases is not None:
        cell = cell | {"denominator": bases.get((cell["district"], cell["year"]))}
        if cell["denominator"] is None:
            return _unknown(cell, f"No district context return for {cell['district']}, {cell['year']}.")
    if said.kind == "share" and cell["numerator"] > cell["denominator"]:
        told = f"{cell['numerator']:,.10g} is more than its denominator, {cell['denominator']:,.10g}."
        return _unknown(cell, told if audience == INTERNAL else f"{REASONS['x']}.")
    return cell | {"reason": None}


def _reason(cell: dict, said: Said, audience: str) -> str:
    """Why a figure is unknown; to the internal audience also between which numbers the file leaves it."""
    told = REASONS[cell["symbol"]]
    if audience != INTERNAL:
        return f"{told}."
    if cell.get("reason"):
        return cell["reason"]
    ends = [
        f"{what} is {cell[low]:,.10g} to {cell[high]:,.10g}"
        for what, low, high in ((said.numerator, "low", "high"), (said.denominator, "base_low", "base_high"))
        if cell.get(high) is not None and cell[high] > cell[low]
    ]
    return f"{told}: {' and '.join(ends)}." if ends else f"{told}."


def _unknown(cell: dict, reason: str) -> dict:
    return cell | {"numerator": None, "denominator": None, "symbol": "x", "reason": reason}


def _row(it: Definition, year: str, area: str, cell: dict) -> dict:
    base = {"indicator": it.id, "year": year, "area": area, "unit": it.unit, "polarity": it.polarity, "note": None}
    known = {name: cell[name] for name in ("numerator", "denominator", "symbol", "reason")}
    return base | {"districts": None} | known | dict.fromkeys(SUMS)


def _kent(it: Definition, year: str, own: list[dict], absent: str) -> dict:
    """Kent from numerators and denominators, never an average; districts without a figure are left out and named."""
    known = [row for row in own if row["numerator"] is not None]
    without = [row["area"] for row in own if row["numerator"] is None]
    top = sum(row["numerator"] for row in known) if known else None
    bottoms = [row["denominator"] for row in known]
    cell = {"numerator": top, "denominator": sum(bottoms) if known and None not in bottoms else None}
    whole = absent if absent.startswith("The table") else "No district has a figure."
    why = {"symbol": None, "reason": None} if known else {"symbol": "x", "reason": whole}
    note = f"without {wording.listed(without)}: no figure in the file" if known and without else None
    return _row(it, year, KENT, cell | why) | {"districts": len(known), "note": note}
