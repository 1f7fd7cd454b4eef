"""One member's page, one's own memberships, and certificates."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from socialgoods.cooperative import permissions
from socialgoods.cooperative.actions import member as actions
from socialgoods.cooperative.forms.register import JoinForm
from socialgoods.cooperative.models import (
    Certificate,
    Cooperative,
    Departure,
    DepartureKind,
    JoinRequest,
    Member,
    RequestState,
)
from socialgoods.cooperative.paper import certificate as certificate_paper
from socialgoods.cooperative.queries import liabilities as liability_queries
from socialgoods.cooperative.queries import member as member_queries
from socialgoods.cooperative.queries import register as queries
from socialgoods.cooperative.queries import relations as relation_queries
from socialgoods.cooperative.queries.cooperative import articles_on
from socialgoods.cooperative.views.acting import act
from socialgoods.cooperative.views.register import load
from socialgoods.kernel import clock, events
from socialgoods.kernel.permissions import require
from socialgoods.registry import permissions as registry
from socialgoods.registry.models import Organization


def load_member(code: str, number: int) -> Member:
    rows = Member.objects.select_related("cooperative__entity", "organization", "user")
    return get_object_or_404(rows, cooperative__code=code, number=number)


def note_look(request: HttpRequest, row: Member) -> None:
    """A person reads on the own page who looked."""
    if not permissions.is_own(request.user, row, clock.today()):
        person = row.user if row.organization_id is None and row.user else row
        events.record("cooperative.member.seen", person, by=request.user, at=clock.now())


@require_safe
@login_required
def member(request: HttpRequest, code: str, number: int) -> HttpResponse:
    row, today = load_member(code, number), clock.today()
    require(permissions.may_see_member(request.user, row, today))
    note_look(request, row)
    cooperative = row.cooperative
    departure = Departure.objects.filter(member=row).select_related("entry", "item").prefetch_related("refunds").first()
    may_keep = permissions.may_keep_register(request.user, cooperative, today)
    is_here = row.ends_on is None or row.ends_on > today
    subscriptions = queries.subscriptions_of(row)
    everybody = queries.standing_on(cooperative, today)
    together, total = relation_queries.together(row, today, everybody), sum(everybody.values())
    limit = queries.cap_of(cooperative, today)
    context = {
        "cooperative": cooperative, "member": row, "today": today, "is_here": is_here, "departure": departure,
        "shares": queries.held_by(row, today), "won": queries.paid_in_by(row, today), "total": total,
        "standing": sum(each.subscription.shares - each.whole for each in subscriptions if each.rest_won)
        + queries.held_by(row, today),
        "limit": limit, "subscriptions": subscriptions, "together": together,
        "is_above_together": total and not limit.is_kept(together.shares, total),
        "timeline": member_queries.timeline(row, departure), "certificates": row.certificates.all(),
        "may_keep": may_keep, "may_change": is_here and permissions.may_change_own(request.user, row, today),
        "may_stay": is_here and departure is not None and departure.kind == DepartureKind.WITHDRAWAL
        and permissions.may_change_own(request.user, row, today),
        "owed": liability_queries.owed(departure) if departure else 0,
        "paid_in_then": liability_queries.paid_in_at_leaving(departure).total if departure else 0,
    }  # fmt: skip
    return render(request, "cooperative/member.html", context)


@login_required
def my_membership(request: HttpRequest, code: str) -> HttpResponse:
    """Mine, and those of the organisations I stand for; or the way to join."""
    cooperative, today = load(code), clock.today()
    require(permissions.may_ask_to_join(request.user))
    own = _own(request, cooperative)
    names = _names(request, own)
    context = {
        "today": today,
        "own": [(row, queries.held_by(row, today), queries.paid_in_by(row, today)) for row in own],
        "requests": JoinRequest.objects.filter(cooperative=cooperative, asked_by=request.user).exclude(
            state=RequestState.ACCEPTED
        ),
        "articles": articles_on(cooperative, today), "limit": queries.cap_of(cooperative, today),
    }  # fmt: skip

    def do(read: dict[str, Any]) -> None:
        kind, _colon, pk = read["in_whose_name"].partition(":")
        actions.ask_to_join(
            cooperative=cooperative,
            organization=Organization.objects.get(pk=pk) if kind == "organization" else None,
            user=request.user if kind == "user" else None,  # type: ignore[arg-type]
            stakeholder=read["stakeholder"],
            shares=read["shares"],
            by=request.user,  # type: ignore[arg-type]
            at=clock.now(),
        )

    form = JoinForm(request.POST or None, names=names, initial={"shares": context["articles"].least_shares})  # type: ignore[attr-defined]
    return act(
        request, cooperative=cooperative, title=_("나의 조합원 자격"), form=form, do=do, done=_("가입을 신청했습니다."),
        back=request.path, label=_("가입 신청하기"), template="cooperative/my_membership.html", may_join=bool(names), **context,
    )  # fmt: skip


def _own(request: HttpRequest, cooperative: Cooperative) -> list[Member]:
    """Also those that ended: the refund is still to come."""
    rows = cooperative.members.select_related("organization", "departure")
    found = permissions.own_members(request.user, rows, clock.today())
    return list(found.order_by("ends_on", "number"))


def _names(request: HttpRequest, own: list[Member]) -> list[tuple[str, str]]:
    """In whose name I could still join."""
    running = [row for row in own if row.ends_on is None]
    organizations = {row.organization_id for row in running}
    found = []
    if not any(row.user_id == request.user.pk for row in running):
        found.append((f"user:{request.user.pk}", _("나 (%(name)s)") % {"name": request.user}))
    for row in Organization.objects.listed().filter(pk__in=registry.represented(request.user, clock.today())):
        if row.pk not in organizations:
            found.append((f"organization:{row.pk}", row.name))
    return found


@require_safe
@login_required
def certificate(request: HttpRequest, code: str, number: int) -> HttpResponse:
    rows = Certificate.objects.select_related(
        "member__organization", "member__user", "member__cooperative", "cooperative"
    )
    row = get_object_or_404(rows, cooperative__code=code, number=number)
    require(permissions.may_see_member(request.user, row.member, clock.today()))
    note_look(request, row.member)
    name = f"certificate-{code}-{row.number}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(certificate_paper(row), content_type="application/pdf", headers=headers)
