"""Persons enter and leave an organisation's list, as tokens. What was typed is used for the token and thrown away."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext as _

from socialgoods.kernel import events
from socialgoods.people.models import User
from socialgoods.places.models import District
from socialgoods.registry.models import Membership, Organization
from socialgoods.registry.rules.token import person_token


class NotPossible(Exception):
    """Carries the reason, ready to show."""


@transaction.atomic
def join(
    *,
    organization: Organization,
    name: str,
    birth_date: date | None,
    phone4: str,
    part: str,
    district: District | None,
    starts_on: date,
    consented_on: date | None,
    by: User,
    at: datetime,
) -> Membership:
    """Without consent, or with a part missing, the person is counted but not linked."""
    token = person_token(name=name, birth_date=birth_date, phone4=phone4) if consented_on else ""
    Organization.objects.select_for_update().get(pk=organization.pk)
    if token and Membership.objects.filter(organization=organization, token=token, part=part, ends_on=None).exists():
        raise NotPossible(_("이미 명단에 있는 분입니다."))
    row = Membership.objects.create(
        organization=organization,
        token=token,
        part=part,
        district=district,
        starts_on=starts_on,
        consented_on=consented_on if token else None,
    )
    events.record("registry.membership.begun", organization, by=by, at=at, part=part, linked=bool(token))
    return row


@transaction.atomic
def leave(
    *, organization: Organization, name: str, birth_date: date, phone4: str, on: date, by: User, at: datetime
) -> int:
    """Ends every running part of the person in this organisation, none before it began; says how many."""
    token = person_token(name=name, birth_date=birth_date, phone4=phone4)
    rows = (
        Membership.objects.filter(organization=organization, token=token, ends_on=None)
        if token
        else Membership.objects.none()
    )
    ended = rows.update(ends_on=Greatest(Coalesce("starts_on", Value(on)), Value(on)))
    if ended:
        events.record("registry.membership.ended", organization, by=by, at=at, parts=ended)
    return ended
