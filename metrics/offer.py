"""What is offered where: level of support by area of need in each district, and which offers a district has at all."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from metrics.count import Question, _where
from metrics.statistics import dissimilarity, dissimilarity_from_rest

LEVELS = {1: "Advice and information", 2: "Training and group support", 3: "Specialist support"}


@dataclass(frozen=True)
class Offer:
    """The offer of one year.

    matrix: area, need (area of need), level, requests. mix: area, requests, index (0 the same mix as the rest of
    Kent, 1
    nothing shared), chance_95 (what chance alone reaches one time in twenty), p_value. between: districts by districts.
    """

    matrix: pd.DataFrame
    mix: pd.DataFrame
    between: pd.DataFrame


def offer(warehouse, year: str, *, filters: dict | None = None) -> Offer:
    """Level by area of need for every district with a LIFT return, and how unlike the rest of Kent its mix is."""
    where, values = _where("lift_request", frozenset(), Question(filters=_rest(filters)))
    rows = warehouse.counting().execute(
        f"""select district, coalesce(area_of_need, 'Not recorded'), level, count(*) from lift_request {where}
            and year = ? and level is not null and district is not null group by all order by all""",
        [*values, year],
    )
    matrix = pd.DataFrame(rows.fetchall(), columns=["area", "need", "level", "requests"])
    districts, needs = sorted(matrix["area"].unique()), sorted(matrix["need"].unique())
    table = matrix.set_index(["area", "need", "level"])["requests"]
    every = pd.MultiIndex.from_product([districts, needs, list(LEVELS)], names=["area", "need", "level"])
    table = table.reindex(every, fill_value=0)
    counts = (
        table.to_numpy(dtype=float).reshape(len(districts), len(needs), len(LEVELS))
        if districts
        else np.zeros((0, 0, 3))
    )
    return Offer(table.reset_index(name="requests"), _mix(districts, counts), _between(districts, counts))


def _rest(filters: dict | None) -> dict:
    return {name: value for name, value in (filters or {}).items() if name != "district" and value is not None}


def _mix(districts: list[str], counts: np.ndarray) -> pd.DataFrame:
    columns = ["area", "requests", "index", "chance_95", "p_value"]
    if len(districts) < 2:
        return pd.DataFrame(columns=columns)
    found = dissimilarity_from_rest(counts)
    totals = counts.reshape(len(districts), -1).sum(axis=1)
    return pd.DataFrame(
        dict(zip(columns, (districts, totals, found.index, found.chance_95, found.p_value), strict=True))
    )


def _between(districts: list[str], counts: np.ndarray) -> pd.DataFrame:
    return pd.DataFrame(dissimilarity(counts) if len(districts) > 1 else None, index=districts, columns=districts)


def offers_held(warehouse, year: str, *, filters: dict | None = None) -> pd.DataFrame:
    """Which offer exists in which district at all: offer, title, level, area, requests (0 where a return shows none).

    A district is asked of where any request of the year is within the filters.
    """
    where, values = _where("lift_request", frozenset(), Question(filters=_rest(filters)))
    rows = warehouse.counting().execute(
        f"""with held as (select district, outcomes from lift_request {where} and year = ? and district is not null),
                 given as (select district, unnest(string_split(outcomes, ';')) as code from held)
            select o.code, o.title, o.level, a.district, count(g.code)
            from lift_outcome o cross join (select distinct district from held) a
            left join given g on g.code = o.code and g.district = a.district
            where o.level is not null group by all order by o.level, o.code, a.district""",
        [*values, year],
    )
    return pd.DataFrame(rows.fetchall(), columns=["offer", "title", "level", "area", "requests"])
