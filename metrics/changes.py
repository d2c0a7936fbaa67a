"""What a load or an undo would change: figures before and after, told as sentences, the weightiest first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from metrics import wording
from metrics.definition import TITLES

# At least one from each return; the whole list is in the table and never in the sentences alone.
HEADLINES = (
    "access_rate_sen",
    "lift_requests",
    "allocated_share",
    "started_within_30_days",
    "median_wait_days",
    "targets_met",
    "settings_using_lift",
    "meetings_held",
    "meeting_attendance",
    "satisfaction_overall",
    "satisfaction_allocation",
    "voice_progress_gain",
    "training_delegates",
    "training_confidence_gain",
    "cost_per_pupil",
    "teacher_posts_filled",
    "sensory_contact_5_days",
    "countywide_cases",
)
NO_FIGURE = "no figure"
RATINGS = {"red": 0, "amber": 1, "green": 2}
Scope = tuple[str, str | None, str | None, int | None]


@dataclass(frozen=True)
class Change:
    """One figure that would be another. kind: unknown (it would be lost), known (there was none) or moved."""

    kind: str
    indicator: str
    title: str
    year: str
    area: str
    before: str
    after: str
    ratings: tuple[str | None, str | None]
    reason: str | None
    share: float  # how far it moves, as a share of the larger of the two
    per: str = ""  # what a rate is out of, where the title does not say it

    @property
    def sentence(self) -> str:
        """As "Thanet, support started within 30 days, 2018/19: 41% to 46%, amber to amber"."""
        said = f"{self.area}, {_lowered(self.title)}, {self.year}: {self.before} to {self.after}"
        if self.kind == "unknown":
            return f"{said}. {self.reason}" if self.reason else f"{said}."
        unit = f" {self.per}" if self.per else ""
        return f"{said}{unit}, {self.rated}." if self.rated else f"{said}{unit}."

    @property
    def rated(self) -> str:
        """The ratings before and after, of a new figure its own; empty where there is none."""
        if self.kind == "known":
            return self.ratings[1] or ""
        return f"{self.ratings[0] or 'not rated'} to {self.ratings[1] or 'not rated'}" if any(self.ratings) else ""

    @property
    def weight(self) -> tuple:
        """Lost figures first, then other ratings (a worse one before a better), then what moves or is new."""
        old, new = (RATINGS.get(rating) for rating in self.ratings)
        turned = self.kind == "moved" and old != new
        fell = turned and (old if old is not None else 3) > (new if new is not None else 3)
        place = 0 if self.kind == "unknown" else 1 if fell else 2 if turned else 3 if self.kind == "moved" else 4
        return place, -self.share, [-ord(letter) for letter in self.year], self.area != "Kent", self.area, self.title


def changes(before: pd.DataFrame, after: pd.DataFrame, definitions: dict) -> list[Change]:
    """Every figure that would show otherwise, the weightiest first. before, after: frames of `results`, or empty."""
    old, new = _by_cell(before), _by_cell(after)
    found = []
    for key in dict.fromkeys([*old, *new]):
        change = _change(key, old.get(key), new.get(key), definitions[key[0]])
        if change:
            found.append(change)
    return sorted(found, key=lambda change: change.weight)


def _by_cell(frame: pd.DataFrame) -> dict[tuple[str, str, str], object]:
    return {(row.indicator, row.year, row.area): row for row in frame.itertuples(index=False)}


def _change(key: tuple[str, str, str], old, new, it) -> Change | None:
    """The change of one figure; None where it would show as it does."""
    was, is_ = (None if row is None or wording.missing(row.value) else float(row.value) for row in (old, new))
    if was is None and is_ is None:
        return None
    texts = [NO_FIGURE if value is None else wording.number(value, it.unit) for value in (was, is_)]
    ratings = tuple(None if row is None or wording.missing(row.rating) else row.rating for row in (old, new))
    if texts[0] == texts[1] and ratings[0] == ratings[1]:
        return None
    kind = "unknown" if is_ is None else "known" if was is None else "moved"
    reason = None if new is None or wording.missing(new.reason) else new.reason
    share = abs(is_ - was) / max(abs(was), abs(is_)) if kind == "moved" else 1.0
    per = wording.UNIT_NOTES[it.unit] if it.unit == "rate" and " per " not in it.title else ""
    return Change(kind, key[0], it.title, key[1], key[2], *texts, ratings, reason, share, per)


def _lowered(title: str) -> str:
    """A title within a sentence: "Support" is "support", "LIFT" stays."""
    return title[:1].lower() + title[1:] if title[1:2].islower() or title[1:2] == " " else title


def changes_table(found: Iterable[Change]) -> pd.DataFrame:
    """A row a change, as texts."""
    return pd.DataFrame(
        [
            {
                "Indicator": change.title,
                "District": change.area,
                "Year": change.year,
                "Now": change.before,
                "Then": change.after,
                "Rating": change.rated or "not rated",
            }
            for change in found
        ],
        columns=["Indicator", "District", "Year", "Now", "Then", "Rating"],
    )


def counted(found: list[Change]) -> str:
    """How many figures would move, be new or be lost, in a sentence."""
    kinds = pd.Series([change.kind for change in found], dtype=object).value_counts()
    words = {"moved": "would change", "known": "would be new", "unknown": "would become unknown"}
    parts = [f"{kinds[kind]:,} {said}" for kind, said in words.items() if kind in kinds]
    if not parts:
        return "No headline figure would change."
    return f"Of the headline figures by district, {wording.listed(parts)}."


def covered_said(scopes: Iterable[Scope]) -> list[str]:
    """What is covered, a line a return, district and year: "LIFT activity return, Thanet, 2018/19: terms 1 and 2"."""
    held: dict[tuple[str, str, str], set[int]] = {}
    for dataset, district, year, term in scopes:
        place = district or ("no district" if year else "")
        held.setdefault((dataset, place, year or ""), set()).update([term] if term else [])
    said = []
    for (dataset, place, year), terms in sorted(held.items()):
        where = ", ".join(part for part in (TITLES[dataset], place, year) if part)
        numbers = wording.listed([str(term) for term in sorted(terms)])
        said.append(f"{where}: {'term' if len(terms) == 1 else 'terms'} {numbers}" if terms else where)
    return [text[:1].upper() + text[1:] for text in said]


def rows_said(before: dict[tuple[str, int], int], after: dict[tuple[str, int], int]) -> str:
    """Rows added, taken away and standing again, in a sentence. before, after: (dataset, batch) -> rows that stand."""
    new = sum(rows for key, rows in after.items() if key[1] > max((batch for _, batch in before), default=0))
    moved = {key: after.get(key, 0) - before.get(key, 0) for key in {*before, *after}}
    gone = -sum(rows for rows in moved.values() if rows < 0)
    back = sum(rows for rows in moved.values() if rows > 0) - new
    parts = [
        f"{rows:,} {'row' if rows == 1 else 'rows'} {said}"
        for rows, said in (
            (new, "would be added"),
            (gone, "loaded before would no longer stand"),
            (back, "replaced before would stand again"),
        )
        if rows
    ]
    return f"{wording.listed(parts)}.".capitalize() if parts else "No row would be added or taken away."
