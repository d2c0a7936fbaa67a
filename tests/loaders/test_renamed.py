"""A return with its labels renamed at random is stored as the return itself, once its columns were confirmed."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loaders.answers import Answers, Remembered
from loaders.check import check_grid
from loaders.datasets import DATASETS
from loaders.header import WHAT_TO_CORRECT
from loaders.reading import read_grid
from loaders.words import column_spellings, normalise
from tests.loaders.returns import KEY, NAMES, as_csv, table

# Without the two letters that begin what UTF-8 looks like when it is read in the wrong alphabet, which is warned of.
LETTERS = st.characters(categories=["Ll", "Lu", "Nd"], max_codepoint=0x24F, exclude_characters="ÂÃ")
LABEL = st.text(st.one_of(LETTERS, st.sampled_from(" _-/.<>*=[]()$&'")), min_size=2, max_size=24)


def is_new(label: str) -> bool:
    """True for a label that starts with a letter and means nothing yet."""
    known = {word for name in DATASETS for word in column_spellings(name)} | {"", normalise(WHAT_TO_CORRECT)}
    return label[:1].isalpha() and normalise(label) not in known and len(normalise(label)) > 1


@pytest.mark.parametrize("dataset", sorted(NAMES))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(data=st.data())
def test_a_confirmed_mapping_of_any_renaming_gives_the_same_rows(dataset, data):
    name, base = NAMES[dataset]
    lines = table(base, {}, {})
    name, known = f"{name} Thanet.csv", column_spellings(dataset)
    labels = data.draw(
        st.lists(LABEL.filter(is_new), min_size=len(base), max_size=len(base), unique_by=normalise), label="labels"
    )
    order = data.draw(st.permutations(range(len(base))), label="order")
    columns = {normalise(new): known[normalise(old)] for old, new in zip(lines[0], labels, strict=True)}
    plain = read(lines, name, Answers())
    changed = [[row[at] for at in order] for row in [labels, *lines[1:]]]
    said = read(changed, name, Answers(dataset=dataset, columns=columns))
    assert said.table.equals(plain.table)
    assert (said.rows, said.accepted, said.warnings) == (plain.rows, plain.accepted, plain.warnings)
    (layout,) = said.about.layouts
    memory = Remembered("A", dt.datetime(2021, 3, 3), columns)
    again = read(changed, name, Answers(remembered={layout.layout: memory}))
    assert again.table.equals(plain.table)
    assert again.about.answered == said.about.answered


def read(lines: list[list], name: str, answers: Answers):
    """Read and check lines with answers."""
    return check_grid(read_grid(as_csv(lines), name), KEY, answers)
