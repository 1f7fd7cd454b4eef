"""Who runs the co-operative's pages: appointed and let go by who runs them."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from socialgoods.cooperative.actions.refusal import NotLawful
from socialgoods.cooperative.actions.shared import locked
from socialgoods.cooperative.models import Cooperative, Officer, Steward
from socialgoods.cooperative.rules.law import Reason
from socialgoods.kernel import events
from socialgoods.ledger.actions import keeper as keepers
from socialgoods.people.models import User


@transaction.atomic
def appoint(*, cooperative: Cooperative, user: User, starts_on: date, by: User | None, at: datetime) -> Steward:
    """Keeps the books too, where there are any. Again: the same."""
    row = locked(cooperative)
    there = row.stewards.filter(user=user, ends_on=None).first()
    if there is not None:
        return there
    made = Steward.objects.create(cooperative=row, user=user, starts_on=starts_on)
    if row.entity is not None:
        keepers.appoint(entity=row.entity, user=user, starts_on=starts_on, by=by, at=at)
    events.record("cooperative.steward.appointed", made, by=by, at=at, cooperative=row.code, user=user.pk)
    return made


@transaction.atomic
def dismiss(*, steward: Steward, on: date, by: User | None, at: datetime) -> None:
    """Somebody has to be left who runs the pages."""
    row = locked(steward.cooperative)
    others = row.stewards.filter(ends_on=None).exclude(pk=steward.pk).exists()
    officers = Officer.objects.running_on(on).filter(cooperative=row, user__isnull=False).exclude(office="auditor")
    if not others and not officers.exclude(user=steward.user).exists():
        text = _("조합의 화면을 꾸릴 사람이 아무도 남지 않습니다. 먼저 다른 실무자를 정해 주세요.")
        raise NotLawful([Reason(text, "")])
    day = max(on, steward.starts_on)
    if not Steward.objects.filter(pk=steward.pk, ends_on=None).update(ends_on=day):
        return
    _take_books(row, steward, day, by=by, at=at)
    events.record("cooperative.steward.dismissed", steward, by=by, at=at, cooperative=row.code)


def _take_books(row: Cooperative, steward: Steward, on: date, *, by: User | None, at: datetime) -> None:
    """The books keep a keeper: where this is the last one, the next steward takes them over."""
    keeper = row.entity.keepers.filter(user=steward.user, ends_on=None).first() if row.entity else None
    if keeper is None or row.entity is None:
        return
    for other in row.stewards.filter(ends_on=None).select_related("user"):
        keepers.appoint(entity=row.entity, user=other.user, starts_on=on, by=by, at=at)
    try:
        keepers.dismiss(keeper=keeper, on=max(on, keeper.starts_on), by=by, at=at)
    except keepers.NotAppointed as refusal:
        raise NotLawful([Reason(str(refusal), "")]) from refusal
