"""The districts, terms and settings of the synthetic sample: every figure and every name is invented."""

from __future__ import annotations

import csv
import datetime as dt
import random
from dataclasses import dataclass
from functools import cache

YEARS = ("2018/19", "2019/20", "2020/21")
LAST_DAY = dt.date(2021, 7, 21)  # the returns are as they would have been sent in the summer of 2021
CLOSURES = ((dt.date(2020, 3, 23), dt.date(2020, 5, 31)), (dt.date(2021, 1, 5), dt.date(2021, 3, 7)))

# Kept here and not read from data/reference, so that editing that does not change what the sample is.
TERMS = {
    "2018/19": "09-03/10-19 10-29/12-19 01-03/02-15 02-25/04-05 04-23/05-24 06-03/07-23",
    "2019/20": "09-02/10-18 10-28/12-18 01-06/02-14 02-24/04-03 04-20/05-22 06-01/07-22",
    "2020/21": "09-02/10-23 11-02/12-18 01-05/02-12 02-22/04-01 04-19/05-28 06-07/07-21",
}

# pupils; share at SEN Support (%); requests a year; of them agreed (%), and of these one-to-one (%); median wait (days)
# and its change a year; targets met (%); district team's budget (thousand pounds) and posts filled (%); settings at a
# meeting (%); training events a year; kind of file. Thanet and Swale: much need and little support. Sevenoaks and
# Tunbridge Wells: the other way round.
PROFILES = """
name,code,pupils,sen,requests,agreed,specialist,wait,drift,met,budget,filled,attend,events,file
Ashford,E07000105,21000,12.4,150,71,60,18,0,76,520,93,48,12,xlsx
Canterbury,E07000106,20200,12.6,160,70,60,20,0,74,515,94,50,13,csv
Dartford,E07000107,19300,10.9,125,65,52,24,-2,73,460,88,47,10,xlsx
Dover,E07000108,16200,13.8,130,72,62,18,-2,75,430,90,52,12,csv
Folkestone and Hythe,E07000112,14900,14.2,105,66,55,24,0,71,400,92,50,11,xlsx
Gravesham,E07000109,17600,12.2,125,63,50,25,1,73,440,89,46,11,csv
Maidstone,E07000110,24600,11.6,175,68,60,20,0,77,610,91,49,14,xlsx
Sevenoaks,E07000111,16100,10.2,165,82,74,12,1,83,470,100,57,16,csv
Swale,E07000113,22700,15.4,140,58,44,35,2,65,520,86,41,9,xlsx
Thanet,E07000114,20600,16.2,115,54,42,38,1,61,455,82,38,8,csv
Tonbridge and Malling,E07000115,20200,10.4,180,76,68,14,4,80,520,97,55,15,xlsx
Tunbridge Wells,E07000116,17700,9.8,175,80,70,14,0,81,470,98,56,16,csv
"""

DEPRIVATION = (0.152, 0.148, 0.139, 0.178, 0.186, 0.169, 0.136, 0.094, 0.214, 0.249, 0.103, 0.088)  # IDACI, as above
NOT_OFFERED = {  # some support exists in some districts only
    "Thanet": ("Team Around School", "Generic training"),
    "Swale": ("Team Around School",),
    "Gravesham": ("Bespoke training",),
}
PHASES = ("Early Years", "Primary", "Secondary")
SHARE_OF_PUPILS = dict(zip(PHASES, (0.12, 0.52, 0.36), strict=True))
SHARE_OF_NEED = dict(zip(PHASES, (0.55, 1.1, 1.0), strict=True))  # of the district's share at SEN Support
WORDS = (
    "Alder Aspen Bay Beech Birch Bracken Briar Cedar Chestnut Clover Cypress Elder Elm Fern Gorse Hawthorn Hazel "
    "Heather Holly Hornbeam Ivy Juniper Larch Laurel Lime Linden Maple Myrtle Oak Olive Pine Poplar Rowan Sorrel "
    "Spindle Spruce Teasel Thistle Willow Yew"
).split()


@dataclass(frozen=True)
class District:
    """One district's invented circumstances; shares are between 0 and 1, the budget is in pounds."""

    name: str
    code: str
    pupils: int
    sen: float
    requests: int
    agreed: float
    specialist: float
    wait: int
    drift: int
    met: float
    budget: int
    filled: float
    attend: float
    events: int
    file: str
    idaci: float


@dataclass(frozen=True)
class Setting:
    """A school or Early Years setting; 999 is no authority's number, so that nothing here is anyone's."""

    name: str
    phase: str
    number: int
    urn: int

    @property
    def dfe_number(self) -> str:
        return "" if self.phase == "Early Years" else f"999/{self.number}"


@cache
def districts() -> tuple[District, ...]:
    """The twelve districts in the order of their names."""
    rows = csv.DictReader(PROFILES.strip().splitlines())
    return tuple(_district(row, idaci) for row, idaci in zip(rows, DEPRIVATION, strict=True))


def _district(row: dict[str, str], idaci: float) -> District:
    shares = {name: float(row[name]) / 100 for name in ("sen", "agreed", "specialist", "met", "filled", "attend")}
    whole = {name: int(row[name]) for name in ("pupils", "requests", "wait", "drift", "events")}
    budget = int(row["budget"]) * 1000
    return District(row["name"], row["code"], **shares, **whole, budget=budget, file=row["file"], idaci=idaci)


@cache
def settings(district: District) -> tuple[Setting, ...]:
    """About fifty settings a district; their number follows from the pupils."""
    place = districts().index(district)
    counts = (district.pupils // 1350, district.pupils // 700, district.pupils // 2900)
    kinds = ("Pre-School", "Primary School", "Academy")
    made: list[Setting] = []
    for phase, count, kind, first in zip(PHASES, counts, kinds, (1000, 2000, 4000), strict=True):
        for index in range(count):
            word = WORDS[(index * 3 + place) % len(WORDS)]
            made.append(
                Setting(f"{word} Example {kind}", phase, first + place * 60 + index, 990000 + place * 100 + len(made))
            )
    return tuple(made)


@cache
def terms(year: str) -> tuple[tuple[dt.date, dt.date], ...]:
    """First and last day of each of the year's six terms."""
    first = int(year[:4])

    def day(text: str) -> dt.date:
        month, number = map(int, text.split("-"))
        return dt.date(first + (month < 9), month, number)

    return tuple((day(term[:5]), day(term[6:])) for term in TERMS[year].split())


def closed(day: dt.date) -> bool:
    """True while schools were closed to most pupils."""
    return any(first <= day <= last for first, last in CLOSURES)


def weekday(day: dt.date) -> dt.date:
    """The day itself, or the Friday before a weekend."""
    return day - dt.timedelta(days=max(day.weekday() - 4, 0))


def chance(*about: object) -> random.Random:
    """Chance that falls the same way each time for the same thing."""
    return random.Random("/".join(map(str, about)))
