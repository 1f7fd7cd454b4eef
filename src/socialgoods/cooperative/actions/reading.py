"""Officers read the books of their co-operative as long as they are in office: directors run it, auditors look into them (§39)."""

from datetime import date, datetime

from socialgoods.cooperative.models import Officer
from socialgoods.ledger.actions import keeper as keepers
from socialgoods.ledger.models import KeeperRole
from socialgoods.people.models import User


def begin(officer: Officer, *, by: User | None, at: datetime) -> None:
    """Whoever keeps the books goes on keeping them."""
    entity, user = officer.cooperative.entity, officer.user
    if entity is None or user is None or entity.keepers.filter(user=user, ends_on=None).exists():
        return
    keepers.appoint(
        entity=entity, user=user, role=KeeperRole.READER, starts_on=max(officer.starts_on, entity.opened_on), by=by, at=at
    )  # fmt: skip


def end(officer: Officer, on: date, *, by: User | None, at: datetime) -> None:
    entity, user = officer.cooperative.entity, officer.user
    if entity is None or user is None or _has_another(officer):
        return
    for row in entity.keepers.filter(user=user, ends_on=None, role=KeeperRole.READER):
        keepers.dismiss(keeper=row, on=on, by=by, at=at)


def _has_another(officer: Officer) -> bool:
    rows = Officer.objects.filter(cooperative=officer.cooperative_id, user=officer.user_id, ends_on=None)
    return rows.exclude(pk=officer.pk).exists()
