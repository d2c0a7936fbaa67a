"""The Explore page: a table read, asked about, counted, kept and thrown away; its text never more than text."""

from __future__ import annotations

import re
import shutil

import pytest

from tests.pages.test_pages import html, words
from tests.pages.test_upload import button
from ui.html import escaped
from warehouse import explored, open_warehouse

NASTY = "=1+1 <b>*x*</b> [a](http://b)"
LINES = [
    "Ashford,10,100",
    "Canterbury,10,100",
    "Dover,12,100",
    "Swale,11,100",
    "Thanet,60,100",
    "Sevenoaks,<5,100",
    "Kent,103,600",
]


def table(*lines: str, header: str = f"District,{NASTY},Enrolled") -> bytes:
    return "\n".join([header, *lines]).encode()


@pytest.fixture
def fresh(sample, tmp_path):
    """The sample in a warehouse of this test's own."""
    return shutil.copy(sample, tmp_path / "fresh.duckdb")


@pytest.fixture
def opened(look, fresh):
    """A table dropped on the page."""

    def drop(data: bytes, name: str = "absence 2018-19.csv"):
        test = look(fresh, "explore")
        test.file_uploader[0].upload(name, data, "text/csv").run()
        assert not test.exception, test.exception
        return test

    return drop


@pytest.fixture
def counted(opened):
    """The table of LINES counted: lower is better."""
    test = opened(table(*LINES))
    test.selectbox(key="explore-polarity").set_value("Lower is better").run()
    button(test, "Work it out").click().run()
    assert not test.exception, test.exception
    return test


def test_a_year_that_nobody_stated_is_asked_for(opened):
    test = opened(table("Ashford,1,9", "Dover,2,9"), "absence.csv")
    assert "Still to be said: the academic year" in words(test)


@pytest.mark.parametrize("database", ["sample", "partial", "empty"])
def test_it_asks_for_a_table(look, request, database):
    test = look(request.getfixturevalue(database), "explore")
    assert "No table is open." in words(test)
    assert test.title[0].value == "What does this table say?"


def test_a_table_becomes_an_indicator_like_any_other(counted):
    (said,) = re.findall(r'class="stls-answer">([^<]+)<', html(counted))
    assert "runs from 10%" in said
    assert "to 60% (95% interval 50% to 69%; 60 of 100) in Thanet" in said
    assert [chart.proto.alt.split(" of ")[0] for chart in counted.get("plotly_chart")] == [
        "Dot plot",
        "Tile map",
        "Funnel plot",
    ]
    page = words(counted)
    assert "Kent is without" in page
    assert "Sevenoaks" in page
    assert f"Suppressed in the file: {escaped(NASTY)} is 0 to 4." in page
    assert "a total, is not set against the rows: the file suppresses some of them" in page
    assert "Of 7 rows of the table, 6 were counted. Left out: 1 as a total, so that" in page


def test_the_text_of_a_file_is_plain_text(counted):
    page = html(counted)
    assert "<b>*x*</b>" not in page
    assert "&lt;b&gt;*x*&lt;/b&gt;" in page
    messages = [m.value for kind in (counted.info, counted.warning, counted.error, counted.success) for m in kind]
    assert not any("[a](http" in message for message in messages)


def test_what_is_counted_is_kept_opened_and_thrown_away_for_all(counted, fresh):
    counted.text_input(key="explore-who").set_value("A. Analyst").run()
    button(counted, "Keep it").click().run()
    assert not counted.exception
    assert "was kept as table 1" in counted.success[0].value.replace("\\", "")
    assert "No table is open." in words(counted)
    counted.selectbox(key="explore-kept").set_value(0).run()
    button(counted, "Open it").click().run()
    assert "to 60% (95% interval 50% to 69%; 60 of 100) in Thanet" in words(counted)
    assert "Kept by A. Analyst on" in words(counted)
    button(counted, "Throw it away for all").click().run()
    assert not counted.exception
    assert not [box for box in counted.selectbox if box.key == "explore-kept"]


def test_thrown_away_stores_nothing(counted, fresh):
    button(counted, "Throw it away").click().run()
    assert "nothing was stored" in counted.success[0].value
    with open_warehouse(shutil.copy(fresh, fresh.with_name("copy.duckdb"))) as warehouse:
        assert explored.kept(warehouse) == []


def test_a_file_without_a_district_is_refused_with_a_sentence(opened):
    test = opened(table("bread,2", header="item,price"), "shopping.csv")
    assert "no column names Kent" in test.error[0].value.replace("\\", "")


def test_what_the_table_leaves_open_must_be_said_first(opened):
    test = opened(table("Thanet,5,10", "Tannet,2,10", "Dover,23.824,50.000"))
    assert button(test, "Work it out").disabled
    page = words(test)
    assert "Still to be said: what points mean and which district a name means that may be misspelt." in page
    test.selectbox(key="explore-near-0").set_value("Thanet")
    test.selectbox(key="explore-points").set_value("thousands: 23.824 is 23,824").run()
    button(test, "Work it out").click().run()
    assert not test.exception
    assert "7 of 20" in html(test)
    assert "23,824 of 50,000" in html(test)


def test_what_was_said_of_one_file_is_not_said_of_the_next(opened):
    test = opened(table("Thanet,5,10", "Dover,1,10"))
    test.selectbox(key="explore-top").set_value(1).run()
    test.text_input(key="explore-title").set_value("Mine").run()
    test.file_uploader[0].upload("other.csv", table("Thanet,5,10", "Dover,1,10", header="Where,a,b"), "text/csv").run()
    assert not test.exception
    assert test.selectbox(key="explore-top").value == 0
    assert test.text_input(key="explore-title").value == ""


def test_a_cell_at_fault_is_named_and_gives_no_figure(opened):
    test = opened(table("Thanet,in restauro,10", "Dover,1,10", "Swale,-1,10", "Ashford,11,10"))
    test.selectbox(key="explore-top").set_value(0).run()
    button(test, "Work it out").click().run()
    assert not test.exception
    page = words(test)
    assert "“in restauro”: no number." in page
    assert "a negative number" in page
    assert "more than its denominator, 10" in page
    assert "Cells that could not be used, named below: 3." in page


def test_our_own_denominators_serve(opened):
    test = opened(table("Thanet,5", "Dover,6", header="District,Exclusions"))
    test.selectbox(key="explore-kind").set_value("A rate for each 1,000").run()
    ours = next(
        i
        for i, name in enumerate(test.selectbox(key="explore-bottom").options)
        if name.startswith("Pupils at SEN Support")
    )
    test.selectbox(key="explore-bottom").set_value(ours).run()
    button(test, "Work it out").click().run()
    assert not test.exception
    assert "for each 1,000 of pupils at SEN Support" in words(test)


def test_a_return_is_recognised_as_one(opened):
    from tests.browser.server import ROOT

    path = next((ROOT / "data" / "sample").glob("*context*"))
    test = opened(path.read_bytes(), path.name)
    assert "This looks like the district context return" in test.info[0].value


def test_the_board_sees_protected_figures_and_no_cell_of_the_file(opened):
    test = opened(
        table("Ashford,3,100", "Dover,20,100", "Swale,25,100", "Thanet,30,90", "Sevenoaks,<5,100", "Kent,83,490")
    )
    button(test, "Work it out").click().run()
    test.selectbox(key="audience").set_value("Board").run()
    assert not test.exception
    page = html(test)
    assert len(test.get("plotly_chart")) == 3
    ashford = next(line for line in page.split("<tr>") if "Ashford" in line and "confidential" in line)
    assert "3 of 100" not in page
    assert "Hidden so that nobody can be told" in ashford
    assert "Suppressed in the file." in page
    assert "is 0 to 4" not in page
    assert "is not set against the rows" not in page


def test_a_kept_table_is_chosen_on_compare_and_trends(counted, look, fresh):
    counted.text_input(key="explore-title").set_value("Absence").run()
    button(counted, "Work it out").click().run()
    button(counted, "Keep it").click().run()
    test = look(fresh, "compare", indicator="Absence (table 1)", year="2018/19")
    page = words(test)
    assert "“Absence (table 1)” runs from 10%" in page
    assert "to 60% (95% interval 50% to 69%; 60 of 100) in Thanet" in page
    assert "Source: table kept on the Explore page." in page
    for look_at in ("By size: funnel", "In order: ranks"):
        held = look(fresh, "compare", indicator="Absence (table 1)", year="2018/19", look=look_at)
        assert len(held.get("plotly_chart")) == 2
    held = look(fresh, "compare", indicator="Absence (table 1)", year="2020/21")
    assert "The table holds nothing for 2020/21; it is about 2018/19." in words(held).replace("\\", "")
    trend = words(look(fresh, "trends", indicator="Absence (table 1)", year="2018/19"))
    assert "It is held by the year" in trend
    board = look(fresh, "compare", indicator="Absence (table 1)", year="2018/19", audience="Board")
    assert "confidential" not in words(board)
    phase = look(fresh, "compare", indicator="Absence (table 1)", year="2018/19", phase="Primary")
    assert "cannot be split or filtered further" in words(phase).replace("\\", "")


def test_years_across_the_columns_are_proposed(opened):
    test = opened(table("Thanet,1,2,3", "Dover,4,5,6", header="District,2018/19,2019/20,2020/21"), "any.csv")
    assert test.selectbox(key="explore-sheet").options[0] == "Table, years across, read as 6 rows"
    test.selectbox(key="explore-kind").set_value("A count by itself").run()
    button(test, "Work it out").click().run()
    assert not test.exception
    assert "Of 6 rows of the table (2 rows of the file, laid out anew), 6 were counted." in words(test)


def test_percentages_that_a_table_gives(opened):
    test = opened(table("Thanet,0.125,80", "Dover,0.25,80", header="District,Percentage absent,Enrolled"))
    test.selectbox(key="explore-kind").set_value("A percentage that the table gives, of a whole").run()
    assert "Still to be said: what 0.5 means among the percentages." in words(test)
    test.selectbox(key="explore-shares").set_value("0.125 is 12.5%").run()
    button(test, "Work it out").click().run()
    assert not test.exception
    assert "10 of 80" in html(test)


def test_the_title_of_a_kept_table_is_plain_text_on_other_pages(counted, look, fresh):
    """Its title is the column's name, which is HTML, Markdown and a formula."""
    button(counted, "Keep it").click().run()
    test = look(fresh, "compare", indicator=f"{NASTY} (table 1)", year="2018/19", look="In order: ranks")
    assert "to 60% (95% interval 50% to 69%; 60 of 100) in Thanet" in words(test)
    assert "<b>*x*</b>" not in html(test)
    for chart in test.get("plotly_chart"):
        assert "Thanet" in chart.proto.spec
        assert not re.search(r"(<|u003c)b(>|.?u003e)\*x", chart.proto.spec)
    messages = [m.value for kind in (test.info, test.warning, test.error) for m in kind]
    assert not any("[a](http" in message for message in messages)
