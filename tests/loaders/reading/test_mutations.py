"""Real workbooks with random damage: a grid or a sentence, never a fault of ours, never a stalled reader."""

from __future__ import annotations

import io
import random
import time
import zipfile

import pytest

from loaders.reading import Grid, Unreadable
from loaders.reading.guard import Reader
from tests.loaders.reading.building import number_cell, open_document, text_cell, workbook

SECONDS = 6


def damaged(data: bytes, chance: random.Random) -> bytes:
    cells = bytearray(data)
    for _ in range(chance.choice([1, 3, 12])):
        place = chance.randrange(len(cells))
        way = chance.randrange(3)
        if way == 0:
            cells[place] = chance.randrange(256)
        elif way == 1 and len(cells) > 400:
            del cells[place : place + chance.randrange(1, 100)]
        else:
            cells[place:place] = chance.choice(
                [b'"', b"<", b"\x00", b't="e"', b'r="A1048576"', b"\xff\xff\xff\xff", b"]]>"]
            )
    return bytes(cells)


def damaged_inside(data: bytes, chance: random.Random) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        picked = chance.choice(old.namelist())
        for name in old.namelist():
            new.writestr(name, damaged(old.read(name), chance) if name == picked else old.read(name))
    return packed.getvalue()


@pytest.mark.parametrize("kind", ["xlsx", "ods", "csv"])
def test_damage_gives_a_grid_or_a_sentence(tmp_path, kind):
    rows = [f'<row r="{r}">{text_cell(f"A{r}", "x")}{number_cell(f"B{r}", r)}</row>' for r in range(1, 60)]
    cell = '<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'
    data = {
        "xlsx": workbook(tmp_path / "a.xlsx", rows).read_bytes(),
        "ods": open_document(f"<table:table-row>{cell * 3}</table:table-row>" * 20),
        "csv": b'name,"count"\n' + b'"Zo\xc3\xab",1\n' * 60,
    }[kind]
    chance, ends = random.Random(kind), time.monotonic() + SECONDS / 3
    answers = []
    with Reader(seconds=9) as reader:
        while time.monotonic() < ends:
            change = damaged_inside if kind != "csv" and chance.random() < 0.7 else damaged
            try:
                answers.append(reader.run("loaders.reading.read:read_grid", change(data, chance), "a"))
            except Unreadable as refusal:
                answers.append(refusal)
    assert answers
    assert all(isinstance(answer, Grid) or len(answer.message) > 15 for answer in answers)
