"""What a person may write by hand: plain words into debit and credit, and which accounts and entries another room looks after."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from django.utils.translation import gettext as _

INCOME, EXPENSE, TRANSFER = "income", "expense", "transfer"
WAYS = (INCOME, EXPENSE, TRANSFER)

OF_THE_REGISTER = frozenset({"share_capital", "share_deposits", "refunds_due", "dividends_due", "member_loans"})
"""A co-operative's register of members writes these: by hand they would come to differ from it."""
OWED_TO_US = frozenset({"receivable", "other_receivable", "card_receivable", "interest_receivable"})
OWED_BY_US = frozenset({"payable", "other_payable"})
CONTRA = frozenset({"accumulated_depreciation", "loss_allowance"})
"""They stand on the other side of their heading by nature."""
CARRIED_OVER = "ledger.close"
OWN = "ledger."


class Account(Protocol):
    code: str
    name: str
    kind: str
    group: str
    role: str
    is_cash: bool


@dataclass(frozen=True)
class Leg:
    account: str
    amount: int


Choices = list[tuple[str, list[tuple[str, str]]]]
"""Headings with the accounts under them."""


def legs(way: str, *, what: str, money: str, amount: int) -> list[Leg]:
    """Money in: the money's account is debited. Money out: credited. Moved: from `money` to `what`."""
    into, out_of = (money, what) if way == INCOME else (what, money)
    return [Leg(into, amount), Leg(out_of, -amount)]


def is_by_hand(entity_kind: str, account: Account) -> bool:
    return entity_kind != "cooperative" or account.role not in OF_THE_REGISTER


def grouped(accounts: Iterable[Account]) -> Choices:
    """All of them, under their headings, numbers in front."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row in accounts:
        found.setdefault(row.group or _("그 밖"), []).append((row.code, f"{row.code} {row.name}"))
    return list(found.items())


def plain_choices(way: str, accounts: Iterable[Account]) -> tuple[Choices, Choices]:
    """What the money is for, and where it came in or went out, in the words of somebody who is no bookkeeper."""
    rows = list(accounts)
    cash = _under(_("통장과 현금"), [row for row in rows if row.is_cash])
    if way == TRANSFER:
        return cash, cash
    if way == INCOME:
        what = [
            *_headings(row for row in rows if row.kind == "income"),
            *_under(_("못 받았던 돈을 받음"), [row for row in rows if row.role in OWED_TO_US]),
            *_under(_("빌린 돈·맡은 돈"), [row for row in rows if _is_lent_to_us(row)]),
            *_under(_("돌려받은 돈"), [row for row in rows if _is_thing(row) and row.role not in OWED_TO_US]),
            *_under(_("밑천으로 받은 돈"), [row for row in rows if _is_paid_in(row)]),
        ]
        return what, [*cash, *_under(_("아직 받지 못함"), [row for row in rows if row.role in OWED_TO_US])]
    what = [
        *_headings(row for row in rows if row.kind == "expense"),
        *_under(_("못 주었던 돈을 줌"), [row for row in rows if row.role in OWED_BY_US]),
        *_under(_("갚거나 맡았던 돈을 냄"), [row for row in rows if _is_lent_to_us(row)]),
        *_under(_("오래 쓸 것·팔 것·보증금"), [row for row in rows if _is_thing(row) and row.role not in OWED_TO_US]),
        *_under(_("못 받을 돈으로 남김(먼저 대신 냄)"), [row for row in rows if row.role == "other_receivable"]),
    ]
    return what, [*cash, *_under(_("아직 내지 않음"), [row for row in rows if row.role in OWED_BY_US])]


def reasons_against_reversing(
    *, origin: str, is_reversal: bool, reversed_by: int | None, has_bank_line: bool
) -> list[str]:
    if reversed_by is not None:
        return [_("%(number)s번 전표로 이미 취소했습니다.") % {"number": reversed_by}]
    if is_reversal:
        return [_("취소 전표는 다시 취소하지 않습니다. 거래가 맞다면 새로 적어 주세요.")]
    if origin.startswith(CARRIED_OVER):
        return [_("회계연도를 마감하며 만든 전표입니다. 마감한 것은 되돌리지 않습니다.")]
    if origin and not origin.startswith(OWN):
        return [
            _(
                "조합원 명부나 결산처럼 다른 화면에서 만든 전표입니다. 그 화면에서 바로잡아야 장부와 명부가 어긋나지 않습니다."
            )
        ]
    if has_bank_line:
        return [_("은행 거래와 맞춘 전표입니다. 먼저 은행 거래 화면에서 맞춤을 풀어 주세요.")]
    return []


def _under(heading: str, rows: list[Account]) -> Choices:
    return [(heading, [(row.code, row.name) for row in rows])] if rows else []


def _headings(rows: Iterable[Account]) -> Choices:
    found: dict[str, list[tuple[str, str]]] = {}
    for row in rows:
        found.setdefault(row.group or _("그 밖"), []).append((row.code, row.name))
    return list(found.items())


def _is_lent_to_us(row: Account) -> bool:
    return row.kind == "liability" and row.role not in OWED_BY_US


def _is_thing(row: Account) -> bool:
    return row.kind == "asset" and not row.is_cash and row.role not in CONTRA


def _is_paid_in(row: Account) -> bool:
    return row.kind == "equity" and (row.role == "capital" or row.role.endswith("contributions"))
