"""Accounts come and end; those with postings keep number and kind for ever."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from socialgoods.kernel import events
from socialgoods.ledger.actions.post import NotPosted
from socialgoods.ledger.models import Account, Entity
from socialgoods.ledger.queries.balances import balance
from socialgoods.people.models import User


@transaction.atomic
def add_account(
    *, entity: Entity, code: str, name: str, kind: str, group: str, by: User | None, at: datetime
) -> Account:
    if entity.accounts.filter(code=code).exists():
        raise NotPosted(_("%(code)s번 계정이 이미 있습니다. 다른 번호를 적어 주세요.") % {"code": code})
    row = Account.objects.create(entity=entity, code=code, name=name, kind=kind, group=group)
    events.record("ledger.account.added", row, by=by, at=at, books=entity.code, code=code)
    return row


@transaction.atomic
def end_account(*, account: Account, on: date, by: User | None, at: datetime) -> None:
    """Nothing may stand on it, and no role of the software rests on it."""
    if account.role:
        raise NotPosted(_("소프트웨어가 쓰는 계정이라 닫을 수 없습니다."))
    if balance(account, until=date.max):
        raise NotPosted(_("잔액이 남아 있습니다. 먼저 다른 계정으로 옮겨 주세요."))
    Account.objects.filter(pk=account.pk, closed_on=None).update(closed_on=on)
    events.record("ledger.account.ended", account, by=by, at=at, on=on.isoformat())
