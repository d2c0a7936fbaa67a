"""What schools, parents, carers and pupils are asked, in the synthetic sample: satisfaction and voice."""

from __future__ import annotations

import datetime as dt

from data.sample.lift import requests
from data.sample.places import District, chance, districts, settings

SURVEY_COLUMNS = [
    "Response ID",
    "Submitted",
    "District",
    "School",
    "Phase",
    "Role",
    "How satisfied are you with the overall quality of the service received from the LIFT?",
    "How satisfied are you with the allocation of specialist support to individual pupils at the LIFT meetings?",
    "How satisfied are you with the quality of the advice given at LIFT meetings?",
    "How satisfied are you with the organisation and administration of LIFT meetings?",
    "How satisfied are you with the time taken for agreed support to start?",
    "Any other comments?",
]
# Responses by district in the order of their names, then how many of them are not satisfied: overall, with allocation,
# advice, administration, and the time taken. For 2018/19: 121 responses, 116 satisfied overall, 99 with allocation.
SURVEYS = {
    "2018/19": (
        (11, 12, 9, 9, 8, 10, 12, 11, 10, 10, 10, 9),
        (0, 0, 1, 0, 0, 0, 0, 0, 2, 2, 0, 0),
        (1, 1, 2, 1, 2, 3, 1, 0, 5, 6, 0, 0),
        (0, 1, 1, 0, 1, 0, 0, 0, 2, 3, 0, 0),
        (1, 0, 1, 0, 1, 1, 1, 0, 2, 3, 0, 0),
        (1, 2, 3, 1, 2, 4, 2, 0, 6, 7, 1, 0),
    ),
    "2019/20": (
        (9, 8, 7, 8, 7, 8, 9, 9, 8, 9, 9, 8),
        (0, 0, 0, 0, 1, 0, 0, 0, 2, 2, 0, 0),
        (1, 1, 1, 1, 2, 2, 2, 0, 4, 5, 1, 0),
        (0, 0, 1, 0, 1, 1, 0, 0, 2, 2, 0, 0),
        (1, 1, 1, 0, 0, 1, 1, 0, 2, 2, 0, 1),
        (2, 2, 2, 1, 2, 3, 2, 1, 5, 7, 2, 1),
    ),
    "2020/21": (
        (10, 11, 8, 9, 8, 9, 11, 10, 9, 11, 10, 10),
        (0, 1, 0, 0, 0, 1, 0, 0, 2, 3, 0, 0),
        (2, 2, 1, 0, 2, 3, 2, 0, 5, 6, 2, 0),
        (0, 1, 0, 0, 1, 1, 1, 0, 2, 3, 0, 0),
        (1, 0, 1, 0, 1, 1, 0, 0, 1, 2, 1, 0),
        (2, 3, 1, 1, 3, 3, 3, 0, 5, 8, 4, 1),
    ),
}
COMMENTS = {
    True: ("Practical advice and well-run meetings.", "The training has changed how we plan.", "A valued service."),
    False: ("We waited too long for support to start.", "There is not enough capacity in our district."),
}
VOICE_COLUMNS = [
    "Request ref",
    "District",
    "Respondent",
    "Date before",
    "How well is your child / are you getting on at school? (before, 1-5)",
    "How confident are you that the school meets the needs? (before, 1-5)",
    "Date after",
    "How well is your child / are you getting on at school? (after, 1-5)",
    "How confident are you that the school meets the needs? (after, 1-5)",
]


def survey(year: str) -> list[tuple]:
    """One response for each of some of a district's schools."""
    responses, *unhappy = SURVEYS[year]
    rows = []
    for place, district in enumerate(districts()):
        random = chance("survey", year, district.name)
        schools = [setting for setting in settings(district) if setting.phase != "Early Years"]
        for index, school in enumerate(random.sample(schools, responses[place])):
            content = [index >= question[place] for question in unhappy]  # the same few are unhappy with everything
            day = dt.datetime(int(year[:4]) + 1, 6, 10, 9) + dt.timedelta(minutes=int(random.random() * 33_000))
            comment = random.choice(COMMENTS[all(content)]) if random.random() < 0.3 else None
            role = random.choice(["SENCO", "SENCO", "SENCO", "Inclusion Lead", "Headteacher"])
            answers = [_answer(random, happy) for happy in content]
            rows.append((day, district.name, school.name, school.phase, role, *answers, comment))
    return [(number, *row) for number, row in enumerate(sorted(rows, key=lambda row: (row[0], row[1])), 1)]


def _answer(random, happy: bool) -> str:
    if happy:
        return random.choice(["Very satisfied", "Satisfied"])
    return random.choice(["Neither satisfied nor dissatisfied", "Dissatisfied", "Dissatisfied", "Very dissatisfied"])


def voice(district: District) -> list[tuple]:
    """What some parents, carers and pupils said before the support and, mostly, after it."""
    random, rows = chance("voice", district.name), []
    for _, request in requests(district):
        start, end = request[18], request[19]
        if start and random.random() < 0.16:
            after = end if end and random.random() < 0.75 else None
            before = [1 + int(random.random() * 4) for _ in range(2)]
            later = [min(5, score + int(random.random() + district.met - 0.1)) if after else None for score in before]
            who = "Parent/carer" if random.random() < 0.75 else "Pupil"
            rows.append((request[0], district.name, who, start, *before, after, *later))
    return rows
