"""Text that was read in the wrong alphabet before it came here, or cannot be in the one it was read in."""

from __future__ import annotations

import re

from .grid import Problem

# The bytes 80 to BF as Windows-1252 shows them: what follows an opening byte where UTF-8 was taken for Windows-1252.
_LATER = bytes(range(0x80, 0xC0)).decode("cp1252", "ignore").replace("-", "")
_TAKEN_FOR = re.compile(
    f"\u00c2[\u00a0-\u00bf]|\u00c3[{_LATER}]|\u00e2\u20ac[{_LATER}]|\u00e2\u201a\u00ac|\u00e2\u201e\u00a2"
)
# UTF-8 that breaks off within a letter; and accented letters of DOS (code page 850) as Windows-1252 shows them: marks
# glued to a letter, capitals within a word.
_BROKEN = re.compile(
    "\u00e2[\u20ac\u201a\u201e]|\u00ff\u00ff"
    "|[A-Za-z][\u201a\u0192\u201e\u2020\u2021\u02c6\u2039]|[a-z][\u0160\u0152\u017d\u0178][a-z]"
)
_ALL_ACCENTS = re.compile("(?<![A-Za-z])[\u00c0-\u00ff]{4,}(?![A-Za-z])")  # Greek or Russian words as Windows-1252
_DISTINCT = 3
_LINE_END = re.compile("\r\n|\r|\n")
_SHOWN = 20
_SAID = (
    "Line {} holds {}: letters written in one alphabet and read in another. Open the file where it was made and "
    "save it as CSV UTF-8."
)


def garbled(text: str, windows: bool) -> list[Problem]:
    """A problem for each line (the first of them) whose letters are most likely not those that were written.

    windows: the text was read as Windows-1252, which gives a letter to nearly every byte and so never fails.
    """
    if text.isascii() or not _found(text, windows):
        return []
    numbers = [(n, what) for n, line in enumerate(_LINE_END.split(text), 1) if (what := _found(line, windows))]
    problems = [_problem(n, _SAID.format(n, what)) for n, what in numbers[:_SHOWN]]
    if len(numbers) > _SHOWN:
        problems.append(_problem(numbers[_SHOWN][0], f"{len(numbers) - _SHOWN:,} more lines hold such letters."))
    return problems


def _problem(line: int, message: str) -> Problem:
    return Problem("garbled", None, line, None, None, message)


def _found(text: str, windows: bool) -> str:
    if found := _TAKEN_FOR.search(text) or (windows and _BROKEN.search(text)):
        return f"\u201c{found[0]}\u201d"
    words = (found[0] for found in _ALL_ACCENTS.finditer(text)) if windows else ()
    return "words of nothing but accents" if any(len(set(word)) >= _DISTINCT for word in words) else ""
