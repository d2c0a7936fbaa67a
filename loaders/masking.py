"""Free text without personal details: e-mail addresses, telephone numbers, UPNs, dates and known names are masked."""

from __future__ import annotations

import re
from collections.abc import Iterable

_EMAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w])(?:\+44\s?|\(?0)\d[\d\s()-]{7,13}\d(?!\w)")
_UPN = re.compile(r"\b[A-Za-z]\d{11}[\dA-Za-z]\b")
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*"
_DATE = re.compile(
    rf"\b(?:\d{{1,2}}[/.\-]\d{{1,2}}[/.\-]\d{{2,4}}|\d{{4}}-\d{{1,2}}-\d{{1,2}}|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}(?:\s+\d{{2,4}})?)\b",
    re.IGNORECASE,
)
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b")


class Mask:
    """Masks text; knows the names met in the same file."""

    def __init__(self, names: Iterable[str] = ()):
        words = {word for name in names for word in re.split(r"[\s,;]+", name) if len(word) > 1 and not word.isdigit()}
        spelled = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
        self._names = re.compile(rf"(?<!\w)(?:{spelled})(?!\w)", re.IGNORECASE) if spelled else None

    def __call__(self, text: str) -> str:
        """The text with every personal detail replaced by what it was, in square brackets."""
        for pattern, word in (
            (_EMAIL, "[e-mail]"),
            (_UPN, "[UPN]"),
            (_DATE, "[date]"),
            (_PHONE, "[telephone]"),
            (_POSTCODE, "[postcode]"),
        ):
            text = pattern.sub(word, text)
        return self._names.sub("[name]", text) if self._names else text

    def fault_value(self, text: str) -> str:
        """An offending value as it may be shown: dates stay, for they are what is at fault; the rest is masked."""
        for pattern, word in ((_EMAIL, "[e-mail]"), (_UPN, "[UPN]"), (_POSTCODE, "[postcode]")):
            text = pattern.sub(word, text)
        return (self._names.sub("[name]", text) if self._names else text)[:80]
