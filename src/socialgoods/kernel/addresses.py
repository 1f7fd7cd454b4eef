"""What an address says about where an organisation is. Nothing is guessed: what it does not name is asked for."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from socialgoods.kernel.hangul import tidy

Where = Literal["inside", "outside", "unknown"]

SHORT = "서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충북|충남|전북|전남|경북|경남|제주"
LONG = "충청북도|충청남도|전라북도|전라남도|경상북도|경상남도"
# A full name may touch the next word; a short one may not: 대구면 is no 대구.
PROVINCE = re.compile(
    rf"^(?:({LONG})|({SHORT})(?:특별자치도|특별자치시|특별시|광역시|직할시|도(?=\s|$))|({SHORT})(?=\s|$))\s*"
)
COUNTY = re.compile(r"(?:^|\s)([가-힣]{1,6}(?:군|시|구))(?=\s|$)")
DISTRICT = re.compile(r"(?:^|[\s(,])([가-힣]{1,6}(?:읍|면|동))(?=[\s),]|$)")

COUNTIES = re.compile(r"^(?:[가-힣]{1,6}(?:군|시|구)\s+)+")
IN_BRACKETS = re.compile(r"\([^)]*\)")
FLOOR = re.compile(r"\s(?=(?:지하\s*)?\d+층|지하)")
NOT_IN_ADDRESS = re.compile(r"[^\w-]")


@dataclass(frozen=True)
class Located:
    where: Where
    district: str | None = None


def province_in(text: str) -> str:
    """`전북` from 전라북도, 전북특별자치도 or 전북 at the start of an address; "" where none is named."""
    found = PROVINCE.match(tidy(text)) if text else None
    if not found:
        return ""
    return found[1][0] + found[1][2] if found[1] else found[2] or found[3]


def find_district(address: str, names: Iterable[str]) -> str | None:
    """The eup, myeon or dong of `names` that the address names, or None."""
    known = tuple(names)
    text = tidy(address)
    for word in DISTRICT.findall(text):
        if word in known:
            return str(word)
    glued = set(_glued(known).findall(text))
    return glued.pop() if len(glued) == 1 else None


@lru_cache(maxsize=64)
def _glued(names: tuple[str, ...]) -> re.Pattern[str]:
    """완주군봉동읍 …: a district written into the county before it or into the number that follows."""
    return re.compile(rf"(?:^|[\s(,]|군|시)({'|'.join(map(re.escape, names)) or '(?!)'})(?![가-힣])")


@lru_cache(maxsize=64)
def _provinces(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(province_in, names)) - {""}


def locate(
    address: str,
    *,
    county: str,
    districts: Sequence[str],
    sigungu: str = "",
    sido: str = "",
    provinces: Sequence[str] = (),
) -> Located:
    """Inside with its district, inside without one (ask), outside, or unknown.

    `sigungu` and `sido` are what columns of their own say. They win over the address, which often starts below them.
    """
    text = tidy(address)
    home = _provinces(tuple(provinces))
    province = province_in(sido) or province_in(text)
    if home and province and province not in home:
        return Located("outside")
    named = _counties(sigungu) or _counties(text)
    if named and county not in named:
        return Located("outside")
    district = find_district(text, districts)
    if named or district:
        return Located("inside", district)
    return Located("unknown")


def _counties(text: str) -> list[str]:
    """Counties and cities that a text names, largest first. 전주시 덕진구 is one place with two names."""
    if not text:
        return []
    bare = PROVINCE.sub("", tidy(text), count=1)
    found = COUNTY.findall(bare)
    return found or re.findall(r"^([가-힣]{1,5}?군)(?=[가-힣]{1,6}[읍면])", bare)


def normalise_address(address: str, provinces: Sequence[str] = ()) -> str:
    """For comparing addresses: without province, county, brackets, what follows a comma, floor, spaces and case."""
    text = tidy(address)
    if "(" in text:
        text = IN_BRACKETS.sub(" ", text).strip()
    for province in provinces:
        text = text.removeprefix(province)
    text = COUNTIES.sub("", PROVINCE.sub("", text.strip()))
    text = text.partition(",")[0]
    if "층" in text or "지하" in text:
        text = FLOOR.split(text)[0]
    bare = text.replace(" ", "")
    return (bare if bare.replace("-", "").isalnum() else NOT_IN_ADDRESS.sub("", text)).casefold()
