"""The rules of the house: who may call whom, how long things may be, and what may not be left lying about."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PARTS = ("pages", "ui", "charts", "reports", "metrics", "loaders", "warehouse")
LONGEST_FILE, LONGEST_FUNCTION = 250, 50
NO_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc"}
NO_MARKS = re.compile(r"\b(TODO|FIXME|XXX|HACK|raise NotImplementedError)\b|pytest\.mark\.(skip|xfail)|pytest\.skip\(")
NO_SPELLINGS = re.compile(  # in prose alone: a programming language has its own words
    r"\b(behavior|center|analyz\w*|organiz\w*|recogniz\w*|summariz\w*|standardiz\w*|normaliz\w*|favor\w*|neighbor\w*|"
    r"labeled|canceled|enrollment)\b",
    re.IGNORECASE,
)


def sources(*folders: str) -> list[Path]:
    """The product's own Python files, or those of some folders."""
    places = [ROOT / folder for folder in folders] if folders else [ROOT]
    found = (path for place in places for path in place.rglob("*.py"))
    return sorted(path for path in found if not any(part.startswith(".") for part in path.relative_to(ROOT).parts))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(path: Path) -> set[str]:
    """The top-level names that a file imports, wherever in it."""
    names = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names.add(node.module.partition(".")[0])
    return names


def names(paths) -> list[str]:
    return [path.relative_to(ROOT).as_posix() for path in paths]


def run(*words: str) -> None:
    done = subprocess.run([sys.executable, *words], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_lint_is_clean():
    run("-m", "ruff", "check", "--quiet", ".")


def test_format_is_clean():
    run("-m", "ruff", "format", "--check", ".")


def test_every_part_calls_only_whom_it_may():
    run("-c", "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_logo=True))")


def test_every_part_is_under_the_import_rules():
    rules = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    assert set(rules["root_packages"]) == {part for part in PARTS if (ROOT / part).is_dir()}


def test_the_app_file_calls_no_deeper_than_a_page_does():
    assert imported(ROOT / "app.py").isdisjoint({"loaders", "warehouse", "pages"})


def test_streamlit_lives_in_app_pages_and_ui_alone():
    inside = {ROOT / "app.py", *sources("pages", "ui", "tests", "bench")}
    assert names(path for path in sources() if path not in inside and "streamlit" in imported(path)) == []


def test_everything_that_is_imported_is_required():
    listed = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    required = {line.partition("==")[0].partition("[")[0].lower() for line in listed.splitlines() if "==" in line}
    owners, own = packages_distributions(), {*PARTS, "app", "data", "start", "tests", "bench"}
    for path in sources(*PARTS, "data"):
        foreign = imported(path) - own - sys.stdlib_module_names
        missing = [name for name in foreign if not {owner.lower() for owner in owners.get(name, [])} & required]
        assert missing == [], path


def test_files_are_short():
    assert names(p for p in sources() if len(p.read_text(encoding="utf-8").splitlines()) > LONGEST_FILE) == []


def test_functions_are_short():
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    every = ((path, node) for path in sources() for node in ast.walk(tree(path)) if isinstance(node, kinds))
    long = [f"{path.name}: {node.name}" for path, node in every if node.end_lineno - node.lineno >= LONGEST_FUNCTION]
    assert long == []


def test_every_module_says_what_it_is():
    silent = (path for path in sources() if path.stat().st_size and not ast.get_docstring(tree(path)))
    assert names(silent) == []


def test_no_module_is_named_after_nothing():
    assert names(path for path in sources() if NO_NAMES & {path.stem, path.parent.name}) == []


def test_nothing_is_left_for_later():
    left = (path for path in sources() if path != Path(__file__) and NO_MARKS.search(path.read_text(encoding="utf-8")))
    assert names(left) == []


@pytest.mark.parametrize("name", ["README.md", "CHANGELOG.md", "DECISIONS.md"])
def test_spelling_is_british(name):
    text = re.sub(r"`[^`]*`", "", (ROOT / name).read_text(encoding="utf-8"))
    assert NO_SPELLINGS.findall(text) == []


def test_docstrings_are_spelt_the_british_way():
    kinds = (ast.Module, ast.ClassDef, ast.FunctionDef)
    every = ((path, node) for path in sources() for node in ast.walk(tree(path)) if isinstance(node, kinds))
    said = ((path.name, re.sub(r"`[^`]*`", "", ast.get_docstring(node) or "")) for path, node in every)
    assert [(name, word) for name, text in said for word in NO_SPELLINGS.findall(text)] == []


def test_old_pythons_can_read_what_refuses_them():
    for name in ("start.py", "tests/chromium.py"):
        ast.parse((ROOT / name).read_text(encoding="utf-8"), feature_version=(3, 7))


def test_no_file_names_a_place_that_packages_come_from():
    listed = [*ROOT.glob("requirements*.txt"), ROOT / "constraints.txt", ROOT / "pyproject.toml"]
    assert names(path for path in listed if re.search(r"://|--(extra-)?index-url", path.read_text("utf-8"))) == []
