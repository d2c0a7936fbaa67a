"""Words as people spell them: labels and values are matched on normalised words, never on a guess."""

from __future__ import annotations

import functools
import html
import re
import unicodedata

from warehouse import reference

_TAG = re.compile(r"<[^<>]{0,200}>")
_APOSTROPHE = re.compile("['’‘`]")
_GAP = re.compile(r"[\W_]+")
# The same for the plain letters of which nearly all cells are made, in a tenth of the time.
_PLAIN = {code: (None if chr(code) in "'`" else " ") for code in range(128) if not chr(code).isalnum()}
_PLAIN_LINES = _PLAIN | {10: "\n"}


def bare_words(text: str) -> str:
    """A text as bare words: no case, tags, accents of width, punctuation or stray blanks; "&" is "and"."""
    if "&" not in text and "<" not in text and text.isascii():
        return " ".join(text.casefold().translate(_PLAIN).split())
    plain = _TAG.sub(" ", html.unescape(text)) if "<" in text or "&" in text else text
    plain = unicodedata.normalize("NFKC", plain).casefold().replace("&", " and ")
    return _GAP.sub(" ", _APOSTROPHE.sub("", plain)).strip()


def all_words(texts: list[str]) -> list[list[str]]:
    """The bare words of each text. One pass over all of them together where they hold plain letters, as most do."""
    together = "\n".join(texts)
    if "&" in together or "<" in together or not together.isascii() or together.count("\n") != len(texts) - 1:
        return [bare_words(text).split() for text in texts]
    return [words.split() for words in together.casefold().translate(_PLAIN_LINES).split("\n")]


@functools.lru_cache(maxsize=65536)
def normalise(text: str) -> str:
    """A label or value as bare words, remembered: the same few are met again and again."""
    return bare_words(text)


def text_of(cell: object) -> str:
    """A cell as the text that a person sees: whole numbers without a point, blanks at the ends gone."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)


@functools.cache
def column_spellings(dataset: str) -> dict[str, str]:
    """Normalised spelling -> column, of one return. Raises ValueError where a spelling names two columns."""
    found: dict[str, str] = {}
    for row in reference.rows("columns.csv"):
        if row["dataset"] == dataset:
            word = normalise(row["spelling"])
            if found.setdefault(word, row["column"]) != row["column"]:
                raise ValueError(f"columns.csv: in {dataset}, {row['spelling']!r} stands for two columns")
    return found


@functools.cache
def value_spellings(name: str) -> dict[str, str]:
    """Normalised spelling -> code, of one list of values. Raises ValueError where a spelling has two codes."""
    found: dict[str, str] = {}
    for row in reference.rows("values.csv"):
        if row["list"] == name:
            word = normalise(row["spelling"])
            if found.setdefault(word, row["code"]) != row["code"]:
                raise ValueError(f"values.csv: in {name}, {row['spelling']!r} stands for two codes")
    return found


@functools.cache
def district_spellings() -> dict[str, str]:
    """Normalised name, former name or GSS code -> district."""
    found = {}
    for row in reference.rows("districts.csv"):
        for name in (row["district"], row["former_name"], row["gss_code"]):
            if name:
                found[normalise(name)] = row["district"]
    return found


@functools.cache
def not_data_words(kind: str) -> frozenset[str]:
    """The normalised words of one kind in not_data.csv: sheet, total, note, subheading, test_setting."""
    return frozenset(normalise(row["words"]) for row in reference.rows("not_data.csv") if row["kind"] == kind)
