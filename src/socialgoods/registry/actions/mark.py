from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from socialgoods.kernel import events
from socialgoods.kernel.periods import add_months, seoul_day
from socialgoods.kernel.states import move
from socialgoods.people.models import User
from socialgoods.registry import parameters
from socialgoods.registry.models import Mark, MarkState, Organization
from socialgoods.registry.rules import mark as rules
from socialgoods.registry.states import MARK_MOVES


class NotGrantable(Exception):
    """Carries the reasons, ready to show."""


@transaction.atomic
def apply(*, organization: Organization, by: User, at: datetime) -> Mark:
    organization = Organization.objects.select_for_update().get(pk=organization.pk)
    if organization.marks.filter(state__in=[MarkState.APPLIED, MarkState.GRANTED]).exists():
        raise NotGrantable(_("이미 신청했거나 쓰고 있는 마크가 있습니다."))
    mark = Mark.objects.create(organization=organization, applied_by=by, applied_at=at)
    events.record("registry.mark.applied", organization, by=by, at=at, mark=mark.pk)
    return mark


@transaction.atomic
def grant(*, mark: Mark, criteria: Sequence[rules.CriterionResult], by: User, at: datetime) -> None:
    """On the results of the criteria, which are kept with the mark; the number is the next of the year."""
    if reasons := rules.reasons_against_granting(criteria):
        raise NotGrantable(" ".join(reasons))
    day = seoul_day(at)
    move(
        mark,
        MarkState.GRANTED,
        table=MARK_MOVES,
        number=_next_number(day.year),
        criteria=[result.as_data() for result in criteria],
        decided_by=by,
        decided_at=at,
        starts_on=day,
        ends_on=add_months(day, parameters.MARK_MONTHS.on(day)),
    )
    events.record("registry.mark.granted", mark.organization, by=by, at=at, mark=mark.pk, number=mark.number)


@transaction.atomic
def refuse(*, mark: Mark, criteria: Sequence[rules.CriterionResult], reason: str, by: User, at: datetime) -> None:
    move(
        mark,
        MarkState.REFUSED,
        table=MARK_MOVES,
        criteria=[result.as_data() for result in criteria],
        reason=reason,
        decided_by=by,
        decided_at=at,
    )
    events.record("registry.mark.refused", mark.organization, by=by, at=at, mark=mark.pk, reason=reason)


@transaction.atomic
def revoke(*, mark: Mark, reason: str, by: User, at: datetime) -> None:
    move(mark, MarkState.REVOKED, table=MARK_MOVES, reason=reason, decided_by=by, decided_at=at)
    events.record("registry.mark.revoked", mark.organization, by=by, at=at, mark=mark.pk, reason=reason)


@transaction.atomic
def expire_all(*, on: date, at: datetime) -> int:
    """Marks whose time is over. The public page reads the dates itself and does not wait for this."""
    over = list(Mark.objects.select_for_update().filter(state=MarkState.GRANTED, ends_on__lte=on))
    for mark in over:
        move(mark, MarkState.EXPIRED, table=MARK_MOVES)
        events.record("registry.mark.expired", mark.organization, by=None, at=at, mark=mark.pk, number=mark.number)
    return len(over)


def _next_number(year: int) -> str:
    """Two officers at once: all wait for the oldest mark's row, which is the same for everybody."""
    Mark.objects.select_for_update().order_by("pk").first()
    prefix = rules.number_of(year, 0)[:-4]
    newest = Mark.objects.filter(number__startswith=prefix).order_by("-number").first()
    return rules.number_of(year, int(newest.number[len(prefix) :]) + 1 if newest else 1)
