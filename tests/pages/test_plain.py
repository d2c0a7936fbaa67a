"""Text from data is shown letter by letter, and nothing that is taken away can run."""

from __future__ import annotations

import csv
import io

import pandas as pd
import pytest

from ui.downloads import as_csv, neutral
from ui.html import escaped, plain
from ui.tables import made

NASTY = [
    "<script>alert(1)</script>",
    "**bold**",
    ":red[x]",
    "$x^2$",
    "[a](http://b)",
    "`code`",
    "# title",
    "![i](http://b)",
]


@pytest.mark.parametrize("text", NASTY)
def test_markdown_and_html_lose_their_meaning(text):
    shown = plain(text)
    assert all(f"\\{mark}" in shown for mark in set(text) & set("*`[]()<>#$:!"))
    assert "<" not in escaped(text)


def test_a_cell_of_a_table_is_text():
    page = made(pd.DataFrame({"File": ["<img src=x onerror=y>"], "Rows": ["1 & 2"]}), "A <caption>", ("Rows",))
    assert "<img" not in page
    assert "1 &amp; 2" in page
    assert "A &lt;caption&gt;" in page
    assert '<th scope="row">' in page
    assert '<th scope="col" class="number">Rows</th>' in page


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", " =", "＝", "＠"])
def test_no_cell_of_a_download_starts_a_formula(start):
    cell = f"{start}HYPERLINK(1)"
    assert neutral(cell).startswith("'")
    data = as_csv(pd.DataFrame({"value": [cell], f"{start}name": ["x"]}))
    header, line = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert not any(text.startswith(start) for text in [*header, *line])


def test_numbers_stay_numbers_and_unknown_stays_blank():
    data = as_csv(pd.DataFrame({"value": [-3.5, None], "note": ["fine", None]})).decode("utf-8-sig")
    assert data.splitlines() == ["value,note", "-3.5,fine", ","]


def test_a_word_longer_than_ours_may_be_broken_so_that_no_column_is_pushed_out_of_sight():
    page = made(pd.DataFrame({"File": ["W" * 400], "Rows": ["Tonbridge and Malling"]}), "Files")
    assert f'<span class="stls-long">{"W" * 400}</span>' in page
    assert "<td>Tonbridge and Malling</td>" in page


def test_a_table_of_many_columns_says_to_a_phone_that_it_scrolls():
    names = ["File", "Rows", "Loaded", "By"]
    assert "4 columns: scroll sideways" in made(pd.DataFrame([names], columns=names), "Files")
    assert "sideways" not in made(pd.DataFrame([names[:3]], columns=names[:3]), "Files")


def test_a_long_table_scrolls_in_a_frame_of_its_own():
    long = made(pd.DataFrame({"Row": [f"{n}" for n in range(372)]}), "Figures")
    assert 'class="stls-scroll tall" role="region" tabindex="0"' in long
    assert "372 rows: scroll down for the rest." in long
    assert "scroll tall" not in made(pd.DataFrame({"Row": ["1", "2"]}), "Figures")
