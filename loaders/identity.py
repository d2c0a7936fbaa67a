"""Who a child is, without saying so: keyed hashes of the UPN and of the name with date of birth."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterable

from loaders.words import all_words, text_of

LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
_LENGTH = 13  # characters of a UPN
_BLOCK = 64  # bytes of a block of SHA-256, as HMAC needs them (RFC 2104)
_GAPS = re.compile(r"[\s-]")
_FIGURES = re.compile(r"\d")


def _weighed(first: int) -> dict[str, int]:
    """Three digits -> their part of the weighted sum, the first of them having this weight."""
    return {f"{n:03d}": n // 100 * first + n // 10 % 10 * (first + 1) + n % 10 * (first + 2) for n in range(1000)}


_SUMS = tuple(map(_weighed, (2, 5, 8, 11)))


def check_letter(digits: str) -> str:
    """The check letter of twelve digits: weights 2 to 13, sum modulo 23 (DfE, Unique Pupil Numbers guide)."""
    first, second, third, fourth = _SUMS
    return LETTERS[(first[digits[:3]] + second[digits[3:6]] + third[digits[6:9]] + fourth[digits[9:]]) % 23]


def upn_is_valid(upn: str) -> bool:
    """True for a UPN of the right shape whose check letter agrees; that of a temporary UPN is not looked at."""
    if len(upn) != _LENGTH:
        return False
    try:
        if check_letter(upn[1:]) == upn[0]:
            return True
    except KeyError:
        last = LETTERS.find(upn[12])
        return last >= 0 and upn[1:12].isascii() and upn[1:12].isdigit() and "A" <= upn[0] <= "Z"
    return False


def wrong_upns(upns: list[str]) -> set[str]:
    """Those of many UPNs that are not valid: most are, which is seen here for all of them at once."""
    import numpy

    shaped = upns if _all_shaped(upns) else [upn for upn in upns if len(upn) == _LENGTH and upn.isascii()]
    codes = numpy.frombuffer("".join(shaped).encode(), numpy.uint8).reshape(-1, _LENGTH)
    digits = codes[:, 1:] - numpy.uint8(ord("0"))  # what stands before the nought comes round to above nine
    letters = numpy.frombuffer(LETTERS.encode(), numpy.uint8)
    right = letters[digits.astype(numpy.int32) @ numpy.arange(2, 14) % 23] == codes[:, 0]
    doubtful = [shaped[at] for at in numpy.flatnonzero(~right | (digits > 9).any(axis=1))]
    if len(shaped) < len(upns):
        doubtful += [upn for upn in upns if len(upn) != _LENGTH or not upn.isascii()]
    return {upn for upn in doubtful if not upn_is_valid(upn)}


def _all_shaped(upns: list[str]) -> bool:
    return set(map(len, upns)) == {_LENGTH} and "".join(upns).isascii()


def upns_of(cells: list[object]) -> list[str]:
    """The UPN of each cell, as upn_of gives it; where all are blank or of thirteen capitals and digits, the cells."""
    if set(map(type, cells)) == {str} and set(map(len, cells)) <= {0, _LENGTH}:
        together = "".join(cells)
        if together.isalnum() and together.isupper():
            return cells
    return list(map(upn_of, cells))


def upn_of(cell: object) -> str:
    """A cell's UPN: capitals, no blanks; '' where there is none, or only words such as "not known"."""
    if cell.__class__ is str and len(cell) == _LENGTH and cell.isalnum() and cell.isupper():
        return cell  # as nearly all are
    text = text_of(cell)
    if not (text.isalnum() and text.isupper()):
        text = _GAPS.sub("", text).upper()
    return text if len(text) == _LENGTH or len(_FIGURES.findall(text)) >= 6 else ""


class Hasher:
    """HMAC-SHA-256 with the warehouse's key, its first 128 bits (RFC 4868).

    The keyed halves are made once: that halves the time of 100,000 rows.
    """

    def __init__(self, key: bytes):
        key = (hashlib.sha256(key).digest() if len(key) > _BLOCK else key).ljust(_BLOCK, b"\0")
        self._inner = hashlib.sha256(bytes(byte ^ 0x36 for byte in key)).copy
        self._outer = hashlib.sha256(bytes(byte ^ 0x5C for byte in key)).copy

    def __call__(self, text: str) -> str:
        """The keyed hash of a text: 32 hexadecimal digits."""
        return self.all([text])[0]

    def all(self, texts: Iterable[str], kind: str = "") -> list[str | None]:
        """The keyed hash of each text with its kind before it; None for a blank one."""
        begun, new_outer = self._inner(), self._outer
        begun.update(kind.encode())
        new_inner, hashes = begun.copy, []
        for text in _encoded(list(texts)):
            if text:
                inner, outer = new_inner(), new_outer()
                inner.update(text)
                outer.update(inner.digest())
                hashes.append(outer.hexdigest()[:32])
            else:
                hashes.append(None)
        return hashes


def _encoded(texts: list[str]) -> list[bytes]:
    """Each text as UTF-8; all of them at once where none holds the line end that is put between them."""
    lines = "\n".join(texts).encode().split(b"\n")
    return lines if len(lines) == len(texts) else [text.encode() for text in texts]


def name_words(names: list[str]) -> list[str]:
    """Each name's words in order of the alphabet, so that "Hill, Ann" and "Ann Hill" are one name."""
    return [" ".join(sorted(words)) for words in all_words(names)]


def ages_at(born: list[dt.date | None], days: list[dt.date | None]) -> list[int | None]:
    """Ages in whole years; None where either date is missing or the child would be under 0 or over 25."""
    # 3 March 2021 as 20210303: the difference of two such figures, cut to ten thousands, is the age.
    figures = {day: day and day.year * 10_000 + day.month * 100 + day.day for day in {*born, *days}}
    pairs = zip(map(figures.__getitem__, born), map(figures.__getitem__, days), strict=True)
    ages = ((end - start) // 10_000 if start and end else -1 for start, end in pairs)
    return [age if 0 <= age <= 25 else None for age in ages]
