"""Staffing and funding: one team in one year."""

from __future__ import annotations

from typing import Annotated

from loaders.columns import Column
from loaders.datasets.base import Dataset, Return, Rows, scope_by_district_and_year
from loaders.place import in_thousands
from loaders.refusal import NotLoadable

FACTOR = 3  # spend this many times the budget, or this small a part of it, smells of pounds against thousands
POSTS = ("teacher_fte_funded", "teacher_fte_in_post", "support_fte")


class TeamYear(Return):
    """One team in one year."""

    team: Annotated[str | None, Column("choice", "team")] = None
    district: Annotated[str | None, Column("district")] = None
    academic_year: Annotated[str | None, Column("text")] = None
    budget: Annotated[float | None, Column("money")] = None
    spend: Annotated[float | None, Column("money")] = None
    teacher_fte_funded: Annotated[float | None, Column("number")] = None
    teacher_fte_in_post: Annotated[float | None, Column("number")] = None
    support_fte: Annotated[float | None, Column("number")] = None


def check(rows: Rows) -> None:
    """Set aside teams with neither budget nor spend; warn where the two are far apart."""
    _in_pounds(rows)
    for i, (budget, spend) in enumerate(zip(rows.get("budget"), rows.get("spend"), strict=True)):
        if budget is None and spend is None:
            rows.set_aside(i, "amount", "budget", "Neither a budget nor a spend is given: add one, in pounds.")
        elif budget and spend and not 1 / FACTOR <= spend / budget <= FACTOR:
            rows.warn(
                i, "spend_far_from_budget", "spend", "Spend is far from budget: is one of them in thousands of pounds?"
            )
    rows.stored |= {name: rows.get(name) for name in ("team", "budget", "spend", *POSTS)}
    rows.stored["district"] = [
        district if team not in ("sensory", "physical_disability") else "Kent"
        for district, team in zip(rows.districts(), rows.get("team"), strict=True)
    ]
    rows.stored["year"] = list(rows.own_years)
    rows.stored["period_type"] = ["financial year" if place.financial else "academic year" for place in rows.places]
    scope_by_district_and_year(rows)


def _in_pounds(rows: Rows) -> None:
    """Raise NotLoadable where a title or a label says that the figures are in thousands."""
    labels = [rows.labels[name] for name in ("budget", "spend") if name in rows.labels]
    if any(place.thousands for place in rows.distinct_places) or any(map(in_thousands, labels)):
        raise NotLoadable(
            "The title or a label says that figures are in thousands or millions, and this return is in pounds: write "
            "523000 (or 523k) for 523, and take these words out of the title and the labels.",
            DATASET.name,
        )


DATASET = Dataset(
    name="staffing_funding",
    title="Funding and staffing",
    model=TeamYear,
    required=(("team",), ("budget",), ("spend",)),
    check=check,
    year="own",
)
