"""How alike a label or a value is to what is known: by its words, and for a column by what it holds.

Likeness orders what a person is asked and says why; it decides nothing.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from difflib import SequenceMatcher

from loaders.columns import Column
from loaders.content import Content
from loaders.datasets import DATASETS, Dataset
from loaders.datasets.base import columns_of
from loaders.header import TICK
from loaders.meanings import list_of, titles_of
from loaders.questions import Candidate
from loaders.words import column_spellings, district_spellings, normalise, value_spellings

SUGGESTED = 0.6  # from here on a candidate is good enough to be suggested
MARGIN = 0.08  # by so much it must stand out from the next
SHOWN = 5
TELLING = ("upn", "choice", "need", "outcome", "district")  # what such a column holds tells what it is
_SMALL = frozenset("a an and at by for from in is of on or the to with you your".split())
_CAPITALS = frozenset("upn urn eal sen ehcp ehc idaci fte dfe ip".split())

_TITLES = {
    "closed": "Closing date", "support_started": "Start of support", "papers_received": "Papers received (date)",
    "setting": "School or setting", "delivery": "Delivery: in person or virtual", "disadvantaged": "Disadvantaged",
    "in_care": "In care", "year_group": "Year group", "sex": "Sex", "dfe_number": "DfE number", "held": "Held or not",
    "visits": "Number of visits", "date": "Date", "request_ref": "Request reference", "case_ref": "Case reference",
}  # fmt: skip


def title_of(column: str) -> str:
    """A column of a return as a person reads it."""
    if column in _TITLES:
        return _TITLES[column]
    words = [word.upper() if word in _CAPITALS or word.upper() in titles_of("need") else word for word in
             column.split("_")]  # fmt: skip
    return " ".join([words[0][:1].upper() + words[0][1:], *words[1:]])


def choices_of(dataset: Dataset) -> tuple[Candidate, ...]:
    """Everything that a column of a return may be read as."""
    found = [Candidate(name, title_of(name)) for name in columns_of(dataset.model)]
    if dataset.ticks:
        ticks = titles_of("outcome").items()
        found += [Candidate(f"{TICK}{code}", f"A tick for: {title}") for code, title in ticks]
    return tuple(found)


def likeness(one: str, other: str) -> float:
    """How alike two normalised texts are, 0 to 1: their words matched best to best, with abbreviations and slips."""
    ours, theirs = _words(one), _words(other)
    if not ours or not theirs:
        return 0.0
    best = sum(max(_alike(a, b) for b in theirs) * len(a) for a in ours) / sum(map(len, ours))
    back = sum(max(_alike(a, b) for a in ours) * len(b) for b in theirs) / sum(map(len, theirs))
    return round(2 * best * back / (best + back), 3) if best and back else 0.0


@functools.lru_cache(maxsize=8192)
def _words(text: str) -> tuple[str, ...]:
    words = tuple(text.split()[:20])
    return tuple(word for word in words if word not in _SMALL) or words


@functools.lru_cache(maxsize=65536)
def _alike(a: str, b: str) -> float:
    if a == b:
        return 1.0
    if a[0] != b[0]:  # slips are seldom in the first letter, and this is most of the time
        return 0.0
    short, long = sorted((a, b), key=len)
    if len(short) >= 3 and long.startswith(short):
        return 0.85
    ratio = SequenceMatcher(None, a, b, autojunk=False).ratio() if len(short) * 2 >= len(long) else 0.0
    if ratio >= 0.75:
        return ratio
    return 0.7 if len(short) >= 2 and _abbreviates(short, long) else 0.0


def _abbreviates(short: str, long: str) -> bool:
    """True where the letters of the one stand in the other in order: mtg, meeting."""
    letters = iter(long)
    return all(letter in letters for letter in short)


def columns_like(words: list[str], content: Content, dataset: Dataset, taken: Iterable[str]) -> list[Candidate]:
    """What a column of the file may be, likeliest first; what other columns are read as comes last."""
    kinds, taken = columns_of(dataset.model), set(taken)
    alike: dict[str, tuple[float, str]] = {}
    for spelling, column in column_spellings(dataset.name).items():
        score = max(likeness(word, spelling) for word in words)
        if score > alike.get(column, (-1.0, ""))[0]:
            alike[column] = (score, spelling)
    scored = [_scored(name, kinds[name], *alike.get(name, (0.0, "")), content) for name in kinds]
    if dataset.ticks and content.share("yes_no", flags=True) > 0.9:
        for code, title in titles_of("outcome").items():
            score = max(likeness(word, normalise(title)) for word in words)
            scored.append((score * 0.9, f"{TICK}{code}", f"A tick for: {title}", "ticks"))
    scored = [(score * (0.5 if name in taken else 1), name, title, why) for score, name, title, why in scored]
    return _candidates(scored)


_NUMBERED = ("request_ref", "dfe_number", "urn", "case_ref", "response_id", "district_code")


def _scored(name: str, column: Column, alike: float, spelling: str, content: Content) -> tuple[float, str, str, str]:
    fits, holds = content.fits(column, list_of(column))
    # Cells that do not fit speak against a name however like it is; cells that say nothing leave it nearly as it is.
    fit = fits if fits is not None else 0.0
    score = alike * 0.9 if fits is None else 0.6 * alike + 0.4 * fit if fit >= 0.5 else alike * fit
    if name in _NUMBERED and content.filled and content.digits < 0.5:
        score *= 0.3
    if alike < 0.5:
        score = max(score, 0.65 * fit) if column.kind in TELLING and fit >= 0.9 else score * 0.5
    said = [f"its name is like “{spelling}”"] if alike >= 0.5 else []
    return score, name, title_of(name), " and ".join([*said, *([holds] if fit >= 0.5 and holds else [])])


def _candidates(scored: list[tuple[float, str, str, str]], least: float = SUGGESTED) -> list[Candidate]:
    ranked = sorted(scored, key=lambda one: -one[0])
    stands_out = len(ranked) < 2 or ranked[0][0] - ranked[1][0] >= MARGIN
    return [
        Candidate(name, title, why, likely=at == 0 and stands_out and score >= least)
        for at, (score, name, title, why) in enumerate(ranked)
        if score > 0
    ]


def values_like(name: str, text: str) -> tuple[Candidate, ...]:
    """Every code of a list that a value may mean, likeliest first."""
    word, spellings = normalise(text), _spellings(name)
    alike = {code: max((likeness(word, one), one) for one in words) for code, words in spellings.items()}
    scored = [
        (alike[code][0], code, title, f"like “{alike[code][1]}”" if alike[code][0] >= 0.5 else "")
        for code, title in titles_of(name).items()
    ]
    found = [replace(one, likely=one.likely and _tells(name, word, alike[one.code][1])) for one in _candidates(scored)]
    held = {candidate.code for candidate in found}
    return (*found, *(Candidate(code, title) for code, title in titles_of(name).items() if code not in held))


def _tells(name: str, word: str, spelling: str) -> bool:
    """True where a value shares with a spelling a word that stands for one code alone: "upper school" and "pre school"
    share only what several of them have."""
    return any(_alike(a, b) >= 0.7 for b in _words(spelling) if b in _telling(name) for a in _words(word))


@functools.cache
def _telling(name: str) -> frozenset[str]:
    """The words of a list's spellings that no two codes share."""
    times = Counter(word for words in _spellings(name).values() for word in {w for one in words for w in _words(one)})
    return frozenset(word for word, codes in times.items() if codes == 1)


@functools.cache
def _spellings(name: str) -> dict[str, list[str]]:
    known = {**district_spellings(), **value_spellings("district")} if name == "district" else value_spellings(name)
    known = value_spellings("area_of_need") | known if name == "need" else known
    found: dict[str, list[str]] = {code: [normalise(title)] for code, title in titles_of(name).items()}
    for word, code in known.items():
        found.setdefault(code, []).append(word)
    return found


def datasets_like(labels: Iterable[list[str]]) -> list[Candidate]:
    """The eight returns, by how much of their header the labels of a file are like."""
    labels = list(labels)
    scored = []
    for dataset in DATASETS.values():
        spellings = column_spellings(dataset.name)
        best: dict[str, float] = {}
        for words in labels:
            score, column = max((likeness(word, one), spellings[one]) for word in words for one in spellings)
            best[column] = max(score, best.get(column, 0.0))
        found = [column for column, score in best.items() if score >= 0.7]
        needed = sum(any(name in found for name in group) for group in dataset.required) / len(dataset.required)
        score = (len(found) / len(labels) + needed) / 2 if labels else 0.0
        why = f"{len(found)} of its {len(labels)} columns have names like those of this return" if found else ""
        scored.append((score, dataset.name, dataset.title, why))
    ranked = _candidates(scored, least=0.4)
    held = {candidate.code for candidate in ranked}
    return [*ranked, *(Candidate(d.name, d.title) for d in DATASETS.values() if d.name not in held)]
