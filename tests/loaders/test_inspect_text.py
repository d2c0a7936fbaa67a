"""The verdict on text that was spoilt on its way: letters, lines in one cell, blanks before quotes, drawn lines."""

from __future__ import annotations

import pytest

from loaders.inspect import inspect_file
from tests.loaders.test_inspect import of_rows, of_text, told


def codes(data: bytes) -> set[str]:
    return {problem[0] for problem in told(inspect_file(data, "a.csv"))}


@pytest.mark.parametrize(
    "data",
    [
        "id,name\n1,Ren\u00c3\u00a9e\n2,x\n".encode(),  # UTF-8 taken for Windows-1252 and saved again
        "id,name\n1,St Andrew\u00e2\u20ac\u2122s\n2,x\n".encode(),
        b"id,name\n1,abc\xe2\x82(\n2,x\n",  # UTF-8 that breaks off within a letter
        b"id,name\n1,bo\xff\xffgie\n2,x\n",
        "id,name\n1,\u0391\u03b8\u03ae\u03bd\u03b1\n2,x\n".encode("iso-8859-7"),
        "id,name\n1,\u041c\u043e\u0441\u043a\u0432\u0430\n2,x\n".encode("cp1251"),
        b"id,name\n1,caf\x82\n2,x\n",  # code page 850
    ],
)
def test_letters_read_in_the_wrong_alphabet_are_told_with_their_line(data):
    answer = inspect_file(data, "a.csv")
    assert (answer["verdict"], told(answer)) == ("warn", [("garbled", 2, None)])


@pytest.mark.parametrize("name", ["Zoë – “Café”", "£5 ½ 90°", "Brontë’s …", "Ærøskøbing", "Ünal", "ýýýýý", "NÃO"])
def test_the_letters_of_western_europe_are_not_doubted(name):
    for encoding in ("cp1252", "utf-8"):
        assert codes(f"id,name\n1,{name}\n2,x\n".encode(encoding)) == set()


@pytest.mark.parametrize("between", [",", ";", "\t"])
def test_lines_that_stand_whole_in_one_cell_are_told(between):
    lines = [between.join(("District", "Requests", "Met")), between.join(("Thanet", "4", "2"))]
    lines.append(between.join(("Dover", "5", "1")))
    assert codes("".join(f'"{line}"\n' for line in lines).encode()) == {"unsplit"}
    answer = of_rows(*([line] for line in lines))
    assert told(answer) == [("unsplit", None, lines[0].expandtabs(1))]


def test_a_lone_column_of_sentences_was_never_meant_to_be_divided():
    assert of_rows(["Comment"], ["Late, again, and again"], ["Good"], ["Quick, kind"])["verdict"] == "load"


def test_a_blank_before_a_quotation_mark_does_not_divide_what_is_quoted():
    answer = of_text('name, note, n\n"Ann", "late, twice", 1\n"Bob", "a ""friend""", 2\n')
    assert (answer["verdict"], answer["tables"][0]["rows"]) == ("load", 2)


def test_a_quoted_word_at_the_start_of_a_bare_text_stays_a_text():
    answer = of_text('name, note, n\nAnn, "Total" communication, 1\nBob, none, 2\n')
    assert (answer["tables"][0]["rows"], len(answer["tables"][0]["columns"])) == (2, 3)


def test_a_line_drawn_below_the_header_is_no_row():
    table = of_text("foo\tbar\tbaz\n----\t----\t---\n1\t2\t3\n4\t-\t6\n")["tables"][0]
    assert (table["rows"], table["not_data"]) == (2, 2)


def test_rows_that_are_all_alike_are_rows_and_no_header_that_stands_again():
    assert of_text("yes,no\n" * 5)["tables"][0]["rows"] == 4
    assert of_text("a,b\n1,2\na,b\n3,4\n")["tables"][0]["rows"] == 2


def test_a_label_with_a_letter_of_another_alphabet_is_told():
    assert told(of_text("id,D\u0456strict\n1,Thanet\n2,Dover\n")) == [("look_alike", 1, "D\u0456strict")]


def test_a_merge_that_reaches_below_the_last_row_is_no_fault_of_ours():
    answer = of_rows(["Name", "Sex"], ["", ""], merges=((0, 0, 3, 0), (0, 1, 3, 1)))
    assert answer["verdict"] in ("load", "warn")
    assert answer["tables"][0]["rows"] == 0
