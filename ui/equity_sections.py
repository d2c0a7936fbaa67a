"""The sections on equity against need, each whole: a page draws one in a line. results: worded rows of the year."""

from __future__ import annotations

import pandas as pd

from charts import bases as bases_chart
from charts import gradient, grid
from charts.gap import gap
from charts.lorenz import lorenz
from metrics import definitions
from metrics.sections import practice
from ui import html
from ui.fetch import of
from ui.filters import Choice
from ui.section import draw
from ui.section_reads import deprivation as deprivation_of
from ui.section_reads import section, unequal_section
from ui.show import colours

ACCESS, TEACHERS, WAIT = "access_rate_sen", "teacher_fte_per_1000_sen", "started_within_30_days"
MEANS = (TEACHERS, "funding_per_sen_pupil", ACCESS, WAIT, "median_wait_days", "cost_per_pupil")


def bases(choice: Choice) -> None:
    """Does the offer follow need on three bases side by side, with what each assumes."""
    found = section("bases", choice)
    draw(found, choice, "bases", lambda: bases_chart.bases(found.drawn, colours(), choice.district))


def children(choice: Choice) -> None:
    """The gap in children, then teacher days, then pounds."""
    found = section("children", choice)
    draw(found, choice, "children", lambda: gap(found.drawn, colours(), choice.district), lines=False)


def children_of(choice: Choice, area: str) -> None:
    """The gap in children of one district, as a sentence."""
    found = section("children", choice)
    lines = [line for line in found.lines if line.startswith(f"{area}:")]
    html.write("div", lines[0] if lines else found.reason or f"{area}: not available.")


def means(results: pd.DataFrame, choice: Choice) -> None:
    """Teachers for need beside pupils supported for need."""
    held_rows = results[results["indicator"].isin(MEANS)]
    found = practice.means(held_rows, TEACHERS, ACCESS)
    its = definitions()
    draw(
        found,
        choice,
        "means",
        lambda: gradient.against(found.drawn, its[TEACHERS].title, its[ACCESS].title, colours(), choice.district),
    )


def disadvantage(choice: Choice) -> None:
    """Support agreed for disadvantaged pupils and for others."""
    found = section("disadvantage", choice)
    draw(
        found, choice, "disadvantage", lambda: gradient.disadvantage(found.drawn, "percent", colours(), choice.district)
    )


def deprivation(results: pd.DataFrame, choice: Choice) -> None:
    """Support agreed along the deprivation of districts, with the slope index."""
    found = deprivation_of(of(results, ACCESS), choice)
    draw(found, choice, "deprivation", lambda: gradient.along(found.drawn, colours(), choice.district))


def mix(choice: Choice) -> None:
    """Level of support by area of need in each district, and its dissimilarity beside what chance gives."""
    found = section("mix", choice)
    lines = list(dict.fromkeys(found.drawn["line"])) if len(found.drawn) else []
    draw(found, choice, "mix", lambda: grid.heat(found.drawn, lines, "line", colours()), wide=True)


def held(choice: Choice) -> None:
    """Which offer exists in which district at all: the table itself, for it is the finding."""
    found = section("held", choice)
    draw(found, choice, "held")


def unequal(results: pd.DataFrame, choice: Choice, indicator: str = ACCESS) -> None:
    """Gap, gap by chance, spread beyond chance, Gini with its ceiling, and the Lorenz curve of one indicator."""
    found = unequal_section(of(results, indicator))
    need, offered = (
        ("pupils at SEN Support", "pupils with support agreed") if indicator == ACCESS else ("bases", "counts")
    )
    draw(
        found, choice, "unequal", (lambda: lorenz(found.drawn, need, offered, colours())) if len(found.drawn) else None
    )
