"""What answers about the columns of a file are kept under, and what was said of the columns of one header."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable

from loaders.answers import Answers, Remembered
from loaders.reading.grid import column_letter

UNLABELLED = "("  # no normalised label starts so


def said_of(keys: Iterable[str], answers: Answers, memory: Remembered | None) -> dict[str, str]:
    """Key -> what was said of the column: now, or else before."""
    before = memory.columns if memory else {}
    now = {key: answers.of_column(key) for key in keys} if answers.columns else {}
    blank = {key: column for key, column in answers.columns.items() if key.startswith(UNLABELLED)}
    return before | {key: column for key, column in now.items() if column is not None} | blank


def keys_of(labels: dict[int, list[str]]) -> dict[int, str]:
    """Column -> what an answer about it is kept under: its own label; with its band where another has the same one.

    Still the same, it is numbered. A title above the header, which reads like a band, changes from file to file.
    """
    own = {index: _own_label(words) for index, words in labels.items()}
    times, seen = Counter(own.values()), Counter()
    found = {}
    for index, words in labels.items():
        key = own[index] if times[own[index]] == 1 else words[0]
        seen[key] += 1
        found[index] = key if seen[key] == 1 else f"{key} #{seen[key]}"
    return found


def _own_label(words: list[str]) -> str:
    """The label without the band that `labels_of` put before and behind it."""
    banded = len(words) > 2 and words[0].endswith(f" {words[2]}") and words[1].startswith(f"{words[2]} ")
    return words[2] if banded else words[0]


def blank_keys(width: int, labels: Container[int]) -> dict[int, str]:
    """Column without a label -> what answers about it are kept under: its letter, so it holds for this file alone."""
    return {index: f"{UNLABELLED}{column_letter(index)})" for index in range(width) if index not in labels}
