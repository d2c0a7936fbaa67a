"""Where a pupil's lone surname or first name tells of that pupil: in the pupil's own row, and in names of files."""

from __future__ import annotations

import re
from collections.abc import Iterable

from loaders.datasets.base import Rows, columns_of
from loaders.masking import folded, without_identity
from loaders.strangers import NAME, vocabulary
from loaders.words import normalise, text_of

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SHORTEST = 3  # letters of a name within a reference


def words_of(text: str) -> set[str]:
    """The words of a text that may be names, without case and accents."""
    return {folded(word) for word in _WORD.findall(text) if len(word) > 1}


def may_hold_names(rows: Rows, texts: Iterable[str]) -> bool:
    """False where no word of many texts is a name of the file's own, as in most columns of most files."""
    met = set(_WORD.findall("\n".join(texts)))
    return any(len(word) > 1 and rows.mask.is_name(word) for word in met)


def own_names(rows: Rows, column: str, values: list[str | None]) -> dict[str, str]:
    """Texts of a column that are nothing but names of the pupil in their own row, each with what stands in its place.

    A school is called after saints and places, as pupils are: a text that stands in rows of others too is none. Of a
    reference one such word is enough, unless the references of others hold it: then it is a prefix.
    """
    texts = {text for text in set(values) if text}
    is_reference = column == rows.dataset.reference
    wanted = {text: words for text in texts if (words := _names_in(rows, text, is_reference))}
    belongs = _belongs(rows, values, wanted)
    told = {text for text, words in wanted.items() if any(w in belongs for w in words)}
    return {text: rows.hashed(text) if is_reference else NAME for text in told}


def _names_in(rows: Rows, text: str, is_reference: bool) -> frozenset:
    """What is looked for in the rows: each known name of a reference by itself, all words of any other text as one."""
    words = words_of(text)
    if is_reference:
        return frozenset(w for w in words if len(w) >= _SHORTEST and rows.mask.is_name(w))
    known = words and all(map(rows.mask.is_name, words))
    return frozenset({" ".join(sorted(words))}) if known else frozenset()


def _belongs(rows: Rows, values: list[str | None], wanted: dict[str, frozenset]) -> set[str]:
    """Those of the looked-for words that stand in no row but of pupils who are called so."""
    names = [rows.cells[name] for name, kind in columns_of(rows.dataset.model).items()
             if kind.kind == "name" and name in rows.cells]  # fmt: skip
    found: dict[str, bool] = {}
    for i, text in enumerate(values):
        for words in wanted.get(text, ()):
            own = words_of(" ".join(text_of(cells[i]) for cells in names))
            found[words] = found.get(words, True) and own.issuperset(words.split())
    return {words for words, all_own in found.items() if all_own}


def shown_file(rows: Rows, name: str) -> str:
    """A file's or a sheet's name without e-mail addresses, UPNs and names of the file's pupils; districts stay."""

    def shown(found: re.Match) -> str:
        word = found[0]
        return NAME if rows.mask.is_name(word) and not set(normalise(word).split()) <= vocabulary() else word

    return _WORD.sub(shown, rows.people.without(without_identity(name)))


def shown_sheets(rows: Rows, names: Iterable[str]) -> dict[str, str]:
    """Sheet -> its name as it may be stored, each another."""
    found: dict[str, str] = {}
    for name in dict.fromkeys(names):
        shown, number = shown_file(rows, name), 2
        base = shown
        while shown in found.values():
            shown, number = f"{base} {number}", number + 1
        found[name] = shown
    return found
