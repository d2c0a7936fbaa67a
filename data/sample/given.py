"""What is given and what is needed, in the synthetic sample: training, money, posts, countywide cases, context."""

from __future__ import annotations

import datetime as dt

from data.sample.places import (
    LAST_DAY,
    PHASES,
    SHARE_OF_NEED,
    SHARE_OF_PUPILS,
    YEARS,
    District,
    chance,
    closed,
    districts,
    settings,
    terms,
    weekday,
)

TRAINING_COLUMNS = (
    "District,Date,Course title,Type of training,Delivery,Status,Teachers,TAs,SENCOs & others,Total attended,"
    "Evaluations returned,Confidence improved"
).split(",")
COURSES = (
    ("Autism in the classroom", "Generic"),
    ("Speech and language in Early Years", "Generic"),
    ("Emotional regulation", "Bespoke"),
    ("Attention and listening", "Bespoke"),
    ("Team Around School", "Whole school"),
    ("Supporting learning at home", "Parents and carers"),
)
FUNDING_COLUMNS = (
    "Team,District,Budget,Actual spend,Teacher FTE (funded),Teacher FTE (in post),Support staff FTE".split(",")
)
COUNTYWIDE_BUDGETS = {"Sensory": 1_480_000, "Physical Disability": 510_000}  # with the districts' 5.81: 7.8 million
CASELOAD_COLUMNS = (
    "Case ref,Home district,Service,Phase,Referral date,First contact,Eligibility band,Planned visits per year,"
    "Habilitation referral"
).split(",")
NEED_SHARES = {
    "spld": 14, "mld": 20, "sld": 1, "pmld": 1, "slcn": 26, "asd": 8, "semh": 20, "hi": 2, "vi": 1, "msi": 1, "pd": 3,
    "oth": 2, "nsa": 1,
}  # fmt: skip
CONTEXT_COLUMNS = [
    *"year district district_code phase settings pupils sen_support ehcp_mainstream idaci".split(),
    *"ehcp_special ehcp_out_of_county ehc_requests".split(),
    *(f"sen_support_{need}" for need in NEED_SHARES),
]


def training(year: str) -> list[tuple]:
    """Events delivered, fewer and mostly virtual from the spring of 2020."""
    rows = []
    for district in districts():
        random = chance("training", year, district.name)
        for _ in range(round(district.events * {"2018/19": 1.0, "2019/20": 0.75, "2020/21": 0.85}[year])):
            first, last = random.choice(terms(year))
            day = weekday(first + (last - first) * random.random())
            course, kind = random.choice(COURSES)
            teachers, assistants, others = (int(random.random() * most) + 2 for most in (13, 11, 5))
            came = teachers + assistants + others
            evaluations = round(came * (0.6 + random.random() * 0.25))
            better = round(evaluations * (district.met + random.random() * 0.15))
            where = "Virtual" if day >= dt.date(2020, 3, 23) and random.random() < 0.9 else "Face to face"
            people = (teachers, assistants, others, came, evaluations, min(better, evaluations))
            rows.append((district.name, day, course, kind, where, "Delivered", *people))
    return rows


def funding(year: str) -> list[tuple]:
    """Budget, spend and posts of the twelve district teams and the two countywide ones."""
    random = chance("funding", year)
    teams = [("District STLS", district.name, district.budget, district.filled) for district in districts()]
    teams += [(team, "Kent", budget, 0.94) for team, budget in COUNTYWIDE_BUDGETS.items()]
    rows = []
    for team, place, budget, filled in teams:
        posts = round(budget / 69_000, 1)
        spend = round(budget * (0.975 + random.random() * 0.05), -2)
        in_post = min(posts, round(posts * (filled + random.random() * 0.04 - 0.02), 1))
        rows.append((team, place, budget, spend, posts, in_post, round(budget / 220_000, 1)))
    return rows


def caseload(services: dict[str, int]) -> list[tuple]:
    """Countywide cases of some services, with how many there are of each a district and year."""
    rows = []
    for district in districts():
        random = chance("caseload", district.name, *services)
        for year in YEARS:
            for service, many in services.items():
                for _ in range(round(many * district.pupils / 19_000 * (0.75 + random.random() * 0.5))):
                    rows.append(_case(random, district, year, service))
    return [(f"SYN-{min(services)}-{number:04}", *row) for number, row in enumerate(rows, 1)]


def _case(random, district: District, year: str, service: str) -> tuple:
    first, last = random.choice(terms(year))
    referred = weekday(first + (last - first) * random.random())
    contacted = referred + dt.timedelta(days=int(random.random() * (14 if closed(referred) else 8)))
    phase = random.choices(PHASES, (3, 4, 2))[0]
    habilitation = "Y" if service in ("VI", "MSI") and random.random() < 0.3 else "N"
    visits = 2 + int(random.random() * 22)
    contact = contacted if contacted <= LAST_DAY else None
    return district.name, service, phase, referred, contact, random.choice("ABCDE"), visits, habilitation


def context(year: str) -> list[tuple]:
    """Pupils and need by district and phase; need grows by four per cent a year, pupils by one."""
    rows, age = [], YEARS.index(year)
    for district in districts():
        for phase in PHASES:
            pupils = round(district.pupils * SHARE_OF_PUPILS[phase] * 1.01**age)
            support = round(pupils * district.sen * SHARE_OF_NEED[phase] * 1.03**age)
            plans = round(support * {"Early Years": 0.06, "Primary": 0.11, "Secondary": 0.15}[phase] * 1.05**age)
            special = round(plans * 0.85)
            away = 0 if phase == "Early Years" else round(plans * 0.12)
            asked = round((8 + pupils * district.sen * 0.05) * (1, 0.9, 1.05)[age])
            many = sum(setting.phase == phase for setting in settings(district))
            place = (year, district.name, district.code, phase, many, pupils, support, plans, district.idaci)
            rows.append((*place, special, away, asked, *_by_need(support)))
    return rows


def _by_need(support: int) -> list[int]:
    """Whole pupils by need that add up to all at SEN Support."""
    found = [support * share // 100 for share in NEED_SHARES.values()]
    found[4] += support - sum(found)
    return found
