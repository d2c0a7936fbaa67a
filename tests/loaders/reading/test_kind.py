"""Content decides what a file is; each foreign sort has its own sentence."""

from __future__ import annotations

import io
import zipfile

import pytest

from loaders.reading import Unreadable, read_grid
from tests.loaders.reading.building import text_cell, workbook


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
