"""Context: one district, year and phase - the pupils and settings that rates are worked out on."""

from __future__ import annotations

import json
from typing import Annotated

from pydantic import create_model

from loaders.columns import Column
from loaders.datasets.base import Dataset, Return, Rows, scope_by_district_and_year
from warehouse import reference

NUMBERS = (
    "settings",
    "pupils",
    "sen_support",
    "ehcp_mainstream",
    "idaci",
    "ehcp_special",
    "ehcp_out_of_county",
    "ehc_requests",
)
JUMPS = NUMBERS[:4]
Number = Annotated[float | None, Column("number")]
Count = Annotated[float | None, Column("number", whole=True)]


class _Context(Return):
    """One district, year and phase."""

    academic_year: Annotated[str | None, Column("text")] = None
    district: Annotated[str | None, Column("district")] = None
    district_code: Annotated[str | None, Column("text")] = None
    phase: Annotated[str | None, Column("choice", "phase")] = None
    settings: Count = None
    pupils: Count = None
    sen_support: Count = None
    ehcp_mainstream: Count = None
    idaci: Number = None
    ehcp_special: Count = None
    ehcp_out_of_county: Count = None
    ehc_requests: Count = None


NEEDS = tuple(row["code"] for row in reference.rows("needs.csv"))
Context = create_model(
    "Context",
    __base__=_Context,
    __doc__=f"{_Context.__doc__[:-1]}, with the pupils at SEN Support by need.",
    **{f"sen_support_{need.lower()}": (Count, None) for need in NEEDS},
)


def check(rows: Rows) -> None:
    """Set aside districts that no one knows; warn where a number jumps by more than half from the year before."""
    rows.stored["district"] = rows.districts()
    for i, district in enumerate(rows.stored["district"]):
        if district is None:
            rows.set_aside(i, "district", "district", "No district of this name is known: correct the spelling.")
    rows.stored |= {name: rows.get(name) for name in ("phase", *NUMBERS)}
    rows.stored["year"] = list(rows.own_years)
    by_need = {need: rows.get(f"sen_support_{need.lower()}") for need in NEEDS}
    rows.stored["sen_support_by_need"] = [
        json.dumps(held)
        if (held := {need: values[i] for need, values in by_need.items() if values[i] is not None})
        else None
        for i in range(len(rows))
    ]
    _shares(rows)
    rows.warn_over("sen_support", "pupils")
    _jumps(rows)
    scope_by_district_and_year(rows)


def _shares(rows: Rows) -> None:
    """IDACI is the share of children in poor families; 15.2 beside 0.152 would count a hundredfold."""
    for i, share in enumerate(rows.stored["idaci"]):
        if share is not None and not 0 <= share <= 1:
            rows.stored["idaci"][i] = None
            rows.warn(i, "share_above_one", "idaci", "A share lies between 0 and 1: left blank. Write 15.2% as 0.152.")


def _jumps(rows: Rows) -> None:
    place = {
        key: i
        for i, key in enumerate(zip(rows.stored["district"], rows.stored["phase"], rows.stored["year"], strict=True))
    }
    for (district, phase, year), i in place.items():
        before = place.get((district, phase, _before(year)))
        for name in JUMPS if before is not None and district else ():
            now, then = rows.stored[name][i], rows.stored[name][before]
            if now is not None and then and abs(now - then) > then / 2:
                rows.warn(i, "jump", name, f"{then:g} the year before: a jump of more than half, check both.")


def _before(year: str | None) -> str | None:
    return f"{int(year[:4]) - 1}/{int(year[:4]) % 100:02d}" if year else None


DATASET = Dataset(
    name="context",
    title="District context",
    model=Context,
    required=(("district",), ("pupils",), ("sen_support",), ("settings",)),
    check=check,
    needs_district=False,
    year="own",
)
