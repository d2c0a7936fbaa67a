"""What all pieces of a large worksheet share: the parts beside it, and its texts, each kept once.

A workbook as Excel writes it holds each text once, and its cells hold numbers of texts. Were the texts put beside every
piece, each would read all of them anew. So they are read once, as the cells of a sheet of their own, and a piece holds
marks in their place, which are exchanged for the texts afterwards.
"""

from __future__ import annotations

import io
import itertools
import re
import secrets
import zipfile
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING

from . import openxml
from .package import Package

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

STYLES = 2_000_000  # bytes of styles: every piece reads them anew, and holds them
STRINGS = 24_000_000  # bytes of shared strings
_ACROSS = 1_000  # texts in a row of their own sheet
_AT_A_TIME = 500  # rows, so that they are still at hand for the next column
_HEAD = 200
_ENCODING = re.compile(rb"""encoding=["']([\w-]+)""")
_PLAIN = re.compile(r"<si><t>([^<&\s](?:[^<&\r]*[^<&\s])?)</t>").fullmatch
_SHARED = b' t="s"><v>'
_CELLS = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row>'
    b'<c t="s"><v>...</v></c></row></sheetData></worksheet>'
)
_NEXT_CELL, _NEXT_ROW = '</v></c><c t="s"><v>', '</v></c></row><row><c t="s"><v>'


class NotPlain(Exception):
    """The sheet cannot be cut; it is read whole."""


class Beside:
    """The parts that give the cells of a sheet their meaning. Raises NotPlain where they are too large."""

    def __init__(self, package: Package, part: str, sheet: str):
        main = openxml.main_part(package)
        folder, _, name = main.rpartition("/")
        targets = openxml.relationships(package, main).values()
        wanted = {"[Content_Types].xml", "_rels/.rels", main, f"{folder}/_rels/{name}.rels".lstrip("/")}
        wanted |= {target for target, kind in targets if kind.endswith("/styles")}
        strings = {target for target, kind in targets if kind.endswith("/sharedStrings")} & package.names
        if sum(map(package.size, wanted & package.names)) > STYLES or sum(map(package.size, strings)) > STRINGS:
            raise NotPlain
        self._part, self._sheet = part, sheet
        self._parts = {name: package.read(name) for name in sorted(wanted & package.names)}
        self.strings = {name: package.read(name) for name in sorted(strings)}

    def read(self, xml: list[bytes], more: dict[str, bytes] | None = None) -> CalamineSheet:
        """The sheet that these pieces of XML make beside the parts and more of them; lets go of the XML."""
        from python_calamine import CalamineWorkbook

        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as packed:
            for name, content in {**self._parts, **(more or {})}.items():
                packed.writestr(name, content)
            with packed.open(self._part, "w") as written:
                while xml:
                    written.write(xml.pop(0))
        made.seek(0)
        return CalamineWorkbook.from_filelike(made).get_sheet_by_name(self._sheet)


class Texts:
    """The shared strings of a workbook, and the marks that stand for them in the cells of a piece."""

    def __init__(self, beside: Beside, pool: ThreadPoolExecutor):
        # No text of the file can begin so: it does not know what will be drawn.
        self._beside, self._mark = beside, f"{secrets.token_hex(4)}:"
        self._marked = b' t="str"><v>' + self._mark.encode()
        self._texts: Future | None = pool.submit(self._read) if beside.strings else None

    @property
    def ready(self) -> bool:
        """Whether the shared strings are read."""
        return self._texts is None or self._texts.done()

    def marked(self, rows: bytes) -> bytes:
        """Rows of XML with a mark in the place of each shared string; calamine refuses one that is left."""
        return rows.replace(_SHARED, self._marked) if self._texts else rows

    def put_into(self, rows: list[list]) -> list[list]:
        """Rows with each mark exchanged for its text; waits for the shared strings. Raises NotPlain."""
        if not self._texts:
            return rows
        texts = self._texts.result().__getitem__
        found: list[list] = []
        for start in range(0, len(rows), _AT_A_TIME):
            columns = [_put(texts, column) for column in zip(*rows[start : start + _AT_A_TIME], strict=True)]
            found += map(list, zip(*columns, strict=True))
        return found

    def _read(self) -> _Known:
        strings, self._beside.strings = self._beside.strings, {}
        texts = [text for content in strings.values() for text in _plain_texts(content)]
        doubtful = [str(number) for number, text in enumerate(texts) if text is None]
        for number, text in zip(map(int, doubtful), self._asked(doubtful, strings), strict=True):
            texts[number] = text
        marks = map(self._mark.__add__, map(str, range(len(texts))))
        return _Known(self._mark, zip(marks, texts, strict=True))

    def _asked(self, numbers: list[str], strings: dict[str, bytes]) -> Iterator[str]:
        """The shared strings of these numbers as calamine reads them: as the cells of a sheet of their own."""
        if not numbers:
            return iter(())
        rows = [_NEXT_CELL.join(numbers[at : at + _ACROSS]) for at in range(0, len(numbers), _ACROSS)]
        xml = _CELLS.replace(b"...", _NEXT_ROW.join(rows).encode())
        read = self._beside.read([xml], strings).to_python(skip_empty_area=False)
        if len(read) != len(rows) or len(read[0]) != min(len(numbers), _ACROSS):
            raise NotPlain  # a text would stand in another's place
        return itertools.islice(itertools.chain.from_iterable(read), len(numbers))


def _put(texts: Callable[[str], str], column: tuple) -> Iterable:
    """A column of cells with its texts exchanged; most columns hold nothing but texts, or none."""
    kinds = set(map(type, column))
    if str not in kinds:
        return column
    return map(texts, column) if len(kinds) == 1 else [texts(c) if c.__class__ is str else c for c in column]


def _plain_texts(xml: bytes) -> list[str | None]:
    """Shared strings in their order, None for one that is more than a plain text. Raises NotPlain.

    Most are nothing but a text, and are seen at a glance; entities, blanks at an end, runs, readings and escapes are
    calamine's.
    """
    stated = _ENCODING.search(xml[:_HEAD])
    if b"<!" in xml or (stated and stated.group(1).lower() != b"utf-8"):
        raise NotPlain
    try:
        items = xml[xml.find(b"<si") :].decode().split("</si>")[:-1]
    except UnicodeDecodeError as fault:
        raise NotPlain from fault
    if len(items) != xml.count(b"<si"):
        raise NotPlain
    return [found[1] if (found := _PLAIN(item)) and "_x" not in item else None for item in items]


class _Known(dict):
    """A text of a piece -> the shared string that it is the mark of, or itself where it is none."""

    def __init__(self, mark: str, texts: Iterable[tuple[str, str]]):
        super().__init__(texts)
        self[""] = ""
        self._mark = mark

    def __missing__(self, text: str) -> str:
        if text.startswith(self._mark):  # the number of no shared string, or one that is written otherwise
            raise NotPlain
        return text
