"""Blank templates: filled in with anything that their lists offer, they load without a warning."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest

from loaders import load_return, read_return
from loaders.datasets import DATASETS
from loaders.datasets.base import columns_of
from loaders.templates import columns, options, template
from loaders.words import column_spellings, normalise
from warehouse import reference
from warehouse.standing import EVERY

ROWS = 60
UPN = "P207000016049"


def _answers(name: str) -> list[dict[str, object]]:
    """Rows that are right, in which every value of every list occurs."""
    dataset, held = DATASETS[name], [row["column"] for row in columns(name)]
    offered = {column: options(dataset, column) for column in held}
    rows = []
    for place in range(ROWS if name != "context" else 36):
        row = {column: _value(dataset, column, offered[column], place, at) for at, column in enumerate(held)}
        rows.append(row | SPECIAL.get(name, lambda place, row: {})(place, row))
    for column, values in offered.items():
        assert {str(row[column]) for row in rows} >= {value for value in values if _asked(name, column)}, column
    return rows


def _asked(name: str, column: str) -> bool:
    """A context return has one row for each district, year and phase: not every year fits in."""
    return not (name == "context" and column == "academic_year")


def _value(dataset, column: str, offered: tuple[str, ...], place: int, at: int) -> object:
    if offered:
        return offered[(place + at) % len(offered)]
    kind = columns_of(dataset.model)[column].kind
    if kind in ("date", "birth_date"):
        return dt.datetime(2010, 3, 1) + dt.timedelta(days=place) if kind == "birth_date" else None
    if kind in ("number", "money"):
        return 1000 + place
    return {"upn": UPN, "name": "Quartz, Onyx"}.get(kind, f"{column} {place}")


def _lift(place: int, row: dict) -> dict:
    met = dt.datetime(int(row["academic_year"][:4]), 10, 1) + dt.timedelta(days=place)
    days = {"papers_received": -9, "meeting_date": 0, "support_started": 12, "closed": 90}
    upn = UPN if place % 2 else None
    return {name: met + dt.timedelta(days=after) for name, after in days.items()} | {"upn": upn}


def _meetings(place: int, row: dict) -> dict:
    return {"meeting_date": dt.datetime(2018, 10, 1) + dt.timedelta(days=place), "invited": 40, "attended": 12}


def _survey(place: int, row: dict) -> dict:
    return {"submitted": dt.datetime(2019, 6, 1, 9, 30) + dt.timedelta(days=place)}


def _voice(place: int, row: dict) -> dict:
    waves, who = options(DATASETS["voice_survey"], "wave"), options(DATASETS["voice_survey"], "respondent")
    day = dt.datetime(2018, 10, 1) + dt.timedelta(days=place)
    group = place // len(waves)
    return {"request_ref": f"R{group}", "wave": waves[place % len(waves)], "respondent": who[group % 2], "date": day}


def _training(place: int, row: dict) -> dict:
    said = {"teachers": place, "teaching_assistants": 2, "others": 1, "attended": place + 3, "evaluations": 2}
    return said | {"more_confident": 1, "date": dt.datetime(2018, 10, 1) + dt.timedelta(days=place)}


def _case(place: int, row: dict) -> dict:
    referred = dt.datetime(2018, 10, 1) + dt.timedelta(days=place)
    return {"referral_date": referred, "first_contact": referred + dt.timedelta(days=3)}


def _context(place: int, row: dict) -> dict:
    phases = options(DATASETS["context"], "phase")
    district = reference.districts()[place // 3]
    return {"district": district, "phase": phases[place % 3], "academic_year": "2018/19", "idaci": 0.2}


SPECIAL = {"lift_activity": _lift, "lift_meetings": _meetings, "satisfaction_survey": _survey, "voice_survey": _voice,
           "training_log": _training, "countywide_caseload": _case, "context": _context}  # fmt: skip


def _filled(name: str, rows: list[dict[str, object]]) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(template(name)))
    for row in rows:
        book["Return"].append([row[column["column"]] for column in columns(name)])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


@pytest.mark.parametrize("name", DATASETS)
def test_a_template_filled_in_loads_without_a_warning(name, warehouse, reader):
    rows = _answers(name)
    reading = read_return(warehouse, "Template filled in.xlsx", _filled(name, rows), reader)
    assert reading.status == "ready", reading.message
    assert (reading.dataset, reading.rows, reading.accepted) == (name, len(rows), len(rows))
    assert (reading.warnings, reading.faults, reading.unmatched) == ({}, [], [])
    assert "left out" not in reading.message
    assert load_return(warehouse, reading, "tester").status == "loaded"


@pytest.mark.parametrize("name", DATASETS)
def test_every_value_of_a_list_is_read_as_what_it_says(name, warehouse, reader):
    reading = read_return(warehouse, "Template filled in.xlsx", _filled(name, _answers(name)), reader)
    table = reading.checked.table
    for row in columns(name):
        kind = columns_of(DATASETS[name].model)[row["column"]]
        if kind.kind in ("choice", "flag", "score") and row["column"] in table.column_names:
            assert len(set(table[row["column"]].to_pylist()) - {None}) == len(set(_codes(name, row["column"]))), row


def _codes(name: str, column: str) -> list[str]:
    return [value for value in options(DATASETS[name], column) if value != "N/A"]


@pytest.mark.parametrize("name", DATASETS)
def test_every_label_is_known_as_its_column_and_no_two_are_one(name):
    known = column_spellings(name)
    assert [known.get(normalise(row["label"])) for row in columns(name)] == [row["column"] for row in columns(name)]
    assert len({row["column"] for row in columns(name)}) == len(columns(name))
    assert all(row["note"].endswith(".") for row in columns(name))


@pytest.mark.parametrize("name", DATASETS)
def test_nothing_that_a_return_cannot_do_without_or_misses_is_left_out(name):
    held = {row["column"] for row in columns(name)}
    dataset = DATASETS[name]
    assert all(held & set(group) for group in dataset.required)
    assert set(dataset.missed) <= held


def test_a_template_has_lists_notes_and_rules_and_no_row():
    book = openpyxl.load_workbook(io.BytesIO(template("lift_activity")))
    assert book.sheetnames == ["Return", "Notes", "Lists"]
    assert book["Return"].max_row == 1
    rules = book["Return"].data_validations.dataValidation
    phase = next(rule for rule in rules if rule.type == "list" and str(rule.sqref).startswith("I"))
    first, last = phase.formula1.removeprefix("Lists!").replace("$", "").split(":")
    assert [cell.value for (cell,) in book["Lists"][first:last]][:3] == ["Early Years", "Primary", "Secondary"]
    said = "\n".join(str(cell.value) for row in book["Notes"].iter_rows() for cell in row if cell.value)
    assert "Never stored: it is turned into a keyed hash." in said
    asked = {(rule.type, rule.operator, rule.formula1, rule.formula2) for rule in rules if rule.type != "list"}
    days = {("date", "between", f"DATE({first})", "DATE(2049,8,31)") for first in ("2010,9,1", "1990,1,1")}
    assert asked == days | {("decimal", "greaterThanOrEqual", "0", None)}


def test_scores_are_listed_as_numbers():
    book = openpyxl.load_workbook(io.BytesIO(template("voice_survey")))
    assert [1, 2, 3, 4, 5] in [[cell.value for cell in column[2:7]] for column in book["Lists"].iter_cols()]


def test_a_blank_template_is_refused_with_what_to_do(warehouse, reader):
    reading = read_return(warehouse, "Template.xlsx", template("training_log"), reader)
    assert "has a header but no rows" in reading.message


def test_the_command_line_knows_every_return():
    assert set(EVERY) == set(DATASETS)


def test_the_command_line_writes_a_template(tmp_path, capsys):
    from loaders.__main__ import main

    path = tmp_path / "voice.xlsx"
    assert main(["template", "voice_survey", "--out", str(path)]) == 0
    assert openpyxl.load_workbook(path).sheetnames[0] == "Return"
    assert "Fill in its sheet Return" in capsys.readouterr().out
    assert main(["template", "voice_survey", "--out", str(tmp_path / "gone" / "x.xlsx")]) == 1
    assert "could not be written" in capsys.readouterr().err
