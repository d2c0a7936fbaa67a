"""Values that were lost before the file came here: Excel's errors saved as text, and columns too narrow to show."""

from __future__ import annotations

import re

from .values import Add, Values

ERROR = re.compile(r"#(?:REF!|DIV/0!|N/A|NAME\?|NULL!|NUM!|VALUE!|SPILL!|CALC!|GETTING_DATA)")
_TOO_NARROW = re.compile(r"#{3,}")


def check_lost(values: Values, add: Add) -> None:
    """Look for texts of one column that stand where a value was."""
    for text in values.texts:
        if "#" not in text:
            continue
        if ERROR.fullmatch(text.strip()):
            add("error_cell", text, f"The cell holds the error {text.strip()}: its value is unknown.")
        elif _TOO_NARROW.fullmatch(text.strip()):
            message = "The column was too narrow to show this value when the file was saved: widen it and save again."
            add("too_narrow", text, message)
