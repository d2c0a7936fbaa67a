"""A plain workbook of a file's values with its marks: for text, and for kinds that cannot be written again."""

from __future__ import annotations

import datetime as dt
import io
import re

from loaders.annotate import Marks
from loaders.header import WHAT_TO_CORRECT

FAULT, RIGHT = "#FFC7CE", "#C6EFCE"
AUTHOR = "STLS commissioning review"
TEXT = 32_767  # the longest text of a cell
FIRST_DAY = dt.date(1904, 1, 2)  # before it, or before 1900, Excel has no dates
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")


def written(grid, marks: dict[str, Marks]) -> bytes:
    """The grid as an .xlsx, each row at the number that a person knows it by, text never as a formula."""
    import xlsxwriter

    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target, options | {"date_1904": grid.epoch_1904}) as book:
        for place, sheet in enumerate(grid.sheets, 1):
            page = book.add_worksheet(_title(sheet.name, place))
            _write(_Pen(book, page), sheet, marks.get(sheet.name))
            if sheet.hidden and place > 1:
                page.hide()
    return target.getvalue()


def _title(name: str, place: int) -> str:
    """A sheet's name as Excel allows it."""
    return NOT_IN_NAMES.sub(" ", CONTROL.sub("", name)).strip(" '")[:31] or ("Data" if place == 1 else f"Data {place}")


class _Pen:
    """Writes cells of one sheet: text as text, dates as dates, in the formats that marks need."""

    def __init__(self, book, page):
        self.page = page
        self._book = book
        self._formats: dict[tuple, object] = {}

    def write(self, row: int, column: int, cell: object, colour: str = "", wrap: bool = False) -> None:
        """row and column from 0; a blank cell is written only where it has a colour."""
        if isinstance(cell, dt.date) and _is_day(cell):
            self.page.write_datetime(row, column, cell, self._format(colour, date=True))
        elif isinstance(cell, bool):
            self.page.write_boolean(row, column, cell, self._format(colour))
        elif isinstance(cell, int | float):
            self.page.write_number(row, column, cell, self._format(colour))
        elif text := CONTROL.sub("", "" if cell is None else str(cell))[:TEXT]:
            quoted = text.startswith(("=", "+", "-", "@"))
            self.page.write_string(row, column, text, self._format(colour, quoted=quoted, wrap=wrap))
        elif colour:
            self.page.write_blank(row, column, None, self._format(colour))

    def _format(self, colour: str, **kinds: bool):
        key = (colour, *sorted(name for name, held in kinds.items() if held))
        if key not in self._formats:
            looks = {"date": {"num_format": "dd/mm/yyyy"}, "quoted": {"quote_prefix": True},
                     "wrap": {"text_wrap": True, "valign": "top"}, colour: {"bg_color": colour}}  # fmt: skip
            look = {name: value for part in key if part for name, value in looks[part].items()}
            self._formats[key] = self._book.add_format(look) if look else None
        return self._formats[key]


def _is_day(cell: dt.date) -> bool:
    day = cell.date() if isinstance(cell, dt.datetime) else cell
    return day >= FIRST_DAY


def _write(pen: _Pen, sheet, marks: Marks | None) -> None:
    cells = marks.cells if marks else {}
    corrected = marks.corrected if marks else {}
    for place, row in enumerate(sheet.rows):
        number = sheet.row_number(place)
        for column, cell in enumerate(row):
            at = (number, column)
            shown = sheet.error_cells.get((place, column), cell)
            pen.write(number - 1, column, shown, FAULT if at in cells else RIGHT if at in corrected else "")
    _merge(pen, sheet)
    if marks:
        for (number, column), said in cells.items():
            pen.page.write_comment(number - 1, column, said[:TEXT], {"author": AUTHOR, "width": 320, "height": 120})
        _reasons(pen, marks)


def _merge(pen: _Pen, sheet) -> None:
    """Cells merged down a column stand for every row under them: the workbook must say so again."""
    from xlsxwriter.exceptions import XlsxWriterException

    width = max((len(row) for row in sheet.rows), default=0)
    for (top, left), (last, far) in sheet.merged:
        bottom, right = min(last, len(sheet.rows) - 1), min(far, width - 1)  # a merge may reach to the end of the sheet
        if (top, left) >= (bottom, right) or top > bottom or left > right:
            continue
        try:
            pen.page.merge_range(top, left, bottom, right, "")
        except XlsxWriterException:  # merges that lie over one another, as no program writes them
            continue
        pen.write(top, left, sheet.rows[top][left])


def _reasons(pen: _Pen, marks: Marks) -> None:
    pen.write(marks.header - 1, marks.column, WHAT_TO_CORRECT)
    for number, said in marks.reasons.items():
        pen.write(number - 1, marks.column, said, FAULT, wrap=True)
    pen.page.set_column(marks.column, marks.column, 60)
