"""How much of a file is taken on before it is refused."""

from __future__ import annotations

from .grid import Place, Unreadable, cell_name

MEGABYTE = 1_000_000
FILE_BYTES = 50 * MEGABYTE
PACKAGE_BYTES = 700 * MEGABYTE
PART_RATIO = 400
SMALL_PART = 20 * MEGABYTE
PACKAGE_ENTRIES = 5_000
# calamine and Python hold every cell of the rectangle from A1, blank or not, at about 32 bytes each.
CELLS = 6_000_000
# Lines of text become lists: so many bytes for each line and for each field, beside the values themselves.
LINE_BYTES, FIELD_BYTES, LINES_BYTES = 100, 8, 160 * MEGABYTE
SHEETS = 1_000  # of one workbook: each may name the same part again, and be read again
WIDEST = 16_384  # columns of the widest spreadsheet
# Error cells and unsaved formulas that are named one by one, for each sheet.
MARKS = 50_000


def check_size(size: int) -> None:
    """Refuse an empty file and one above the limit."""
    if size == 0:
        raise Unreadable("The file is empty (0 bytes): send it again from where it was saved.")
    if size > FILE_BYTES:
        raise Unreadable(
            f"The file is {size / MEGABYTE:,.0f} MB; the limit is {FILE_BYTES // MEGABYTE} MB. "
            "Remove pictures and sheets that are not needed, or send it in parts."
        )


def check_sheets(sheets: int) -> None:
    """Refuse a workbook of more sheets than can be read in time."""
    if sheets > SHEETS:
        raise Unreadable(
            f"The workbook has {sheets:,} sheets, and no more than {SHEETS:,} are read: send it in parts, or with the "
            "sheets that are needed alone."
        )


def check_lines(lines: int, fields: int) -> None:
    """Refuse a text of more lines than can be held, before any is read; fields: of all lines together."""
    held = lines * LINE_BYTES + fields * FIELD_BYTES
    if held > LINES_BYTES:
        fewer = lines * LINES_BYTES // held // 10_000 * 10_000
        raise Unreadable(
            f"The file has {lines:,} lines, too many to hold at once, and far more than any return has: leave out what "
            f"is not needed, or send it in parts of at most {fewer:,} lines."
        )


def check_width(line: int, delimiters: int) -> None:
    """Refuse what has more columns than any spreadsheet: looking at each would take minutes."""
    if delimiters > 2 * WIDEST:  # some of them may stand within a text
        raise Unreadable(
            f"Line {line} has {delimiters:,} columns or more, and no spreadsheet has above {WIDEST:,}: its line ends "
            "may be lost. Open it where it was saved, save it again and send that."
        )


def check_extent(sheet: str, rows: int, columns: int, last: Place | None = None) -> None:
    """Refuse a sheet whose cells are spread over more than can be held; rows and columns count from A1."""
    if rows * columns <= CELLS:
        return
    far = f" (the last is {cell_name(last)})" if last else ""
    raise Unreadable(
        f"The cells of sheet “{sheet}” are spread over {rows:,} rows and {columns:,} columns{far}, too many to hold. "
        "Delete the unused rows and columns outside the table, or send it in parts, and save it again."
    )
