"""Tables below each other on one sheet, and headings among the rows: each row is read under its own header."""

from __future__ import annotations

import pytest

from loaders.check import NotLoadable
from tests.loaders.returns import (
    CASE,
    CONTEXT,
    FUNDING,
    LIFT,
    MEETING,
    TRAINING,
    as_csv,
    as_xlsx,
    aside,
    checked,
    lift,
    stored,
    table,
)

NAME = "LIFT activity Thanet 2018-19.xlsx"


def under(base: dict, labels: list[str], *changes: dict) -> list[list]:
    """A header of these labels with rows of the base under it."""
    return [labels, *([{**base, **change}[label] for label in labels] for change in changes)]


def test_a_later_header_with_more_columns_loses_no_row_above_it():
    fewer = [label for label in LIFT if not label.startswith("Targets")]
    first = under(LIFT, fewer, {"Request ref": "R1"}, {"Request ref": "R2"})
    lines = [["Term 1"], *first, [], ["Term 2"], *under(LIFT, list(LIFT), {"Request ref": "R3"})]
    found = checked(as_xlsx(lines), NAME)
    assert (found.rows, found.accepted, found.lines) == (3, 3, len(lines))
    assert found.table["request_ref"].to_pylist() == ["R1", "R2", "R3"]
    assert found.table["targets_set"].to_pylist() == [None, None, 3]


def test_a_later_header_in_another_order_reads_its_own_columns():
    turned = [*list(LIFT)[:-2], "Targets met", "Targets set"]
    lines = [*lift({}, {}), [], *under(LIFT, turned, {"Request ref": "R3"})]
    for content in (as_xlsx(lines), as_csv(lines)):
        assert stored(content, "targets_set", "targets_met", "row_number", name=NAME) == [
            (3, 1, 2),
            (3, 1, 3),
            (3, 1, 6),
        ]


@pytest.mark.parametrize(
    "spelt", [str, lambda label: f"{label.upper()} ", lambda label: label.replace(" ", "\u00a0") + "*"]
)
def test_a_later_header_may_be_spelt_otherwise(spelt):
    turned = [spelt(label) for label in reversed(LIFT)]
    row = [*{**LIFT, "Request ref": "R2"}.values()]
    lines = [*lift({}), [], ["Term 2"], turned, row[::-1]]
    assert stored(as_xlsx(lines), "request_ref", "setting_name", name=NAME) == [
        ("R1", "Orchard Academy"), ("R2", "Orchard Academy")]  # fmt: skip


def test_a_fault_below_a_later_header_is_in_the_column_of_that_header():
    turned = ["LIFT meeting date", *(label for label in LIFT if label != "LIFT meeting date")]
    lines = [*lift({}), *under(LIFT, turned, {"Request ref": "R2", "LIFT meeting date": "soon"})]
    found = checked(as_csv(lines))
    assert aside(found) == [("meeting_date", 4, "soon")]
    assert [(fault.row_number, fault.column) for fault in found.faulty if fault.kind == "set aside"] == [(4, 0)]


def test_a_header_that_stands_again_begins_no_table():
    found = checked(as_csv([*lift({}), *lift({})[:1], *[[*line[:-1], "2"] for line in lift({}, {})[2:]]]))
    assert (found.rows, found.accepted, len(found.sheets)) == (2, 2, 1)


@pytest.mark.parametrize("header_again", [True, False])
def test_a_heading_says_the_year_of_the_rows_below_it(header_again):
    head, one = table(FUNDING)
    lines = [["SLA funding 2018/19"], head, one, ["SLA funding 2019/20"], *([head] if header_again else []), one]
    assert stored(as_xlsx(lines), "year", name="STLS SLA funding 2018-20.xlsx") == ["2018/19", "2019/20"]


def test_context_tables_of_several_years_are_of_their_own_years():
    head, one = table(CONTEXT, drop=["year"])
    lines = [["Context 2018/19"], head, one, [], ["Context 2019/20"], head, one]
    assert stored(as_csv(lines), "year", name="District context 2018-20.csv") == ["2018/19", "2019/20"]


@pytest.mark.parametrize("header_again", [True, False])
def test_a_heading_says_the_district_of_the_rows_below_it(header_again):
    head, one, two = lift({}, {})
    lines = [["Thanet LIFT"], head, one, ["Dover"], *([head] if header_again else []), two]
    found = stored(as_csv(lines), "district", name="LIFT activity East Kent 2018-19.csv")
    assert found == ["Thanet", "Dover"]


def test_a_heading_may_say_more_than_the_district():
    head, *rows = lift({}, {}, {})
    lines = [
        head,
        ["DARTFORD (Swanley)"],
        rows[0],
        ["Gravesham"],
        rows[1],
        ["Swale, from January with Sheppey"],
        rows[2],
    ]
    found = stored(as_csv(lines), "district", name="LIFT activity 2018-19.csv")
    assert found == ["Dartford", "Gravesham", "Swale"]


def test_a_heading_keeps_the_year_that_a_title_said():
    head, one = table(FUNDING, drop=["District"])
    lines = [["SLA funding 2018/19, financial year"], ["Thanet"], head, one, ["Dover"], one]
    found = checked(as_xlsx(lines), "STLS SLA funding.xlsx").table
    assert list(zip(*(found[c].to_pylist() for c in ("district", "year", "period_type")), strict=True)) == [
        ("Thanet", "2018/19", "financial year"), ("Dover", "2018/19", "financial year")]  # fmt: skip


def test_a_heading_against_the_name_of_the_file_is_refused():
    head, one, two = lift({}, {})
    with pytest.raises(NotLoadable, match="make them say the same district"):
        checked(as_csv([head, one, ["Dover"], two]))


def test_a_remark_that_mentions_a_district_is_no_heading():
    head, one, two = table(TRAINING, {}, {"Date": "04/12/2018"}, drop=["District"])
    lines = [["Thanet"], head, one, ["Two teachers came from Dover"], two]
    assert stored(as_xlsx(lines), "district", name="STLS training log 2018-19.xlsx") == ["Thanet", "Thanet"]


def test_rows_above_a_fuller_header_that_lack_a_needed_column_are_not_lost():
    fewer = [label for label in LIFT if label != "Closed"]
    lines = [*under(LIFT, fewer, {"Request ref": "R1"}), *under(LIFT, list(LIFT), {"Request ref": "R2"})]
    with pytest.raises(NotLoadable, match="row 1 has no column for “closed”"):
        checked(as_csv(lines))


@pytest.mark.parametrize(
    ("first", "second"), [(TRAINING, MEETING), (MEETING, TRAINING), (FUNDING, CONTEXT), (LIFT, CASE)]
)
def test_two_returns_on_one_sheet_are_refused_and_neither_is_lost(first, second):
    lines = [*table(first, {}, {}), [], ["The other"], *table(second, {}, {})]
    with pytest.raises(NotLoadable, match="holds more than one kind of return"):
        checked(as_xlsx(lines), "STLS return Thanet 2018-19.xlsx")
