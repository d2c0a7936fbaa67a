"""From a file to a batch: read it apart from this process, look at what stands, and store it whole or not at all."""

from __future__ import annotations

import hashlib
import hmac
import importlib
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from loaders.answers import NONE, Answers
from loaders.left_out import aside_said
from loaders.memory import kept_back_said, remember, reused_said, with_memory
from loaders.reader import MAKER, new_reader
from loaders.repeats import without_repeats
from warehouse import Warehouse, batches, keys

__all__ = ["MAKER", "Reading", "Report", "load_files", "load_return", "new_reader", "read_return"]


@dataclass
class Reading:
    """A file as it was read, before anything is stored. `checked` holds what would be stored; None when refused."""

    file: str
    sha256: str
    status: str  # "ready" or "refused"
    message: str
    dataset: str | None = None
    checked: object = None
    rows: int = 0
    accepted: int = 0
    set_aside: dict[str, int] = field(default_factory=dict)
    not_data: int = 0
    warnings: dict[str, int] = field(default_factory=dict)
    faults: list[dict] = field(default_factory=list)
    unmatched: list[dict] = field(default_factory=list)
    sheets: list[dict] = field(default_factory=list)
    corrected: int = 0  # cells that a person put right on the page
    stands: int = 0  # rows that stand already: loaders.standing_now finds them
    beside: tuple | None = None  # version of the warehouse, and this reading as loading it then would count it
    upload: str = ""  # which file of the page's drop this is; two may have one name
    about: object = None  # what it was taken for and what a person could still say: loaders.questions.About


@dataclass
class Report:
    """What became of a file: the answer of `load --json`, one for each file."""

    file: str
    dataset: str | None
    status: str  # "loaded", "unchanged" or "refused"
    rows: int
    accepted: int
    set_aside: dict[str, int]
    not_data: int
    warnings: dict[str, int]
    batch: int | None
    message: str

    def as_dict(self) -> dict:
        """The report as JSON wants it."""
        return dict(self.__dict__)


def read_return(warehouse: Warehouse, name: str, source: bytes | Path, reader=None, answers: Answers = NONE) -> Reading:
    """Read and check one file in a child process; stores nothing. Raises KeyMissing; any fault of the file is said."""
    own = reader or new_reader()
    try:
        return _read(keys.key(warehouse), name, source, own, with_memory(warehouse, answers))
    finally:
        if reader is None:
            own.close()


def _read(key: bytes, name: str, source: bytes | Path, reader, answers: Answers = NONE) -> Reading:
    from loaders.reading.grid import Unreadable
    from loaders.reading.limits import check_size
    from loaders.refusal import NotLoadable

    try:
        check_size(len(source) if isinstance(source, bytes) else source.stat().st_size)  # before all of it is hashed
        sha256 = _as_corrected(_sha256(source), key, answers)
    except OSError as fault:
        said = f"{name} could not be opened ({fault.strerror}): check that it is there and is not open elsewhere."
        return Reading(name, "", "refused", said)
    except Unreadable as fault:
        return Reading(name, "", "refused", fault.message)
    try:
        reading = reading_of(name, sha256, reader.run(MAKER, source, name, key, answers))
        reading.corrected = len(answers.cells)
        return reading
    except (Unreadable, NotLoadable) as fault:
        dataset, about = getattr(fault, "dataset", None), getattr(fault, "about", None)
        return Reading(name, sha256, "refused", " ".join([fault.message, *reused_said(about)]), dataset, about=about)


def _as_corrected(sha256: str, key: bytes, answers: Answers) -> str:
    """The hash of the bytes, or of the bytes as corrected: a keyed one, since a corrected cell may hold a UPN."""
    return hmac.digest(key, sha256.encode() + answers.stamp(), hashlib.sha256).hex() if answers.cells else sha256


def reading_of(name: str, sha256: str, checked, stands: int = 0) -> Reading:
    """A checked return as a reading that can be loaded, in words. stands: its rows that stand from another file."""
    said = f"{checked.accepted:,} of {checked.rows:,} rows can be loaded"
    message = f"{', '.join([said, *aside_said(checked.set_aside, stands)])}."
    told = " ".join([message, *reused_said(checked.about), *checked.notices])
    return Reading(
        name, _with_answers(sha256, checked.about), "ready", told, checked.dataset, checked, checked.rows,
        checked.accepted, checked.set_aside, checked.not_data, checked.warnings, checked.faults, checked.unmatched,
        checked.sheets, about=checked.about,
    )  # fmt: skip


def _with_answers(sha256: str, about) -> str:
    """The same bytes read with other answers are another return: only bytes and answers together are the same."""
    if about is None or not about.answered or sha256.endswith(about.answered[:16]):
        return sha256
    return f"{sha256} with answers {about.answered[:16]}"


def load_return(warehouse: Warehouse, reading: Reading, who: str, origin: str = "upload") -> Report:
    """Store what was read, in one transaction; the same bytes change nothing while their batch stands."""
    if reading.checked is None:
        return _report(reading, "refused", None, reading.message)
    with batches.transaction(warehouse) as cursor:
        if number := batches.same_bytes_standing(cursor, reading.sha256, origin):
            return _report(
                _as_loaded(cursor, reading, number),
                "unchanged",
                number,
                f"These bytes are batch {number} already: nothing was changed.",
            )
        checked = without_repeats(cursor, reading.checked, origin)
        replaced = batches.replaced(cursor, checked.dataset, [claim["scope"] for claim in checked.claims], origin)
        number = batches.add(cursor, _batch(reading, checked, who, origin), checked.table)
        remember(cursor, checked.about, checked.file, who)
    message = f"{checked.accepted:,} of {checked.rows:,} rows loaded as batch {number}."
    if replaced:
        message += f" They replace {replaced:,} rows loaded before."
    message = " ".join([message, *reused_said(checked.about), *kept_back_said(checked.about)])
    if reading.corrected:
        message += f" {corrections_said(reading.corrected)} on the page."
    return _report(reading_of(reading.file, reading.sha256, checked), "loaded", number, message)


def corrections_said(cells: int) -> str:
    """How many cells a person put right, in words."""
    return "1 cell was corrected" if cells == 1 else f"{cells:,} cells were corrected"


def _batch(reading: Reading, checked, who: str, origin: str) -> batches.Batch:
    return batches.Batch(
        file=checked.file, sha256=reading.sha256, dataset=checked.dataset, who=who, origin=origin, lines=checked.lines,
        rows=checked.rows, accepted=checked.accepted, set_aside=checked.set_aside, not_data=checked.not_data,
        warnings=checked.warnings, unmatched=checked.unmatched, faults=checked.faults, claims=checked.claims,
        corrected=reading.corrected,
    )  # fmt: skip


def _as_loaded(cursor, reading: Reading, number: int) -> Reading:
    """The counts that the standing batch was stored with: reading again cannot know what it left out as repeats."""
    row = cursor.execute("select accepted, set_aside from store.batch where batch = ?", [number]).fetchall()[0]
    reading.accepted, reading.set_aside = row[0], json.loads(row[1])
    return reading


def _report(reading: Reading, status: str, batch: int | None, message: str) -> Report:
    return Report(reading.file, reading.dataset, status, reading.rows, reading.accepted, reading.set_aside,
                  reading.not_data, reading.warnings, batch, message)  # fmt: skip


def _sha256(source: bytes | Path) -> str:
    return hashlib.sha256(source if isinstance(source, bytes) else Path(source).read_bytes()).hexdigest()


def load_files(
    warehouse: Warehouse, paths: list[Path], who: str, origin: str = "upload", reader=None
) -> Iterator[Report]:
    """Load files one after another, each in a transaction of its own; a file that fails stops none of the others.

    While one file is stored the next is read already. Raises KeyMissing.
    """
    key, own = keys.key(warehouse), reader or new_reader()
    try:
        with ThreadPoolExecutor(1) as pool:
            answers = with_memory(warehouse, NONE)

            def read_ahead(some: list[Path]) -> list:
                return [pool.submit(_read, key, path.name, path, own, answers) for path in some]

            ahead = read_ahead(paths[:1])
            importlib.import_module("pyarrow")  # which what is read comes in: now, while the first file is read
            for place, path in enumerate(paths, 1):
                reading = ahead.pop().result()
                ahead += read_ahead(paths[place : place + 1])
                report = load_return(warehouse, reading, who, origin)
                report.file = str(path)
                yield report
    finally:
        if reader is None:
            own.close()
