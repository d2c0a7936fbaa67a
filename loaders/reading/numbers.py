"""Columns of numbers: decimal commas among decimal points, figures that are no number, words among figures."""

from __future__ import annotations

import re
from collections import Counter

from .values import Add, Values

_SIGN = re.compile(r"^[-+(]?\s*[£$€]?\s*|\s*[%)]?$")
_FORMS = (
    ("plain", re.compile(r"\d+")),
    ("thousand", re.compile(r"[1-9]\d{0,2}\.\d{3}")),
    ("point", re.compile(r"\d*\.\d+")),
    ("english", re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?")),
    ("comma", re.compile(r"\d+,\d+")),
    ("continental", re.compile(r"\d{1,3}(\.\d{3})+(,\d+)?")),
)
_GOOD = [form for form, _ in _FORMS]
_DIGIT = re.compile(r"\d")
_FIGURES = re.compile(r"\d[\d.,' ]*")
# Nothing else can be a figure of any form, nor a malformed one: most texts are told by their first letters.
_LIKE_FIGURES = re.compile(r"[-+(]?\s*[£$€]?\s*[\d.,' ]*\s*[%)]?")
_SCIENTIFIC = re.compile(r"\d(\.\d+)?[eE]\+\d+")
MARKS = frozenset("- -- – — . .. … n/a na n.a. nil none null nan c x z u s k * ** : ? low tbc tbd".split()) | {
    "not available",
    "not applicable",
    "not known",
    "no data",
}
_MANY = 1e15
_LONGEST = 40  # characters of the longest figure with its spaces and marks


def check_numbers(values: Values, from_text: bool, add: Add) -> None:
    """Look for what makes the figures of one column doubtful; from_text: the file is text, so figures are text."""
    if values.largest >= _MANY:
        add("long_number", None, "A number of more than 15 digits: Excel has put zeros for the last ones.")
    kinds = {text: _kind(text) for text in values.texts}
    total = Counter(plain=values.plain)
    for text, kind in kinds.items():
        total[kind] += values.texts[text]
        if kind == "code" and "+" in text and _SCIENTIFIC.fullmatch(text.strip()):
            add(
                "scientific", text, f"“{text}” is a number that Excel shortened: its last digits are lost in this file."
            )
    good = values.numbers + sum(total[form] for form in _GOOD)
    if (good + total["malformed"]) * 2 <= values.filled - total["mark"]:
        return
    for text in (t for t, kind in kinds.items() if kind == "malformed"):
        add("number_format", text, f"“{text}” is written with figures but is no number: correct it at its source.")
    _decimals(kinds, add)
    _units(kinds, values.numbers + values.plain, add)
    if from_text and total["thousand"] > 1 and not total["point"] + total["comma"]:
        message = "Every figure with a point has three digits after it: is 23.824 meant as 23,824? Say which."
        add("ambiguous_number", next(t for t, k in kinds.items() if k == "thousand"), message)
    few = total["words"] * 9 <= good or (total["words"] <= 2 and good >= 4)
    for text in (t for t, kind in kinds.items() if kind == "words") if few and not total["code"] else ():
        add("text_in_numbers", text, f"“{text[:60]}” stands in a column of numbers: it will not be counted.")


def _kind(cell: str) -> str:
    if not _DIGIT.search(cell):
        return "mark" if cell.strip().lower() in MARKS or cell.strip().startswith("#") else "words"
    if len(cell) > _LONGEST:
        return "code"
    text = cell.strip()
    if not _LIKE_FIGURES.fullmatch(text):
        return "code"
    text = _SIGN.sub("", text)
    for form, pattern in _FORMS:
        if pattern.fullmatch(text):
            return form
    return "malformed" if "," in text and _FIGURES.fullmatch(text) else "code"


def _units(kinds: dict[str, str], bare: int, add: Add) -> None:
    """52% and 0.52 in one column are most likely the same, and pounds beside dollars are not. bare: plain numbers."""
    figures = [text for text, kind in kinds.items() if kind in _GOOD]
    shares = [text for text in figures if text.rstrip().endswith("%")]
    if shares and (len(shares) < len(figures) or bare):
        add("mixed_units", shares[0], f"“{shares[0]}” is a percentage, and other figures in this column are not.")
    signs = {sign: text for text in figures for sign in "£$€" if sign in text}
    if len(signs) > 1:
        for text in list(signs.values())[1:]:
            add("mixed_units", text, f"“{text}” is in another currency than other figures in this column.")


def _decimals(kinds: dict[str, str], add: Add) -> None:
    """Decimal commas and decimal points in one column cannot both be meant."""
    commas = [t for t, k in kinds.items() if k in ("comma", "continental")]
    points = [t for t, k in kinds.items() if k in ("point", "thousand") or (k == "english" and "." in t)]
    if commas and points:
        fewer, other = (commas, "a decimal point") if len(commas) <= len(points) else (points, "a decimal comma")
        for text in fewer:
            add("mixed_numbers", text, f"“{text}” is written otherwise than the figures with {other} in this column.")
