"""Which returns are in: a figure is made only where every return that it needs is there, and says so where not."""

from __future__ import annotations

from dataclasses import dataclass, field

from metrics.definition import TITLES, Definition

# Returns that schools or families answer: a district without an answer is no missing return.
TERMS = """select distinct district, year, term from store.standing
           where dataset = 'lift_activity' and term is not null"""
NO_MEETING = "select district, year, term from lift_meetings group by all having not bool_or(coalesce(held, false))"
ANSWERED = ("satisfaction_survey", "voice_survey")


@dataclass(frozen=True)
class Coverage:
    """held: dataset -> the (district, year) for which a return stands. years: all that any return covers.

    terms: (district, year) -> the terms that its LIFT activity covers. known: what `lacking` has worked out before,
    for it is asked for every figure.
    """

    districts: tuple[str, ...]
    area_of: dict[str, str]
    years: tuple[str, ...]
    held: dict[str, frozenset]
    known: dict = field(default_factory=dict)
    terms: dict = field(default_factory=dict)

    def lacking(self, it: Definition, year: str) -> dict[str, list[str]]:
        """District -> the datasets of an indicator that it has sent no return of for this year."""
        if (it.datasets, year) in self.known:
            return self.known[it.datasets, year]
        found = self.known[it.datasets, year] = {}
        for dataset in it.datasets:
            for district in self.districts:
                if (district, year) not in self.held.get(dataset, frozenset()):
                    found.setdefault(district, []).append(dataset)
        return found

    def uncovered(self, it: Definition) -> frozenset:
        """The (district, year) to leave out of an indicator's counts, since one of its several returns is missing."""
        if len(it.datasets) < 2:
            return frozenset()
        return frozenset((district, year) for year in self.years for district in self.lacking(it, year))

    def missing_note(self, it: Definition, year: str) -> str | None:
        """Which districts a Kent figure is without, and why."""
        lacking = self.lacking(it, year)
        if not lacking or len(lacking) == len(self.districts):
            return None
        kinds = sorted({TITLES[dataset] for datasets in lacking.values() for dataset in datasets})
        return f"without {_join(sorted(lacking))}: no {_join(kinds)} for {year}"

    def partial_note(self, it: Definition, year: str, area: str) -> str | None:
        """Which LIFT activity returns hold fewer terms than the fullest one of the year: theirs is part of a year."""
        if "lift_activity" not in it.datasets:
            return None
        if (year, area) not in self.known:
            self.known[year, area] = self._partial(year, area)
        return self.known[year, area]

    def _partial(self, year: str, area: str) -> str | None:
        sent = {
            d: terms for (d, y), terms in self.terms.items() if y == year and area in (d, self.area_of.get(d), "Kent")
        }
        every = set().union(*(terms for (_, y), terms in self.terms.items() if y == year))
        part = {d: terms for d, terms in sorted(sent.items()) if terms < every}
        named = [f"{d} has terms {', '.join(map(str, sorted(terms)))} only" for d, terms in part.items()]
        return "; ".join(named) or None

    def missing_reason(self, it: Definition, year: str, area: str) -> str | None:
        """Why there is no figure for an area; None where the returns are there."""
        lacking = self.lacking(it, year)
        members = [d for d in self.districts if area in (d, self.area_of[d], "Kent")]
        if not members or any(district not in lacking for district in members):
            return None
        kinds = sorted({TITLES[dataset] for district in members for dataset in lacking[district]})
        return f"No {_join(kinds)} for {area}, {year}."


def coverage(cursor) -> Coverage:
    """Read what stands from the warehouse."""
    rows = cursor.execute("select district, area from district order by district").fetchall()
    districts = tuple(district for district, _ in rows)
    claims = cursor.execute(
        "select distinct dataset, district, year from store.standing where year is not null"
    ).fetchall()
    held: dict[str, set] = {}
    for dataset, district, year in claims:
        held.setdefault(dataset, set()).add((district, year))
    voice = {
        year for (year,) in cursor.execute("select distinct year from voice_pair where year is not null").fetchall()
    }
    for dataset in ANSWERED:
        years = voice if dataset == "voice_survey" else {year for _, year in held.get(dataset, ())}
        held[dataset] = {(district, year) for district in districts for year in years}
    sent: dict[tuple, set] = {}
    for district, year, term in cursor.execute(TERMS).fetchall():
        sent.setdefault((district, year), set()).add(term)
    for district, year, term in cursor.execute(NO_MEETING).fetchall():
        if (district, year) in sent:  # no meeting was held in the term, so no request is no gap
            sent[district, year].add(term)
    years = sorted({year for pairs in held.values() for _, year in pairs})
    return Coverage(
        districts, dict(rows), tuple(years), {name: frozenset(pairs) for name, pairs in held.items()}, terms=sent
    )


def _join(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
