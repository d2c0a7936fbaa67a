"""What the board sees of explored tables: small numbers hidden, nothing that gives them away, all in one release."""

from __future__ import annotations

import itertools
import random

import numpy as np
import pytest
from scipy.optimize import linprog

from metrics import board, publish, releases, results
from metrics.explored import Said, definition
from metrics.explored_kept import draft_results, indicators, kept_definitions
from tests.frames import DISTRICTS
from warehouse import explored as store

YEAR = "2018/19"
SHARE = Said("EHC plans", "share", "Plans", "Pupils", column="column a", base_column="column b")


def cell(district: str, top: float | None, bottom: float | None = None, symbol: str | None = None, **more) -> dict:
    return {"district": district, "year": YEAR, "numerator": top, "denominator": bottom, "symbol": symbol} | more


def by_area(frame, name: str = "numerator") -> dict:
    return {row.area: getattr(row, name) for row in frame[frame["year"] == YEAR].itertuples()}


def kept(warehouse, said: Said, cells: list[dict], file: str = "t.csv") -> str:
    return f"explored_{store.keep(warehouse, said.as_dict(), cells, file, 'test')}"


def twelve(tops: list[int], base: int = 100) -> list[dict]:
    return [cell(name, top, base) for name, top in zip(DISTRICTS, tops, strict=True)]


def test_a_small_number_is_hidden_and_another_with_it(warehouse):
    cells = twelve([3, *range(20, 31)])
    frame = draft_results(warehouse, SHARE, cells, "board")
    hidden = [area for area, top in by_area(frame).items() if top != top or top is None]
    assert DISTRICTS[0] in hidden
    assert len(hidden) >= 2  # Kent less the others would tell it
    for column in ("value", "lower", "upper"):
        held = by_area(frame, column)
        assert all(held[area] != held[area] for area in hidden)
    assert by_area(frame, "symbol")[DISTRICTS[0]] == "c"


def test_all_but_a_few_is_hidden_too(warehouse):
    frame = draft_results(warehouse, SHARE, twelve([97, *range(20, 31)]), "board")
    assert by_area(frame, "symbol")[DISTRICTS[0]] == "c"


def test_the_internal_audience_sees_real_counts(warehouse):
    frame = draft_results(warehouse, SHARE, twelve([3, *range(20, 31)]), "internal")
    assert by_area(frame)[DISTRICTS[0]] == 3


@pytest.mark.parametrize("counts", ["settings", "posts", "money", "events"])
def test_what_is_no_person_is_shown(warehouse, counts):
    said = Said("Things", "count", "n", counts=counts)
    assert by_area(draft_results(warehouse, said, [cell("Dover", 3), cell("Thanet", 9)], "board"))["Dover"] == 3


def test_a_base_of_a_rate_that_may_be_people_is_hidden_as_well(warehouse):
    said = Said("Cost", "pounds", "Pounds", "Children", counts="money")
    frame = draft_results(warehouse, said, [cell("Dover", 900, 3), cell("Thanet", 9000, 90)], "board")
    assert by_area(frame, "denominator")["Dover"] != 3
    assert by_area(frame, "value")["Dover"] != 300


def test_to_the_board_reasons_tell_no_number_and_no_cell(warehouse):
    cells = [
        cell("Dover", None, None, "c", low=5, high=9), cell("Thanet", None, None, "x", reason="Cell B2 holds “Ann”."),
        cell("Swale", 30, 20), cell("Ashford", 20, 90),
    ]  # fmt: skip
    told = by_area(draft_results(warehouse, SHARE, cells, "internal"), "reason")
    assert told["Dover"] == "Suppressed in the file: Plans is 5 to 9."
    assert told["Thanet"] == "Cell B2 holds “Ann”."
    board_told = by_area(draft_results(warehouse, SHARE, cells, "board"), "reason")
    assert board_told["Dover"] == "Suppressed in the file."
    assert {board_told["Thanet"], board_told["Swale"]} == {"The file has no figure that can be used."}


def test_what_the_file_hides_is_in_no_total(warehouse):
    """Kent is made of the districts known: less them it leaves nought, and not what the file hides."""
    for audience in ("internal", "board"):
        cells = [cell("Dover", None, None, "c"), cell("Thanet", 30, 100), cell("Swale", 40, 100)]
        frame = draft_results(warehouse, SHARE, cells, audience)
        assert by_area(frame)["Kent"] == 70
        assert "without" in by_area(frame, "note")["Kent"]


def test_a_kept_table_is_asked_for_by_its_id(warehouse, fill, request_row):
    fill("lift_activity", [request_row("1")])
    name = kept(warehouse, SHARE, twelve(list(range(20, 32))))
    frame = results(warehouse, [name, "lift_requests"], years=[YEAR])
    assert set(frame["indicator"]) == {name, "lift_requests"}
    assert list(frame.columns) == list(results(warehouse, ["lift_requests"]).columns)
    assert by_area(frame[frame["indicator"] == name])["Kent"] == sum(range(20, 32))
    assert name not in set(results(warehouse)["indicator"])
    assert indicators(warehouse)[name].title == "EHC plans (table 1)"


@pytest.mark.parametrize("asked", [{"by": ("district", "phase")}, {"filters": {"phase": "Primary"}}, {"terms": [1]}])
def test_it_is_not_split_further_and_says_so(warehouse, fill, request_row, asked):
    fill("lift_activity", [request_row("1")])
    name = kept(warehouse, SHARE, twelve(list(range(20, 32))))
    frame = results(warehouse, [name], **asked)
    assert frame["value"].isna().all()
    assert set(frame["reason"]) == {"A table kept on Explore is held by district and year alone: it cannot be split or "
                                    "filtered further."}  # fmt: skip


def test_the_year_of_no_figure_names_the_years_that_have_one(warehouse, fill, request_row):
    fill("lift_activity", [request_row("1", year="2020/21")])
    name = kept(warehouse, SHARE, twelve(list(range(20, 32))))
    frame = results(warehouse, [name], years=["2020/21"])
    assert set(frame["reason"]) == {"The table holds nothing for 2020/21; it is about 2018/19."}


def test_one_column_in_two_tables_is_hidden_in_both_or_in_neither(warehouse):
    tops = twelve([3, *range(20, 31)])
    first = kept(warehouse, SHARE, tops)
    second = kept(warehouse, Said("Plans", "count", "Plans", column="column a"), [one | {"denominator": None} for one in
                  tops])  # fmt: skip
    frame = results(warehouse, [first, second], audience="board")
    hidden = [
        {area for area, top in by_area(frame[frame["indicator"] == name]).items() if top != top or top is None}
        for name in (first, second)
    ]
    assert hidden[0] == hidden[1] != set()


def test_a_refusal_of_one_table_leaves_the_others(warehouse, monkeypatch):
    good, bad = (kept(warehouse, Said(t, "count", t, column=t), [cell("Dover", 30), cell("Thanet", 40)]) for t in "ab")
    from metrics import explored_kept

    whole = explored_kept.protect_tables

    def refuse(tables, its, **more):
        if bad in its:
            raise explored_kept.ReleaseRefused("no")
        return whole(tables, its, **more)

    monkeypatch.setattr(explored_kept, "protect_tables", refuse)
    assert by_area(results(warehouse, [good], audience="board"))["Dover"] == 30
    with pytest.raises(Exception, match="no"):
        results(warehouse, [bad], audience="board")


def test_publishing_enters_kept_tables_and_later_ones_are_held_to_it(warehouse, fill, request_row):
    fill("lift_activity", [request_row(str(n)) for n in range(12)])
    name = kept(warehouse, SHARE, twelve([3, 20, 21, *range(22, 31)]))
    publish(warehouse, "Pack", "test")
    assert [row[0] for row in releases(warehouse)] == ["Pack", "Pack: tables kept on Explore"]
    out = by_area(results(warehouse, [name], audience="board"))
    shown = {area for area, top in out.items() if top == top and top is not None}
    # The same column, corrected so that another district is small: what was out stays out, what was hidden stays so.
    again = kept(warehouse, Said("Again", "count", "Plans", column="column a"), [cell(name, top) for name, top in
                 zip(DISTRICTS, [3, 20, 21, *range(22, 31)], strict=True)])  # fmt: skip
    later = by_area(results(warehouse, [again], audience="board"))
    assert {area for area, top in later.items() if top == top and top is not None} == shown
    board.releases(warehouse)


def test_the_returns_release_is_not_made_of_explored_cells(warehouse, fill, request_row):
    fill("lift_activity", [request_row(str(n)) for n in range(12)])
    kept(warehouse, SHARE, twelve([3, *range(20, 31)]))
    before = results(warehouse, ["lift_requests"], audience="board")
    publish(warehouse, "Pack", "test")
    after = results(warehouse, ["lift_requests"], audience="board")
    assert before["numerator"].equals(after["numerator"])


@pytest.mark.parametrize("seed", range(12))
def test_no_hidden_count_can_be_worked_out(warehouse, seed):
    """An attacker who knows Kent, all bases and the rule: no small count is bounded inside 1 to 5."""
    draw = random.Random(seed)
    tops = [draw.choice([0, 1, 2, 3, 5, 8, 20, 40]) for _ in DISTRICTS]
    frame = draft_results(warehouse, SHARE, twelve(tops, 60), "board")
    shown = by_area(frame)
    known = {area: top for area, top in shown.items() if top == top and top is not None}
    small = [name for name, top in zip(DISTRICTS, tops, strict=True) if 1 <= top <= 5]
    assert not set(small) & set(known)
    if "Kent" not in known:
        return
    rows = np.ones((1, 12))
    bounds = [(known[name], known[name]) if name in known else (1, 59) for name in DISTRICTS]
    for name, side in itertools.product(small, (1, -1)):
        goal = np.zeros(12)
        goal[DISTRICTS.index(name)] = side
        found = linprog(goal, A_eq=rows, b_eq=[known["Kent"]], bounds=bounds)
        assert found.status == 0
        reach = side * found.fun
        assert reach <= 1.001 if side == 1 else reach >= 4.999


def test_definitions_of_kept_tables_hold_their_words(warehouse):
    kept(warehouse, SHARE, twelve(list(range(20, 32))))
    (it,) = kept_definitions(warehouse)
    assert (it.title, it.unit, it.interval, it.datasets) == ("EHC plans (table 1)", "percent", "wilson", ("explored",))
    assert definition(Said("n", "rate", "n", over="pupils")).datasets == ("explored", "context")
