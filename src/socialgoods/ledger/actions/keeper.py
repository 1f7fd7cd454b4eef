"""Who keeps and who reads somebody's books, from a day until a day."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from socialgoods.kernel import events
from socialgoods.ledger.models import Entity, Keeper, KeeperRole
from socialgoods.ledger.models.books import OF_THE_COUNTY
from socialgoods.people.models import User


class NotAppointed(Exception):
    """The text says why, ready to show."""


class LastBookkeeper(NotAppointed):
    pass


@transaction.atomic
def appoint(
    *, entity: Entity, user: User, role: str = KeeperRole.BOOKKEEPER, starts_on: date, by: User | None, at: datetime
) -> Keeper:
    """The same again changes nothing; another role ends the one before on that day."""
    Entity.objects.select_for_update().get(pk=entity.pk)
    there = entity.keepers.filter(user=user, ends_on=None).first()
    if there is not None and there.role == role:
        return there
    if there is not None:
        _refuse_if_last(there, starts_on)
        _end(there, starts_on, by=by, at=at)
    row = Keeper.objects.create(entity=entity, user=user, role=role, starts_on=starts_on)
    events.record("ledger.keeper.appointed", entity, by=by, at=at, user=user.pk, role=role, on=starts_on.isoformat())
    return row


@transaction.atomic
def dismiss(*, keeper: Keeper, on: date, by: User | None, at: datetime, may_be_last: bool = False) -> None:
    """Twice changes nothing. Somebody has to be left who keeps the books, unless a room above sees to it."""
    Entity.objects.select_for_update().get(pk=keeper.entity_id)
    if keeper.ends_on is None:
        if not may_be_last:
            _refuse_if_last(keeper, on)
        _end(keeper, on, by=by, at=at)


def _refuse_if_last(keeper: Keeper, on: date) -> None:
    if keeper.role != KeeperRole.BOOKKEEPER or keeper.entity.kind in OF_THE_COUNTY:
        return
    others = Keeper.objects.running_on(on).filter(entity=keeper.entity_id, role=KeeperRole.BOOKKEEPER)
    if not others.exclude(pk=keeper.pk).exists():
        raise LastBookkeeper(_("장부를 적을 사람이 아무도 남지 않습니다. 먼저 다른 장부 담당을 정해 주세요."))


def _end(keeper: Keeper, on: date, *, by: User | None, at: datetime) -> None:
    ends_on = max(on, keeper.starts_on)
    if Keeper.objects.filter(pk=keeper.pk, ends_on=None).update(ends_on=ends_on):
        keeper.ends_on = ends_on
        events.record(
            "ledger.keeper.dismissed", keeper.entity, by=by, at=at, user=keeper.user_id, on=ends_on.isoformat()
        )
