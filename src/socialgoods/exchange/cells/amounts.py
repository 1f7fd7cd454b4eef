"""Money in whole won, counts, decimals and shares, as Koreans write them."""

import math
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from socialgoods.exchange.cells.verdict import EMPTY, Parser, Verdict, noted, refuse
from socialgoods.exchange.cells.words import DASHES, nothing, plain
from socialgoods.exchange.sentences import mark as _
from socialgoods.exchange.sentences import say

UNITS: Mapping[str, int] = {
    "원": 1,
    "십원": 10,
    "백원": 100,
    "천원": 1_000,
    "만원": 10_000,
    "십만원": 100_000,
    "백만원": 1_000_000,
    "천만원": 10_000_000,
    "억원": 100_000_000,
    "억": 100_000_000,
    "krw": 1,
    "won": 1,
}
HIGHEST_WON = 10**15
LONGEST_NUMBER = 40
HIGHEST_COUNT = 2_000_000_000

NEGATIVE_MARKS = "△▲▵∆▽-−–"
SMALL = {"천": 1_000, "백": 100, "십": 10}
HANGUL_DIGITS = str.maketrans("영일이삼사오육륙칠팔구", "01234566789")
NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+"
BARE = re.compile(NUMBER)
GROUP = rf"(?:(?:{NUMBER})?천)?(?:(?:{NUMBER})?백)?(?:(?:{NUMBER})?십)?(?:{NUMBER})?"
MYRIADS = re.compile(rf"(?:({GROUP})조)?(?:({GROUP})억)?(?:({GROUP})만)?({GROUP})")
DIGITS_OF_GROUP = re.compile(rf"({NUMBER})?([천백십])|({NUMBER})")

MONEY_REMEDY = say(_("‘1,234,000’이나 ‘1억 2천만원’처럼 적어 주세요."))
NOT_MONEY = refuse(say(_("금액으로 읽을 수 없습니다.")), MONEY_REMEDY)
MISPLACED = refuse(say(_("쉼표가 세 자리마다 있지 않습니다.")), MONEY_REMEDY)
BELOW_ONE_WON = refuse(
    say(_("1원보다 작은 금액이 있습니다. 금액은 원 단위 정수로 받습니다.")),
    say(_("원 단위로 고치거나, 표의 단위가 천원·백만원인지 확인해 주세요.")),
)
NEGATIVE = refuse(
    say(_("음수를 적을 수 없는 칸입니다.")), say(_("0이나 양수로 고쳐 주세요. 환불은 매출에서 빼고 적습니다."))
)
TOO_MUCH = refuse(
    say(_("1,000조 원이 넘습니다. 단위가 잘못된 것으로 보입니다.")),
    say(_("원·천원 가운데 어느 단위인지 확인해 주세요.")),
)


def decimal_of(number: float) -> Decimal:
    """A spreadsheet keeps 15 digits; what stands behind them is noise."""
    return Decimal(f"{number:.15g}")


def won(unit: int = 1, *, signed: bool = False) -> Parser:
    """Whole won. `unit` is what a bare number counts (1,000 under a heading in 천원); a written unit wins."""

    def judge(amount: Decimal) -> Verdict:
        if not amount.is_finite():
            return NOT_MONEY
        if abs(amount) > HIGHEST_WON:
            return TOO_MUCH
        if amount != int(amount):
            return BELOW_ONE_WON
        return NEGATIVE if amount < 0 and not signed else Verdict(int(amount))

    def parse(cell: Any) -> Verdict:
        if isinstance(cell, bool | date):
            return NOT_MONEY
        if isinstance(cell, int | float):
            return judge(decimal_of(cell) * unit)
        written = plain(cell)
        if written in DASHES:
            return Verdict(0)
        if (verdict := nothing(written)) is not None:
            return verdict
        negative, bare = _unsigned(re.sub(r"[\s₩\\]|KRW", "", written))
        if len(bare) > LONGEST_NUMBER:
            return NOT_MONEY
        if BARE.fullmatch(bare):
            amount: Decimal | None = Decimal(bare.replace(",", "")) * unit
        else:
            amount = korean_amount(bare)
        if amount is None:
            return MISPLACED if re.fullmatch(r"[\d,]+", bare) else NOT_MONEY
        return judge(-amount if negative else amount)

    return parse


def _unsigned(written: str) -> tuple[bool, str]:
    """Accountants write minus as △500, ▲500, (500) or -500, also both at once: (△500)."""
    negative = False
    if written.startswith("(") and written.endswith(")"):
        negative, written = True, written[1:-1]
    if written[:1] and written[0] in NEGATIVE_MARKS:
        negative, written = True, written[1:]
    return negative, written.removeprefix("+") if not negative else written


def korean_amount(written: str) -> Decimal | None:
    """`1억2천만원`, `1,234천원`, `금일천이백만원정` in won; None where it is no amount."""
    body = re.sub(r"^금", "", written)
    body = re.sub(r"원?정?$", "", body).translate(HANGUL_DIGITS)
    found = MYRIADS.fullmatch(body)
    if not body or not found or body[0] in "만억조":
        return None
    scales = (10**12, 10**8, 10**4, 1)
    return sum((_group(part) * scale for part, scale in zip(found.groups(), scales, strict=True) if part), Decimal(0))


def _group(part: str) -> Decimal:
    total = Decimal(0)
    for count, scale, rest in DIGITS_OF_GROUP.findall(part):
        number = Decimal((count or rest or "1").replace(",", ""))
        total += number * SMALL.get(scale, 1)
    return total


COUNTED = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(?:\.0+)?\s*(?:명|개|곳|개소|시간|인|건|년|회|가구|호|세대)?")
NOT_A_COUNT = refuse(say(_("0 이상의 정수가 아닙니다.")), say(_("‘12’처럼 숫자만 적어 주세요.")))


def count(lowest: int = 0, highest: int = HIGHEST_COUNT) -> Parser:
    out_of_range = refuse(
        say(_("{lowest}부터 {highest}까지의 숫자가 아닙니다."), lowest=f"{lowest:,}", highest=f"{highest:,}"),
        say(_("자릿수를 확인해 주세요.")),
    )

    def parse(cell: Any) -> Verdict:
        if isinstance(cell, bool | date):
            return NOT_A_COUNT
        written = plain(cell)
        if written in DASHES:
            return Verdict(0)
        if (verdict := nothing(written)) is not None:
            return verdict
        found = COUNTED.fullmatch(written)
        if not found or len(written) > LONGEST_NUMBER:
            return NOT_A_COUNT
        value = int(found[1].replace(",", ""))
        return Verdict(value) if lowest <= value <= highest else out_of_range

    return parse


NOT_A_NUMBER = refuse(say(_("숫자로 읽을 수 없습니다.")), say(_("‘12.5’처럼 적어 주세요.")))


def _decimal(cell: Any) -> Decimal | Verdict:
    if isinstance(cell, bool | date):
        return NOT_A_NUMBER
    if isinstance(cell, int | float):
        return decimal_of(cell) if math.isfinite(cell) else NOT_A_NUMBER
    written = plain(cell)
    if written in DASHES:
        return EMPTY
    if (verdict := nothing(written)) is not None:
        return verdict
    negative, bare = _unsigned(re.sub(r"\s|점$|명$", "", written))
    try:
        value = Decimal(bare.replace(",", "")) if re.fullmatch(rf"(?:{NUMBER})(?:[eE][+-]?\d{{1,2}})?", bare) else None
    except InvalidOperation:
        value = None
    if value is None or len(bare) > LONGEST_NUMBER:
        return NOT_A_NUMBER
    return -value if negative else value


def decimal(lowest: float | None = None, highest: float | None = None) -> Parser:
    bounds = say(
        _("{lowest}부터 {highest}까지의 숫자가 아닙니다."),
        lowest="…" if lowest is None else f"{lowest:g}",
        highest="…" if highest is None else f"{highest:g}",
    )
    outside = refuse(bounds, say(_("소수점과 자릿수를 확인해 주세요.")))

    def parse(cell: Any) -> Verdict:
        value = _decimal(cell)
        if isinstance(value, Verdict):
            return value
        if (lowest is not None and value < lowest) or (highest is not None and value > highest):
            return outside
        return Verdict(value)

    return parse


def share(cell: Any) -> Verdict:
    """A share between 0 and 1: `23.4%`, 0.234, or 23.4, which is noted."""
    written = plain(cell) if isinstance(cell, str) else ""
    per_cent = re.fullmatch(r"(.+?)\s*(?:%|퍼센트|프로)", written)
    value = _decimal(per_cent[1] if per_cent else cell)
    if isinstance(value, Verdict):
        return value
    ratio = value / 100 if per_cent or value > 1 else value
    if not 0 <= ratio <= 1:
        return refuse(say(_("0%부터 100%까지의 비율이 아닙니다.")), say(_("‘23.4%’처럼 적어 주세요.")))
    if not per_cent and value > 1:
        return noted(ratio, say(_("{value} 값을 {value}%로 읽었습니다."), value=f"{value:f}"))
    return Verdict(ratio)


def year(cell: Any) -> Verdict:
    if isinstance(cell, date):
        return Verdict(cell.year)
    written = plain(cell)
    if (verdict := nothing(written)) is not None:
        return verdict
    found = re.fullmatch(r"(?:FY)?((?:19|20)\d{2})\s*(?:년|년도|회계연도|학년도)?\.?", written)
    if found:
        return Verdict(int(found[1]))
    short = re.fullmatch(r"['’‘`](\d{2})\s*(?:년|년도)?\.?|(\d{2})\s*(?:년|년도)", written)
    if short:
        value = 2000 + int(short[1] or short[2])
        return noted(value, say(_("두 자리 연도를 {year}년으로 읽었습니다."), year=value))
    return refuse(say(_("연도로 읽을 수 없습니다.")), say(_("‘2017’처럼 네 자리로 적어 주세요.")))
