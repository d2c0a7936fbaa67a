"""Lines below the header that are no rows: forms not filled in, signatures, bands that stand again, counts, hints."""

from __future__ import annotations

import pytest

from tests.loaders.returns import MEETING, as_csv, as_xlsx, checked, lift, table
from tests.loaders.test_layout import XLSX

LABELS = lift({})[0]


def line(**cells: object) -> list:
    """A line with these cells, by label, and all others blank."""
    named = {label.replace(" ", "_").replace("/", "_"): label for label in LABELS}
    return [{named[key]: value for key, value in cells.items()}.get(label, "") for label in LABELS]


def counts(lines: list[list]) -> tuple[int, int, dict]:
    found = checked(as_xlsx(lines), XLSX)
    assert found.lines == len(lines) == found.rows + found.not_data
    return found.rows, found.not_data, found.set_aside


@pytest.mark.parametrize(
    "below",
    [
        line(Request_ref="Signed", Phase="A. Administrator"),
        line(Request_ref="Date:", LIFT_meeting_date="17/07/2020"),
        line(Request_ref="Completed by", DOB="the office"),
        line(Phase="20"),
        line(Phase=20, Visits=31),
        line(Request_ref="-----", Phase="-----"),
    ],
)
def test_a_line_below_the_table_that_is_no_request(below):
    assert counts([*lift({}, {}), below]) == (2, 2, {})


def test_a_line_of_hints_below_the_labels():
    lines = lift({})
    hints = line(LIFT_meeting_date="(dd/mm/yy)", DOB="(dd/mm/yy)", Closed="(if closed)")
    assert counts([lines[0], hints, lines[1]]) == (1, 2, {})


def test_a_form_that_is_filled_in_halfway_holds_only_what_was_filled_in():
    labels, row = lift({})
    form = [["No.", "District", "Academic year", *labels], [1, "Thanet", "2018/19", *row]]
    form += [[number, "Thanet", "2018/19", *[""] * len(row)] for number in range(2, 30)]
    assert counts(form) == (1, 29, {})


def test_a_calendar_line_with_no_more_than_its_district_and_type_is_a_row_without_a_date():
    lines = table(MEETING, {}, dict.fromkeys(MEETING, "") | {"District": "Dover", "Meeting type": "School"})
    found = checked(as_csv(lines), "LIFT meeting calendar 2018-19.csv")
    assert (found.rows, found.set_aside) == (2, {"meeting_date": 1})


def test_blocks_with_their_bands_and_labels_again():
    labels, one, two = lift({}, {})
    band = ["", "Request", *[""] * (len(labels) - 2)]
    lines = [["Thanet 2018/19"], ["Term 1"], band, labels, one, [], ["Term 2"], band, labels, two]
    assert counts(lines) == (2, 8, {})


def test_a_reference_alone_and_a_request_with_few_cells_stay_rows():
    few = line(Request_ref="R9", School___setting="Orchard Academy")
    assert counts([*lift({}), line(Request_ref="105-18-00029"), few]) == (3, 1, {"meeting_date": 2})


def test_years_side_by_side_in_a_context_return_are_refused_with_what_to_do():
    from loaders.refusal import NotLoadable

    lines = [
        ["", "", "2018/19", "", "", "2019/20", "", ""],
        ["District", "Phase", *["Settings", "Pupils", "SEN Support"] * 2],
        ["Thanet", "Primary", 30, 9000, 1200, 31, 9100, 1300],
    ]
    with pytest.raises(NotLoadable, match=r"a row for each year.* Explore"):
        checked(as_xlsx(lines), "District context.xlsx")
