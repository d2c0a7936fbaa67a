"""Words that look like the name of somebody whom no column of names knows: capitalised, and in no list of words."""

from __future__ import annotations

import functools
import re

from loaders.words import column_spellings, district_spellings, normalise, value_spellings
from warehouse import reference

NAME = "[name]"
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*\.?")
_BETWEEN = re.compile(r"[\s,]+|-")
_MOST = 4  # words of one name
# Whom a comment speaks of: "my son Harley", "a girl called Rosie".
_KIN = re.compile(
    r"\b((?:grand)?(?:son|daughter)|child|boy|girl|brother|sister|pupil|nephew|niece|called|named)(,?\s+)"
    r"([A-Z][^\W\d_]+(?:['’-][^\W\d_]+)*(?:\s[A-Z][^\W\d_]+)?)"
)


@functools.cache
def vocabulary() -> frozenset[str]:
    """Every word of the labels and values that are known, of the districts, and of the field's own words."""
    lists = {row["list"] for row in reference.rows("values.csv")}
    datasets = {row["dataset"] for row in reference.rows("columns.csv")}
    spellings = [*(word for name in lists for word in value_spellings(name)),
                 *(word for name in datasets for word in column_spellings(name)), *district_spellings(),
                 *(row["word"] for row in reference.rows("field_words.csv"))]  # fmt: skip
    return frozenset(word for spelling in spellings for word in normalise(spelling).split() if len(word) > 1)


@functools.cache
def forenames() -> frozenset[str]:
    """Common first names that are no other words of the field, in lower case."""
    return frozenset(row["forename"].casefold() for row in reference.rows("forenames.csv")) - vocabulary()


def is_forename(word: str) -> bool:
    """True for a common first name written with a capital, and for one of somebody's: Harley's."""
    return word[:1].isupper() and word.casefold().removesuffix("'s").removesuffix("’s") in forenames()


def like_a_name(text: str) -> bool:
    """True where a text is nothing but two to four capitalised words none of which any list knows."""
    words = text.replace(",", " ").split()
    return 2 <= len(words) <= _MOST and all(map(_is_unknown, words))


def without_strangers(text: str) -> str:
    """The text with "[name]" for each two to four such words side by side, for first names, and after "my son"."""
    text = _KIN.sub(lambda found: found[0] if _known(found[3].split()[0]) else f"{found[1]}{found[2]}{NAME}", text)
    for start, end in reversed(_spans(text)):
        text = text[:start] + NAME + text[end:]
    return text


def _spans(text: str) -> list[tuple[int, int]]:
    """Where names stand, from first letter to last."""
    found, run = [], []
    for word in [*_WORD.finditer(text), None]:
        joined = word and run and _BETWEEN.fullmatch(text, run[-1].end(), word.start())
        if run and not joined:
            found += _of_run(text, run)
            run = []
        if word and _is_capitalised(word[0]):
            run.append(word)
    return found + (_of_run(text, run) if run else [])


def _of_run(text: str, run: list[re.Match]) -> list[tuple[int, int]]:
    """The names in capitalised words side by side. A term such as Oppositional Defiant Disorder is none: it is known
    by one of its words. Codes in capitals beside a name make no term of it.
    """
    told = [word for word in run if not (_known(word[0]) and word[0].isupper())]
    if 2 <= len(told) <= _MOST and not any(_known(word[0]) for word in told):
        return [(told[0].start(), _end(told[-1]))]
    return [(word.start(), _end(word)) for word in run if is_forename(word[0].rstrip("."))]


def _end(word: re.Match) -> int:
    return word.end() - word[0].endswith(".") if len(word[0]) > 2 else word.end()


def _is_unknown(word: str) -> bool:
    return bool(_WORD.fullmatch(word)) and _is_capitalised(word) and not _known(word)


def _is_capitalised(word: str) -> bool:
    return word[0].isupper()


def _known(word: str) -> bool:
    return any(part in vocabulary() for part in normalise(word).split()) if len(word.rstrip(".")) > 1 else False
