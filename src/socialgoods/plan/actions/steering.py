"""What the plan's owner decides: which reading holds, what is to be reached, whose an indicator is. Each with its history."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from socialgoods.kernel import events
from socialgoods.people.models import Department, User
from socialgoods.plan.models import Indicator, Reading, ReadingChoice, TargetPoint


@transaction.atomic
def choose_reading(*, reading: Reading, reason: str, by: User, at: datetime) -> ReadingChoice:
    """The target speaks of this reading from now on. The same choice again changes nothing."""
    indicator = Indicator.objects.select_for_update().get(pk=reading.indicator_id)
    before = ReadingChoice.objects.filter(indicator=indicator, ended_at=None).first()
    if before is not None and before.reading_id == reading.pk:
        return before
    if before is not None:
        ReadingChoice.objects.filter(pk=before.pk).update(ended_at=at)
    row = ReadingChoice.objects.create(indicator=indicator, reading=reading, reason=reason, by=by, at=at)
    was = before.reading.key if before else ""
    events.record("plan.reading.chosen", indicator, by=by, at=at, reading=reading.key, was=was, reason=reason)
    return row


@transaction.atomic
def set_targets(
    *, reading: Reading, values: Mapping[int, Decimal | None], reason: str, by: User, at: datetime
) -> int:  # fmt: skip
    """What the reading is to be at the end of each year named; None takes a year's target away. How many changed."""
    Indicator.objects.select_for_update().get(pk=reading.indicator_id)
    running = {row.year: row for row in TargetPoint.objects.filter(reading=reading, ended_at=None)}
    changed: dict[str, list[str | None]] = {}
    for year, value in sorted(values.items()):
        before = running.get(year)
        if value == (before.value if before else None):
            continue
        if before is not None:
            TargetPoint.objects.filter(pk=before.pk).update(ended_at=at)
        if value is not None:
            TargetPoint.objects.create(reading=reading, year=year, value=value, reason=reason, by=by, at=at)
        changed[str(year)] = [None if before is None else f"{before.value:f}", None if value is None else f"{value:f}"]
    if changed:
        events.record(
            "plan.target.set", reading.indicator, by=by, at=at, reading=reading.key, years=changed, reason=reason
        )
    return len(changed)


@transaction.atomic
def set_owner(
    *, indicator: Indicator, department: Department | None, owner: User | None, by: User, at: datetime
) -> None:  # fmt: skip
    row = Indicator.objects.select_for_update().get(pk=indicator.pk)
    before = {"department": row.department_id, "owner": row.owner_id}
    now = {"department": department.pk if department else None, "owner": owner.pk if owner else None}
    if before == now:
        return
    Indicator.objects.filter(pk=row.pk).update(department=department, owner=owner)
    events.record("plan.owner.set", row, by=by, at=at, before=before, after=now)
