"""Strength in three words: what makes each, and what several of them come to."""

from __future__ import annotations

import numpy as np
import pytest

from metrics.strength import (
    CHANCE,
    CLEAR,
    LIKELY,
    by_strength,
    counted,
    graded,
    strength,
    weakest,
    with_strength,
)
from tests.frames import twelve


@pytest.mark.parametrize(
    ("p", "confidence", "finding", "word"),
    [
        (0.0001, 99.8, True, CLEAR),
        (0.01, 95.0, True, LIKELY),
        (0.01, 95.0, False, CHANCE),
        (0.4, None, False, CHANCE),
        (None, None, False, None),
        (float("nan"), None, False, None),
    ],
)
def test_strength_rests_on_the_test_and_on_false_discovery_control(p, confidence, finding, word):
    assert strength(p, confidence, finding) == word


def test_every_row_gets_its_strength():
    frame = twelve(Thanet={"confidence": 99.8}, Sevenoaks={"confidence": 95.0}, Dartford={"confidence": 95.0})
    found = with_strength(frame).set_index("area")["strength"]
    assert found[["Thanet", "Sevenoaks", "Dartford"]].tolist() == [CLEAR, LIKELY, CHANCE]
    assert found["Ashford"] is None


def test_a_family_of_tests_is_graded_together():
    """Of twelve, 0.03 would do alone; the Benjamini-Hochberg rule asks 0.0125 of the third smallest."""
    p = [0.0001, 0.004, 0.03, *[0.5] * 8, np.nan]
    assert graded(p).tolist() == [CLEAR, LIKELY, CHANCE, *[CHANCE] * 8, None]


def test_what_rests_on_several_is_as_sure_as_the_weakest():
    assert weakest([CLEAR, LIKELY, CLEAR]) == LIKELY
    assert weakest([CLEAR, CHANCE]) == CHANCE
    assert weakest([CLEAR, None]) is None


def test_names_and_counts_by_strength():
    names, held = ["Dover", "Swale", "Thanet", "Ashford"], [LIKELY, CLEAR, CLEAR, CHANCE]
    assert by_strength(names, held) == {"clearly": ["Swale", "Thanet"], "likely": ["Dover"]}
    assert counted(held) == "2 clear, 1 likely"
