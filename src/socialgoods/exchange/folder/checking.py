"""What every file has once it is read, and the checks of `tables` with no error lost behind thousands of warnings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from socialgoods.exchange import tables
from socialgoods.exchange.cells import Remark
from socialgoods.exchange.context import Context
from socialgoods.exchange.files import FileSpec
from socialgoods.exchange.folder.telling import KEPT, Notes
from socialgoods.exchange.headings import Table
from socialgoods.exchange.mappings import Mapping
from socialgoods.exchange.sentences import mark as _
from socialgoods.exchange.sentences import say
from socialgoods.exchange.tables import CheckedTable, Problem, Severity

SURE = 0.95
Words = Callable[[int], tuple[Any, Remark]]
"""What is said of a row, counted from 0: the value and the remark."""


@dataclass
class File:
    """One file of the folder, read. Its table has what could be read, also where `notes` has errors."""

    name: str
    """As it stands in the folder: organisations.xlsx."""
    spec: FileSpec
    notes: Notes
    table: Any = None
    """A pyarrow.Table; None where nothing could be read."""
    numbers: Sequence[int] = ()
    """The row number of each row of the table."""
    sheet: str = ""
    places: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Of each field that has a column: its letter and its heading."""

    def has(self, *fields: str) -> bool:
        return self.table is not None and all(name in self.places for name in fields)

    def _told(self, index: int, name: str, said: tuple[Any, Remark], severity: Severity) -> Problem:
        letter, heading = self.places.get(name, ("", ""))
        value, remark = said
        row, shown = self.numbers[index], str(value)[:200]
        return Problem(self.name, self.sheet, row, letter, heading, name, shown, remark.rule, remark.remedy, severity)

    def tell_all(self, rows: Sequence[int], name: str, words: Words, severity: Severity) -> None:
        """Only what is kept is put into words."""
        problems = [self._told(index, name, words(index), severity) for index in rows[:KEPT]]
        is_error = severity == "error"
        self.notes.add(problems, len(rows) * is_error, len(rows) * (not is_error))


def check(table: Table, mapping: Mapping, spec: FileSpec, context: Context) -> CheckedTable:
    """`problems` has the first errors even where more warnings stand before them."""
    shown = 2 * KEPT
    checked = tables.check(table, mapping, spec, context, strict=True, shown=shown)
    errors = sum(problem.is_error for problem in checked.problems)
    if errors < min(KEPT, checked.error_count):
        shown = checked.error_count + checked.warning_count
        checked = tables.check(table, mapping, spec, context, strict=True, shown=shown)
    return checked


def places(mapping: Mapping, *, with_letters: bool = True) -> dict[str, tuple[str, str]]:
    found = {name: matches[0] for name, matches in mapping.by_field().items()}
    return {name: (match.letter if with_letters else "", match.heading) for name, match in found.items()}


def say_what_was_guessed(file: File, mapping: Mapping) -> None:
    """An officer corrects a guess on the web; a command can only say that it made one."""
    for match in mapping.columns:
        if match.is_used and match.confidence < SURE:
            known = file.spec.field(match.field)
            file.notes.say(
                "warning",
                say(_("‘{heading}’ 열을 ‘{field}’({name}) 열로 읽었습니다."),
                    heading=match.heading or match.letter, field=known.ko, name=known.name),
                say(_("아니면 열 이름을 바꾸어 주세요.")),
                field=match.field, heading=match.heading, sheet=file.sheet,
            )  # fmt: skip
