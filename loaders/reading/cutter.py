"""The XML of a large worksheet cut between rows as it comes, each piece in a small workbook of its own."""

from __future__ import annotations

import io
import os
import re
import zipfile
from collections.abc import Iterator

_BEGIN, _END = b"<sheetData>", b"</sheetData>"
_FIRST = re.compile(rb'\s*<row\b[^>]*?\sr="(\d{1,7})"')
_LONGEST = 4  # times the size of a piece
_DIMENSION = re.compile(rb"<dimension\b[^>]*/>")


class NotPlain(Exception):
    """The sheet cannot be cut without a doubt; it is read whole."""


class Book:
    """A workbook of one piece of a sheet: the parts beside it, and its rows as they are written."""

    def __init__(self, beside: dict[str, bytes], part: str, head: bytes):
        self.first: int | None = None  # the number of its first row, from 0
        self.length = 0  # bytes of rows
        self._held = _memory()
        self._packed = zipfile.ZipFile(self._held, "w")
        for name, content in beside.items():
            self._packed.writestr(name, content)
        self._sheet = self._packed.open(part, "w")
        self._sheet.write(head)

    def write(self, rows: memoryview) -> None:
        """Add rows. Raises NotPlain where the first of all does not say its number."""
        if self.first is None and len(rows):
            if not (found := _FIRST.match(rows)):
                raise NotPlain
            self.first = int(found.group(1)) - 1
        self._sheet.write(rows)
        self.length += len(rows)

    def finish(self, close: bytes) -> Book:
        """End the XML with this."""
        self._sheet.write(close)
        self._sheet.close()
        self._packed.close()
        self._held.flush()
        return self

    def open(self):
        """calamine's workbook; by its path where it has one, since calamine then reads it bit by bit and copies none.

        Raises CalamineError.
        """
        from python_calamine import CalamineWorkbook

        if not isinstance(self._held, io.BytesIO) and os.path.exists(path := f"/proc/self/fd/{self._held.fileno()}"):
            return CalamineWorkbook.from_path(path)
        self._held.seek(0)
        return CalamineWorkbook.from_filelike(self._held)

    def close(self) -> None:
        """Let go of the memory, finished or not."""
        self._sheet.close()
        self._packed.close()
        self._held.close()


def _memory() -> io.BufferedIOBase:
    """A file that is nothing but memory; one that has a path, where the system has such files."""
    return os.fdopen(os.memfd_create("piece"), "w+b") if hasattr(os, "memfd_create") else io.BytesIO()


class Cutter:
    """Takes the XML of a sheet as it comes, and gives a workbook of about every `size` bytes of rows."""

    def __init__(self, beside: dict[str, bytes], part: str, size: int):
        self._beside, self._part, self._size = beside, part, size
        self._books: list[Book] = []
        self._head = self._tail = b""
        self._ends = 0

    def more(self, piece: bytes) -> Iterator[Book]:
        """Take more of the XML; gives the workbook of the rows so far where they are enough. Raises NotPlain."""
        rows = piece if self._books else self._begun(piece)
        self._look_for_doubts(rows)
        full = not self._ends and self._books[-1].length + len(rows) >= self._size
        cut = max(rows.rfind(b"<row ", 0, max(rows.rfind(b">"), 0)), 0) if full else 0  # where a tag is there in full
        if cut:
            self._books[-1].write(memoryview(rows)[:cut])
            yield self._books[-1].finish(_END + b"</worksheet>")
            self._begin_book()
        self._books[-1].write(memoryview(rows)[cut:])
        if self._books[-1].length > _LONGEST * self._size:  # what cannot be cut would all be held, and by no limit
            raise NotPlain

    def last(self) -> Book:
        """The workbook of the rows that are left, with what follows them. Raises NotPlain."""
        if self._ends != 1:
            raise NotPlain
        return self._books[-1].finish(b"")

    def close(self) -> None:
        """Let go of all workbooks."""
        for book in self._books:
            book.close()

    def _begun(self, piece: bytes) -> bytes:
        """The first rows: what follows the head as the common programs write it, with no prefix and not in UTF-16."""
        begin = piece.find(_BEGIN) + len(_BEGIN)
        if begin < len(_BEGIN) or piece.find(_END, 0, begin) >= 0:
            raise NotPlain
        self._head = _DIMENSION.sub(b"", piece[:begin])
        self._begin_book()
        return piece[begin:]

    def _begin_book(self) -> None:
        self._books.append(Book(self._beside, self._part, self._head))

    def _look_for_doubts(self, rows: bytes) -> None:
        """Comments and instructions, which may hide rows, and what comes after the end."""
        text = self._tail + rows
        if _holds(text, b"!") or _holds(text, b"?"):
            raise NotPlain
        self._ends += text.count(_END)
        self._tail = text[1 - len(_END) :]


def _holds(text: bytes, sign: bytes) -> bool:
    """Whether markup that begins with this sign stands there; the lone sign is found far faster, and is mostly not."""
    return sign in text and b"<" + sign in text
