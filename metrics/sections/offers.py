"""What is offered where: level of support by area of need in each district, and which offers exist at all."""

from __future__ import annotations

import pandas as pd

from metrics import wording
from metrics.offer import LEVELS, Offer
from metrics.sections.section import KENT, Section, clear_names, refused
from metrics.strength import CLEAR, LIKELY, UNTESTED, by_strength, graded
from warehouse import reference

MIX_TITLE = "Level of support by need"
HELD_TITLE = "Which offer exists where"
UNKNOWN = "Not recorded"
PLAIN = {
    "indicator": "share_of_requests",
    "title": "Share of requests",
    "status": "untested",
    "strength": None,
    "range": "no interval",
    "compared": "not tested",
    "lower": None,
    "upper": None,
    "rating": None,
    "unit": "percent",
    "polarity": "none",
}
WHOLE_ONLY = (
    "By phase or need, single offers are outcomes of a handful of requests: whether there were any would tell of "
    "single children. Choose all phases and all needs."
)
TOGETHER = "What is confidential is taken together here, which can make mixes look more alike. "
NO_REQUESTS = "No LIFT activity return of this year records a level of support."


def mix(found: Offer, year: str) -> Section:
    """Each district's shares of level by area of need, and how unlike the rest of Kent its mix is."""
    if found.matrix.empty or found.mix.empty:
        return refused(MIX_TITLE, NO_REQUESTS if found.matrix.empty else "One district has nothing to be set against.")
    tested = found.mix.assign(strength=graded(found.mix["p_value"]))
    shares = _shares(found.matrix)
    apart = tested[tested["strength"].isin([CLEAR, LIKELY])].sort_values("index", ascending=False)
    return Section(
        title=_mix_title(apart),
        sentence=f"{TOGETHER if shares['requests'].isna().any() else ''}{_mix_sentence(apart)}",
        measure="Of a district's LIFT requests, the share at each level of support and area of need.",
        source="LIFT activity return",
        drawn=shares,
        table=_shares_table(shares),
        numbers=tuple(dict.fromkeys(shares["area"])),
        beside=(_mix_table(tested), f"How unlike the rest of Kent each district's mix is, {year}"),
        caveat="Dissimilarity runs from 0 (the same mix as the rest of Kent) to 1 (nothing shared): the share of "
        "requests that would need another level or need to match. Small districts differ by chance, so it stands "
        f"beside what chance reaches one time in twenty. A different mix may follow different needs.{_hidden(shares)}",
    )


def _hidden(shares: pd.DataFrame) -> str:
    if not shares["requests"].isna().any():
        return ""
    return " c: confidential; dissimilarity takes what is hidden together as one, and so says no more than it should."


def _mix_title(apart: pd.DataFrame) -> str:
    held = by_strength(apart["area"], apart["strength"])
    if not held:
        return "No district's mix differs from Kent's beyond chance"
    adverb, names = next(iter(held.items()))
    return f"{clear_names(names, 2)}: a mix {adverb} unlike Kent's"


def _mix_sentence(apart: pd.DataFrame) -> str:
    if apart.empty:
        return "No district's mix of levels and needs differs from the rest of Kent's by more than chance would give."
    said = {
        row.area: f"{row.area} ({row.requests:,.0f} requests; dissimilarity {row.index_:.2f}, chance up to "
        f"{row.chance_95:.2f})"
        for row in apart.rename(columns={"index": "index_"}).itertuples(index=False)
    }
    parts = [
        f"{adverb} differs from the rest of Kent's in {wording.listed([said[name] for name in names])}"
        for adverb, names in by_strength(apart["area"], apart["strength"]).items()
    ]
    return f"The mix of levels and needs {'; it '.join(parts)}."


def _shares(matrix: pd.DataFrame) -> pd.DataFrame:
    """Worded rows for a heat table: line ("Cognition and Learning: advice"), area, value and its words; Kent too."""
    every = matrix if (matrix["area"] == KENT).any() else pd.concat([matrix, _kent(matrix)], ignore_index=True)
    whole = every["whole"]
    every["value"] = (100 * every["requests"] / whole).where(whole > 0)
    titles = _need_titles()
    every["line"] = [
        f"{titles.get(need, need)}: {LEVELS[level].lower()}"
        for need, level in zip(every["need"], every["level"], strict=True)
    ]
    every["shown"] = [
        "c" if wording.missing(requests) else wording.number(value, "percent")
        for value, requests in zip(every["value"], every["requests"], strict=True)
    ]
    every["base"] = [wording.base(count, base, "percent") for count, base in zip(every["requests"], whole, strict=True)]
    every["last"] = every["need"] == UNKNOWN
    every = every.sort_values(["last", "need", "level"], kind="stable").drop(columns="last").reset_index(drop=True)
    return every.assign(**PLAIN)


def _kent(matrix: pd.DataFrame) -> pd.DataFrame:
    """Kent's rows, summed over the districts."""
    kent = matrix.groupby(["need", "level"], as_index=False)["requests"].sum().assign(area=KENT)
    return kent.assign(whole=kent["requests"].sum())


def _shares_table(shares: pd.DataFrame) -> pd.DataFrame:
    wide = shares.pivot(index="line", columns="area", values="shown").loc[list(dict.fromkeys(shares["line"]))]
    return wide.reset_index().rename(columns={"line": "Need and level"}).rename_axis(columns=None)


def _need_titles() -> dict[str, str]:
    return {row["area_of_need"]: row["area_title"] for row in reference.rows("needs.csv") if row["area_of_need"]}


def _mix_table(tested: pd.DataFrame) -> pd.DataFrame:
    rows = tested.sort_values("index", ascending=False, kind="stable")
    return pd.DataFrame(
        {
            "District": rows["area"],
            "Requests": [wording.whole(count) for count in rows["requests"]],
            "Dissimilarity": [_two(value) for value in rows["index"]],
            "By chance, up to": [_two(value) for value in rows["chance_95"]],
            "p": ["under 0.01" if p < 0.01 else _two(p) for p in rows["p_value"]],
            "Strength": [UNTESTED if wording.missing(word) else word for word in rows["strength"]],
        }
    )


def _two(value: float) -> str:
    return "not available" if wording.missing(value) else f"{value:.2f}"


def held(frame: pd.DataFrame, year: str, counted: bool = True) -> Section:
    """Which offer exists in which district at all, from `offer.offers_held`: requests, or that none is recorded.

    counted: false from `offer.offers_recorded`, which says that an offer was recorded and not how often.
    """
    if frame.empty or not frame["requests"].sum():
        return refused(HELD_TITLE, "No LIFT activity return of this year records what was offered.")
    every = frame.pivot(index=["level", "offer", "title"], columns="area", values="requests")
    counts = every.dropna(axis=1)
    closed = [area for area in every.columns if area not in counts.columns]
    absent = {key[2]: [area for area in counts.columns if line[area] == 0] for key, line in counts.iterrows()}
    missing = {title: areas for title, areas in absent.items() if areas}
    everywhere = len(counts) - len(missing)
    return Section(
        title=_held_title(missing, everywhere, len(counts)),
        sentence=_held_sentence(missing, everywhere, len(counts), list(counts.columns)),
        measure=f"{'Requests that' if counted else 'Whether any request'} recorded each offer as an outcome of the "
        "LIFT meeting; – where the returns record none.",
        source="LIFT activity return",
        drawn=frame[frame["requests"].notna()].rename(columns={} if counted else {"requests": "recorded"}),
        table=_held_table(counts, counted),
        numbers=tuple(counts.columns),
        caveat="None recorded may mean not offered, offered and not written down, or not needed "
        f"in the year: ask the district. Districts without a LIFT activity return are left out.{_closed(closed)}",
    )


def _closed(names: list[str]) -> str:
    return f" Confidential, for it would tell of single children: {wording.listed(names)}." if names else ""


def _held_title(missing: dict[str, list[str]], everywhere: int, offers: int) -> str:
    if not missing:
        return f"All {offers} offers are recorded in every district"
    return f"{everywhere} of {offers} offers are recorded in every district"


def _held_sentence(missing: dict[str, list[str]], everywhere: int, offers: int, districts: list[str]) -> str:
    if not missing:
        return f"Each of the {offers} offers is recorded at least once in every district with a return."
    parts = [_where(title, areas, districts) for title, areas in missing.items()]
    return f"{everywhere} of {offers} offers are recorded in every district with a return. {'; '.join(parts)}."


def _where(title: str, absent: list[str], districts: list[str]) -> str:
    """The shorter of the two lists: where an offer is not recorded, or where alone it is."""
    present = [area for area in districts if area not in absent]
    if not present:
        return f"{title} is recorded nowhere"
    if len(present) < len(absent):
        return f"{title} is recorded only in {wording.listed(present)}"
    return f"{title} is not recorded in {wording.listed(absent)}"


def _held_table(counts: pd.DataFrame, counted: bool) -> pd.DataFrame:
    lines = [
        {"Offer": title, "Level": LEVELS.get(level, level)}
        | {area: (f"✔ {line[area]:,.0f}" if counted else "✔") if line[area] else "–" for area in counts.columns}
        for (level, _, title), line in counts.iterrows()
    ]
    return pd.DataFrame(lines)
