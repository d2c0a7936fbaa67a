"""Blank workbooks to fill in: a sheet for each return, with lists to choose from and notes on every column.

data/reference/templates.csv says which columns a template has, what they are called there, and what to enter.
"""

from __future__ import annotations

import datetime as dt
import io

from loaders.columns import Column
from loaders.datasets import DATASETS, Dataset
from loaders.datasets.base import columns_of
from loaders.tables import OWN_NOTES
from warehouse import reference

ROWS = 5000
DAYS = (dt.date(2010, 9, 1), dt.date(2049, 8, 31))
BIRTHDAYS = (dt.date(1990, 1, 1), dt.date(2049, 8, 31))
FLAGS = ("Yes", "No")
YEAR_GROUPS = ("N1", "N2", "R", *map(str, range(1, 15)))
FORMATS = {"date": "dd/mm/yyyy", "birth_date": "dd/mm/yyyy", "money": "#,##0", "number": "General", "score": "0"}
SUGGESTED = ("outcome", "academic_year")  # a cell may hold several outcomes, or a year that is still to come
SCORES = ("progress", "confidence")  # numbers: Excel takes a 3 for no item of a list that holds the text "3"
NEVER = {
    "upn": "Never stored: it is turned into a keyed hash.",
    "name": "Never stored: with the date of birth it is turned into a keyed hash.",
    "birth_date": "Never stored: only the age in years is.",
    "free_text": "Stored with names, e-mail addresses, telephone numbers and dates masked; not published unreviewed.",
}
FIRST = (
    "Fill in the sheet Return, a row each, from row 2 on; leave its header as it is. Dates are written as 03/09/2018.",
    "Leave blank what is not known: a blank is unknown, and 0 is none. Add no totals.",
    "Names, UPNs and dates of birth are used to tell children apart when the file is read, and are never stored.",
)
FILL, NEEDED_FILL = "FFD9E2EC", "FFFFE8B3"


def columns(dataset: str) -> tuple[dict[str, str], ...]:
    """The columns of a template in order: column, label and note."""
    return tuple(row for row in reference.rows("templates.csv") if row["dataset"] == dataset)


def choices(column: Column) -> tuple[str, ...]:
    """What may be chosen in a column; nothing where anything may be written."""
    if column.kind == "flag":
        return FLAGS
    if column.kind == "district":
        return reference.districts()
    if column.kind == "score":
        return ("1", "2", "3", "4", "5")
    if column.kind == "year_group":
        return YEAR_GROUPS
    name = {"need": "need", "outcome": "outcome"}.get(column.kind) or (column.values if column.kind == "choice" else "")
    return _first_spellings(name) if name else ()


def _first_spellings(name: str) -> tuple[str, ...]:
    """The first spelling of each code of a list in values.csv: the one that people know best."""
    found: dict[str, str] = {}
    for row in reference.rows("values.csv"):
        if row["list"] == name:
            found.setdefault(row["code"], row["spelling"])
    return tuple(found.values())


def options(dataset: Dataset, name: str) -> tuple[str, ...]:
    """What may be chosen in one column of a return."""
    if name == "academic_year":
        return tuple(dict.fromkeys(year for year, *_ in reference.terms()))
    if (dataset.name, name) == ("staffing_funding", "district"):
        return (*reference.districts(), "Kent")
    if (dataset.name, name) == ("context", "phase"):
        return ("Early Years", "Primary", "Secondary")
    return choices(columns_of(dataset.model)[name])


def template(name: str) -> bytes:
    """The blank workbook of a return, as .xlsx. Raises KeyError where no return has this name."""
    import openpyxl

    dataset, book = DATASETS[name], openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Return"
    lists = _lists(book, dataset)
    for place, row in enumerate(columns(name), 1):
        _column(sheet, dataset, place, row, lists.get(row["column"]))
    sheet.freeze_panes = "A2"
    sheet.row_dimensions[1].height = 32
    _notes(book, dataset)
    book.move_sheet("Lists", 1)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _column(sheet, dataset: Dataset, place: int, row: dict[str, str], listed: str | None) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    head, letter = sheet.cell(1, place, row["label"]), get_column_letter(place)
    kind = columns_of(dataset.model)[row["column"]].kind
    colour = NEEDED_FILL if _needed(dataset, row["column"]) else FILL
    head.font, head.fill = Font(bold=True), PatternFill("solid", start_color=colour, end_color=colour)
    head.alignment = Alignment(wrap_text=True, vertical="center")
    dimension = sheet.column_dimensions[letter]
    dimension.width = max(12, min(30, len(row["label"]) + 4))
    dimension.number_format = FORMATS.get(kind, "@")
    if rule := _rule(kind, row["column"], listed):
        rule.add(f"{letter}2:{letter}{ROWS}")
        sheet.add_data_validation(rule)


def _rule(kind: str, name: str, listed: str | None):
    """What Excel lets be entered in a column: of the list, a date, or a number that is not negative."""
    from openpyxl.worksheet.datavalidation import DataValidation

    if listed:
        strict = "warning" if name in SUGGESTED else "stop"
        rule = DataValidation("list", formula1=listed, allow_blank=True, errorStyle=strict)
        rule.error = "Choose from the list; the sheet Lists has all of it."
    elif kind in ("date", "birth_date"):
        first, last = BIRTHDAYS if kind == "birth_date" else DAYS
        first, last = (f"DATE({day.year},{day.month},{day.day})" for day in (first, last))
        rule = DataValidation("date", operator="between", formula1=first, formula2=last, allow_blank=True)
        rule.error = "Enter a date as 03/09/2018."
    elif kind in ("number", "money"):
        rule = DataValidation("decimal", operator="greaterThanOrEqual", formula1="0", allow_blank=True)
        rule.error = "Enter a number, 0 or more."
    else:
        return None
    rule.errorTitle, rule.showErrorMessage = "Please check", True
    return rule


def _lists(book, dataset: Dataset) -> dict[str, str]:
    """The sheet of lists; column -> the cells of its list, as a validation names them."""
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    sheet, found = book.create_sheet("Lists"), {}
    sheet["A1"] = OWN_NOTES
    for row in columns(dataset.name):
        if held := options(dataset, row["column"]):
            place = sheet.max_column + 1
            sheet.cell(2, place, row["label"]).font = Font(bold=True)
            for at, text in enumerate(held, 3):
                sheet.cell(at, place, int(text) if row["column"] in SCORES else text)
            letter = get_column_letter(place)
            sheet.column_dimensions[letter].width = max(14, *(len(text) + 2 for text in held))
            found[row["column"]] = f"Lists!${letter}$3:${letter}${len(held) + 2}"
    _needs(sheet)
    return found


def _needs(sheet) -> None:
    """The titles of the needs' codes."""
    from openpyxl.styles import Font

    place = sheet.max_column + 2
    for at, (code, title) in enumerate([("Need", "Title"), *((r["code"], r["title"]) for r in _need_rows())], 2):
        sheet.cell(at, place, code).font = Font(bold=at == 2)
        sheet.cell(at, place + 1, title).font = Font(bold=at == 2)


def _need_rows() -> tuple[dict[str, str], ...]:
    return reference.rows("needs.csv")


def _notes(book, dataset: Dataset) -> None:
    from openpyxl.styles import Alignment, Font

    sheet, wrap = book.create_sheet("Notes"), Alignment(wrap_text=True, vertical="top")
    sheet["A1"] = OWN_NOTES
    sheet["A2"] = f"How to fill in this return: {dataset.title}"
    sheet["A2"].font = Font(bold=True, size=14)
    for at, said in enumerate(FIRST, 3):
        sheet.cell(at, 1, said)
    for place, label in enumerate(("Column", "What to enter", "Needed", "What is stored"), 1):
        sheet.cell(7, place, label).font = Font(bold=True)
    kinds = columns_of(dataset.model)
    for at, row in enumerate(columns(dataset.name), 8):
        stored = NEVER.get(kinds[row["column"]].kind, "Stored as it is.")
        for place, said in enumerate((row["label"], row["note"], _needed(dataset, row["column"]), stored), 1):
            sheet.cell(at, place, said).alignment = wrap
    for letter, width in zip("ABCD", (30, 70, 28, 48), strict=True):
        sheet.column_dimensions[letter].width = width


def _needed(dataset: Dataset, name: str) -> str:
    """Whether a return is refused without a column; a group needs one of its columns."""
    held = {row["column"]: row["label"] for row in columns(dataset.name)}
    group = next((group for group in dataset.required if name in group), ())
    labels = [held[column] for column in group if column in held]
    return "" if not group else "Yes" if len(labels) == 1 else f"One of: {', '.join(labels)}"
