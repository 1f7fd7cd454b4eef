"""Files such as banks give, made here by what is publicly known of their headings; none is a bank's own."""

import io
from pathlib import Path

import xlsxwriter

from socialgoods.exchange import bank

TODAY = __import__("datetime").date(2018, 12, 31)
HEAD = ["거래일자", "적요", "출금액", "입금액", "잔액"]


def csv_of(*rows, delimiter=","):
    return (
        "\n".join(delimiter.join(f'"{cell}"' if "," in str(cell) else str(cell) for cell in row) for row in rows) + "\n"
    )


def xlsx_of(*rows, merged=(), sheets=()):
    target = io.BytesIO()
    book = xlsxwriter.Workbook(
        target, {"in_memory": True, "strings_to_formulas": False, "default_date_format": "yyyy-mm-dd hh:mm"}
    )
    for name, content in [*sheets, ("거래내역", rows)]:
        page = book.add_worksheet(name)
        for number, row in enumerate(content):
            for column, cell in enumerate(row):
                if cell != "":
                    page.write(number, column, cell)
        for area, text in merged if name == "거래내역" else ():
            page.merge_range(area, text)
    book.close()
    return target.getvalue()


def reading_of(tmp_path: Path, content, *, encoding="utf-8", name="거래내역.csv", layout=None, today=TODAY):
    path = tmp_path / "file"
    path.write_bytes(content.encode(encoding) if isinstance(content, str) else content)
    sheet = bank.open_sheet(path, filename=name)
    return bank.read(sheet, layout or bank.propose(sheet), today=today)


def simple(*lines):
    """Lines as (day, text, out, in, balance) under the usual headings."""
    return csv_of(HEAD, *lines)


def amounts(reading):
    return [line.amount for line in reading.lines]
