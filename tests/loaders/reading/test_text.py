"""Delimited text: every encoding strictly, every delimiter, every physical line accounted for."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.reading import Unreadable, read_grid, records


def read(text: str | bytes, encoding: str = "utf-8"):
    return read_grid(text.encode(encoding) if isinstance(text, str) else text, "a.csv")


def codes(grid) -> list[tuple[str, int | None]]:
    return [(problem.code, problem.row) for problem in grid.problems]


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", b"\xef\xbb\xbf"),
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-be", b"\xfe\xff"),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
        ("cp1252", b""),
    ],
)
def test_every_encoding_gives_the_same_cells(encoding, mark):
    grid = read(mark + "id,name,cost\n1,Zoë Brontë,£5\n2,Renée – Ångström,£6\n".encode(encoding))
    assert grid.sheets[0].rows == [["id", "name", "cost"], ["1", "Zoë Brontë", "£5"], ["2", "Renée – Ångström", "£6"]]
    assert grid.problems == []


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_below_hundreds_of_title_lines(delimiter):
    lines = (
        ["Report of the year, with notes"] * 300
        + [delimiter.join("abc")]
        + [delimiter.join([f"{n},5", "x", "y"]) for n in range(4)]
    )
    if delimiter == ",":
        lines = [line.replace(",5", "5") for line in lines]
    assert read("\n".join(lines)).delimiter == delimiter


def test_semicolons_win_over_decimal_commas():
    grid = read("name;score;share\nA;1,5;2,5\nB;3,5;4,5\n")
    assert grid.sheets[0].rows[1] == ["A", "1,5", "2,5"]


def test_a_single_column_of_decimal_commas_stays_one_column():
    grid = read("score\n12,5\n145,00\n")
    assert grid.delimiter is None
    assert grid.sheets[0].rows == [["score"], ["12,5"], ["145,00"]]


def test_excels_own_delimiter_line_is_followed_and_counted():
    grid = read("sep=;\na;b\n1;2\n")
    assert grid.sheets[0].rows == [["a", "b"], ["1", "2"]]
    assert list(grid.sheets[0].lines) == [2, 3]


def test_excels_delimiter_line_is_followed_whatever_ends_it():
    sheet = read("sep=;\ra;b\r1;2\r").sheets[0]
    assert (sheet.rows, sheet.lines) == ([["a", "b"], ["1", "2"]], [2, 3])


def test_a_line_that_is_whole_without_one_quotation_mark_is_read_without_it():
    grid = read('a,b,c\n1,"x, y",z\n2,"All Saints,"p, q"\n3,"x, y",z\n')
    assert [len(row) for row in grid.sheets[0].rows] == [3, 3, 3, 3]
    assert grid.sheets[0].rows[2] == ["2", "All Saints", "p, q"]
    assert codes(grid) == [("quote", 3)]


def test_an_unclosed_quote_swallows_nothing_and_is_named_by_its_line():
    grid = read('a,b\n1,x\n"2,y\n3,z\n' + "4,w\n" * 5000)
    assert len(grid.sheets[0].rows) == 5004
    assert codes(grid) == [("quote", 3)]
    assert grid.sheets[0].rows[3] == ["3", "z"]


def test_an_unclosed_quote_that_pairs_with_a_later_one_swallows_nothing():
    grid = read('a,b,c,d\n1,"x,2,3\n4,5,6,7\n8,9,10,y",11,12,13\n')
    assert [row[0] for row in grid.sheets[0].rows] == ["a", "1", "4", "8"]
    assert ("quote", 2) in codes(grid)


def test_a_value_over_several_lines_stays_whole():
    grid = read('a,b,c\n1,"first, second\r\nthird",3\r\n4,5,6\n')
    assert grid.sheets[0].rows == [["a", "b", "c"], ["1", "first, second\r\nthird", "3"], ["4", "5", "6"]]
    assert list(grid.sheets[0].lines) == [1, 2, 4]
    assert grid.problems == []


def test_nul_characters_are_left_out_and_told():
    grid = read(b"a|b\nx\x00y|2\n")
    assert grid.sheets[0].rows[1] == ["xy", "2"]
    assert codes(grid) == [("nul", 2)]


def test_mixed_encodings_keep_every_letter_and_name_the_rarer_lines():
    data = "id,name\n1,é\n2,è\n".encode() + "3,ü\n".encode("cp1252")
    grid = read(data)
    assert [row[1] for row in grid.sheets[0].rows] == ["name", "é", "è", "ü"]
    assert codes(grid) == [("mixed_encoding", 4)]


def test_a_letter_lost_before_is_told():
    assert codes(read("id,name\n1,Zo�\n")) == [("lost_character", 2)]


def test_a_byte_in_no_alphabet_is_refused_with_its_line():
    with pytest.raises(Unreadable, match="Line 2"):
        read(b"id,name\n1,\x81\xe9\n")


@pytest.mark.parametrize("line", ["x," * 40_000, '",' * 50_000, "a;" * 40_000])
def test_a_line_wider_than_any_spreadsheet_is_refused_at_once(line):
    with pytest.raises(Unreadable, match="columns"):
        read("a,b\n" + line + "\n")


def test_a_line_too_wide_is_refused_however_far_down():
    with pytest.raises(Unreadable, match=r"Line 3001 .*columns"):
        read("a,b\n" * 3000 + "x," * 40_000 + "\n")


def test_as_many_columns_as_a_spreadsheet_holds_are_read():
    assert len(read(",".join(map(str, range(16_384))) + "\n").sheets[0].rows[0]) == 16_384


@pytest.mark.parametrize("data", [bytes(range(256)) * 20, b"\x00\x01\x02\x03" * 400])
def test_what_is_no_text_is_refused(data):
    with pytest.raises(Unreadable):
        read(data)


def test_lines_of_all_three_sorts_are_counted():
    sheet = read("a,b\n1,2\r\n3,4\r5,6").sheets[0]
    assert sheet.rows == [["a", "b"], ["1", "2"], ["3", "4"], ["5", "6"]]
    assert list(sheet.lines) == [1, 2, 3, 4]


plain = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufeff�"), max_size=8)
quoted = st.one_of(
    plain, st.sampled_from(['say "hi"', "two\nlines", "a,b;c", "00123", "NA", "null", "=1+1", "<b>x</b>"])
)


@given(st.lists(st.lists(quoted, min_size=3, max_size=3), min_size=2, max_size=12), st.sampled_from(",;\t|"))
def test_what_a_csv_writer_writes_is_read_back_whole(rows, delimiter):
    rows = [["first", "second", "third"], *rows, ["x", "y", "z"], ["x", "y", "z"], ["x", "y", "z"]]
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(rows)
    grid = read(written.getvalue())
    assert grid.sheets[0].rows == rows


@pytest.mark.parametrize(
    ("line", "lines", "most"), [("a,1\n", 1_400_000, 1_370_000), ("a,b,c,d,e\n", 1_200_000, 1_140_000)]
)
def test_more_lines_than_can_be_held_are_refused_before_they_are_read(line, lines, most, monkeypatch):
    monkeypatch.setattr(records, "split_records", lambda *_: pytest.fail("it was read"))
    with pytest.raises(Unreadable, match=f"{lines:,} lines.* at most {most:,} lines"):
        read_grid(line.encode() * lines, "long.csv")


@pytest.mark.parametrize("remembered", [0, 150_000])
def test_a_large_text_holds_one_copy_of_each_value_that_it_remembers(monkeypatch, remembered):
    monkeypatch.setattr(records, "_LARGE", 0)
    monkeypatch.setattr(records, "_REMEMBERED", remembered)
    rows = read_grid(b"school,count\nHill School,12\nDale School,13\nHill School,12\n", "a.csv").sheets[0].rows
    assert rows == [["school", "count"], ["Hill School", "12"], ["Dale School", "13"], ["Hill School", "12"]]
    assert (rows[1][0] is rows[3][0]) == bool(remembered)
