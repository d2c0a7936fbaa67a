"""Whole names of a file's own pupils where no name belongs: a first name and a surname side by side in a setting."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable

from loaders.masking import Mask

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_TWO = re.compile(r"[^\W\d_][\W_]+[^\W\d_]")
_APART = "\n0\n"  # no letter stands beside another text's
NAME = "[name]"


class People:
    """Knows the people of a file. A lone word tells nobody: settings are called after saints and places, as people are.

    names: makes the whole names, asked for only once two known words stand side by side. known: masks each of them.
    """

    def __init__(self, names: Callable[[], Iterable[str]], known: Mask):
        self._names, self._known, self._pairs = names, known, None

    @staticmethod
    def may_be_in(texts: Iterable[str]) -> bool:
        """False where none of many texts has two words side by side, as numbers and references have not."""
        return bool(_TWO.search(_APART.join(texts)))

    def without(self, text: str) -> str:
        """The text with each name of two words or more replaced by "[name]"."""
        if not _TWO.search(text):
            return text
        words = list(_WORD.finditer(text))
        spans: list[list[int]] = []
        for first, second in itertools.pairwise(words):
            if self._tell(first[0], second[0]):
                if spans and spans[-1][1] >= first.start():
                    spans[-1][1] = second.end()
                else:
                    spans.append([first.start(), second.end()])
        for start, end in reversed(spans):
            text = text[:start] + NAME + text[end:]
        return text

    def _tell(self, first: str, second: str) -> bool:
        if not (self._known.is_name(first) and self._known.is_name(second)):
            return False
        return frozenset((first.casefold(), second.casefold())) in self.pairs

    @property
    def pairs(self) -> set[frozenset[str]]:
        """Any two words of one person's name."""
        if self._pairs is None:
            people = {tuple(word.casefold() for word in _WORD.findall(name)) for name in self._names()}
            self._pairs = {frozenset(pair) for words in people for pair in itertools.combinations(words, 2)}
        return self._pairs
