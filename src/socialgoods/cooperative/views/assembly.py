"""Assemblies: the list, one of them, and what its stewards do before and after."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from socialgoods.cooperative import assembly_parameters as parameters
from socialgoods.cooperative import permissions
from socialgoods.cooperative.actions import assembly as actions
from socialgoods.cooperative.actions.presence import prepare_roll
from socialgoods.cooperative.forms import assembly as forms
from socialgoods.cooperative.models import Assembly, AssemblyKind, AssemblyState, PaperRead
from socialgoods.cooperative.queries import assembly as queries
from socialgoods.cooperative.queries import demand as demands
from socialgoods.cooperative.queries import told
from socialgoods.cooperative.queries.cooperative import articles_on
from socialgoods.cooperative.queries.officers import chair_on
from socialgoods.cooperative.views.acting import act, at_once
from socialgoods.cooperative.views.register import load
from socialgoods.kernel import clock
from socialgoods.kernel.periods import seoul_day
from socialgoods.kernel.permissions import require


def load_assembly(code: str, pk: int) -> Assembly:
    rows = Assembly.objects.select_related("cooperative__entity", "cooperative__organization", "chair")
    return get_object_or_404(rows, pk=pk, cooperative__code=code)


def running(request: HttpRequest, code: str, pk: int) -> Assembly:
    row = load_assembly(code, pk)
    require(permissions.may_run_assembly(request.user, row, clock.today()))
    return row


@require_safe
@login_required
def assemblies(request: HttpRequest, code: str) -> HttpResponse:
    cooperative, today = load(code), clock.today()
    require(permissions.may_see_assemblies(request.user, cooperative, today))
    runs = permissions.runs(request.user, cooperative, today)
    rows = cooperative.assemblies.all() if runs else cooperative.assemblies.exclude(state=AssemblyState.DRAFT)
    articles = articles_on(cooperative, today)
    return render(
        request, "cooperative/assemblies.html",
        {
            "cooperative": cooperative, "rows": rows.select_related("cooperative"), "runs": runs, "today": today,
            "lacks_year": queries.lacks_ordinary(cooperative, today, articles.end_month),
            "has_delegates": articles.has_delegates, "demands": demands.open_of(cooperative),
            "may_demand": cooperative.state == "registered" and permissions.may_demand(request.user, cooperative, today),
        },
    )  # fmt: skip


@login_required
def assembly_new(request: HttpRequest, code: str) -> HttpResponse:
    cooperative, now = load(code), clock.now()
    require(permissions.runs(request.user, cooperative, clock.today()))
    made: list[Assembly] = []
    days = articles_on(cooperative, clock.today()).notice_days + 3
    initial = {"held_at": (now + timedelta(days=days)).replace(hour=5, minute=0), "record_on": clock.today()}
    form = forms.AssemblyForm(request.POST or None, cooperative=cooperative, initial=initial)

    def do(read: dict[str, Any]) -> None:
        made.append(actions.draft(cooperative=cooperative, **read, by=request.user, at=now))

    answer = act(
        request, cooperative=cooperative, title=_("총회 준비하기"), form=form, do=do, back=reverse("assemblies", args=[code]),
        label=_("준비 시작하기"), done=_("총회를 준비합니다. 안건을 적고 소집을 알려 주세요."), crumb=_("총회"),
        lede=_("먼저 때와 곳을 정하고, 안건과 자료를 넣은 뒤 소집을 알립니다. 알리기 전까지는 고칠 수 있습니다."),
    )  # fmt: skip
    return redirect(made[0]) if made else answer


@require_safe
@login_required
def assembly(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    row, today, now = load_assembly(code, pk), clock.today(), clock.now()
    require(permissions.may_see_assembly(request.user, row, today))
    if row.kind == AssemblyKind.FOUNDING and row.state == AssemblyState.CALLED:
        prepare_roll(assembly=row)
    runs = permissions.may_run_assembly(request.user, row, today)
    own = list(permissions.own_rows(request.user, row, today).select_related("proxy"))
    papers = list(row.papers.all())
    read = PaperRead.objects.filter(attendance__in=own, paper__in=papers).count() if own else 0
    is_draft, is_called = row.state == AssemblyState.DRAFT, row.state == AssemblyState.CALLED
    return render(
        request, "cooperative/assembly.html",
        {
            "cooperative": row.cooperative, "assembly": row, "runs": runs, "own": own, "today": today,
            "items": row.items.select_related("about").order_by("number"), "papers": papers,
            "has_read": bool(papers) and read >= len(papers) * len(own),
            "presence": queries.presence_now(row, now) if row.state in queries.HELD else None,
            "article": queries.quorum_article(row), "is_draft": is_draft, "is_called": is_called,
            "is_open": row.state == AssemblyState.OPEN, "is_over": row.state in {AssemblyState.CLOSED, AssemblyState.SIGNED},
            "against": actions.reasons_against_calling(row, today) if runs and is_draft else [],
            "days": actions.days_needed(row, today), "plans": queries.plans(row) if runs and is_called else None,
            "is_day": is_called and seoul_day(row.held_at) == today,
            "is_here": any(each.arrived_at and not each.left_at for each in own),
            "not_told": told.not_told(row, told.latest(row)).count() if runs and is_called else 0,
            "other_ways": queries.other_ways(row, today), "ways_source": parameters.VOTING_WAYS.since(today).source,
        },
    )  # fmt: skip


def form_page(request: HttpRequest, row: Assembly, *, back: str = "", crumb: str = "", **more: Any) -> HttpResponse:
    return act(
        request, cooperative=row.cooperative, back=back or row.get_absolute_url(), crumb=crumb or row.title, **more
    )  # fmt: skip


@login_required
def assembly_change(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    row = running(request, code, pk)
    form = forms.AssemblyForm(request.POST or None, cooperative=row.cooperative, instance=load_assembly(code, pk))

    def do(read: dict[str, Any]) -> None:
        fields = {name: value for name, value in read.items() if name != "title" or value}
        actions.change(assembly=row, fields=fields, by=request.user, at=clock.now())

    return form_page(
        request, row, form=form, title=_("총회 고치기"), do=do, label=_("저장하기"), done=_("저장했습니다.")
    )


@login_required
@require_POST
def assembly_call(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    row = running(request, code, pk)
    return at_once(
        request, lambda: actions.call(assembly=row, by=request.user, at=clock.now()),
        _("소집을 알렸습니다. 문자와 이메일이 나갑니다. 닿지 않는 분은 아래 ‘누구에게 알렸나’에서 인쇄해 전해 주세요."), row,
    )  # fmt: skip


@login_required
def assembly_postpone(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    row = running(request, code, pk)
    form = forms.PostponeForm(
        request.POST or None, initial={"held_at": row.held_at + timedelta(days=7), "place": row.place}
    )

    def do(read: dict[str, Any]) -> None:
        actions.postpone(assembly=row, **read, by=request.user, at=clock.now())

    lede = _("안건과 명부는 그대로 두고 때와 곳만 바꿉니다. 새 날도 %(days)s일 전까지 알려야 합니다.")
    return form_page(
        request, row, form=form, title=_("총회 미루기"), do=do, label=_("미루고 알리기"), done=_("새로 여는 때와 곳을 알렸습니다."),
        lede=lede % {"days": actions.days_needed(row, clock.today())},
    )  # fmt: skip


@login_required
def assembly_open(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    row = running(request, code, pk)
    chair = chair_on(row.cooperative, clock.today())
    form = forms.OpenForm(request.POST or None, assembly=row, initial={"chair_name": chair.name if chair else ""})

    def do(read: dict[str, Any]) -> None:
        actions.open_assembly(
            assembly=row, chair=read["chair"], chair_name=read["chair_name"], by=request.user, at=clock.now()
        )

    return form_page(
        request, row, form=form, title=_("개회하기"), do=do, label=_("개회하기"), crumb=row.title,
        done=_("총회를 열었습니다. 참석을 확인하고 큰 화면을 띄워 주세요."),
        lede=_("이사장이 의장이 됩니다. 이제부터 오는 사람을 적을 수 있고, 명부는 더 바뀌지 않습니다."),
    )  # fmt: skip


@login_required
@require_POST
def assembly_close(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    row = running(request, code, pk)
    return at_once(
        request, lambda: actions.close_assembly(assembly=row, by=request.user, at=clock.now()),
        _("총회를 마쳤습니다. 의사록 초안을 만들었습니다."), reverse("minutes", args=[code, pk]),
    )  # fmt: skip


@login_required
def assembly_cancel(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    row = running(request, code, pk)
    form = forms.ReasonForm(request.POST or None)

    def do(read: dict[str, Any]) -> None:
        actions.cancel(assembly=row, reason=read["reason"], by=request.user, at=clock.now())

    lede = _("소집을 알린 뒤라면 알린 모두에게 취소를 알립니다. 다시 열려면 처음부터 소집합니다.")
    return form_page(
        request, row, form=form, title=_("총회 취소하기"), do=do, label=_("취소하고 알리기"), tone="danger", lede=lede,
        done=_("총회를 취소하고 알렸습니다."),
    )  # fmt: skip
