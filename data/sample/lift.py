"""The LIFT meetings of the synthetic sample and the requests that they discuss."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from data.sample.places import LAST_DAY, NOT_OFFERED, YEARS, District, Setting, chance, closed, settings, terms, weekday

MEETING_COLUMNS = (
    "District,Meeting date,Meeting type,Held?,In person / virtual,Settings invited,Settings attended"
).split(",")
REQUEST_COLUMNS = (
    "Request ref,Date papers received,LIFT meeting date,School / setting,DfE no,URN,Phase,UPN,Pupil name,DOB,NCY,"
    "Gender,Pupil Premium,CiC,EAL,SEN status,Primary need,LIFT outcome,First contact,Closed,Visits,Mode,"
    "Targets set,Targets met"
).split(",")
NEEDS = {"SEMH": 25, "ASD": 22, "SLCN": 22, "SpLD": 11, "MLD": 10, "SLD": 3, "PMLD": 1, "HI": 2, "VI": 1, "PD": 3}
LEVEL_1 = {"Advice": 6, "Signposted": 2, "Resources and equipment": 2}
LEVEL_2 = {"Group or whole-school support": 5, "Bespoke training": 3, "Generic training": 2, "Team Around School": 2}
SPECIALIST = "Specialist 1:1 support"
RETURNED = "Returned for more information"
FORENAMES = (
    "Ada Ben Cleo Dev Esme Finn Gus Hana Ira Jess Kofi Lena Milo Nia Omar Pia Quin Ravi Sol Tess Uma Vik Wes Zia"
)
SURNAMES = (  # minerals, so that no one takes them for people
    "Agate Azurite Barite Basalt Beryl Borax Calcite Cobalt Diorite Dolomite Feldspar Fluorite Gabbro Galena Gneiss "
    "Gypsum Halite Hematite Jasper Kyanite Malachite Marble Obsidian Olivine Opal Pumice Pyrite Quartz Schist Topaz"
)
AGES = {"Early Years": (2, 3), "Primary": (4, 10), "Secondary": (11, 15)}  # on 31 August before the year
TERM_SHARE = (1.0, 1.05, 0.95, 1.0, 1.0, 1.0)
COVID = {("2019/20", 4): 0.8, ("2019/20", 5): 0.35, ("2019/20", 6): 0.5, ("2020/21", 3): 0.55, ("2020/21", 4): 0.8}


@dataclass(frozen=True)
class Child:
    """An invented child, the same each time it is discussed."""

    upn: str
    name: str
    born: dt.date
    traits: tuple[str, ...]  # sex, Pupil Premium, in care, EAL, SEN status, need
    setting: Setting

    def age(self, year: str) -> int:
        """Full years on the 31 August before the academic year."""
        return int(year[:4]) - self.born.year - (self.born.month > 8)


def check_letter(digits: str) -> str:
    """The letter that makes twelve digits a Unique Pupil Number."""
    return "ABCDEFGHJKLMNPQRTUVWXYZ"[
        sum(int(digit) * weight for digit, weight in zip(digits, range(2, 14), strict=True)) % 23
    ]


def pick(random, weights: dict[str, int]) -> str:
    return random.choices(list(weights), list(weights.values()))[0]


@cache
def meetings(district: District) -> tuple[tuple, ...]:
    """Rows of the calendar: two meetings a term for schools and one for Early Years."""
    random, rows = chance("meetings", district.name), []
    for year in YEARS:
        for first, last in terms(year):
            for part, kind in ((0.2, "School"), (0.5, "Early Years"), (0.8, "School")):
                day = weekday(first + (last - first) * (part + random.random() * 0.15))
                invited = sum(
                    (setting.phase == "Early Years") == (kind == "Early Years") for setting in settings(district)
                )
                held = random.random() < (0.55 if closed(day) else 0.98)
                came = round(invited * district.attend * (0.8 + random.random() * 0.4)) if held else None
                where = "Virtual" if day >= dt.date(2020, 3, 23) else "In person"
                rows.append((district.name, day, kind, "Yes" if held else "No", where, invited, came))
    return tuple(rows)


def new_child(random, district: District, setting: Setting, year: str, count: int) -> Child:
    """A child of the right age for its setting; Early Years have no UPN yet."""
    low, high = AGES[setting.phase]
    age = low + int(random.random() * (high - low + 1))
    born = dt.date(int(year[:4]) - age - 1, 9, 1) + dt.timedelta(days=int(random.random() * 365))
    digits = f"999{setting.number:04}{born.year % 100:02}{count % 1000:03}"
    upn = "" if setting.phase == "Early Years" else check_letter(digits) + digits
    name = f"{random.choice(SURNAMES.split())}, {random.choice(FORENAMES.split())}"
    yes = ["Y" if random.random() < share else "N" for share in (0.16 + district.idaci, 0.03, 0.08)]
    status = pick(random, {"SEN Support": 78, "None": 15, "EHCP": 7})
    return Child(upn, name, born, ("M" if random.random() < 0.66 else "F", *yes, status, pick(random, NEEDS)), setting)


def year_group(age: int) -> str:
    return {2: "N1", 3: "N2", 4: "R"}.get(age) or str(age - 4)


@cache
def requests(district: District) -> tuple[tuple[str, tuple], ...]:
    """Academic year and row of each request, in the order of the meetings."""
    random, rows, known = chance("requests", district.name), [], defaultdict(list)
    for year in YEARS:
        for number, (first, last) in enumerate(terms(year), 1):
            held = [row for row in meetings(district) if first <= row[1] <= last and row[3] == "Yes"]
            wanted = (
                district.requests / 6 * TERM_SHARE[number - 1] * COVID.get((year, number), 0.93 if year > "2019" else 1)
            )
            for _ in range(round(wanted)):
                early = random.random() < 0.3
                days = [row[1] for row in held if (row[2] == "Early Years") == early]
                if days:
                    rows.append((year, _request(random, district, year, random.choice(days), early, known, len(rows))))
    return tuple(sorted(rows, key=lambda row: (row[1][2], row[1][0])))


def _request(random, district: District, year: str, day: dt.date, early: bool, known: dict, count: int) -> tuple:
    places = [setting for setting in settings(district) if (setting.phase == "Early Years") == early]
    setting = random.choices(places, [1 / (3 + index % 23) for index in range(len(places))])[0]
    back = [child for child, end in known[setting] if end < day and child.age(year) <= AGES[setting.phase][1]]
    child = back[0] if back and random.random() < 0.2 else new_child(random, district, setting, year, count)
    outcome, agreed = _outcome(random, district)
    support = _support(random, district, year, day, outcome) if agreed else (None, None, 0, None, None, None)
    known[setting] = [(one, end) for one, end in known[setting] if one != child]
    if support[1]:
        known[setting].append((child, support[1]))
    reference = f"SYN-{district.code[-3:]}-{year[2:4]}-{count + 1:04}"
    received = day - dt.timedelta(days=6 + int(random.random() * 30))
    *traits, status, need = child.traits
    place = (setting.name, setting.dfe_number, setting.urn, setting.phase)
    who = (child.upn, child.name, child.born, year_group(child.age(year)), *traits, status, need)
    return (reference, received, day, *place, *who, outcome, *support)


def _outcome(random, district: District) -> tuple[str, bool]:
    """What the meeting agreed, and whether that is support of level 2 or 3."""
    if random.random() < 0.04:
        return RETURNED, False
    if random.random() > district.agreed / 0.96:
        return pick(random, LEVEL_1), False
    if random.random() < district.specialist:
        return (SPECIALIST if random.random() < 0.85 else f"{SPECIALIST} / Advice"), True
    offered = {name: weight for name, weight in LEVEL_2.items() if name not in NOT_OFFERED.get(district.name, ())}
    return pick(random, offered), True


def _support(random, district: District, year: str, day: dt.date, outcome: str) -> tuple:
    """First contact, closed, visits, mode, targets set, targets met; empty where it has not come to that yet."""
    luck = random.random()
    wait = (district.wait + district.drift * YEARS.index(year)) * (0.35 + 0.9 * luck + 1.6 * luck**4)
    delayed = dt.date(2020, 2, 1) < day < dt.date(2020, 7, 1)
    start = weekday(day + dt.timedelta(days=3 + round(wait * (1.5 if delayed else 1))))
    length, ends, visits, met = (random.random() for _ in range(4))
    specialist = outcome.startswith(SPECIALIST)
    if start > LAST_DAY or ends > 1 - district.wait / 500:
        return None, None, 0, None, None, None
    made = 1 + int(visits * (11 if specialist else 4))
    closing = weekday(start + dt.timedelta(days=50 + int(length * 120)))
    mode = _mode(random, start)
    if closing > LAST_DAY or ends > 0.9:
        return start, None, made, mode, None, None
    targets = 2 + int(length * 3)
    return (
        start,
        closing,
        made,
        mode,
        targets,
        sum(random.random() < district.met - 0.05 + met * 0.1 for _ in range(targets)),
    )


def _mode(random, start: dt.date) -> str:
    if start < dt.date(2020, 3, 23):
        return "Face to face" if random.random() < 0.98 else "Mixed"
    virtual = 0.85 if closed(start) else 0.45
    return "Virtual" if random.random() < virtual else random.choice(["Mixed", "Face to face"])
