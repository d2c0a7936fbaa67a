"""Streams of an OLE compound file: old Excel workbooks, and the wrapper around those with a password."""

from __future__ import annotations

import struct

from .grid import Unreadable

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAST_SECTOR = 0xFFFFFFFA
_DAMAGED = "The file is damaged or only part of it arrived: open it in Excel, save it again and send that."


class CompoundFile:
    """The directory and the streams of a compound file; Unreadable when its chains lead nowhere."""

    def __init__(self, data: bytes):
        if len(data) < 1536 or not data.startswith(SIGNATURE):
            raise Unreadable(_DAMAGED)
        self._data = data
        shift, self._short_shift = struct.unpack_from("<HH", data, 30)
        if shift not in (9, 12) or not 2 <= self._short_shift < shift:
            raise Unreadable(_DAMAGED)
        self._size = 1 << shift
        first_directory, self._cutoff, first_short, _, first_double = struct.unpack_from("<I4xIIII", data, 48)
        self._table = self._allocation(first_double)
        self._entries = self._directory(self._follow(first_directory))
        self._short_table = self._longs(self._follow(first_short)) if first_short < _LAST_SECTOR else ()
        self._short: bytes | None = None

    @property
    def names(self) -> set[str]:
        """Names of the streams and storages, in lower case."""
        return set(self._entries)

    def stream(self, name: str) -> bytes:
        """The bytes of one stream, by its name in lower case."""
        start, size = self._entries[name]
        if size >= self._cutoff:
            return self._follow(start, size)[:size]
        if self._short is None:
            self._short = self._follow(self._entries.get("root entry", (_LAST_SECTOR, 0))[0])
        return self._follow_short(start, size)[:size]

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        if start >= len(self._data):
            raise Unreadable(_DAMAGED)
        return self._data[start : start + self._size]

    def _allocation(self, double: int) -> tuple[int, ...]:
        listed = list(struct.unpack_from("<109I", self._data, 76))
        limit = len(self._data) // self._size + 1
        while double < _LAST_SECTOR and limit:
            longs = self._longs(self._sector(double))
            listed += longs[:-1]
            double, limit = longs[-1] if longs else _LAST_SECTOR, limit - 1
        sectors = [number for number in listed if number < _LAST_SECTOR]
        if len(sectors) > len(self._data) // self._size + 1:
            raise Unreadable(_DAMAGED)
        return self._longs(b"".join(self._sector(number) for number in sectors))

    @staticmethod
    def _longs(raw: bytes) -> tuple[int, ...]:
        return struct.unpack(f"<{len(raw) // 4}I", raw[: len(raw) // 4 * 4])

    def _chain(self, table: tuple[int, ...], start: int, limit: int) -> list[int]:
        chain = []
        while start < _LAST_SECTOR:
            if start >= len(table) or len(chain) > limit:
                raise Unreadable(_DAMAGED)
            chain.append(start)
            start = table[start]
        return chain

    def _follow(self, start: int, size: int | None = None) -> bytes:
        limit = len(self._data) // self._size + 1
        stream = b"".join(self._sector(number) for number in self._chain(self._table, start, limit))
        if size is not None and len(stream) < size:
            raise Unreadable(_DAMAGED)
        return stream

    def _follow_short(self, start: int, size: int) -> bytes:
        width = 1 << self._short_shift
        chain = self._chain(self._short_table, start, len(self._short) // width + 1)
        stream = b"".join(self._short[number * width : (number + 1) * width] for number in chain)
        if len(stream) < size:
            raise Unreadable(_DAMAGED)
        return stream

    @staticmethod
    def _directory(raw: bytes) -> dict[str, tuple[int, int]]:
        entries = {}
        for at in range(0, len(raw) - 127, 128):
            length, kind = struct.unpack_from("<HB", raw, at + 64)
            if kind in (1, 2, 5) and 2 <= length <= 64:
                name = raw[at : at + length - 2].decode("utf-16-le", "ignore").lower()
                entries.setdefault(name, struct.unpack_from("<II", raw, at + 116))
        return entries
