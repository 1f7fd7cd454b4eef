"""Reminders of what is due. Each goes once for each mark of days; an organisation nobody can be told of is left for the desk."""

from collections import defaultdict
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from socialgoods.kernel import events
from socialgoods.kernel.formats import seoul_date
from socialgoods.kernel.periods import seoul_day
from socialgoods.people import letters
from socialgoods.people.models import User
from socialgoods.registry.models import DueReminder, Organization, Representation
from socialgoods.registry.queries.due import DueItem, due_items
from socialgoods.registry.rules.due import reminders


def send_all(*, at: datetime) -> int:
    on = seoul_day(at)
    people = _representatives(on)
    organizations = Organization.objects.active().filter(pk__in=people)
    sent = 0
    for item, days in _wanted(list(organizations), on):
        sent += _send(item, days, people[item.organization.pk], at)
    return sent


def _representatives(on: date) -> dict[int, list[User]]:
    people = defaultdict(list)
    for row in Representation.objects.running_on(on).select_related("user"):
        people[row.organization_id].append(row.user)
    return people


def _wanted(organizations: list[Organization], on: date) -> list[tuple[DueItem, int]]:
    open_items = {
        (item.organization.pk, item.duty): item for item in due_items(organizations, on=on) if item.done_on is None
    }
    return [(item, days) for item in open_items.values() for _duty, days in reminders([item.duty], on=on)]


def _send(item: DueItem, days: int, people: list[User], at: datetime) -> int:
    """The row comes first: of two runs at once, one sends."""
    with transaction.atomic():
        _row, is_new = DueReminder.objects.get_or_create(
            organization=item.organization,
            rule=item.duty.rule,
            due_on=item.duty.due_on,
            days_before=days,
            defaults={"sent_at": at},
        )
        if not is_new:
            return 0
        events.record("registry.due.reminded", item.organization, by=None, at=at, rule=item.duty.rule, days=days)
    return sum(_tell(user, item) for user in people)


def _tell(user: User, item: DueItem) -> bool:
    with translation.override(user.language):
        day = seoul_date(item.duty.due_on)
        subject = _("[%(county)s] %(title)s — %(day)s까지") % {
            "county": settings.COUNTY.name,
            "title": item.duty.title,
            "day": day,
        }
        body = _(
            "%(organization)s의 할 일이 다가옵니다: %(title)s, %(day)s까지. 근거: %(source)s. 궁금한 점은 %(phone)s로 물어보세요."
        ) % {
            "organization": item.organization.name,
            "title": item.duty.title,
            "day": day,
            "source": item.duty.source,
            "phone": settings.COUNTY.phone,
        }
    return letters.tell(user, subject=subject, body=body)
