"""The shape of a section, and what several of them say."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from metrics import wording
from metrics.definition import SOURCE_TITLES

KENT = "Kent"


@dataclass(frozen=True)
class Section:
    """title: a finding of ten words or fewer. sentence: the answer. measure and source: for the line beneath the title.

    drawn: the frame that a chart draws. table: texts, the first column naming the rows; numbers: its columns to set
    right. lines: further sentences, one a district. beside: a second table, shown open, and its caption. caveat: what
    the reader must mind. reason: why there is nothing to show, or None.
    """

    title: str
    sentence: str = ""
    measure: str = ""
    source: str = ""
    drawn: pd.DataFrame = field(default_factory=pd.DataFrame)
    table: pd.DataFrame = field(default_factory=pd.DataFrame)
    numbers: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    beside: tuple[pd.DataFrame, str] | None = None
    caveat: str = ""
    reason: str | None = None


def refused(title: str, reason: str) -> Section:
    """A section that cannot be shown, with the reason in a sentence."""
    return Section(title, reason=reason)


def sources(it) -> str:
    """The returns that an indicator is made of, in words."""
    return wording.listed(sorted(SOURCE_TITLES[name] for name in it.datasets))


def clear_names(names: list[str], most: int = 3) -> str:
    """Names for a title: listed while they are few, else their number."""
    return wording.listed(names) if len(names) <= most else f"{len(names)} districts"


def verb(names: list[str], one: str, several: str) -> str:
    """The form of a verb for so many names."""
    return one if len(names) == 1 else several
