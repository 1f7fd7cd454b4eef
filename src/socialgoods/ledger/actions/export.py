"""The books to take away, whole. Who took them is written down."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from socialgoods.kernel import events
from socialgoods.kernel.formats import seoul_date
from socialgoods.kernel.periods import FiscalYear
from socialgoods.ledger.models import Entity
from socialgoods.ledger.queries import budget, sheets
from socialgoods.ledger.queries.journal import legs
from socialgoods.ledger.queries.sheets import Sheet
from socialgoods.people.models import User

Table = tuple[list[str], Iterator[list[Any]] | list[list[Any]]]


def note(entity: Entity, *, what: str, by: User, at: datetime) -> None:
    events.record("ledger.books.exported", entity, by=by, at=at, what=what)


def sheet_table(entity: Entity, sheet: Sheet) -> Table:
    """Rows of a statement: the account's number in a column of its own, so that a sheet can look it up."""
    rows: list[list[Any]] = [
        [row.account, row.name, *(row.amounts or [None] * len(sheet.headings))] for row in sheet.rows
    ]
    said = [
        [None, f"{entity.name} · {sheet.when}"],
        [None, _("확정한 전표 1번부터 %(last)s번까지에서 계산했습니다.") % {"last": entity.last_number}],
    ]
    return [_("번호"), f"{sheet.title} ({_('원')})", *sheet.headings], [*rows, [], *said]


def whole(entity: Entity, *, on: date) -> dict[str, Table]:
    """Every sheet of the books as of a day: statements, budget, chart of accounts, journal."""
    year, until = FiscalYear.of(on, entity.end_month), on + timedelta(days=1)
    statements = [
        sheets.trial_balance(entity, on=on),
        sheets.income_statement(entity, since=year.starts_on, until=until),
        sheets.balance_sheet(entity, on=on),
    ]
    found = {sheet.title: sheet_table(entity, sheet) for sheet in statements}
    found[_("예산과 실적")] = budget_table(entity, year=year.year, on=on)
    found[_("계정")] = (
        [_("번호"), _("계정"), _("갈래"), _("묶음"), _("현금·예금"), _("그만 쓴 날")],
        [
            [row.code, row.name, row.get_kind_display(), row.group, row.is_cash, row.closed_on]
            for row in entity.accounts.order_by("code")
        ],
    )
    found[_("전표")] = (
        [
            _("전표 번호"), _("거래일"), _("적요"), _("계정 번호"), _("계정"), _("차변(원)"), _("대변(원)"), _("거래처"), _("사업"),
            _("줄 적요"), _("취소한 전표"),
        ],
        _journal(entity, until),
    )  # fmt: skip
    return found


def budget_table(entity: Entity, *, year: int, on: date) -> Table:
    rows = [
        [programme.name or _("사업을 적지 않음"), line.account.code, line.account.name, line.budget, line.actual, line.rest,
         _("예산 넘음") if line.is_over else ""]
        for programme in budget.against_actual(entity, year=year, until=on + timedelta(days=1))
        for line in programme.lines
    ]  # fmt: skip
    head = _("%(year)s 회계연도 사업") % {"year": year}
    return (
        [head, _("번호"), _("계정"), _("예산(원)"), _("실적(원)"), _("남은 돈(원)"), _("표시")],
        [*rows, [], [f"{entity.name} · {seoul_date(on)}"]],
    )


def _journal(entity: Entity, until: date) -> Iterator[list[Any]]:
    accounts = {row.pk: (row.code, row.name) for row in entity.accounts.all()}
    for leg in legs(entity, until=until):
        debit, credit = (leg.amount, None) if leg.amount > 0 else (None, -leg.amount)
        yield [
            leg.number, leg.day, leg.text, *accounts[leg.account], debit, credit, leg.party or None,
            leg.programme or None, leg.said or None, leg.reverses,
        ]  # fmt: skip
