"""A fiscal year's budget, programme by programme."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from socialgoods.kernel import events
from socialgoods.kernel.periods import FiscalYear
from socialgoods.ledger.models import Account, Budget, Entity
from socialgoods.people.models import User


class NotBudgeted(Exception):
    """The text says why, ready to show."""


@dataclass(frozen=True)
class Item:
    programme: str
    account: Account
    amount: int


@transaction.atomic
def set_budget(*, entity: Entity, year: int, items: Sequence[Item], by: User | None, at: datetime) -> None:
    """In place of what the year had. What was before stays in the event."""
    locked = Entity.objects.select_for_update().get(pk=entity.pk)
    if FiscalYear(year, locked.end_month).ends_on <= locked.closed_until:
        raise NotBudgeted(_("%(year)s 회계연도는 마감했습니다. 예산을 고칠 수 없습니다.") % {"year": year})
    seen = [(item.programme, item.account.pk) for item in items]
    if len(set(seen)) < len(seen):
        raise NotBudgeted(_("같은 사업에 같은 계정이 두 번 있습니다. 한 줄로 합쳐 주세요."))
    before = _said(entity, year)
    Budget.objects.filter(entity=entity, year=year).delete()
    Budget.objects.bulk_create(
        Budget(entity=entity, year=year, programme=item.programme, account=item.account, amount=item.amount)
        for item in items
    )
    now = _said(entity, year)
    if now != before:
        events.record("ledger.budget.set", entity, by=by, at=at, year=year, before=before, now=now)


def _said(entity: Entity, year: int) -> list[list[str | int]]:
    rows = Budget.objects.filter(entity=entity, year=year).order_by("programme", "account__code")
    return [list(row) for row in rows.values_list("programme", "account__code", "amount")]
