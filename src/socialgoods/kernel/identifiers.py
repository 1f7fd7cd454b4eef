"""Korean identifiers: business and corporate registration numbers, telephone numbers. Resident numbers are refused."""

import re
from operator import mul

BUSINESS_WEIGHTS = (1, 3, 7, 1, 3, 7, 1, 3, 5)

REPRESENTATIVE_LINE = re.compile(r"1[568]\d{6}")
AREA = r"3[1-3]|4[1-4]|5[1-5]|6[1-4]"
PHONE = re.compile(
    rf"(?P<seoul>02)(\d{{3,4}})(\d{{4}})|(?P<safe>050\d)(\d{{3,4}})(\d{{4}})|(?P<mobile>010)(\d{{4}})(\d{{4}})"
    rf"|(?P<other>01[16-9]|070|080|0(?:{AREA}))(\d{{3,4}})(\d{{4}})"
)
FIRST_GROUP_WITHOUT_ZERO = re.compile(rf"2|10|1[16-9]|{AREA}|[78]0|50\d|1[568]\d\d")
SEPARATORS = re.compile(r"[\s\-–—.()·/]+")

PHONE_AS_WE_WRITE_IT = re.compile(rf"(?:02|0(?:{AREA}))-[2-9]\d{{2,3}}-\d{{4}}|010-\d{{4}}-\d{{4}}")

# Birth years 1929–2010. Corporate numbers begin with a registry office's code, 11 to 28, and look the same otherwise.
RESIDENT = re.compile(
    r"(?<!\d)(?:2[9]|[3-9]\d|0\d|10)(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\s?[-–]\s?[1-8][\d*]{6}(?![\d*])"
)
SECOND_HALF = re.compile(r"[-–]\s?[1-8][\d*]{6}")


def digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def business_check_digit(first_nine: str) -> int:
    """Rule confirmed on the numbers that data.go.kr prints on its pages."""
    total = sum(map(mul, BUSINESS_WEIGHTS, map(int, first_nine)))
    return -(total + int(first_nine[8]) * 5 // 10) % 10


def is_business_no(number: str) -> bool:
    """Ten digits of which the last checks the others."""
    return (
        len(number) == 10
        and number.isascii()
        and number.isdigit()
        and number[:3] != "000"
        and business_check_digit(number[:9]) == int(number[9])
    )


def is_corporate_no(number: str) -> bool:
    """Thirteen digits of which the last checks the others.

    Numbers issued after 2025-01-31 reportedly carry no check digit: warn, never refuse.
    """
    if not re.fullmatch(r"[0-9]{13}", number):
        return False
    total = sum(int(digit) * (1 + index % 2) for index, digit in enumerate(number[:12]))
    return -total % 10 == int(number[12])


def business_no_text(number: str) -> str:
    return f"{number[:3]}-{number[3:5]}-{number[5:]}" if len(number) == 10 else number


def corporate_no_text(number: str) -> str:
    return f"{number[:6]}-{number[6:]}" if len(number) == 13 else number


def names_resident(text: str) -> bool:
    """Whether a text seems to hold a resident registration number, which must not be stored. Masked ones count."""
    return SECOND_HALF.search(text) is not None and RESIDENT.search(text) is not None


def normalise_phone(text: str) -> str | None:
    """`063-555-1234` from any writing of a telephone number, with a lost zero put back; None if it is none."""
    if PHONE_AS_WE_WRITE_IT.fullmatch(text):
        return text
    number = _bare(text)
    if number is None:
        return None
    if REPRESENTATIVE_LINE.fullmatch(number):
        return f"{number[:4]}-{number[4:]}"
    found = PHONE.fullmatch(number if number.startswith("0") else "0" + number)
    if not found:
        return None
    area, middle, last = (part for part in found.groups() if part)
    return f"{area}-{middle}-{last}"


def lost_its_zero(text: str) -> bool:
    """Whether a telephone number stands without its leading zero, as a spreadsheet leaves it."""
    number = _bare(text)
    return number is not None and number[:1] not in {"0", ""} and not REPRESENTATIVE_LINE.fullmatch(number)


def _bare(text: str) -> str | None:
    """The digits; None where there are other marks, or where the first group is no area code (a local number)."""
    written = text.strip()
    abroad = re.match(r"\+?82[\s\-.)]+|\+82", written)
    if abroad:
        written = "0" + re.sub(r"^\(?0?\)?[\s\-]*", "", written[abroad.end() :])
    groups = [group for group in SEPARATORS.split(written) if group]
    number = "".join(groups)
    if not number.isascii() or not number.isdigit():
        return None
    is_local = len(groups) > 1 and number[0] != "0" and not FIRST_GROUP_WITHOUT_ZERO.fullmatch(groups[0])
    return None if is_local else number


def is_mobile(phone: str) -> bool:
    return bool(re.fullmatch(r"01[016789]\d{7,8}", digits(phone)))
