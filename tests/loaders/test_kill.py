"""A load that is killed at any moment leaves every batch whole or absent. bench/kill.py does so 50 times."""

from __future__ import annotations

from bench.kill import rounds


def test_a_killed_load_leaves_every_batch_whole_or_absent(tmp_path):
    faults, _ = rounds(5, tmp_path)
    assert faults == []
