"""Every file of the folder of returns, end to end: counts, the same bytes again, and nothing personal.

The folder lies beside the checkout; where it is not, the synthetic sample that ships stands in.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from loaders import load_files

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT.parent / "shared" / "inputs"
HERE = (FOLDER / "truth.json").exists()
SEED = {"responses": 121, "satisfied": 116, "satisfied_with_allocation": 99, "budget": 7_800_000}


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    """The open warehouse after a load of all files, the reports by file name, and what the folder says is true."""
    from warehouse import open_warehouse

    folder = FOLDER if HERE else ROOT / "data" / "sample"
    truth = json.loads((folder / "truth.json").read_text()) if HERE else {"files": {}, "personal_names": [], "upns": []}
    paths = sorted(path for path in folder.iterdir() if path.suffix in (".csv", ".txt", ".xlsx", ".xls", ".ods"))
    with open_warehouse(tmp_path_factory.mktemp("truth") / "stls.duckdb") as warehouse:
        reports = {Path(report.file).name: report for report in load_files(warehouse, paths, "tester")}
        yield warehouse, reports, truth, paths


def test_every_file_is_loaded_and_every_row_accounted_for(loaded):
    _, reports, _, paths = loaded
    assert len(reports) == len(paths) >= 19  # as many as the sample has
    assert {report.status for report in reports.values()} == {"loaded"}
    assert all(report.rows == report.accepted + sum(report.set_aside.values()) for report in reports.values())


def test_each_file_has_the_counts_that_are_true(loaded):
    _, reports, truth, _ = loaded
    found = {
        name: (r.dataset, r.rows, r.accepted, r.set_aside) for name, r in reports.items() if name in truth["files"]
    }
    assert found == {n: (t["dataset"], t["rows"], t["accepted"], t["set_aside"]) for n, t in truth["files"].items()}


def test_the_warnings_are_no_more_than_there_is_cause_for(loaded):
    """The file with the truth names three kinds of warning and how many of each a file has at most."""
    _, reports, truth, _ = loaded
    most = {code: count for code, count in truth.get("warnings", {}).items() if code != "per"}
    lift = [report for name, report in reports.items() if name in truth["files"] and report.dataset == "lift_activity"]
    for report in lift:
        assert {code: n for code, n in report.warnings.items() if n > most.get(code, n)} == {}, report.file
        assert set(report.warnings) <= {*most, "legacy_code"}, report.file


def test_the_figures_of_the_paper_stand(loaded):
    warehouse = loaded[0]
    query = """select count(*), count(*) filter (where overall >= 4), count(*) filter (where allocation >= 4)
               from satisfaction_survey where year = '2018/19'"""
    (responses, satisfied, allocation), = warehouse.cursor().execute(query).fetchall()  # fmt: skip
    budget = (
        warehouse.cursor()
        .execute("select sum(budget), count(*) from staffing_funding where year = '2018/19'")
        .fetchall()
    )
    assert {
        "responses": responses,
        "satisfied": satisfied,
        "satisfied_with_allocation": allocation,
        "budget": budget[0][0],
    } == SEED
    assert budget[0][1] == 14


def test_the_same_files_again_change_nothing(loaded):
    warehouse, _, _, paths = loaded
    version = warehouse.version()
    assert {report.status for report in load_files(warehouse, paths, "tester")} == {"unchanged"}
    assert warehouse.version() == version


def test_nothing_personal_is_in_any_column(loaded):
    warehouse, _, truth, _ = loaded
    texts = truth["personal_names"] + truth["upns"]
    columns = warehouse.cursor().execute(
        "select table_schema, table_name, column_name from information_schema.columns where data_type = 'VARCHAR'"
    )
    for schema, table, column in columns.fetchall():
        held = warehouse.cursor().execute(f'select distinct "{column}" from "{schema}"."{table}"').fetchall()
        everything = " ".join(str(value) for (value,) in held)
        assert [text for text in texts if text in everything] == [], (table, column)


def test_every_batch_keeps_its_count_of_lines(loaded):
    batches = (
        loaded[0].cursor().execute("select line_count - row_count - not_data, row_count - accepted from store.batch")
    )
    assert {left for left, _ in batches.fetchall()} == {0}
