"""What the preview holds, page by page, as it is shown."""

import base64
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO, cast

from django.core.paginator import Page, Paginator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from socialgoods.kernel import pieces
from socialgoods.registry.models import ImportBatch
from socialgoods.registry.queries.imports.labels import Labels
from socialgoods.registry.queries.imports.targets import TARGETS, Target
from socialgoods.registry.queries.imports.twins import TwinShown, shown_twins
from socialgoods.registry.rules.imports.fate import Fate, Fates
from socialgoods.registry.rules.imports.sentences import spoken

PIECE_ROWS = 100
PAGE_ROWS = 25

SHOWS: dict[str, tuple[int, str | Promise]] = {
    "": (0, _("모두")),
    "errors": (Fate.ERROR, _("고칠 행")),
    "warnings": (Fate.WARNING, _("살펴볼 행")),
    "new": (Fate.NEW, _("새로 쓸 것")),
    "changed": (Fate.CHANGED, _("바뀌는 것")),
    "same": (Fate.SAME, _("그대로인 것")),
    "ask": (Fate.ASK, _("읍·면을 물어볼 조직")),
    "outside": (Fate.OUTSIDE, _("군 밖")),
    "twins": (Fate.TWIN, _("겹치는 조직")),
}
STATES: tuple[tuple[int, str, str | Promise], ...] = (
    (Fate.ERROR, "danger", _("고칠 행")),
    (Fate.LEFT_OUT, "neutral", _("겹쳐서 뺌")),
    (Fate.NEW, "success", _("새로 씀")),
    (Fate.CHANGED, "info", _("바뀜")),
    (Fate.SAME, "neutral", _("그대로")),
)
REMARKS: tuple[tuple[int, str, str | Promise], ...] = (
    (Fate.OUTSIDE, "neutral", _("군 밖")),
    (Fate.ASK, "warning", _("읍·면 물어보기")),
)


@dataclass(frozen=True)
class Cell:
    value: str
    tone: str
    """ok, warning or error."""
    sentence: str
    label: str


@dataclass(frozen=True)
class Row:
    number: int
    tone: str
    state: str | Promise
    remarks: list[tuple[str, str | Promise]]
    cells: list[Cell]
    sentences: list[tuple[str, str]]
    """Tone and sentence of what concerns no single column shown."""
    differences: list[tuple[str, str, str]]
    """Label, before, after."""
    twin: TwinShown | None
    is_error: bool


@dataclass(frozen=True)
class Column:
    letter: str
    heading: str
    label: str


class Preview:
    def __init__(self, batch: ImportBatch) -> None:
        self.batch = batch
        self.target: Target = TARGETS[batch.target]
        self.labels = Labels(self.target)
        self.stream = batch.preview.open("rb")
        self.reader = pieces.Reader(cast("BinaryIO", self.stream))
        head = self.reader.head
        self.numbers = array("I", base64.b64decode(head["numbers"]))
        self.fates = Fates()
        self.fates.frombytes(base64.b64decode(head["fates"]))
        self.columns = [Column(letter, heading, self.labels.field(name)) for letter, heading, name in head["columns"]]

    def close(self) -> None:
        self.stream.close()

    def count(self, fate: int) -> int:
        return sum(1 for value in self.fates if value & fate) if fate else len(self.fates)

    def whole(self) -> list[tuple[str, str]]:
        """What concerns the sheet as a whole: tone and sentence."""
        return [_said(each) for each in self.reader.head["whole"]]

    def skipped(self) -> list[tuple[int, str, str]]:
        """Row, why, and what stands there; the first hundreds."""
        return [
            (number, spoken(why), " · ".join(cell for cell in cells if cell)[:120])
            for number, why, cells in self.reader.head["skipped"]
        ]

    @property
    def skip_count(self) -> int:
        return int(self.reader.head["skip_count"])

    def error_numbers(self) -> list[int]:
        return [self.numbers[position] for position in self.fates.positions(Fate.ERROR)]

    def page(self, show: str, number: Any) -> "Page[int]":
        """Positions of the rows to show; `rows` says what they are."""
        fate = SHOWS[show][0]
        positions: Sequence[int] = self.fates.positions(fate) if fate else range(len(self.fates))
        return Paginator(positions, PAGE_ROWS).get_page(number)

    def rows(self, positions: Sequence[int]) -> list[Row]:
        kept: dict[int, list[dict[str, Any]]] = {}
        raw: list[tuple[int, dict[str, Any]]] = []
        for position in positions:
            piece, within = divmod(position, PIECE_ROWS)
            if piece not in kept:
                kept[piece] = self.reader.piece(piece)
            raw.append((position, kept[piece][within]))
        self.labels.learn(row.get("shown", ()) for _, row in raw)
        twins = shown_twins(self, raw)
        return [self._row(position, row, twins.get(position)) for position, row in raw]

    def _row(self, position: int, raw: dict[str, Any], twin: TwinShown | None) -> Row:
        fate = self.fates[position]
        tone, state = next(((tone, state) for bit, tone, state in STATES if fate & bit), ("neutral", ""))
        by_column: dict[str, list[Any]] = {}
        for problem in raw.get("problems", ()):
            by_column.setdefault(problem[0], []).append(problem)
        cells = [
            _cell(value, by_column.pop(column.letter, []), column.label)
            for value, column in zip(raw["cells"], self.columns, strict=True)
        ]
        return Row(
            self.numbers[position],
            tone,
            state,
            [(tone, words) for bit, tone, words in REMARKS if fate & bit],
            cells,
            [_said(problem) for several in by_column.values() for problem in several],
            self.labels.differences(raw.get("shown", ())),
            twin,
            bool(fate & Fate.ERROR),
        )


def _cell(value: str, problems: list[Any], label: str) -> Cell:
    if not problems:
        return Cell(value, "ok", "", label)
    tone = "error" if any(problem[5] for problem in problems) else "warning"
    return Cell(value, tone, " ".join(_said(problem)[1] for problem in problems), label)


def _said(problem: list[Any]) -> tuple[str, str]:
    *_where, rule, remedy, is_error = problem
    return ("danger" if is_error else "warning"), f"{spoken(rule)} {spoken(remedy)}".strip()
