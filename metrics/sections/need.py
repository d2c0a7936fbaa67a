"""Does the offer follow need? Three bases of need side by side, and the gap in children, teacher days and pounds."""

from __future__ import annotations

import pandas as pd

from metrics import wording
from metrics.access import BASES
from metrics.sections.section import KENT, Section, refused
from metrics.strength import MEANING, UNTESTED, by_strength, graded, weakest
from metrics.titles import MOST_WORDS

LIFT_AND_CONTEXT = "LIFT activity return and district context return"
BASES_TITLE = "Support against need on three bases"
GAP_TITLE = "The gap in children"
WORDS = {"below": "fewer", "above": "more"}
NONE_SHORT = "No district is short on all three bases"
NOBODY = "Nobody in the data has had support agreed, so no rate of Kent's can be set against need."


def bases(frame: pd.DataFrame, year: str) -> Section:
    """Observed over expected on each basis of one year, from `access.by_basis`; a headline only where all agree."""
    rows = frame[(frame["year"] == year) & (frame["area"] != KENT)] if len(frame) else frame
    if rows.empty or not rows["ratio"].notna().any():
        return refused(BASES_TITLE, _why(rows))
    drawn = rows.assign(strength=graded(rows["p_value"]), shown=_texts(rows)).reset_index(drop=True)
    named = {side: _areas(drawn, side) for side in ("below", "above")}
    depends = [area for area in dict.fromkeys(drawn["area"]) if area not in named["below"] + named["above"]]
    depends = [area for area in depends if drawn.loc[drawn["area"] == area, "ratio"].notna().all()]
    return Section(
        title=_bases_title(named),
        sentence=_bases_sentence(named, depends, drawn),
        measure="Pupils for whom support was agreed, over the number that Kent's average rate within each phase would "
        "give on that basis of need; 1 is Kent's rate. Whiskers are 95% intervals. At the right: ▼ and ▲ "
        "clear, ▽ and △ likely, no sign: could be chance.",
        source=LIFT_AND_CONTEXT,
        drawn=drawn,
        table=_bases_table(drawn),
        numbers=tuple(title for _, title, _ in BASES.values()),
        lines=tuple(f"{title} {assumes}." for _, title, assumes in BASES.values()),
        caveat=f"None of the three is need itself. A district is tested against the rest of Kent on each basis, all at "
        f"once; its strength is the weakest of the three. {MEANING}",
    )


def _why(rows: pd.DataFrame) -> str:
    reasons = dict.fromkeys(reason for reason in rows.get("reason", ()) if not wording.missing(reason))
    return next(iter(reasons), NOBODY)


def _texts(rows: pd.DataFrame) -> list[str]:
    return [
        "not available"
        if wording.missing(row.ratio)
        else f"{row.ratio:.2f} ({wording.interval(row.lower, row.upper, 'ratio')})"
        for row in rows.itertuples(index=False)
    ]


def _areas(drawn: pd.DataFrame, side: str) -> list[str]:
    """The areas on one side of 1 on every basis, the furthest first."""
    part = drawn[drawn["side"] == side].groupby("area", sort=False)["ratio"].mean()
    return list(part.sort_values(ascending=side == "below").index)


def _strengths(drawn: pd.DataFrame) -> dict[str, str | None]:
    """The strength of each area: the weakest of its three bases."""
    return {area: weakest(held) for area, held in drawn.groupby("area", sort=False)["strength"]}


def _bases_title(named: dict[str, list[str]]) -> str:
    if not named["below"] and not named["above"]:
        return "Every district depends on how need is counted"
    counts = [f"{len(names)} {side}" for side, names in named.items() if names]
    return f"{', '.join(counts)} Kent's rate on all three bases"


def _bases_sentence(named: dict[str, list[str]], depends: list[str], drawn: pd.DataFrame) -> str:
    sure, said = _strengths(drawn), []
    for side, names in named.items():
        found = by_strength(names, [sure[name] for name in names])
        rest = [name for name in names if not any(name in held for held in found.values())]
        told = [f"{adverb} {WORDS[side]} in {wording.listed(held)}" for adverb, held in found.items()]
        said += told + ([f"{WORDS[side]} in {wording.listed(rest)}, which could be chance"] if rest else [])
    text = (
        f"However need is counted, against Kent's average rate support is agreed for {'; '.join(said)}. "
        if said
        else ""
    )
    return text + (f"For {wording.listed(depends)} it depends on how need is counted." if depends else "").strip()


def _bases_table(drawn: pd.DataFrame) -> pd.DataFrame:
    wide = drawn.pivot(index="area", columns="title", values="shown")[[title for _, title, _ in BASES.values()]]
    sides = drawn.drop_duplicates("area").set_index("area")["side"]
    observed = drawn.drop_duplicates("area").set_index("area")["observed"]
    wide.insert(0, "Pupils", [wording.whole(observed[area]) for area in wide.index])
    sure = _strengths(drawn)
    wide["Headline"] = [_headline(sides[area]) for area in wide.index]
    wide["Strength"] = [sure[area] or UNTESTED if sides[area] in WORDS else "" for area in wide.index]
    return wide.reset_index().rename(columns={"area": "District"}).rename_axis(columns=None)


def _headline(side: str | None) -> str:
    if wording.missing(side):
        return "Not available"
    return f"{side.capitalize()} Kent's rate on all three" if side in ("below", "above") else side.capitalize()


def children(frame: pd.DataFrame) -> Section:
    """The gap in pupils, teacher days and pounds from `shortfall.gap_in_children`, the furthest district first."""
    if frame.empty or not frame["least"].notna().any():
        return refused(GAP_TITLE, _why(frame))
    far = (frame["least"] + frame["most"]).abs().where(frame["side"].isin(["below", "above"]), 0)
    held = frame.assign(far=far.where(frame["least"].notna(), -1)).sort_values("far", ascending=False, kind="stable")
    fewer, table = list(held.loc[held["side"] == "below", "area"]), _children_table(held)
    return Section(
        title=_children_title(held[held["side"] == "below"]),
        sentence=_children_sentence(held, fewer),
        measure="Pupils with support agreed against the number that Kent's average rate would give (0), least to most "
        "over the three bases of need. ▼ and ▲ clear, ▽ and △ likely, no sign: could be chance.",
        source=f"{LIFT_AND_CONTEXT}; funding and staffing return",
        drawn=held.reset_index(drop=True).assign(shown=list(table["Pupils"])),
        table=table,
        numbers=("Pupils", "Teacher days", "Pounds"),
        lines=tuple(text if not wording.missing(text) else f"{area}: {reason}" for area, text, reason in zip(
            held["area"], held["sentence"], held["reason"], strict=True)),
        caveat="The range comes from how need is counted, not from chance. Days are 195 a full-time teacher and year; "
        "days and pounds are Kent's own for each pupil supported: what the gap stands for at the average, not a bill.",
    )  # fmt: skip


def _children_title(fewer: pd.DataFrame) -> str:
    if fewer.empty:
        return NONE_SHORT
    found = by_strength(fewer["area"], fewer["strength"])
    if not found:
        return "No district has fewer beyond chance than Kent's rate"
    for told in (wording.listed, lambda names: f"in {len(names)}"):
        title = f"Fewer than Kent's rate: {', '.join(f'{adverb} {told(names)}' for adverb, names in found.items())}"
        if len(title.split()) <= MOST_WORDS:
            break
    return title


def _children_sentence(held: pd.DataFrame, fewer: list[str]) -> str:
    if not fewer:
        return "No district has fewer pupils with support agreed than Kent's average rate would give on all bases."
    first = held.iloc[[list(held["area"]).index(fewer[0])]].iloc[0]
    days = _span(first["days_least"], first["days_most"], "teacher days")
    pounds = _span(first["pounds_least"], first["pounds_most"], "pounds")
    worth = f" That stands for {days}, or {pounds}, at Kent's average." if days and pounds else ""
    return f"{first['sentence']}{worth} {_how_sure(held[held['side'] == 'below'])}"


def _how_sure(fewer: pd.DataFrame) -> str:
    """In which districts there are fewer beyond chance, on every basis."""
    found = by_strength(fewer["area"], fewer["strength"])
    if not found:
        return "In no district are there fewer beyond chance on every basis."
    told = [f"{adverb} in {wording.listed(names)}" for adverb, names in found.items()]
    return f"There are fewer beyond chance on every basis {wording.listed(told)}; elsewhere it could be chance."


def _children_table(held: pd.DataFrame) -> pd.DataFrame:
    columns = {"Pupils": ("least", "most"), "Teacher days": ("days_least", "days_most"),
               "Pounds": ("pounds_least", "pounds_most")}  # fmt: skip
    made = {"District": list(held["area"])}
    for name, ends in columns.items():
        kind = "pounds" if name == "Pounds" else ""
        made[name] = [
            _span(low, high, kind, signed=True) or "not available"
            for low, high in zip(*(held[end] for end in ends), strict=True)
        ]
    made["Strength"] = [sure or UNTESTED if side in WORDS else "depends on the basis"
                        for side, sure in zip(held["side"], held["strength"], strict=True)]  # fmt: skip
    return pd.DataFrame(made)


def _span(least: float, most: float, kind: str, signed: bool = False) -> str:
    """A range in words, smaller first; with "fewer" or "more" where it stands alone, and both where it crosses 0."""
    if wording.missing(least) or wording.missing(most):
        return ""
    step = 1000 if kind == "pounds" else 1
    ends = [round(abs(end) / step) * step for end in (least, most)]
    texts = [f"£{end:,}" if kind == "pounds" else f"{end:,}" for end in ends]
    if least < 0 < most and all(ends):
        return f"{texts[1]} fewer to {texts[0]} more"
    low, high = (texts[0], texts[1]) if ends[0] <= ends[1] else (texts[1], texts[0])
    text = low if low == high else f"{low} to {high}"
    word = (" fewer" if least + most > 0 else " more") if signed else ""
    return f"{text}{word}{f' {kind}' if kind == 'teacher days' else ''}"
