"""An organisation enters the register, changes, rests, closes and reopens."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from socialgoods.kernel import events
from socialgoods.kernel.periods import seoul_day
from socialgoods.people.models import User
from socialgoods.registry.models import Organization, StatusPeriod
from socialgoods.registry.rules.numbering import PREFIX, numbers_after


class NotPossible(Exception):
    """Carries the reason, ready to show."""


@transaction.atomic
def register(*, fields: Mapping[str, Any], by: User, at: datetime) -> Organization:
    """With the next free number, and active since its founding."""
    for _attempt in range(3):
        organization = Organization(code=_next_code(), created_at=at, **fields)
        try:
            with transaction.atomic():
                organization.save()
        except IntegrityError:
            if _number_is_taken(organization):
                raise NotPossible(_("이 사업자등록번호로 등록된 조직이 이미 있습니다.")) from None
            continue
        StatusPeriod.objects.create(organization=organization, status="active", starts_on=organization.founded_on)
        events.record("registry.organization.registered", organization, by=by, at=at)
        return organization
    raise NotPossible(_("같은 때에 여러 조직을 등록하고 있습니다. 잠시 뒤에 다시 해 주세요."))


def _next_code() -> str:
    return next(numbers_after(Organization.objects.filter(code__startswith=PREFIX).values_list("code", flat=True)))


def _number_is_taken(organization: Organization) -> bool:
    number = organization.business_no
    return (
        bool(number) and Organization.objects.listed().filter(business_no=number).exclude(pk=organization.pk).exists()
    )


@transaction.atomic
def change(*, organization: Organization, fields: Mapping[str, Any], by: User, at: datetime) -> list[str]:
    """The event names what changed, not what it says: contact data does not belong in the history.

    What the form did not change is left as it stands now: somebody else may have changed it since it was read.
    """
    changed = [name for name, value in fields.items() if getattr(organization, name) != value]
    if not changed:
        return []
    for name in changed:
        setattr(organization, name, fields[name])
    try:
        with transaction.atomic():
            organization.save(update_fields=[*changed, *_keys_of(changed)])
    except IntegrityError:
        raise NotPossible(_("이 사업자등록번호로 등록된 다른 조직이 있습니다. 같은 조직이면 합쳐 주세요.")) from None
    events.record("registry.organization.changed", organization, by=by, at=at, fields=changed)
    return changed


def _keys_of(changed: list[str]) -> list[str]:
    by_name, by_address = ["name_key", "initials"], ["address_index"]
    return (by_name if "name" in changed else []) + (by_address if "address" in changed else [])


@transaction.atomic
def change_status(*, organization: Organization, status: str, on: date, reason: str, by: User, at: datetime) -> None:
    """One period ends and the next begins on the same day: no gap, no overlap."""
    if on > seoul_day(at):
        raise NotPossible(_("아직 오지 않은 날입니다. 상태가 바뀐 날을 오늘까지의 날로 적어 주세요."))
    organization = Organization.objects.select_for_update().get(pk=organization.pk)
    current = organization.status_periods.filter(ends_on=None).first()
    if current and current.status == status:
        raise NotPossible(_("이미 그 상태입니다."))
    if current and current.starts_on and on < current.starts_on:
        raise NotPossible(_("지금 상태가 시작된 %(day)s 뒤의 날을 골라 주세요.") % {"day": current.starts_on})
    if current and current.starts_on == on:
        current.delete()
        before = organization.status_periods.filter(Q(ends_on=on), status=status).first()
        if before:
            before.ends_on = None
            before.save()
    elif current:
        current.ends_on = on
        current.save()
    if not organization.status_periods.filter(ends_on=None).exists():
        StatusPeriod.objects.create(organization=organization, status=status, starts_on=on, reason=reason)
    organization.status = status
    organization.save(update_fields=["status"])
    events.record("registry.organization.status_changed", organization, by=by, at=at, status=status, on=on.isoformat())
