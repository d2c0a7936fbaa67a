"""Writes the synthetic returns that ship with the product: `python -m data.sample.make [FOLDER]`.

The same bytes come out each time. No child, parent, school or member of staff in them exists.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import sys
from pathlib import Path

import xlsxwriter

from data.sample import asked, given, lift
from data.sample.places import YEARS, District, districts

LABEL = "Synthetic demonstration data"
SENSORY = {"HI": 5, "VI": 4, "MSI": 1}
Sheets = dict[str, tuple[str, list[str], list[tuple]]]  # sheet -> title, columns, rows


def dashed(year: str) -> str:
    return year.replace("/", "-")


def activity(district: District) -> Sheets:
    """A district's requests, a sheet a year where it sends a workbook, else all in one."""
    rows = lift.requests(district)
    if district.file == "csv":
        name = f"LIFT activity {district.name} 2018-19 to 2020-21"
        return {name: (name, lift.REQUEST_COLUMNS, [row for _, row in rows])}
    return {
        dashed(year): (f"LIFT activity {district.name} {year}", lift.REQUEST_COLUMNS, [r for y, r in rows if y == year])
        for year in YEARS
    }


def each_year(title: str, columns: list[str], rows) -> Sheets:
    return {dashed(year): (f"{title} {year}", columns, rows(year)) for year in YEARS}


def returns() -> dict[str, Sheets]:
    """Every file that ships, by name."""
    files = {f"LIFT activity {one.name} 2018-19 to 2020-21.{one.file}": activity(one) for one in districts()}
    every = [row for one in districts() for row in lift.meetings(one)]
    heard = [row for one in districts() for row in asked.voice(one)]
    need = [row for year in YEARS for row in given.context(year)]
    title = "Parent and pupil voice 2018-19 to 2020-21"
    files["LIFT meeting calendar 2018-19 to 2020-21.csv"] = {
        "": ("LIFT meeting calendar 2018-19 to 2020-21", lift.MEETING_COLUMNS, every)
    }
    files["LIFT satisfaction survey 2018-19 to 2020-21.xlsx"] = each_year(
        "LIFT satisfaction survey", asked.SURVEY_COLUMNS, asked.survey
    )
    files[f"{title}.csv"] = {"": (title, asked.VOICE_COLUMNS, heard)}
    files["STLS training log 2018-19 to 2020-21.xlsx"] = each_year("Training", given.TRAINING_COLUMNS, given.training)
    files["STLS funding and staffing 2018-19 to 2020-21.xlsx"] = each_year(
        "Funding and staffing, academic year", given.FUNDING_COLUMNS, given.funding
    )
    files["Sensory and physical disability caseload 2018-19 to 2020-21.xlsx"] = {
        "Sensory": ("Sensory caseload", given.CASELOAD_COLUMNS, given.caseload(SENSORY)),
        "Physical Disability": ("Physical disability caseload", given.CASELOAD_COLUMNS, given.caseload({"PD": 5})),
    }
    files["District context 2018-19 to 2020-21.csv"] = {
        "": ("District context 2018-19 to 2020-21", given.CONTEXT_COLUMNS, need)
    }
    return {f"Synthetic {name}": sheets for name, sheets in files.items()}


def workbook(sheets: Sheets) -> bytes:
    """The bytes of a workbook: a title, a blank row, the columns, the rows."""
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True})
    book.set_properties({"title": LABEL, "created": dt.datetime(2021, 9, 1)})
    date, moment = book.add_format({"num_format": "dd/mm/yyyy"}), book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
    for name, (title, columns, rows) in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate([(f"{LABEL}: {title}",), (), columns, *rows]):
            for column, value in enumerate(row):
                if isinstance(value, dt.date):
                    sheet.write_datetime(number, column, value, moment if isinstance(value, dt.datetime) else date)
                elif value is not None:
                    sheet.write(number, column, value)
    book.close()
    return held.getvalue()


def delimited(sheets: Sheets) -> bytes:
    """The bytes of a comma-separated file as Excel writes it, day first."""
    held = io.StringIO(newline="")
    writer = csv.writer(held)
    for title, columns, rows in sheets.values():
        writer.writerows([[f"{LABEL}: {title}"], [], columns])
        writer.writerows([[f"{v:%d/%m/%Y}" if isinstance(v, dt.date) else v for v in row] for row in rows])
    return held.getvalue().encode()


def make(folder: Path) -> None:
    """Write every return into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, sheets in returns().items():
        (folder / name).write_bytes(workbook(sheets) if name.endswith(".xlsx") else delimited(sheets))


if __name__ == "__main__":
    make(Path(sys.argv[1]) if sys.argv[1:] else Path(__file__).parent)
