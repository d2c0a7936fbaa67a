"""Text that looks like other text: letters of two alphabets in one word, and characters that do not show."""

from __future__ import annotations

import re
from collections.abc import Collection

from .values import Add

_OTHER = "\u0370-\u03ff\u0400-\u052f"  # Greek and Cyrillic
_MIXED = re.compile(f"[A-Za-z][{_OTHER}]|[{_OTHER}][A-Za-z]")
_HIDDEN = re.compile("[\x00-\x08\x0e-\x1b\u200b\u200c\u2060\ufeff\u00ad\u202a-\u202e]")
_LATIN = re.compile("[A-Za-z]")
_FOREIGN = re.compile(f"[{_OTHER}]")
# Letters of full width, as Chinese and Japanese keyboards write them; Greek and Cyrillic ones that look Latin.
_WIDE = {code: code - 0xFEE0 for code in (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_TWINS = _WIDE | str.maketrans(
    "\u0410\u0412\u0415\u0417\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425\u0405\u0406\u0408\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0455\u0456\u0458"
    "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03bf",
    "ABE3KMHOPCTYXSIJaeopcyxsijABEZHIKMNOPTYXo",
)
_LOOKS = "A word is written with letters that look like others ({}): it matches no other spelling of itself."
_SHOWS_NOT = "The text holds a character that does not show: it matches no other spelling of itself."


def check_letters(texts: Collection[str], add: Add) -> None:
    """Look for look-alike and hidden characters in the texts of one column, or in its labels."""
    odd = [text for text in texts if not (text.isascii() and text.isprintable())]
    twins = _twins(odd, texts) if odd else ()
    for text in odd:
        if text in twins or _MIXED.search(text):
            add("look_alike", text, _LOOKS.format("of two alphabets, or of full width"))
        elif _HIDDEN.search(text):
            add("hidden_character", text, _SHOWS_NOT)


def _twins(odd: list[str], texts: Collection[str]) -> set[str]:
    """Texts that are another of the column in disguise, or words of nothing but look-alike letters among Latin ones."""
    plain = {text: text.translate(_TWINS) for text in odd}
    found = {text for text, changed in plain.items() if changed != text and changed in texts}
    if not any(map(_FOREIGN.search, plain.values())) and any(map(_LATIN.search, texts)):
        found |= {text for text, changed in plain.items() if changed.isascii() and _FOREIGN.search(text)}
    return found
