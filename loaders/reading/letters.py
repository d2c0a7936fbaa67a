"""Text that looks like other text: letters of two alphabets in one word, and characters that do not show."""

from __future__ import annotations

import re

from .values import Add, Values

_MIXED = re.compile("[A-Za-z][\u0370-\u03ff\u0400-\u052f]|[\u0370-\u03ff\u0400-\u052f][A-Za-z]")
_HIDDEN = re.compile("[\u200b\u200c\u2060\ufeff\u00ad\u202a-\u202e]")


def check_letters(values: Values, add: Add) -> None:
    """Look for look-alike and hidden characters in the texts of one column."""
    for text in values.texts:
        if text.isascii():
            continue
        if _MIXED.search(text):
            message = "A word mixes letters of two alphabets that look alike: it matches no other spelling of itself."
            add("look_alike", text, message)
        elif _HIDDEN.search(text):
            message = "The text holds a character that does not show: it matches no other spelling of itself."
            add("hidden_character", text, message)
