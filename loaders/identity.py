"""Who a child is, without saying so: keyed hashes of the UPN and of the name with date of birth."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import re

from loaders.words import normalise, text_of

LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
_UPN = re.compile(r"^[A-Z]\d{11}[\dA-Z]$")


def check_letter(digits: str) -> str:
    """The check letter of twelve digits: weights 2 to 13, sum modulo 23 (DfE, Unique Pupil Numbers guide)."""
    return LETTERS[sum(weight * int(digit) for weight, digit in enumerate(digits, 2)) % 23]


def upn_is_valid(upn: str) -> bool:
    """True for a UPN of the right shape whose check letter agrees; a temporary UPN's last letter counts by its place."""
    if not _UPN.match(upn):
        return False
    last = upn[12] if upn[12].isdigit() else str(LETTERS.find(upn[12]) % 10)
    return upn[12].isalpha() or check_letter(upn[1:12] + last) == upn[0]


def upn_of(cell: object) -> str:
    """A cell's UPN: capitals, no blanks; '' where there is none."""
    return re.sub(r"[\s-]", "", text_of(cell)).upper()


class Hasher:
    """HMAC-SHA-256 with the warehouse's key, remembered per distinct value."""

    def __init__(self, key: bytes):
        self._key = key
        self._known: dict[str, str] = {}

    def __call__(self, text: str) -> str:
        found = self._known.get(text)
        if found is None:
            found = self._known[text] = hmac.digest(self._key, text.encode(), hashlib.sha256).hex()
        return found

    def upn(self, upn: str) -> str | None:
        """The hash of a UPN, None for a blank one."""
        return self("upn " + upn) if upn else None

    def person(self, name: str, born: dt.date | None) -> str | None:
        """The hash of a name (its words in any order) with a date of birth; None unless both are there."""
        words = " ".join(sorted(normalise(name).split()))
        return self(f"person {words} {born}") if words and born else None


def age_at(born: dt.date | None, day: dt.date | None) -> int | None:
    """Age in whole years; None where either date is missing or the child would be under 0 or over 25."""
    if born is None or day is None:
        return None
    age = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    return age if 0 <= age <= 25 else None
