"""Numbers and places by which an organisation is known and reached."""

import re
from typing import Any

from socialgoods.exchange.cells.amounts import decimal
from socialgoods.exchange.cells.verdict import EMPTY, Parser, Verdict, noted, refuse
from socialgoods.exchange.cells.words import DASHES, RESIDENT, nothing, plain, text
from socialgoods.exchange.sentences import mark as _
from socialgoods.exchange.sentences import say
from socialgoods.kernel import identifiers

ZERO_RESTORED = say(_("빠진 앞자리 0을 채웠습니다."))
FIRST_OF_SEVERAL = say(_("여러 번호 가운데 첫 번호만 읽었습니다."))
NOT_A_PHONE = refuse(
    say(_("전화번호로 읽을 수 없습니다.")), say(_("‘063-555-1234’처럼 지역 번호부터 적거나 비워 두세요."))
)


def phone(cell: Any) -> Verdict:
    if cell.__class__ is str and identifiers.PHONE_AS_WE_WRITE_IT.fullmatch(cell):
        return Verdict(cell)
    written = plain(cell)
    if written in DASHES:
        return EMPTY
    if (verdict := nothing(written)) is not None:
        return verdict
    first = re.split(r"[,/;~]|\s또는\s|\s*\(내선|\s*내선", written)[0].strip()
    number = identifiers.normalise_phone(first)
    if number is None:
        return NOT_A_PHONE
    if identifiers.lost_its_zero(first):
        return noted(number, ZERO_RESTORED)
    return noted(number, FIRST_OF_SEVERAL) if first != written else Verdict(number)


BUSINESS_NO = re.compile(r"([0-9]{3})-?([0-9]{2})-?([0-9]{5})")
BUSINESS_REMEDY = say(_("사업자등록증을 보고 ‘123-45-67890’처럼 다시 적거나, 모르면 비워 두세요."))
NOT_TEN_DIGITS = refuse(say(_("사업자등록번호는 숫자 열 자리입니다.")), BUSINESS_REMEDY)
WRONG_BUSINESS_CHECK = refuse(
    say(_("사업자등록번호의 마지막 숫자(검증 번호)가 앞 숫자들과 맞지 않습니다.")), BUSINESS_REMEDY
)


def business_no(cell: Any) -> Verdict:
    usual = BUSINESS_NO.fullmatch(cell) if cell.__class__ is str else None
    if usual:
        number = usual[1] + usual[2] + usual[3]
    else:
        written = plain(cell)
        if written in DASHES:
            return EMPTY
        if (verdict := nothing(written)) is not None:
            return verdict
        number = re.sub(r"[\s\-–—.]", "", written)
    if not re.fullmatch(r"[0-9]{10}", number):
        return NOT_TEN_DIGITS
    return Verdict(number) if identifiers.is_business_no(number) else WRONG_BUSINESS_CHECK


NOT_THIRTEEN_DIGITS = refuse(
    say(_("법인등록번호는 숫자 열세 자리입니다.")), say(_("‘123456-1234567’처럼 적거나, 없으면 비워 두세요."))
)
CORPORATE_CHECK_NOTE = say(_("법인등록번호의 검증 번호가 맞지 않습니다."))
CORPORATE_CHECK_REMEDY = say(_("2025년 2월부터 받은 번호라면 그대로 두셔도 됩니다."))


def corporate_no(cell: Any) -> Verdict:
    """The check digit only warns: numbers issued after 2025-01-31 carry none."""
    written = plain(cell)
    if written in DASHES:
        return EMPTY
    if (verdict := nothing(written)) is not None:
        return verdict
    number = re.sub(r"[\s\-–—]", "", written)
    if not re.fullmatch(r"[0-9]{13}", number):
        return NOT_THIRTEEN_DIGITS
    if identifiers.is_corporate_no(number):
        return Verdict(number)
    if identifiers.names_resident(f"{number[:6]}-{number[6:]}"):
        return RESIDENT
    return noted(number, CORPORATE_CHECK_NOTE, CORPORATE_CHECK_REMEDY)


NOT_A_HOMEPAGE = refuse(say(_("홈페이지 주소가 아닙니다.")), say(_("‘https://example.kr’처럼 적거나 비워 두세요.")))


def homepage(cell: Any) -> Verdict:
    written = plain(cell)
    if written in DASHES:
        return EMPTY
    if (verdict := nothing(written)) is not None:
        return verdict
    address = written if re.match(r"https?://", written, re.IGNORECASE) else f"https://{written}"
    if len(address) > 200 or not re.fullmatch(r"https?://[\w가-힣-]+(?:\.[\w가-힣-]+)+(?::\d+)?(?:[/?#]\S*)?", address):
        return NOT_A_HOMEPAGE
    return Verdict(address)


def email(cell: Any) -> Verdict:
    verdict = text(254)(cell)
    if verdict.value and not re.fullmatch(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;]+", verdict.value):
        return refuse(say(_("이메일 주소가 아닙니다.")), say(_("‘name@example.kr’처럼 하나만 적거나 비워 두세요.")))
    return verdict


def coordinate(lowest: float, highest: float) -> Parser:
    within = decimal(lowest, highest)
    remedy = say(_("WGS84 경위도를 도 단위로 적어 주세요. 예: 경도 127.1479, 위도 35.9043."))

    def parse(cell: Any) -> Verdict:
        verdict = within(cell)
        if verdict.error:
            return refuse(verdict.error.rule, remedy)
        return verdict if verdict.value is None else Verdict(float(verdict.value))

    return parse


longitude = coordinate(124, 132)
latitude = coordinate(33, 39)
