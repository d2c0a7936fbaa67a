"""The zip package around a modern workbook: checked by its directory before a part of it is read."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from . import limits
from .grid import Unreadable

CHUNK = 4 << 20
_HEAD = 65_536
_DAMAGED = "The file is damaged or only part of it arrived: open it where it was saved, save it again and send that."
_HOSTILE = "The file is not what a spreadsheet program writes ({}): open it in Excel, save it as .xlsx and send that."


def open_source(source: Path | bytes) -> BinaryIO:
    """A fresh handle on a file or on bytes; to be closed by who asked."""
    return io.BytesIO(source) if isinstance(source, bytes) else open(source, "rb")


class Package:
    """Parts of a zip package, each inflated in pieces and never beyond the size its directory states."""

    def __init__(self, handle: BinaryIO):
        self._handle = handle
        try:
            directory = zipfile.ZipFile(handle).infolist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error, EOFError) as fault:
            raise Unreadable(_DAMAGED) from fault
        # Programs of Windows write "xl\\workbook.xml"; names are the same whatever their case (ECMA-376, part 2).
        self._parts = {part.filename.replace("\\", "/"): part for part in directory if not part.is_dir()}
        self._spelt = {name.lower(): name for name in self._parts}
        self._check(directory)

    @property
    def names(self) -> set[str]:
        """Names of all parts."""
        return set(self._parts)

    def named(self, name: str) -> str:
        """A part's name as it is spelt in this package; a name that it does not have is given back as it is."""
        return self._spelt.get(name.lower(), name)

    def size(self, name: str) -> int:
        """Bytes of a part when inflated."""
        return self._parts[name].file_size

    def _check(self, directory: list[zipfile.ZipInfo]) -> None:
        if len(directory) > limits.PACKAGE_ENTRIES:
            raise Unreadable(_HOSTILE.format(f"it holds {len(directory):,} parts"))
        lowered = [part.filename.lower().replace("\\", "/") for part in directory]
        if len(set(lowered)) < len(lowered):
            raise Unreadable(_HOSTILE.format("two parts have the same name, so it could be read in two ways"))
        if any(name.startswith("/") or ".." in name.split("/") or ":" in name[:3] for name in lowered):
            raise Unreadable(_HOSTILE.format("a part's name leads outside the file"))
        if any(part.flag_bits & 1 for part in directory):
            raise Unreadable("This file has a password: remove the password, save it and send it again.")
        if sum(part.file_size for part in directory) > limits.PACKAGE_BYTES:
            raise Unreadable(_HOSTILE.format("it would unpack to more than can be held"))
        for part in directory:
            if part.file_size > limits.SMALL_PART and part.file_size > limits.PART_RATIO * part.compress_size:
                raise Unreadable(_HOSTILE.format("a small part would unpack to more than can be held"))

    def pieces(self, name: str, chunk: int = CHUNK) -> Iterator[bytes]:
        """The inflated bytes of a part, in pieces of at most chunk bytes."""
        part = self._parts[name]
        if part.header_offset < 0:
            raise Unreadable(_DAMAGED)
        self._handle.seek(part.header_offset)
        header = self._handle.read(30)
        if len(header) < 30 or header[:4] != b"PK\x03\x04":
            raise Unreadable(_DAMAGED)
        self._handle.seek(sum(struct.unpack_from("<HH", header, 26)), 1)
        inflate = _Stored() if part.compress_type == 0 else zlib.decompressobj(-15)
        if part.compress_type not in (0, 8):
            raise Unreadable(_HOSTILE.format("a part is packed in an unusual way"))
        yield from self._inflated(part, inflate, chunk)

    def _inflated(self, part: zipfile.ZipInfo, inflate, chunk: int) -> Iterator[bytes]:
        left, given, check, at = part.compress_size, 0, 0, self._handle.tell()
        pending = piece = b""
        while left or pending or len(piece) == chunk:
            if not pending and left:
                self._handle.seek(at)
                pending = self._handle.read(min(left, 1 << 18))
                at, left = at + len(pending), left - len(pending)
                if not pending:
                    raise Unreadable(_DAMAGED)
            piece, pending = self._piece(inflate, pending, chunk)
            given += len(piece)
            if given > part.file_size:
                raise Unreadable(_HOSTILE.format("a part is larger than it says"))
            check = zlib.crc32(piece, check)
            if piece:
                yield piece
        if given != part.file_size or check != part.CRC:
            raise Unreadable(_DAMAGED)

    @staticmethod
    def _piece(inflate, pending: bytes, chunk: int) -> tuple[bytes, bytes]:
        try:
            piece = inflate.decompress(pending, chunk)
        except zlib.error as fault:
            raise Unreadable(_DAMAGED) from fault
        return piece, inflate.unconsumed_tail

    def read(self, name: str, limit: int = 32 << 20) -> bytes:
        """A whole part; Unreadable when it is above the limit in bytes."""
        if self._parts[name].file_size > limit:
            raise Unreadable(_HOSTILE.format("a part that describes the workbook is too large"))
        return b"".join(self.pieces(name))

    def refuse_entities(self) -> None:
        """Refuse document types and entities, which no spreadsheet program writes, in any XML part."""
        for name in self._parts:
            if name.lower().endswith((".xml", ".rels")):
                head = next(self.pieces(name, _HEAD), b"")
                if declares_entities(head):
                    raise Unreadable(_HOSTILE.format("a part declares XML entities"))


def declares_entities(piece: bytes) -> bool:
    """Whether XML bytes hold a document type or an entity declaration, in any of the alphabets XML allows."""
    plain = piece.replace(b"\x00", b"") if b"\x00" in piece[:64] else piece
    return b"<!DOCTYPE" in plain or b"<!ENTITY" in plain


class _Stored:
    """Gives back what is stored without compression, in the manner of zlib's object."""

    unconsumed_tail = b""

    def decompress(self, data: bytes, length: int) -> bytes:
        self.unconsumed_tail = data[length:]
        return data[:length]
