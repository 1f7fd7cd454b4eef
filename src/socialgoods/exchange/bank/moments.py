"""Day and time of a movement, in one cell or in two."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from socialgoods.exchange.cells import as_text, day, plain, refuse
from socialgoods.exchange.cells.verdict import Verdict
from socialgoods.exchange.sentences import mark as _
from socialgoods.exchange.sentences import say

RUN_TOGETHER = re.compile(r"((?:19|20)\d{6})[\s-]*(\d{2}):?(\d{2}):?(\d{2})?")
TIME = re.compile(r"(?<!\d)(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(?!\d)")
BARE_TIME = re.compile(r"(\d{1,2})(\d{2})(\d{2})?")
HALF = re.compile(r"오전|오후|[AP]\.?M\.?", re.IGNORECASE)
NOT_WHOLE = refuse(
    say(_("연·월·일이 모두 있는 거래일이 아닙니다.")), say(_("‘2018-03-02’처럼 연·월·일을 모두 적어 주세요."))
)
NOT_YET = refuse(say(_("오지 않은 날의 거래입니다.")), say(_("연도와 날짜를 확인해 주세요.")))


def day_and_time(cell: Any, today: date) -> tuple[Verdict, str]:
    """The verdict on the day, and the time as `13:05:22`, "" where the cell has none."""
    if isinstance(cell, datetime):
        clock = f"{cell:%H:%M:%S}" if cell.time() != time(0) else ""
        return _judged(day(today)(cell.date()), today), clock
    if isinstance(cell, float) and not cell.is_integer() and 20_000 < cell < 80_000:
        return _judged(day(today)(float(int(cell))), today), _of_fraction(cell % 1)
    written = plain(cell)
    if together := RUN_TOGETHER.fullmatch(written):
        return _judged(day(today)(together[1]), today), clock_of(
            ":".join(part for part in together.groups()[1:] if part)
        )
    found = TIME.search(written)
    clock = clock_of(written) if found else ""
    bare = written[: found.start()] if found else written
    bare = re.sub(r"[\s(\-T]+$", "", HALF.sub("", bare))
    bare = (
        re.sub(r"\s*\(?[월화수목금토일](?:요일)?\)?$", "", bare) if re.search(r"[)요월화수목금토]", bare[-3:]) else bare
    )
    return _judged(day(today)(bare if isinstance(cell, str) else cell), today), clock


def clock_of(cell: Any) -> str:
    """`13:05:22` from a cell of time in any writing; "" where it says none."""
    if isinstance(cell, datetime | time):
        return f"{cell:%H:%M:%S}"
    if isinstance(cell, timedelta):
        return _of_fraction(cell / timedelta(days=1) % 1)
    if isinstance(cell, float) and 0 < cell < 1:
        return _of_fraction(cell)
    written = plain(as_text(cell))
    found = TIME.search(written)
    if found is None and re.fullmatch(r"\d{3,6}", written):
        found = BARE_TIME.fullmatch(written.zfill(6 if len(written) > 4 else 4))
    if found is None:
        return ""
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    half = HALF.search(written)
    if (half and half[0][:1].lower() == "p") or (half and half[0] == "오후"):
        hour = hour % 12 + 12
    elif half:
        hour %= 12
    return f"{hour:02}:{minute:02}:{second:02}" if hour < 24 and minute < 60 and second < 60 else ""


def _of_fraction(fraction: float) -> str:
    seconds = round(fraction * 86_400) % 86_400
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _judged(verdict: Verdict, today: date) -> Verdict:
    if verdict.error or verdict.value is None:
        return verdict
    if verdict.precision != "day":
        return NOT_WHOLE
    return NOT_YET if verdict.value > today else verdict
