"""Gradients and means against practice: false discoveries controlled, slopes with their intervals, no cause claimed."""

from __future__ import annotations

import pandas as pd
import pytest

from metrics.definition import definitions
from metrics.findings import worded
from metrics.gradient import Deprivation, slope_over
from metrics.sections.gradients import deprivation, disadvantage
from metrics.sections.practice import means
from metrics.statistics import wilson
from tests.frames import DISTRICTS, row
from warehouse import reference


def both(area: str, one: tuple[int, int], other: tuple[int, int], p: float) -> dict:
    made = {"area": area, "p_value": p, "reason": None}
    for name, (x, n) in (("disadvantaged", one), ("others", other)):
        share, low, high = (100 * float(part) for part in wilson(x, n))
        made |= {name: share, f"{name}_lower": low, f"{name}_upper": high, f"{name}_numerator": x, f"{name}_base": n}
    return made | {"difference": made["disadvantaged"] - made["others"]}


def groups(p_of_dover: float) -> pd.DataFrame:
    rows = [both(name, (30, 50), (60, 100), 0.6) for name in DISTRICTS]
    rows[3] = both("Dover", (15, 50), (70, 100), p_of_dover)
    return pd.DataFrame([*rows, both("Kent", (300, 500), (650, 1000), 0.03)])


def test_a_difference_that_only_just_reaches_95_per_cent_is_no_finding_among_twelve():
    found = disadvantage(groups(0.03), "2020/21")
    assert found.title == "No difference by disadvantage beyond chance in any district"
    assert set(found.table.set_index("District")["Strength"].drop("Kent")) == {"could be chance"}
    assert found.table.set_index("District").loc["Kent", "Strength"] == "likely"


def test_a_difference_that_survives_at_95_per_cent_is_likely():
    found = disadvantage(groups(0.0035), "2020/21")
    assert found.title == "Dover: likely difference by disadvantage"
    assert "likely less often for them in Dover" in found.sentence


def test_a_clear_difference_names_the_district_and_its_direction():
    found = disadvantage(groups(0.0001), "2020/21")
    assert found.title == "Dover: clear difference by disadvantage"
    assert "clearly less often for them in Dover" in found.sentence
    assert found.sentence.startswith("In Kent support was agreed for 60% (56% to 64%)")
    assert found.table.set_index("District").loc["Dover", "Strength"] == "clear"


def test_without_the_column_there_is_a_reason():
    frame = pd.DataFrame(
        [{"area": "Dover", "difference": float("nan"), "p_value": float("nan"), "reason": "Not said."}]
    )
    assert disadvantage(frame, "2020/21").reason == "Not said."
    empty = pd.DataFrame(columns=["area", "disadvantaged", "others", "difference", "p_value", "reason"])
    assert "2020/21" in disadvantage(empty, "2020/21").reason


SCORES = {line["district"]: float(line["imd_2019_score"]) for line in reference.rows("districts.csv")}


def along(steep: float) -> tuple[Deprivation, pd.DataFrame]:
    """Rates that fall by `steep` for every point of deprivation."""
    rows = [
        row(name, 100 - steep * SCORES[name], 2000.0, unit="rate", indicator="access_rate_sen") for name in DISTRICTS
    ]
    for made in rows:
        made |= {"value": made["numerator"] / 2, "lower": made["numerator"] / 2 - 4, "upper": made["numerator"] / 2 + 4}
    rows.append(row("Kent", 900, 24000, unit="rate", indicator="access_rate_sen"))
    frame = worded(pd.DataFrame(rows), definitions())
    return slope_over(frame, SCORES), frame


def test_the_slope_is_said_with_its_interval_and_that_districts_are_no_quantiles():
    slope, frame = along(1.5)
    found = deprivation(slope, frame)
    assert found.title == "Clear: less support where deprivation is higher"
    assert "95% interval" in found.sentence
    assert "12 districts" in found.sentence
    assert "a clear slope" in found.sentence
    assert "not quantiles" in found.caveat


def test_districts_run_from_the_most_deprived_and_the_line_ends_the_slope_apart():
    slope, frame = along(1.5)
    drawn = deprivation(slope, frame).drawn
    assert drawn["area"].iloc[0] == max(SCORES, key=SCORES.get)
    assert drawn["rank"].is_monotonic_increasing
    rise = (drawn["line"].iloc[-1] - drawn["line"].iloc[0]) / (drawn["rank"].iloc[-1] - drawn["rank"].iloc[0])
    assert rise == pytest.approx(slope.sii)


def test_a_flat_slope_could_be_chance():
    slope, frame = along(0.01)
    found = deprivation(slope, frame)
    assert found.title == "A slope along deprivation could be chance"
    assert "could be chance" in found.sentence


def test_nobody_supported_anywhere_is_a_flat_line_at_nought():
    _, frame = along(1.5)
    nought = frame.assign(numerator=0.0, value=0.0)
    found = deprivation(Deprivation(0.0, -1.0, 1.0, float("nan"), "note"), nought)
    assert found.drawn["line"].eq(0).all()
    assert "relative index not known" in found.caveat


def test_a_refused_slope_gives_its_reason():
    assert deprivation(Deprivation(reason="Too few districts."), pd.DataFrame()).reason == "Too few districts."


def test_means_beside_practice_counts_both_and_claims_no_cause():
    teachers, access = "teacher_fte_per_1000_sen", "access_rate_sen"
    rows = []
    for area, fte, rate in (("Dover", 1.5, 20), ("Swale", 3.0, 20), ("Thanet", 3.0, 50), ("Kent", 2.0, 30)):
        rows.append(row(area, fte, 1, indicator=teachers, unit="fte") | {"value": fte})
        rows.append(row(area, rate, 1, indicator=access, unit="rate") | {"value": float(rate)})
    found = means(worded(pd.DataFrame(rows), definitions()), teachers, access)
    assert found.title == "1 of 2 low districts have Kent's means or more"
    assert "Dover also has fewer teachers" in found.sentence
    assert "Swale has as many or more" in found.sentence
    assert "association" in found.caveat
    assert "because" not in found.sentence


def test_means_without_the_staffing_return_are_refused():
    frame = worded(pd.DataFrame([row("Kent", 1, 2, indicator="access_rate_sen")]), definitions())
    assert means(frame, "teacher_fte_per_1000_sen", "access_rate_sen").reason.endswith(".")
