"""What a parser says about one cell."""

from collections.abc import Callable
from typing import Any, NamedTuple

from socialgoods.exchange.sentences import Sentence, say
from socialgoods.exchange.sentences import mark as _


class Remark(NamedTuple):
    """What was found by which rule, and what to do about it."""

    rule: Sentence
    remedy: Sentence

    @property
    def sentence(self) -> str:
        return f"{self.rule} {self.remedy}".strip()


class Verdict(NamedTuple):
    """A value (None: not known), remarks worth a look, or the error that stands against the cell."""

    value: Any = None
    notes: tuple[Remark, ...] = ()
    error: Remark | None = None
    precision: str = ""

    @property
    def sentence(self) -> str:
        return self.error.sentence if self.error else " ".join(note.sentence for note in self.notes)


Parser = Callable[[Any], Verdict]

NOTHING = say("")
EMPTY = Verdict()


def refuse(rule: Sentence, remedy: Sentence) -> Verdict:
    return Verdict(error=Remark(rule, remedy))


def noted(value: Any, rule: Sentence, remedy: Sentence = NOTHING, precision: str = "") -> Verdict:
    return Verdict(value, (Remark(rule, remedy),), None, precision)


READ_AS_EMPTY = Verdict(notes=(Remark(say(_("값이 없는 것으로 읽었습니다.")), NOTHING),))
EXCEL_ERROR = refuse(
    say(_("엑셀의 오류 값입니다.")),
    say(_("원래 파일에서 오류를 고친 뒤 값으로 저장해 주세요.")),
)
