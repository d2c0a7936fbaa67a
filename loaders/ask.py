"""What a file was taken for and why, and what is asked about it; made beside the check, in the child process."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from loaders import keep
from loaders.answers import Answers
from loaders.ask_columns import each_once, how_read, missing_asked, month_asked, named, twice_asked
from loaders.ask_places import places_asked
from loaders.ask_values import texts_of, values_asked
from loaders.content import LOOKED_AT, Content
from loaders.datasets import DATASETS
from loaders.datasets.base import Rows, columns_of
from loaders.date_rule import rule_of
from loaders.header import TICK, Table
from loaders.likely import SHOWN, choices_of, columns_like, datasets_like
from loaders.masking import Mask
from loaders.meanings import list_of
from loaders.questions import About, Beside, Candidate, FileColumn, Question
from loaders.rows import Lines, lines_of
from loaders.tables import nearest
from loaders.taken_for import because
from loaders.words import text_of

CELLS = 200_000  # looked at in each table
ASKED = 120  # columns that are not recognised and are asked about; a table of thousands is none of the returns
RANKED = 60  # columns that are not recognised and are compared with all that are known


class Asking:
    """Follows one file through its check and keeps what a person may be asked: cells are gone when it ends."""

    def __init__(self, grid, answers: Answers):
        self.grid, self.answers = grid, answers
        self.tables: list[Table] = []
        self.left: list[Table] = []
        self.left_rows: list[int] = []
        self.seen: list[Table] = []
        self.contents: dict[tuple[int, int], Content] = {}
        self.whole: list[bool] = []  # of each table: whether all its rows were looked at
        self.rows: Rows | None = None
        self.mask = Mask()
        self.doubts: tuple[str, ...] = ()

    def saw(self, tables: list[Table], lines: list[Lines], left: list[Table]) -> None:
        """Look at the first rows of every column, before they are put together and let go of; left: see left_tables."""
        self.tables, self.left = tables, left
        beside = [lines_of(table) for table in left]
        self.left_rows = [len(found.rows) for found in beside]
        for at, (table, found) in enumerate(zip([*tables, *left], [*lines, *beside], strict=True)):
            first = found.rows[: min(LOOKED_AT, CELLS // (len(table.keys) + len(table.blank) + 1))]
            self.whole.append(len(first) == len(found.rows))
            for index in table.keys | table.blank:
                cells = Counter(row[index] for row in first if text_of(row[index]))
                self.contents[at, index] = Content(cells, self.grid.epoch_1904)

    def refused(self, dataset: str | None, doubts: tuple[str, ...] = ()) -> About | None:
        """What a person could say of a file that was refused; None where it holds no table at all."""
        self.doubts = doubts
        if not self.tables:
            tables = nearest(self.grid, self.answers, dataset, self.seen)
            self.saw(tables, [lines_of(table) for table in tables], [])
        return self._about(dataset, refused=True) if self.tables else None

    def read(self) -> About:
        """What a file that can be loaded was taken for, and what of it is still open."""
        return self._about(self.tables[0].dataset.name, refused=False)

    def _about(self, dataset: str | None, refused: bool) -> About:
        mask = self.mask = self.rows.mask if self.rows else _mask(self.tables, self.contents)
        columns = self._columns(self.tables, 0, dataset is not None, refused)
        which = self._which(dataset, refused)
        asked = [*missing_asked(self.tables, columns), *self._twice(refused)] if dataset else []
        asked += [
            *self._months(),
            *places_asked(self, refused and dataset is not None),
            *values_asked(self.rows, self.tables, self.answers),
        ]
        return About(
            dataset, because(self.tables, dataset, self.answers), columns if dataset else (), (*which, *asked),
            choices_of(DATASETS[dataset]) if dataset else (), keep.layouts_of(self.tables, self.answers, mask),
            keep.reused_of(self.tables, self.answers), keep.answered(self.tables, self.answers), self._beside(),
        )  # fmt: skip

    def _which(self, dataset: str | None, refused: bool) -> list[Question]:
        words = "Which return is this?"
        if dataset is None:
            labels = list(dict.fromkeys(key for table in self.tables for key in table.keys.values()))
            return [Question("dataset", "", words, tuple(datasets_like([[key] for key in labels[:RANKED]])), True)]
        first = Candidate(dataset, DATASETS[dataset].title)
        rest = (Candidate(one.name, one.title) for one in DATASETS.values() if one.name != dataset)
        by = keep.AS_SAID if self.answers.dataset else "by its columns"
        return [Question("dataset", "", words, (first, *rest), refused, answer=dataset, by=by)]

    def _twice(self, refused: bool) -> list[Question]:
        return twice_asked(self.tables, refused, self.mask, self.answers)

    def _beside(self) -> Beside:
        """What would have to be said of the sheets that were left out, before they could be read as well."""
        if not self.left:
            return Beside()
        columns = tuple(c for c in self._columns(self.left, len(self.tables), True, True) if c.column is None)
        sheets = tuple((table.sheet.name, rows) for table, rows in zip(self.left, self.left_rows, strict=True))
        return Beside(sheets, columns, tuple(missing_asked(self.left, columns, needed=False)))

    def _columns(self, tables: list[Table], start: int, known: bool, refused: bool) -> tuple[FileColumn, ...]:
        """Each column of the file once, however many sheets have it, what is not recognised first."""
        found: dict[str, FileColumn] = {}
        ranked = 0
        for at, table in enumerate(tables, start):
            readings = _readings(table)
            blank = {index: key for index, key in table.blank.items() if self.contents[at, index].filled}
            for index, key in (table.keys | blank).items():
                if key not in found and (index in readings or key in table.said or ranked < ASKED):
                    ranked += key not in table.said and index not in readings
                    likely = known and ranked <= RANKED and index not in readings
                    column = self._column(table, index, readings.get(index), self.contents[at, index], likely)
                    asks = known and (column.column is None or (refused and _is_listed(table, column.column)))
                    found[key] = self._with_texts(column, at, index) if asks else column
        return each_once(sorted(found.values(), key=lambda column: column.column is not None))

    def _column(self, table: Table, index: int, name: str | None, content: Content, rank: bool) -> FileColumn:
        key, kinds = (table.keys | table.blank)[index], columns_of(table.dataset.model)
        how = how_read(table, key, name)
        called = named(table, index, self.mask, self.answers)
        left = table.said.get(key) == ""
        taken = [*table.columns, *(f"{TICK}{code}" for code in table.ticks.values())]
        likely = columns_like([key.partition(" #")[0]], content, table.dataset, taken)[:SHOWN] if rank else ()
        sample = content.sample(kinds[name], self.mask) if name in kinds else content.told()
        return FileColumn(
            called.key, called.label, table.sheet.name, called.letter, sample, "" if left else name, how,
            self._rule(table, name, content), tuple(likely),
        )  # fmt: skip

    def _with_texts(self, column: FileColumn, at: int, index: int) -> FileColumn:
        """The column with its values, so that what is asked of them need not wait for another reading."""
        content = self.contents[at, index]
        return replace(column, texts=texts_of(content, self.mask, self.whole[at]), month_first=content.month_first)

    def _rule(self, table: Table, name: str | None, content: Content) -> str:
        kinds = columns_of(table.dataset.model)
        if name not in kinds or kinds[name].kind not in ("date", "birth_date"):
            return ""
        cells = self.rows.distinct.get(name, ()) if self.rows and name not in table.turned else content.cells
        return rule_of(cells, name in table.turned, keep.by_whom(table, name in self.answers.month_first))

    def _months(self) -> list[Question]:
        """Date columns that prove to be month first, and those that a person said are."""
        found = {}
        for at, table in enumerate(self.tables):
            kinds = columns_of(table.dataset.model)
            for name, index in table.columns.items():
                if kinds[name].kind in ("date", "birth_date"):
                    rule = self._rule(table, name, self.contents[at, index])
                    if name in table.turned or rule.endswith("until you say so"):
                        found[name] = month_asked(name, table, self.answers, self.mask)
        return list(found.values())


def _mask(tables: list[Table], contents: dict[tuple[int, int], Content]) -> Mask:
    """A mask that knows the names of the columns of names, of a file that was refused before it was put together."""
    names = []
    for at, table in enumerate(tables):
        kinds = columns_of(table.dataset.model)
        personal = [index for name, index in table.columns.items() if kinds[name].kind == "name"]
        names += [text_of(cell) for index in personal for cell in contents[at, index].cells]
    return Mask(names)


def _readings(table: Table) -> dict[int, str]:
    """Column of the sheet -> what it is read as."""
    found = {index: name for name, index in table.columns.items()}
    found |= {index: name for name, places in table.twice.items() for index in places}
    return found | {index: f"{TICK}{code}" for index, code in table.ticks.items()}


def _is_listed(table: Table, name: str) -> bool:
    """True for a column whose values stand in a list; never for one that holds a person."""
    kinds = columns_of(table.dataset.model)
    return name in kinds and list_of(kinds[name]) is not None
