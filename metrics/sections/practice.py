"""Means against practice: teachers for need beside pupils supported for need. An association, never a cause."""

from __future__ import annotations

import pandas as pd

from metrics import wording
from metrics.sections.section import KENT, Section, refused, verb

MEANS_TITLE = "Means against practice"


def means(frame: pd.DataFrame, means_id: str, practice_id: str) -> Section:
    """Teachers for need beside pupils supported for need: worded rows of two or more indicators of one year."""
    wide = frame[frame["value"].notna()].pivot(index="area", columns="indicator", values="value")
    if not {means_id, practice_id} <= set(wide.columns) or KENT not in wide.index:
        lacking = frame.loc[frame["indicator"].isin([means_id, practice_id]), "reason"].dropna()
        return refused(MEANS_TITLE, next(iter(lacking), "There is no figure for means or for practice."))
    both = wide[[means_id, practice_id]].dropna()
    if KENT not in both.index or len(both) < 3:
        return refused(MEANS_TITLE, "Fewer than two districts have a figure for both means and practice.")
    titles = frame.drop_duplicates("indicator").set_index("indicator")["title"]
    x, y = both[means_id], both[practice_id]
    drawn = pd.DataFrame({"area": both.index, "x": x.to_numpy(), "y": y.to_numpy()})
    fewer, low = set(x[x < x[KENT]].index), set(y[y < y[KENT]].index)
    return Section(
        title=_means_title(fewer, low),
        sentence=_means_sentence(fewer, low),
        measure=f"{titles[means_id]} (across) and {titles[practice_id]} (up); lines are Kent's.",
        source="Funding and staffing return, LIFT activity return, district context return",
        drawn=drawn,
        table=_means_table(frame),
        numbers=tuple(titles),
        caveat="Means are teachers and pounds for need; practice is what is done with them. Twelve points show an "
        "association at most, and teachers in post move for many reasons.",
    )


def _means_title(fewer: set[str], low: set[str]) -> str:
    return f"{len(low - fewer)} of {len(low)} low districts have Kent's means or more" if low else "No district is low"


def _means_sentence(fewer: set[str], low: set[str]) -> str:
    both, practice = sorted(low & fewer), sorted(low - fewer)
    if not low:
        return "No district supports fewer pupils for its need than Kent."
    parts = []
    if both:
        parts.append(f"{wording.listed(both)} also {verb(both, 'has', 'have')} fewer teachers for that need")
    if practice:
        parts.append(
            f"{wording.listed(practice)} {verb(practice, 'has', 'have')} as many or more: means alone do not match it"
        )
    said = "district supports" if len(low) == 1 else "districts support"
    return f"{len(low)} {said} fewer pupils for their need than Kent: {'; '.join(parts)}. Not tested against chance."


def _means_table(frame: pd.DataFrame) -> pd.DataFrame:
    wide = frame.pivot(index="area", columns="title", values="shown")
    wide = wide[list(dict.fromkeys(frame["title"]))].reset_index()
    return wide.rename(columns={"area": "District"}).rename_axis(columns=None)
