"""The offer: mixes beside what chance gives, and which offer is recorded in which district at all."""

from __future__ import annotations

import numpy as np
import pandas as pd

from metrics.offer import Offer
from metrics.sections.offers import held, mix
from metrics.statistics import dissimilarity_from_rest


def offered(**counts: list[int]) -> Offer:
    """Requests of each district: CI at levels 1 to 3, then CL at levels 1 to 3."""
    rows = [
        {
            "area": area,
            "need": "CI" if at < 3 else "CL",
            "level": at % 3 + 1,
            "requests": count,
            "whole": sum(held_counts),
        }
        for area, held_counts in counts.items()
        for at, count in enumerate(held_counts)
    ]
    found = dissimilarity_from_rest(np.array(list(counts.values()), dtype=float))
    table = pd.DataFrame({"area": list(counts), "requests": [sum(c) for c in counts.values()], "index": found.index,
                          "chance_95": found.chance_95, "p_value": found.p_value})  # fmt: skip
    return Offer(pd.DataFrame(rows), table, pd.DataFrame())


ALIKE = [40, 40, 40, 40, 40, 40]


def test_a_mix_like_the_others_is_no_finding():
    found = mix(offered(Dover=ALIKE, Swale=ALIKE, Thanet=[38, 42, 40, 41, 39, 40]), "2020/21")
    assert found.title == "No district's mix differs from Kent's beyond chance"


def test_a_mix_unlike_the_others_is_named_beside_what_chance_gives():
    found = mix(offered(Dover=ALIKE, Swale=ALIKE, Ashford=ALIKE, Thanet=[12, 0, 0, 12, 0, 0]), "2020/21")
    assert found.title == "Thanet: a mix clearly unlike Kent's"
    assert "Thanet (24 requests; dissimilarity 0.67, chance up to" in found.sentence
    table, caption = found.beside
    assert table["District"].iloc[0] == "Thanet"
    assert "2020/21" in caption


def test_shares_add_up_and_kent_stands_among_them():
    drawn = mix(offered(Dover=ALIKE, Thanet=[120, 0, 0, 120, 0, 0]), "2020/21").drawn
    assert drawn.groupby("area")["value"].sum().round(9).to_dict() == {"Dover": 100, "Kent": 100, "Thanet": 100}
    assert drawn["line"].iloc[0] == "Communication and Interaction: advice and information"


def test_nothing_recorded_or_one_district_is_refused():
    nothing = Offer(pd.DataFrame(columns=["area", "need", "level", "requests"]), pd.DataFrame(), pd.DataFrame())
    assert mix(nothing, "2020/21").reason.endswith(".")
    alone = Offer(offered(Dover=ALIKE, Swale=ALIKE).matrix, pd.DataFrame(), pd.DataFrame())
    assert "One district" in mix(alone, "2020/21").reason


def recorded(**counts: tuple[int, int, int]) -> pd.DataFrame:
    titles = {"advice": "Advice", "group": "Group support"}
    return pd.DataFrame(
        [{"offer": offer, "title": titles[offer], "level": 1, "area": area, "requests": count}
         for offer, held_counts in counts.items()
         for area, count in zip(("Dover", "Swale", "Thanet"), held_counts, strict=True)]
    )  # fmt: skip


def test_what_is_recorded_nowhere_else_is_said_the_shorter_way():
    found = held(recorded(advice=(5, 6, 7), group=(0, 0, 2)), "2020/21")
    assert found.title == "1 of 2 offers are recorded in every district"
    assert found.sentence.endswith("Group support is recorded only in Thanet.")
    assert found.table.set_index("Offer").loc["Group support"].tolist()[1:] == ["–", "–", "✔ 2"]
    few = held(recorded(advice=(5, 6, 7), group=(0, 3, 2)), "2020/21")
    assert few.sentence.endswith("Group support is not recorded in Dover.")


def test_all_recorded_everywhere_and_nothing_recorded():
    assert held(recorded(advice=(5, 6, 7), group=(1, 1, 1)), "2020/21").title.startswith("All 2 offers")
    assert held(recorded(advice=(0, 0, 0), group=(0, 0, 0)), "2020/21").reason.endswith(".")


def test_what_is_hidden_is_confidential_and_never_nought():
    """Kent's rows are those that are published: 30 and 60 of 100 and 200 at this level and need."""
    rows = [{"area": a, "need": "CI", "level": 3, "requests": x, "whole": n}
            for a, x, n in (("Dover", np.nan, 50.0), ("Swale", 30.0, 100.0), ("Kent", 60.0, 200.0))]  # fmt: skip
    none = pd.DataFrame({"area": ["Dover", "Swale"], "requests": [np.nan, 100.0], "index": [np.nan, 0.1],
                         "chance_95": [np.nan, 0.2], "p_value": [np.nan, 0.5]})  # fmt: skip
    found = mix(Offer(pd.DataFrame(rows), none, pd.DataFrame()), "2020/21")
    assert found.table[["Dover", "Swale", "Kent"]].iloc[0].tolist() == ["c", "30%", "30%"]
    assert found.beside[0].set_index("District").loc["Dover", ["Dissimilarity", "Strength"]].tolist() == [
        "not available", "not tested",
    ]  # fmt: skip
    assert "confidential" in found.caveat
    assert found.sentence.startswith("What is confidential is taken together here")


def test_an_offer_is_recorded_or_not_where_no_count_may_be_shown():
    rows = [{"offer": o, "title": o, "level": 3, "area": a, "requests": n}
            for o, a, n in (("one", "Dover", 1.0), ("one", "Swale", np.nan), ("two", "Dover", 0.0),
                            ("two", "Swale", np.nan))]  # fmt: skip
    found = held(pd.DataFrame(rows), "2020/21", counted=False)
    assert found.table["Dover"].tolist() == ["✔", "–"]
    assert "Swale" not in found.table.columns
    assert list(found.drawn["recorded"]) == [1.0, 0.0]  # the file to download calls it no number of requests
    assert "requests" not in found.drawn
    assert "Confidential, for it would tell of single children: Swale." in found.caveat
