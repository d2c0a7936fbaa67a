"""An explored table as an indicator like any other: the same frame, with interval, comparison and both directions."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass

import pandas as pd

from metrics import assess
from metrics.definition import Definition
from metrics.results import KENT, AudienceRefused

KINDS = {
    "share": ("percent", 100, "wilson"),
    "rate": ("rate", 1000, "poisson"),
    "each": ("per_setting", 1, "poisson"),
    "pounds": ("pounds", 1, "none"),
    "count": ("count", 1, "none"),
}
OURS = {"pupils": "pupils", "sen_support": "pupils at SEN Support", "settings": "schools and settings"}
WITHOUT_INTERVAL = ("posts", "money")
REASONS = {
    "c": "Suppressed in the file.",
    "u": "Of low reliability, so the file gives no figure.",
    "low": "The file says that it rounds to 0, and gives no figure.",
    "z": "Not applicable, says the file.",
    "x": "The file has no figure that can be used.",
}
SUMS = ("values", "sum_xx", *assess.SUMS)
ONLY_WORKED_WITH = (*SUMS, "interval", "multiplier", "previous_row", "rest_values")


@dataclass(frozen=True)
class Said:
    """What a person said of a table.

    kind: a key of KINDS. over: a key of OURS, or None where the denominator is a column of the file or there is none.
    numerator, denominator: the columns' labels. polarity: high, low or none. counts: as in Definition.
    """

    title: str
    kind: str
    numerator: str
    denominator: str | None = None
    over: str | None = None
    polarity: str = "none"
    counts: str = "pupils"

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


def definition(said: Said, name: str = "explored") -> Definition:
    """The definition of an explored table, which lives in no file."""
    unit, multiplier, interval = KINDS[said.kind]
    if said.counts in WITHOUT_INTERVAL:
        interval = "none"
    return Definition(
        id=name, title=said.title, statement=said.statement, why="Asked of a table that is none of the returns.",
        source="context_year", numerator="sum(numerator)", denominator="sum(denominator)", unit=unit,
        multiplier=multiplier, polarity=said.polarity, counts=said.counts, interval=interval, minimum_base=10,
        outcomes=(), workstream_b=(), evidence="quantitative", period="academic year", owner="Whoever explored it",
        next_review=dt.date.today(), frameworks={},
        caveat="Its columns were chosen by a person; the file is not checked as a return is.",
    )  # fmt: skip


def explored(warehouse, said: Said, cells: list[dict], audience: str = "internal") -> pd.DataFrame:
    """The results frame of an explored table, Kent rebuilt from the districts whose figure is known.

    cells: district, year, numerator, denominator, symbol and, where there is one, reason. Raises AudienceRefused.
    """
    if audience != "internal":
        raise AudienceRefused(
            "A table that somebody explored is no part of the board's release, which alone is protected against small "
            "numbers. Use the internal view, and do not publish it."
        )
    it, cursor = definition(said), warehouse.cursor()
    districts = [name for (name,) in cursor.execute("select district from district order by district").fetchall()]
    bases = _bases(cursor, said.over) if said.over else None
    held = {(cell["district"], cell["year"]): _based(said, cell, bases) for cell in cells}
    rows = []
    for year in sorted({year for _, year in held}):
        own = [_row(it, year, district, held.get((district, year))) for district in districts]
        rows += [*own, _kent(it, year, own)]
    frame = assess.assess(pd.DataFrame(rows), {it.id: it})
    for name, value in {
        "rating": None,
        "target": None,
        "floor": None,
        "target_status": None,
        "baseline": False,
    }.items():
        frame[name] = value
    return assess.with_findings(frame.drop(columns=list(ONLY_WORKED_WITH)))


def _bases(cursor, over: str) -> dict[tuple[str, str], float]:
    """Our denominator by district and year, summed over phases."""
    assert over in OURS, over
    sql = f"select district, year, sum({over}) from context_year where district is not null group by all"
    return {(district, year): base for district, year, base in cursor.execute(sql).fetchall()}


def _based(said: Said, cell: dict, bases: dict | None) -> dict:
    """A cell with its denominator; one that lacks it, or is not sound as a share, is unknown and says why."""
    if cell["symbol"]:
        return cell | {"reason": cell.get("reason") or REASONS[cell["symbol"]]}
    if bases is not None:
        cell = cell | {"denominator": bases.get((cell["district"], cell["year"]))}
        if cell["denominator"] is None:
            return _unknown(cell, f"No district context return for {cell['district']}, {cell['year']}.")
    if said.kind == "share" and cell["numerator"] > cell["denominator"]:
        return _unknown(cell, f"{cell['numerator']:,.10g} is more than its denominator, {cell['denominator']:,.10g}.")
    return cell | {"reason": None}


def _unknown(cell: dict, reason: str) -> dict:
    return cell | {"numerator": None, "denominator": None, "symbol": "x", "reason": reason}


def _row(it: Definition, year: str, area: str, cell: dict | None) -> dict:
    cell = cell or {
        "numerator": None,
        "denominator": None,
        "symbol": "x",
        "reason": f"{area} is not in the file for {year}.",
    }
    base = {"indicator": it.id, "year": year, "area": area, "unit": it.unit, "polarity": it.polarity, "note": None}
    known = {name: cell[name] for name in ("numerator", "denominator", "symbol", "reason")}
    return base | {"districts": None} | known | dict.fromkeys(SUMS)


def _kent(it: Definition, year: str, own: list[dict]) -> dict:
    """Kent from numerators and denominators, never an average; districts without a figure are left out and named."""
    known = [row for row in own if row["numerator"] is not None]
    absent = [row["area"] for row in own if row["numerator"] is None]
    top = sum(row["numerator"] for row in known) if known else None
    bottoms = [row["denominator"] for row in known]
    cell = {"numerator": top, "denominator": sum(bottoms) if known and None not in bottoms else None}
    why = {"symbol": None, "reason": None} if known else {"symbol": "x", "reason": "No district has a figure."}
    note = f"without {_join(absent)}: no figure in the file" if known and absent else None
    return _row(it, year, KENT, cell | why) | {"districts": len(known), "note": note}


def _join(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
