import secrets
from datetime import date, datetime

from django.db import transaction

from socialgoods.kernel import events
from socialgoods.people.models import User
from socialgoods.registry.models import DueDone, Organization


@transaction.atomic
def tick_off(*, organization: Organization, rule: str, due_on: date, done_on: date, by: User, at: datetime) -> DueDone:
    """Ticking off twice changes nothing."""
    done, is_new = DueDone.objects.get_or_create(
        organization=organization, rule=rule, due_on=due_on, defaults={"done_on": done_on, "by": by}
    )
    if is_new:
        events.record("registry.due.done", organization, by=by, at=at, rule=rule, due_on=due_on.isoformat())
    return done


@transaction.atomic
def take_back(*, organization: Organization, rule: str, due_on: date, by: User, at: datetime) -> None:
    deleted, _ = DueDone.objects.filter(organization=organization, rule=rule, due_on=due_on).delete()
    if deleted:
        events.record("registry.due.undone", organization, by=by, at=at, rule=rule, due_on=due_on.isoformat())


@transaction.atomic
def renew_calendar(*, organization: Organization, by: User, at: datetime) -> None:
    organization.calendar_salt = secrets.token_hex(16)
    organization.save(update_fields=["calendar_salt"])
    events.record("registry.calendar.renewed", organization, by=by, at=at)
