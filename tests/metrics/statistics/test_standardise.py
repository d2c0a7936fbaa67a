"""Indirect standardisation, and the gap in children."""

import numpy as np
import pytest

from metrics import statistics as st

POPS, REF, REF_POPS = [100, 200, 50], [30, 20, 10], [1000, 1000, 500]


def test_the_reference_against_itself_is_one():
    found = st.isr_ratio(REF, REF_POPS, REF, REF_POPS)
    assert (found.observed, found.expected, found.value) == (60, 60, pytest.approx(1))
    assert st.isr_rate(REF, REF_POPS, REF, REF_POPS, multiplier=1000).value == pytest.approx(24)


def test_a_null_count_is_no_events_or_is_refused():
    assert st.isr_ratio([3, None, 1], POPS, REF, REF_POPS).observed == 4
    with pytest.raises(st.Refused, match="1 of 3 strata"):
        st.isr_ratio([3, None, 1], POPS, REF, REF_POPS, missing_is_zero=False)


@pytest.mark.parametrize(
    ("counts", "pops", "ref", "ref_pops", "said"),
    [
        ([1, 2], POPS, REF, REF_POPS, "stratum missing"),
        ([1, 2, 3], [100, None, 50], REF, REF_POPS, "1 of 3 strata"),
        ([1, -2, 3], POPS, REF, REF_POPS, "below zero"),
        ([1, 2, 3], POPS, REF, [1000, 0, 500], "no population in a stratum"),
        ([0, 0, 0], [0, 0, 0], REF, [0, 0, 0], "no population"),
        ([1, 2, 3], POPS, [0, 0, 0], REF_POPS, "expects no events"),
        ([1, 2, 3], [0, 0, 0], REF, REF_POPS, "expects no events"),
    ],
)
def test_what_cannot_be_standardised_is_refused(counts, pops, ref, ref_pops, said):
    with pytest.raises(st.Refused, match=said):
        st.isr_ratio(counts, pops, ref, ref_pops)


def test_expected_counts_of_many_areas():
    pops = np.array([POPS, [0, 10, 0], [1, None, 1], [-1, 1, 1]], dtype=float)
    assert st.expected_counts(pops, REF, REF_POPS)[:2] == pytest.approx([8, 0.2])
    assert np.isnan(st.expected_counts(pops, REF, REF_POPS)[2:]).all()


def test_a_stratum_the_reference_has_not_is_null_only_where_people_are():
    found = st.expected_counts([[100, 0, 50], [100, 5, 50]], REF, [1000, 0, 500])
    assert found[0] == pytest.approx(4)
    assert np.isnan(found[1])


def test_ratios_of_many_areas():
    value, lower, upper, method = st.standardised_ratios([8, 20, None, 3], [8, 10, 5, 0])
    assert value[:2].tolist() == [1, 2]
    assert (lower[:2] < value[:2]).all()
    assert (value[:2] < upper[:2]).all()
    assert np.isnan(value[2:]).all()
    assert method.tolist() == ["exact Poisson", "Byar", None, None]


def test_a_gap_in_children_is_expected_less_observed():
    value, lower, upper = st.shortfall([40, None], [110.0, 10])
    assert value[0] == 70
    assert lower[0] < 70 < upper[0]
    assert np.isnan([value[1], lower[1], upper[1]]).all()


def test_a_headline_only_where_all_bases_agree():
    found = st.agreed_side([[0.8, 1.2, 0.9, 1.0, 1.1], [0.7, 1.3, 1.1, 1.2, None], [0.9, 1.1, 0.9, 1.2, 1.3]])
    assert found.tolist() == [
        "below",
        "above",
        "depends on how need is counted",
        "depends on how need is counted",
        None,
    ]
