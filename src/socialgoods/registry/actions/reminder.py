"""Reminders of what is due. Each goes once for each mark of days; one that reached nobody is tried again the next day."""

from collections import defaultdict
from collections.abc import Mapping
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
from socialgoods.registry.rules.due import Duty, reminders

Key = tuple[int, str, date]


def send_all(*, at: datetime) -> int:
    """How many people were told of something."""
    on = seoul_day(at)
    people = _representatives(on)
    organizations = list(Organization.objects.active().filter(pk__in=people))
    languages = {user.language for users in people.values() for user in users}
    said = {language: _said(organizations, on, language) for language in languages}
    return sum(_send(item, days, people[item.organization.pk], said, at) for item, days in _wanted(organizations, on))


def _representatives(on: date) -> dict[int, list[User]]:
    people = defaultdict(list)
    for row in Representation.objects.running_on(on).filter(user__is_active=True).select_related("user"):
        people[row.organization_id].append(row.user)
    return people


def _said(organizations: list[Organization], on: date, language: str) -> dict[Key, Duty]:
    """The duties in somebody's language."""
    with translation.override(language):
        return {_key(item): item.duty for item in due_items(organizations, on=on)}


def _key(item: DueItem) -> Key:
    return item.organization.pk, item.duty.rule, item.duty.due_on


def _wanted(organizations: list[Organization], on: date) -> list[tuple[DueItem, int]]:
    still_open = [item for item in due_items(organizations, on=on) if item.done_on is None]
    return [(item, days) for item in still_open for _duty, days in reminders([item.duty], on=on)]


def _send(item: DueItem, days: int, people: list[User], said: Mapping[str, Mapping[Key, Duty]], at: datetime) -> int:
    """The row comes first: of two runs at once, one sends. It goes again when nobody could be told."""
    row, is_new = DueReminder.objects.get_or_create(
        organization=item.organization,
        rule=item.duty.rule,
        due_on=item.duty.due_on,
        days_before=days,
        defaults={"sent_at": at},
    )
    if not is_new:
        return 0
    told = sum(_tell(user, item.organization, said[user.language][_key(item)]) for user in people)
    with transaction.atomic():
        if told:
            events.record(
                "registry.due.reminded", item.organization, by=None, at=at, rule=item.duty.rule, days=days, told=told
            )
        else:
            row.delete()
    return told


def _tell(user: User, organization: Organization, duty: Duty) -> bool:
    with translation.override(user.language):
        words = {
            "county": settings.COUNTY.name,
            "organization": organization.name,
            "title": duty.title,
            "day": seoul_date(duty.due_on),
            "source": duty.source,
            "phone": settings.COUNTY.phone,
        }
        subject = _("[%(county)s] %(title)s — %(day)s까지") % words
        body = (
            _(
                "[%(county)s] %(organization)s의 할 일이 다가옵니다: %(title)s, %(day)s까지. 근거: %(source)s. "
                "궁금한 점은 %(phone)s로 물어보세요."
            )
            % words
        )
    return letters.tell(user, subject=subject, body=body)
