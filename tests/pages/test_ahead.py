"""The board's figures are made ready beside the pages, once for each version of the data, and only when asked to."""

from __future__ import annotations

import pytest

from loaders import load_return, read_return
from metrics import AudienceRefused, board
from metrics.released import LAST
from tests.loaders.returns import as_csv, lift
from ui import ahead
from warehouse import open_warehouse


def load(held, *refs: str) -> None:
    rows = [{"Request ref": ref} for ref in refs]
    report = load_return(held, read_return(held, "LIFT activity Thanet 2018-19.csv", as_csv(lift(*rows))), "A. Analyst")
    assert report.status == "loaded", report.message


@pytest.fixture
def held(tmp_path, monkeypatch):
    """A warehouse of one return."""
    monkeypatch.setenv(ahead.SWITCH, "1")
    monkeypatch.setattr(ahead, "STILL", 0.0)
    with open_warehouse(tmp_path / "stls.duckdb") as held:
        load(held, "R1", "R2")
        yield held


def steps_made(held) -> set[int]:
    return {step for path, version, _, step in board._known if (path, version) == (str(held.path), held.version())}


def test_every_step_is_made_once_for_each_version_of_the_data(held):
    ahead.make_ready(held).join(60)
    assert steps_made(held) == set(range(LAST + 1))
    assert ahead.make_ready(held) is None
    load(held, "R3")
    assert steps_made(held) == set()
    ahead.make_ready(held).join(60)
    assert LAST in steps_made(held)


def test_a_refusal_of_one_step_does_not_keep_the_others_from_being_made(held, monkeypatch):
    asked = []

    def refuse(_, ids, *, by, audience):
        asked.append((by, audience))
        raise AudienceRefused("too few people")

    monkeypatch.setattr(ahead, "results", refuse)
    ahead.protect(held)
    assert len(asked) == LAST + 1
    assert {audience for _, audience in asked} == {"board"}


def test_a_fault_is_met_once_and_not_at_every_click(held, monkeypatch):
    def fail(_):
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr(ahead, "protect", fail)
    ahead._busy.acquire()
    with pytest.raises(RuntimeError):
        ahead._when_still(held)
    assert ahead.make_ready(held) is None
    assert not ahead._busy.locked()


def test_nothing_is_begun_unasked_nor_twice_at_once(held, monkeypatch):
    with ahead._busy:
        assert ahead.make_ready(held) is None
    monkeypatch.delenv(ahead.SWITCH)
    assert ahead.make_ready(held) is None
