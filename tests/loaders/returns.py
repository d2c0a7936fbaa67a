"""Small returns to test with: a few rows of each of the eight, in any layout, and what became of them."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable

import xlsxwriter

from loaders.check import Checked, check_grid
from loaders.reading import read_grid

KEY = b"a key for tests alone, of 32 byt"
LIFT = {
    "Request ref": "R1", "LIFT meeting date": "03/12/2018", "School / setting": "Orchard Academy", "Phase": "Primary",
    "UPN": "P207000016049", "Pupil name": "Hill, Ann", "DOB": "01/02/2010", "SEN status": "SEN Support",
    "Primary need": "ASD", "LIFT outcome": "Advice", "First contact": "10/12/2018", "Closed": "", "Visits": "2",
    "Mode": "Virtual", "Targets set": "3", "Targets met": "1",
}  # fmt: skip
MEETING = {"District": "Thanet", "Meeting date": "03/12/2018", "Meeting type": "School", "Held?": "Yes",
           "In person / virtual": "Virtual", "Settings invited": "30", "Settings attended": "12"}  # fmt: skip
SURVEY = {"Response ID": "1", "Submitted": "10/06/2019 09:00", "District": "Thanet", "School": "Orchard Academy",
          "Role": "SENCO", "Overall": "Satisfied", "Allocation": "Very satisfied", "Advice": "Neither",
          "Administration": "Dissatisfied", "Time taken": "N/A", "Any other comments?": ""}  # fmt: skip
VOICE = {"Request ref": "R1", "District": "Thanet", "Respondent": "Parent/carer", "Wave": "Before",
         "Date": "03/12/2018", "Getting on at school (1-5)": "2", "Confidence in school (1-5)": "3"}  # fmt: skip
VOICE_WIDE = {"Request ref": "R1", "District": "Thanet", "Respondent": "Pupil", "Date before": "03/12/2018",
              "How well is your child / are you getting on at school? (before, 1-5)": "2",
              "How confident are you that the school meets the needs? (before, 1-5)": "3", "Date after": "03/06/2019",
              "How well is your child / are you getting on at school? (after, 1-5)": "4",
              "How confident are you that the school meets the needs? (after, 1-5)": "5"}  # fmt: skip
TRAINING = {"District": "Thanet", "Date": "03/12/2018", "Course title": "Autism awareness",
            "Type of training": "Generic", "Delivery": "Virtual", "Status": "Delivered",
            "Teachers": "5", "TAs": "4", "SENCOs & others": "1", "Total attended": "10",
            "Evaluations returned": "8", "Confidence improved": "7"}  # fmt: skip
FUNDING = {"Team": "District STLS", "District": "Thanet", "Budget": "£523,000", "Actual spend": "516200",
           "Teacher FTE (funded)": "6.9", "Teacher FTE (in post)": "5.9", "Support staff FTE": "2.4"}  # fmt: skip
CASE = {"Case ref": "C1", "Home district": "Thanet", "Service": "HI", "Phase": "Primary", "Referral date": "03/12/2018",
        "First contact": "05/12/2018", "Eligibility band": "B", "Planned visits per year": "8",
        "Habilitation referral": "N"}  # fmt: skip
CONTEXT = {"year": "2018/19", "district": "Thanet", "district_code": "E07000114", "phase": "Primary", "settings": "30",
           "pupils": "9000", "sen_support": "1200", "ehcp_mainstream": "150", "idaci": "0.2"}  # fmt: skip
NAMES = {
    "lift_activity": ("LIFT activity Thanet 2018-19", LIFT),
    "lift_meetings": ("LIFT meeting calendar 2018-19", MEETING),
    "satisfaction_survey": ("LIFT satisfaction survey 2018-19", SURVEY),
    "voice_survey": ("Parent and pupil voice 2018-19", VOICE),
    "training_log": ("STLS training log 2018-19", TRAINING), "staffing_funding": ("STLS SLA funding 2018-19", FUNDING),
    "countywide_caseload": ("Sensory and PD caseload 2018-19", CASE), "context": ("District context 2018-19", CONTEXT),
}  # fmt: skip


def table(base: dict[str, str], *changes: dict[str, object], drop: Iterable[str] = ()) -> list[list]:
    """A header and one row for each change to the base row; a label that is new makes a further column."""
    labels = [
        label for label in dict.fromkeys([*base, *(k for change in changes for k in change)]) if label not in drop
    ]
    return [labels, *([{**base, **change}.get(label, "") for label in labels] for change in changes or ({},))]


def lift(*changes: dict[str, object], drop: Iterable[str] = ()) -> list[list]:
    """LIFT requests R1, R2, ... with these changes."""
    return table(LIFT, *({"Request ref": f"R{n}", **change} for n, change in enumerate(changes or ({},), 1)), drop=drop)


def as_csv(lines: list[list], encoding: str = "utf-8", delimiter: str = ",") -> bytes:
    """Delimited text."""
    handle = io.StringIO(newline="")
    csv.writer(handle, delimiter=delimiter).writerows(lines)
    return handle.getvalue().encode(encoding)


def as_xlsx(
    sheets: dict[str, list[list]] | list[list], merge: Iterable[tuple] = (), hide: str = "", **options
) -> bytes:
    """A workbook: {sheet: lines}; merge holds (sheet, first row, first column, last row, last column) from 0."""
    handle = io.BytesIO()
    book = xlsxwriter.Workbook(handle, {"in_memory": True, "default_date_format": "dd/mm/yyyy", **options})
    book.set_properties({"created": dt.datetime(2018, 9, 3)})  # the same bytes whenever they are made
    for name, lines in (sheets if isinstance(sheets, dict) else {"Data": sheets}).items():
        sheet = book.add_worksheet(name)
        for number, line in enumerate(lines):
            for column, cell in enumerate(line):
                if cell != "":
                    sheet.write(number, column, cell)
        for _, *span in (m for m in merge if m[0] == name):
            sheet.merge_range(*span, lines[span[0]][span[1]])
        if name == hide:
            sheet.hide()
    book.close()
    return handle.getvalue()


def checked(content: bytes | list[list], name: str = "LIFT activity Thanet 2018-19.csv") -> Checked:
    """Read and check a file in this process; a list of lines is made a CSV."""
    data = content if isinstance(content, bytes) else as_csv(content)
    return check_grid(read_grid(data, name), KEY)


def stored(content: bytes | list[list], *columns: str, name: str = "LIFT activity Thanet 2018-19.csv") -> list:
    """The accepted rows' values: of one column a list of values, of several a list of tuples."""
    found = checked(content, name).table
    values = [found[column].to_pylist() for column in columns]
    return values[0] if len(values) == 1 else list(zip(*values, strict=True))


def aside(found: Checked) -> list[tuple[str, int, str]]:
    """(reason code, row, offending value) of every row set aside."""
    return [(f["code"], f["row_number"], f["value"]) for f in found.faults if f["kind"] == "set aside"]
