"""Text, yes or no, and choices among codes."""

import re
import unicodedata
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from socialgoods.exchange.cells.verdict import EMPTY, EXCEL_ERROR, READ_AS_EMPTY, Parser, Verdict, noted, refuse
from socialgoods.exchange.sentences import mark as _
from socialgoods.exchange.sentences import say
from socialgoods.kernel.hangul import tidy
from socialgoods.kernel.identifiers import names_resident

WORDS_FOR_NOTHING = frozenset(
    {"없음", "해당없음", "해당사항없음", "미상", "모름", "자료없음", "n/a", "na", "null", "none", "."}
)
LONGEST_SUGGESTED = 40
DASHES = frozenset("-–—―−ㅡ")
ERRORS = frozenset({"#N/A", "#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"})
RESIDENT = refuse(
    say(_("주민등록번호로 보이는 숫자가 있습니다. 주민등록번호는 법에 따라 받지 않습니다.")),
    say(_("그 칸을 지우고 다시 올려 주세요.")),
)
LEADING_EQUALS = refuse(
    say(_("‘=’로 시작하는 수식입니다. 수식은 받지 않습니다.")),
    say(_("계산된 값이나 글자로 바꾸어 적어 주세요.")),
)


def as_text(cell: Any) -> str:
    """A cell as a person reads it: whole numbers lose the `.0` that spreadsheets give them."""
    if cell.__class__ is str:
        return tidy(cell)
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else f"{cell:.15g}"
    return "" if cell is None else str(cell)


def plain(cell: Any) -> str:
    """For reading numbers and codes: compatibility forms (full-width digits, ㈜, ￦) unfolded."""
    return unicodedata.normalize("NFKC", as_text(cell)).strip()


def nothing(written: str) -> Verdict | None:
    """The verdict on a cell that says in words that it is empty, or holds a spreadsheet's error."""
    if not written:
        return EMPTY
    if written.replace(" ", "").casefold() in WORDS_FOR_NOTHING:
        return READ_AS_EMPTY
    if written.upper() in ERRORS:
        return EXCEL_ERROR
    return None


def text(longest: int = 500) -> Parser:
    def parse(cell: Any) -> Verdict:
        written = as_text(cell)
        if not written or written in DASHES:
            return EMPTY
        if written[0] == "=":
            return LEADING_EQUALS
        if written[0] == "#" and written.upper() in ERRORS:
            return EXCEL_ERROR
        if len(written) > longest:
            return refuse(
                say(_("{length}자입니다. 이 칸은 {longest}자까지 받습니다."), length=len(written), longest=longest),
                say(_("짧게 줄여 적어 주세요.")),
            )
        return RESIDENT if names_resident(written) else Verdict(written)

    return parse


YES = frozenset(
    {"o", "○", "◯", "●", "예", "네", "유", "있음", "y", "yes", "true", "t", "1", "참", "v", "√", "✓", "✔", "해당", "여"}
)
NO_WORDS = {"아니오", "아니요", "무", "없음", "n", "no", "false", "f", "0", "거짓", "미해당", "해당없음", "부"}
NO = frozenset(NO_WORDS | {"x", "×", "✕", "-"})


def boolean(cell: Any) -> Verdict:
    written = as_text(cell).replace(" ", "").casefold()
    if not written:
        return EMPTY
    if written in YES:
        return Verdict(True)
    if written in NO:
        return Verdict(False)
    return refuse(say(_("예인지 아니오인지 알 수 없습니다.")), say(_("‘예’나 ‘아니오’로 적어 주세요.")))


def key(label: str) -> str:
    """How labels are compared: without spaces, case and the marks that people write differently."""
    return re.sub(r"[\s_·ㆍ・･./(){}\[\]’'\-–*※]", "", unicodedata.normalize("NFKC", label)).casefold()


def choice(options: Mapping[str, tuple[str, ...]], also: Mapping[str, str] | None = None) -> Parser:
    """By code or any label. `also` are a sheet's own words for codes.

    In it `~word` is found anywhere in a cell, and "*" is what any other word becomes, with a note.
    """
    own = also or {}
    codes = {key(label): code for code, labels in options.items() for label in (code, *labels) if label}
    codes.update({key(word): code for word, code in own.items() if word[0] not in "*~"})
    inside = [(key(word[1:]), code) for word, code in own.items() if word[0] == "~"]
    names = {code: labels[0] if labels else code for code, labels in options.items()}
    allowed = ", ".join(names.values())

    def parse(cell: Any) -> Verdict:
        written = as_text(cell)
        if not written or written in DASHES:
            return EMPTY
        if code := codes.get(key(written)):
            return Verdict(code)
        if code := next((code for word, code in inside if word in key(written)), None):
            return Verdict(code)
        if written.upper() in ERRORS:
            return EXCEL_ERROR
        if "*" in own:
            return noted(
                own["*"],
                say(
                    _("‘{word}’ 값을 ‘{label}’ 항목으로 읽었습니다."), word=written, label=names.get(own["*"], own["*"])
                ),
                say(_("다르면 열 맞추기에서 고쳐 주세요.")),
            )
        return refuse(say(_("‘{word}’ 값은 정해진 값이 아닙니다."), word=written[:60]), _suggestion(written))

    def _suggestion(written: str) -> Any:
        # A column taken for another has as many wrong words as rows; only those with common letters are compared.
        letters = set(key(written[:LONGEST_SUGGESTED]))
        alike = [code for code in codes if len(letters & set(code)) * 2 >= max(len(letters), 2)]
        near = get_close_matches(key(written[:LONGEST_SUGGESTED]), alike, n=1, cutoff=0.55)
        if near:
            return say(
                _("‘{near}’ 값을 뜻하셨나요? 쓸 수 있는 값: {allowed}."), near=names[codes[near[0]]], allowed=allowed
            )
        return say(_("다음 가운데 하나로 적어 주세요: {allowed}."), allowed=allowed)

    return parse


def choices(options: Mapping[str, tuple[str, ...]], also: Mapping[str, str] | None = None, marks: str = ";") -> Parser:
    """Several choices in one cell; the value is a tuple of codes, each once, in the order written."""
    one = choice(options, also)
    between = re.compile(f"[{re.escape(marks)}\n]")

    def parse(cell: Any) -> Verdict:
        parts = between.split(cell if isinstance(cell, str) else as_text(cell))
        verdicts = [one(part) for part in parts if part.strip()]
        if wrong := next((verdict for verdict in verdicts if verdict.error), None):
            return wrong
        notes = tuple(dict.fromkeys(note for verdict in verdicts for note in verdict.notes))
        return Verdict(tuple(dict.fromkeys(verdict.value for verdict in verdicts if verdict.value)) or None, notes)

    return parse
