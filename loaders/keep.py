"""What of a person's answers is fit to be remembered for a layout: never a word that may be somebody's."""

from __future__ import annotations

import hashlib
import re

from loaders.answers import Answers
from loaders.datasets.base import Rows, columns_of
from loaders.header import Table
from loaders.masking import Mask
from loaders.questions import Layout, Reused
from loaders.refusal import NotLoadable
from loaders.strangers import like_a_name
from loaders.words import text_of

AS_SAID = "as you said"
_NAMES = re.compile(r"\[name\]|[\s,.-]")
_DIGITS = re.compile(r"\d{5,}")


def by_whom(table: Table, now: bool) -> str:
    """Whose answer it is: the person's who is here (`now`), or somebody's who confirmed it before."""
    memory = table.memory
    if now or memory is None:
        return AS_SAID
    return f"as confirmed by {memory.who} on {memory.when.day} {memory.when:%B %Y}"


def may_be_a_person(text: str, mask: Mask) -> bool:
    """True where a text holds, or may be, a name, a UPN, an address or a date: not to be remembered.

    Two to four capitalised words none of which any list knows may be a name, and count as one.
    """
    if mask(text) != text or _DIGITS.search(text):
        return True
    return like_a_name(text)


def called(word: str, text: str, mask: Mask, answers: Answers) -> str:
    """What a label or value is called in a question: its normalised word, in disguise where it may be a person."""
    return answers.disguise(word) if may_be_a_person(text, mask) else word


def refuse_names(rows: Rows, tables: list[Table]) -> None:
    """Refuse a column that a person calls something else and that holds the names of the file's own pupils.

    Raises NotLoadable: as a setting or a reference, names would be stored.
    """
    kinds = columns_of(rows.dataset.model)
    said = {name for table in tables for name in table.said.values() if name in kinds and not kinds[name].personal}
    for name in sorted(said & set(rows.cells)):
        texts = {text_of(cell) for cell in rows.distinct.get(name, ())} - {""}
        # Settings are called after saints and places, as people are: only a cell of nothing but names speaks.
        if texts and sum(not _NAMES.sub("", rows.mask(text)) for text in texts) * 2 > len(texts):
            raise NotLoadable(
                f"The column “{rows.mask(rows.labels.get(name, ''))}” cannot be the {name.replace('_', ' ')}: most of "
                "its cells are names that stand in a column of names too. Leave it out.",
                rows.dataset.name,
            )


def layouts_of(tables: list[Table], answers: Answers, mask: Mask) -> tuple[Layout, ...]:
    """What was answered of each layout of the file and may be remembered, each layout once."""
    found: dict[str, Layout] = {}
    for table in tables:
        labels = {key: table.labels[index] for index, key in table.keys.items()}
        said = {key: column for key, column in table.said.items() if key in labels}
        columns = {key: column for key, column in said.items() if answers.of_column(key) is not None}
        values = {key: held[:2] for key, held in table.meant.items() if answers.of_value(*key) is not None}
        kept = {key: column for key, column in columns.items() if not may_be_a_person(labels[key], mask)}
        meant = {key: code for key, (code, text) in values.items() if not may_be_a_person(text, mask)}
        before = found.get(table.layout, Layout(table.layout, table.dataset.name))
        found[table.layout] = Layout(
            table.layout, table.dataset.name, kept, before.values | meant,
            tuple(sorted({*before.month_first, *(table.turned & answers.month_first)})),
            answers.dataset == table.dataset.name,
            max(before.kept_back, len(columns) - len(kept) + len(values) - len(meant)),
        )  # fmt: skip
    return tuple(layout for layout in found.values() if layout.holds_something or layout.kept_back)


def reused_of(tables: list[Table], answers: Answers) -> tuple[Reused, ...]:
    """Which remembered answers were used, by whom they were given and when."""
    found = {}
    for table in tables:
        if memory := table.memory:
            columns = sum(key in memory.columns and answers.of_column(key) is None for key in table.said)
            values = sum(key in memory.values and answers.of_value(*key) is None for key in table.meant)
            months = len(table.turned - answers.month_first)
            if count := columns + values + months:
                found[table.layout] = Reused(memory.who, memory.when, count)
    return tuple(found.values())


def answered(tables: list[Table], answers: Answers) -> str:
    """A fingerprint of all answers that this reading used, given now or remembered; empty where it used none."""
    said = sorted({pair for table in tables for pair in table.said.items()})
    meant = sorted({(*key, held[0]) for table in tables for key, held in table.meant.items()})
    turned = sorted({name for table in tables for name in table.turned})
    used = [said, meant, turned, answers.district, answers.year]
    forced = answers.dataset if answers.dataset and not any(used) else None
    return hashlib.sha256(repr([*used, forced]).encode()).hexdigest() if forced or any(used) else ""
