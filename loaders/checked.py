"""A checked return: what crosses from the process that reads files to the one that stores them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

    from loaders.faulty import Faulty
    from loaders.questions import About


@dataclass
class Checked:
    """The table to store, and what became of every line: lines = rows + not_data, rows = accepted + set aside."""

    file: str
    dataset: str
    table: pa.Table
    lines: int
    rows: int
    accepted: int
    set_aside: dict[str, int]
    not_data: int
    warnings: dict[str, int]
    faults: list[dict]
    claims: list[dict]
    unmatched: list[dict]
    sheets: list[dict]
    years: tuple[str, ...]
    notices: list[str] = field(default_factory=list)
    about: About | None = None
    faulty: list[Faulty] = field(default_factory=list)

    def __post_init__(self) -> None:
        assert self.lines == self.rows + self.not_data, (self.lines, self.rows, self.not_data)
        assert self.rows == self.accepted + sum(self.set_aside.values()), (self.rows, self.accepted, self.set_aside)
