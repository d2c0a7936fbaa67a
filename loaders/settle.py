"""Whose rows they are and of which years, settled for the whole file; or a sentence that says why it cannot be told."""

from __future__ import annotations

from dataclasses import replace

from loaders.answers import NONE, Answers
from loaders.datasets.base import Rows
from loaders.place import districts_in, years_in
from loaders.refusal import NotLoadable
from loaders.words import district_spellings, normalise, text_of, value_spellings

KENT = "Kent"
KEPT_WITHOUT_DISTRICT = ("satisfaction_survey", "voice_survey")  # counted for Kent, for no district


def settle(rows: Rows, file: str, answers: Answers = NONE) -> None:
    """Settle district and years of the file; what a person says comes first. Raises NotLoadable."""
    if answers.district:
        said = {id(place): replace(place, district=answers.district, said_by=()) for place in rows.distinct_places}
        rows.places = [said[id(place)] for place in rows.places]
    if answers.year:
        rows.years, rows.own_years = (answers.year,), [answers.year] * len(rows)
    _districts(rows, file, bool(answers.district))
    if not answers.year:
        _years(rows, file)


def unsettled(rows: Rows, file: str) -> list[str]:
    """Which of "district" and "year" a file does not say; a second look at rows that were refused for one of them."""
    found = []
    for name, look in (("district", _districts), ("year", _years)):
        try:
            look(rows, file)
        except NotLoadable:
            found.append(name)
    return found


def _years(rows: Rows, file: str) -> None:
    cells = rows.cells.get("academic_year", ())
    memo = {cell: _years_said(text_of(cell)) for cell in set(cells)}
    if said := [memo[cell] for cell in cells]:
        rows.own_years = [years[0] if len(years) == 1 else own for years, own in zip(said, rows.own_years, strict=True)]
    stated = {year for place in rows.distinct_places for year in place.years}
    stated |= {year for years in set(said) for year in years}
    rows.years = tuple(sorted(stated))
    if (
        rows.dataset.year == "own"
        and not said
        and (clash := next(filter(None, (p.two_years for p in rows.distinct_places)), ""))
    ):
        raise NotLoadable(f"{file}: {clash}: make them say the same year.", rows.dataset.name)
    if rows.dataset.year == "own" and any(rows.own_years):
        message = "It is not said which academic year this row is for: write it as 2018/19."
        for i in [i for i, year in enumerate(rows.own_years) if year is None]:
            rows.set_aside(i, "year", "academic_year", message)
    elif (rows.dataset.year == "stated" and not rows.years) or rows.dataset.year == "own":
        raise NotLoadable(
            f"{file} does not say which academic year it is for: put it into the file's name or title, as 2018-19.",
            rows.dataset.name,
        )


def _years_said(text: str) -> tuple[str, ...]:
    """Years stated in a cell; "201819" too, as the Department for Education writes it."""
    run_together = f"{text[:4]}-{text[4:]}" if len(text) == 6 and text.isdigit() else text
    return years_in(run_together)


def district_of(text: str) -> str | None:
    """The district that a cell names: a name, former name, code or known spelling, "Kent" for the county; else None."""
    word = normalise(text)
    return (
        district_spellings().get(word)
        or value_spellings("district").get(word)
        or next(iter(found) if len(found := districts_in(text)) == 1 else iter(()), None)
    )


def _districts(rows: Rows, file: str, said: bool = False) -> None:
    """Each row's own district; where a person said the whole file's, names that no one knows are of that one."""
    cells, kent = rows.cells.get("district"), frozenset()
    if cells is not None:
        memo = {cell: district_of(text_of(cell)) for cell in set(cells)}
        rows.values["district"] = [memo[cell] for cell in cells]
        strange = {cell for cell, district in memo.items() if district is None and normalise(text_of(cell))}
        if not said:
            _strange(rows, file, strange)
        kent = frozenset(i for i, district in enumerate(rows.values["district"]) if district == KENT)
        for i in kent:
            rows.values["district"][i] = None
        _of_others(rows)
    if rows.dataset.needs_district:
        _must_have_district(rows, file, kent)


def _of_others(rows: Rows) -> None:
    """Warn of rows of another district than the sheet, its title or the file says: they replace what that one sent."""
    for i, (own, place) in enumerate(zip(rows.values["district"], rows.places, strict=True)):
        if own and place.district and own != place.district:
            where = next((by for by, district in place.said_by if district == place.district), "the answer given")
            message = f"{where.capitalize()} says {place.district}: is the row in the right file? It counts for {own}."
            rows.warn(i, "district_differs", "district", message)


def _must_have_district(rows: Rows, file: str, kent: frozenset[int]) -> None:
    """Every row has a district or says that it is the county's; kent: the rows that do. Raises NotLoadable."""
    clash = (
        next((place for place in rows.distinct_places if place.conflict), None)
        if "district" not in rows.cells
        else None
    )
    if clash:
        said = " but ".join(f"{where} says {district}" for where, district in dict(reversed(clash.said_by)).items())
        raise NotLoadable(f"{file}: {said}: make them say the same district.", rows.dataset.name)
    without = [i for i, district in enumerate(rows.districts()) if district is None]
    if len(without) == len(rows) and not kent:
        raise NotLoadable(
            f"{file} does not say which of Kent's twelve districts it is for: put the district into the file's name, "
            "the title or a District column.",
            rows.dataset.name,
        )
    for i in without:
        if i not in kent:
            rows.warn(i, "district_missing", "district", "No district: counted for Kent, for no district.")


def _strange(rows: Rows, file: str, strange: set[object]) -> None:
    """Districts in a column that no one knows: the whole file is refused where no row has a known one."""
    if strange and not any(rows.values["district"]):
        named = ", ".join(sorted({rows.withheld(text_of(cell))[:40] for cell in strange})[:5])
        raise NotLoadable(
            f"{file}: no district of Kent is called {named}: correct the District column.", rows.dataset.name
        )
    for i, cell in enumerate(rows.cells["district"]) if strange else ():
        if cell in strange and rows.dataset.name in KEPT_WITHOUT_DISTRICT:
            rows.unmatched["district", rows.withheld(text_of(cell))[:60]] += 1
        elif cell in strange:
            rows.set_aside(i, "district", "district", "No district of this name is known: correct the spelling.")
