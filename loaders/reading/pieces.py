"""A large worksheet read by two calamines at once, each given small workbooks that hold some of its rows.

calamine parses a sheet in one go and on one core, and holds all of its cells until they are Python's. It lets go of
the interpreter meanwhile. So the sheet's XML is cut between rows, and every piece is put into a workbook of its own
beside the parts that give its cells their meaning (styles, the epoch); shared strings are read once for all pieces.
Whatever is not plain enough to be cut without a doubt is not cut: the caller then reads the sheet whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Semaphore

from . import limits, sheet_xml
from .grid import Place
from .marks import Marks
from .package import Package
from .shared import Beside, NotPlain, Texts

LARGE = 12_000_000  # bytes of XML: a smaller sheet is read before two threads have shared the work
SIZE = 3_000_000  # bytes of a piece
WORKERS = 2
_BEGIN, _END = b"<sheetData>", b"</sheetData>"
_FIRST = re.compile(rb'\s*<row\b[^>]*?\sr="(\d{1,7})"')
_DIMENSION = re.compile(rb"<dimension\b[^>]*/>")


@dataclass
class Whole:
    """A sheet put together again: its rows from A1 on, its merged cells and its marks."""

    rows: list[list]
    merged: list[tuple[Place, Place]]
    marks: Marks


@dataclass
class _Piece:
    """Rows of a sheet as calamine gave them: the place of the first cell, from A1, and the number of the first row."""

    first: int
    start: Place | None
    rows: list[list]
    merged: list[tuple[Place, Place]] = field(default_factory=list)
    marked: bool = True  # marks may still stand in the place of shared strings


def read_in_pieces(package: Package, part: str, sheet: str) -> Whole | None:
    """The sheet of this name in this part of the package; None where it is small or must be read whole."""
    from python_calamine import CalamineError

    if package.size(part) < LARGE:
        return None
    try:
        return _read(package, part, Beside(package, part, sheet))
    except (NotPlain, CalamineError):
        return None


def _read(package: Package, part: str, beside: Beside) -> Whole:
    found: list[Future] = []
    with ThreadPoolExecutor(WORKERS) as pool:
        waiting = Semaphore(WORKERS)  # the pieces that wait would all be held in memory
        cut, texts = _Cutter(SIZE), Texts(beside, pool)

        def passed_on(pieces: Iterable[bytes]) -> Iterator[bytes]:
            for piece in pieces:
                yield piece
                for some in cut.more(piece):
                    waiting.acquire()
                    found.append(pool.submit(_parse, beside, texts, *some))
                    found[-1].add_done_callback(lambda _: waiting.release())

        try:
            marks = sheet_xml.scan(passed_on(package.pieces(part)), reach=False)
            found.append(pool.submit(_parse, beside, texts, *cut.last()))
            return Whole(*_together([future.result() for future in found], texts), marks)
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise


class _Cutter:
    """Cuts the XML of a sheet, as it comes, between rows. Raises NotPlain."""

    def __init__(self, size: int):
        self._size, self._head, self._held, self._length = size, b"", [], 0

    def more(self, piece: bytes) -> Iterator[tuple[int, list]]:
        """Take more of the XML; gives a sheet of the rows held so far where they are enough."""
        self._held.append(piece)
        self._length += len(piece)
        if self._length < self._size:
            return
        text = self._text()
        cut = text.rfind(b"<row ")
        if cut > 0:
            self._held, self._length = [text[cut:]], len(text) - cut
            yield self._sheet(text[:cut], _END + b"</worksheet>")

    def last(self) -> tuple[int, list]:
        """The rows that are left, with what follows them."""
        text = self._text()
        if text.count(_END) != 1:
            raise NotPlain
        return self._sheet(text, b"")

    def _text(self) -> bytes:
        text = b"".join(self._held)
        if self._head:
            return text
        begin = text.find(_BEGIN) + len(_BEGIN)
        # A prefix, a comment, UTF-16: not as the common programs write it.
        if begin < len(_BEGIN) or text.find(_END, 0, begin) >= 0:
            raise NotPlain
        self._head = _DIMENSION.sub(b"", text[:begin])
        return text[begin:]

    def _sheet(self, rows: bytes, close: bytes) -> tuple[int, list]:
        first = _FIRST.match(rows)
        # A lone sign is looked for first: that is far faster, and mostly finds nothing.
        if not first or (b"!" in rows and b"<!" in rows) or (b"?" in rows and b"<?" in rows):
            raise NotPlain
        return int(first.group(1)) - 1, [self._head, rows, close]


def _parse(beside: Beside, texts: Texts, first: int, xml: list[bytes]) -> _Piece:
    xml[1] = texts.marked(xml[1])
    read = beside.read(xml)
    merged = [(tuple(top), tuple(bottom)) for top, bottom in read.merged_cell_ranges or ()]
    piece = _Piece(first, read.start, read.to_python(), merged)
    if texts.ready:
        _unmark(piece, texts)
    return piece


def _unmark(piece: _Piece, texts: Texts) -> None:
    if piece.marked:
        piece.rows, piece.marked = texts.put_into(piece.rows), False


def _together(pieces: list[_Piece], texts: Texts) -> tuple[list[list], list[tuple[Place, Place]]]:
    """The rows one below the other, as wide as the widest, each where it says it stands. Raises NotPlain."""
    filled = [piece for piece in pieces if piece.rows]
    for piece in filled:
        _unmark(piece, texts)
    width = max((piece.start[1] + len(piece.rows[0]) for piece in filled), default=0)
    rows: list[list] = []
    for piece in filled:
        top, left = piece.start
        if not len(rows) <= piece.first <= top or top * width > limits.CELLS:
            raise NotPlain
        rows += [[""] * width for _ in range(top - len(rows))]
        right = width - left - len(piece.rows[0])
        rows += [[""] * left + row + [""] * right for row in piece.rows] if left or right else piece.rows
    return rows, [span for piece in pieces for span in piece.merged]
