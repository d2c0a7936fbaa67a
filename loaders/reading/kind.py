"""What a file is, by its content and never by its name."""

from __future__ import annotations

import re

from .cfb import SIGNATURE, CompoundFile
from .grid import Unreadable

PASSWORD = "This file has a password: open it in Excel, remove the password, save it and send it again."
_SAVE_AS = "open it in Excel, save it as an Excel workbook (.xlsx) and send that."

_SIGNATURES = (
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"II*\x00", "a picture (TIFF)"),
    (b"MM\x00*", "a picture (TIFF)"),
    (b"RIFF", "a picture, sound or film"),
    (b"\x1f\x8b", "a compressed file (gzip)"),
    (b"7z\xbc\xaf\x27\x1c", "a compressed folder (7-Zip)"),
    (b"Rar!", "a compressed folder (RAR)"),
    (b"{\\rtf", "a text document (RTF)"),
    (b"SQLite format 3", "a database"),
    (b"PAR1", "a Parquet data file"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
)


_SEND = "send the spreadsheet or a CSV file."
_TEXTS = (
    (re.compile(rb"ID;P[^\r\n]*\r?\n(?:[A-Z]{1,2};|E\b)"), "a SYLK file", _SAVE_AS),
    (re.compile(rb"TABLE\s*\r?\n0,1\r?\n"), "a file of the Data Interchange Format (DIF)", _SAVE_AS),
    (re.compile(rb'(?:\[\s*)?\{\s*(?:"[^"\r\n]*"\s*:|\})'), "a JSON file", _SEND),
    (re.compile(rb"BEGIN:V(?:CARD|CALENDAR)\b"), "a file of contacts or a calendar", _SEND),
)


def refuse_foreign(head: bytes) -> None:
    """Raise the right sentence for a picture, a document or an archive; head is the file's first kilobytes."""
    for signature, what in _SIGNATURES:
        if head.startswith(signature) and (len(signature) > 2 or b"\x00" in head[:64] or signature == b"\x1f\x8b"):
            raise Unreadable(f"This is {what}, whatever its name says: send the spreadsheet or CSV file itself.")
    if head.startswith(b"BM") and b"\x00" in head[:32]:
        raise Unreadable("This is a picture (BMP), whatever its name says: send the spreadsheet or CSV file itself.")
    if head[4:8] == b"ftyp":
        raise Unreadable("This is a picture or film, whatever its name says: send the spreadsheet or CSV file itself.")
    if head[:1] == b"\x09" and head[1:2] in b"\x00\x02\x04\x08" and b"\x00" in head[2:16]:
        raise Unreadable(f"This is a workbook of a very old Excel version: {_SAVE_AS}")
    _refuse_markup(head)
    _refuse_other_text(head)


def _refuse_markup(head: bytes) -> None:
    start = head.removeprefix(b"\xef\xbb\xbf")
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        start = start.decode("utf-16", "ignore").encode()
    start = start.lstrip().lower()
    if start.startswith(b"mime-version:") or (b"\nmime-version:" in start and b"\ncontent-type:" in start):
        raise Unreadable(f"This is a web page or an e-mail saved with another name: {_SAVE_AS}")
    if start.startswith(b"<?xml") or start.startswith(b"<workbook"):
        if b"urn:schemas-microsoft-com:office:spreadsheet" in start:
            raise Unreadable(f"This is an XML spreadsheet of Excel 2003: {_SAVE_AS}")
        if b"<html" not in start:
            raise Unreadable("This is an XML file and not a table: send the spreadsheet or a CSV file.")
    if start.startswith(
        (b"<!doctype", b"<html", b"<?xml", b"<table", b"<head", b"<body", b"<meta", b"<style", b"<!--")
    ):
        raise Unreadable(f"This is a web page saved with a spreadsheet's name: {_SAVE_AS}")


def _refuse_other_text(head: bytes) -> None:
    """Text that some program writes and that is no table of lines and fields."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    for pattern, what, then in _TEXTS:
        if pattern.match(start):
            raise Unreadable(f"This is {what}, whatever its name says: {then}")


def refuse_lock(name: str) -> None:
    """Raise a sentence for the small file that stands beside a workbook while somebody has it open."""
    if name.startswith(("~$", ".~lock.")):
        raise Unreadable(
            "This is no workbook: Excel or LibreOffice keeps it beside one that is open. Close the workbook, and send "
            "the file of the same name without the mark in front."
        )


def compound_kind(data: bytes) -> str:
    """'xls' for a workbook in a compound file; Unreadable with the right sentence for anything else in one."""
    names = CompoundFile(data).names
    if names & {"workbook", "book"}:
        return "xls"
    if names & {"encryptedpackage", "encryptioninfo"}:
        raise Unreadable(PASSWORD)
    for stream, what in (
        ("worddocument", "a Word document"),
        ("powerpoint document", "a PowerPoint file"),
        ("__properties_version1.0", "an Outlook message"),
        ("visiodocument", "a Visio drawing"),
    ):
        if stream in names:
            raise Unreadable(f"This is {what}, whatever its name says: send the spreadsheet or CSV file itself.")
    raise Unreadable("This file holds no workbook: open it in Excel, save it again as .xlsx and send that.")


def package_kind(names: set[str]) -> str:
    """'xlsx', 'xlsm', 'xlsb' or 'ods' by the parts of a zip package; Unreadable for any other."""
    lowered = {name.lower().replace("\\", "/").removeprefix("/") for name in names}
    if not lowered:
        raise Unreadable(
            "The file is empty: it is a package with nothing in it. Send it again from where it was saved."
        )
    if any(name.endswith("workbook.bin") for name in lowered):
        return "xlsb"
    # The folder is called xl by custom only.
    if "[content_types].xml" in lowered and any(f"/{n}".endswith("/workbook.xml") or n[:3] == "xl/" for n in lowered):
        return "xlsm" if any(name.endswith("vbaproject.bin") or "macrosheets/" in name for name in lowered) else "xlsx"
    for folder, what in (("word/", "a Word document"), ("ppt/", "a PowerPoint file"), ("visio/", "a Visio drawing")):
        if any(name.startswith(folder) for name in lowered):
            raise Unreadable(f"This is {what}, whatever its name says: send the spreadsheet or CSV file itself.")
    if any(name.endswith(".iwa") for name in lowered):
        raise Unreadable("This is an Apple Numbers file: export it as an Excel workbook (.xlsx) and send that.")
    if "content.xml" in lowered:
        return "ods"
    raise Unreadable("This is a compressed folder (zip) and not a workbook: unpack it and send the files in it.")


def is_compound(head: bytes) -> bool:
    """Whether these first bytes open an OLE compound file."""
    return head.startswith(SIGNATURE)
