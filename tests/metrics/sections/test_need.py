"""Three bases side by side, and the gap in children: headline only where all agree, always as a range."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from metrics.access import BASES
from metrics.sections.need import bases, children

RATIOS = {
    "Dover": ((1.4, 1.2, 1.7), (1.3, 1.1, 1.6), (1.5, 1.2, 1.8), "above"),
    "Thanet": ((0.5, 0.3, 0.7), (0.6, 0.4, 0.8), (0.4, 0.2, 0.6), "below"),
    "Swale": ((0.9, 0.7, 1.2), (0.8, 0.6, 0.95), (0.7, 0.5, 0.9), "below"),
    "Ashford": ((0.9, 0.7, 1.2), (1.1, 0.9, 1.3), (1.0, 0.8, 1.2), "depends on how need is counted"),
}

P = {("Dover", basis): 0.0001 for basis in BASES} | {("Thanet", basis): 0.005 for basis in BASES}
P |= {("Swale", "low_income"): 0.0001}


def frame(**changes) -> pd.DataFrame:
    rows = []
    for area, (*three, side) in (RATIOS | changes).items():
        for (basis, (_, title, assumes)), (ratio, lower, upper) in zip(BASES.items(), three, strict=True):
            rows.append({"year": "2020/21", "area": area, "basis": basis, "title": title, "assumes": assumes,
                         "observed": 50.0, "ratio": ratio, "lower": lower, "upper": upper, "side": side,
                         "p_value": P.get((area, basis), 0.3), "reason": None})  # fmt: skip
    return pd.DataFrame(rows)


def test_the_headline_stands_only_where_the_three_agree_and_says_what_is_beyond_chance():
    found = bases(frame(), "2020/21")
    assert found.title == "2 below, 1 above Kent's rate on all three bases"
    assert "likely fewer in Thanet; fewer in Swale, which could be chance; clearly more in Dover." in found.sentence
    assert found.table.set_index("District")["Strength"].to_dict() == {
        "Ashford": "", "Dover": "clear", "Swale": "could be chance", "Thanet": "likely",
    }  # fmt: skip
    assert found.sentence.endswith("For Ashford it depends on how need is counted.")


def test_what_each_basis_assumes_is_written_out():
    lines = bases(frame(), "2020/21").lines
    assert [line.split(" assumes ")[0] for line in lines] == [title for _, title, _ in BASES.values()]


def test_a_district_without_a_return_keeps_its_row_and_no_headline():
    blank = ((np.nan,) * 3,) * 3
    found = bases(frame(Gravesham=(*blank, None)), "2020/21")
    row = found.table.set_index("District").loc["Gravesham"]
    assert row["Headline"] == "Not available"
    assert set(row[[title for _, title, _ in BASES.values()]]) == {"not available"}
    assert "Gravesham" not in found.sentence


def test_no_figure_at_all_is_refused_with_the_reason_of_the_data():
    blank = frame().assign(ratio=np.nan, reason="No district context return for Dover, 2020/21.")
    assert bases(blank, "2020/21").reason == "No district context return for Dover, 2020/21."
    assert bases(pd.DataFrame(), "2020/21").reason.endswith(".")


def gaps() -> pd.DataFrame:
    def one(area, least, most, side, strength, sentence):
        scale = {"days": 10.0, "pounds": 4000.0}
        said = {"side": side, "strength": strength, "sentence": sentence, "reason": None}
        return (
            {"area": area, "least": least, "most": most}
            | said
            | {
                f"{name}_{end}": by * value
                for name, by in scale.items()
                for end, value in (("least", least), ("most", most))
            }
        )

    return pd.DataFrame([one("Ashford", -3.0, 4.0, "depends on how need is counted", "likely", "Ashford: depends."),
                         one("Dover", -16.0, -2.0, "above", "could be chance", "Dover: 2 to 16 more pupils."),
                         one("Thanet", 50.0, 110.0, "below", "clear", "Thanet: 50 to 110 fewer pupils."),
                         {"area": "Swale", "least": np.nan, "most": np.nan, "days_least": np.nan, "days_most": np.nan,
                          "pounds_least": np.nan, "pounds_most": np.nan, "side": None, "strength": None,
                          "sentence": None, "reason": "No return."}])  # fmt: skip


def test_the_furthest_district_first_and_what_depends_or_is_missing_last():
    found = children(gaps())
    assert [line.split(":")[0] for line in found.lines] == ["Thanet", "Dover", "Ashford", "Swale"]
    assert found.lines[-1] == "Swale: No return."


def test_children_then_days_then_pounds_as_ranges():
    found = children(gaps())
    assert list(found.table.columns) == ["District", "Pupils", "Teacher days", "Pounds", "Strength"]
    rows = found.table.set_index("District")
    assert rows.loc["Thanet"].tolist() == [
        "50 to 110 fewer", "500 to 1,100 fewer", "£200,000 to £440,000 fewer", "clear"
    ]  # fmt: skip
    assert rows.loc["Dover", "Pupils"] == "2 to 16 more"
    assert rows.loc["Ashford", "Pupils"] == "4 fewer to 3 more"
    assert rows.loc["Swale", "Pounds"] == "not available"
    assert "500 to 1,100 teacher days, or £200,000 to £440,000" in found.sentence


def test_the_gap_says_where_it_is_beyond_chance():
    assert children(gaps()).title == "Fewer than Kent's rate: clearly Thanet"
    many = pd.concat([gaps().assign(area=area, side="below", strength="likely").iloc[[2]] for area in "ABCDEFG"])
    assert children(many).title == "Fewer than Kent's rate: likely in 7"
    assert children(gaps()).sentence.endswith("on every basis clearly in Thanet; elsewhere it could be chance.")
    calm = gaps().assign(strength="could be chance")
    assert children(calm).sentence.endswith("In no district are there fewer beyond chance on every basis.")
    assert children(gaps()).table.set_index("District")["Strength"].to_dict()["Ashford"] == "depends on the basis"


def test_a_range_that_ends_at_nobody_is_said_one_way():
    near = gaps().assign(least=lambda held: held["least"].where(held["area"] != "Ashford", -0.2))
    assert children(near).table.set_index("District").loc["Ashford", "Pupils"] == "0 to 4 fewer"


def test_days_stand_before_pounds_in_the_sentence():
    said = children(gaps()).sentence
    assert said.index("teacher days") < said.index("£")


@pytest.mark.parametrize("held", [pd.DataFrame(columns=["area", "least", "most", "side", "sentence", "reason"])])
def test_no_gap_without_figures(held):
    assert children(held).reason.endswith(".")
