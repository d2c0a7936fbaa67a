"""Answers: the first line of each page, one or two sentences by tested rules, with how sure they are."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from metrics import strength, wording
from metrics.findings import JUDGED, areas_with, ranked
from metrics.rating import why_unrated


def answer(frame: pd.DataFrame) -> str:
    """The answer about one indicator: how far apart the districts are, Kent between them, and how many stand out."""
    districts = frame[(frame["area"] != "Kent") & frame["value"].notna()].sort_values("value")
    kent = frame[frame["area"] == "Kent"]
    if districts.empty:
        return "No district has a figure for this choice."
    said = f"“{districts.iloc[0]['title']}” {_spread(frame)}"
    middle = f"; Kent {_with_range(kent.iloc[0])}" if len(kent) and not wording.missing(kent.iloc[0]["value"]) else ""
    return f"{said}{middle}. {standing_out(districts)}"


def _with_range(row) -> str:
    sure = row["base"] if row["range"] == "no interval" else f"{row['base']}; {row['range']}"
    return f"{row['shown']} ({sure})"


def standing_out(districts: pd.DataFrame) -> str:
    """How many of the districts tested differ from the rest of Kent by more than chance."""
    tested = int((districts["status"] != "untested").sum())
    if not tested:
        return "The districts are not tested against each other here."
    found = districts[districts["status"].isin(JUDGED)]
    if found.empty:
        return f"None of the {tested} districts tested differs from the rest of Kent by more than chance."
    verb = "differs" if len(found) == 1 else "differ"
    sure = strength.counted(found["strength"])
    return f"{len(found)} of the {tested} districts tested {verb} from the rest of Kent by more than chance ({sure})."


def attention(frame: pd.DataFrame) -> str:
    """The answer of the summary: how many findings there are, and where most of those that are worse are."""
    tested = int((frame["status"] != "untested").sum())
    if not tested:
        return "Nothing could be tested for this choice, so nothing stands out."
    found = frame[frame["status"].isin(JUDGED)]
    if found.empty:
        return f"Nothing stands out: none of {tested:,} comparisons with the rest of Kent is beyond chance."
    worst = found[found["status"] == "worse"]
    held = worst if len(worst) else found
    counts = Counter(held["area"])
    highest = max(counts.values())
    most = sorted(area for area, count in counts.items() if count == highest)
    sure = {area: strength.counted(held.loc[held["area"] == area, "strength"]) for area in most}
    first = f"{wording.listed(most)} {'needs' if len(most) == 1 else 'need'} attention first"
    judged = "worse than" if len(worst) else "different from"
    each = "each " if len(most) > 1 else ""
    told = sure[most[0]] if len(most) == 1 else "; ".join(f"{area} {words}" for area, words in sure.items())
    return (
        f"{first}: {each}{judged} the rest of Kent on {highest} {'indicator' if highest == 1 else 'indicators'} "
        f"({told}). In all {len(found)} of {tested:,} comparisons are beyond chance "
        f"({strength.counted(found['strength'])})."
    )


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
    spread = f" Per 1,000 pupils at SEN Support it {_spread(sen)}."
    return said + spread + (f" For {wording.listed(depends)} it depends on how need is counted." if depends else "")


def _on_both(sen: pd.DataFrame, pupils: pd.DataFrame, word: str) -> dict[str, str]:
    """The districts found so on both bases, with the weaker of their two strengths."""
    one, other = (
        dict(zip(rows["area"], rows["strength"], strict=True))
        for rows in (frame[frame["status"] == word] for frame in (sen, pupils))
    )
    return {area: strength.weakest([held, other[area]]) for area, held in one.items() if area in other}


def _spread(frame: pd.DataFrame) -> str:
    districts = frame[frame["area"] != "Kent"]
    hidden = int((districts["value"].isna() & (districts["symbol"] == "c")).sum())
    districts = districts[districts["value"].notna()].sort_values("value")
    low, high = districts.iloc[0], districts.iloc[-1]
    among = f", among the {len(districts)} districts shown ({hidden} hidden)" if hidden else ""
    return f"runs from {_with_range(low)} in {low['area']} to {_with_range(high)} in {high['area']}{among}"


def scorecard(frame: pd.DataFrame, area: str) -> str:
    """How one area stands against the framework: targets met, floors missed, and how many have no target."""
    held = frame[(frame["area"] == area) & frame["value"].notna()]
    if held.empty:
        return f"There is no figure for {area} in this framework and year."
    rated = int(held["rating"].notna().sum())
    if not rated:
        said = f"None of the {len(held)} indicators with a figure for {area} has a base and a target, so none is rated."
        return said + why_unrated(held)
    met, floor, missed = (int((held["rating"] == name).sum()) for name in ("green", "amber", "red"))
    said = f"{area} meets the target on {met} of {rated} indicators that have one"
    said += f", meets the floor but not the target on {floor} and misses the floor on {missed}."
    return said + why_unrated(held[held["rating"].isna()])


def district(frame: pd.DataFrame, area: str) -> str:
    """Where one district stands out from the rest of Kent, and its furthest finding."""
    rows = frame[frame["area"] == area]
    tested = int((rows["status"] != "untested").sum())
    found = ranked(rows)
    if not tested:
        return f"{area} has no figure that can be tested against the rest of Kent."
    plural = "indicator" if tested == 1 else "indicators"
    if not found:
        return f"{area} differs from the rest of Kent on none of {tested} {plural} tested by more than chance."
    held = {word: [one.strength for one in found if one.status == word] for word in JUDGED}
    parts = [(word, len(those), strength.counted(those)) for word, those in held.items() if those]
    word, count, sure = parts[0]
    first = f"{word} than the rest of Kent on {count} of {tested} {plural} tested ({sure})"
    return f"{area} is {wording.listed([first, *(f'{word} on {count} ({sure})' for word, count, sure in parts[1:])])}."


def outcomes(frame: pd.DataFrame, statements: list[tuple[str, list[str]]]) -> str:
    """How many outcome statements have any figure behind them. `statements`: (statement, indicator ids)."""
    held = set(frame.loc[(frame["area"] == "Kent") & frame["value"].notna(), "indicator"])
    bare = [statement for statement, ids in statements if not held & set(ids)]
    backed = len(statements) - len(bare)
    said = f"{backed} of {len(statements)} outcome statements have at least one figure for this year."
    if not bare:
        return said
    quoted = wording.listed([f"“{statement}”" for statement in bare])
    return f"{said} There is no evidence for {quoted}: that gap is itself a finding."


def urgent_first(frame: pd.DataFrame) -> pd.DataFrame:
    """One area's rows: floors missed, then targets missed, targets met, and what is not rated."""
    places = {"red": 0, "amber": 1, "green": 2}
    return frame.assign(place=[places.get(value, 3) for value in frame["rating"]]).sort_values("place", kind="stable")


def headlines(frame: pd.DataFrame, ids: tuple[str, ...]) -> list[tuple[str, str, str]]:
    """Kent's figures for the tiles: (title, value, base, interval and the year before)."""
    kent = frame[(frame["area"] == "Kent") & frame["indicator"].isin(ids)].set_index("indicator")
    return [_headline(kent.loc[name]) for name in ids if name in kent.index]


def _headline(row) -> tuple[str, str, str]:
    if wording.missing(row["value"]):
        return row["title"], "–", row["reason"] or row["shown"]
    parts = [row["base"].capitalize() if row["base"].startswith("base") else row["base"]]
    if row["range"] != "no interval":
        parts.append(f"95% interval {row['range']}")
    if not wording.missing(row["previous"]):
        parts.append(f"{wording.number(row['previous'], row['unit'])} the year before: {row['towards']}")
    return row["title"], row["shown"], ". ".join(parts)


def most_apart(frame: pd.DataFrame) -> str:
    """The district with most findings, the first by name of several; the first district where there is none."""
    districts = frame[frame["area"] != "Kent"]
    found = districts[districts["status"].isin(JUDGED)]["area"].value_counts()
    names = sorted(found[found == found.max()].index) if len(found) else sorted(districts["area"].unique())
    return names[0]


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


def means_and_practice(frame: pd.DataFrame, means: str, practice: str) -> str:
    """How many of the districts low on practice also have less means than Kent: an association, not a cause."""
    kent = frame[(frame["area"] == "Kent") & (frame["indicator"] == means)]
    behind = areas_with(frame[frame["indicator"] == practice], "worse", "lower")
    if kent.empty or wording.missing(kent["value"].iloc[0]) or not behind:
        return "No district is behind the rest of Kent in practice beyond chance, so means are not set against it."
    held = frame[(frame["indicator"] == means) & frame["area"].isin(behind)]
    fewer = held.loc[held["value"] < kent["value"].iloc[0], "area"].tolist()
    title = kent["title"].iloc[0]
    count = "The only district" if len(behind) == 1 else f"{len(fewer)} of the {len(behind)} districts"
    verb = "is" if len(fewer) == 1 else "are"
    below = f"below Kent on “{title}”"
    if not fewer:
        return f"None of those behind in practice beyond chance ({wording.listed(behind)}) is {below}."
    return f"{count} behind in practice beyond chance {verb} {below}: {wording.listed(fewer)} (not tested)."


def evidence(frame: pd.DataFrame, ids: tuple[str, ...], definitions: dict) -> str:
    """What evidence an outcome has this year: how many indicators of which kind, and which have no figure."""
    if not ids:
        return "No evidence: no indicator bears on this outcome. The gap is itself a finding."
    held = set(frame.loc[frame["value"].notna() & frame["indicator"].isin(ids), "indicator"])
    bare = [definitions[name].title for name in ids if name not in held]
    if not held:
        verb = "has" if len(bare) == 1 else "have"
        return f"No evidence for this year: {wording.listed(bare)} {verb} no figure. The gap is itself a finding."
    kinds = pd.Series([definitions[name].evidence for name in ids if name in held]).value_counts()
    said = f"Evidence: {wording.listed([f'{count} {kind}' for kind, count in kinds.items()])}."
    return f"{said} Without a figure this year: {wording.listed(bare)}." if bare else said
