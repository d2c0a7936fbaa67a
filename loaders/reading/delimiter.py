"""Which sign divides the fields of a text."""

from __future__ import annotations

import csv
import re
from collections import Counter

from . import limits

DELIMITERS = (",", ";", "\t", "|")
NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}
SAMPLE = 2_000  # lines
_DECIMAL = re.compile(r"[-+£$€]?\d+,\d+%?")


def find_delimiter(lines: list[str]) -> str | None:
    """The delimiter that gives the longest run of records the same number of fields; None when none divides them."""
    for at, line in enumerate(lines[:SAMPLE]):
        if len(line) > limits.WIDEST:
            limits.check_width(at + 1, max(map(line.count, DELIMITERS)))
    best, chosen, sample = (1, 0), None, list(dict.fromkeys(lines[:SAMPLE]))
    for delimiter in DELIMITERS:
        records = [r for r in _lenient(sample, delimiter) if any(cell.strip() for cell in r)]
        if not records or _only_decimals(records, delimiter):
            continue
        score = _longest_run(records)
        if len(records) == 1 and len(records[0]) > 1:
            score = (2, len(records[0]))
        if score > best:
            best, chosen = score, delimiter
    return chosen


def _longest_run(records: list[list[str]]) -> tuple[int, int]:
    """Records in a row with one number of fields above one, titles and notes around them left aside; that number."""
    best, run, width = (0, 0), 0, 0
    for record in records:
        run, width = (run + 1, width) if len(record) == width else (1, len(record))
        if width > 1:
            best = max(best, (run, width))
    whole = Counter(len(record) for record in records)
    usual = max((count, width) for width, count in whole.items() if width > 1) if best[1] else (0, 0)
    return max(best, usual) if usual[0] > 1 else best


def _lenient(lines: list[str], delimiter: str) -> list[list[str]]:
    try:
        return list(csv.reader(lines, delimiter=delimiter, skipinitialspace=spaced("".join(lines), delimiter)))
    except csv.Error:
        return [line.rstrip("\r\n").split(delimiter) for line in lines]


def spaced(text: str, delimiter: str) -> bool:
    """Whether a blank stands between a delimiter and a quotation mark: some programs write one after each comma."""
    return delimiter != " " and f'{delimiter} "' in text


def _only_decimals(records: list[list[str]], delimiter: str) -> bool:
    """Whether the commas are those of decimal fractions in a single column."""
    if delimiter != ",":
        return False
    halved = [record for record in records if len(record) > 1]
    return all(len(r) == 2 and _DECIMAL.fullmatch(",".join(r).strip()) for r in halved) and len(records[0]) == 1
