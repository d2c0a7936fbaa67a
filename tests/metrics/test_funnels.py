"""Funnels of one indicator: who lies outside, widened limits said so, and refusals in a sentence."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from metrics.definition import definitions
from metrics.findings import worded
from metrics.funnels import INSIDE, NO_FUNNEL, answer, funnel, title
from tests.frames import DISTRICTS, WAIT, row


def it(interval: str = "wilson", multiplier: float = 100):
    return SimpleNamespace(interval=interval, multiplier=multiplier, polarity="high", unit="percent")


def frame(counts: list[tuple[int, int]]) -> pd.DataFrame:
    rows = [row(name, x, n) for name, (x, n) in zip(DISTRICTS, counts, strict=False)]
    rows.append(row("Kent", sum(x for x, _ in counts), sum(n for _, n in counts)))
    return worded(pd.DataFrame(rows), {WAIT.id: WAIT})


ALIKE = [(60 + i % 3, 100) for i in range(12)]


def test_districts_alike_lie_inside_plain_limits():
    found = funnel(frame(ALIKE), it())
    assert set(found.points["where"]) == {INSIDE}
    assert not found.widened
    assert title(found) == "Every district lies inside the funnel"
    assert "indicative" in found.note


def test_kent_is_the_baseline_and_no_point():
    found = funnel(frame(ALIKE), it())
    assert "Kent" not in set(found.points["area"])
    assert found.baseline == pytest.approx(100 * sum(x for x, _ in ALIKE) / 1200)
    assert (found.curves["l998"] <= found.curves["l95"]).all()
    assert (found.curves["u95"] <= found.curves["u998"]).all()
    assert found.curves["u998"].max() <= 100


def test_one_district_far_below_is_named_with_its_limit():
    found = funnel(frame([(30, 100), *ALIKE[1:]]), it())
    assert "Ashford" in answer(found)
    assert "below the" in answer(found)
    assert title(found) == "Ashford outside the funnel"


def test_districts_that_vary_more_than_chance_widen_the_limits_and_it_is_said():
    found = funnel(frame([(20 + 6 * i, 100) for i in range(12)]), it())
    assert found.widened
    assert found.plainly > 0
    assert "widened for overdispersion" in answer(found)
    assert f"leave {found.plainly} outside" in answer(found)
    assert "indicative" in found.note


def test_clusters_narrow_the_funnel_less():
    plain, clustered = (funnel(frame(ALIKE), it(kind)) for kind in ("wilson", "wilson clustered"))
    assert clustered.base_title == "Effective base"
    assert (clustered.points["base_at"] < plain.points["base_at"]).all()


@pytest.mark.parametrize("interval", NO_FUNNEL)
def test_what_has_no_funnel_says_why(interval):
    found = funnel(frame(ALIKE), it(interval))
    assert found.reason.endswith(".")
    assert found.points.empty


def test_every_interval_of_the_definitions_is_drawn_or_refused():
    for one in definitions().values():
        found = funnel(frame(ALIKE), one)
        assert found.reason or len(found.points)


@pytest.mark.parametrize("counts", [[(5, 10)], [(0, 10), (0, 12)]])
def test_one_district_or_nothing_counted_is_refused_in_a_sentence(counts):
    assert funnel(frame(counts), it()).reason.endswith(".")


def test_a_district_without_a_figure_is_no_point():
    rows = frame(ALIKE)
    rows.loc[rows["area"] == "Swale", ["value", "numerator", "denominator", "lower", "upper"]] = float("nan")
    assert "Swale" not in set(funnel(rows, it()).points["area"])


def test_a_label_never_contradicts_the_line_drawn_beside_the_point():
    """Expected counts at which Byar's interval of 10 observed and the exact limit that is drawn part ways."""
    expected = np.union1d(np.linspace(4.7, 4.9, 60), np.linspace(15, 20, 11))
    for case in expected:
        rows = frame([(10, case), *[(10, 10 + i / 7) for i in range(11)]]).assign(unit="ratio")
        rows["value"] = rows["numerator"] / rows["denominator"]
        found = funnel(rows, it("standardised", 1))
        lines = found.curves.set_index("base").loc[found.points["base_at"]].reset_index(drop=True)
        outside = (found.points["value"] < lines["l95"]) | (found.points["value"] > lines["u95"])
        assert outside.tolist() == found.points["outside"].tolist()
