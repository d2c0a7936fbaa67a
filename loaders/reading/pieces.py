"""A large worksheet read by two calamines at once, each given small workbooks that hold some of its rows.

calamine parses a sheet in one go and on one core, and holds all of its cells until they are Python's. It lets go of
the interpreter meanwhile. So the sheet's XML is cut between rows, and every piece is put into a workbook of its own
beside the parts that give its cells their meaning (styles, shared strings, the epoch). Whatever is not plain enough to
be cut without a doubt is not cut: the caller then reads the sheet whole.
"""

from __future__ import annotations

import contextlib
import io
import zipfile
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Semaphore

from . import limits, openxml, sheet_xml
from .cutter import Book, Cutter, NotPlain
from .grid import Place
from .marks import Marks
from .package import Package

LARGE = 12_000_000  # bytes of XML: a smaller sheet is read before two threads have shared the work
SMALLEST = 3_000_000  # bytes of a piece
SHARED = 2_000_000  # bytes of shared strings and styles, which every piece reads anew: above it the sheet is halved
MOST_SHARED, LARGEST_HALF = 16_000_000, 64_000_000  # bytes: both halves are held
_FIRST_HALF = 0.55  # of the sheet: it is begun while the other is still being inflated
WORKERS = 2
_MEANING = ("/styles", "/sharedStrings")


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
        size = _size(package.size(part), sum(map(len, beside.values())))
        return _read(package, part, sheet, beside, size)
    except (NotPlain, CalamineError):
        return None


def without_cells(package: Package) -> io.BytesIO:
    """The workbook with neither sheets nor strings: it still tells which sheets there are, and is opened at once."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        for name in sorted(_frame(package)):
            packed.writestr(name, package.read(name))
    made.seek(0)
    return made


def _frame(package: Package) -> set[str]:
    """The parts that list the sheets and say where all else lies."""
    main = openxml.main_part(package)
    folder, _, name = main.rpartition("/")
    return {"[Content_Types].xml", "_rels/.rels", main, f"{folder}/_rels/{name}.rels".lstrip("/")} & package.names


def _beside(package: Package) -> dict[str, bytes]:
    """The parts that every piece needs. Raises NotPlain where they are too large."""
    parts = openxml.relationships(package, openxml.main_part(package)).values()
    wanted = _frame(package) | {target for target, kind in parts if kind.endswith(_MEANING)} & package.names
    if sum(map(package.size, wanted)) > MOST_SHARED:
        raise NotPlain
    return {name: package.read(name) for name in sorted(wanted)}


def _size(sheet: int, beside: int) -> int:
    """Bytes of a piece of a sheet of this size, with parts of this size beside it. Raises NotPlain."""
    if beside <= SHARED:
        return max(SMALLEST, 3 * beside // 2)
    half = int(_FIRST_HALF * sheet)
    if not beside < half <= LARGEST_HALF:
        raise NotPlain
    return half


def _read(package: Package, part: str, sheet: str, beside: dict[str, bytes], size: int) -> Whole:
    found: list[Future] = []
    cut = Cutter(beside, part, size)
    with ThreadPoolExecutor(WORKERS) as pool, contextlib.closing(cut):
        waiting = Semaphore(WORKERS)  # the pieces that wait would all be held in memory

        def passed_on(pieces: Iterable[bytes]) -> Iterator[bytes]:
            for piece in pieces:
                yield piece
                for book in cut.more(piece):
                    waiting.acquire()
                    found.append(pool.submit(_parse, book, sheet))
                    found[-1].add_done_callback(lambda _: waiting.release())

        try:
            marks = sheet_xml.scan(passed_on(package.pieces(part)), reach=False)
            found.append(pool.submit(_parse, cut.last(), sheet))
            return Whole(*_together([future.result() for future in found]), marks)
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise


def _parse(book: Book, sheet: str) -> _Piece:
    read = book.open().get_sheet_by_name(sheet)
    book.close()
    merged = [(tuple(top), tuple(bottom)) for top, bottom in read.merged_cell_ranges or ()]
    return _Piece(book.first, read.start, read.to_python(), merged)


def _together(pieces: list[_Piece]) -> tuple[list[list], list[tuple[Place, Place]]]:
    """The rows one below the other, as wide as the widest, each where it says it stands. Raises NotPlain."""
    filled = [piece for piece in pieces if piece.rows]
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
