"""Marks in an Excel workbook that keeps its own formatting and its other sheets."""

from __future__ import annotations

import contextlib
import copy
import io
import warnings

from loaders.annotate import Marks
from loaders.header import WHAT_TO_CORRECT

FAULT, RIGHT = "FFFFC7CE", "FFC6EFCE"
AUTHOR = "STLS commissioning review"
TEXT = 32_767  # the longest text of a cell


def marked(content: bytes, marks: dict[str, Marks]) -> bytes | None:
    """The workbook with its marks; None where openpyxl cannot read or write it, or sees other sheets in it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of parts that it leaves out: what is read is checked below
        book = _opened(content)
        if book is None or not set(marks) <= set(book.sheetnames):
            return None
        for name, found in marks.items():
            _mark(book[name], found)
        target = io.BytesIO()
        # A foreign workbook may hold anything: where it cannot be written, a plain one is made of its values.
        with contextlib.suppress(Exception):
            book.save(target)
            return target.getvalue()
    return None


def _opened(content: bytes):
    import openpyxl

    with contextlib.suppress(Exception):  # a foreign file, which another library has read: see marked
        return openpyxl.load_workbook(io.BytesIO(content))
    return None


def _mark(sheet, marks: Marks) -> None:
    _forget(sheet)
    for (row, column), text in marks.corrected.items():
        cell = _cell(sheet, row, column)
        as_text(cell, text)
        _fill(cell, RIGHT)
    for (row, column), said in marks.cells.items():
        cell = _cell(sheet, row, column)
        _fill(cell, FAULT)
        _comment(cell, said)
    _reasons(sheet, marks)


def _forget(sheet) -> None:
    """Take away the marks of an earlier time."""
    from openpyxl.styles import PatternFill

    for row in sheet.iter_rows():
        for cell in row:
            if cell.comment is not None and cell.comment.author == AUTHOR:
                cell.comment = None
                cell.fill = PatternFill()


def _cell(sheet, row: int, column: int):
    """The cell; under a merge the first one of it, which is the one that can be written."""
    from openpyxl.cell.cell import MergedCell

    cell = sheet.cell(row, column + 1)
    if isinstance(cell, MergedCell):
        span = next(span for span in sheet.merged_cells.ranges if cell.coordinate in span)
        return sheet.cell(span.min_row, span.min_col)
    return cell


def _reasons(sheet, marks: Marks) -> None:
    from openpyxl.styles import Alignment
    from openpyxl.utils import get_column_letter

    header = sheet.cell(marks.header, marks.column + 1)
    beside = sheet.cell(marks.header, max(marks.column, 1))
    header._style = copy.copy(beside._style)
    as_text(header, WHAT_TO_CORRECT)
    for row in range(marks.header + 1, sheet.max_row + 1):
        if row not in marks.reasons and sheet.cell(row, marks.column + 1).value is not None:
            sheet.cell(row, marks.column + 1).value = None
    for row, said in marks.reasons.items():
        cell = sheet.cell(row, marks.column + 1)
        as_text(cell, said)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        _fill(cell, FAULT)
    sheet.column_dimensions[get_column_letter(marks.column + 1)].width = 60


def as_text(cell, text: str) -> None:
    """Write text as text, whatever it begins with: openpyxl would take "=1+1" for a formula."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)[:TEXT]
    if cell.value is not None:
        cell.data_type = "s"
        cell.quotePrefix = text.startswith(("=", "+", "-", "@"))


def _fill(cell, colour: str) -> None:
    from openpyxl.styles import PatternFill

    cell.fill = PatternFill("solid", start_color=colour, end_color=colour)


def _comment(cell, said: str) -> None:
    from openpyxl.comments import Comment

    before = f"{cell.comment.text}\n\n" if cell.comment is not None else ""
    cell.comment = Comment(f"{before}{said}"[:TEXT], AUTHOR, height=120, width=320)
