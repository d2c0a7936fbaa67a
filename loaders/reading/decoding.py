"""Bytes of a text file to text: strictly, never with a replacement character, and saying which alphabet it was."""

from __future__ import annotations

import codecs
import re

from .garbled import garbled
from .grid import Problem, Unreadable

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF8, "utf-8", "UTF-8 (byte-order mark)"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
_CONTROL = re.compile("[\x01-\x08\x0e-\x1a\x1c-\x1f]")
_NOT_TEXT = "This is not a spreadsheet or a text table: send the workbook or a CSV file saved from it."
_LINE = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n)?")
_SHOWN = 20


def decode(data: bytes) -> tuple[str, str, list[Problem]]:
    """The text, the name of its encoding, and problems with the line of each; Unreadable when it is no text."""
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            return _checked(_strict(data[len(mark) :], codec), name)
    if codec := _unmarked_utf16(data[:4096]):
        return _checked(_strict(data, codec), "UTF-16 (no byte-order mark)")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _by_line(data)
    return _checked(text, "ASCII" if text.isascii() else "UTF-8")


def _strict(data: bytes, codec: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as fault:
        line = data[: fault.start].decode(codec, "ignore").count("\n") + 1
        raise Unreadable(
            f"The text breaks off or is damaged in line {line}: save the file again as CSV UTF-8 and send that."
        ) from fault


def _unmarked_utf16(head: bytes) -> str | None:
    if len(head) < 4:
        return None
    even, odd = head[::2].count(0) / len(head[::2]), head[1::2].count(0) / len(head[1::2])
    if odd > 0.4 and even < 0.1:
        return "utf-16-le"
    return "utf-16-be" if even > 0.4 and odd < 0.1 else None


def _by_line(data: bytes) -> tuple[str, str, list[Problem]]:
    """Windows-1252, unless some lines are UTF-8: then each line by its own, and the rarer ones are named."""
    lines = [line for line in _LINE.findall(data) if line]
    texts, utf8, windows = [], [], []
    for number, line in enumerate(lines, 1):
        if line.isascii():
            texts.append(line.decode("ascii"))
            continue
        try:
            texts.append(line.decode("utf-8"))
            utf8.append(number)
        except UnicodeDecodeError:
            texts.append(_windows(line, number))
            windows.append(number)
    text, name, problems = _checked("".join(texts), "Windows-1252" if not utf8 else "UTF-8 and Windows-1252 mixed")
    rarer, alphabet = (utf8, "UTF-8") if len(utf8) < len(windows) else (windows, "Windows-1252")
    for number in rarer[:_SHOWN] if utf8 else ():
        message = f"Line {number} is written in {alphabet}, unlike the rest: check its accents, dashes and pound signs."
        problems.append(Problem("mixed_encoding", None, number, None, None, message))
    if utf8 and len(rarer) > _SHOWN:
        message = f"{len(rarer) - _SHOWN} more lines are written in {alphabet}, unlike the rest."
        problems.append(Problem("mixed_encoding", None, rarer[_SHOWN], None, None, message))
    return text, name, problems


def _windows(line: bytes, number: int) -> str:
    try:
        return line.decode("cp1252")
    except UnicodeDecodeError as fault:
        if b"\x00" in line or len(_CONTROL.findall(line.decode("latin-1"))) > 2:
            raise Unreadable(_NOT_TEXT) from fault
        raise Unreadable(
            f"Line {number} holds a character in no alphabet that is known here (byte {line[fault.start]:02X}): "
            "save the file again as CSV UTF-8 and send that."
        ) from fault


def _checked(text: str, name: str) -> tuple[str, str, list[Problem]]:
    """Refuse what is no text; take NUL characters out and say where they were; name characters lost before."""
    strange = len(_CONTROL.findall(text)) + text.count("\x00")
    if strange > 8 and strange > len(text) / 50:
        raise Unreadable(_NOT_TEXT)
    problems = []
    for character, code, message in (
        ("\x00", "nul", "held a NUL character, which was left out: the value may be damaged."),
        ("�", "lost_character", "holds �: a letter was lost before this file was saved. Correct it at the source."),
    ):
        if character in text:
            numbers = [n for n, line in enumerate(re.split("\r\n|\r|\n", text), 1) if character in line]
            problems += [Problem(code, None, n, None, None, f"Line {n} {message}") for n in numbers[:_SHOWN]]
    return text.replace("\x00", ""), name, problems + garbled(text, "Windows-1252" in name)
