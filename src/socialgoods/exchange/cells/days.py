"""Dates as Koreans write them."""

import re
from datetime import date, datetime, timedelta
from typing import Any

from socialgoods.exchange.cells.verdict import NOTHING, Parser, Remark, Verdict, refuse
from socialgoods.exchange.cells.words import DASHES, EMPTY, nothing, plain
from socialgoods.exchange.sentences import Sentence, say
from socialgoods.exchange.sentences import mark as _

REMEDY = say(_("‘2017-12-05’처럼 적어 주세요."))
NOT_A_DATE = refuse(say(_("날짜로 읽을 수 없습니다.")), REMEDY)
NOT_ON_CALENDAR = refuse(say(_("달력에 없는 날입니다.")), REMEDY)
OUT_OF_TIME = refuse(say(_("1900년부터 2100년까지의 날짜가 아닙니다.")), REMEDY)
TWO_READINGS = refuse(
    say(_("두 가지 날짜로 읽힐 수 있습니다.")), say(_("‘2017-10-01’처럼 연·월·일을 모두 적어 주세요."))
)
DAY_MISSING = say(_("날이 없어 그 달의 1일로 읽었습니다."))
MONTH_MISSING = say(_("월과 날이 없어 그 해의 1월 1일로 읽었습니다."))
SERIAL_NUMBER = say(_("엑셀의 날짜 번호를 날짜로 읽었습니다."))

YEAR = r"['’‘`]?(?P<y>\d{4}|\d{2})"
BETWEEN = r"\s*[.\-/년]\s*"
WEEKDAY_OR_TIME = r"(?:\s*\(?[월화수목금토일](?:요일)?\)?)?(?:[T\s]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
WHOLE = re.compile(rf"{YEAR}{BETWEEN}(?P<m>\d{{1,2}})\s*[.\-/월]\s*(?P<d>\d{{1,2}})\s*[.일]?{WEEKDAY_OR_TIME}")
TO_MONTH = re.compile(rf"{YEAR}{BETWEEN}(?P<m>\d{{1,2}})\s*[.월]?")
TO_YEAR = re.compile(r"(?P<y>(?:19|20)\d{2})\s*(?:년|년도)?\.?")
EXCEL_EPOCH = date(1899, 12, 30)
SERIALS = range(10_000, 80_000)


def day(today: date) -> Parser:
    """A date with its precision. Years of two digits lie in the hundred years up to ten after `today`."""

    def parse(cell: Any) -> Verdict:
        if isinstance(cell, datetime):
            return _dated(cell.year, cell.month, cell.day)
        if isinstance(cell, date):
            return _dated(cell.year, cell.month, cell.day)
        if isinstance(cell, bool):
            return NOT_A_DATE
        if isinstance(cell, int | float):
            return _number(float(cell), today)
        written = plain(cell)
        if written in DASHES:
            return EMPTY
        if (verdict := nothing(written)) is not None:
            return verdict
        for form in (WHOLE, TO_MONTH, TO_YEAR):
            if found := form.fullmatch(written):
                parts = found.groupdict()
                return _dated(parts["y"], parts.get("m"), parts.get("d"), today=today)
        if re.fullmatch(r"\d{4,8}(?:\.0+)?", written):
            return _number(float(written), today)
        return NOT_A_DATE

    return parse


def _number(number: float, today: date) -> Verdict:
    """What a bare number says: a year, 2017.12, 20171205, 171205, 201712 or a spreadsheet's serial number."""
    if not 0 < number < 1e9:
        return NOT_A_DATE
    whole = int(number)
    if 1900 <= whole <= 2100:
        return _year_point_month(number, whole)
    if whole in SERIALS:
        found = EXCEL_EPOCH + timedelta(days=whole)
        return _dated(found.year, found.month, found.day, notes=(SERIAL_NUMBER,))
    digits = str(whole)
    if len(digits) == 8:
        return _dated(digits[:4], digits[4:6], digits[6:])
    if len(digits) == 6:
        as_month = _dated(digits[:4], digits[4:], None) if digits[:2] in {"19", "20"} else NOT_A_DATE
        as_day = _dated(digits[:2], digits[2:4], digits[4:], today=today)
        readings = [reading for reading in (as_month, as_day) if reading.error is None]
        return readings[0] if len(readings) == 1 else TWO_READINGS if readings else NOT_A_DATE
    return NOT_A_DATE


def _year_point_month(number: float, year: int) -> Verdict:
    """`2017.12` typed into a spreadsheet is a number; in it, October and January look the same."""
    fraction = f"{number:.15g}".partition(".")[2]
    if not fraction:
        return _dated(year, None, None)
    if fraction == "1":
        return TWO_READINGS
    return _dated(year, fraction, None) if len(fraction) == 2 else NOT_A_DATE


def _dated(
    year: int | str,
    month: int | str | None,
    day: int | str | None,
    *,
    today: date | None = None,
    notes: tuple[Sentence, ...] = (),
) -> Verdict:
    if isinstance(year, str) and len(year) == 2:
        if today is None:
            return NOT_A_DATE
        full = today.year - today.year % 100 + int(year)
        year = full - 100 if full > today.year + 10 else full
        notes += (say(_("두 자리 연도를 {year}년으로 읽었습니다."), year=year),)
    precision = "day" if day else "month" if month else "year"
    if precision != "day":
        notes += (DAY_MISSING if month else MONTH_MISSING,)
    try:
        value = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return NOT_ON_CALENDAR
    if not 1900 <= value.year <= 2100:
        return OUT_OF_TIME
    return Verdict(value, tuple(Remark(note, NOTHING) for note in notes), None, precision)
