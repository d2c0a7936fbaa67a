"""Titles of charts over many indicators or parts: each a finding of ten words or fewer."""

from __future__ import annotations

import pandas as pd

from metrics import wording
from metrics.findings import JUDGED, hidden_in, none_found


def varies_most(frame: pd.DataFrame, by: str) -> str:
    """Which value of a dimension has the widest range between districts: the title of a heat table."""
    districts = frame[(frame["area"] != "Kent") & frame["value"].notna() & frame[by].notna()]
    ranges = districts.groupby(by)["value"].agg(lambda held: held.max() - held.min() if len(held) > 1 else 0.0)
    if ranges.empty or ranges.max() == 0:
        return "Too few requests to compare needs between districts"
    return f"Varies most between districts: {ranges.idxmax()}"


def most_findings(frame: pd.DataFrame) -> str:
    """A finding of ten words or fewer about where most findings are: the title of a grid."""
    found = frame[frame["status"].isin(JUDGED)]["area"].value_counts()
    if not len(found):
        return none_found(frame)
    names, most = sorted(found[found == found.max()].index), found.max()
    if len(names) > 2:
        return f"{len(names)} districts differ from Kent on {most} {'indicator' if most == 1 else 'indicators'} each"
    verb, what = "differs" if len(names) == 1 else "differ", "finding" if most == 1 else "findings"
    return f"{wording.listed(names)} {verb} most: {most} {what}{'' if len(names) == 1 else ' each'}"


def most_missed(frame: pd.DataFrame) -> str:
    """A finding of ten words or fewer about which districts miss most floors: the title of the ratings."""
    districts = frame[frame["area"] != "Kent"]
    missed = districts[districts["rating"] == "red"]["area"].value_counts()
    if not districts["rating"].notna().any():
        return "No district is rated for this choice"
    if not len(missed):
        return f"No district {'shown ' if hidden_in(frame) else ''}misses a floor standard"
    names = sorted(missed[missed == missed.max()].index)
    if len(names) > 2:
        return f"{len(names)} districts miss most floors: {missed.max()} each"
    return f"{wording.listed(names)} {'misses' if len(names) == 1 else 'miss'} most floors: {missed.max()}"
