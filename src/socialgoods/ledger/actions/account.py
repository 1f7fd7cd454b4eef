"""The chart of accounts: a new account, one that is not used any more, one taken up again."""

import re
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from socialgoods.kernel import events
from socialgoods.kernel.formats import won
from socialgoods.ledger.models import Account, AccountKind, Entity, Posting
from socialgoods.ledger.models.books import DEBIT_KINDS, RESULT_KINDS
from socialgoods.ledger.queries.balances import balance
from socialgoods.people.models import User

FIRST_DIGIT = dict(zip("12345", AccountKind.values, strict=True))
"""Codes sort as the statements are read."""


class NotPossible(Exception):
    """The text says why, ready to show."""


@transaction.atomic
def add(
    *, entity: Entity, code: str, name: str, kind: str, group: str, is_cash: bool = False, by: User | None, at: datetime
) -> Account:
    Entity.objects.select_for_update().get(pk=entity.pk)
    if not re.fullmatch(r"[1-5]\d{2,5}", code) or FIRST_DIGIT[code[0]] != kind:
        raise NotPossible(
            _("번호는 세 자리에서 여섯 자리 숫자이고 자산 1, 부채 2, 자본 3, 수익 4, 비용 5로 시작합니다.")
        )
    if entity.accounts.filter(code=code).exists():
        raise NotPossible(_("%(code)s번 계정이 이미 있습니다. 다른 번호를 적어 주세요.") % {"code": code})
    if is_cash and kind != AccountKind.ASSET:
        raise NotPossible(_("현금·예금은 자산 계정입니다."))
    row = Account.objects.create(
        entity=entity, code=code, name=name.strip(), kind=kind, group=group.strip(), is_cash=is_cash
    )
    events.record("ledger.account.added", entity, by=by, at=at, code=code, called=row.name)
    return row


@transaction.atomic
def end(*, account: Account, on: date, by: User | None, at: datetime) -> None:
    """Nothing can be posted on it from that day. What still holds something stays open, and so does what the software posts on."""
    entity = Entity.objects.select_for_update().get(pk=account.entity_id)
    if account.closed_on is not None:
        return
    if is_needed(entity, account):
        raise NotPossible(_("마감이나 조합원 명부가 쓰는 계정이라 그만 쓸 수 없습니다."))
    if Posting.objects.filter(account=account, entry__day__gte=on, entry__sealed_at__isnull=False).exists():
        raise NotPossible(_("그날이나 그 뒤의 거래가 이 계정에 있습니다. 더 나중의 날을 고르세요."))
    held = balance(account, until=on)
    if held and account.kind not in RESULT_KINDS:
        shown = won(held if account.kind in DEBIT_KINDS else -held)
        raise NotPossible(_("잔액 %(won)s원이 남아 있습니다. 다른 계정으로 옮긴 뒤에 그만 쓰세요.") % {"won": shown})
    account.closed_on = on
    account.save(update_fields=["closed_on"])
    events.record("ledger.account.ended", entity, by=by, at=at, code=account.code, on=on.isoformat())


@transaction.atomic
def take_up(*, account: Account, by: User | None, at: datetime) -> None:
    if account.closed_on is not None:
        account.closed_on = None
        account.save(update_fields=["closed_on"])
        events.record("ledger.account.taken_up", account.entity, by=by, at=at, code=account.code)


def is_needed(entity: Entity, account: Account) -> bool:
    """Somebody's other books may do without a till; the software needs an account for the result, a co-operative all with a role."""
    return account.role == "retained" or (entity.kind in {"cooperative", "fund", "trust"} and bool(account.role))
