"""Every page on the sample, on an empty and on a partial warehouse: what a reader must find there."""

from __future__ import annotations

import re

import pytest
from streamlit.testing.v1 import AppTest

from tests.browser.server import ROOT
from warehouse import WarehouseBusy

FIGURES = ("summary", "scorecard", "equity", "compare", "district", "outcomes")
MOVED = {"year": "2019/20", "district": "Thanet", "phase": "Primary", "framework": "2012 agreement"}


def html(test) -> str:
    """All the HTML of a page."""
    return "\n".join(element.proto.body for element in test.get("html"))


def words(test) -> str:
    """All that a page says: its HTML without tags, its messages, its title."""
    said = [
        re.sub("<[^>]+>", " ", html(test)),
        *(m.value for kind in (test.info, test.warning, test.error) for m in kind),
    ]
    return "\n".join([*said, *(title.value for title in test.title)])


@pytest.mark.parametrize("page", [*FIGURES, "upload"])
def test_a_page_asks_a_question_and_answers_it_first(look, sample, page):
    test = look(sample, page)
    assert len(test.title) == 1
    assert test.title[0].value.endswith("?")
    answers = re.findall(r'class="stls-answer">([^<]+)<', html(test))
    assert len(answers) == 1
    assert answers[0].endswith(".")
    assert "Synthetic demonstration data" in words(test)


@pytest.mark.parametrize("page", FIGURES)
def test_a_page_says_how_sure_it_is_where_it_comes_from_and_who_may_see_it(look, sample, page):
    said = words(look(sample, page))
    assert "Benjamini-Hochberg" in said
    assert "Internal: real counts, not for publication" in said
    assert "Data as at 21 July 2021" in said
    assert "Source:" in said
    assert "Population:" in said


@pytest.mark.parametrize("page", FIGURES)
def test_every_chart_has_a_short_title_alt_text_and_a_table(look, sample, page):
    test = look(sample, page)
    charts = test.get("plotly_chart")
    assert charts
    assert all(len(chart.proto.alt) > 40 for chart in charts)
    titles = re.findall(r'<h2 class="stls-h2">([^<]+)<', html(test))
    assert all(len(title.split()) <= 10 for title in titles)
    assert any(expander.label == "Show the figures as a table" for expander in test.expander)


@pytest.mark.parametrize("page", FIGURES)
def test_the_same_filters_stand_on_every_page_and_move_it(look, sample, page):
    test = look(sample, page)
    assert [box.label for box in test.selectbox][:6] == [
        "Year",
        "District",
        "Phase",
        "Need",
        "KPI framework",
        "Audience",
    ]
    before = words(test)
    for name, value in MOVED.items():
        test.selectbox(key=name).set_value(value)
    test.run()
    assert not test.exception
    assert "Year 2019/20; Thanet; Primary" in words(test)
    assert "2012 agreement" in words(test)
    assert words(test) != before


@pytest.mark.parametrize("page", FIGURES)
def test_an_address_opens_the_view_that_it_says(look, sample, page):
    test = look(sample, page, year="2018/19", district="Swale", need="Autistic spectrum disorder")
    assert "Year 2018/19; Swale; Autistic spectrum disorder" in words(test)


@pytest.mark.parametrize("page", FIGURES)
def test_the_board_sees_every_page_without_small_numbers(look, sample, page):
    test = look(sample, page, audience="Board")
    assert not test.exception
    assert "small numbers are hidden" in html(test)
    assert "not for publication" not in html(test)
    assert test.get("plotly_chart")


def test_the_board_is_refused_a_choice_that_could_give_away_a_child(look, sample):
    test = look(sample, "summary", audience="Board", need="Autistic spectrum disorder", phase="Primary")
    assert "could give away a child" in test.warning[0].value
    assert not test.get("plotly_chart")


def test_the_board_may_choose_a_need_and_is_told_what_is_withheld(look, sample):
    test = look(sample, "compare", audience="Board", need="Autistic spectrum disorder", indicator="LIFT requests")
    assert "“LIFT requests” runs from" in words(test)
    held = look(sample, "compare", audience="Board", need="Autistic spectrum disorder", indicator="Pupil targets met")
    assert "Withheld: by need the board sees requests" in words(held).replace("\\", "")


@pytest.mark.parametrize(
    "tab",
    [
        "Level of support by need",
        "Means and practice",
        "Gap in children",
        "How unequal",
        "Three bases of need",
        "Mix of the offer",
    ],
)
def test_the_board_sees_every_tab_of_equity_or_its_reason(look, sample, tab):
    assert not look(sample, "equity", audience="Board", look=tab).exception


@pytest.mark.parametrize("page", FIGURES)
def test_an_empty_warehouse_names_what_is_missing_and_links_to_the_upload(look, empty, page):
    test = look(empty, page)
    assert "LIFT activity" in test.info[0].value
    assert len(test.get("page_link")) == 1
    assert not test.get("plotly_chart")
    assert "Synthetic demonstration data" not in words(test)


@pytest.mark.parametrize("page", FIGURES)
def test_a_missing_district_is_named(look, partial, page):
    test = look(partial, page, year="2019/20")
    assert "without Thanet: no LIFT activity return" in words(test).replace("\\", "")
    assert "2019/20; 1 for Kent" not in words(test), "two notes on one figure are two sentences"
    assert "Synthetic demonstration data" not in words(test)


def test_an_indicator_without_its_return_names_it_and_links_to_the_upload(look, partial):
    test = look(partial, "compare", indicator="Satisfied with advice")
    assert "satisfaction survey" in test.info[0].value
    assert len(test.get("page_link")) == 1


def test_the_scorecard_says_targets_in_words_and_shape_and_that_they_are_illustrative(look, sample):
    said = words(look(sample, "scorecard"))
    assert "Targets and floors are illustrative, to be agreed." in said
    assert "✖ Floor missed" in said
    assert "✔ Target met" in said
    assert "75% (illustrative)" in said


def test_the_scorecard_of_2012_holds_other_indicators(look, sample):
    new, old = look(sample, "scorecard"), look(sample, "scorecard", framework="2012 agreement")
    assert "Budget spent" in words(old)
    assert "Budget spent" not in words(new)


def test_values_from_before_a_framework_are_called_a_recalculated_baseline(look, sample):
    assert "Recalculated baseline" in words(look(sample, "scorecard", year="2018/19"))


def test_equity_sets_two_bases_of_need_side_by_side_and_keeps_its_tab_in_the_address(look, sample):
    first = look(sample, "equity")
    assert "Per 1,000 pupils at SEN Support" in first.get("plotly_chart")[0].proto.alt
    assert "Funding per pupil at SEN Support" in words(first)
    where = look(sample, "equity", look="Where in Kent")
    assert "Tile map" in where.get("plotly_chart")[1].proto.alt
    assert [box.label for box in where.expander].count("Show the figures as a table") == 2
    needs = look(sample, "equity", look="Level of support by need")
    assert "Heat table" in needs.get("plotly_chart")[1].proto.alt


def test_outcomes_name_the_gap_in_evidence_and_mark_placeholder_wording(look, sample, activity):
    bare = words(look(activity, "outcomes"))
    assert re.search("There is no evidence for .*“My family is confident in my school”", bare)
    assert "No evidence for this year:" in bare
    said = words(look(sample, "outcomes"))
    assert said.count("Placeholder wording") == 5
    assert "B2: Children and young people with SEND have their needs successfully met" in said
    assert "quantitative" in said
    assert "qualitative" in said


def test_a_district_page_shows_the_one_chosen_else_the_one_with_most_findings(look, sample):
    assert "What stands out in Swale" in words(look(sample, "district", district="Swale"))
    assert "has most findings and is shown" in words(look(sample, "district"))


def test_findings_lead_to_their_indicator_with_the_filters_kept(look, sample):
    link = look(sample, "summary", year="2019/20").get("page_link")[0].proto
    assert "year=2019" in link.query_string
    assert "indicator=" in link.query_string


def test_the_table_behind_the_toggle_is_a_real_one_with_a_download(look, sample):
    test = look(sample, "compare")
    assert "<table" not in html(test)
    test.session_state["table-compare"] = True
    test.run()
    table = next(body for body in html(test).split("\n") if "<table" in body)
    assert table.count("<tr") == 14  # a header, twelve districts and Kent
    assert 'scope="row"' in table
    assert "<caption>" in table
    assert [button.proto.label for button in test.get("download_button")] == ["Download these figures (CSV)"]


def test_upload_lists_what_stands(look, sample):
    said = words(look(sample, "upload"))
    assert "19 files are in use, with 6,873 rows" in said
    assert "LIFT activity return" in said


def test_a_warehouse_that_another_process_holds_is_said_in_a_sentence(monkeypatch, tmp_path):
    def busy(path):
        raise WarehouseBusy(f"The warehouse {path} is in use by another process.")

    monkeypatch.setattr("ui.warehouse.open_warehouse", busy)
    monkeypatch.setenv("STLS_DB", str(tmp_path / "held.duckdb"))
    test = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    assert not test.exception
    assert "in use by another process" in test.error[0].value


@pytest.mark.parametrize("asked", ["board", "BOARD", "Board ", "public", ""])
def test_an_address_never_opens_the_internal_view_for_want_of_the_right_spelling(sample, look, asked):
    test = look(sample, "summary", audience=asked)
    assert not test.exception
    assert test.selectbox(key="audience").value == "Board"
    assert "Board: small numbers are hidden" in words(test)


def test_a_choice_typed_in_small_letters_is_that_choice(sample, look):
    test = look(sample, "district", district="thanet", audience="internal")
    assert test.selectbox(key="district").value == "Thanet"
    assert test.selectbox(key="audience").value == "Internal"
