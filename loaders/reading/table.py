"""One sheet as a table, whatever it holds: its header, its rows, and what may not mean what it seems."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from .day_order import check_dates
from .faults import Faults
from .grid import Problem, Sheet, cell_name, column_letter
from .header import Header, filled, find_header, is_blank, trimmed
from .letters import check_letters
from .lines import Lines, sort_lines
from .lost_values import check_lost
from .numbers import check_numbers
from .unsplit import never_divided
from .values import Values, leave_out, read_columns


@dataclass(frozen=True, slots=True)
class Table:
    """header_row as a person counts it (None: no header); rows + not_data are all lines of the sheet."""

    sheet: str
    header_row: int | None
    columns: list[str]
    rows: int
    not_data: int
    problems: list[Problem]


def read_table(sheet: Sheet) -> Table | None:
    """The table of a sheet with its problems; None where the sheet is empty."""
    marked = {row for row, _ in sheet.error_cells} | {row for row, _ in sheet.unsaved_formulas}
    width = _width(sheet)
    if not width and not marked:
        return None
    header = find_header(sheet, width)
    names = _apart(header.names)
    values = read_columns(sheet.rows[header.bottom :], len(names))
    lines = sort_lines(sheet, header, marked, values)
    for place in lines.left_out:
        leave_out(values, sheet.rows[place])
    faults = Faults(sheet, names)
    _check_header(sheet, header, lines, faults)
    _check_cells(sheet, faults)
    if sheet.lines is not None:
        _check_lengths(sheet, header, lines, faults)
    if len(names) == 1:
        _check_divided(sheet, header, lines, faults)
    _check_columns(sheet, lines, values, faults)
    _check_tables(sheet, header, lines, faults)
    for place in lines.totals:
        value = next((c for c in sheet.rows[place] if isinstance(c, str) and not is_blank(c)), None)
        faults.add(
            "total",
            place,
            None,
            value,
            "A total or subtotal among the data: left out, so that nothing is counted twice.",
        )
    row = sheet.row_number(header.row) if header.bottom else None
    return Table(sheet.name, row, names, len(lines.rows), lines.not_data, faults.close())


def _width(sheet: Sheet) -> int:
    if sheet.lines is None:
        reach = max((column + 1 for _, column in (*sheet.error_cells, *sheet.unsaved_formulas)), default=0)
        return max(len(sheet.rows[0]) if sheet.rows else 0, reach)
    widths = Counter(width for row in sheet.rows if (width := trimmed(row)))
    return max(widths, key=lambda width: (width > 1, widths[width], width), default=0)


def _apart(names: list[str]) -> list[str]:
    """Names told apart: the second “id” becomes “id (2)”."""
    used: set[str] = set()
    for at, name in enumerate(names):
        number = 2
        found = name
        while found in used:
            found, number = f"{name} ({number})", number + 1
        used.add(found)
        names[at] = found
    return names


def _check_tables(sheet: Sheet, header: Header, lines: Lines, faults: Faults) -> None:
    """Lines among the rows that name columns anew, otherwise than the header does."""
    labels = (
        {cell for cell in sheet.rows[header.row] if isinstance(cell, str) and cell.strip()} if header.bottom else ()
    )
    for place in lines.rows if len(labels) > 1 else ():
        row = sheet.rows[place]
        again = 0 if labels.isdisjoint(row) else sum(cell in labels for cell in row if cell != "")
        if again > 1 and again * 2 >= filled(row):
            message = "This line names columns, as a header does: another table begins here, with columns of its own."
            faults.add("second_header", place, None, None, message)


def _check_header(sheet: Sheet, header: Header, lines: Lines, faults: Faults) -> None:
    if not header.bottom:
        return
    if header.flattened:
        message = "The header runs over several rows: its parts were joined into one name for each column. Check them."
        faults.add("multi_row_header", header.row, None, None, message)
    labels = {name: column for column, name in reversed(list(enumerate(header.names)))}
    check_letters(labels, lambda code, name, message: faults.add(code, header.row, labels[name], name, message))
    original = [_original(sheet, header, column) for column in range(len(header.named))]
    first = {name: column for column, name in reversed(list(enumerate(original)))}
    for column, name in enumerate(original):
        if not header.named[column] and _holds(sheet, lines, column):
            letter = column_letter(column)
            message = f"Column {letter} has no name in the header; it is called “Column {letter}”."
            faults.add("blank_header", header.row, column, None, message)
        elif name and first[name] < column and _doubtful(sheet, header, lines, first[name], column):
            message = f"More than one column is called “{name}”: they are told apart by a number."
            faults.add("duplicate_header", header.row, column, name, message)


def _doubtful(sheet: Sheet, header: Header, lines: Lines, one: int, other: int) -> bool:
    """Whether two columns of one name may be mixed up: not where one cell names both, nor where both hold the same."""
    if header.flattened or _merged_across(sheet, header, other):
        return False
    return any(_cell(sheet.rows[place], one) != _cell(sheet.rows[place], other) for place in lines.rows)


def _original(sheet: Sheet, header: Header, column: int) -> str:
    row = sheet.rows[header.row]
    return " ".join(str(row[column]).split()) if column < len(row) else ""


def _merged_across(sheet: Sheet, header: Header, column: int) -> bool:
    return any(first <= header.row <= last and left < column <= right for (first, left), (last, right) in sheet.merged)


def _cell(row: list, column: int) -> object:
    return row[column] if column < len(row) else ""


def _holds(sheet: Sheet, lines: Lines, column: int) -> bool:
    return any(not is_blank(_cell(sheet.rows[place], column)) for place in lines.rows)


def _check_cells(sheet: Sheet, faults: Faults) -> None:
    for place, text in sorted(sheet.error_cells.items()):
        faults.add(
            "error_cell",
            place[0],
            place[1],
            text,
            f"Cell {cell_name(place)} holds the error {text}: its value is unknown.",
        )
    for place in sorted(sheet.unsaved_formulas):
        message = (
            f"Cell {cell_name(place)} holds a formula whose value was not saved: open the file in Excel and save it."
        )
        faults.add("unsaved_formula", place[0], place[1], None, message)


def _check_lengths(sheet: Sheet, header: Header, lines: Lines, faults: Faults) -> None:
    width = len(header.names)
    for place in lines.rows:
        row = sheet.rows[place]
        if len(row) < width or (len(row) > width and trimmed(row) > width):
            more = "more" if len(row) > width else "fewer"
            faults.add(
                "ragged",
                place,
                None,
                len(row),
                f"The line has {len(row)} fields, {more} than the {width} of the table.",
            )


def _check_divided(sheet: Sheet, header: Header, lines: Lines, faults: Faults) -> None:
    cells = [_cell(sheet.rows[place], 0) for place in ([header.row] if header.bottom else []) + lines.rows]
    if message := never_divided(cells):
        faults.add("unsplit", None, 0, None, message)


def _check_columns(sheet: Sheet, lines: Lines, columns: list[Values], faults: Faults) -> None:
    for column, values in enumerate(columns):
        found: list[tuple[str, object, str]] = []

        def add(code: str, cell: object, message: str, found: list = found) -> None:
            found.append((code, cell, message))

        check_lost(values, add)
        check_dates(values, add)
        check_numbers(values, sheet.lines is not None, add)
        check_letters(values.texts, add)
        _place(sheet.rows, lines, column, found, faults)


def _place(rows: list[list], lines: Lines, column: int, found: list[tuple], faults: Faults) -> None:
    """Put what was found for a value at every row that holds the value."""
    if not found:
        return
    by_value: dict[object, list] = {}
    for code, cell, message in found:
        if cell is None:
            faults.add(code, None, column, None, message)
        else:
            by_value.setdefault(cell, []).append((code, message))
    once = {"no_year", "month_first", "ambiguous_number"}
    told: set[str] = set()
    for place in lines.rows if by_value else ():
        for code, message in by_value.get(_cell(rows[place], column), ()):
            if code not in once or code not in told:
                told.add(code)
                faults.add(code, place, column, _cell(rows[place], column), message)
