"""The family of false-discovery control hangs on the figure: its year and its pupils, and not on what else is asked."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from metrics import results
from metrics.family import could_be_found, limits_of, mark
from metrics.statistics import benjamini_hochberg

DISTRICTS = {"Thanet": 0.3, "Dover": 0.5, "Swale": 0.55, "Ashford": 0.6}


@pytest.fixture
def requests(fill, request_row):
    """Two years of four districts; Thanet agrees to fewer requests, the others differ by what chance may give."""
    for year, began in (("2018/19", 2018), ("2019/20", 2019)):
        rows = []
        for district, agreed in DISTRICTS.items():
            for i in range(60):
                said = {"district": district, "year": year, "level": 3 if i < 60 * agreed else 1, "need": "ASD" if i % 2
                        else "SEMH", "phase": "Primary" if i % 3 else "Secondary"}  # fmt: skip
                rows.append(request_row(f"{district} {began} {i}", **said))
        fill("lift_activity", rows)


def found(frame: pd.DataFrame, *by: str) -> dict:
    keys = ["indicator", "year", "area", *by]
    return {tuple(row[name] for name in keys): row["finding"] for row in frame.to_dict("records")}


ASKED = [{"ids": ["allocated_share"]}, {"years": ["2018/19"]}, {"framework": "sla-2012"},
         {"ids": ["specialist_share", "allocated_share"], "years": ["2019/20"]}]  # fmt: skip


@pytest.mark.parametrize("asked", ASKED)
def test_a_verdict_is_the_same_whatever_else_is_asked_for(requests, warehouse, asked):
    every, some = found(results(warehouse)), found(results(warehouse, **asked))
    assert any(every.values())
    assert some == {key: every[key] for key in some}


def test_a_filter_and_the_split_by_it_give_one_verdict(requests, warehouse):
    split = found(results(warehouse, by=("district", "need")), "need")
    for need in ("ASD", "SEMH"):
        chosen = found(results(warehouse, ["allocated_share"], filters={"need": need}))
        assert chosen == {key: split[*key, need] for key in chosen}


def test_figures_alone_carry_no_verdict(requests, warehouse):
    frame = results(warehouse, ["allocated_share"], verdicts=False)
    assert not frame["finding"].any()
    assert frame["comparison"].isna().all()
    assert frame["value"].notna().any()


def test_each_year_is_a_family_of_its_own():
    """0.03 of two tests survives (two of two are under 5%); beside eighteen others that show nothing it does not."""
    p = [0.03, 0.04, 0.03, 0.04, *[0.5] * 18]
    frame = pd.DataFrame({"year": ["2018/19"] * 2 + ["2019/20"] * 20, "p_value": p, "p_change": np.nan})
    assert mark(frame)["finding"].tolist() == [True, True, *[False] * 20]
    assert not mark(frame)["change_finding"].any()


def test_limits_mark_a_part_as_they_mark_the_whole():
    rng = np.random.default_rng(7)
    p = np.where(rng.random(300) < 0.2, rng.random(300) / 500, rng.random(300))
    frame = pd.DataFrame({"year": "2020/21", "p_value": p, "p_change": p[::-1]})
    part = frame.iloc[::7]
    assert mark(part, limits=limits_of(frame))["finding"].tolist() == benjamini_hochberg(p)[::7].tolist()


def test_where_no_test_is_under_five_per_cent_no_family_is_needed():
    frame = pd.DataFrame({"year": ["2020/21"] * 2, "p_value": [0.051, np.nan], "p_change": [None, None]})
    assert not could_be_found(frame)
    assert not mark(frame)["finding"].any()
