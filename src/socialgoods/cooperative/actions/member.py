"""Joining: a member gets a number; an application is answered."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from socialgoods.cooperative.actions import subscription as subscriptions
from socialgoods.cooperative.actions.refusal import NotLawful, require_lawful
from socialgoods.cooperative.actions.shared import locked
from socialgoods.cooperative.models import Cooperative, CooperativeState, JoinRequest, Member, RequestState
from socialgoods.cooperative.rules import member as rules
from socialgoods.cooperative.rules.law import Reason, act
from socialgoods.kernel import events
from socialgoods.people.models import User
from socialgoods.registry.models import Organization

OVER = {CooperativeState.ABANDONED, CooperativeState.WINDING_UP, CooperativeState.DISSOLVED}


@transaction.atomic
def join(
    *, cooperative: Cooperative, organization: Organization | None = None, user: User | None = None, name: str = "",
    stakeholder: str, starts_on: date, is_employee: bool = False, by: User | None, at: datetime,
) -> Member:  # fmt: skip
    """A member from that day on; without shares until some are subscribed and paid."""
    cooperative = locked(cooperative)
    name = name.strip() or (organization.name if organization else user.name if user else "")
    require_lawful(
        rules.reasons_against_joining(
            is_over=cooperative.state in OVER,
            is_member=_is_member(cooperative, organization, user),
            is_merged=organization is not None and organization.merged_into_id is not None,
            is_somebody=bool(name),
        )
    )
    last = cooperative.members.aggregate(last=Max("number"))["last"] or 0
    row = Member.objects.create(
        cooperative=cooperative, number=last + 1, organization=organization, user=user, name=name[:120], stakeholder=stakeholder,
        is_employee=is_employee, starts_on=starts_on,
    )  # fmt: skip
    events.record("cooperative.member.joined", row, by=by, at=at, cooperative=cooperative.code, number=row.number)
    return row


@transaction.atomic
def ask_to_join(
    *, cooperative: Cooperative, organization: Organization | None = None, user: User | None = None, stakeholder: str,
    shares: int, by: User, at: datetime,
) -> JoinRequest:  # fmt: skip
    """Asked once; asked again while it waits, the request that is there is answered."""
    cooperative = locked(cooperative)
    waiting = JoinRequest.objects.filter(
        cooperative=cooperative, organization=organization, user=user, state=RequestState.ASKED
    ).first()
    if waiting is not None:
        return waiting
    name = organization.name if organization else user.name if user else ""
    reasons = rules.reasons_against_joining(
        is_over=cooperative.state in OVER, is_member=_is_member(cooperative, organization, user),
        is_merged=organization is not None and organization.merged_into_id is not None, is_somebody=bool(name),
    )  # fmt: skip
    if shares < 1:
        reasons.append(Reason(_("1좌 이상 출자해야 합니다."), act(22, 1)))
    require_lawful(reasons)
    row = JoinRequest.objects.create(
        cooperative=cooperative, organization=organization, user=user, name=name, stakeholder=stakeholder, shares=shares,
        asked_by=by, asked_at=at,
    )  # fmt: skip
    events.record("cooperative.join.asked", row, by=by, at=at, cooperative=cooperative.code, shares=shares)
    return row


@transaction.atomic
def accept(*, request: JoinRequest, starts_on: date, by: User, at: datetime) -> Member:
    """A member with the shares asked for, subscribed on that day: both, or neither."""
    cooperative = locked(request.cooperative)
    request = _waiting(request)
    row = join(
        cooperative=cooperative, organization=request.organization, user=request.user, name=request.name,
        stakeholder=request.stakeholder, starts_on=starts_on, by=by, at=at,
    )  # fmt: skip
    subscriptions.subscribe(member=row, shares=request.shares, on=starts_on, key=f"request:{request.pk}", by=by, at=at)
    _answer(request, RequestState.ACCEPTED, by=by, at=at, member=row)
    return row


@transaction.atomic
def decline(*, request: JoinRequest, reason: str, by: User, at: datetime) -> None:
    require_lawful(rules.reasons_against_declining(reason))
    locked(request.cooperative)
    _answer(_waiting(request), RequestState.DECLINED, by=by, at=at, reason=reason.strip()[:300])


@transaction.atomic
def take_back(*, request: JoinRequest, by: User, at: datetime) -> None:
    locked(request.cooperative)
    _answer(_waiting(request), RequestState.TAKEN_BACK, by=by, at=at)


def _waiting(request: JoinRequest) -> JoinRequest:
    request = JoinRequest.objects.select_related("organization", "user", "cooperative").get(pk=request.pk)
    if request.state != RequestState.ASKED:
        raise NotLawful([Reason(_("이미 답한 신청입니다. 새로 고쳐 확인해 주세요."), rules.REGISTER)])
    return request


def _answer(request: JoinRequest, state: str, *, by: User, at: datetime, **changes: object) -> None:
    request.state, request.decided_by, request.decided_at = state, by, at
    for name, value in changes.items():
        setattr(request, name, value)
    request.save()
    events.record(f"cooperative.join.{state}", request, by=by, at=at, cooperative=request.cooperative.code)


def _is_member(cooperative: Cooperative, organization: Organization | None, user: User | None) -> bool:
    rows = cooperative.members.filter(ends_on=None)
    return (organization is not None and rows.filter(organization=organization).exists()) or (
        user is not None and organization is None and rows.filter(user=user).exists()
    )
