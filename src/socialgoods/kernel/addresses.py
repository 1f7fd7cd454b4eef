"""What an address says about where an organisation is. Nothing is guessed: what it does not name is asked for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from socialgoods.kernel.hangul import tidy

Where = Literal["inside", "outside", "unknown"]

# A word that ends like a county, city or metropolitan district, standing before the street or village.
SIGUNGU = re.compile(r"(?:^|\s)([가-힣]{1,6}(?:군|시|구))(?=\s|$)")
EUPMYEON = re.compile(r"(?:^|[\s(])([가-힣]{1,6}(?:읍|면))(?=[\s)]|$)")
SIDO = re.compile(
    r"^(?:서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충북|충남|전북|전남|경북|경남|제주|충청북도|충청남도|전라북도|전라남도|경상북도|경상남도)"
    r"(?:특별자치도|특별자치시|특별시|광역시|도)?\s+"
)


@dataclass(frozen=True)
class Located:
    where: Where
    district: str | None = None


def locate(address: str, *, county: str, districts: Sequence[str], sigungu: str = "") -> Located:
    """Inside with its district, inside without one (ask), outside, or unknown.

    `sigungu` is what a column of its own says. An address that names another county is outside whatever the column says
    is not assumed: the column wins, because addresses often start below it.
    """
    text = tidy(address)
    named = tidy(sigungu).split(" ")[-1] if sigungu.strip() else ""
    if not named:
        found = SIGUNGU.findall(SIDO.sub("", text))
        named = county if county in found else (found[0] if found else "")
    if named and named != county:
        return Located("outside")
    district = next((name for name in EUPMYEON.findall(text) if name in districts), None)
    district = district or next((name for name in districts if re.search(rf"(?:^|[\s(]){name}(?![가-힣])", text)), None)
    if named == county or district:
        return Located("inside", district)
    return Located("unknown")


def normalise_address(address: str, provinces: Sequence[str] = ()) -> str:
    """For comparing addresses: without province, brackets, floor and punctuation."""
    text = re.sub(r"\([^)]*\)", " ", tidy(address))
    text = SIDO.sub("", text)
    for province in provinces:
        text = text.removeprefix(province)
    text = re.split(r",|\s(?=\d+층|지하)", text)[0]
    return re.sub(r"[^\w-]", "", text).casefold()
