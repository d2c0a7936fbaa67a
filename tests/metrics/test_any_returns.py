"""Whatever the returns hold, every cell is a figure or a blank with its reason: nothing infinite, no warning, no
exception; and every section is drawn or refused in a sentence.
"""

from __future__ import annotations

import datetime as dt
import random

import numpy as np
import pytest

from metrics import definitions, results
from metrics.findings import worded
from metrics.funnels import funnel
from metrics.gradient import along_deprivation, by_disadvantage
from metrics.offer import offer, offers_held
from metrics.sections import gradients, need, offers, travel, unequal
from metrics.shortfall import bases_of, gap_in_children
from metrics.trends import trend

DISTRICTS, PHASES = ("Thanet", "Dover", "Swale", "Ashford"), ("Early Years", "Primary", "Secondary")
YEARS = {"2018/19": 2018, "2019/20": 2019, "2020/21": 2020}
CASES = {
    "one district, one year": {"districts": 1, "years": 1},
    "one district, three years": {"districts": 1, "years": 3},
    "one request each": {"districts": 4, "years": 1, "most": 1},
    "all alike": {"districts": 4, "years": 2, "alike": True},
    "nothing known": {"districts": 3, "years": 2, "blank": 1.0},
    "half known": {"districts": 4, "years": 3, "blank": 0.5},
    "no pupils on roll": {"districts": 3, "years": 2, "pupils": 0.0},
    "negative populations": {"districts": 3, "years": 1, "pupils": -5.0},
    "populations not known": {"districts": 3, "years": 1, "pupils": None},
    "huge populations": {"districts": 3, "years": 2, "pupils": 1e12},
    "a phase missing of one district": {"districts": 3, "years": 2, "lacking": True},
    "pounds below nought": {"districts": 3, "years": 2, "pounds": -1e6},
    "no pounds": {"districts": 3, "years": 2, "pounds": 0.0},
}


CHARTED = ("lift_requests", "started_within_30_days", "median_wait_days", "targets_met", "access_ratio", "visits")
BOARDS = ("one request each", "nothing known", "no pupils on roll", "a phase missing of one district")


@pytest.fixture(params=CASES, ids=list(CASES))
def made(request, fill, request_row):
    """Returns as a case says, what is left open drawn at random with a fixed seed."""
    case, chance = CASES[request.param], random.Random(request.param)
    districts, years = DISTRICTS[: case["districts"]], list(YEARS)[: case["years"]]
    for year in years:
        rows = [
            _request(request_row, chance, case, district, year, i)
            for district in districts
            for i in range(case.get("most") or 12)
        ]
        fill("lift_activity", rows)
        places = [(district, phase) for district in districts for phase in PHASES]
        if case.get("lacking"):
            places.remove((districts[0], "Primary"))
        pupils = case.get("pupils", 900.0)
        base = {
            "pupils": pupils,
            "sen_support": pupils and pupils / 10,
            "settings": pupils and pupils / 100,
            "idaci": 0.2,
        }
        fill("context", [base | {"district": district, "year": year, "phase": phase} for district, phase in places])
        money = case.get("pounds", 5e5)
        team = {"year": year, "team": "district", "budget": money, "spend": money}
        posts = {"teacher_fte_funded": money / 1e5, "teacher_fte_in_post": money / 1e5}
        fill("staffing_funding", [{"district": district} | team | posts for district in districts])
    return years


def _request(request_row, chance, case: dict, district: str, year: str, i: int) -> dict:
    met = dt.date(YEARS[year], 10, 1)
    drawn = {
        "level": chance.choice((1, 2, 3)), "phase": chance.choice(PHASES), "need": chance.choice(("ASD", "MLD")),
        "sen_status": chance.choice(("SEN Support", "EHCP")), "disadvantaged": chance.random() < 0.4,
        "support_started": met + dt.timedelta(days=chance.randrange(-20, 90)), "targets_met": 0.0,
        "targets_set": float(chance.randrange(0, 4)), "closed": met + dt.timedelta(days=100),
        "delivery": chance.choice(("Virtual", "Face to face")),
    }  # fmt: skip
    known = {} if case.get("alike") else drawn
    known = {name: None if chance.random() < case.get("blank", 0) else value for name, value in known.items()}
    return request_row(f"{district} {year} {i}", district=district, year=year, meeting_date=met, **known)


@pytest.mark.filterwarnings("error")
def test_every_cell_is_a_figure_or_a_blank_with_its_reason(made, warehouse):
    _each_cell_is_known_or_says_why(results(warehouse))


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("made", BOARDS, indirect=True)
def test_so_it_is_for_the_board(made, warehouse):
    _each_cell_is_known_or_says_why(results(warehouse, audience="board"))


def _each_cell_is_known_or_says_why(frame):
    numbers = frame.select_dtypes("number")
    assert not np.isinf(numbers.to_numpy(dtype=float)).any()
    blank = frame[frame["value"].isna()]
    assert blank["reason"].map(lambda reason: bool(reason) and len(reason.split()) > 3).all()
    assert blank["symbol"].isin(["c", "x", "z", "u"]).all()
    held = frame[frame["lower"].notna() & frame["upper"].notna() & frame["value"].notna()]
    assert (held["lower"] <= held["value"] + 1e-9).all()
    assert (held["value"] <= held["upper"] + 1e-9).all()
    shares = frame[(frame["unit"] == "percent") & (frame["polarity"] != "target") & frame["value"].notna()]
    assert shares["value"].between(0, 100).all()
    assert len(worded(frame, definitions())) == len(frame)


@pytest.mark.filterwarnings("error")
def test_every_section_is_drawn_or_refused_in_a_sentence(made, warehouse):
    year = made[-1]
    frame = worded(results(warehouse, years=[year]), definitions())
    rows = {name: frame[frame["indicator"] == name].reset_index(drop=True) for name in definitions()}
    access = rows["access_rate_sen"]
    drawn = [
        need.bases(bases_of(warehouse, audience="internal"), year),
        need.children(gap_in_children(warehouse, year)),
        gradients.disadvantage(by_disadvantage(warehouse, year), year),
        gradients.deprivation(along_deprivation(warehouse, access), access),
        offers.mix(offer(warehouse, year), year),
        offers.held(offers_held(warehouse, year), year),
        *(unequal.unequal(rows[name], definitions()[name]) for name in CHARTED),
        *(travel.travel(trend(warehouse, name), definitions()[name], rows[name]) for name in CHARTED),
        *(funnel(rows[name], it) for name, it in definitions().items()),
    ]
    for one in drawn:
        said = one.reason or getattr(one, "sentence", "") or getattr(one, "note", "")
        assert len(said.split()) > 3
        assert "nan" not in said.split()
        assert "inf" not in said.split()
