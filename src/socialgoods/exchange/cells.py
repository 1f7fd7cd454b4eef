"""Parses one cell. Every parser takes a raw cell and says a value, notes worth a look, or an error with its remedy.

Empty cells never reach a parser: empty is not known.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from typing import Any

from socialgoods.kernel import identifiers
from socialgoods.kernel.hangul import tidy


@dataclass(frozen=True, slots=True)
class Parsed:
    value: Any = None
    note: str = ""
    error: str = ""
    remedy: str = ""


Parser = Callable[[Any], Parsed]

NOTHING = {"", "-", "–", "—", "―", "없음", "해당없음", "해당 없음", "미상", "n/a", "N/A", "#N/A", "null", "NULL", "x", "."}
UNITS = {"원": 1, "천원": 1_000, "천": 1_000, "만원": 10_000, "만": 10_000, "백만원": 1_000_000, "백만": 1_000_000, "억원": 100_000_000, "억": 100_000_000}
NEGATIVE = re.compile(r"^(?:[△▲▵∆\-−–]\s*|\((?=.*\)$))")
KOREAN_AMOUNT = re.compile(r"^(?:(\d+(?:\.\d+)?)억)?(?:(\d+(?:\.\d+)?)천만)?(?:(\d+(?:\.\d+)?)백만)?(?:(\d+(?:\.\d+)?)만)?(?:(\d+(?:\.\d+)?)천)?(\d+)?원?$")


def text_of(cell: Any) -> str:
    """A cell as a person would read it; numbers from spreadsheets come as floats."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return tidy(str(cell))


def text(cell: Any) -> Parsed:
    value = text_of(cell)
    return Parsed(None if value in NOTHING - {"x"} else value)


def parse_amount(raw: str, multiplier: int) -> int | None:
    """Whole won from a Korean writing of money; None where it is none, ValueError where it has parts of a won."""
    written = re.sub(r"[\s,₩￦\\]|KRW", "", raw)
    negative = bool(NEGATIVE.match(written))
    written = re.sub(r"^[△▲▵∆\-−–(]+|\)$", "", written)
    number = re.fullmatch(r"(\d+(?:\.\d+)?|\.\d+)(원|천원|천|만원|만|백만원|백만|억원|억)?", written)
    if number:
        amount = Decimal(number[1]) * (UNITS[number[2]] if number[2] else multiplier)
    elif written and (parts := KOREAN_AMOUNT.fullmatch(written)) and any(parts.groups()):
        scales = (100_000_000, 10_000_000, 1_000_000, 10_000, 1_000, 1)
        amount = sum((Decimal(part) * scale for part, scale in zip(parts.groups(), scales, strict=True) if part), Decimal(0))
    else:
        return None
    if amount != int(amount):
        raise ValueError
    return -int(amount) if negative else int(amount)


def won(multiplier: int = 1, *, signed: bool = False) -> Parser:
    remedy = "‘1,234,000’이나 ‘1억 2천만원’처럼 숫자로 적어 주세요."

    def parse(cell: Any) -> Parsed:
        if isinstance(cell, bool) or isinstance(cell, date):
            return Parsed(error="금액이 아닙니다.", remedy=remedy)
        raw = repr(cell) if isinstance(cell, float) else text_of(cell)
        if raw in {"-", "–", "—", "―"}:
            return Parsed(0, note="‘-’을 0원으로 읽었습니다.")
        if raw in NOTHING:
            return Parsed(None)
        try:
            amount = parse_amount(f"{cell:f}" if isinstance(cell, float) else raw, multiplier)
        except ValueError:
            return Parsed(error="1원보다 작은 단위가 있습니다.", remedy="원 단위로 반올림해서 적어 주세요.")
        if amount is None:
            return Parsed(error="금액으로 읽을 수 없습니다.", remedy=remedy)
        if amount < 0 and not signed:
            return Parsed(error="이 칸에는 음수를 적을 수 없습니다.", remedy="0이나 양수로 고쳐 주세요. 환불은 매출에서 빼고 적습니다.")
        if abs(amount) > 10**15:
            return Parsed(error="금액이 지나치게 큽니다.", remedy="단위(원, 천원)를 확인해 주세요.")
        return Parsed(amount)

    return parse


def whole(cell: Any) -> Parsed:
    raw = text_of(cell)
    if raw in {"-", "–", "—"}:
        return Parsed(0, note="‘-’을 0으로 읽었습니다.")
    if raw in NOTHING:
        return Parsed(None)
    found = re.fullmatch(r"(\d[\d,]*)\s*(?:명|개|곳|시간|인|건|년)?", raw)
    if not found or isinstance(cell, (bool, date)):
        return Parsed(error="0 이상의 정수가 아닙니다.", remedy="‘12’처럼 숫자만 적어 주세요.")
    value = int(found[1].replace(",", ""))
    if value > 2_000_000_000:
        return Parsed(error="숫자가 지나치게 큽니다.", remedy="자릿수를 확인해 주세요.")
    return Parsed(value)


def number(cell: Any) -> Parsed:
    raw = text_of(cell).replace(",", "")
    if raw in NOTHING:
        return Parsed(None)
    scale = Decimal(1)
    if raw.endswith(("%", "퍼센트")):
        raw, scale = re.sub(r"\s*(%|퍼센트)$", "", raw), Decimal("0.01")
    try:
        value = Decimal(raw) * scale
    except InvalidOperation:
        return Parsed(error="숫자가 아닙니다.", remedy="‘12.5’처럼 적어 주세요.")
    if not value.is_finite():
        return Parsed(error="숫자가 아닙니다.", remedy="‘12.5’처럼 적어 주세요.")
    return Parsed(value)


DATE_FORMS = (
    re.compile(r"^['’‘]?(?P<y>\d{2}|\d{4})\s*[.\-/년]\s*(?P<m>\d{1,2})\s*[.\-/월]\s*(?P<d>\d{1,2})\s*[.일]?(?:\s*\(?[월화수목금토일]\)?)?(?:\s+\d{1,2}:\d{2}.*)?$"),
    re.compile(r"^(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})$"),
    re.compile(r"^['’‘]?(?P<y>\d{2}|\d{4})\s*[.\-/년]\s*(?P<m>\d{1,2})\s*[.월]?$"),
    re.compile(r"^(?P<y>(?:19|20)\d{2})\s*년?$"),
)
EXCEL_EPOCH = date(1899, 12, 30)
DATE_REMEDY = "‘2017-12-05’처럼 적어 주세요."


def day(cell: Any) -> Parsed:
    """A date. Where the day, or month, is missing, the first is taken and noted."""
    if isinstance(cell, datetime):
        return Parsed(cell.date())
    if isinstance(cell, date):
        return Parsed(cell)
    if isinstance(cell, (int, float)) and not isinstance(cell, bool) and 3_000 < cell < 80_000:
        if 1900 <= cell <= 2100 and float(cell).is_integer():
            return Parsed(date(int(cell), 1, 1), note="연도만 있어 1월 1일로 읽었습니다.")
        return Parsed(EXCEL_EPOCH + timedelta(days=int(cell)), note="엑셀의 날짜 번호를 날짜로 읽었습니다.")
    raw = text_of(cell)
    if raw in NOTHING:
        return Parsed(None)
    for form in DATE_FORMS:
        if found := form.match(raw):
            return _dated(found.groupdict(), raw)
    return Parsed(error="날짜로 읽을 수 없습니다.", remedy=DATE_REMEDY)


def _dated(parts: Mapping[str, str | None], raw: str) -> Parsed:
    year, notes = int(parts["y"] or 0), []
    if year < 100:
        year += 2000 if year < 70 else 1900
        notes.append(f"두 자리 연도를 {year}년으로 읽었습니다.")
    if not parts.get("m"):
        notes.append("연도만 있어 1월 1일로 읽었습니다.")
    elif not parts.get("d"):
        notes.append("날이 없어 1일로 읽었습니다.")
    try:
        value = date(year, int(parts.get("m") or 1), int(parts.get("d") or 1))
    except ValueError:
        return Parsed(error=f"‘{raw}’은(는) 달력에 없는 날입니다.", remedy=DATE_REMEDY)
    if not 1900 <= value.year <= 2100:
        return Parsed(error="1900년부터 2100년까지의 날짜가 아닙니다.", remedy=DATE_REMEDY)
    return Parsed(value, note=" ".join(notes))


def year(cell: Any) -> Parsed:
    if isinstance(cell, date):
        return Parsed(cell.year)
    found = re.fullmatch(r"((?:19|20)\d{2})\s*(?:년|년도|회계연도)?", text_of(cell))
    if not found:
        return Parsed(error="연도가 아닙니다.", remedy="‘2017’처럼 네 자리로 적어 주세요.")
    return Parsed(int(found[1]))


def phone(cell: Any) -> Parsed:
    raw = text_of(cell)
    if raw in NOTHING:
        return Parsed(None)
    first = re.split(r"[,/;]|\s{2,}| 또는 ", raw)[0]
    value = identifiers.normalise_phone(first)
    if value is None:
        return Parsed(error="전화번호로 읽을 수 없습니다.", remedy="‘063-555-1234’처럼 지역 번호부터 적어 주세요.")
    if not identifiers.digits(first).startswith(("0", "1", "82")) or identifiers.digits(first)[:2] == "10":
        return Parsed(value, note="빠진 앞자리 0을 채웠습니다.")
    if first != raw:
        return Parsed(value, note="여러 번호 가운데 첫 번호를 읽었습니다.")
    return Parsed(value)


def business_no(cell: Any) -> Parsed:
    raw = text_of(cell)
    if raw in NOTHING:
        return Parsed(None)
    value = identifiers.digits(raw)
    if re.search(r"[^\d\s\-–.]", raw) or len(value) > 10 or len(value) < 9:
        return Parsed(error="사업자등록번호는 숫자 열 자리입니다.", remedy="‘123-45-67890’처럼 적거나, 없으면 비워 두세요.")
    value = value.zfill(10)
    if not identifiers.is_business_no(value):
        return Parsed(error="사업자등록번호의 마지막 숫자(검증 번호)가 맞지 않습니다.", remedy="사업자등록증을 보고 다시 적거나, 모르면 비워 두세요.")
    return Parsed(value)


def corporate_no(cell: Any) -> Parsed:
    raw = text_of(cell)
    if raw in NOTHING:
        return Parsed(None)
    value = identifiers.digits(raw)
    if len(value) != 13:
        return Parsed(error="법인등록번호는 숫자 열세 자리입니다.", remedy="‘123456-1234567’처럼 적거나, 없으면 비워 두세요.")
    if not identifiers.is_corporate_no(value):
        return Parsed(value, note="법인등록번호의 검증 번호가 맞지 않습니다. 2025년 2월 뒤에 받은 번호라면 그대로 두어도 됩니다.")
    return Parsed(value)


YES = {"o", "○", "예", "네", "유", "있음", "y", "yes", "true", "1", "참", "v", "√", "✓", "해당"}
NO = {"x", "×", "아니오", "아니요", "무", "없음", "n", "no", "false", "0", "거짓", "미해당", "-"}


def boolean(cell: Any) -> Parsed:
    raw = text_of(cell).casefold()
    if raw in YES:
        return Parsed(True)
    if raw in NO:
        return Parsed(False)
    return Parsed(error="예 또는 아니오가 아닙니다.", remedy="‘예’나 ‘아니오’로 적어 주세요.")


def choice(options: Mapping[str, tuple[str, ...]]) -> Parser:
    """By code or by any of its labels; a preset's own words count as labels."""
    codes = {_key(label): code for code, labels in options.items() for label in (code, *labels) if label}
    shown = ", ".join(labels[0] if labels else code for code, labels in options.items())

    def parse(cell: Any) -> Parsed:
        raw = text_of(cell)
        if raw in NOTHING:
            return Parsed(None)
        if code := codes.get(_key(raw)):
            return Parsed(code)
        near = get_close_matches(_key(raw), list(codes), n=1, cutoff=0.6)
        hint = f"‘{(options[codes[near[0]]] or (codes[near[0]],))[0]}’을(를) 뜻하시나요? " if near else ""
        return Parsed(error=f"‘{raw}’은(는) 정해진 값이 아닙니다.", remedy=f"{hint}다음 가운데 하나로 적어 주세요: {shown}.")

    return parse


def choices(options: Mapping[str, tuple[str, ...]], separators: str = ";") -> Parser:
    one = choice(options)

    def parse(cell: Any) -> Parsed:
        values = []
        for part in re.split(f"[{re.escape(separators)}]", text_of(cell)):
            if part.strip():
                parsed = one(part)
                if parsed.error:
                    return parsed
                values.append(parsed.value)
        return Parsed(tuple(dict.fromkeys(values)))

    return parse


def _key(label: str) -> str:
    return re.sub(r"[\s_·/()-]", "", label).casefold()


def coordinate(low: float, high: float) -> Parser:
    def parse(cell: Any) -> Parsed:
        parsed = number(cell)
        if parsed.error or parsed.value is None:
            return parsed
        value = float(parsed.value)
        if not low <= value <= high:
            return Parsed(error=f"{low}과 {high} 사이가 아닙니다.", remedy="WGS84 경위도(예: 127.1, 35.9)로 적어 주세요.")
        return Parsed(value)

    return parse


def url(cell: Any) -> Parsed:
    raw = text_of(cell)
    if raw in NOTHING:
        return Parsed(None)
    value = raw if re.match(r"^https?://", raw, re.IGNORECASE) else f"https://{raw}"
    if not re.fullmatch(r"https?://[^\s/$.?#][^\s]*\.[^\s]{2,}", value, re.IGNORECASE) or len(value) > 200:
        return Parsed(error="홈페이지 주소가 아닙니다.", remedy="‘https://example.kr’처럼 적거나 비워 두세요.")
    return Parsed(value)
