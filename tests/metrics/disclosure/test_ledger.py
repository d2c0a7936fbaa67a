"""Releases are remembered, and a later one is checked against all that is out."""

import datetime as dt

import duckdb
import pandas as pd
import pytest

from metrics import definitions
from metrics.disclosure import ReleaseRefused, earlier_releases, protect, record
from tests.metrics.disclosure.frames import by_district, cell, frame_of

IT = definitions()
FIRST = {"Thanet": 3, "Dover": 14, "Swale": 22, "Ashford": 40}
WHEN = dt.datetime(2021, 3, 3, 9, 30)


@pytest.fixture
def cursor():
    with duckdb.connect() as connection:
        yield connection.cursor()


def released(counts, earlier=()):
    return protect(frame_of(by_district("open_cases", counts)), IT, earlier=earlier)


def hidden(done):
    return set(done.frame.loc[done.frame["symbol"] == "c", "area"])


def test_a_release_is_recorded_with_its_tables_cells_person_and_time(cursor):
    done = released(FIRST)
    record(cursor, "board 1", done, who="A. Officer", when=WHEN)
    (row,) = cursor.execute(
        "select release, who, released_at, threshold, tables from store.disclosure_release"
    ).fetchall()
    assert row == ("board 1", "A. Officer", WHEN, 5, '{"table": 5}')
    held = cursor.execute("select state, count(*) from store.disclosure_cell group by 1").fetchall()
    assert dict(held) == {"primary": 1, "secondary": 1, "shown": 3}
    with pytest.raises(ReleaseRefused, match="recorded already"):
        record(cursor, "board 1", done, who="A. Officer")


def test_what_is_read_back_is_what_was_recorded(cursor):
    done = released(FIRST)
    record(cursor, "board 1", done, who="A. Officer", when=WHEN)
    (back,) = earlier_releases(cursor)
    assert {c.name: c.count for c in back.cells} == {c.name: c.count for c in done.cells}
    assert {r.signs for r in back.relations} == {r.signs for r in done.relations}


def test_the_same_release_again_hides_the_same_cells(cursor):
    first = released(FIRST)
    record(cursor, "board 1", first, who="A. Officer", when=WHEN)
    assert hidden(released(FIRST, earlier_releases(cursor))) == hidden(first)


def test_a_corrected_figure_that_would_tell_an_old_one_is_hidden_as_well(cursor):
    """8 in place of 3, and Kent five higher: whoever sees both knows that Thanet was 3."""
    first = released(FIRST)
    record(cursor, "board 1", first, who="A. Officer", when=WHEN)
    revised = FIRST | {"Thanet": 8}
    assert not hidden(released(revised)), "on its own there is nothing to hide in it"
    second = released(revised, earlier_releases(cursor))
    assert pd.isna(cell(second.frame, "Thanet")["value"]) or pd.isna(cell(second.frame, "Kent")["value"])


def test_a_revision_that_gives_an_old_cell_away_is_refused_with_what_it_would_tell(cursor):
    """Dover was hidden beside Thanet and is out now, unchanged, so that nothing can hide Thanet any more."""
    first = released(FIRST)
    record(cursor, "board 1", first, who="A. Officer", when=WHEN)
    (partner,) = hidden(first) - {"Thanet"}
    alone = protect(frame_of(by_district("open_cases", {partner: FIRST[partner]})), IT)
    record(cursor, "leaflet", alone, who="somebody who did not ask", when=WHEN + dt.timedelta(days=1))
    with pytest.raises(ReleaseRefused, match=r"Thanet, 2018/19.*published before what it is\."):
        released(FIRST, earlier_releases(cursor))


def test_a_cell_shown_before_is_no_help_in_hiding(cursor):
    """All but Thanet are out already with Kent's total; corrected to 3, it can be hidden only with the new total."""
    record(cursor, "board 1", released(FIRST | {"Thanet": 12}), who="A. Officer", when=WHEN)
    second = released(FIRST, earlier_releases(cursor))
    assert {"Thanet", "Kent"} <= hidden(second)


def test_an_unrelated_release_changes_nothing(cursor):
    record(cursor, "board 1", released(FIRST), who="A. Officer", when=WHEN)
    other = frame_of(by_district("open_cases", FIRST | {"Dover": 15}, year="2019/20"))
    alone, beside = protect(other, IT), protect(other, IT, earlier=earlier_releases(cursor))
    pd.testing.assert_frame_equal(alone.frame, beside.frame)


def test_a_refusal_is_a_sentence_for_people_and_tells_no_figure(cursor):
    first = released(FIRST)
    record(cursor, "board 1", first, who="A. Officer", when=WHEN)
    (partner,) = hidden(first) - {"Thanet"}
    alone = protect(frame_of(by_district("open_cases", {partner: FIRST[partner]})), IT)
    record(cursor, "leaflet", alone, who="somebody who did not ask", when=WHEN + dt.timedelta(days=1))
    with pytest.raises(ReleaseRefused) as refused:
        released(FIRST, earlier_releases(cursor))
    said = str(refused.value)
    assert "numerator" not in said
    assert not set("0123456789") & set(said.replace("2018/19", "")), "the count is what must not be told"
