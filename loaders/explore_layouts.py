"""Tables that are no row for each district: years or districts across the columns, measures below each other, a sheet
for each district. Each becomes a table with a column of districts, and loses no cell on the way.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from loaders.explore_figures import looks_like_figures
from loaders.explore_outside import levels_of, outside
from loaders.explore_places import district_of, is_whole, year_columns
from loaders.explore_table import Table
from loaders.place import districts_in
from loaders.words import normalise, text_of

_SPAN = re.compile(
    r"(?<!\d)(20\d\d)\s*[-–—/_]\s*(20\d\d|\d\d)(?!\d)|(?<!\d)20\d{4}(?!\d)|(?<![A-Za-z\d/-])(20\d\d)(?![A-Za-z\d/-])"
)
_TERM = re.compile(r"\b(term\s*[1-6]|t[1-6]|(autumn|spring|summer)( term)?|q(uarter)?\s*[1-4])\b", re.IGNORECASE)
_MEASURES = frozenset(
    "indicator measure metric statistic variable category item characteristic breakdown heading figure what".split()
)
_VALUE, _MOST = "Value", 200
DISTRICT, YEAR, TERM = "District", "Year", "Term"
LEAST_ACROSS = 3

Split = Callable[[str], tuple[tuple[str, ...], str] | None]


def laid_out(table: Table) -> tuple[Table, tuple[str, ...]]:
    """A table as rows of districts, with what was done to it: "districts", "years" and "measures", each where found."""
    steps = []
    if turned := _across(table, (DISTRICT,), _district_in, LEAST_ACROSS):
        table, steps = turned, ["districts"]
    if long := _across(table, (YEAR, TERM), _period_in, 2):
        table, steps = long, [*steps, "years"]
    if wide := _measures_apart(table, bool(steps)):
        table, steps = wide, [*steps, "measures"]
    return table, tuple(steps)


def _district_in(label: str) -> tuple[tuple[str, ...], str] | None:
    """A column named after a district, or after all of them, and what else its name says."""
    parts = label.split(" / ")
    for at, part in enumerate(parts):
        if isinstance(district_of(part, "name", {}), str) or is_whole(part) or outside(part) != "other":
            return (part,), " / ".join(parts[:at] + parts[at + 1 :])
    return None


def _period_in(label: str) -> tuple[tuple[str, ...], str] | None:
    """A column named after one year, a term or both, and what else its name says."""
    years, terms = list(_SPAN.finditer(label)), list(_TERM.finditer(label))
    if len(years) > 1 or len(terms) > 1 or not years + terms:
        return None
    rest = _TERM.sub(" ", _SPAN.sub(" ", label))
    said = tuple(found[0].group().strip() if found else "" for found in (years, terms))
    rest = re.sub(r"\(\s*\)", " ", rest)
    return said, " ".join(rest.split()).strip(" /:-–—,.")


def _across(table: Table, names: tuple[str, ...], split: Split, least: int) -> Table | None:
    """The columns that `split` knows, below each other: one row for each of the things that they are named after.

    None where there are fewer than `least` of those, or what stands below them is no figure.
    """
    found = {at: said for at, label in enumerate(table.labels) if (said := split(label))}
    found = {at: said for at, said in found.items() if looks_like_figures(table.columns[at])}
    keys = list(dict.fromkeys(key for key, _ in found.values()))
    if not _enough(keys, names, least):
        return None
    used = [place for place in range(len(names)) if any(key[place] for key in keys)]
    rests = list(dict.fromkeys(rest or _VALUE for _, rest in found.values()))
    at_of = {(key, rest or _VALUE): at for at, (key, rest) in found.items()}
    kept = [at for at in range(len(table.labels)) if at not in found]
    of = {key: [at_of.get((key, rest)) for rest in rests] for key in keys}
    from_ = [[*kept, *[None] * len(used), *of[key]] for key in keys]
    labels = distinct([*(table.labels[at] for at in kept), *(names[place] for place in used), *rests])
    made = [
        [row[at] for at in kept] + [key[place] for place in used] + [_cell(row, at) for at in of[key]]
        for row in table.rows
        for key in keys
    ]
    return _made(table, labels, made, lambda at, column: _came_from(table, from_, at, column), len(keys))


def _enough(keys: list, names: tuple[str, ...], least: int) -> bool:
    if names[0] == DISTRICT:
        return len({district_of(key[0], "name", {}) for key in keys} - {None}) >= least
    return len(keys) >= least


def _cell(row: list, at: int | None) -> object:
    return "" if at is None else row[at]


def _came_from(table: Table, from_: list[list], at: int, column: int) -> tuple:
    row, turn = divmod(at, len(from_))
    places = from_[turn]
    source = places[column] if places[column] is not None else next((p for p in reversed(places) if p is not None), 0)
    return table, row, source


def _made(table: Table, labels: list[str], rows: list[list], origin: Callable, times: int) -> Table:
    """A table laid out anew; a total of the table before is one still, unless its rows were measures."""
    turned = DISTRICT in labels and DISTRICT not in table.labels
    again = lambda held: [one for one in held for _ in range(times)]  # noqa: E731
    total = [False] * len(rows) if turned else again(table.total)
    levels = levels_of(rows) if turned else again(table.outside)
    places = again(table.places)
    return replace(table, labels=labels, rows=rows, places=places, total=total, outside=levels, origin=origin)


def distinct(labels: list[str]) -> list[str]:
    times: Counter = Counter()
    made = []
    for label in labels:
        times[label] += 1
        made.append(label if times[label] == 1 else f"{label} ({times[label]})")
    return made


def _measures_apart(table: Table, turned: bool) -> Table | None:
    """The measures of one column, side by side: a row for each district and year, a column for each measure."""
    measure = _measure_column(table, turned)
    value = None if measure is None else _value_column(table)
    if value is None:
        return None
    names = list(dict.fromkeys(text_of(row[measure]) or "(blank)" for row in table.rows))
    keys = _keys(table, measure, value)
    held: dict[tuple, list[dict]] = {}
    for at, row in enumerate(table.rows):
        key = (*(text_of(row[column]) for column in keys), table.total[at], table.outside[at])
        rows, name = held.setdefault(key, []), text_of(row[measure]) or "(blank)"
        # A second value of one measure is a row of its own, for none may be lost.
        place = next((one for one in rows if name not in one), None)
        if place is None:
            rows.append(place := {})
        place[name] = at
    every = [one for rows in held.values() for one in rows]
    first = [next(iter(one.values())) for one in every]
    made = [
        [table.rows[at][column] for column in keys] + [_cell_of(table, one.get(name), value) for name in names]
        for one, at in zip(every, first, strict=True)
    ]
    origin = lambda at, column: _measured(table, keys, names, value, every, at, column)  # noqa: E731
    chosen = {name: [getattr(table, name)[at] for at in first] for name in ("places", "total", "outside")}
    return replace(
        table, labels=distinct([*(table.labels[at] for at in keys), *names]), rows=made, origin=origin, **chosen
    )


def _cell_of(table: Table, at: int | None, value: int) -> object:
    return "" if at is None else table.rows[at][value]


def _measured(table, keys, names, value, every, at, column) -> tuple:
    if column < len(keys):
        return table, next(iter(every[at].values())), keys[column]
    return table, every[at].get(names[column - len(keys)], next(iter(every[at].values()))), value


def _value_column(table: Table) -> int | None:
    """The one column of figures; None where there are none or several."""
    years = {one.column for one in year_columns(table.labels, table.columns)}
    found = [at for at, cells in enumerate(table.columns) if at not in years and looks_like_figures(cells)]
    named = [at for at in found if normalise(table.labels[at]) in ("value", "figure", "obs value", "observation")]
    return found[0] if len(found) == 1 else named[0] if len(named) == 1 else None


def _measure_column(table: Table, turned: bool) -> int | None:
    """The column whose few words say what its row measures; in a table that was turned, also one without a name."""
    for at, label in enumerate(table.labels):
        words = normalise(label).split()
        known = words and (words[0] in _MEASURES or words[-1] in _MEASURES or words[:2] == ["data", "item"])
        if not known and not (turned and (label.startswith("Column ") or at == 0)):
            continue
        held = {text_of(cell) for cell in table.columns[at]}
        if 1 < len(held - {""}) <= _MOST and not any(map(_is_no_measure, held)):
            return at
    return None


def _is_no_measure(text: str) -> bool:
    """True for a year, a term, a figure or a district: such a column is no list of measures."""
    period = _period_in(text)
    return bool(period and not period[1]) or looks_like_figures([text]) or bool(districts_in(text))


def _keys(table: Table, measure: int, value: int) -> list[int]:
    """The other columns, but those that only repeat the measure, as its code or its unit does."""
    kept = []
    for at in range(len(table.labels)):
        if at in (measure, value):
            continue
        of: dict[str, set] = {}
        for said, held in {(row[measure], row[at]) for row in table.rows}:
            of.setdefault(text_of(said), set()).add(text_of(held))
        repeats = all(len(held) == 1 for held in of.values()) and len(set().union(*of.values())) > 1
        if not repeats:
            kept.append(at)
    return kept
