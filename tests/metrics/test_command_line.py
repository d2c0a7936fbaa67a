"""python -m metrics: exit status, messages and the shape of the answer."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from metrics.__main__ import main
from warehouse import open_warehouse

KEYS = {"indicator", "year", "area", "numerator", "denominator", "value", "lower", "upper", "method", "unit", "symbol"}


@pytest.fixture
def filled(fill, warehouse):
    fill("lift_meetings", [{"held": i < 8, "invited": 10.0, "attended": 5.0} for i in range(10)])
    warehouse.close()
    return str(warehouse.path)


def test_results_as_json_have_the_keys_of_the_specification(filled, capsys):
    assert main(["results", "meetings_held", "--audience", "internal", "--format", "json", "--db", filled]) == 0
    rows = {row["area"]: row for row in json.loads(capsys.readouterr().out)}
    assert set(rows["Thanet"]) >= KEYS
    assert [rows["Thanet"][name] for name in ("numerator", "denominator", "value", "unit")] == [8, 10, 80, "percent"]
    assert rows["Dover"]["value"] is None
    assert rows["Dover"]["symbol"] == "x"
    assert "Kent" in rows


@pytest.mark.parametrize("how", ["table", "csv"])
def test_results_as_table_and_csv(filled, capsys, how):
    assert main(["results", "meetings_held", "--audience", "internal", "--format", how, "--db", filled]) == 0
    assert "Thanet" in capsys.readouterr().out


def test_every_dimension_asked_for_is_a_key_of_the_row(filled, capsys):
    main(
        [
            "results",
            "meetings_held",
            "--by",
            "district,term",
            "--audience",
            "internal",
            "--format",
            "json",
            "--db",
            filled,
        ]
    )
    assert all("term" in row for row in json.loads(capsys.readouterr().out))


def test_words_that_are_off_give_status_2(filled, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["results", "--by", "postcode", "--db", filled])
    assert stopped.value.code == 2
    assert main(["results", "no_such_indicator", "--audience", "internal", "--db", filled]) == 2
    assert "no_such_indicator" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--year", "2018-19"], "an academic year is written 2018/19, not 2018-19"),
        (["--year", "2018/20"], "an academic year is written 2018/19, not 2018/20"),
        (["--by", "district,area"], "by district or by area, not by both"),
    ],
)
def test_a_year_or_a_split_that_is_none_gives_status_2(filled, capsys, words, said):
    with pytest.raises(SystemExit) as stopped:
        main(["results", *words, "--audience", "internal", "--db", filled])
    assert stopped.value.code == 2
    assert said in capsys.readouterr().err


def test_a_year_without_a_return_is_said_and_the_others_are_shown(filled, capsys):
    asked = ["results", "meetings_held", "--audience", "internal", "--db", filled, "--year", "2030/31"]
    assert main(asked) == 1
    done = capsys.readouterr()
    assert (done.out, done.err) == ("", "No return that is loaded covers 2030/31.\n")
    assert main([*asked, "--year", "2018/19"]) == 1
    assert "Thanet" in capsys.readouterr().out


def test_a_dimension_named_twice_or_with_a_blank_is_one(filled, capsys):
    main(["results", "meetings_held", "--by", "district, term,term", "--audience", "internal", "--format", "json",
          "--db", filled])  # fmt: skip
    assert all("term" in row for row in json.loads(capsys.readouterr().out))


def test_an_empty_warehouse_is_said_in_a_sentence(tmp_path, capsys):
    for how, out in (("table", ""), ("json", "[]\n")):
        assert main(["results", "--format", how, "--db", str(tmp_path / "new.duckdb")]) == 1
        assert capsys.readouterr() == (out, "No return has been loaded, so there is nothing to show.\n")


def test_a_file_that_is_no_warehouse_is_said_in_a_sentence(tmp_path, capsys):
    (tmp_path / "locks.txt").write_text("These are notes and no warehouse." * 200)
    for path in (tmp_path, tmp_path / "locks.txt", tmp_path / "locks.txt" / "inner.duckdb"):
        assert main(["results", "--db", str(path)]) == 1
        assert "cannot be opened as a warehouse" in capsys.readouterr().err


def test_list_has_a_line_for_every_indicator(capsys):
    assert main(["list"]) == 0
    assert "started_within_30_days" in capsys.readouterr().out


def test_a_warehouse_in_use_is_said_within_a_second_or_so(tmp_path):
    """The app holds the file: the command says so in a sentence, and how to go on."""
    path = tmp_path / "held.duckdb"
    with open_warehouse(path):
        start = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-m", "metrics", "results", "--db", str(path)],
            capture_output=True, text=True, cwd=Path(__file__).parents[2], check=False,
        )  # fmt: skip
        took = time.perf_counter() - start
    assert done.returncode == 1
    assert "in use by another process" in done.stderr
    assert "Traceback" not in done.stderr
    assert took < 20  # a second on a quiet machine; this only catches a wait that does not end
