"""The Data quality page on the sample, on a partial and on an empty warehouse."""

from __future__ import annotations

import re
import shutil

from tests.pages.test_pages import html, words
from warehouse import explored, open_warehouse


def test_it_says_how_complete_the_returns_are_and_how_far_a_headline_could_move(look, sample):
    test = look(sample, "quality", year="2019/20")
    (said,) = re.findall(r'class="stls-answer">([^<]+)<', html(test))
    assert re.match(r"For 2019/20, \d+ of \d+ district returns are complete \(\d+%\)", said)
    assert "as it stands" in said
    assert "Synthetic demonstration data" in words(test)


def test_the_grid_says_each_return_in_words_and_shapes(look, partial):
    page = html(look(partial, "quality", year="2019/20"))
    grid = page[page.index("Returns for 2019/20, by district") :]
    activity = next(line for line in grid.split("<tr>") if "LIFT activity return" in line)
    assert activity.count("● in") == 11
    assert activity.count("○ missing") == 1
    assert next(line for line in grid.split("<tr>") if "Satisfaction survey" in line).count("○ missing") == 12


def test_missing_returns_are_named_with_the_way_to_the_upload(look, partial):
    test = look(partial, "quality", year="2019/20")
    assert "LIFT activity return 2019/20: missing from Thanet." in words(test)
    assert "Satisfaction survey 2019/20: missing for every district." in words(test)
    assert any("Upload" in link.proto.label for link in test.get("page_link"))


def test_a_missing_district_moves_kent(look, partial):
    test = look(partial, "quality", year="2019/20")
    assert "Thanet, which is missing: like the lowest, or the highest, district" in words(test)
    test.session_state["margins-each"] = True
    test.run()
    assert "Each gap by itself, Kent" in words(test)


def test_what_is_folded_is_made_when_it_is_opened(look, partial):
    test = look(partial, "quality", year="2019/20")
    assert "Returns for 2018/19, by district" not in words(test)
    test.session_state["years"] = True
    test.run()
    assert not test.exception
    assert "Returns for 2018/19, by district" in words(test)


def test_tables_kept_on_explore_say_what_was_left_out(look, partial, tmp_path):
    path = shutil.copy(partial, tmp_path / "kept.duckdb")
    with open_warehouse(path) as warehouse:
        rows = {"read": 14, "rows": 14, "counted": 12, "totals": 1, "left": {"medway": 1}, "not_kept": 0, "faulty": 0}
        cells = [{"district": "Dover", "year": "2018/19", "numerator": 1, "denominator": None, "symbol": None}]
        said = {"title": "<b>Absence</b>", "kind": "count", "numerator": "n"}
        explored.keep(warehouse, said, cells, "absence.csv", "A. Analyst", rows)
    page = words(look(path, "quality", year="2019/20"))
    assert "&lt;b&gt;Absence&lt;/b&gt; (table 1), absence.csv" in page
    assert "Of 14 rows of the table, 12 were counted. Left out: 1 as a total" in page
    assert "1 of Medway, which is not Kent County Council" in page


def test_reasons_are_counted_and_listed_by_file(look, partial, tmp_path):
    path = shutil.copy(partial, tmp_path / "faulty.duckdb")
    with open_warehouse(path) as warehouse:
        warehouse.cursor().execute(
            """update store.batch set set_aside = '{"meeting_date": 1234, "duplicate": 5}',
               unmatched = '[{"column": "need", "value": "<b>Odd</b>", "rows": 3}]' where file like '%Dover%'"""
        )
    test = look(path, "quality", year="2018/19")
    test.session_state["margins-each"] = True
    page = words(test.run())
    assert "1,234 rows wait to be corrected" in page
    assert re.search(
        r"Meeting date missing, impossible or outside the years of the file\s+LIFT activity return\s+1,234", page
    )
    assert "1,234 rows set aside: none, or all, agreed and started within 30 days" in page
    assert "&lt;b&gt;Odd&lt;/b&gt;" in page


def test_the_chart_follows_the_headline_chosen_and_has_alt_text(look, sample):
    test = look(sample, "quality", year="2019/20")
    test.selectbox(key="headline").set_value("Median wait for support").run()
    assert not test.exception
    (chart,) = test.get("plotly_chart")
    assert chart.proto.alt.startswith("Plot of Median wait for support by district")
    assert "Thanet" in chart.proto.alt


def test_without_a_return_it_says_so(look, empty):
    assert "No return has been loaded yet" in words(look(empty, "quality"))


def test_the_board_is_refused(look, sample):
    test = look(sample, "quality", audience="Board")
    assert test.warning
    assert "Rows set aside, by reason" not in words(test)
