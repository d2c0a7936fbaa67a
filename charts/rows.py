"""The rows of a frame that is not the results frame, for charts that read columns of their own."""

from __future__ import annotations

import pandas as pd


def rows(frame: pd.DataFrame) -> list:
    """Named tuples with every column of the frame."""
    return list(frame.itertuples(index=False))
