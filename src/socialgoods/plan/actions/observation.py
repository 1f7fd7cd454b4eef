"""Enters a figure that nothing computes yet. A correction is a new row with its reason; what it corrects stays to be seen."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from socialgoods.kernel import events
from socialgoods.people.models import User
from socialgoods.plan.models import Indicator, Observation, Reading
from socialgoods.plan.rules.series import is_entered


class NotEntered(Exception):
    """Says why, ready to show."""


@transaction.atomic
def enter(
    *, reading: Reading, year: int, value: Decimal, observed_on: date, source: str, reason: str = "", by: User, at: datetime
) -> Observation:  # fmt: skip
    """The same again changes nothing. What is computed from the rooms is refused; so is a correction that does not say why."""
    if not is_entered(reading.series):
        raise NotEntered(_("이 수치는 등록된 자료에서 셈합니다. 적지 않고, 자료를 고치면 다시 셈합니다."))
    Indicator.objects.select_for_update().get(pk=reading.indicator_id)
    before = Observation.objects.filter(reading=reading, year=year, ended_at=None).first()
    if before is not None:
        if (before.value, before.observed_on, before.source) == (value, observed_on, source):
            return before
        if not reason:
            raise NotEntered(_("이미 적힌 값을 고칩니다. 고치는 까닭을 적어 주세요."))
        Observation.objects.filter(pk=before.pk).update(ended_at=at)
    row = Observation.objects.create(
        reading=reading, year=year, value=value, observed_on=observed_on, source=source, reason=reason, by=by, at=at
    )
    verb = "corrected" if before else "entered"
    was = f"{before.value:f}" if before else None
    events.record(
        f"plan.observation.{verb}", reading.indicator, by=by, at=at, reading=reading.key, year=year, value=f"{value:f}", was=was,
        source=source, reason=reason,
    )  # fmt: skip
    return row
