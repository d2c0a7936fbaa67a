"""The same counts by district and year, written in any legal layout, are counted alike."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loaders.explore import profile
from loaders.explore_tally import Plan, tally
from tests.loaders.explore_tables import CODE, KENT, book, text

MARKS = {"c": ("c", 0, None), "<5": ("c", 0, 4), "..": ("x", 0, None), "z": ("z", 0, None), "1-4": ("c", 1, 4)}
SPELT = [str, str.upper, lambda name: f"{name} ", lambda name: CODE[name], lambda name: name.replace(" and ", " & "),
         lambda name: {"Folkestone and Hythe": "Shepway"}.get(name, f"{name} District Council")]  # fmt: skip
TOP, BOTTOM = "Absent", "Enrolled"


@st.composite
def counts(draw) -> dict:
    """(district, year) -> (numerator or a mark, denominator), every district in every year."""
    districts = draw(st.lists(st.sampled_from(KENT), min_size=3, max_size=12, unique=True))
    years = draw(st.lists(st.sampled_from(["2018/19", "2019/20", "2020/21"]), min_size=2, max_size=3, unique=True))
    figure = st.one_of(st.integers(0, 90), st.sampled_from(sorted(MARKS)))
    # A column of marks alone holds no figure by which it could be told from a column of words.
    made = {(name, year): (draw(figure), draw(st.integers(90, 900))) for name in districts for year in years}
    return made | {(districts[0], year): (draw(st.integers(0, 90)), 90) for year in years}


def tidy(held, spell, extra, others) -> list[tuple[str, list[list]]]:
    rows = [[spell(name), year, top, bottom] for (name, year), (top, bottom) in held.items()]
    return [("Data", [["District", "Year", TOP, BOTTOM], *rows, *others(["Medway", "2018/19", 3, 9])])]


def years_over(held, spell, extra, others) -> list[tuple[str, list[list]]]:
    names, years = _sides(held)
    head = ["District", *(f"{year} {part}" for year in years for part in (TOP, BOTTOM))]
    rows = [[spell(name), *(cell for year in years for cell in held[name, year])] for name in names]
    return [("Data", [head, *rows, *others(["Medway", *[1] * (len(head) - 1)])])]


def years_under_parts(held, spell, extra, others) -> list[tuple[str, list[list]]]:
    names, years = _sides(held)
    head = ["District", *(f"{part} ({year})" for part in (TOP, BOTTOM) for year in years)]
    rows = [[spell(name), *(held[name, year][at] for at in (0, 1) for year in years)] for name in names]
    return [("Data", [head, *rows, *others(["Medway", *[1] * (len(head) - 1)])])]


def across(held, spell, extra, others) -> list[tuple[str, list[list]]]:
    names, years = _sides(held)
    rows = [[year, part, *(held[name, year][at] for name in names)] for year in years
            for at, part in enumerate((TOP, BOTTOM))]  # fmt: skip
    return [("Data", [["Year", "Measure", *map(spell, names)], *rows])]


def long(held, spell, extra, others) -> list[tuple[str, list[list]]]:
    rows = [[year, "Kent", spell(name), part, extra, value] for (name, year), pair in held.items()
            for part, value in zip((TOP, BOTTOM), pair, strict=True)]  # fmt: skip
    head = ["time_period", "la_name", "lad_name", "measure", "unit", "value"]
    return [("Data", [head, *rows, *others(["2018/19", "Medway", "Medway", TOP, extra, 4])])]


def sheets(held, spell, extra, others) -> list[tuple[str, list[list]]]:
    names, years = _sides(held)
    return [(name, [["Year", TOP, BOTTOM], *([year, *held[name, year]] for year in years)]) for name in names]


def sheets_of_measures(held, spell, extra, others) -> list[tuple[str, list[list]]]:
    names, years = _sides(held)
    return [
        (name, [["Measure", *years], *([part, *(held[name, year][at] for year in years)]
                                       for at, part in enumerate((TOP, BOTTOM)))])
        for name in names
    ]  # fmt: skip


LAYOUTS = {made.__name__: made for made in (tidy, years_over, years_under_parts, across, long, sheets,
                                            sheets_of_measures)}  # fmt: skip


def _sides(held) -> tuple[list[str], list[str]]:
    return list(dict.fromkeys(name for name, _ in held)), list(dict.fromkeys(year for _, year in held))


def expected(held: dict) -> dict:
    return {key: (None, None, *MARKS[top]) if top in MARKS else (top, bottom, None, None, None)
            for key, (top, bottom) in held.items()}  # fmt: skip


def written(made: list[tuple[str, list[list]]], as_text: bool) -> tuple[bytes, str]:
    if as_text and len(made) == 1:
        lines = [",".join(str(cell) for cell in row) for row in made[0][1]]
        return text(*lines), "table.csv"
    return book(*made), "table.xlsx"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(counts(), st.sampled_from(sorted(LAYOUTS)), st.sampled_from(SPELT), st.booleans(), st.booleans(), st.booleans())
def test_any_layout_gives_the_same_counts(held, layout, spell, as_text, titled, with_medway):
    made = LAYOUTS[layout](held, spell, "number", lambda row: [row] if with_medway else [])
    if titled:
        made = [(name, [["Absence in schools"], [], *rows]) for name, rows in made]
    data, file = written(made, as_text)
    table = profile(data, file, {}).tables[0]
    plan = Plan(
        sheet=table.index, layout=bool(table.steps), district=table.districts[0].column, how="name",
        year=table.years[0].column, numerator=table.labels.index(TOP), denominator=table.labels.index(BOTTOM),
    )  # fmt: skip
    found = tally(data, file, plan, {})
    told = {(c["district"], c["year"]): (c["numerator"], c["denominator"], c["symbol"], c["low"], c["high"])
            for c in found.cells}  # fmt: skip
    assert told == expected(held)
    assert found.rows == found.counted + found.totals + found.elsewhere + found.not_kept + found.faulty
    assert found.left == ({"medway": found.elsewhere} if found.elsewhere else {})
