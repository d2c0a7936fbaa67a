"""Delimited text to a grid of one sheet."""

from __future__ import annotations

from itertools import islice

from . import limits, records
from .decoding import decode
from .delimiter import NAMES, SAMPLE, find_delimiter
from .grid import Grid, Problem, Sheet

# A character that no table holds: what no delimiter divides is read as one column.
_UNUSED = "\x1f"


def read_text(data: bytes, name: str) -> Grid:
    """Read delimited text whose encoding and delimiter are found by looking; Unreadable when it is no text."""
    text, encoding, problems = decode(data)
    del data
    delimiter, skipped, rest = _stated(text)
    del text
    delimiter = delimiter or find_delimiter(list(islice(records.lines_of(rest), SAMPLE)))
    ends = max(rest.count("\n"), rest.count("\r"))
    limits.check_lines(ends, ends + (rest.count(delimiter) if delimiter else 0))
    rows, lines, quotes = records.split_records(rest, delimiter or _UNUSED)
    lines = [line + skipped for line in lines] if skipped else lines
    quotes = [problem._replace(row=problem.row + skipped) for problem in quotes] if skipped else quotes
    sheet = Sheet("", rows, 1, lines)
    notices = _notices(encoding, delimiter, skipped)
    return Grid(name, "text", [sheet], encoding, delimiter, False, [*problems, *quotes], notices)


def _stated(text: str) -> tuple[str | None, int, str]:
    """Excel's own first line, sep=; and the text after it."""
    first = next(records.lines_of(text[:64]), "")
    stated = first.strip().strip('"').lower()
    if stated.startswith("sep=") and len(stated) == 5:
        return stated[4], 1, text[len(first) :]
    if first.strip().lower() == "sep=":
        return "\t", 1, text[len(first) :]
    return None, 0, text


def _notices(encoding: str, delimiter: str | None, skipped: int) -> list[Problem]:
    between = f"with a {NAMES.get(delimiter, delimiter)} between the fields" if delimiter else "of one column"
    said = f"Read as {encoding} text {between}."
    notices = [Problem("encoding", None, None, None, encoding, said)]
    if skipped:
        message = "Line 1 tells Excel the delimiter; it is not data."
        notices.append(Problem("separator_line", None, 1, None, None, message))
    return notices
