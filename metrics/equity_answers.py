"""Answers about equity: does the offer follow need, and do means go with practice. Association only, never a cause."""

from __future__ import annotations

import pandas as pd

from metrics import strength, wording
from metrics.answers import spread
from metrics.findings import areas_with, hidden_in


def equity(sen: pd.DataFrame, pupils: pd.DataFrame) -> str:
    """Does the offer follow need: what both bases of the access rate agree on, and what depends on the base."""
    if sen["value"].notna().sum() < 2:
        return "There are too few figures to say whether the offer follows need."
    both = {word: _on_both(sen, pupils, word) for word in ("lower", "higher")}
    either = set(areas_with(sen, "lower", "higher")) | set(areas_with(pupils, "lower", "higher"))
    depends = sorted(either - set(both["lower"]) - set(both["higher"]))
    parts = [
        f"{adverb} {word} than the rest of Kent in {wording.listed(names)}"
        for word, found in both.items()
        for adverb, names in strength.by_strength(found, found.values()).items()
    ]
    if not parts:
        said = "No district is above or below the rest of Kent beyond chance however need is counted."
    else:
        said = f"However need is counted, support is agreed at a rate {wording.listed(parts)}."
    said += f" Per 1,000 pupils at SEN Support it {spread(sen)}."
    return said + (f" For {wording.listed(depends)} it depends on how need is counted." if depends else "")


def _on_both(sen: pd.DataFrame, pupils: pd.DataFrame, word: str) -> dict[str, str]:
    """The districts found so on both bases, with the weaker of their two strengths."""
    one, other = (
        dict(zip(rows["area"], rows["strength"], strict=True))
        for rows in (frame[frame["status"] == word] for frame in (sen, pupils))
    )
    return {area: strength.weakest([held, other[area]]) for area, held in one.items() if area in other}


def means_and_practice(frame: pd.DataFrame, means: str, practice: str) -> str:
    """How many of the districts low on practice also have less means than Kent: an association, not a cause."""
    kent = frame[(frame["area"] == "Kent") & (frame["indicator"] == means)]
    practised = frame[frame["indicator"] == practice]
    behind, hidden = areas_with(practised, "worse", "lower"), hidden_in(practised)
    unseen = f" {wording.listed(hidden)} {'is' if len(hidden) == 1 else 'are'} hidden (c)." if hidden else ""
    if kent.empty or wording.missing(kent["value"].iloc[0]) or not behind:
        shown = " shown" if hidden else ""
        said = (
            f"No district{shown} is behind the rest of Kent in practice beyond chance, so means are not set against it."
        )
        return said + unseen
    return _set_beside(frame[frame["indicator"] == means], kent.iloc[0], behind) + unseen


def _set_beside(rows: pd.DataFrame, kent, behind: list[str]) -> str:
    held = rows[rows["area"].isin(behind)]
    fewer = held.loc[held["value"] < kent["value"], "area"].tolist()
    count = "The only district" if len(behind) == 1 else f"{len(fewer)} of the {len(behind)} districts"
    verb = "is" if len(fewer) == 1 else "are"
    below = f"below Kent on “{kent['title']}”"
    if not fewer:
        return f"None of those behind in practice beyond chance ({wording.listed(behind)}) is {below}."
    return f"{count} behind in practice beyond chance {verb} {below}: {wording.listed(fewer)} (not tested)."


def enough(frame: pd.DataFrame, definitions: dict) -> pd.DataFrame:
    """The rows whose base reaches the indicator's least base, for shares of a handful say nothing; and those whose base
    is hidden, which nobody can leave out for being small.
    """
    least = frame["indicator"].map(lambda name: definitions[name].minimum_base)
    return frame[(frame["denominator"].fillna(0) >= least) | (frame["denominator"].isna() & frame["symbol"].eq("c"))]


def why_no_need(frame: pd.DataFrame) -> str:
    """Why no need can be compared between districts: what is withheld says so itself."""
    withheld = frame.loc[frame["reason"].fillna("").str.startswith("Withheld"), "reason"]
    return next(iter(withheld), "No need has 10 or more requests in any district for this choice.")
