"""Free text without personal details: e-mail addresses, telephone numbers, UPNs, dates and known names are masked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_EMAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w])(?:\+44\s?|\(?0)\d[\d\s()-]{7,13}\d(?!\w)")
_UPN = re.compile(r"(?<![A-Za-z\d])[A-Za-z]\d{11}[\dA-Za-z](?![A-Za-z\d])")
_SPACED_UPN = re.compile(r"(?<![A-Za-z\d])[A-Za-z] ?(?:\d ?){11}[\dA-Za-z](?![A-Za-z\d])")
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*"
_DATE = re.compile(
    rf"\b(?:\d{{1,2}}\s?[/.\-]\s?\d{{1,2}}\s?[/.\-]\s?\d{{2,4}}|\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?[\s-]+(?:of\s+)?{_MONTH}(?:,?[\s-]+\d{{2,4}})?"
    rf"|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+\d{{4}})?)\b",
    re.IGNORECASE,
)
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b", re.IGNORECASE)
_TITLED = re.compile(r"\b(Mrs?|Ms|Miss|Mx|Dr|Prof)\b\.?\s+[A-Z][\w'’-]*(?:\s+[A-Z][\w'’-]+)?")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_PARTS = re.compile("['’-]")
_HUMPS = re.compile("[A-Z][a-z]+")
NAME = "[name]"
_BETWEEN = "\x1e"  # of ASCII, between records: cells may hold line ends
_NOUGHTS = bytes.maketrans(b"123456789", b"0" * 9)
_EVERYWHERE = ((_EMAIL, "[e-mail]"), (_UPN, "[UPN]"))
_LONG_PHONE = re.compile(r"(?<!\d)0\d{3,4}[ -]?\d{3}[ -]?\d{3,4}(?!\d)")  # more figures than any date has
_IN_FAULTS = (*_EVERYWHERE, (_POSTCODE, "[postcode]"), (_LONG_PHONE, "[telephone]"))
_ALL = (
    *_EVERYWHERE,
    (_SPACED_UPN, "[UPN]"),
    (_DATE, "[date]"),
    (_PHONE, "[telephone]"),
    (_POSTCODE, "[postcode]"),
    (_TITLED, "[name]"),
)


class Mask:
    """Masks text; knows the names met in the same file."""

    def __init__(self, names: Iterable[str] = ()):
        written = " ".join(set("\n".join(names).split()))  # the same few words make up thousands of names
        words = {folded(word) for word in _WORD.findall(written) if len(word) > 1}
        parts = {part for word in words for part in _PARTS.split(word) if len(part) > 2}
        self._names = words | parts | {_PARTS.sub("", word) for word in words}

    def __call__(self, text: str) -> str:
        """The text with every personal detail replaced by what it was, in square brackets."""
        for pattern, word in _ALL:
            text = pattern.sub(word, text)
        return self._without_names(text)

    def fault_value(self, text: str) -> str:
        """An offending value as it may be shown: dates stay, for they are what is at fault; the rest is masked."""
        for pattern, word in _IN_FAULTS:
            text = pattern.sub(word, text)
        return self._without_names(text)[:80]

    def is_name(self, word: str) -> bool:
        """True for a word of a name met in the same file."""
        return self._shown_word(word) != word

    def _without_names(self, text: str) -> str:
        return _WORD.sub(self._shown, text) if self._names else text

    def _shown(self, found: re.Match) -> str:
        return self._shown_word(found[0])

    def _shown_word(self, written: str) -> str:
        """A word, unless it or a part of it (O'Hara, Smith-Jones, Harley's, the Smiths, AnnHill) is a name here."""
        word = folded(written)
        plural = word[:-1] if word.endswith("s") and len(word) > 4 else word
        if word in self._names or plural in self._names or _PARTS.sub("", word) in self._names:
            return NAME
        parts = [*_PARTS.split(word), *(folded(part) for part in _HUMPS.findall(written))]
        return NAME if len(parts) > 1 and not self._names.isdisjoint(parts) else written


def folded(word: str) -> str:
    """A word without case and accents: Zoë and ZOE are one name."""
    if word.isascii():
        return word.casefold()
    plain = unicodedata.normalize("NFKD", word.replace("’", "'").casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def shapes_of(texts: Iterable[str]) -> set[str]:
    """Texts with a nought for each figure, each once: 100,000 numbered references are a few that look alike.

    Whatever asks for letters, or for figures whichever they are, finds the same in them.
    """
    texts = list(texts)
    together = _BETWEEN.join(texts).encode(errors="surrogatepass")
    shapes = set(together.translate(_NOUGHTS).split(_BETWEEN.encode()))
    if together.count(_BETWEEN.encode()) >= len(texts) > 0:
        return set(texts)
    return {shape.decode(errors="surrogatepass") for shape in shapes}


def holds_identity(texts: Iterable[str]) -> bool:
    """True where any of the texts holds an e-mail address or a UPN, which no stored column may."""
    everything = "\n".join(texts)
    return ("@" in everything and bool(_EMAIL.search(everything))) or bool(_UPN.search(everything))


def without_address(text: str) -> str:
    """A setting without telephone numbers and postcodes."""
    for pattern, word in ((_PHONE, "[telephone]"), (_POSTCODE, "[postcode]")):
        text = pattern.sub(word, text)
    return text


def without_identity(text: str) -> str:
    """A text of a column that is no free text, without e-mail addresses and UPNs."""
    for pattern, word in _EVERYWHERE:
        text = pattern.sub(word, text)
    return text
