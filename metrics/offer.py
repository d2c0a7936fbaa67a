"""What is offered where: level of support by area of need in each district, and which offers a district has at all."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from metrics.count import Question, _where
from metrics.results import results
from metrics.statistics import dissimilarity, dissimilarity_from_rest

KENT, UNKNOWN = "Kent", "Not recorded"
MATRIX = ["area", "need", "level", "requests"]
MIX = ["area", "requests", "index", "chance_95", "p_value"]
LEVELS = {1: "Advice and information", 2: "Training and group support", 3: "Specialist support"}


@dataclass(frozen=True)
class Offer:
    """The offer of one year.

    matrix: area, need (area of need), level, requests (NaN where an audience may not see them), whole (requests of the
    area with a level); Kent's rows where they do not follow from the districts'. mix: area, requests, index (0 the
    same mix as the rest of Kent, 1 nothing shared), chance_95 (what chance alone reaches one time in twenty), p_value.
    between: districts by districts.
    """

    matrix: pd.DataFrame
    mix: pd.DataFrame
    between: pd.DataFrame


def offer(warehouse, year: str, *, filters: dict | None = None, audience: str = "internal") -> Offer:
    """Level by area of need for every district with a LIFT return, and how unlike the rest of Kent its mix is.

    Raises AudienceRefused.
    """
    if audience != "internal":
        return _published(warehouse, year, filters, audience)
    where, values = _where("lift_request", frozenset(), Question(filters=_rest(filters)))
    rows = warehouse.counting().execute(
        f"""select district, coalesce(area_of_need, '{UNKNOWN}'), level, count(*) from lift_request {where}
            and year = ? and level is not null and district is not null group by all order by all""",
        [*values, year],
    )
    matrix = pd.DataFrame(rows.fetchall(), columns=MATRIX)
    districts, needs = sorted(matrix["area"].unique()), sorted(matrix["need"].unique())
    table = matrix.set_index(["area", "need", "level"])["requests"]
    every = pd.MultiIndex.from_product([districts, needs, list(LEVELS)], names=["area", "need", "level"])
    table = table.reindex(every, fill_value=0)
    counts = (
        table.to_numpy(dtype=float).reshape(len(districts), len(needs), len(LEVELS))
        if districts
        else np.zeros((0, 0, 3))
    )
    matrix = table.reset_index(name="requests")
    matrix["whole"] = matrix.groupby("area")["requests"].transform("sum")
    return Offer(matrix, _mix(districts, counts), _between(districts, counts))


def _published(warehouse, year: str, filters: dict | None, audience: str) -> Offer:
    """The offer from the cells that an audience may see, and from nothing else."""
    asked = {"years": [year], "filters": filters, "audience": audience, "verdicts": False}
    by = ("district", "area_of_need", "level")
    frame = results(warehouse, ["lift_requests"], by=by, **asked)
    if frame.empty or "level" not in frame or frame["level"].isna().all():
        return Offer(pd.DataFrame(columns=[*MATRIX, "whole"]), pd.DataFrame(columns=MIX), pd.DataFrame())
    whole = results(warehouse, ["specialist_share"], **asked).set_index("area")["denominator"]
    held = frame[frame["level"].notna() & (frame["symbol"] != "x")]
    matrix = held.assign(need=held["area_of_need"].fillna(UNKNOWN), level=held["level"].astype(int),
                         requests=pd.to_numeric(held["numerator"]).astype(float))[MATRIX]  # fmt: skip
    matrix["whole"] = matrix["area"].map(whole).astype(float)
    made = [_published_mix(area, matrix) for area in sorted(set(matrix["area"]) - {KENT})]
    return Offer(matrix.reset_index(drop=True), pd.DataFrame(made, columns=MIX), pd.DataFrame())


def _published_mix(area: str, matrix: pd.DataFrame) -> tuple:
    """A district against the rest of Kent, what is hidden for either taken together as one: never more than the whole
    table would give.
    """
    own, kent = (matrix[matrix["area"] == name].set_index(["need", "level"]) for name in (area, KENT))
    both = own[["requests"]].join(kent["requests"].rename("kent"), how="inner").dropna()
    wholes = np.array([frame["whole"].iloc[0] if len(frame) else np.nan for frame in (own, kent)])
    if not np.isfinite(wholes).all():
        return area, np.nan, np.nan, np.nan, np.nan
    seen = both.to_numpy(dtype=float).T
    counts = np.column_stack([seen, wholes - seen.sum(axis=1)])
    found = dissimilarity_from_rest(np.vstack([counts[0], counts[1] - counts[0]]))
    return area, wholes[0], *(float(part[0]) for part in (found.index, found.chance_95, found.p_value))


def _rest(filters: dict | None) -> dict:
    return {name: value for name, value in (filters or {}).items() if name != "district" and value is not None}


def _mix(districts: list[str], counts: np.ndarray) -> pd.DataFrame:
    if len(districts) < 2:
        return pd.DataFrame(columns=MIX)
    found = dissimilarity_from_rest(counts)
    totals = counts.reshape(len(districts), -1).sum(axis=1)
    return pd.DataFrame(dict(zip(MIX, (districts, totals, found.index, found.chance_95, found.p_value), strict=True)))


def _between(districts: list[str], counts: np.ndarray) -> pd.DataFrame:
    return pd.DataFrame(dissimilarity(counts) if len(districts) > 1 else None, index=districts, columns=districts)


def offers_recorded(warehouse, year: str, *, audience: str) -> pd.DataFrame:
    """Which offer exists where, for an audience that may see no small count: `requests` is 1 (recorded), 0 or NaN.

    That an offer was recorded at all says that some request had its level or a higher one, and that none was says that
    no request ended at its level. Where the requests of every level are published for a district, that tells nothing
    new; elsewhere the district's column is NaN. Raises AudienceRefused.
    """
    levels = results(
        warehouse, ["lift_requests"], years=[year], by=("district", "level"), audience=audience, verdicts=False
    )
    levels = levels[levels["level"].notna()] if "level" in levels else levels.iloc[:0]
    told = levels.groupby("area")["numerator"].agg(lambda held: bool(held.notna().all())) if len(levels) else {}
    frame = offers_held(warehouse, year)
    known = [bool(told.get(area, False)) for area in frame["area"]]
    return frame.assign(requests=(frame["requests"] > 0).astype(float).where(known))


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
