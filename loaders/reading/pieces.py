"""A large worksheet read by two calamines at once, each given small workbooks that hold some of its rows.

calamine parses a sheet in one go and on one core, and holds all of its cells until they are Python's. It lets go of
the interpreter meanwhile. So the sheet's XML is cut between rows, and every piece is put into a workbook of its own
beside the parts that give its cells their meaning (styles, shared strings, the epoch). Whatever is not plain enough to
be cut without a doubt is not cut: the caller then reads the sheet whole.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Semaphore

from . import limits, openxml, sheet_xml
from .grid import Place
from .marks import Marks
from .package import Package

LARGE = 12_000_000  # bytes of XML: a smaller sheet is read before two threads have shared the work
SMALLEST, LARGEST = 3_000_000, 24_000_000  # bytes of a piece
SHARED = 2_000_000  # bytes of shared strings and styles: every piece reads them anew, and holds them
WORKERS = 2
_MEANING = ("/styles", "/sharedStrings")
_BEGIN, _END = b"<sheetData>", b"</sheetData>"
_FIRST = re.compile(rb'\s*<row\b[^>]*?\sr="(\d{1,7})"')
_DIMENSION = re.compile(rb"<dimension\b[^>]*/>")


class _NotPlain(Exception):
    """The sheet cannot be cut; it is read whole."""


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


def read_in_pieces(package: Package, part: str, sheet: str) -> Whole | None:
    """The sheet of this name in this part of the package; None where it is small or must be read whole."""
    from python_calamine import CalamineError

    if package.size(part) < LARGE:
        return None
    try:
        beside = _beside(package)
        size = max(SMALLEST, 3 * sum(map(len, beside.values())) // 2)
        if size > LARGEST:
            return None
        return _read(package, part, sheet, beside, size)
    except (_NotPlain, CalamineError):
        return None


def _beside(package: Package) -> dict[str, bytes]:
    """The parts that every piece needs."""
    main = openxml.main_part(package)
    folder, _, name = main.rpartition("/")
    wanted = {"[Content_Types].xml", "_rels/.rels", main, f"{folder}/_rels/{name}.rels".lstrip("/")}
    wanted |= {target for target, kind in openxml.relationships(package, main).values() if kind.endswith(_MEANING)}
    wanted &= package.names
    if sum(map(package.size, wanted)) > SHARED:
        raise _NotPlain
    return {name: package.read(name) for name in sorted(wanted)}


def _read(package: Package, part: str, sheet: str, beside: dict[str, bytes], size: int) -> Whole:
    found: list[Future] = []
    with ThreadPoolExecutor(WORKERS) as pool:
        waiting = Semaphore(WORKERS)  # the pieces that wait would all be held in memory
        cut = _Cutter(size)

        def passed_on(pieces: Iterable[bytes]) -> Iterator[bytes]:
            for piece in pieces:
                yield piece
                for some in cut.more(piece):
                    waiting.acquire()
                    found.append(pool.submit(_parse, beside, part, sheet, *some))
                    found[-1].add_done_callback(lambda _: waiting.release())

        try:
            marks = sheet_xml.scan(passed_on(package.pieces(part)), reach=False)
            found.append(pool.submit(_parse, beside, part, sheet, *cut.last()))
            return Whole(*_together([future.result() for future in found]), marks)
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise


class _Cutter:
    """Cuts the XML of a sheet, as it comes, between rows. Raises _NotPlain."""

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
            yield self._sheet(text, cut, _END + b"</worksheet>")

    def last(self) -> tuple[int, list]:
        """The rows that are left, with what follows them."""
        text = self._text()
        if text.count(_END) != 1:
            raise _NotPlain
        return self._sheet(text, len(text), b"")

    def _text(self) -> bytes:
        text = b"".join(self._held)
        if self._head:
            return text
        begin = text.find(_BEGIN) + len(_BEGIN)
        # A prefix, a comment, UTF-16: not as the common programs write it.
        if begin < len(_BEGIN) or text.find(_END, 0, begin) >= 0:
            raise _NotPlain
        self._head = _DIMENSION.sub(b"", text[:begin])
        return text[begin:]

    def _sheet(self, text: bytes, cut: int, close: bytes) -> tuple[int, list]:
        first = _FIRST.match(text)
        if not first or _holds(text, b"!", cut) or _holds(text, b"?", cut):
            raise _NotPlain
        return int(first.group(1)) - 1, [self._head, memoryview(text)[:cut], close]


def _holds(text: bytes, sign: bytes, end: int) -> bool:
    """Whether markup that begins with this sign stands there; the lone sign is found far faster, and is mostly not."""
    return text.find(sign, 0, end) >= 0 and text.find(b"<" + sign, 0, end) >= 0


def _parse(beside: dict[str, bytes], part: str, sheet: str, first: int, xml: list) -> _Piece:
    from python_calamine import CalamineWorkbook

    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as packed:
        for name, content in beside.items():
            packed.writestr(name, content)
        with packed.open(part, "w") as written:
            while xml:
                written.write(xml.pop(0))
    package.seek(0)
    read = CalamineWorkbook.from_filelike(package).get_sheet_by_name(sheet)
    del package, packed, written
    merged = [(tuple(top), tuple(bottom)) for top, bottom in read.merged_cell_ranges or ()]
    return _Piece(first, read.start, read.to_python(), merged)


def _together(pieces: list[_Piece]) -> tuple[list[list], list[tuple[Place, Place]]]:
    """The rows one below the other, as wide as the widest, each where it says it stands. Raises _NotPlain."""
    filled = [piece for piece in pieces if piece.rows]
    width = max((piece.start[1] + len(piece.rows[0]) for piece in filled), default=0)
    rows: list[list] = []
    for piece in filled:
        top, left = piece.start
        if not len(rows) <= piece.first <= top or top * width > limits.CELLS:
            raise _NotPlain
        rows += [[""] * width for _ in range(top - len(rows))]
        right = width - left - len(piece.rows[0])
        rows += [[""] * left + row + [""] * right for row in piece.rows] if left or right else piece.rows
    return rows, [span for piece in pieces for span in piece.merged]
