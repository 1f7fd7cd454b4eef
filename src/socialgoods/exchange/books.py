"""What every workbook we write has in common."""

import re
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

import xlsxwriter

Target = Path | str | BinaryIO

PLACEHOLDER_DAY = datetime(2000, 1, 1)  # noqa: DTZ001 - a spreadsheet knows no zones; the same input gives the same file


def new_book(target: Target, options: dict[str, Any]) -> Any:
    book = xlsxwriter.Workbook(
        str(target) if isinstance(target, Path | str) else target,
        {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, **options},
    )
    book.set_properties({"created": PLACEHOLDER_DAY})
    return book


def sheet_name(name: str) -> str:
    return re.sub(r"[\[\]:*?/\\]", " ", name).strip("'")[:31] or "Sheet1"


def heading_width(heading: str) -> int:
    return min(40, max(8, 2 + sum(1 + (ord(letter) > 0x1100) for letter in heading)))
