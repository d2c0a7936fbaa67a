"""Which returns are in: a figure is made only where every return that it needs is there, and says so where not."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from metrics.definition import TITLES, Definition, definitions

# Returns that schools or families answer: a district without an answer is no missing return.
TERMS = """select distinct district, year, term from store.standing
           where dataset = 'lift_activity' and term is not null"""
NO_MEETING = "select district, year, term from lift_meetings group by all having not bool_or(coalesce(held, false))"
ANSWERED = ("satisfaction_survey", "voice_survey")
BASES = {"settings": "schools and settings", "pupils": "pupils", "sen_support": "pupils at SEN Support"}
HAS_TERMS = "has terms"
UNEVEN = "The LIFT activity returns of {} hold different terms, so districts are not compared on it."
OF_CHILDREN = {"pupils", "sen_support"}  # both or neither, so that all figures of children are of the same districts


@dataclass(frozen=True)
class Coverage:
    """held: dataset -> the (district, year) for which a return stands. years: all that any return covers.

    terms: (district, year) -> the terms that its LIFT activity covers. known: what `lacking` has worked out before,
    for it is asked for every figure. gaps: (district, year) -> base -> the phases for which its context return does not
    give it: a rate over the other phases would be too high.
    """

    districts: tuple[str, ...]
    area_of: dict[str, str]
    years: tuple[str, ...]
    held: dict[str, frozenset]
    known: dict = field(default_factory=dict)
    terms: dict = field(default_factory=dict)
    gaps: dict = field(default_factory=dict)

    def lacking(self, it: Definition, year: str) -> dict[str, list[str]]:
        """District -> the returns of an indicator, or numbers of them, that it has not sent for this year, in words."""
        bases = _bases_of(it)
        if (it.datasets, bases, year) in self.known:
            return self.known[it.datasets, bases, year]
        found = self.known[it.datasets, bases, year] = {}
        for dataset in it.datasets:
            for district in self.districts:
                if (district, year) not in self.held.get(dataset, frozenset()):
                    found.setdefault(district, []).append(TITLES[dataset])
        for district in self.districts:
            held = self.gaps.get((district, year), {})
            if lost := [base for base in bases if base in held]:
                phases = _join(sorted({phase for base in lost for phase in held[base]}))
                named = _join([BASES[base] for base in lost])
                found.setdefault(district, []).append(f"number of {named} for {phases} in the {TITLES['context']}")
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
        kinds = sorted({kind for kinds in lacking.values() for kind in kinds})
        return f"without {_join(sorted(lacking))}: no {_join(kinds)} for {year}"

    def partial_note(self, it: Definition, year: str, area: str, terms: tuple | None = None) -> str | None:
        """Which LIFT activity returns hold fewer terms than the fullest one of the year: theirs is part of a year.

        terms: those that are asked for; None is the whole year.
        """
        if "lift_activity" not in it.datasets:
            return None
        if (year, area, terms) not in self.known:
            self.known[year, area, terms] = self._partial(year, area, terms)
        return self.known[year, area, terms]

    def uneven(self, it: Definition, year: str, terms: tuple | None = None) -> str | None:
        """Why districts cannot be compared: they are measured out of all pupils, by returns of different terms."""
        if not out_of_all(it) or not self.partial_note(it, year, "Kent", terms):
            return None
        return UNEVEN.format(year)

    def unsent(self, it: Definition, year: str, area: str, terms: tuple | None) -> str | None:
        """Why there is no figure of these terms: nobody knows the requests of a term that was not sent."""
        if it.source != "lift_request" or not terms:
            return None
        asked, sent = self._every(year) & set(terms), self._sent(year, area)
        late = sorted(district for district, held in sent.items() if asked and not held & asked)
        if not late or (len(late) < len(sent) and not out_of_all(it)):
            return None
        named = "term " + _join([str(term) for term in sorted(asked)])
        return f"No {TITLES['lift_activity']} for {_join(late)}, {year}, {named}."

    def _sent(self, year: str, area: str) -> dict[str, set]:
        if ("sent", year, area) not in self.known:
            self.known["sent", year, area] = {
                d: held for (d, y), held in self.terms.items() if y == year and area in (d, self.area_of.get(d), "Kent")
            }
        return self.known["sent", year, area]

    def _every(self, year: str) -> set:
        return set().union(*self._sent(year, "Kent").values())

    def _partial(self, year: str, area: str, asked: tuple | None) -> str | None:
        sent, every = self._sent(year, area), self._every(year)
        every &= set(asked or every)
        part = {d: terms for d, terms in sorted(sent.items()) if terms & every < every}
        named = [f"{d} {HAS_TERMS} {', '.join(map(str, sorted(terms)))} only" for d, terms in part.items()]
        return "; ".join(named) or None

    def missing_reason(self, it: Definition, year: str, area: str) -> str | None:
        """Why there is no figure for an area; None where the returns are there."""
        lacking = self.lacking(it, year)
        members = [d for d in self.districts if area in (d, self.area_of[d], "Kent")]
        if not members or any(district not in lacking for district in members):
            return None
        kinds = sorted({kind for district in members for kind in lacking[district]})
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
    known = {name: frozenset(pairs) for name, pairs in held.items()}
    return Coverage(districts, dict(rows), tuple(years), known, terms=sent, gaps=_gaps(cursor))


def out_of_all(it: Definition) -> bool:
    """Whether LIFT requests are set against all pupils or settings, so that fewer terms give a lower figure."""
    return it.source == "lift_request" and it.denominator_source not in (None, "lift_request")


def uneven_in(rows) -> str | None:
    """Why the districts of one indicator's rows of one year cannot be compared, as their notes say it; None if they
    can.
    """
    if not len(rows) or (it := definitions().get(rows["indicator"].iloc[0])) is None or not out_of_all(it):
        return None
    told = rows["note"].fillna("").str.contains(f" {HAS_TERMS} ").any()
    return UNEVEN.format(rows["year"].iloc[0]) if told else None


def _bases_of(it: Definition) -> tuple[str, ...]:
    """The bases of the context return that an indicator of another return is divided by."""
    if it.denominator_source != "context_year" or it.source == "context_year":
        return ()
    named = {base for base in BASES if re.search(rf"\b{base}\b", it.denominator or "")}
    return tuple(base for base in BASES if base in (named | OF_CHILDREN if named & OF_CHILDREN else named))


def _gaps(cursor) -> dict[tuple, dict[str, list[str]]]:
    """(district, year) -> base -> the phases without it, of the phases and bases that any district gives that year."""
    rows = cursor.execute(f"select year, district, phase, {', '.join(BASES)} from context").fetchall()
    given = {(year, phase, base): None for year, _, phase, *held in rows
             for base, number in zip(BASES, held, strict=True) if phase and number is not None}  # fmt: skip
    have = {(year, district, phase, base) for year, district, phase, *held in rows
            for base, number in zip(BASES, held, strict=True) if number is not None}  # fmt: skip
    by_phase = {(year, district) for year, district, *_ in rows} - {(y, d) for y, d, phase, *_ in rows if phase is None}
    found: dict[tuple, dict[str, list[str]]] = {}
    for year, district in sorted(by_phase, key=str):
        for its_year, phase, base in sorted(given):
            if its_year == year and (year, district, phase, base) not in have:
                found.setdefault((district, year), {}).setdefault(base, []).append(phase)
    return found


def _join(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
