"""Answers: the first line of each page, one or two sentences by tested rules, with how sure they are."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from metrics import strength, wording
from metrics.findings import JUDGED, ranked
from metrics.rating import why_unrated

KENT = "Kent"
NAMED = 2  # indicators in one sentence


def answer(frame: pd.DataFrame) -> str:
    """The answer about one indicator: how far apart the districts are, Kent between them, and how many stand out."""
    districts = frame[(frame["area"] != "Kent") & frame["value"].notna()].sort_values("value")
    kent = frame[frame["area"] == "Kent"]
    if districts.empty:
        return "No district has a figure for this choice."
    said = f"“{districts.iloc[0]['title']}” {spread(frame)}"
    middle = f"; Kent {with_range(kent.iloc[0])}" if len(kent) and not wording.missing(kent.iloc[0]["value"]) else ""
    return f"{said}{middle}. {standing_out(districts)}"


def with_range(row) -> str:
    """A figure with its interval and base, as a sentence holds it."""
    sure = row["base"] if row["range"] == "no interval" else f"95% interval {row['range']}; {row['base']}"
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
    """The answer of the summary: where most findings that are worse are, what got worse for Kent, and how many tests
    that rests on.
    """
    tested = int((frame["status"] != "untested").sum())
    if not tested:
        return f"Nothing could be tested for this choice, so nothing stands out.{hidden_said(frame)}"
    found = frame[frame["status"].isin(JUDGED)]
    if found.empty:
        said = f"No district stands out: none of {tested:,} comparisons with the rest of Kent is beyond chance."
        return f"{said}{hidden_said(frame)}{kent_worse(frame)}"
    beyond = f"In all {len(found)} of {tested:,} comparisons are beyond chance ({strength.counted(found['strength'])})."
    return f"{_first(found)}{kent_worse(frame)} {beyond}{hidden_said(frame)}"


def _first(found: pd.DataFrame) -> str:
    """The districts with most findings that are worse, or most of any kind where none is."""
    worst = found[found["status"] == "worse"]
    held = worst if len(worst) else found
    counts = Counter(held["area"])
    highest = max(counts.values())
    most = sorted(area for area, count in counts.items() if count == highest)
    sure = {area: strength.counted(held.loc[held["area"] == area, "strength"]) for area in most}
    judged = "worse than" if len(worst) else "different from"
    each = "each " if len(most) > 1 else ""
    told = sure[most[0]] if len(most) == 1 else "; ".join(f"{area} {words}" for area, words in sure.items())
    return (
        f"{wording.listed(most)} {'needs' if len(most) == 1 else 'need'} attention first: {each}{judged} the rest of "
        f"Kent on {highest} {'indicator' if highest == 1 else 'indicators'} ({told})."
    )


def kent_worse(frame: pd.DataFrame) -> str:
    """What got worse for Kent since the year before by more than chance; nothing where nothing did."""
    kent = frame[(frame["area"] == KENT) & (frame["direction"] == "worsening")]
    parts = []
    for word in (strength.CLEAR, strength.LIKELY):
        rows = kent[kent["changed"] == word].itertuples(index=False)
        named = [f"“{row.title}” ({wording.number(row.previous, row.unit)} to {row.shown})" for row in rows]
        more = [f"{len(named) - NAMED} more"] if len(named) > NAMED else []
        if named:
            parts.append(
                f"{strength.adverb(word)} worse than the year before on {wording.listed(named[:NAMED] + more)}"
            )
    return f" Kent itself is {'; '.join(parts)}." if parts else ""


def hidden_said(frame: pd.DataFrame) -> str:
    """How many figures of districts are hidden from this audience, which no count of findings can hold."""
    hidden = int((frame["value"].isna() & frame["symbol"].isin(["c", "u"]) & (frame["area"] != KENT)).sum())
    what = "1 more figure is" if hidden == 1 else f"{hidden:,} more figures are"
    return f" {what} hidden (c, u), and in none of these counts." if hidden else ""


def spread(frame: pd.DataFrame) -> str:
    """From which district to which one indicator runs, and how many are hidden."""
    districts = frame[frame["area"] != "Kent"]
    hidden = int((districts["value"].isna() & (districts["symbol"] == "c")).sum())
    districts = districts[districts["value"].notna()].sort_values("value")
    low, high = districts.iloc[0], districts.iloc[-1]
    among = f", among the {len(districts)} districts shown ({hidden} hidden)" if hidden else ""
    return f"runs from {with_range(low)} in {low['area']} to {with_range(high)} in {high['area']}{among}"


def scorecard(frame: pd.DataFrame, area: str) -> str:
    """How one area stands against the framework: targets met, floors missed, how many of each beyond chance, and how
    many figures are not rated.
    """
    mine = frame[frame["area"] == area]
    held = mine[mine["value"].notna()]
    if held.empty:
        return f"There is no figure for {area} in this framework and year.{hidden_said(mine)}"
    rated = int(held["rating"].notna().sum())
    if not rated:
        said = f"None of the {len(held)} indicators with a figure for {area} is rated."
    else:
        met, floor, missed = (_beyond(held[held["rating"] == name]) for name in ("green", "amber", "red"))
        said = f"{area} meets the target on {met} of {rated} indicators that have one"
        said += f", meets the floor but not the target on {floor} and misses the floor on {missed}."
    return said + why_unrated(held[held["rating"].isna()]) + _hidden_ratings(mine)


def _beyond(rows: pd.DataFrame) -> str:
    """How many ratings of one colour, and of how many the whole 95% interval has that colour."""
    sure = int(rows["rating_sure"].eq(True).sum())
    return f"{len(rows)} ({sure} beyond chance)" if len(rows) else "none"


def _hidden_ratings(mine: pd.DataFrame) -> str:
    hidden = int((mine["value"].isna() & mine["symbol"].isin(["c", "u"]) & mine["target"].notna()).sum())
    return f" {hidden} more {'is' if hidden == 1 else 'are'} hidden (c, u)." if hidden else ""


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
