"""Files read with a person's answers, and what they are asked where they gave none."""

from __future__ import annotations

import pytest

from loaders.answers import Answers
from loaders.check import Checked, check_grid
from loaders.questions import About, Candidate, FileColumn, Question
from loaders.reading import read_grid
from loaders.refusal import NotLoadable
from tests.loaders.returns import KEY, as_csv

NAME = "LIFT activity Thanet 2018-19.csv"


def answered(content: bytes | list[list], name: str = NAME, **answers: object) -> Checked:
    """Read and check a file in this process, with answers."""
    data = content if isinstance(content, bytes) else as_csv(content)
    return check_grid(read_grid(data, name), KEY, Answers(**answers))


def refused(content: bytes | list[list], name: str = NAME, **answers: object) -> About | None:
    """What is asked about a file that is refused."""
    with pytest.raises(NotLoadable) as refusal:
        answered(content, name, **answers)
    return refusal.value.about


def column(about: About, label: str) -> FileColumn:
    """The column of the file with that label."""
    return next(column for column in about.columns if column.label == label)


def question(about: About, kind: str, subject: object = "") -> Question:
    """The question of a kind about something."""
    return next(one for one in about.questions if one.kind == kind and (not subject or one.subject == subject))


def codes(candidates: tuple[Candidate, ...]) -> list[str]:
    """The codes of candidates, in order."""
    return [candidate.code for candidate in candidates]


def renamed(lines: list[list], **labels: str) -> list[list]:
    """The lines with labels of the header renamed; a label's blanks are written as underscores."""
    names = {old.replace("_", " "): new for old, new in labels.items()}
    return [[names.get(label, label) for label in lines[0]], *lines[1:]]
