"""Every row judged: a movement, a row to leave out and why, or a problem with its place, its rule and what to do."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from socialgoods.exchange.bank import balances
from socialgoods.exchange.bank.layout import Layout, Sheet, reasons_against
from socialgoods.exchange.bank.moments import clock_of, day_and_time
from socialgoods.exchange.bank.words import CANCELLED, CANCELLING, CARRIED, DONE, FIELDS, IN_WORDS, OUT_WORDS, SIDE
from socialgoods.exchange.cells import as_text, plain, text, won
from socialgoods.exchange.headings import BLANK_ROW, NOTE, NOTE_ROW, REPEATED_HEADER, TOTAL, TOTAL_ROW, heading_key
from socialgoods.exchange.sentences import Sentence, say
from socialgoods.exchange.sentences import mark as _
from socialgoods.kernel.identifiers import names_resident

NO_REMEDY = say("")
CONTROL = re.compile(r"[\x00-\x1f\x7f]")
CANCELLED_ROW = say(_("취소된 거래라 건너뜁니다."))
CARRIED_ROW = say(_("앞에서 넘어온 잔액이라 건너뜁니다."))
NOTHING_ROW = say(_("금액이 0원이라 건너뜁니다."))
ERASED = "(주민등록번호로 보여 지움)"
LONGEST = {"text": 200, "counterpart": 120}


@dataclass(frozen=True)
class Line:
    row: int
    day: date
    moment: str
    amount: int
    """In above zero, out below."""
    balance: int | None
    counterpart: str
    text: str
    is_doubtful: bool = field(default=False, compare=False)
    """It is called a cancellation; whether it moved money, the balances say."""


@dataclass(frozen=True)
class Problem:
    file: str
    sheet: str
    row: int | None
    column: str
    """Its letter and heading; "" where the whole row is meant."""
    rule: Sentence
    remedy: Sentence
    is_error: bool = True

    @property
    def where(self) -> str:
        """As spreadsheets say it: `거래내역 시트 12행 C열(출금액)`."""
        parts = [f"‘{self.sheet}’ 시트" if self.sheet else "", f"{self.row}행" if self.row else "", self.column]
        return " ".join(part for part in parts if part)

    @property
    def sentence(self) -> str:
        return " ".join(part for part in (self.file, self.where, "—", self.rule, self.remedy) if part)


@dataclass(frozen=True)
class Reading:
    lines: tuple[Line, ...]
    """Oldest first."""
    problems: tuple[Problem, ...]
    breaks: tuple[Problem, ...]
    """Where the balances do not follow: rows are missing, or were filtered out."""
    skips: Mapping[int, Sentence]
    is_newest_first: bool = False

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.is_error)


def read(sheet: Sheet, layout: Layout, *, today: date) -> Reading:
    if reasons := reasons_against(layout):
        whole = tuple(Problem(sheet.file, sheet.name, None, "", reason, NO_REMEDY) for reason in reasons)
        return Reading((), whole, (), {})
    return _Reader(sheet, layout, today).read()


class _Reader:
    def __init__(self, sheet: Sheet, layout: Layout, today: date) -> None:
        self.sheet, self.today = sheet, today
        self.columns: dict[str, list[int]] = {}
        for index, name in sorted(layout.items()):
            self.columns.setdefault(name, []).append(index)
        self.headings = {index: (letter, heading) for index, letter, heading in sheet.columns}
        self.problems: list[Problem] = []
        self.skips: dict[int, Sentence] = {}

    def read(self) -> Reading:
        lines = [
            line for number, row in enumerate(self.sheet.rows, self.sheet.first) if (line := self._line(number, row))
        ]
        if "amount" in self.columns and lines:
            lines = self._directed(lines)
        found = balances.follow(lines)
        for row in found.cancelled:
            self.skips[row] = CANCELLED_ROW
        breaks = tuple(self._break(row, expected, stated) for row, expected, stated in found.breaks)
        if not lines and not self.problems:
            self._problem(
                None, None, say(_("거래가 한 줄도 없습니다.")), say(_("조회 기간과 열 맞추기를 확인해 주세요."))
            )
        return Reading(
            tuple(found.lines), tuple(self.problems), breaks, dict(sorted(self.skips.items())), found.is_newest_first
        )

    def _line(self, number: int, row: tuple[Any, ...]) -> Line | None:
        if reason := self._reason_to_skip(row):
            self.skips[number] = reason
            return None
        verdict, clock = day_and_time(self._cell("day", row), self.today)
        if verdict.error and any(TOTAL.fullmatch("".join(as_text(cell).split())) for cell in row if cell != ""):
            self.skips[number] = TOTAL_ROW
            return None
        if verdict.error or verdict.value is None:
            rule = verdict.error.rule if verdict.error else say(_("거래일이 없습니다."))
            remedy = (
                verdict.error.remedy if verdict.error else say(_("거래일을 적거나, 거래가 아니면 그 행을 지워 주세요."))
            )
            self._problem(number, "day", rule, remedy)
            return None
        before = len(self.problems)
        amount = self._amount(number, row)
        balance = self._won("balance", number, row)
        if len(self.problems) > before or amount is None:
            return None
        if amount == 0:
            self.skips[number] = NOTHING_ROW
            return None
        words = {name: self._words(name, number, row) for name in ("counterpart", "text", "memo", "kind")}
        if len(self.problems) > before and self.problems[-1].is_error:
            return None
        status = plain(self._cell("status", row))
        told = bool(CANCELLED.search(status)) and not DONE.search(status)
        kind = "" if SIDE.fullmatch(words["kind"]) or words["kind"].isdecimal() else words["kind"]
        said = " ".join(dict.fromkeys(part for part in (kind, words["text"], words["memo"]) if part))
        is_doubtful = told or bool(CANCELLING.search(words["kind"]) or CANCELLING.search(words["text"]))
        if told and balance is None:
            self.skips[number] = CANCELLED_ROW
            return None
        clock = clock or clock_of(self._cell("time", row))
        return Line(
            number, verdict.value, clock, amount, balance, words["counterpart"], said[: LONGEST["text"]], is_doubtful
        )

    def _reason_to_skip(self, row: tuple[Any, ...]) -> Sentence | None:
        texts = [written for cell in row if cell != "" and (written := as_text(cell))]
        if not texts:
            return BLANK_ROW
        day_cell = as_text(self._cell("day", row))
        if day_cell and day_cell == self.headings[self.columns["day"][0]][1].split()[-1]:
            return REPEATED_HEADER
        if heading_key(day_cell) and all(written in self._all_headings() for written in texts):
            return REPEATED_HEADER
        is_dated = any(letter.isdigit() for letter in day_cell)
        if not is_dated:
            bare = ["".join(written.split()) for written in texts]
            if any(TOTAL.fullmatch(written) or CARRIED.fullmatch(written) for written in bare):
                return TOTAL_ROW if any(TOTAL.fullmatch(written) for written in bare) else CARRIED_ROW
            if len(texts) <= 2 and (NOTE.match(texts[0]) or not any(_is_number(written) for written in texts)):
                return NOTE_ROW
        is_carried = any(
            CARRIED.fullmatch("".join(as_text(row[index]).split())) for index in self.columns.get("text", ())
        )
        return CARRIED_ROW if is_carried and not self._moves(row) else None

    def _all_headings(self) -> set[str]:
        return {word for _letter, heading in self.headings.values() for word in (heading, *heading.split())}

    def _moves(self, row: tuple[Any, ...]) -> bool:
        return any(won(signed=True)(self._cell(name, row)).value for name in ("in", "out", "amount"))

    def _amount(self, number: int, row: tuple[Any, ...]) -> int | None:
        if "amount" in self.columns:
            return self._won("amount", number, row)
        came, went = self._won("in", number, row), self._won("out", number, row)
        if came and went:
            self._problem(
                number,
                "in",
                say(_("들어온 금액과 나간 금액이 한 행에 함께 있습니다.")),
                say(_("한 행에는 한쪽만 적어 주세요.")),
            )
            return None
        return (came or 0) - (went or 0)

    def _directed(self, lines: list[Line]) -> list[Line]:
        """One column of amounts: their sign says the direction, or the word beside them, or else the balances do."""
        if any(line.amount < 0 for line in lines):
            return lines
        kinds = {number: plain(self._cell("kind", row)) for number, row in enumerate(self.sheet.rows, self.sheet.first)}
        words = [kinds[line.row] or line.text for line in lines]
        signs = [-1 if OUT_WORDS.search(word) else 1 if IN_WORDS.search(word) else 0 for word in words]
        if not all(signs):
            signs = balances.signs(lines, signs)
        for line, sign in zip(lines, signs, strict=True):
            if not sign:
                self._problem(
                    line.row, "amount", say(_("들어온 돈인지 나간 돈인지 알 수 없습니다.")),
                    say(_("입금·출금을 알리는 열이나 잔액 열을 골라 주세요.")),
                )  # fmt: skip
        return [replace(line, amount=line.amount * sign) for line, sign in zip(lines, signs, strict=True) if sign]

    def _won(self, name: str, number: int, row: tuple[Any, ...]) -> int | None:
        if name not in self.columns:
            return None
        cell = self._cell(name, row)
        if as_text(cell) in {"", "-"}:
            return None if name == "balance" else 0
        verdict = won(self.sheet.units.get(self.columns[name][0], 1), signed=True)(cell)
        if verdict.error:
            self._problem(number, name, verdict.error.rule, verdict.error.remedy)
            return None
        return None if verdict.value is None else int(verdict.value)

    def _words(self, name: str, number: int, row: tuple[Any, ...]) -> str:
        parts = dict.fromkeys(written for index in self.columns.get(name, ()) if (written := as_text(row[index])))
        written = CONTROL.sub("", " ".join(part for part in parts if part != "-"))
        longest = LONGEST.get(name, 200)
        if names_resident(written):
            self._problem(
                number,
                name,
                say(_("주민등록번호로 보이는 숫자가 있어 그 칸의 글을 지우고 가져옵니다.")),
                NO_REMEDY,
                is_error=False,
            )
            return ERASED
        if written.startswith("=") and (verdict := text()(written)).error:
            self._problem(number, name, verdict.error.rule, verdict.error.remedy)
            return ""
        if len(written) > longest:
            self._problem(
                number,
                name,
                say(_("글이 길어 {longest}자까지만 가져옵니다."), longest=longest),
                NO_REMEDY,
                is_error=False,
            )
        return written[:longest]

    def _cell(self, name: str, row: tuple[Any, ...]) -> Any:
        columns = self.columns.get(name)
        return row[columns[0]] if columns else ""

    def _break(self, row: int, expected: int, stated: int) -> Problem:
        rule = say(
            _("잔액이 이어지지 않습니다. 앞의 잔액에 이 거래를 더하면 {expected}원인데 {stated}원으로 적혀 있습니다."),
            expected=f"{expected:,}", stated=f"{stated:,}",
        )  # fmt: skip
        remedy = say(_("빠진 거래가 있는지 보고, 기간 전체를 거르지 말고 다시 내려받아 주세요."))
        return self._at(row, "balance", rule, remedy, is_error=True)

    def _problem(
        self, row: int | None, name: str | None, rule: Sentence, remedy: Sentence, *, is_error: bool = True
    ) -> None:
        self.problems.append(self._at(row, name, rule, remedy, is_error=is_error))

    def _at(self, row: int | None, name: str | None, rule: Sentence, remedy: Sentence, *, is_error: bool) -> Problem:
        columns = self.columns.get(name or "")
        letter, heading = self.headings[columns[0]] if columns else ("", "")
        column = f"{letter}열({heading or say(FIELDS[name or 'day'])})" if letter else ""
        return Problem(self.sheet.file, self.sheet.name, row, column, rule, remedy, is_error)


def _is_number(written: str) -> bool:
    return won(signed=True)(written).error is None


def keys_of(lines: Sequence[Line]) -> list[str]:
    """What each line says, and how often it said so before on that day: the same in every file that shows the day.

    With a balance a line says enough by day, amount and balance; without, by its words. Two equal payments on a day differ by their
    balance, or by how often they were said.
    """
    counts: dict[tuple[Any, ...], int] = {}
    keys = []
    for line in lines:
        said: tuple[Any, ...] = (line.day.isoformat(), line.amount)
        said += (line.balance,) if line.balance is not None else (line.moment, line.counterpart, line.text)
        counts[said] = counts.get(said, 0) + 1
        keys.append(hashlib.sha256(repr((said, counts[said])).encode()).hexdigest())
    return keys
