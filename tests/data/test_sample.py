"""The synthetic sample: the same each time, the paper's figures exactly, and no row that anyone would have to mend."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from data.sample import asked, given, lift, make
from data.sample.places import YEARS, districts, settings, terms

ROOT = Path(make.__file__).parents[2]
SAMPLE = ROOT / "data" / "sample"
SHIPPED = sorted(path for path in SAMPLE.iterdir() if path.suffix in (".csv", ".xlsx"))
RETURNS = {
    "lift_activity": 12,
    "lift_meetings": 1,
    "satisfaction_survey": 1,
    "voice_survey": 1,
    "training_log": 1,
    "staffing_funding": 1,
    "countywide_caseload": 1,
    "context": 1,
}


def content(path: Path):
    """A file's bytes; of a workbook the bytes of its parts, since how hard they are packed is the platform's affair."""
    if path.suffix != ".xlsx":
        return path.read_bytes()
    with zipfile.ZipFile(path) as book:
        return [(part, book.read(part)) for part in book.namelist()]


def requests(name: str, year: str) -> list[tuple]:
    district = next(one for one in districts() if one.name == name)
    return [row for its_year, row in lift.requests(district) if its_year == year]


def test_making_it_again_gives_what_ships(tmp_path):
    make.make(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [path.name for path in SHIPPED]
    for path in SHIPPED:
        assert content(tmp_path / path.name) == content(path), path.name


def test_it_is_small_and_says_what_it_is():
    assert sum(path.stat().st_size for path in SHIPPED) < 1_500_000
    assert all(path.name.startswith("Synthetic ") for path in SHIPPED)
    for path in SHIPPED:
        text = content(path) if path.suffix == ".csv" else dict(content(path))["xl/sharedStrings.xml"]
        assert make.LABEL.encode() in text, path.name


def test_the_papers_survey_figures():
    answers = [(row[6], row[7]) for row in asked.survey("2018/19")]
    satisfied = [[answer in ("Satisfied", "Very satisfied") for answer in pair] for pair in answers]
    assert len(satisfied) == 121
    assert [sum(column) for column in zip(*satisfied, strict=True)] == [116, 99]


@pytest.mark.parametrize("year", YEARS)
def test_the_papers_budget(year):
    teams = given.funding(year)
    assert [row[0] for row in teams].count("District STLS") == 12
    assert {row[0] for row in teams} == {"District STLS", "Sensory", "Physical Disability"}
    assert sum(row[2] for row in teams) == 7_800_000


def test_upns_are_valid_and_no_ones():
    assert lift.check_letter("207000016049") == "P"
    upns = {row[7] for one in districts() for _, row in lift.requests(one)} - {""}
    assert len(upns) > 2_000
    assert all(upn[0] == lift.check_letter(upn[1:]) and upn[1:4] == "999" for upn in upns)


def test_a_upn_and_a_name_with_its_birthday_are_one_child_each():
    children = {(row[7], row[8], row[9]) for one in districts() for _, row in lift.requests(one)}
    upns = [upn for upn, _, _ in children if upn]
    assert len(upns) == len(set(upns))
    assert len(children) == len({child[1:] for child in children})


def test_meetings_fall_in_terms_and_requests_on_meetings_that_were_held():
    for district in districts():
        held = {row[1] for row in lift.meetings(district) if row[3] == "Yes"}
        for year, row in lift.requests(district):
            assert row[2] in held
            assert any(first <= row[2] <= last for first, last in terms(year))


@pytest.mark.parametrize("year", YEARS)
def test_the_offer_does_not_follow_need(year):
    """Where need is high little is agreed and it comes late; where it is low, the other way round."""
    need = {one.name: one.sen for one in districts()}
    waits = {}
    for name in need:
        agreed = [row for row in requests(name, year) if row[18]]
        waits[name] = sorted((row[18] - row[2]).days for row in agreed)[len(agreed) // 2]
    most, least = ("Thanet", "Swale"), ("Sevenoaks", "Tunbridge Wells")
    assert min(need[name] for name in most) > 1.4 * max(need[name] for name in least)
    assert min(waits[name] for name in most) > 1.5 * max(waits[name] for name in least)
    assert max(waits[name] for name in least) < 20


def test_covid_shows():
    every = [(year, row) for one in districts() for year, row in lift.requests(one)]
    counts = [sum(its_year == year for its_year, _ in every) for year in YEARS]
    virtual = [sum(row[21] == "Virtual" for its_year, row in every if its_year == year) for year in YEARS]
    assert counts[1] < counts[2] < counts[0]
    assert virtual[0] == 0 < virtual[1] < virtual[2]


def test_a_survey_asks_a_school_once():
    for year in YEARS:
        schools = [(row[2], row[3]) for row in asked.survey(year)]
        assert len(schools) == len(set(schools))
    assert all(len({setting.name for setting in settings(one)}) == len(settings(one)) for one in districts())


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    """The reports of loading the sample into a warehouse of its own, and that warehouse."""
    env = {**os.environ, "STLS_DB": str(tmp_path_factory.mktemp("sample") / "stls.duckdb")}
    env.pop("STLS_KEY_FILE", None)
    return answer(env, "loaders", "load", str(SAMPLE), "--sample", "--json")["files"], env


def answer(env, *words: str):
    done = subprocess.run([sys.executable, "-m", *words], cwd=ROOT, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_every_return_is_loaded_and_no_row_is_set_aside(loaded):
    files, _ = loaded
    assert {file["status"] for file in files} == {"loaded"}
    assert [(file["set_aside"], file["warnings"]) for file in files] == [({}, {})] * len(files)
    kinds = [file["dataset"] for file in files]
    assert {kind: kinds.count(kind) for kind in kinds} == RETURNS


@pytest.mark.parametrize(
    ("indicator", "expected"),
    [("satisfaction_overall", (116, 121)), ("satisfaction_allocation", (99, 121)), ("budget_spent", (None, 5_810_000))],
)
def test_the_papers_figures_come_out_again(loaded, indicator, expected):
    words = ("metrics", "results", indicator, "--year", "2018/19", "--audience", "internal", "--format", "json")
    kent = next(row for row in answer(loaded[1], *words) if row["area"] == "Kent")
    assert kent["denominator"] == expected[1]
    assert expected[0] in (None, kent["numerator"])
