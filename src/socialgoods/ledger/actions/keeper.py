"""Who keeps or reads somebody's books, from a day on."""

from datetime import date, datetime

from django.db import transaction

from socialgoods.kernel import events
from socialgoods.kernel.periods import seoul_day
from socialgoods.ledger.models import Entity, Keeper
from socialgoods.people.models import User


@transaction.atomic
def appoint(
    *, entity: Entity, user: User, role: str, starts_on: date | None = None, by: User | None, at: datetime
) -> Keeper:
    """One role each: another one ends it. Asked again, the same."""
    Entity.objects.select_for_update().get(pk=entity.pk)
    on = starts_on or seoul_day(at)
    now = entity.keepers.filter(user=user, ends_on=None).first()
    if now is not None and now.role == role:
        return now
    if now is not None:
        Keeper.objects.filter(pk=now.pk).update(ends_on=max(on, now.starts_on))
    row = Keeper.objects.create(entity=entity, user=user, role=role, starts_on=on)
    events.record("ledger.keeper.appointed", entity, by=by, at=at, user=user.pk, role=role)
    return row


@transaction.atomic
def dismiss(*, keeper: Keeper, by: User | None, at: datetime) -> None:
    on = seoul_day(at)
    if Keeper.objects.filter(pk=keeper.pk, ends_on=None).update(ends_on=max(on, keeper.starts_on)):
        events.record("ledger.keeper.dismissed", keeper.entity, by=by, at=at, user=keeper.user_id)
