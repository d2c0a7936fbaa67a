"""Titles of charts: each a finding of ten words or fewer, of one indicator, one district, or many of them."""

from __future__ import annotations

import pandas as pd

from metrics import strength, wording
from metrics.findings import JUDGED, hidden_in

MOST_WORDS = 10
NONE_FOUND = "No district differs from Kent beyond chance"


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


def none_found(frame: pd.DataFrame) -> str:
    """What a title says where nothing was found; of hidden districts it says nothing."""
    return "No district shown differs from Kent beyond chance" if hidden_in(frame) else NONE_FOUND


def chart_title(frame: pd.DataFrame) -> str:
    """A finding of ten words or fewer about one indicator's rows, for the title of its chart."""
    if frame.loc[frame["area"] != "Kent", "value"].notna().sum() == 0:
        return "No district has a figure yet"
    groups = _groups(frame)
    if not groups:
        tested = (frame["status"] != "untested").any()
        return none_found(frame) if tested else "Districts differ; this measure is not tested"
    named = [f"{wording.listed(names)} {adverb} {word}" for adverb, word, names in groups]
    counted = ", ".join(f"{len(names)} {adverb} {word}" for adverb, word, names in groups)
    count, _, rest = counted.partition(" ")
    counted = f"{count} {'district' if count == '1' else 'districts'} {rest}"
    every = sum(len(names) for *_, names in groups)
    clear = sum(len(names) for adverb, _, names in groups if adverb == "clearly")
    titles = (
        f"{', '.join(named)} than rest of Kent",
        counted,
        f"{every} districts differ from rest of Kent, {clear} clearly",
    )
    return next(title for title in titles if len(title.split()) <= MOST_WORDS)


def _groups(frame: pd.DataFrame) -> list[tuple[str, str, list[str]]]:
    """(clearly or likely, worse or better, the districts) of one indicator, in that order; empty ones left out."""
    judged = frame["status"].isin(["better", "worse"]).any()
    made = []
    for word in ("worse", "better") if judged else ("lower", "higher"):
        rows = frame[frame["status"] == word]
        made += [
            (adverb, word, names) for adverb, names in strength.by_strength(rows["area"], rows["strength"]).items()
        ]
    return made


def district_title(frame: pd.DataFrame, area: str) -> str:
    """A finding of ten words or fewer about one district."""
    rows = frame[(frame["area"] == area) & frame["status"].isin(JUDGED)]
    words = [word for word in ("worse", "better") if (rows["status"] == word).any()]
    if len(rows) == 0:
        return f"{area} does not differ beyond chance"
    rows = rows[rows["status"].isin(words)] if words else rows.assign(status="different")
    parts = [_counted(rows[rows["status"] == word], word) for word in words or ["different"]]
    return f"{area}: {', '.join(parts)}"


def _counted(rows: pd.DataFrame, word: str) -> str:
    """ "7 worse, 5 clearly"; "2 clearly better" where all are of one strength."""
    clear = int((rows["strength"] == strength.CLEAR).sum())
    if clear in (0, len(rows)):
        return f"{len(rows)} {strength.adverb(rows['strength'].iloc[0])} {word}"
    return f"{len(rows)} {word} ({clear} clear)"
