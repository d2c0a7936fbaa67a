"""Trends: answer first, both directions by name, every refusal in a sentence, the choice kept in the address."""

from __future__ import annotations

import json
import re

import pytest


def html(test) -> str:
    return "\n".join(element.proto.body for element in test.get("html"))


def words(test) -> str:
    """All that the page says, without tags."""
    said = [re.sub("<[^>]+>", " ", html(test)).replace("&#x27;", "'")]
    return "\n".join([*said, *(m.value for kind in (test.info, test.warning, test.error) for m in kind)])


def answered(test) -> str:
    return re.search(r'class="stls-answer">([^<]+)<', html(test))[1]


def test_the_page_asks_and_answers_what_the_last_points_say(look, sample):
    test = look(sample, "trends")
    assert test.title[0].value == "Is it getting better?"
    assert "Support started within 30 days in Kent, 2020/21, term 6: " in answered(test)
    assert "chance" in answered(test)


def test_both_directions_of_travel_are_named(look, sample):
    said = words(look(sample, "trends"))
    assert "Direction of travel by Kent's corporate rule over terms:" in said
    assert "Direction of travel by Kent's corporate rule over years:" in said
    assert "Direction of travel by the scorecard's rule:" in said


def test_chart_with_alt_text_table_closures_and_receipt(look, sample):
    test = look(sample, "trends")
    (chart,) = test.get("plotly_chart")
    assert "over 18 terms" in chart.proto.alt
    assert [box.label for box in test.expander] == ["Show the figures as a table", "Definitions, bases and intervals"]
    said = words(test)
    assert "23 March to 31 May 2020" in said
    assert "Data as at 21 July 2021" in said
    assert "Source: LIFT activity return." in said
    assert "Kent, 2018/19, term 1 to 2020/21, term 6." in said
    titles = re.findall(r'<h2 class="stls-h2">([^<]+)<', html(test))
    assert all(len(title.split()) <= 10 for title in titles)


def test_the_address_moves_indicator_area_and_rebase(look, sample):
    test = look(sample, "trends", indicator="Pupil targets met", district="Dover", rebase="true", phase="Primary")
    assert "Pupil targets met in Dover, 2020/21, term" in answered(test)
    said = words(test)
    assert "The chart starts anew at the first closure, by choice" in said
    assert "Population: Primary." in said


def test_the_series_ends_with_the_chosen_year(look, sample):
    assert "2018/19, term 6" in answered(look(sample, "trends", year="2018/19"))
    assert "2019/20, term 6" in answered(look(sample, "trends", year="2019/20"))


def test_without_a_choice_nothing_is_rebased(look, sample):
    assert "starts anew" not in words(look(sample, "trends"))


@pytest.mark.parametrize("indicator", ["Budget spent", "Support agreed against need"])
def test_what_is_held_by_the_year_is_refused_with_the_reason(look, sample, indicator):
    test = look(sample, "trends", indicator=indicator)
    assert answered(test).startswith("No trend can be drawn.")
    assert "by the year" in answered(test)
    assert not test.get("plotly_chart")


def test_counts_are_per_school_week(look, sample):
    test = look(sample, "trends", indicator="LIFT requests")
    assert "per 1,000 a week" in answered(test)
    assert "Per school week" in words(test)


def test_one_district_missing_is_said_and_kent_is_still_drawn(look, partial):
    missing = look(partial, "trends", district="Thanet")
    assert answered(missing).startswith("No trend can be drawn.")
    assert "Thanet" in answered(missing)
    assert "No LIFT activity return for Thanet, 2020/21." in words(missing).replace("\\", "")
    assert [link.proto.label for link in missing.get("page_link")] == ["Load a return on the Upload page"]
    kent = look(partial, "trends")
    assert "without Thanet" in words(kent)
    assert len(kent.get("plotly_chart")) == 1


def test_the_board_sees_kent_by_term_and_districts_where_enough_people_are(look, sample):
    kent = look(sample, "trends", audience="Board")
    assert "Support started within 30 days in Kent, 2020/21, term" in answered(kent)
    assert len(kent.get("plotly_chart")) == 1
    dover = look(sample, "trends", audience="Board", district="Dover", indicator="LIFT requests")
    assert "LIFT requests in Dover" in answered(dover)
    refused = look(sample, "trends", audience="Board", district="Dover", indicator="Support given virtually")
    assert "By term the board sees this figure for Kent." in answered(refused)
    assert not refused.get("plotly_chart")


def test_hidden_terms_are_said_and_marked_in_sentence_chart_alt_and_table(look, sample):
    test = look(sample, "trends", audience="Board", district="Thanet")
    counted = re.search(r"(\d+) of 18 terms are hidden \(c\), the last (\d+) among them", answered(test))
    assert counted, answered(test)
    (chart,) = test.get("plotly_chart")
    notes = [note for note in json.loads(chart.proto.spec)["layout"]["annotations"] if note["text"] == "c"]
    assert len(notes) == int(counted[1]) > int(counted[2]) > 0
    named = chart.proto.alt.split("Hidden (c): ")[1].split("; ")
    assert len(named) == len(notes)
    assert named[-1] == "2020/21, term 6."
    test.session_state["table-trend"] = True
    test.run()
    assert html(test).count('<td class="number">confidential</td>') == len(notes)
    assert "hidden" not in answered(look(sample, "trends", district="Thanet"))


def test_an_empty_warehouse_sends_to_the_upload(look, empty):
    test = look(empty, "trends")
    assert "No return has been loaded yet" in words(test)
    assert 'class="stls-answer"' not in html(test)


def test_every_indicator_is_drawn_or_refused_in_a_sentence(look, sample):
    test = look(sample, "trends")
    box = next(box for box in test.selectbox if box.label == "Indicator")
    for title in box.options:
        box.select(title).run()
        assert not test.exception, title
        assert answered(test).endswith(".")
        box = next(box for box in test.selectbox if box.label == "Indicator")
