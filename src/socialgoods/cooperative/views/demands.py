"""Members ask for an extraordinary assembly."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from socialgoods.cooperative import permissions
from socialgoods.cooperative.actions import demand as actions
from socialgoods.cooperative.forms import assembly as forms
from socialgoods.cooperative.models import Demand, Member
from socialgoods.cooperative.queries import demand as queries
from socialgoods.cooperative.views.acting import act, at_once
from socialgoods.cooperative.views.register import load
from socialgoods.kernel import clock
from socialgoods.kernel.permissions import require


def _load(code: str, pk: int) -> Demand:
    return get_object_or_404(Demand.objects.select_related("cooperative", "assembly"), pk=pk, cooperative__code=code)


def _members(request: HttpRequest, cooperative: Any) -> Any:
    on = clock.today()
    return permissions.own_members(request.user, Member.objects.running_on(on).filter(cooperative=cooperative), on)


@login_required
def demand_new(request: HttpRequest, code: str) -> HttpResponse:
    """By a member in the own name, or by who runs the pages, of what a member signed on paper."""
    cooperative, today = load(code), clock.today()
    require(permissions.may_demand(request.user, cooperative, today))
    mine = _members(request, cooperative)
    runs = permissions.runs(request.user, cooperative, today)
    members = Member.objects.running_on(today).filter(cooperative=cooperative) if runs else mine
    made: list[Demand] = []
    form = forms.DemandForm(
        request.POST or None, members=members.order_by("number"), initial={"in_whose_name": mine.first()}
    )

    def do(read: dict[str, Any]) -> None:
        member = read["in_whose_name"]
        made.append(
            actions.begin(
                cooperative=cooperative, member=member, purpose=read["purpose"], reason=read["reason"],
                on_paper=not mine.contains(member), by=request.user, at=clock.now(),
            )
        )  # fmt: skip

    part = queries.part_on(cooperative, today)
    lede = _("조합원 %(part)s분의 1 이상이 함께 요구하면 이사장은 총회를 소집해야 합니다(%(source)s).")
    answer = act(
        request, cooperative=cooperative, title=_("임시총회 소집 요구하기"), form=form, do=do, back=reverse("assemblies", args=[code]),
        label=_("요구하고 서명하기"), crumb=_("총회"), done=_("요구를 적고 서명했습니다. 다른 조합원에게 알려 함께 서명해 주세요."),
        lede=lede % {"part": part.value, "source": part.source},
    )  # fmt: skip
    return redirect(made[0]) if made else answer


@require_safe
@login_required
def demand(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    row, today = _load(code, pk), clock.today()
    require(permissions.may_see_demands(request.user, row.cooperative, today))
    runs = permissions.runs(request.user, row.cooperative, today)
    signed = set(row.signatures.values_list("member", flat=True))
    return render(
        request, "cooperative/demand.html",
        {
            "cooperative": row.cooperative, "demand": row, "count": queries.count(row, today), "runs": runs,
            "own": [(each, each.pk in signed) for each in _members(request, row.cooperative)],
            "signatures": row.signatures.select_related("member").order_by("at", "pk"),
            "is_open": row.ended_on is None and row.assembly is None, "part": queries.part_on(row.cooperative, today),
        },
    )  # fmt: skip


def _own(request: HttpRequest, row: Demand, member: int) -> Member:
    found = _members(request, row.cooperative).filter(pk=member).first()
    require(found is not None)
    return found  # type: ignore[return-value]


@login_required
@require_POST
def demand_sign(request: HttpRequest, code: str, pk: int, member: int) -> HttpResponse:
    row = _load(code, pk)
    who = _own(request, row, member)
    return at_once(
        request, lambda: actions.sign(demand=row, member=who, by=request.user, at=clock.now()), _("서명했습니다."), row
    )


@login_required
@require_POST
def demand_unsign(request: HttpRequest, code: str, pk: int, member: int) -> HttpResponse:
    row = _load(code, pk)
    who = _own(request, row, member)
    return at_once(
        request, lambda: actions.take_back(demand=row, member=who, by=request.user, at=clock.now()),
        _("서명을 거두었습니다."), row,
    )  # fmt: skip


def _run(request: HttpRequest, code: str, pk: int) -> Demand:
    row = _load(code, pk)
    require(permissions.runs(request.user, row.cooperative, clock.today()))
    return row


@login_required
def demand_paper(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    row, today = _run(request, code, pk), clock.today()
    members = Member.objects.running_on(today).filter(cooperative=row.cooperative)
    form = forms.PaperSignatureForm(request.POST or None, members=members)

    def do(read: dict[str, Any]) -> None:
        for each in read["members"]:
            actions.sign(demand=row, member=each, on_paper=True, by=request.user, at=clock.now())

    return act(
        request, cooperative=row.cooperative, title=_("종이 서명 적기"), form=form, do=do, back=row.get_absolute_url(),
        label=_("적기"), crumb=_("소집 요구"), done=_("서명을 적었습니다."),
    )  # fmt: skip


@login_required
def demand_answer(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    row = _run(request, code, pk)
    initial = {"held_at": (clock.now() + timedelta(days=10)).replace(hour=5, minute=0), "place": row.cooperative.office}
    form = forms.AnswerForm(request.POST or None, initial=initial)
    made: list[Any] = []

    def do(read: dict[str, Any]) -> None:
        made.append(actions.answer(demand=row, **read, by=request.user, at=clock.now()))

    answer = act(
        request, cooperative=row.cooperative, title=_("요구한 총회 준비하기"), form=form, do=do, back=row.get_absolute_url(),
        label=_("총회 준비하기"), crumb=_("소집 요구"), done=_("임시총회를 준비했습니다. 안건을 살펴보고 소집을 알려 주세요."),
        lede=_("요구한 것이 첫 안건이 됩니다. 무엇에 관한 안건인지 골라 주세요."),
    )  # fmt: skip
    return redirect(made[0]) if made else answer
