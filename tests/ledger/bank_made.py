"""Files and lines of a bank to work with."""

from datetime import UTC, date, datetime

from ledger.made import draft, posted
from socialgoods.ledger.actions import bank_import

NOON = datetime(2018, 12, 31, 3, 0, tzinfo=UTC)
HEAD = "거래일자,보낸분/받는분,적요,출금액,입금액,잔액"


def file_of(*lines, start=0):
    """Lines as (day, counterpart, text, amount); the balances follow from `start`."""
    rows, held = [HEAD], start
    for day, counterpart, text, amount in lines:
        held += amount
        out, came = (-amount, "") if amount < 0 else ("", amount)
        rows.append(f"{day},{counterpart},{text},{out},{came},{held}")
    return "\n".join(rows).encode()


def brought(account, *lines, start=0, name="거래.csv", by=None):
    draft = bank_import.take_in(account=account, content=file_of(*lines, start=start), filename=name, by=by, at=NOON)
    return bank_import.bring(draft=draft, by=by, at=NOON)


def paid_in(books, amount, day, *, key, text="회비", party="", credit="@dues"):
    """An entry that brings money to the bank's account; its posting there."""
    (entry,) = posted(books, draft(amount, credit=credit, day=day, key=key, text=text))
    return entry.postings.get(account__role="bank")


__all__ = ["NOON", "brought", "date", "file_of", "paid_in"]
