from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from socialgoods.kernel import events
from socialgoods.people.models import User
from socialgoods.registry.models import Designation, Measure, Organization, SupportGiven


class NotPossible(Exception):
    """Carries the reason, ready to show."""


@transaction.atomic
def record_designation(*, designation: Designation, by: User, at: datetime) -> None:
    """New, renewed or ended: the row as it shall stand."""
    is_new = designation.pk is None
    try:
        with transaction.atomic():
            designation.save()
    except IntegrityError:
        raise NotPossible(_("같은 날 시작하는 같은 인증·지정이 이미 있습니다.")) from None
    name = "registry.designation.recorded" if is_new else "registry.designation.changed"
    events.record(name, designation.organization, by=by, at=at, kind=designation.kind, designation=designation.pk)


@transaction.atomic
def record_support(
    *, organization: Organization, fields: Mapping[str, Any], by: User | None, at: datetime
) -> SupportGiven:
    try:
        with transaction.atomic():
            support = SupportGiven.objects.create(organization=organization, recorded_by=by, recorded_at=at, **fields)
    except IntegrityError:
        raise NotPossible(_("같은 해, 같은 수단, 같은 재원의 지원이 이미 있습니다. 그 기록을 고쳐 주세요.")) from None
    events.record("registry.support.recorded", organization, by=by, at=at, support=support.pk, amount=support.amount)
    return support


@transaction.atomic
def change_support(*, support: SupportGiven, amount: int, by: User | None, at: datetime) -> None:
    """To another amount. The caller holds the row's lock; the event keeps both amounts."""
    before = support.amount
    support.amount = amount
    support.save(update_fields=["amount"])
    events.record(
        "registry.support.changed", support.organization, by=by, at=at, support=support.pk, before=before, amount=amount
    )


@transaction.atomic
def remove_support(*, support: SupportGiven, by: User | None, at: datetime) -> None:
    events.record(
        "registry.support.removed",
        support.organization,
        by=by,
        at=at,
        year=support.year,
        measure=support.measure.code,
        source=support.source,
        amount=support.amount,
    )
    try:
        support.delete()
    except ProtectedError:
        raise NotPossible(_("사례철의 전달에서 나온 기록입니다. 사례철에서 그 약속을 다시 열어 고쳐 주세요.")) from None


@transaction.atomic
def add_measure(*, code: str, name: str, by: User, at: datetime) -> Measure:
    measure = Measure.objects.create(code=code, name=name)
    events.record("registry.measure.added", measure, by=by, at=at, code=code)
    return measure
