"""Korean identifiers: business and corporate registration numbers, telephone numbers."""

import re

BUSINESS_WEIGHTS = (1, 3, 7, 1, 3, 7, 1, 3, 5)
MOBILE_OR_INTERNET = ("010", "011", "016", "017", "018", "019", "050", "070", "080")
AREA_CODES = ("031", "032", "033", "041", "042", "043", "044", "051", "052", "053", "054", "055", "061", "062", "063", "064")


def digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def is_business_no(number: str) -> bool:
    """Ten digits of which the last checks the others. Rule confirmed on numbers printed on data.go.kr pages."""
    if not re.fullmatch(r"\d{10}", number) or number == "0000000000":
        return False
    first = [int(digit) for digit in number[:9]]
    total = sum(digit * weight for digit, weight in zip(first, BUSINESS_WEIGHTS, strict=True)) + first[8] * 5 // 10
    return (10 - total % 10) % 10 == int(number[9])


def is_corporate_no(number: str) -> bool:
    """Thirteen digits of which the last checks the others.

    Numbers issued after 2025-01-31 reportedly carry no check digit: warn, never refuse.
    """
    if not re.fullmatch(r"\d{13}", number):
        return False
    total = sum(int(digit) * (1 + index % 2) for index, digit in enumerate(number[:12]))
    return (10 - total % 10) % 10 == int(number[12])


def business_no_text(number: str) -> str:
    return f"{number[:3]}-{number[3:5]}-{number[5:]}" if len(number) == 10 else number


def normalise_phone(text: str) -> str | None:
    """`063-555-1234` from any writing of it, with the zero that a spreadsheet lost; None if it is no telephone number."""
    number = re.sub(r"^\+?82-?\(?0?\)?", "0", text.strip()) if text.strip().startswith(("+82", "82-")) else text
    number = digits(number)
    if re.fullmatch(r"1[568]\d{6}", number):
        return f"{number[:4]}-{number[4:]}"
    if not number.startswith("0"):
        number = "0" + number
    if re.fullmatch(r"02\d{7,8}", number):
        return f"02-{number[2:-4]}-{number[-4:]}"
    if re.fullmatch(r"050\d{8,9}", number):
        return f"{number[:4]}-{number[4:-4]}-{number[-4:]}"
    if re.fullmatch(r"0\d{9,10}", number) and number.startswith((*MOBILE_OR_INTERNET, *AREA_CODES)):
        return f"{number[:3]}-{number[3:-4]}-{number[-4:]}"
    return None


def is_mobile(phone: str) -> bool:
    return bool(re.fullmatch(r"01[016789]\d{7,8}", digits(phone)))
