"""Files that are no return as the template has it, and what becomes of each: loaded whole, or refused with a reason."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
import xlsxwriter

LABELS = "Request ref,LIFT meeting date,School / setting,Phase,UPN,SEN status,LIFT outcome,First contact,Closed".split(
    ","
)
ROWS = [[f"R{n}", f"{n:02d}/10/2018", f"School {n}", "Primary", "", "K", "Advice", "", ""] for n in range(1, 9)]
NULLS = ["NA", "None", "null", "NaN", "Nil Street", "TRUE", "nan", "N/A School"]
HOSTILE = [
    '=HYPERLINK("http://x")', "<script>alert(1)</script>", "'; drop table batch; --", "**bold** :red[x] $x$",
    "@SUM(1)", "+1+1", "-2+3|cmd", "![x](http://x)",
]  # fmt: skip


def _lines(between: str = ",", end: str = "\r\n", labels=LABELS, rows=ROWS, quote: bool = False) -> str:
    shown = (lambda cell: '"' + cell.replace('"', '""') + '"') if quote else str
    return end.join(between.join(map(shown, row)) for row in [labels, *rows]) + end


def _with(column: int, values: list[str]) -> list[list[str]]:
    return [[*row[:column], value, *row[column + 1 :]] for row, value in zip(ROWS, values, strict=True)]


def _book(change=None) -> bytes:
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made)
    sheet = book.add_worksheet("Data")
    for place, row in enumerate([LABELS, *ROWS]):
        sheet.write_row(place, 0, row)
    book.close()
    packed = io.BytesIO()
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = change(name, old.read(name)) if change else old.read(name)
            if content is not None:
                new.writestr(name, content)
    return packed.getvalue()


def _strict(name: str, content: bytes) -> bytes:
    content = content.replace(
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main"
    )
    return content.replace(
        b"http://schemas.openxmlformats.org/officeDocument/2006", b"http://purl.oclc.org/ooxml/officeDocument"
    )


def _in_sheet(pattern: bytes, new: bytes):
    return lambda name, content: re.sub(pattern, new, content) if name.endswith("sheet1.xml") else content


WHOLE = {
    "UTF-16 with tabs": _lines("\t").encode("utf-16"),
    "UTF-16 without a mark": _lines().encode("utf-16-be"),
    "a line that tells the delimiter": b"sep=;\r\n" + _lines(";").encode(),
    "pipes": _lines("|").encode(),
    "line ends of an old Macintosh": _lines(end="\r").encode(),
    "mixed line ends": _lines().replace("\r\n", "\n", 3).encode(),
    "line breaks within cells": _lines(quote=True, rows=_with(2, [f"School\n{n}" for n in range(8)])).encode(),
    "line breaks within labels": _lines(quote=True, labels=[label.replace(" ", "\n", 1) for label in LABELS]).encode(),
    "fifty commas after each line": _lines(end="," * 50 + "\r\n").encode(),
    "four hundred title lines": (b"Kent County Council\r\n" * 400) + _lines().encode(),
    "16,384 columns": _lines(end="," * 16_375 + "\r\n").encode(),
    "names that look like nulls": _lines(rows=_with(2, NULLS)).encode(),
    "hostile text": _lines(quote=True, rows=_with(2, HOSTILE)).encode(),
    "dates with a time": _lines(rows=_with(1, [f"2018-10-{n:02d}T00:00:00Z" for n in range(1, 9)])).encode(),
    "a workbook": _book(),
    "strict Open XML": _book(_strict),
    "a dimension that is too small": _book(_in_sheet(rb'<dimension ref="[^"]*"', b'<dimension ref="A1"')),
    "a dimension that is too large": _book(_in_sheet(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:XFD1048576"')),
    "cells that do not say where they stand": _book(_in_sheet(rb' r="[A-Z]*[0-9]+"', b"")),
    "a zip with something after it": _book() + b"\x00" * 500,
}
REFUSED = {
    "no shared strings": _book(lambda name, content: None if "sharedStrings" in name else content),
    "a shared string that is not there": _book(_in_sheet(rb"<v>20</v>", b"<v>99999</v>")),
    "half a sheet": _book(lambda name, content: content[:-60] if name.endswith("sheet1.xml") else content),
    "two thirds of an upload": _book()[: len(_book()) * 2 // 3],
    "something before the zip": b"junk" * 10 + _book(),
    "text in EBCDIC": _lines().encode("cp500"),
    "a line of three million fields": b"x," * 3_000_000,
    "nothing but quotation marks": b'"' * 300_000,
    "an e-mail": b"From: a@b.c\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\n" + _lines().encode(),
    "a header alone": _lines(rows=[]).encode(),
}


@pytest.mark.parametrize("kind", WHOLE)
def test_every_row_is_loaded(load, rows, kind):
    report = load(WHOLE[kind])
    assert (report.status, report.rows, report.accepted) == ("loaded", 8, 8), report.message
    assert rows("select count(distinct request_ref), count(distinct meeting_date) from lift_activity") == [(8, 8)]


def test_names_that_look_like_nulls_and_hostile_text_are_stored_as_they_are(load, rows):
    for texts in (NULLS, HOSTILE):
        load(_lines(quote=True, rows=_with(2, texts)).encode())
        assert [text for (text,) in rows("select setting_name from lift_activity order by row_number")] == texts


@pytest.mark.parametrize("kind", REFUSED)
def test_it_is_refused_with_a_sentence(load, rows, kind):
    report = load(REFUSED[kind])
    assert (report.status, report.batch) == ("refused", None)
    assert len(report.message) > 30
    assert rows("select count(*) from store.batch") == [(0,)]


def test_ids_that_excel_ruined_are_counted_and_not_merged(load):
    report = load(_lines(rows=_with(0, ["1.23E+11"] * 8)).encode())
    assert (report.rows, report.accepted, report.set_aside) == (8, 1, {"duplicate": 7})


def test_look_alike_letters_are_no_known_value_and_are_told(load):
    report = load(_lines(rows=_with(3, ["\u0420rimary"] * 8)).encode())
    assert report.warnings["value_not_recognised"] == 8
