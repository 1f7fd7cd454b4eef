"""How figures and days are written on screens, in letters and in exports alike. Pure, but for asking the language.

What is not known (None) reads "자료 없음": never 0, never a dash.
"""

import math
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from numbers import Rational

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from socialgoods.kernel.money import Won
from socialgoods.kernel.periods import SEOUL, seoul_day

Figure = int | float | Decimal | Fraction

WEEKDAYS = "월화수목금토일"
WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MYRIADS = ((10**16, "경"), (10**12, "조"), (10**8, "억"), (10**4, "만"))
# The second form of a particle follows a consonant ("마을은", not "마을는").
PARTICLES = {
    "은/는": ("은", "는"),
    "이/가": ("이", "가"),
    "을/를": ("을", "를"),
    "과/와": ("과", "와"),
    "으로/로": ("으로", "로"),
}


def unknown() -> str:
    return _("자료 없음")


def known(value: object) -> str:
    return unknown() if value is None or value == "" else str(value)


def won(amount: Won | None) -> str:
    """For tables: `123,400,000`; the unit stands in the heading."""
    return unknown() if amount is None else _minus(f"{amount:,}")


def won_words(amount: Won | None) -> str:
    """For sentences, to the won: `1억 2,340만 원`, `1억 2,345만 6,789원`."""
    if amount is None:
        return unknown()
    if not _is_korean():
        return f"{'−' if amount < 0 else ''}KRW {abs(amount):,}"
    sign, rest, parts = ("−" if amount < 0 else ""), abs(amount), []
    for size, word in MYRIADS:
        count, rest = divmod(rest, size)
        if count:
            parts.append(f"{count:,}{word}")
    if not parts or rest:
        return sign + " ".join([*parts, f"{rest:,}원"])
    return f"{sign}{' '.join(parts)} 원"


def won_about(amount: Won | None) -> str:
    """For sentences: rounded to 만 원, half away from zero; below 만 원 as it is."""
    if amount is None or abs(amount) < 10_000:
        return won_words(amount)
    if not _is_korean():
        return _english_about(amount)
    rounded = (abs(amount) + 5_000) // 10_000 * 10_000
    return won_words(-rounded if amount < 0 else rounded)


def number(value: Figure | None, places: int = 0) -> str:
    """`1,234`; with places `1,234.5`. Half rounds away from zero."""
    exact = _exact(value)
    return unknown() if exact is None else _minus(_rounded(exact, places))


def percent(ratio: Figure | None, places: int = 1) -> str:
    """`0.2290` → `22.9%`. Half rounds away from zero."""
    exact = _exact(ratio)
    return unknown() if exact is None else _minus(_rounded(exact * 100, places)) + "%"


def seoul_date(day: date | datetime | None) -> str:
    """`2018년 3월 2일(금)`; a moment reads as its day in Seoul."""
    if day is None:
        return unknown()
    day = _day(day)
    if _is_korean():
        return f"{day.year}년 {day.month}월 {day.day}일({WEEKDAYS[day.weekday()]})"
    return f"{WEEKDAYS_EN[day.weekday()]}, {day.day} {MONTHS_EN[day.month - 1]} {day.year}"


def seoul_short(day: date | datetime | None) -> str:
    """For tables: `2018. 3. 2.`"""
    if day is None:
        return unknown()
    day = _day(day)
    if _is_korean():
        return f"{day.year}. {day.month}. {day.day}."
    return f"{day.day} {MONTHS_EN[day.month - 1]} {day.year}"


def seoul_time(at: datetime | None) -> str:
    return unknown() if at is None else f"{at.astimezone(SEOUL):%H:%M}"


def seoul_moment(at: datetime | None) -> str:
    """`2018년 3월 2일(금) 14:05`"""
    return unknown() if at is None else f"{seoul_date(at)} {seoul_time(at)}"


def josa(word: str, pair: str) -> str:
    """The word with its particle: `josa("마을회", "은/는")` → `마을회는`. Unreadable endings keep both: `ABC은(는)`."""
    after_consonant, after_vowel = PARTICLES[pair]
    final = _final(word)
    if final is None:
        return f"{word}{after_consonant}({after_vowel})"
    if pair == "으로/로" and final == 8:
        return word + after_vowel
    return word + (after_consonant if final else after_vowel)


def _final(word: str) -> int | None:
    """Which final consonant the last syllable has: 0 none, 8 ㄹ; None where it cannot be read."""
    last = word.rstrip(" )\"'”’」』")[-1:]
    if "가" <= last <= "힣":
        return (ord(last) - ord("가")) % 28
    digits = {"0": 21, "1": 8, "2": 0, "3": 16, "4": 0, "5": 0, "6": 1, "7": 8, "8": 8, "9": 0}
    return digits.get(last)


def _is_korean() -> bool:
    return not (get_language() or "ko").startswith("en")


def _day(day: date | datetime) -> date:
    return seoul_day(day) if isinstance(day, datetime) else day


def _exact(value: Figure | None) -> Fraction | None:
    """A float counts as the decimal it prints as, so that 0.0005 rounds as written."""
    if value is None:
        return None
    if isinstance(value, Rational):
        return Fraction(value)
    if isinstance(value, Decimal):
        return Fraction(value) if value.is_finite() else None
    return Fraction(repr(float(value))) if math.isfinite(value) else None


def _rounded(exact: Fraction, places: int) -> str:
    scaled = abs(exact) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    left, right = divmod(whole, 10**places)
    text = f"{left:,}" + (f".{right:0{places}d}" if places else "")
    return f"-{text}" if exact < 0 and whole else text


def _minus(text: str) -> str:
    return text.replace("-", "−")


def _english_about(amount: Won) -> str:
    sign, size = ("−" if amount < 0 else ""), abs(amount)
    for unit, word in ((10**12, "trillion"), (10**9, "billion"), (10**6, "million")):
        if size >= unit:
            return f"{sign}KRW {_rounded(Fraction(size, unit), 1).removesuffix('.0')} {word}"
    return f"{sign}KRW {size:,}"
