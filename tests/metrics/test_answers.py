"""Which cells of a table by need are shown: a base that is large enough, or one that is hidden and so could be."""

from __future__ import annotations

import pandas as pd

from metrics import definitions, equity_answers


def test_a_hidden_base_is_kept_and_a_small_or_missing_one_is_not():
    frame = pd.DataFrame(
        {
            "indicator": "allocated_share",
            "denominator": [12.0, 5.0, None, None, 5.0],
            "symbol": [None, None, "c", "x", "c"],
        }
    )
    assert list(equity_answers.enough(frame, definitions()).index) == [0, 2]
