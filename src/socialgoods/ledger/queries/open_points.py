"""What is still open in somebody's books: looked at before a period is closed, and shown on the first page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.utils.translation import gettext as _

from socialgoods.kernel.formats import seoul_date, won_words
from socialgoods.kernel.periods import FiscalYear
from socialgoods.ledger.models import Account, AccountKind, BankLine, Entity, Posting
from socialgoods.ledger.models.books import DEBIT_KINDS
from socialgoods.ledger.queries.balances import first_day, sums
from socialgoods.ledger.rules.hand import CONTRA


@dataclass(frozen=True)
class Point:
    kind: str
    """`bank`, `negative_cash`, `wrong_side`, `no_receipt`, `year_open`."""
    text: str
    account: str = ""
    is_serious: bool = True


def open_points(
    entity: Entity, *, until: date, accounts: Sequence[Account] | None = None, held: dict[int, int] | None = None
) -> list[Point]:
    """Of everything before `until`, the serious ones first."""
    accounts = list(entity.accounts.order_by("code")) if accounts is None else accounts
    held = {pk: dr - cr for pk, (dr, cr) in sums(entity, until=until).items()} if held is None else held
    return [
        *_years(entity, until),
        *_bank(entity, until),
        *(point for row in accounts for point in _sides(row, held.get(row.pk, 0))),
        *_receipts(entity, until),
    ]


def _years(entity: Entity, until: date) -> list[Point]:
    first = first_day(entity)
    if first is None:
        return []
    year = FiscalYear.of(max(entity.closed_until, first), entity.end_month)
    if year.ends_on >= until:
        return []
    return [
        Point(
            "year_open",
            _("%(year)s 회계연도가 끝났지만 아직 마감하지 않았습니다.") % {"year": year.year},
            is_serious=False,
        )
    ]


def _bank(entity: Entity, until: date) -> list[Point]:
    rows = BankLine.objects.open().filter(account__entity=entity, day__lt=until)
    return [
        Point("bank", _("‘%(account)s’의 은행 거래 %(n)s건을 아직 장부와 맞추지 않았습니다.") % {"account": name, "n": n}, code)
        for code, name, n in rows.order_by("account__code").values_list("account__code", "account__name").annotate(n=Count("pk"))
    ]  # fmt: skip


def _sides(row: Account, held: int) -> list[Point]:
    if row.is_cash and held < 0:
        text = _("‘%(account)s’의 잔액이 %(won)s입니다. 돈은 0원보다 적을 수 없으니 빠뜨린 거래를 찾아 주세요.")
        return [Point("negative_cash", text % {"account": row.name, "won": won_words(held)}, row.code)]
    natural = held if row.kind in DEBIT_KINDS else -held
    if natural < 0 and row.kind in {AccountKind.ASSET, AccountKind.LIABILITY} and row.role not in CONTRA:
        text = _("‘%(account)s’의 잔액이 거꾸로 %(won)s입니다. 받거나 갚은 것을 두 번 적지 않았는지 보세요.")
        return [Point("wrong_side", text % {"account": row.name, "won": won_words(natural)}, row.code)]
    return []


def _receipts(entity: Entity, until: date) -> list[Point]:
    """Of what was written by hand since the last closing."""
    rows = Posting.objects.filter(
        entry__entity=entity, entry__day__gte=entity.closed_until, entry__day__lt=until, entry__origin="", entry__reverses=None,
        entry__reversals=None, entry__attachments=None, entry__sealed_at__isnull=False, account__kind=AccountKind.EXPENSE,
    )  # fmt: skip
    count = rows.aggregate(n=Count("entry", distinct=True))["n"]
    if not count:
        return []
    text = _("%(day)s부터 증빙(영수증·계약서)을 붙이지 않은 지출이 %(n)s건 있습니다.")
    return [Point("no_receipt", text % {"day": seoul_date(entity.closed_until), "n": count}, is_serious=False)]
