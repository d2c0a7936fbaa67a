"""Ranks with their intervals: order by polarity, effective bases, and refusal where there is no interval."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from metrics.ranking import answer, between, effective_bases, ordinal, ranking, title
from metrics.statistics import Refused, wilson
from tests.frames import DISTRICTS, row, twelve


def it(interval: str = "wilson", polarity: str = "high", unit: str = "percent", multiplier: float = 100):
    return SimpleNamespace(interval=interval, polarity=polarity, unit=unit, multiplier=multiplier)


def test_every_rank_comes_with_the_interval_that_holds_it():
    found = ranking(twelve(), it())
    assert found["area"].iloc[[0, -1]].tolist() == ["Sevenoaks", "Thanet"]
    assert (found["rank_lower"] <= found["rank"]).all()
    assert (found["rank"] <= found["rank_upper"]).all()
    assert found["sentence"].str.contains(r"of 12").all()
    assert "Kent" not in set(found["area"])


def test_lowest_is_first_where_low_is_good():
    assert ranking(twelve(), it(polarity="low"))["area"].iloc[0] == "Thanet"


def test_the_same_draws_every_time():
    pd.testing.assert_frame_equal(ranking(twelve(), it()), ranking(twelve(), it()))


def test_medians_rank_by_their_own_bounds():
    found = ranking(twelve(), it("order statistic", "low", "days"))
    assert found["area"].iloc[0] == "Thanet"


def test_money_has_no_interval_and_so_no_rank():
    with pytest.raises(Refused, match="no interval"):
        ranking(twelve(), it("none", "none", "pounds"))


def test_one_district_has_no_rank():
    with pytest.raises(Refused, match="two districts"):
        ranking(pd.DataFrame([row("Dover", 5, 10), row("Kent", 5, 10)]), it())


def test_districts_without_a_figure_are_left_out():
    found = ranking(twelve(Swale={"value": None, "lower": None, "upper": None}), it())
    assert found["of"].unique().tolist() == [11]
    assert "Swale" not in set(found["area"])


def test_a_clustered_interval_gives_back_the_base_it_rests_on():
    share, low, high = (np.array([part]) * 100 for part in wilson(30, 50))
    rows = pd.DataFrame({"value": share, "lower": low, "upper": high, "denominator": [200.0]})
    assert effective_bases(rows, it("wilson clustered")) == pytest.approx([50.0])
    assert effective_bases(rows, it()) == pytest.approx([200.0])


@pytest.mark.parametrize(("x", "n"), [(0, 12), (12, 12), (1, 400)])
def test_the_base_is_found_at_the_ends_of_the_scale_too(x, n):
    share, low, high = (np.array([float(part)]) * 100 for part in wilson(x, n))
    rows = pd.DataFrame({"value": share, "lower": low, "upper": high, "denominator": [999.0]})
    assert effective_bases(rows, it("wilson clustered")) == pytest.approx([n])


@pytest.mark.parametrize(
    ("number", "text"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (22, "22nd")]
)
def test_ordinals(number, text):
    assert ordinal(number) == text


def test_the_interval_in_words():
    assert between(3, 9, 12) == "between 3rd and 9th of 12"
    assert between(12, 12, 12) == "12th of 12 throughout"


def test_the_sentence_names_no_rank_without_its_interval():
    found = ranking(twelve(), it())
    said = answer(found)
    assert said.startswith("Sevenoaks ranks ")
    assert "Thanet" in said
    assert said.count("of 12") >= 2
    assert len(title(found).split()) <= 10
    assert len(DISTRICTS) == len(found)
