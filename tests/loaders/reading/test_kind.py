"""Content decides what a file is; each foreign sort has its own sentence."""

from __future__ import annotations

import io
import zipfile

import pytest

from loaders.reading import Unreadable, read_grid
from tests.loaders.reading.building import text_cell, workbook

_ERROR = '<row r="2"><c r="A2" t="e"><v>#REF!</v></c></row>'


def archive(*names: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        for name in names:
            package.writestr(name, "x")
    return packed.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, "picture"),
        (b"\xff\xd8\xff\xe0" + b"\x00" * 40, "picture"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"{\\rtf1 hello}", "text document"),
        (b"\x1f\x8b\x08\x00" + b"\x00" * 20, "gzip"),
        (b"<html><body><table><tr><td>a</td></tr></table></body></html>", "web page"),
        (b"\xef\xbb\xbf  <!DOCTYPE html><html></html>", "web page"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "Excel 2003"),
        (b'<?xml version="1.0"?><data/>', "XML file"),
        (archive("word/document.xml", "[Content_Types].xml"), "Word"),
        (archive("ppt/presentation.xml", "[Content_Types].xml"), "PowerPoint"),
        (archive("photo.jpg"), "unpack it"),
        (archive(), "empty"),
        (b"Not found!", "failed download"),
        (b'ID;PWXL;N;E\r\nP;PGeneral\r\nC;Y1;X1;K"id"\r\nE\r\n', "SYLK"),
        (b'TABLE\r\n0,1\r\n"EXCEL"\r\nVECTORS\r\n0,3\r\n', "DIF"),
        (b'[{"id": 1, "name": "x"},\n {"id": 2, "name": "y"}]', "JSON"),
        (b'{\n  "rows": [1, 2]\n}', "JSON"),
        (b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n", "calendar"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n<html>", "web page or an e-mail"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 100, "damaged"),
    ],
)
def test_each_foreign_file_has_its_sentence(data, said):
    with pytest.raises(Unreadable, match=said):
        read_grid(data, "return.xlsx")


def test_a_file_above_the_limit_is_refused_by_its_size(tmp_path):
    path = tmp_path / "a.csv"
    with open(path, "wb") as handle:
        handle.truncate(51_000_000)
    with pytest.raises(Unreadable, match=r"51 MB; the limit is 50 MB"):
        read_grid(path, "a.csv")


def test_a_table_of_text_named_as_a_workbook_is_read():
    assert read_grid(b"a,b\n1,2\n3,4\n", "a.xls").kind == "text"


def test_text_that_begins_like_a_picture_is_text():
    assert read_grid(b"BMI,MZ\n1,2\n", "a.csv").sheets[0].rows[0] == ["BMI", "MZ"]
    assert read_grid(b"MZ,BM\n1,2\n", "a.csv").sheets[0].rows[0] == ["MZ", "BM"]


@pytest.mark.parametrize("name", ["a.xlsx", "a.xls", "a.ods", "a.csv", "a"])
def test_a_workbook_is_read_whatever_its_name(tmp_path, name):
    path = workbook(tmp_path / name, [f'<row r="1">{text_cell("A1", "x")}</row>'])
    assert read_grid(path, name).kind == "xlsx"
    assert read_grid(path.read_bytes(), name).sheets[0].rows == [["x"]]


@pytest.mark.parametrize("name", ["~$LIFT activity Thanet 2018-19.xlsx", ".~lock.LIFT activity Thanet 2018-19.ods#"])
def test_what_stands_beside_an_open_workbook_is_named(name):
    with pytest.raises(Unreadable, match="beside one that is open"):
        read_grid(b",ann,PC-12,03.09.2018 10:11,file:///C:/Users/ann;", name)


def test_a_csv_whose_first_label_is_id_is_no_sylk_file():
    assert read_grid(b"ID;Pupils\n1;12\n2;14\n", "a.csv").sheets[0].rows[1] == ["1", "12"]


@pytest.mark.parametrize("change", ["back slashes", "no folder", "other case"])
def test_a_package_laid_out_in_another_way_is_a_workbook_all_the_same(tmp_path, change):
    path = workbook(tmp_path / "a.xlsx", [f'<row r="1">{text_cell("A1", "x")}</row>', _ERROR])
    turned = {
        "back slashes": lambda name, text: (name.replace("/", "\\"), text),
        "other case": lambda name, text: (name.replace("sheet1.xml", "Sheet1.XML"), text),
        "no folder": lambda name, text: (name.removeprefix("xl/"), text.replace(b"xl/", b"")),
    }[change]
    packed = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(packed, "w") as new:
        for part in old.namelist():
            name, text = turned(part, old.read(part).replace(b'"/xl/', b'"/' if change == "no folder" else b'"/xl/'))
            entry = zipfile.ZipInfo("x")
            entry.filename = name
            new.writestr(entry, text)
    sheet = read_grid(packed.getvalue(), "a.xlsx").sheets[0]
    assert (sheet.rows[0], sheet.error_cells) == (["x"], {(1, 0): "#REF!"})
