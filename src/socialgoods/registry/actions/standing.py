"""Who may act for an organisation, who looks after it, and how a desk passes to a successor."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from socialgoods.kernel import events
from socialgoods.people.actions.roles import hand_over_roles
from socialgoods.people.models import User
from socialgoods.registry.actions.books import let_go
from socialgoods.registry.models import Caseload, Organization, Representation


class NotPossible(Exception):
    """Carries the reason, ready to show."""


@transaction.atomic
def appoint(
    *, organization: Organization, user: User, standing: str, starts_on: date, by: User, at: datetime
) -> Representation:
    Organization.objects.select_for_update().get(pk=organization.pk)
    if Representation.objects.filter(organization=organization, user=user, ends_on=None).exists():
        raise NotPossible(_("이미 이 조직의 대표나 실무자입니다."))
    row = Representation.objects.create(organization=organization, user=user, standing=standing, starts_on=starts_on)
    events.record("registry.representation.begun", organization, by=by, at=at, user=user.pk, standing=standing)
    return row


@transaction.atomic
def dismiss(*, representation: Representation, on: date, by: User, at: datetime) -> None:
    """Dismissing twice changes nothing."""
    still = Representation.objects.filter(pk=representation.pk, ends_on=None)
    if still.update(ends_on=max(on, representation.starts_on)):
        events.record(
            "registry.representation.ended", representation.organization, by=by, at=at, user=representation.user_id
        )
        let_go(organization=representation.organization, user=representation.user, on=on, by=by, at=at)


@transaction.atomic
def assign(*, organizations: Iterable[Organization], advisor: User, on: date, by: User, at: datetime) -> int:
    """Those the advisor does not look after yet. Of two officers at once, the slower finds what the faster assigned."""
    User.objects.select_for_update().get(pk=advisor.pk)
    has = set(Caseload.objects.filter(advisor=advisor, ends_on=None).values_list("organization_id", flat=True))
    new = [row for row in organizations if row.pk not in has]
    Caseload.objects.bulk_create(Caseload(organization=row, advisor=advisor, starts_on=on) for row in new)
    for row in new:
        events.record("registry.case.assigned", row, by=by, at=at, advisor=advisor.pk)
    return len(new)


@transaction.atomic
def release(*, case: Caseload, on: date, by: User, at: datetime) -> None:
    if Caseload.objects.filter(pk=case.pk, ends_on=None).update(ends_on=max(on, case.starts_on)):
        events.record("registry.case.released", case.organization, by=by, at=at, advisor=case.advisor_id)


@transaction.atomic
def hand_over_desk(*, from_user: User, to_user: User, on: date, by: User, at: datetime) -> tuple[int, int]:
    """County roles and cases pass together, or not at all. Says how many of each."""
    roles = hand_over_roles(from_user=from_user, to_user=to_user, on=on, by=by, at=at)
    cases = list(
        Caseload.objects.select_for_update().filter(advisor=from_user, ends_on=None).select_related("organization")
    )
    for case in cases:
        release(case=case, on=on, by=by, at=at)
    assign(organizations=[case.organization for case in cases], advisor=to_user, on=on, by=by, at=at)
    return len(roles), len(cases)
